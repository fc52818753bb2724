package roster

import "fmt"

// history looks at what was before the horizon.
func (v *validator) history() {
	v.trail.field("history")
	defer v.trail.up(1)
	v.pastVisits()
	each(v, "refusals", v.p.History.Refusals, v.refusal)
	list := v.p.History.Ledger
	each(v, "ledger", list, func(e *LedgerEntry) {
		v.ref("worker", e.Worker, v.workerAt, "worker")
		v.duration("weekWork", e.WeekWork, 7*24*3600)
		v.duration("monthOvertime", e.MonthOvertime, 31*24*3600)
		if v.time("lastEnd", e.LastEnd, false) && e.LastEnd.After(v.p.Horizon.Start) {
			v.fault("lastEnd", FaultHistoryDate, nil, "after the horizon's start")
		}
		v.whole("daysInRow", e.DaysInRow, 0, MaxHorizonDays)
		v.duration("fairWork", e.FairWork, MaxDuration)
		v.money("fairPay", e.FairPay)
		v.duration("fairTravel", e.FairTravel, MaxDuration)
		v.whole("fairUnpopular", e.FairUnpopular, 0, MaxCount)
	})
	v.distinct("ledger", ".worker", len(list), func(i int) string { return list[i].Worker })
}

func (v *validator) pastVisits() {
	var today Date
	if v.zone != nil {
		today = DateOf(v.p.Horizon.Start.In(v.zone))
	}
	first := make(map[[3]string]int, len(v.p.History.Visits))
	i := -1
	each(v, "visits", v.p.History.Visits, func(h *PastVisits) {
		i++
		v.ref("worker", h.Worker, v.workerAt, "worker")
		v.ref("customer", h.Customer, v.customerAt, "customer")
		if h.Service != "" {
			v.ref("service", h.Service, v.serviceAt, "service")
		}
		v.whole("count", h.Count, 1, MaxCount)
		if v.date("last", h.Last, false) && v.zone != nil && today.Before(h.Last) {
			v.fault("last", FaultHistoryDate, nil, "after the horizon's start")
		}
		key := [3]string{h.Worker, h.Customer, h.Service}
		if other, twice := first[key]; twice {
			v.fault("", FaultDuplicate, nil, fmt.Sprintf("visits[%d] counts the same worker, customer and service: add the two", other))
			return
		}
		first[key] = i
	})
}

func (v *validator) refusal(r *Refusal) {
	v.ref("worker", r.Worker, v.workerAt, "worker")
	v.time("until", r.Until, false)
	if r.Job == "" && r.Customer == "" {
		v.fault("", FaultRefusal, nil, "name the job or the customer refused")
		return
	}
	job := r.Job != "" && v.ref("job", r.Job, v.jobAt, "job")
	customer := r.Customer != "" && v.ref("customer", r.Customer, v.customerAt, "customer")
	if job && customer && v.p.Jobs[v.jobAt[r.Job]].Customer != r.Customer {
		v.fault("customer", FaultRefusal, r.Customer, "the job is another customer's")
	}
}
