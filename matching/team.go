package matching

import (
	"cmp"
	"math"
	"slices"
	"strings"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// The reasons why no crew can be put together; each says that without this
// one law there would be a crew, but for [ReasonTooFew].
const (
	ReasonTooFew       = "too_few_workers"      // fewer workers may do the job than it takes
	ReasonRoles        = "roles_unfilled"       // the roles cannot be dealt out
	ReasonCover        = "cover_unmet"          // nobody covers what the crew as a whole must have
	ReasonNoCommonTime = "no_common_time"       // the workers have no time in common
	ReasonIncompatible = "incompatible_workers" // somebody does not work with somebody
	ReasonLockedBarred = "locked_worker_barred" // a lock names a worker who may not do the job
)

// Cover is what some members of a crew must have between them, where not
// every one needs it: one who speaks the customer's language, one senior.
type Cover struct {
	// Code names it in reasons.
	Code string `json:"code"`
	// Members of whom it is asked; 0: one.
	Members int `json:"members,omitempty"`
	// Requirements each of them meets on top of the job's. Of equipment only
	// the worker's own counts.
	Requirements roster.Requirements `json:"requirements"`
}

// TeamOptions say what a crew must be like. The zero value asks for the best
// crew on any day.
type TeamOptions struct {
	// At is an instant of the day on which the job would start; zero: any.
	At time.Time `json:"at,omitzero"`
	// Covers are what the crew must have between its members.
	Covers []Cover `json:"covers,omitempty"`
	// Languages each of which at least one member speaks (BCP 47, compared
	// without case): short for a cover each.
	Languages []string `json:"languages,omitempty"`
	// Nodes bounds the search; 0: a million. See Team.Exact.
	Nodes int `json:"nodes,omitempty"`
	// Bookings are what workers have to do already; nil: nothing.
	Bookings *Bookings `json:"-"`
	// Rulebook adds own gates and criteria; an [Index] has its own.
	Rulebook roster.Rulebook `json:"-"`
}

// Team is the best crew for a job, or the reasons why there is none.
type Team struct {
	Job string `json:"job"`
	// Eligible is how many workers may be members at all.
	Eligible int `json:"eligible"`
	// Members in the order of the roles, then those without one, each group
	// by cost; empty: there is no crew.
	Members []Member `json:"members,omitempty"`
	// Cost in points is the sum of the members' costs.
	Cost roster.Points `json:"cost"`
	// Exact tells that no crew costs less; false where Nodes ran out.
	Exact bool `json:"exact"`
	// Nodes is how many members the search tried.
	Nodes int `json:"nodes"`
	// Reasons why there is no crew, and Barred why workers may not be members,
	// counted by the first of their reasons.
	Reasons []string        `json:"reasons,omitempty"`
	Barred  []roster.Reason `json:"barred,omitempty"`
}

// Member is one member of a crew.
type Member struct {
	Worker string `json:"worker"`
	// Role is a code of the crew's, empty for a member without one.
	Role string `json:"role,omitempty"`
	// Shift on which and Start when the member would serve. All members start
	// at the same time, or within Crew.StartTolerance.
	Shift string    `json:"shift"`
	Start time.Time `json:"start"`
	// Covers are the codes of the covers the member meets.
	Covers []string        `json:"covers,omitempty"`
	Score  int             `json:"score"`
	Cost   roster.Points   `json:"cost"`
	Parts  []scoring.Score `json:"parts"`
}

// ChooseTeam returns the crew of least cost for a job of a valid problem
// (for a job of one worker, a crew of one) among the workers who may do it:
// each role filled, each cover met, nobody with a worker who is named in
// IncompatibleWorkers of either, all workers named by locks among them, and
// a start that suits all shifts. Travel is not looked at. Equal input gives
// an equal answer; of crews of equal cost the one of the cheapest members
// comes first, then the problem's order decides.
//
// It is a branch and bound over the workers by cost, exponential at worst:
// the bound is the cost of the cheapest members left, one of whom meets the
// dearest open cover or role. Errors are those of [Shortlist].
func ChooseTeam(p *roster.Problem, jobID string, opts TeamOptions) (*Team, error) {
	g, err := gatesOf(p, opts.Rulebook)
	if err != nil {
		return nil, err
	}
	v := g.view
	return chooseTeam(g, scoring.New(v, opts.Rulebook), jobID, opts)
}

// Team is [ChooseTeam] for a job of the index's problem, without preparing
// gates and scores again. It still asks about every worker.
func (x *Index) Team(jobID string, opts TeamOptions) (*Team, error) {
	return chooseTeam(x.gates, x.scorer, jobID, opts)
}

func chooseTeam(g *Gates, s *scoring.Scorer, jobID string, opts TeamOptions) (*Team, error) {
	job, ok := g.view.JobIndex(jobID)
	if !ok {
		return nil, &roster.Fault{Code: roster.FaultReference, Value: jobID, Hint: "the problem has no such job"}
	}
	l := newLister(g, job, opts.At, opts.Bookings)
	covers := opts.covers()
	counts := map[string]int{}
	var pool []seat
	for w := range g.workers {
		if c, ok := l.seat(w, covers); ok {
			c.cost = s.Cost(w, job)
			pool = append(pool, c)
		} else {
			why := l.answer(w).reasons
			if len(why) == 0 { // a shift is open, but at no time in common with itself
				why = []string{roster.ReasonOutsideShift}
			}
			counts[why[0]]++
		}
	}
	t := newTeamSearch(l, pool, covers, opts.Nodes)
	out := &Team{Job: jobID, Eligible: len(pool), Barred: summary(counts)}
	t.run()
	out.Nodes, out.Exact = t.nodes, !t.cut
	if t.best == nil {
		out.Reasons = t.reasons()
		if err := cmp.Or(g.Err(), s.Err()); err != nil {
			return nil, err
		}
		return out, nil
	}
	out.Cost = t.bestCost
	for _, m := range t.deal() {
		c := &t.pool[m.seat]
		w := &g.view.Problem.Workers[c.worker]
		member := Member{Worker: w.ID, Role: m.role, Shift: w.Shifts[m.shift].ID, Start: time.Unix(m.start, 0).In(g.view.Zone),
			Cost: c.cost, Score: s.OverallOf(c.cost), Parts: s.Parts(int(c.worker), job)}
		for k := range covers {
			if c.covers>>k&1 == 1 {
				member.Covers = append(member.Covers, covers[k].Code)
			}
		}
		out.Members = append(out.Members, member)
	}
	if err := cmp.Or(g.Err(), s.Err()); err != nil {
		return nil, err
	}
	return out, nil
}

// covers returns all covers, those of languages included; at most 64.
func (o *TeamOptions) covers() []Cover {
	out := slices.Clone(o.Covers)
	for _, l := range o.Languages {
		out = append(out, Cover{Code: "language_" + strings.ToLower(l), Requirements: roster.Requirements{Languages: []string{l}}})
	}
	return out[:min(len(out), 64)]
}

// seat is a worker who may be a member.
type seat struct {
	worker int32
	cost   roster.Points
	roles  uint64 // bit r: may take role r
	covers uint64 // bit k: meets cover k
	// starts are when the crew's first member may start, in order.
	starts []timeslot
}

// timeslot is a stretch of starts on a shift, both ends inclusive. own is
// the first at which this member may start.
type timeslot struct {
	from, until, own int64
	shift            int32
}

// seat asks whether a worker may be a member at any time, and in which roles.
// A role or cover counts where it is open on all of these days.
func (l *lister) seat(worker int, covers []Cover) (seat, bool) {
	g, f := l.g, &l.g.shifts
	c := seat{worker: int32(worker)}
	crew := crewOf(g.view, &g.view.Problem.Jobs[l.job])
	d := f.seconds(worker, l.job)
	add := func(from, until int64, shift int) {
		for from <= until {
			first, last := Days(time.Unix(from, 0), roster.Duration(d), g.view.Zone)
			end := l.sameDays(from, until, d, first, last)
			if g.First(worker, l.job, first, last) == "" {
				var roles, met uint64
				for r := range min(g.Roles(l.job), 64) {
					if g.RoleFirst(worker, l.job, r, first, last) == "" {
						roles |= 1 << r
					}
				}
				for k := range covers {
					if meets(&g.view.Problem.Workers[worker], &covers[k].Requirements, g.view.Problem.Jobs[l.job].Service, first, last) {
						met |= 1 << k
					}
				}
				if len(c.starts) == 0 {
					c.roles, c.covers = roles, met
				} else {
					c.roles, c.covers = c.roles&roles, c.covers&met
				}
				if roles != 0 || len(crew.Roles) < int(g.pairs.crew[l.job]) {
					c.starts = append(c.starts, timeslot{from - int64(crew.StartTolerance), end, from, int32(shift)})
				}
			}
			from = end + 1
		}
	}
	for i, s := range f.shifts[worker] {
		l.starts(worker, s, func(from, until int64) { add(from, until, i) })
	}
	slices.SortFunc(c.starts, func(a, b timeslot) int { return cmp.Compare(a.from, b.from) })
	return c, len(c.starts) > 0
}

// starts calls add with the stretches of starts on a shift, less what is
// booked.
func (l *lister) starts(worker int, s stretch, add func(from, until int64)) {
	f := &l.g.shifts
	d := f.seconds(worker, l.job)
	free := func(from, end int64) {
		low, high := max(from, f.release[l.job], l.from), min(end-d, l.until)
		if !f.lockedStart[l.job] {
			low = max(low, f.freeze)
		}
		for _, w := range f.windows[l.job] {
			last := w.until
			if w.service {
				last -= d
			}
			if a, b := max(low, w.from), min(high, last); a <= b {
				add(a, b)
			}
		}
	}
	at := s.from
	for _, b := range l.bookings.of(worker) {
		if b.job == int32(l.job) || b.until <= at {
			continue
		}
		if b.from >= s.until {
			break
		}
		free(at, b.from)
		at = b.until
	}
	free(at, s.until)
}

// sameDays returns the last start from from to until with which work of d
// seconds runs on the same days.
func (l *lister) sameDays(from, until, d int64, first, last roster.Date) int64 {
	same := func(t int64) bool {
		a, b := Days(time.Unix(t, 0), roster.Duration(d), l.g.view.Zone)
		return a == first && b == last
	}
	if same(until) {
		return until
	}
	low, high := from, until // same(low), not same(high)
	for high-low > 1 {
		if mid := low + (high-low)/2; same(mid) {
			low = mid
		} else {
			high = mid
		}
	}
	return low
}

// meets tells whether a worker meets requirements on top of the job's.
func meets(w *roster.Worker, r *roster.Requirements, service string, first, last roster.Date) bool {
	holds := func(n roster.SkillRequirement) bool {
		return slices.ContainsFunc(w.Skills, func(s roster.Skill) bool {
			return s.Code == n.Code && max(s.Level, 1) >= max(n.MinLevel, 1)
		})
	}
	valid := func(code string, of func(yield func(string, roster.Validity))) bool {
		var list []span
		of(func(c string, v roster.Validity) {
			if c == code {
				list = append(list, newSpan(0, v))
			}
		})
		_, ok := covered(mergeSpans(list), 0, dayNumber(first), dayNumber(last))
		return ok
	}
	for _, n := range r.Skills {
		if !holds(n) {
			return false
		}
	}
	if len(r.AnySkills) > 0 && !slices.ContainsFunc(r.AnySkills, holds) || slices.ContainsFunc(r.NoSkills, holds) {
		return false
	}
	for _, code := range r.Certificates {
		if !valid(code, func(yield func(string, roster.Validity)) {
			for _, c := range w.Certificates {
				yield(c.Code, c.Validity)
			}
		}) {
			return false
		}
	}
	for _, code := range r.Trainings {
		if !valid(code, func(yield func(string, roster.Validity)) {
			for _, c := range w.Trainings {
				yield(c.Code, c.Validity)
			}
		}) {
			return false
		}
	}
	for _, l := range r.Languages {
		if !slices.ContainsFunc(w.Languages, func(o string) bool { return strings.EqualFold(o, l) }) {
			return false
		}
	}
	for _, e := range r.Equipment {
		if !slices.Contains(w.Equipment, e) {
			return false
		}
	}
	months := 0
	for _, e := range w.Experience {
		if e.Service == service {
			months = e.Months
		}
	}
	return (!r.HealthCertificate || w.HealthCertificate != nil && w.HealthCertificate.Covers(first, last)) &&
		(!r.BackgroundCheck || w.BackgroundCheck != nil && w.BackgroundCheck.Covers(first, last)) &&
		(!r.RealName || w.RealNameVerified) && w.TrainingCredits >= r.MinCredits &&
		(r.Gender == "" || r.Gender == w.Gender) && months >= r.MinExperience
}

// never is beyond every cost.
const never = roster.Points(math.MaxInt64 / 4)
