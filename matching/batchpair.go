package matching

import (
	"math"
	"math/bits"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
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
		base, metres, ok := b.ways.leg(w.line, w.mode, &l.from, &b.site[j])
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
		if l.round { // the way home is the way there
			if !b.fitsHome(w, l, t.end, base) {
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

// fillWindows fills first, last and preferred.
func (b *batch) fillWindows() {
	f := &b.g.shifts
	b.first, b.last = make([]int64, len(b.g.classOf)), make([]int64, len(b.g.classOf))
	b.preferred = make([][]stretch, len(b.g.classOf))
	for j := range b.first {
		b.first[j], b.last[j] = math.MaxInt64/2, math.MinInt64
		for _, w := range f.windows[j] {
			b.first[j], b.last[j] = min(b.first[j], w.from), max(b.last[j], w.until)
		}
		b.first[j], b.last[j] = max(b.first[j], b.now), min(b.last[j], b.latest)
		for _, w := range b.g.view.Problem.Jobs[j].Preferred {
			b.preferred[j] = append(b.preferred[j], stretch{ceilUnix(w.Start), w.End.Unix()})
		}
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
	base, _, ok := b.ways.leg(w.line, w.mode, &b.site[j], &l.home)
	return ok && b.fitsHome(w, l, at, base)
}

// fitsHome is homeInTime for a way home whose base time is known.
func (b *batch) fitsHome(w *batchWorker, l *lane, at, base int64) bool {
	limit := l.until - at
	if w.maxLeg > 0 {
		limit = min(limit, w.maxLeg)
	}
	return inTime(base, w.percent, int64(w.line.slowest), limit) ||
		!w.line.even && inTime(base, w.percent, int64(w.line.hours[b.clock.hour(at)]), limit)
}

// gate returns the first reason which bars the pair on the days of the work.
func (b *batch) gate(i int, j int32, start, end int64) string {
	w := int(b.workers[i].worker)
	if start >= b.dawn && start < b.dusk && end <= b.dusk {
		if b.isOpen(i, j) {
			return ""
		}
		return b.g.First(w, int(j), b.today, b.today)
	}
	first, last := Days(time.Unix(start, 0), roster.Duration(end-start), b.g.view.Zone)
	return b.g.First(w, int(j), first, last)
}

// bill is what a pair costs by part, but for the criteria, in the order in
// which the parts are told.
type bill [len(billCodes)]roster.Points

// billCodes are the codes of a bill's parts.
var billCodes = [...]string{roster.PartPay, roster.PartVisitPay, roster.PartDistancePay, roster.PartTravelTime, roster.PartTravelDistance,
	roster.PartWait, roster.PartLate, roster.PartEarly, roster.PartFairHours, roster.PartFairPay, roster.PartFairTravel, PartFuture}

// billOf is the one place where a pair's cost but for the criteria is put
// together.
func (b *batch) billOf(i int, j int32, t *trip) bill {
	w, r := &b.workers[i], &b.rates[i]
	work, travel, wait, metres := roster.Points(t.end-t.start), roster.Points(t.travel), roster.Points(t.wait), roster.Points(t.metres)
	out := bill{r.work * (travel + wait + work), r.visit, (r.metre - b.perMetre) * metres,
		(r.travel - r.work) * travel, b.perMetre * metres, (r.wait - r.work) * wait}
	out[6], out[7] = b.aside(j, t.start)
	if b.fair != [3]roster.Points{} {
		seconds := t.travel + t.wait + t.end - t.start
		pay := r.pay*seconds/3600 + int64(r.visit/roster.PointsPerUnit)
		for k, adds := range [3]int64{seconds, pay, t.travel} {
			if price := b.fair[k]; price > 0 {
				out[8+k] = fairCost(price, w.ledger[k]+adds, w.share, fairUnits[k]) - fairCost(price, w.ledger[k], w.share, fairUnits[k])
			}
		}
	}
	if b.opts.Future != nil {
		out[11] = w.lanes[t.lane].worth - b.future[j]
	}
	return out
}

// sum adds the parts of a bill up.
func (l *bill) sum() (total roster.Points) {
	for _, p := range l {
		total += p
	}
	return total
}

// cost returns what a pair costs.
func (b *batch) cost(i int, j int32, t *trip) roster.Points {
	bill := b.billOf(i, j, t)
	return bill.sum() + b.s.Cost(int(b.workers[i].worker), int(j))
}

// parts returns what adds up to cost; scores are the parts of the criteria.
func (b *batch) parts(i int, j int32, t *trip, scores []scoring.Score) []roster.Part {
	var out []roster.Part
	add := func(code string, p roster.Points) {
		if p != 0 {
			out = append(out, roster.Part{Code: code, Points: p})
		}
	}
	for k, p := range b.billOf(i, j, t) {
		add(billCodes[k], p)
	}
	for _, s := range scores {
		add(s.Criterion, s.Points)
	}
	return out
}

// aside returns what a start outside of the preferred windows costs, by the
// cheapest of them.
func (b *batch) aside(j int32, start int64) (late, early roster.Points) {
	list := b.preferred[j]
	if len(list) == 0 {
		return 0, 0
	}
	weights := &b.g.view.Weights
	late, early = never, never
	for _, w := range list {
		switch {
		case start >= w.from && start <= w.until:
			return 0, 0
		case start > w.until:
			late = min(late, weights.LatePerHour.PerHour()*roster.Points(start-w.until))
		default:
			early = min(early, weights.EarlyPerHour.PerHour()*roster.Points(w.from-start))
		}
	}
	if late <= early {
		return late, 0
	}
	return 0, early
}

// fairUnits are what hours, pay and travel of the ledger are counted in.
var fairUnits = [3]int64{3600, 10_000, 3600}

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
