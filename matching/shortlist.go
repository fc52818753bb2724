package matching

import (
	"cmp"
	"math"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// Options say what a shortlist is to hold. The zero value asks for the five
// best workers on any day and for every refused one.
type Options struct {
	// Top is how many candidates are listed; 0: five.
	Top int `json:"top,omitempty"`
	// At is an instant of the day, in the problem's zone, on which the job
	// would start; zero: any day on which it may.
	At time.Time `json:"at,omitzero"`
	// Limit is how many refused workers are listed, those with the fewest
	// reasons first; 0: all, negative: none. All are counted in the summary.
	Limit int `json:"limit,omitempty"`
	// Bookings are what workers have to do already; nil: nothing. Who has no
	// gap for the job is refused with [ReasonBooked].
	Bookings *Bookings `json:"-"`
	// Rulebook adds own gates and criteria. An [Index] has its own and does
	// not look here.
	Rulebook roster.Rulebook `json:"-"`
}

// defaultTop is how many candidates are listed where the options do not say.
const defaultTop = 5

// List ranks the workers for one job. It names workers by ID alone.
type List struct {
	Job string `json:"job"`
	// Eligible is how many workers may do the job; the best are Candidates,
	// best first, those of equal cost in the problem's order.
	Eligible   int         `json:"eligible"`
	Candidates []Candidate `json:"candidates"`
	// Refused are the others, fewest reasons first, then in the problem's
	// order.
	Refused []Refused `json:"refused,omitempty"`
	// Summary counts the refused workers by the first of their reasons, in
	// the order of reasons; own codes come last, by name.
	Summary []roster.Reason `json:"summary,omitempty"`
}

// Candidate is a worker who may do the job.
type Candidate struct {
	Worker string `json:"worker"`
	// Shift is the first on which the worker may do the job, and Earliest
	// when it could start on it, were there nothing else to do and no way to
	// go.
	Shift    string    `json:"shift"`
	Earliest time.Time `json:"earliest"`
	// Roles are the codes of those roles of the crew which the worker may
	// take, in their order; empty where the crew has none, and for a worker
	// who can only be a member without a role.
	Roles []string `json:"roles,omitempty"`
	// Score is the weighted mean of the criteria, 0 to 1000 permille.
	Score int `json:"score"`
	// Cost in points is the sum of the parts, one for each criterion that
	// counts.
	Cost  roster.Points   `json:"cost"`
	Parts []scoring.Score `json:"parts"`
}

// Refused is a worker who may not do the job, with every reason. Where
// several shifts come into question the reasons are those of the first on
// which the job fits.
type Refused struct {
	Worker  string   `json:"worker"`
	Reasons []string `json:"reasons"`
}

// Shortlist returns the best workers for a job of a valid problem, and why
// the others are refused. It looks at gates, criteria and whether the job
// fits a shift, and, with Options.Bookings, a gap between other visits; never
// at travel. Equal input gives an equal list. It asks about every worker; an
// [Index] answers faster where there are many.
//
// An unknown job is a [*roster.Fault] with the code
// [roster.FaultReference]; a panic of own code a [*GateError] or
// [*scoring.CriterionError].
func Shortlist(p *roster.Problem, jobID string, opts Options) (*List, error) {
	v, err := roster.NewView(p)
	if err != nil {
		return nil, err
	}
	job, ok := v.JobIndex(jobID)
	if !ok {
		return nil, &roster.Fault{Code: roster.FaultReference, Value: jobID, Hint: "the problem has no such job"}
	}
	g, err := NewGates(v, opts.Rulebook)
	if err != nil {
		return nil, err
	}
	s := scoring.New(v, opts.Rulebook)
	l := newLister(g, job, opts.At, opts.Bookings)
	list := &List{Job: jobID, Candidates: []Candidate{}}
	var ranked []ranking
	for w := range p.Workers {
		a := l.answer(w)
		if len(a.reasons) > 0 {
			list.Refused = append(list.Refused, Refused{Worker: p.Workers[w].ID, Reasons: a.reasons})
			continue
		}
		ranked = append(ranked, ranking{worker: w, cost: s.Cost(w, job), answer: a})
	}
	list.Eligible = len(ranked)
	slices.SortStableFunc(ranked, func(a, b ranking) int { return cmp.Compare(a.cost, b.cost) })
	for _, r := range ranked[:min(opts.top(), len(ranked))] {
		list.Candidates = append(list.Candidates, l.candidate(r, s))
	}
	list.Summary = summarise(list.Refused)
	list.limit(opts.Limit)
	if err := cmp.Or(g.Err(), s.Err()); err != nil {
		return nil, err
	}
	return list, nil
}

type ranking struct {
	worker int
	cost   roster.Points
	answer
}

// top returns how many candidates are listed.
func (o *Options) top() int {
	if o.Top <= 0 {
		return defaultTop
	}
	return o.Top
}

// candidate tells about a worker who may do the job.
func (l *lister) candidate(r ranking, s *scoring.Scorer) Candidate {
	w := &l.g.view.Problem.Workers[r.worker]
	return Candidate{
		Worker: w.ID, Shift: w.Shifts[r.shift].ID,
		Earliest: time.Unix(r.start, 0).In(l.g.view.Zone), Roles: r.roles,
		Score: s.OverallOf(r.cost), Cost: r.cost, Parts: s.Parts(r.worker, l.job),
	}
}

// limit orders the refused by the number of their reasons and cuts the list.
func (l *List) limit(n int) {
	slices.SortStableFunc(l.Refused, func(a, b Refused) int { return cmp.Compare(len(a.Reasons), len(b.Reasons)) })
	switch {
	case n < 0:
		l.Refused = nil
	case n > 0 && n < len(l.Refused):
		l.Refused = l.Refused[:n:n]
	}
}

// summarise counts workers by the first of their reasons.
func summarise(refused []Refused) []roster.Reason {
	counts := make(map[string]int)
	for _, r := range refused {
		counts[r.Reasons[0]]++
	}
	return summary(counts)
}

// summary puts counts by code into the order of reasons. It takes them out
// of the map.
func summary(counts map[string]int) []roster.Reason {
	order := append(Codes(), roster.ReasonNoShift, roster.ReasonFrozen, roster.ReasonOutsideShift, ReasonBooked)
	var out []roster.Reason
	for _, code := range order {
		if counts[code] > 0 {
			out = append(out, roster.Reason{Code: code, Workers: counts[code]})
			delete(counts, code)
		}
	}
	builtIn := len(out)
	for code, n := range counts {
		out = append(out, roster.Reason{Code: code, Workers: n})
	}
	slices.SortFunc(out[builtIn:], func(a, b roster.Reason) int { return cmp.Compare(a.Code, b.Code) })
	return out
}

// lister asks for one job about one worker after another.
type lister struct {
	g   *Gates
	job int
	// from and until bound the start, in Unix seconds; nominal is the start
	// supposed of a worker on none of whose shifts the job fits.
	from, until, nominal int64
	// bookings may be nil.
	bookings *Bookings
}

// answer tells on which shift (an index), when and in which roles a worker
// may do the job, or why not.
type answer struct {
	shift   int
	start   int64
	roles   []string
	reasons []string
}

func newLister(g *Gates, job int, at time.Time, b *Bookings) *lister {
	l := &lister{g: g, job: job, bookings: b, from: math.MinInt64, until: math.MaxInt64}
	if !at.IsZero() {
		day := roster.DateOf(at.In(g.view.Zone))
		next := roster.DateOf(time.Date(day.Year, day.Month, day.Day+1, 0, 0, 0, 0, time.UTC))
		l.from, l.until = startOfDay(day, g.view.Zone), startOfDay(next, g.view.Zone)-1
	}
	f := &g.shifts
	low := max(f.release[job], l.from)
	if !f.lockedStart[job] {
		low = max(low, f.freeze)
	}
	l.nominal = math.MaxInt64
	for _, w := range f.windows[job] {
		if start := max(low, w.from); start <= min(w.until, l.until) {
			l.nominal = min(l.nominal, start)
		}
	}
	if l.nominal == math.MaxInt64 {
		l.nominal = low
	}
	return l
}

// answer asks about one worker, shift by shift, until one is open.
func (l *lister) answer(worker int) answer {
	f := &l.g.shifts
	var refused answer
	for i, s := range f.shifts[worker] {
		start, ok := f.earliest(s, worker, l.job, l.from, l.until)
		if !ok {
			continue
		}
		free := true
		if busy := l.bookings.of(worker); len(busy) > 0 {
			var later int64
			if later, free = l.gap(busy, s, worker); free {
				start = later
			}
		}
		a := l.ask(worker, start)
		if !free {
			a.reasons = insertReason(a.reasons, ReasonBooked)
		}
		if len(a.reasons) == 0 {
			a.shift = i
			return a
		}
		if len(refused.reasons) == 0 {
			refused = a
		}
	}
	if len(refused.reasons) > 0 {
		return refused
	}
	a := l.ask(worker, l.nominal)
	why := l.g.ShiftReason(worker, l.job)
	if why == "" { // a shift fits, but on another day than asked about
		why = roster.ReasonOutsideShift
	}
	a.reasons = insertReason(a.reasons, why)
	return a
}

// ask asks the gates about a start, for each role of the crew where it has
// roles, and for a member without one where it has such. The reasons of a
// worker fit for none are the fewest of those found.
func (l *lister) ask(worker int, start int64) answer {
	a := answer{start: start}
	d := roster.Duration(l.g.shifts.seconds(worker, l.job))
	first, last := Days(time.Unix(start, 0), d, l.g.view.Zone)
	crew := crewOf(l.g.view, &l.g.view.Problem.Jobs[l.job])
	open := false
	for r := range int(l.g.pairs.crew[l.job]) {
		if r > len(crew.Roles) { // one member without a role speaks for all
			break
		}
		why := l.g.RoleReasons(worker, l.job, r, first, last)
		switch {
		case len(why) > 0:
			if a.reasons == nil || len(why) < len(a.reasons) {
				a.reasons = why
			}
			continue
		case r < len(crew.Roles) && !slices.Contains(a.roles, crew.Roles[r].Code):
			a.roles = append(a.roles, crew.Roles[r].Code)
		}
		open = true
	}
	if open {
		a.reasons = nil
	}
	return a
}

// insertReason puts a reason about shifts behind those of the built-in gates
// and before those of own gates.
func insertReason(reasons []string, why string) []string {
	codes := Codes()
	at := 0
	for at < len(reasons) && slices.Contains(codes, reasons[at]) {
		at++
	}
	return slices.Insert(reasons, at, why)
}
