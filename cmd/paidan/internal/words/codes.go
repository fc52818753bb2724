package words

import "github.com/paidan/paidan/roster"

// Reason says a gate's reason code or the reason of an unassigned job.
func (l Lang) Reason(code string) string { return l.say(reasons, code) }

// Class says why, in general, a job is not served.
func (l Lang) Class(c roster.Class) string { return l.say(classes, string(c)) }

// Part says a part of the score: a cost or a criterion.
func (l Lang) Part(code string) string { return l.say(parts, code) }

// Status says how a solve ended.
func (l Lang) Status(s roster.Status) string { return l.say(statuses, string(s)) }

// Service says a code of the catalogue an agency starts from.
func (l Lang) Service(code string) string { return l.say(services, code) }

var reasons = map[string]pair{
	roster.ReasonInactive:         {"worker not active", "服务师未在岗"},
	roster.ReasonAgency:           {"no sharing agreement with the worker's agency", "与所属机构无有效共享协议"},
	roster.ReasonSkill:            {"required skill missing", "缺少所需技能"},
	roster.ReasonSkillLevel:       {"skill level too low", "技能等级不足"},
	roster.ReasonSkillExcluded:    {"has a skill the job excludes", "持有工单排除的技能"},
	roster.ReasonCertificate:      {"certificate missing", "缺少证书"},
	roster.ReasonCertificateDate:  {"certificate not valid on every day of the job", "证书在服务期内无效"},
	roster.ReasonHealth:           {"no valid health certificate", "无有效健康证"},
	roster.ReasonBackground:       {"no valid background check", "无有效背景审查"},
	roster.ReasonRealName:         {"real name not verified", "未完成实名认证"},
	roster.ReasonTraining:         {"training missing or lapsed", "培训缺失或过期"},
	roster.ReasonCredits:          {"too few training credits", "培训学分不足"},
	roster.ReasonGender:           {"not the required gender", "性别不符合要求"},
	roster.ReasonLanguage:         {"required language not spoken", "语言不符合要求"},
	roster.ReasonExperience:       {"too little experience", "从业经验不足"},
	roster.ReasonBannedByCustomer: {"customer does not want this worker", "客户不接受该服务师"},
	roster.ReasonBannedByWorker:   {"worker does not serve this customer", "服务师不服务该客户"},
	roster.ReasonRefused:          {"refused before", "此前已拒单"},
	roster.ReasonArea:             {"outside the worker's areas", "不在服务区域内"},
	roster.ReasonDistance:         {"too far from home", "距离住处过远"},
	roster.ReasonEquipment:        {"equipment not available", "缺少工具"},
	roster.ReasonConsumables:      {"more consumables than can be carried", "耗材携带量不足"},
	roster.ReasonLockedToOther:    {"locked to another worker", "已锁定给其他服务师"},
	roster.ReasonNoShift:          {"no shift", "没有班次"},
	roster.ReasonOutsideShift:     {"no time window within the shift", "时间窗不在班次内"},
	roster.ReasonUnreachable:      {"place cannot be reached", "地点不可达"},
	roster.ReasonHours:            {"working hours used up", "超出工时限制"},
	roster.ReasonTravelLimit:      {"way there too long", "单程路途过长"},
	roster.ReasonDurationTooLong:  {"longer than any shift", "时长超过任何班次"},
	roster.ReasonCrowdedOut:       {"fits only without other jobs", "需让出其他工单才能安排"},
	roster.ReasonUnprofitable:     {"costs more than its value", "成本高于价值"},
	roster.ReasonNotFound:         {"would fit; the search did not place it", "可以安排，但搜索未找到"},
	roster.ReasonSequenceLock:     {"locked sequence leaves no place", "锁定的顺序无法插入"},
	roster.ReasonCrewSmall:        {"too few workers could come for the crew", "可到场人数不足以组队"},
	roster.ReasonNoCommonTime:     {"never are enough of its crew free at one time", "组员没有共同的空闲时间"},
	roster.ReasonTiedJob:          {"jobs it is tied to leave it no place", "关联工单使其无法安排"},
	roster.ReasonUnproven:         {"not placed; whether it could be is not proven", "未能安排，是否可行尚无证明"},
	roster.ReasonStartLock:        {"locked start fits nobody", "锁定的开始时间无人可接"},
	roster.ReasonFrozen:           {"every window is before the freeze time", "时间窗均早于冻结时间"},
}

var classes = map[string]pair{
	string(roster.ClassImpossible):   {"nobody can do it, even on an empty day", "即使空班也无人可接"},
	string(roster.ClassLocked):       {"blocked by locks", "被锁定阻挡"},
	string(roster.ClassCrowdedOut):   {"crowded out by other jobs", "被其他工单占用"},
	string(roster.ClassUnprofitable): {"left out for value", "因价值不足放弃"},
	string(roster.ClassNotFound):     {"not placed by the search", "搜索未能安排"},
}

var statuses = map[string]pair{
	string(roster.Optimal):   {"proven best", "已证明最优"},
	string(roster.Feasible):  {"best found in time", "限时内最佳"},
	string(roster.Cancelled): {"stopped early, best so far", "提前停止，当前最佳"},
}

var parts = map[string]pair{
	roster.PartPay:            {"pay", "工时工资"},
	roster.PartOvertimePay:    {"overtime pay", "加班费"},
	roster.PartShiftPay:       {"pay per shift", "班次补贴"},
	roster.PartVisitPay:       {"pay per visit", "单次提成"},
	roster.PartDistancePay:    {"pay per km", "里程补贴"},
	roster.PartTravelTime:     {"travel time", "路途时间"},
	roster.PartTravelDistance: {"travel distance", "路途距离"},
	roster.PartWait:           {"waiting", "等待"},
	roster.PartLate:           {"lateness", "迟到"},
	roster.PartEarly:          {"earliness", "早到"},
	roster.PartUnassigned:     {"unserved jobs", "未派工单"},
	roster.PartBreakMissed:    {"breaks left out", "未休的休息"},
	roster.PartWorstLate:      {"longest lateness", "最长迟到"},
	roster.PartWorstIdle:      {"longest idle time", "最长空闲"},
	roster.PartBalance:        {"balance of loads", "负荷均衡"},
	roster.PartDistinct:       {"different workers at a customer", "客户接触的服务师人数"},
	roster.PartFairHours:      {"fairness of hours", "工时公平"},
	roster.PartFairPay:        {"fairness of pay", "收入公平"},
	roster.PartFairTravel:     {"fairness of travel", "路途公平"},
	roster.PartFairUnpopular:  {"fairness of unpopular times", "冷门时段公平"},

	roster.SkillFit:           {"skill fit", "技能匹配"},
	roster.RatingCriterion:    {"rating", "评分"},
	roster.ExperienceFit:      {"experience", "经验"},
	roster.CustomerPreference: {"customer's wishes", "客户偏好"},
	roster.WorkerPreference:   {"worker's wishes", "服务师偏好"},
	roster.Continuity:         {"continuity", "连续服务"},
	roster.Proximity:          {"proximity", "就近"},
	roster.PunctualityRecord:  {"punctuality record", "守时记录"},
	roster.BudgetFit:          {"budget", "预算"},
}

var services = map[string]pair{
	"daily_cleaning":     {"daily cleaning", "日常保洁"},
	"deep_cleaning":      {"deep cleaning", "深度保洁"},
	"appliance_cleaning": {"appliance cleaning", "专项清洁"},
	"maternity_care":     {"maternity care", "月嫂"},
	"infant_care":        {"infant care", "育婴"},
	"elder_care":         {"elder care", "养老照护"},
	"rehab_nursing":      {"rehab nursing", "康复护理"},
	"cooking":            {"cooking", "厨师"},
	"butler":             {"butler", "管家"},
	"patient_escort":     {"patient escort", "陪诊"},
	"assessment":         {"assessment", "上门评估"},
	"rework":             {"rework", "返工"},
	"follow_up":          {"follow-up", "回访"},
}
