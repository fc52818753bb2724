package schedule

import (
	"cmp"
	"context"
	"math"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// Explanation tells why a job is served as it is, or not at all.
type Explanation struct {
	Job string `json:"job"`
	// Served by Worker on Shift from Start, where the plan serves it.
	Served bool      `json:"served"`
	Worker string    `json:"worker,omitempty"`
	Shift  string    `json:"shift,omitempty"`
	Start  time.Time `json:"start,omitzero"`
	// Class of truth about a job which is not served.
	Class roster.Class `json:"class,omitempty"`
	// Reasons in short, as in the plan.
	Reasons []roster.Reason `json:"reasons,omitempty"`
	// Value lost in points while the job is not served, where that counts as
	// a cost: not for mandatory jobs and tiers above 0.
	Value roster.Points `json:"value,omitempty"`
	// Workers: first those who could take it, by Delta, then those in whose
	// routes something is in the way, fewest Jobs first, then those who may not.
	Workers []WorkerAnswer `json:"workers"`
	// Crew tells the same of each further member of a crew which the plan does
	// not serve, with the best workers only. Workers is about the first.
	Crew []MemberAnswer `json:"crew,omitempty"`
}

// MemberAnswer is who could be one member of a crew, asked as if the others
// were there already.
type MemberAnswer struct {
	// Member is the number in the crew, Role its code where it has one.
	Member  int            `json:"member"`
	Role    string         `json:"role,omitempty"`
	Workers []WorkerAnswer `json:"workers"`
}

// WorkerAnswer is what one shift of a worker means for a job. Where the plan
// serves the job it is asked as if the job were taken out first.
type WorkerAnswer struct {
	Worker string `json:"worker"`
	Shift  string `json:"shift,omitempty"`
	// Present marks the worker who serves the job in the plan. Delta is then
	// what the job costs where it is, or 0 without Parts where the route could
	// not be done without it (ways need not be shorter without a detour).
	Present bool `json:"present,omitempty"`
	// Gates closed to this worker; empty: allowed.
	Gates []string `json:"gates,omitempty"`
	// Fits tells whether the job fits into the worker's present route. Delta
	// is then the change of the plan's cost, without the job's value, in
	// Parts which add up to it. After is the job it would follow, "" where it
	// is the first, and Start when its work would begin.
	Fits  bool          `json:"fits"`
	Delta roster.Points `json:"delta,omitempty"`
	Parts []roster.Part `json:"parts,omitempty"`
	After string        `json:"after,omitempty"`
	Start time.Time     `json:"start,omitzero"`
	// Difference is Delta less that of the present worker: by how much the
	// plan would be dearer with the job here. 0 where there is no such.
	Difference roster.Points `json:"difference,omitempty"`
	// Blocks is the reason why it does not fit, and Jobs those without which
	// it would.
	Blocks string   `json:"blocks,omitempty"`
	Jobs   []string `json:"jobs,omitempty"`
}

// Explain tells why a plan serves or does not serve a job, and what each
// worker would mean for it. Of the plan only the order of stops counts: times
// and costs are the best for that order, which are the plan's own where it
// comes from [Solve].
//
// The problem is validated as for Solve. A job which it does not have and a
// plan which does not belong to it are refused with [roster.Faults], whose
// paths begin with "job" and "plan". When the context ends, its error is
// returned.
func Explain(ctx context.Context, p *roster.Problem, plan *roster.Plan, job string, with ...Hook) (*Explanation, error) {
	h := newHooks(with)
	if err := validate(p, h); err != nil {
		return nil, err
	}
	p, err := p.Expanded()
	if err != nil {
		return nil, err
	}
	if !slices.ContainsFunc(p.Jobs, func(j roster.Job) bool { return j.ID == job }) {
		l := loader{}
		l.fault("job", roster.FaultReference, job, "the problem has no such job")
		return nil, l.faults
	}
	k, err := pack(ctx, p, h)
	if err != nil {
		return nil, err
	}
	desk, err := k.desk(plan)
	if err != nil {
		return nil, err
	}
	j, _ := k.view.JobIndex(job)
	x := k.visits.first[j]
	out := &Explanation{Job: job, Value: roster.Points(k.core.Jobs[x].Value)}
	present := desk.Shift(x)
	var own WorkerAnswer
	needed := false // whether the present route cannot be done without the job
	if present >= 0 {
		order := desk.Order(nil, present)
		own = k.answerOf(int(present))
		own.Present = true
		needed = !desk.Drop(x)
		k.answerFit(desk, &own, present, x, order)
		if needed { // there is nothing to compare with
			own.Delta, own.Parts = 0, nil
		}
		out.Served, out.Worker, out.Shift, out.Start = true, own.Worker, own.Shift, own.Start
	}
	q := k.inquire(desk, func() bool { return ctx.Err() != nil }, math.MaxInt)
	q.next()
	switch {
	case present >= 0:
	case q.possible(q.hardest(int32(j))):
		v := q.judge(q.hardest(int32(j)))
		out.Class, out.Reasons = v.class, v.reasons
	default:
		v := q.shutOut(q.hardest(int32(j)))
		out.Class, out.Reasons = v.class, v.reasons
	}
	for s := range k.shifts {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if k.otherKind(s, x) {
			continue
		}
		if int32(s) == present {
			out.Workers = append(out.Workers, own)
			continue
		}
		a := q.answer(s, x)
		if present >= 0 && !needed && a.Fits {
			a.Difference = a.Delta - own.Delta
		}
		out.Workers = append(out.Workers, a)
	}
	for i := range p.Workers {
		if len(p.Workers[i].Shifts) == 0 {
			out.Workers = append(out.Workers, WorkerAnswer{Worker: p.Workers[i].ID, Blocks: roster.ReasonNoShift})
		}
	}
	sortAnswers(out.Workers)
	if present < 0 {
		out.Crew, err = k.crewAnswers(ctx, q, x+1)
	}
	return out, cmp.Or(err, k.failed())
}

// bestWorkers is how many workers are told for each further member of a crew.
const bestWorkers = 5

// crewAnswers tells who could be the members of a crew from visit x on.
func (k *packed) crewAnswers(ctx context.Context, q *inquiry, x int32) (list []MemberAnswer, err error) {
	_, end := k.visits.of(int(k.visits.jobOf[x-1]))
	roles := k.crew(k.job(x - 1)).Roles
	for ; x < end; x++ {
		q.next()
		a := MemberAnswer{Member: int(k.visits.member[x])}
		if a.Member < len(roles) {
			a.Role = roles[a.Member].Code
		}
		for s := range k.shifts {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			if !k.otherKind(s, x) {
				a.Workers = append(a.Workers, q.answer(s, x))
			}
		}
		sortAnswers(a.Workers)
		a.Workers = a.Workers[:min(len(a.Workers), bestWorkers)]
		list = append(list, a)
	}
	return list, nil
}

// failed returns the first panic of own code while a problem was explained.
func (k *packed) failed() error {
	return cmp.Or(k.gates.Err(), k.scorer.Err())
}

func (k *packed) answerOf(s int) WorkerAnswer {
	w := &k.view.Problem.Workers[k.shifts[s].worker]
	return WorkerAnswer{Worker: w.ID, Shift: w.Shifts[k.shifts[s].shift].ID}
}

// answer tells what a shift means for a job which no route serves.
func (q *inquiry) answer(s int, x int32) WorkerAnswer {
	k := q.k
	a := k.answerOf(s)
	first, last := k.days(s)
	if a.Gates = k.gateReasons(k.shifts[s].worker, x, first, last); len(a.Gates) > 0 {
		return a
	}
	if k.limits[s].closed == "" {
		if _, ok := q.desk.Best(int32(s), x); ok {
			k.answerFit(q.desk, &a, int32(s), x, slices.Clone(q.desk.Found()))
			return a
		}
	}
	a.Blocks, a.Jobs = q.blocked(s, x)
	return a
}

// blocked tells why a job does not fit into the route of a shift which may
// serve it.
func (q *inquiry) blocked(s int, x int32) (code string, jobs []string) {
	k := q.k
	route, mates := q.sequence(x)
	if k.limits[s].closed != "" {
		return k.limits[s].closed, nil
	}
	if _, ok := q.alone(s, x); !ok {
		if code := k.refusal(s, x, k.lockedWindows(x)); code == "" {
			return roster.ReasonNotFound, nil // a way which the core does not know
		} else if k.refusal(s, x, k.ownWindows(x)) != "" {
			return code, nil
		}
		if q.started(x) {
			return roster.ReasonStartLock, nil
		}
		return roster.ReasonFrozen, nil
	}
	if route >= 0 && (route != s || !q.besideLocked(s, x)) {
		return roster.ReasonSequenceLock, q.names(mates)
	}
	loose := func(j int32) bool { return !q.fixed[j] }
	set, _, ok := q.obstacle(s, x, loose, 0)
	if !ok {
		set, _, ok = q.obstacle(s, x, nil, 0)
	}
	if !ok {
		return roster.ReasonNotFound, nil
	}
	return roster.ReasonCrowdedOut, q.names(set)
}

// answerFit fills in an answer for a shift whose route would become order.
// The job is not on the desk.
func (k *packed) answerFit(desk *core.Desk, a *WorkerAnswer, s, x int32, order []int32) {
	a.Fits = true
	before, after := bill{}, bill{}
	if !desk.Empty(s) {
		if t, _, ok := desk.Timetable(s, desk.Order(nil, s)); ok {
			r := k.route(t)
			before = k.priceRoute(&r)
		}
	}
	if t, _, ok := desk.Timetable(s, order); ok {
		r := k.route(t)
		after = k.priceRoute(&r)
		last := ""
		for _, stop := range r.Stops {
			if stop.Kind != roster.VisitStop {
				continue
			}
			if stop.Job == k.job(x).ID {
				a.After, a.Start = last, stop.Start
				break
			}
			last = stop.Job
		}
	}
	after.addAll(before, -1)
	a.Delta, a.Parts = after.total(), after.parts(k.own)
}

// sortAnswers puts those who could take the job first.
func sortAnswers(list []WorkerAnswer) {
	rank := func(a *WorkerAnswer) int {
		switch {
		case a.Fits:
			return 0
		case len(a.Gates) == 0 && len(a.Jobs) > 0:
			return 1
		case len(a.Gates) == 0:
			return 2
		}
		return 3
	}
	slices.SortStableFunc(list, func(a, b WorkerAnswer) int {
		return cmp.Or(cmp.Compare(rank(&a), rank(&b)), cmp.Compare(a.Delta, b.Delta),
			cmp.Compare(len(a.Jobs), len(b.Jobs)), cmp.Compare(len(a.Gates), len(b.Gates)))
	})
}
