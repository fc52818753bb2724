package schedule

import (
	"context"
	"encoding/json"
	"fmt"
	"math/bits"
	"time"

	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
	"github.com/paidan/paidan/scoring"
	"github.com/paidan/paidan/travel"
)

// packed is a problem on its way through the core: pack makes the core's
// arrays from people's structs, unpack the plan from the core's answer.
// These two are the only places where both worlds meet.
type packed struct {
	hooks  *hooks
	view   *roster.View
	gates  *matching.Gates
	scorer *scoring.Scorer
	source *travel.Source
	index  travel.Index
	core   *core.Problem
	// classes numbers the classes of travel.
	classes map[travelKey]int32

	// shifts lists the shifts of the core: worker and shift within it.
	shifts []shiftRef
	// limits are the rules' bounds for each shift.
	limits []limits
	// visits are the jobs of the core.
	visits visits
	// visitPlace, startPlace and endPlace number places.
	visitPlace, startPlace, endPlace []int32
	// breakPlace[s] numbers the places of the breaks of shift s, -1 where a
	// break has none; nil where none of them has.
	breakPlace [][]int32
	// own are the rulebook's criteria.
	own []roster.Criterion
	// types names the consumables, tools the scarce equipment, by bit.
	types, tools []string
	// percents are the kinds of workers by how long they take.
	percents []int
}

// shiftRef is a shift of a worker. Where there are live-in jobs, each shift is
// in the core a second time, to serve one of them and nothing else, outside
// the rules of hours.
type shiftRef struct {
	worker, shift int
	liveIn        bool
}

// pack translates a valid problem. Places reached by the core are numbered
// by index; times are seconds from the horizon's start.
func pack(ctx context.Context, p *roster.Problem, h *hooks) (*packed, error) {
	view, err := roster.NewView(p)
	if err != nil {
		return nil, err
	}
	return packView(ctx, view, h)
}

// packView is pack of a problem of which there is a view.
func packView(ctx context.Context, view *roster.View, h *hooks) (*packed, error) {
	k := &packed{hooks: h, view: view, scorer: scoring.New(view, h.rulebook), own: h.rulebook.Criteria}
	var err error
	if k.gates, err = matching.NewGates(view, h.rulebook); err != nil {
		return nil, err
	}
	k.core = &core.Problem{}
	k.packVisits()
	k.packPlaces()
	if err := k.packTravel(ctx, h); err != nil {
		return nil, err
	}
	k.packStores()
	k.packJobs()
	k.packTies()
	k.packShifts()
	k.packLaws()
	k.packOverall()
	k.packPools()
	k.packGrid()
	k.packTwins(h)
	k.packDurations()
	k.packCrewLocks()
	k.packEligible()
	k.closeNights()
	if err := k.gates.Err(); err != nil {
		return nil, err
	}
	k.packPairs()
	if err := k.scorer.Err(); err != nil {
		return nil, err
	}
	return k, nil
}

// second returns t in seconds from the horizon's start, rounded down.
func (k *packed) second(t time.Time) int32 {
	return clampTime(t.Unix() - k.view.Problem.Horizon.Start.Unix())
}

// secondUp is second rounded up.
func (k *packed) secondUp(t time.Time) int32 {
	s := t.Unix()
	if t.Nanosecond() > 0 {
		s++
	}
	return clampTime(s - k.view.Problem.Horizon.Start.Unix())
}

func clampTime(s int64) int32 {
	return int32(max(-core.Latest, min(core.Latest, s)))
}

// clock returns the time of a second of the core.
func (k *packed) clock(s int32) time.Time {
	start := k.view.Problem.Horizon.Start
	return time.Unix(start.Unix()+int64(s), 0).In(k.view.Zone)
}

// packPlaces numbers every place, jobs first.
func (k *packed) packPlaces() {
	p := k.view.Problem
	k.index.Kind = p.Travel.Kind
	if a := k.hooks.atlas; a != nil {
		k.index = a.index
	}
	k.visitPlace = make([]int32, len(k.visits.jobOf))
	for x := range k.visitPlace {
		k.visitPlace[x] = k.index.Add(k.view.Place(k.job(int32(x))))
	}
	for _, liveIn := range [2]bool{false, true} {
		if liveIn && !k.anyLiveIn() {
			break
		}
		for w := range p.Workers {
			for s := range p.Workers[w].Shifts {
				from, to := k.view.ShiftPlaces(&p.Workers[w], &p.Workers[w].Shifts[s])
				k.shifts = append(k.shifts, shiftRef{w, s, liveIn})
				k.startPlace = append(k.startPlace, k.index.Add(from))
				k.endPlace = append(k.endPlace, k.index.Add(to))
			}
		}
	}
	k.packBreakPlaces()
	for i := range p.Stores {
		k.core.Stores = append(k.core.Stores, core.Store{Place: k.index.Add(p.Stores[i].Place), Duration: int32(p.Stores[i].Duration)})
	}
	k.core.Places = k.index.Len()
}

// packJobs translates jobs with their windows and what they are worth.
func (k *packed) packJobs() {
	p := k.view.Problem
	c := k.core
	w := k.view.Weights
	c.LateCost, c.EarlyCost = int64(w.LatePerHour.PerHour()), int64(w.EarlyPerHour.PerHour())
	c.Jobs = make([]core.Job, len(k.visits.jobOf))
	c.Demand = make([]int32, len(c.Jobs)*len(k.types))
	c.Types = len(k.types)
	services := make(map[string]int32, len(p.Catalogue))
	for i := range p.Catalogue {
		services[p.Catalogue[i].Code] = int32(i)
	}
	starts := map[string]time.Time{}
	for _, l := range p.Locks {
		if !l.Start.IsZero() {
			starts[l.Job] = l.Start
		}
	}
	miss, unit := k.missWeights()
	typeOf := numbered(k.types)
	toolOf := numbered(k.tools)
	for x := range c.Jobs {
		job := k.job(int32(x))
		out := &c.Jobs[x]
		*out = core.Job{Place: k.visitPlace[x], Service: services[job.Service], Chain: -1}
		start, locked := starts[job.ID]
		out.OffGrid = locked
		k.packWindows(job, out, start, locked, k.visits.member[x])
		switch {
		case k.visits.member[x] > 0: // what is lost stands with the first
		case job.Mandatory:
			out.Miss = miss[roster.MandatoryTier]
		case job.Tier > 0:
			out.Miss = miss[job.Tier] * (int64(k.view.Value(job)) / unit[job.Tier])
		default:
			out.Value = int64(k.view.Value(job).Points())
		}
		for _, q := range k.view.Consumes(job) {
			if d, ok := typeOf[q.Type]; ok {
				c.Demand[x*len(k.types)+d] += int32(min(q.Quantity, core.Latest))
			}
		}
		for _, e := range k.equipment(int32(x)) {
			if bit, ok := toolOf[e]; ok {
				out.Tools |= 1 << bit
			}
		}
	}
	for _, l := range p.Locks {
		if len(l.Sequence) == 0 {
			continue
		}
		var chain []int32
		for _, id := range l.Sequence {
			if j, ok := k.view.JobIndex(id); ok {
				x := k.visits.first[j]
				c.Jobs[x].Chain, c.Jobs[x].Rank = int32(len(c.Chains)), int32(len(chain))
				chain = append(chain, x)
			}
		}
		c.Chains = append(c.Chains, chain)
	}
}

// missWeights gives each tier a weight such that the sums of weighted losses
// compare like the list of losses from the highest tier down. Values of a
// tier count in their common unit. Validation has seen to it that they fit.
func (k *packed) missWeights() (weight, unit [roster.MandatoryTier + 1]int64) {
	p := k.view.Problem
	var total [roster.MandatoryTier + 1]int64
	for j := range p.Jobs {
		switch job := &p.Jobs[j]; {
		case job.Mandatory:
			total[roster.MandatoryTier]++
			unit[roster.MandatoryTier] = 1
		case job.Tier > 0:
			value := int64(k.view.Value(job))
			total[job.Tier] += value
			unit[job.Tier] = commonDivisor(unit[job.Tier], value)
		}
	}
	next := int64(1)
	for t := 1; t <= roster.MandatoryTier; t++ {
		unit[t] = max(unit[t], 1)
		weight[t] = next
		next *= total[t]/unit[t] + 1
	}
	return weight, unit
}

func commonDivisor(a, b int64) int64 {
	for b != 0 {
		a, b = b, a%b
	}
	return a
}

// packWindows sets when a visit may start. A lock fixes the start of a crew's
// first member, which others may follow within the tolerance.
func (k *packed) packWindows(job *roster.Job, out *core.Job, start time.Time, locked bool, member int32) {
	p := k.view.Problem
	c := k.core
	first := int32(-core.Latest)
	if !job.Release.IsZero() {
		first = k.secondUp(job.Release)
	}
	if !locked && !p.FreezeTime.IsZero() {
		first = max(first, k.secondUp(p.FreezeTime))
	}
	last := int32(core.Latest)
	if locked {
		at := k.second(start)
		first, last = max(first, at), at
		if member > 0 {
			last = clampTime(int64(at) + int64(k.crew(job).StartTolerance))
		}
	}
	out.Win0 = int32(len(c.Windows))
	c.Windows = k.windows(c.Windows, job, first, last)
	out.Win1 = int32(len(c.Windows))
	out.Pref0 = int32(len(c.Preferred))
	for _, w := range job.Preferred {
		c.Preferred = append(c.Preferred, core.Window{Lo: k.secondUp(w.Start), Hi: k.second(w.End), EndBy: core.Never})
	}
	out.Pref1 = int32(len(c.Preferred))
}

// windows appends a job's windows cut to starts from first to last. Where
// nothing is left that is a window which no shift can meet.
func (k *packed) windows(dst []core.Window, job *roster.Job, first, last int32) []core.Window {
	from := len(dst)
	for _, w := range sortedWindows(job.Windows) {
		x := core.Window{Lo: max(first, k.secondUp(w.Start)), Hi: min(last, k.second(w.End)), EndBy: core.Never}
		if w.Bounds == roster.BoundsService {
			x.EndBy = k.second(w.End)
		}
		if x.Lo <= x.Hi {
			dst = append(dst, x)
		}
	}
	if len(job.Windows) == 0 && (first > -core.Latest || last < core.Latest) && first <= last {
		dst = append(dst, core.Window{Lo: first, Hi: last, EndBy: core.Never})
	}
	if len(dst) == from && (len(job.Windows) > 0 || first > last) {
		dst = append(dst, core.Window{Lo: core.Latest, Hi: core.Latest, EndBy: core.Never})
	}
	return dst
}

// packDurations fills the service times by kind of worker. Kind 0 is the
// ordinary worker; one more for each other percent in use.
func (k *packed) packDurations() {
	p := k.view.Problem
	kinds := map[int]int16{100: 0}
	percents := []int{100}
	kindOf := make([][]int16, len(p.Workers))
	plain := make([]int16, len(p.Catalogue))
	for w := range p.Workers {
		kindOf[w] = plain
		if len(p.Workers[w].ServicePercent) == 0 {
			continue
		}
		row := make([]int16, len(p.Catalogue))
		for i := range p.Catalogue {
			percent := p.Workers[w].ServicePercent[p.Catalogue[i].Code]
			if percent == 0 {
				percent = 100
			}
			kind, ok := kinds[percent]
			if !ok {
				kind = int16(len(percents))
				kinds[percent] = kind
				percents = append(percents, percent)
			}
			row[i] = kind
		}
		kindOf[w] = row
	}
	for _, s := range k.shifts {
		k.core.KindOf = append(k.core.KindOf, kindOf[s.worker])
	}
	k.percents = percents
	setup := false
	for j := range p.Jobs {
		setup = setup || k.view.Setup(&p.Jobs[j]) > 0
	}
	for range percents {
		k.core.DurationKinds = append(k.core.DurationKinds, make([]int32, len(k.core.Jobs)))
	}
	for x := range k.core.Jobs {
		d := int64(k.view.Duration(k.job(int32(x))))
		for kind, percent := range percents {
			k.core.DurationKinds[kind][x] = longAt(d, percent)
		}
	}
	if !setup {
		return
	}
	for _, percent := range percents {
		again := make([]int32, len(k.core.Jobs))
		for x := range again {
			job := k.job(int32(x))
			d := int64(k.view.Duration(job) - k.view.Setup(job))
			again[x] = longAt(d, percent)
		}
		k.core.Again = append(k.core.Again, again)
	}
}

// longAt is how long a worker who takes percent of the usual time takes for d.
func longAt(d int64, percent int) int32 { return int32(min((d*int64(percent)+99)/100, core.Latest)) }

// packPairs sets the static cost of a job in a shift.
func (k *packed) packPairs() {
	p := k.view.Problem
	perSecond := make([]int64, len(k.shifts))
	perVisit := make([]int64, len(k.shifts))
	fees := false
	for s, ref := range k.shifts {
		w := &p.Workers[ref.worker]
		if !ref.liveIn {
			perSecond[s] = k.payRate(w)
		}
		if !k.view.Weights.IgnorePay {
			perVisit[s] = int64(w.Pay.PerVisit.Points())
		}
		fees = fees || w.Agency != "" && w.Agency != p.Agency
	}
	c := k.core
	defer k.priceOwn()
	if fees {
		c.Fee = func(shift, job int32) int64 {
			return int64(k.sharingFee(k.shifts[shift].worker, int(k.visits.jobOf[job])).Points())
		}
	}
	c.Pair = func(shift, job int32) int64 {
		worker, at := k.shifts[shift].worker, int(k.visits.jobOf[job])
		cost := int64(k.scorer.Cost(worker, at)) + perVisit[shift]
		d := c.DurationKinds[c.KindOf[shift][c.Jobs[job].Service]][job]
		cost += perSecond[shift] * int64(d)
		if fees {
			cost += int64(k.sharingFee(worker, at).Points())
		}
		return cost
	}
}

// priceOwn asks own criteria for every pair which may come up, so that code
// of the embedder's never runs within the search.
func (k *packed) priceOwn() {
	c := k.core
	if len(k.own) == 0 {
		return
	}
	costs := make(map[[2]int32]int64)
	for j := range c.Jobs {
		for w, shifts := range c.Eligible[j*c.Words : (j+1)*c.Words] {
			for ; shifts != 0; shifts &= shifts - 1 {
				s := int32(w*64 + bits.TrailingZeros64(shifts))
				costs[[2]int32{s, int32(j)}] = c.Pair(s, int32(j))
			}
		}
	}
	ask := c.Pair
	c.Pair = func(shift, job int32) int64 {
		if cost, ok := costs[[2]int32{shift, job}]; ok {
			return cost
		}
		return ask(shift, job) // explanation asks for closed pairs too
	}
}

// payRate returns the regular pay of a worker per second, in points.
func (k *packed) payRate(w *roster.Worker) int64 {
	if k.view.Weights.IgnorePay || w.Pay.Basis == roster.Salaried {
		return 0
	}
	return int64(w.Pay.PerHour.PerHour())
}

// sharingFee returns what a partner agency's worker costs for a visit.
func (k *packed) sharingFee(worker, job int) roster.Money {
	p := k.view.Problem
	own := p.Workers[worker].Agency
	if k.view.Weights.IgnorePay || own == "" || own == p.Agency {
		return 0
	}
	for i := range p.Agencies {
		if p.Agencies[i].ID != own {
			continue
		}
		for _, s := range p.Agencies[i].SharesWith {
			if s.Agency == p.Agency && (len(s.Services) == 0 || contains(s.Services, p.Jobs[job].Service)) {
				return s.FeePerVisit
			}
		}
	}
	return 0
}

// packTwins finds shifts which are the same in every respect, so that of
// their empty routes only one need be looked at.
func (k *packed) packTwins(h *hooks) {
	p := k.view.Problem
	for s := range k.core.Shifts {
		k.core.Shifts[s].Twin = int32(s)
	}
	if len(h.rulebook.Gates)+len(h.rulebook.Criteria) > 0 {
		return // own code may tell workers apart by anything
	}
	named := k.namedWorkers()
	type outline struct {
		from, to, start, last int32
		pay                   roster.Pay
	}
	alike := map[outline][]int{}
	for s, ref := range k.shifts {
		if sh := &k.core.Shifts[s]; !named[p.Workers[ref.worker].ID] && !ref.liveIn && len(p.Workers[ref.worker].Shifts) == 1 {
			o := outline{sh.From, sh.To, sh.Start, sh.Last, p.Workers[ref.worker].Pay}
			alike[o] = append(alike[o], s)
		}
	}
	lead := map[string]int32{}
	for s, ref := range k.shifts {
		w := p.Workers[ref.worker]
		sh := &k.core.Shifts[s]
		if named[w.ID] || ref.liveIn || len(w.Shifts) != 1 || len(alike[outline{sh.From, sh.To, sh.Start, sh.Last, w.Pay}]) < 2 {
			continue
		}
		shift := w.Shifts[ref.shift]
		shift.ID = ""
		w.ID, w.Name, w.Extensions, w.Shifts = "", "", nil, []roster.Shift{shift}
		text, err := json.Marshal(&w)
		if err != nil {
			continue
		}
		key := fmt.Sprintf("%s %+v", text, k.limits[s])
		if first, ok := lead[key]; ok {
			sh.Twin = first
		} else {
			lead[key] = int32(s)
		}
	}
}

// namedWorkers lists the workers whom anything else in the problem refers to.
func (k *packed) namedWorkers() map[string]bool {
	p := k.view.Problem
	named := map[string]bool{}
	add := func(ids []string) {
		for _, id := range ids {
			named[id] = true
		}
	}
	for i := range p.Customers {
		add(p.Customers[i].PreferredWorkers)
		add(p.Customers[i].BannedWorkers)
	}
	for i := range p.Jobs {
		add(p.Jobs[i].PreferredWorkers)
		add(p.Jobs[i].BannedWorkers)
	}
	for _, l := range p.Locks {
		named[l.Worker] = true
	}
	for _, v := range p.History.Visits {
		named[v.Worker] = true
	}
	for _, r := range p.History.Refusals {
		named[r.Worker] = true
	}
	for _, l := range p.History.Ledger {
		named[l.Worker] = true
	}
	return named
}
