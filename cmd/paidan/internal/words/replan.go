package words

import "github.com/paidan/paidan/schedule"

// Disruption says what is different between two plans.
func (l Lang) Disruption(k schedule.DisruptionKind) string { return l.say(disruptions, string(k)) }

var disruptions = map[string]pair{
	string(schedule.JobLost):          {"lost", "无法派出"},
	string(schedule.JobDropped):       {"dropped", "放弃"},
	string(schedule.WorkerSwapped):    {"other worker", "更换服务师"},
	string(schedule.StartMoved):       {"start moved", "改时间"},
	string(schedule.JobGained):        {"new in the plan", "新派出"},
	string(schedule.CustomerToCall):   {"customer to call", "需致电客户"},
	string(schedule.WorkerDayTouched): {"worker's day changed", "服务师日程变更"},
}
