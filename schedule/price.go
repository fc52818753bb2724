package schedule

import (
	"slices"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel"
)

func travelMode(w *roster.Worker) (int, bool) { return travel.ModeIndex(roster.ModeOf(w)) }

// bill sums parts of a score by code, each of which is in it once at most.
type bill []roster.Part

// billOrder lists the codes which every score may have, in the order of the format.
var billOrder = slices.Concat(roster.Parts(), roster.Criteria())

// add adds to the part of a code.
func (b *bill) add(code string, points roster.Points) {
	if points == 0 {
		return
	}
	for i := range *b {
		if (*b)[i].Code == code {
			(*b)[i].Points += points
			return
		}
	}
	*b = append(*b, roster.Part{Code: code, Points: points})
}

// addAll adds parts times a factor.
func (b *bill) addAll(parts []roster.Part, factor roster.Points) {
	for i := range parts {
		b.add(parts[i].Code, factor*parts[i].Points)
	}
}

// parts lists a bill in the order of the format, without zeros.
func (b bill) parts(own []roster.Criterion) []roster.Part {
	out := make([]roster.Part, 0, len(b))
	put := func(code string) {
		for i := range b {
			if b[i].Code == code && b[i].Points != 0 {
				out = append(out, b[i])
			}
		}
	}
	for _, c := range billOrder {
		put(c)
	}
	if len(own) > 0 {
		names := make([]string, 0, len(own))
		for _, c := range own {
			names = append(names, c.Name)
		}
		slices.Sort(names)
		for _, c := range slices.Compact(names) {
			if !slices.Contains(roster.Criteria(), c) {
				put(c)
			}
		}
	}
	if len(out) == 0 {
		return nil
	}
	return out
}

func (b bill) total() (sum roster.Points) {
	for i := range b {
		sum += b[i].Points
	}
	return sum
}

// price fills in the parts of every stop and route and the plan's score.
func (k *packed) price(plan *roster.Plan, absent []int32) {
	p := k.view.Problem
	all := bill{}
	for i := range plan.Routes {
		b := k.priceRoute(&plan.Routes[i])
		plan.Routes[i].Parts = b.parts(k.own)
		all.addAll(b, 1)
	}
	k.priceWhole(plan, &all)
	var missed [roster.MandatoryTier + 1]roster.Missed
	for _, j := range absent {
		job := &p.Jobs[j]
		tier, value := job.Tier, k.view.Value(job)
		switch {
		case job.Mandatory:
			tier, value = roster.MandatoryTier, 1
		case tier == 0:
			all.add(roster.PartUnassigned, value.Points())
			continue
		}
		m := &missed[tier]
		m.Tier, m.Jobs, m.Value = tier, m.Jobs+1, m.Value+value
	}
	plan.Score = roster.Score{Total: all.total(), Parts: all.parts(k.own)}
	if plan.Score.Parts == nil {
		plan.Score.Parts = []roster.Part{}
	}
	for t := roster.MandatoryTier; t > 0; t-- {
		if missed[t].Jobs > 0 {
			plan.Score.Missed = append(plan.Score.Missed, missed[t])
		}
	}
}

// priceRoute prices a route from its times, and each of its stops.
func (k *packed) priceRoute(r *roster.Route) bill { return k.priceGuest(r, nil, "") }

// priceGuest is priceRoute where one job is a guest's, who has all workers.
func (k *packed) priceGuest(r *roster.Route, g *guest, guestID string) bill {
	p := k.view.Problem
	weights := &k.view.Weights
	wi, _ := k.view.WorkerIndex(r.Worker)
	w := &p.Workers[wi]
	shift := k.shiftOf(r)
	b := bill{}
	var room [16]roster.Part // for the bill of a stop
	travelled, metres, waited := r.ReturnTravel, r.ReturnMetres, roster.Duration(0)
	visits := 0
	for i := range r.Stops {
		s := &r.Stops[i]
		travelled += s.Travel
		metres += s.Metres
		waited += s.Wait + s.Hold
		if s.Kind == roster.StoreStop {
			waited += roster.Duration(s.End.Unix() - s.Start.Unix())
		}
		if s.Kind != roster.VisitStop {
			continue
		}
		visits++
		v := bill(room[:0])
		of, ji := k, 0
		if g != nil && s.Job == guestID {
			of = g.packed
		} else {
			ji, _ = k.view.JobIndex(s.Job)
		}
		for _, c := range of.scorer.Parts(wi, ji) {
			v.add(c.Criterion, c.Points)
		}
		if !weights.IgnorePay {
			v.add(roster.PartVisitPay, (w.Pay.PerVisit + of.sharingFee(wi, ji)).Points())
		}
		v.add(roster.PartLate, roster.Points(s.Late)*weights.LatePerHour.PerHour())
		v.add(roster.PartEarly, roster.Points(s.Early)*weights.EarlyPerHour.PerHour())
		s.Parts = v.parts(k.own)
		b.addAll(s.Parts, 1)
	}
	over := max(0, seconds(shift.End, r.Return))
	if k.isLiveIn(r) {
		over = 0
	} else {
		b.add(roster.PartBreakMissed, missedBreaks(shift, r))
	}
	b.add(roster.PartOvertimePay, roster.Points(over)*weights.OvertimePerHour.PerHour())
	if !weights.IgnorePay {
		premium := w.Pay.OvertimePerHour
		if w.Pay.Basis != roster.Salaried {
			b.add(roster.PartPay, roster.Points(k.workOf(r))*w.Pay.PerHour.PerHour())
			premium = max(0, w.Pay.OvertimePerHour-w.Pay.PerHour)
		}
		b.add(roster.PartOvertimePay, roster.Points(over)*premium.PerHour())
		if visits > 0 {
			b.add(roster.PartShiftPay, w.Pay.PerShift.Points())
		}
		b.add(roster.PartDistancePay, roster.Points(metres)*w.Pay.PerKm.PerKilometre())
	}
	b.add(roster.PartTravelTime, roster.Points(travelled)*weights.TravelPerHour.PerHour())
	b.add(roster.PartTravelDistance, roster.Points(metres)*weights.TravelPerKm.PerKilometre())
	b.add(roster.PartWait, roster.Points(waited)*weights.WaitPerHour.PerHour())
	return b
}

// figures fills in the plan's key figures.
func (k *packed) figures(plan *roster.Plan) {
	p := k.view.Problem
	f := roster.Figures{Jobs: len(p.Jobs), Unassigned: len(plan.Unassigned)}
	f.Served = f.Jobs - f.Unassigned
	for i := range p.Workers {
		if len(p.Workers[i].Shifts) > 0 {
			f.Workers++
		}
	}
	for j := range p.Jobs {
		if k.view.Requirements(&p.Jobs[j]).Gender != "" {
			f.GenderRequired++
		}
	}
	left := map[string]bool{}
	for i := range plan.Unassigned {
		left[plan.Unassigned[i].Job] = true
	}
	for j := range p.Jobs {
		if !left[p.Jobs[j].ID] {
			f.Revenue += k.view.Price(&p.Jobs[j])
		}
	}
	used := map[string]bool{}
	visits, punctual, wished, granted, known, again := 0, 0, 0, 0, 0, 0
	past := k.pastVisits()
	for i := range plan.Routes {
		r := &plan.Routes[i]
		used[r.Worker] = true
		wi, _ := k.view.WorkerIndex(r.Worker)
		w := &p.Workers[wi]
		shift := k.shiftOf(r)
		f.Travel += r.ReturnTravel
		f.Metres += r.ReturnMetres
		liveIn := k.isLiveIn(r)
		f.Work += k.workOf(r)
		if !liveIn {
			f.Overtime += max(0, seconds(shift.End, r.Return))
		}
		for s := range r.Stops {
			stop := &r.Stops[s]
			f.Travel += stop.Travel
			f.Metres += stop.Metres
			f.Wait += stop.Wait + stop.Hold
			if stop.Kind == roster.BreakStop {
				f.Break += seconds(stop.Start, stop.End)
			}
			if stop.Kind != roster.VisitStop {
				continue
			}
			visits++
			if !liveIn {
				f.Service += seconds(stop.Start, stop.End)
			}
			f.Late += stop.Late
			if stop.Late > 0 {
				f.LateVisits++
			} else {
				punctual++
			}
			ji, _ := k.view.JobIndex(stop.Job)
			job := &p.Jobs[ji]
			c := k.view.Customer(job)
			if len(c.PreferredWorkers)+len(job.PreferredWorkers) > 0 {
				wished++
				if contains(c.PreferredWorkers, w.ID) || contains(job.PreferredWorkers, w.ID) {
					granted++
				}
			}
			if past[pairKey{"", c.ID}] {
				known++
				if past[pairKey{w.ID, c.ID}] {
					again++
				}
			}
		}
	}
	f.WorkersUsed = len(used)
	f.PunctualPermille = permille(punctual, visits, 1000)
	f.UtilisationPermille = permille(int(f.Service), int(f.Work), 0)
	f.PreferredPermille = permille(granted, wished, 0)
	f.ContinuityPermille = permille(again, known, 0)
	k.spreadFigures(plan, &f)
	plan.Figures = f
}

type pairKey struct{ worker, customer string }

// pastVisits tells which workers have been to which customers, and under the
// worker "" which customers have been visited at all.
func (k *packed) pastVisits() map[pairKey]bool {
	m := map[pairKey]bool{}
	for _, v := range k.view.Problem.History.Visits {
		m[pairKey{v.Worker, v.Customer}] = true
		m[pairKey{"", v.Customer}] = true
	}
	return m
}

// permille returns part/whole in 1/1000, rounded down, or otherwise where
// whole is 0.
func permille(part, whole, otherwise int) int {
	if whole == 0 {
		return otherwise
	}
	return int(int64(part) * 1000 / int64(whole))
}
