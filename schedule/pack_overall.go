package schedule

import (
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// packOverall translates the prices which no route has alone.
func (k *packed) packOverall() {
	p, w := k.view.Problem, &k.view.Weights
	o := &k.core.Overall
	o.WorstLate = int64(w.WorstLatePerHour.PerHour())
	o.WorstIdle = int64(w.WorstIdlePerHour.PerHour())
	o.Balance = int64(w.BalancePerHour.PerHour())
	o.Distinct = int64(w.DistinctWorkers.Points())
	customers := make(map[string]int32, len(p.Customers))
	for i := range p.Customers {
		customers[p.Customers[i].ID] = int32(i)
	}
	for x := range k.core.Jobs {
		k.core.Jobs[x].Customer = customers[k.job(int32(x)).Customer]
	}
	for _, price := range w.Fairness {
		if price > 0 {
			o.Fair = k.fair()
			return
		}
	}
}

// fairUnits are the units of the kinds of fairness, in the order of the core.
var fairUnits = [4]int64{core.FairHours: 3600, core.FairPay: 10_000, core.FairTravel: 3600, core.FairUnpopular: 1}

// fairKeys are their names.
var fairKeys = [4]string{core.FairHours: roster.FairHours, core.FairPay: roster.FairPay,
	core.FairTravel: roster.FairTravel, core.FairUnpopular: roster.FairUnpopular}

func (k *packed) fair() *core.Fair {
	p := k.view.Problem
	f := &core.Fair{Unit: fairUnits, PayUnit: roster.PointsPerUnit}
	for i, key := range fairKeys {
		f.Price[i] = int64(k.view.Weights.Fairness[key].Points())
	}
	f.Before, f.Percent = make([][4]int64, len(p.Workers)), make([]int64, len(p.Workers))
	for i := range p.Workers {
		if f.Percent[i] = int64(p.Workers[i].SharePercent); f.Percent[i] == 0 {
			f.Percent[i] = 100
		}
	}
	for i := range p.History.Ledger {
		entry := &p.History.Ledger[i]
		if w, ok := k.view.WorkerIndex(entry.Worker); ok {
			f.Before[w] = [4]int64{core.FairHours: int64(entry.FairWork), core.FairPay: int64(entry.FairPay),
				core.FairTravel: int64(entry.FairTravel), core.FairUnpopular: int64(entry.FairUnpopular)}
		}
	}
	f.Unpopular = func(start int32) bool { return k.unpopular(k.clock(start)) }
	return f
}

// unpopular reports whether a visit which starts at t is unpopular.
func (k *packed) unpopular(t time.Time) bool {
	rules := k.view.Problem.Rules.Unpopular
	if len(rules) == 0 {
		return false
	}
	t = t.In(k.view.Zone)
	clock := roster.Duration(t.Hour()*3600 + t.Minute()*60 + t.Second())
	for i := range rules {
		u := &rules[i]
		if u.From <= clock && clock < u.To && (len(u.Weekdays) == 0 || slices.Contains(u.Weekdays, t.Weekday())) {
			return true
		}
	}
	return false
}
