package matching

import (
	"math"
	"math/bits"
	"time"

	"github.com/paidan/paidan/roster"
)

// trip is a worker's way to a job and the work there, in Unix seconds.
type trip struct {
	lane           int32
	depart         int64
	travel, metres int64
	wait           int64 // paid, between being free and the way
	start, end     int64
}

// trip returns how worker i would do job j, or why not: a reason about
// times, or the first gate on the first shift whose times fit.
func (b *batch) trip(i int, j int32) (trip, string) {
	f := &b.g.shifts
	w := &b.workers[i]
	why := roster.ReasonOutsideShift
	d := f.seconds(int(w.worker), int(j))
	for k := range w.lanes {
		l := &w.lanes[k]
		if l.depart > b.last[j] || b.first[j]+d > l.until {
			continue
		}
		base, metres, ok := b.ways.leg(&w.line, w.mode, &l.from, &b.site[j])
		if !ok {
			why = roster.ReasonUnreachable
			continue
		}
		t := trip{lane: int32(k), travel: adjusted(base, w.percent, l.speed), metres: metres}
		if w.maxLeg > 0 && t.travel > w.maxLeg {
			why = roster.ReasonTravelLimit
			continue
		}
		if t.start, ok = b.start(w, stretch{l.depart + t.travel, l.until}, j, d); !ok {
			continue
		}
		t.end = t.start + d
		if l.round && w.line.even { // the way home is the way there
			if t.end+adjusted(base, w.percent, 100) > l.until {
				continue
			}
		} else if !b.homeInTime(w, l, j, t.end) {
			continue
		}
		if code := b.gate(i, j, t.start, t.end); code != "" {
			why = code
			continue
		}
		t.depart = t.start - t.travel
		if l.onRoute {
			t.wait = t.depart - l.depart
		}
		return t, ""
	}
	return trip{}, why
}

// bounds fills first and last.
func (b *batch) bounds() {
	f := &b.g.shifts
	b.first, b.last = make([]int64, len(b.g.classOf)), make([]int64, len(b.g.classOf))
	for j := range b.first {
		b.first[j], b.last[j] = math.MaxInt64/2, math.MinInt64
		for _, w := range f.windows[j] {
			b.first[j], b.last[j] = min(b.first[j], w.from), max(b.last[j], w.until)
		}
		b.first[j], b.last[j] = max(b.first[j], b.now), min(b.last[j], b.latest)
	}
}

// start returns the first second of a stretch at which the job could start.
func (b *batch) start(w *batchWorker, s stretch, j int32, d int64) (int64, bool) {
	if busy := b.opts.Bookings.of(int(w.worker)); len(busy) > 0 {
		l := lister{g: b.g, job: int(j), from: math.MinInt64, until: b.latest, bookings: b.opts.Bookings}
		return l.gap(busy, s, int(w.worker))
	}
	return b.g.shifts.earliestFor(d, s, int(j), math.MinInt64, b.latest)
}

// homeInTime tells whether the worker who leaves the job at an instant is
// at the end place before the shift with its overtime is over.
func (b *batch) homeInTime(w *batchWorker, l *lane, j int32, at int64) bool {
	base, _, ok := b.ways.leg(&w.line, w.mode, &b.site[j], &l.home)
	if !ok {
		return false
	}
	speed := int64(100)
	if !w.line.even {
		speed = int64(w.line.hours[b.clock.hour(at)])
	}
	home := adjusted(base, w.percent, speed)
	return at+home <= l.until && (w.maxLeg == 0 || home <= w.maxLeg)
}

// gate returns the first reason which bars the pair on the days of the work.
func (b *batch) gate(i int, j int32, start, end int64) string {
	w := int(b.workers[i].worker)
	if start >= b.dawn && start < b.dusk && end <= b.dusk {
		if b.open[int(j)*b.words+i/64]>>(i%64)&1 == 1 {
			return ""
		}
		return b.g.First(w, int(j), b.today, b.today)
	}
	first, last := Days(time.Unix(start, 0), roster.Duration(end-start), b.g.view.Zone)
	return b.g.First(w, int(j), first, last)
}

// price is the one place where a pair's cost is put together; the parts are
// appended to list unless it is nil.
func (b *batch) price(i int, j int32, t *trip, list *[]roster.Part) roster.Points {
	w, r := &b.workers[i], &b.rates[i]
	weights := &b.g.view.Weights
	var total roster.Points
	add := func(code string, p roster.Points) {
		total += p
		if list != nil && p != 0 {
			*list = append(*list, roster.Part{Code: code, Points: p})
		}
	}
	work := roster.Points(t.end - t.start)
	travel, wait, metres := roster.Points(t.travel), roster.Points(t.wait), roster.Points(t.metres)
	add(roster.PartPay, r.work*(travel+wait+work))
	add(roster.PartVisitPay, r.visit)
	add(roster.PartDistancePay, (r.metre-weights.TravelPerKm.PerKilometre())*metres)
	add(roster.PartTravelTime, (r.travel-r.work)*travel)
	add(roster.PartTravelDistance, weights.TravelPerKm.PerKilometre()*metres)
	add(roster.PartWait, (r.wait-r.work)*wait)
	late, early := b.aside(j, t.start)
	add(roster.PartLate, late)
	add(roster.PartEarly, early)
	if len(weights.Fairness) > 0 {
		seconds := t.travel + t.wait + t.end - t.start
		b.fairness(w, r, seconds, t, add)
	}
	if b.opts.Future != nil {
		add(PartFuture, w.lanes[t.lane].worth-b.future[j])
	}
	if list != nil {
		for _, s := range b.s.Parts(int(w.worker), int(j)) {
			add(s.Criterion, s.Points)
		}
		return total
	}
	return total + b.s.Cost(int(w.worker), int(j))
}

// aside returns what a start outside of the preferred windows costs, by the
// cheapest of them.
func (b *batch) aside(j int32, start int64) (late, early roster.Points) {
	list := b.g.view.Problem.Jobs[j].Preferred
	if len(list) == 0 {
		return 0, 0
	}
	weights := &b.g.view.Weights
	late, early = never, never
	for i := range list {
		from, until := ceilUnix(list[i].Start), list[i].End.Unix()
		switch {
		case start >= from && start <= until:
			return 0, 0
		case start > until:
			late = min(late, weights.LatePerHour.PerHour()*roster.Points(start-until))
		default:
			early = min(early, weights.EarlyPerHour.PerHour()*roster.Points(from-start))
		}
	}
	if late <= early {
		return late, 0
	}
	return 0, early
}

// fairness adds what the pair adds to the price of the worker's ledger.
func (b *batch) fairness(w *batchWorker, r *rates, seconds int64, t *trip, add func(string, roster.Points)) {
	weights := b.g.view.Weights.Fairness
	more := func(key, code string, had, adds, unit int64) {
		if price := weights[key].Points(); price > 0 {
			add(code, fairCost(price, had+adds, w.share, unit)-fairCost(price, had, w.share, unit))
		}
	}
	pay := r.pay*seconds/3600 + int64(r.visit/roster.PointsPerUnit)
	more(roster.FairHours, roster.PartFairHours, w.ledger[0], seconds, 3600)
	more(roster.FairPay, roster.PartFairPay, w.ledger[1], pay, 10_000)
	more(roster.FairTravel, roster.PartFairTravel, w.ledger[2], t.travel, 3600)
}

// fairCost is floor(price·x'²/(2·u²)) with x' = 100·x/share, limited as in
// roster.Weights.Fairness but for x', which counts as 2³¹ at most.
func fairCost(price roster.Points, x, share, unit int64) roster.Points {
	scaled := uint64(min(max(x, 0), 1<<40)) * 100 / uint64(share)
	scaled = min(scaled, 1<<31)
	high, low := bits.Mul64(uint64(price), scaled*scaled)
	by := uint64(2 * unit * unit)
	if high >= by {
		return 1 << 48
	}
	q, _ := bits.Div64(high, low, by)
	return roster.Points(min(q, 1<<48))
}
