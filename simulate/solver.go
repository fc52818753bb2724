package simulate

import (
	"context"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// Repair plans each day with the solver and repairs at once when something
// has happened, near to where it happened: work which a worker has accepted and
// can still begin on time stays with the worker. It plans against chance with
// the defaults of [Planning].
func Repair(iterations int64) Policy { return RepairWith(iterations, Planning{}) }

// RepairWith is [Repair] with a planning. Iterations bound the search of a
// morning; a repair takes a tenth of them.
func RepairWith(iterations int64, how Planning) Policy {
	how = how.withDefaults()
	return &solver{name: "repair", rhythm: Rhythm{Prompt: true}, iterations: iterations, planning: &how}
}

// Resolve plans each day with the solver, repairs at once when something has
// happened, and solves again every so many seconds from the plan there is.
// Iterations bound the search of a morning; a repair takes a tenth of them.
func Resolve(every roster.Duration, iterations int64) Policy {
	return &solver{name: "resolve", rhythm: Rhythm{Every: every, Prompt: true}, iterations: iterations}
}

// Batch plans each day with the solver, gathers what happens for so many
// seconds, and then solves again.
func Batch(delay roster.Duration, iterations int64) Policy {
	return &solver{name: "batch", rhythm: Rhythm{Prompt: true, Delay: delay}, iterations: iterations}
}

type solver struct {
	name       string
	rhythm     Rhythm
	iterations int64
	// planning against chance, and repairs which leave alone what can go on;
	// nil: neither.
	planning *Planning
}

func (p *solver) Name() string   { return p.name }
func (p *solver) Rhythm() Rhythm { return p.rhythm }

func (p *solver) Decide(ctx context.Context, s *State) (map[string][]Task, error) {
	if len(s.Problem.Jobs) == 0 {
		return map[string][]Task{}, nil
	}
	out := map[string][]Task{}
	opts := schedule.Options{Iterations: max(1, p.iterations), SkipCheck: true, SkipReasons: true, SkipHash: true}
	var hooks []schedule.Hook
	if !s.Morning {
		opts.Iterations = max(10, p.iterations/10)
	}
	problem := s.Problem
	if p.planning != nil {
		v, err := roster.NewView(s.Problem)
		if err != nil {
			return nil, err
		}
		problem = p.planning.of(s, v)
		hooks = append(hooks, schedule.WithRulebook(accepting(s)))
		if !s.Morning {
			locks, broken := goingOn(s, v)
			part, err := nearby(s, v, broken)
			if err != nil {
				return nil, err
			}
			if len(part.jobs) == 0 {
				return s.Tasks, nil
			}
			problem.Locks = append(slices.Clip(problem.Locks), locks...)
			problem = part.of(problem)
			for w := range s.Problem.Workers {
				if worker := &s.Problem.Workers[w]; !part.workers[worker.ID] {
					for k := range worker.Shifts {
						out[worker.Shifts[k].ID] = s.Tasks[worker.Shifts[k].ID]
					}
				}
			}
		}
	}
	if !s.Morning {
		hooks = append(hooks, schedule.WithStart(planOf(s, problem)))
	}
	plan, err := schedule.Solve(ctx, problem, opts, hooks...)
	if err != nil {
		return nil, err
	}
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	for i := range plan.Routes {
		r := &plan.Routes[i]
		for n := range r.Stops {
			if stop := &r.Stops[n]; stop.Kind == roster.VisitStop {
				out[r.Shift] = append(out[r.Shift], Task{stop.Job, stop.Member, stop.Start})
			}
		}
	}
	return out, nil
}

// planOf tells the tasks there are as a plan of the shifts of a problem to
// start from.
func planOf(s *State, p *roster.Problem) *roster.Plan {
	plan := &roster.Plan{SchemaVersion: roster.SchemaVersion, ProblemID: p.ID}
	for w := range p.Workers {
		for _, shift := range p.Workers[w].Shifts {
			if len(s.Tasks[shift.ID]) == 0 {
				continue
			}
			r := roster.Route{Worker: p.Workers[w].ID, Shift: shift.ID}
			for _, t := range s.Tasks[shift.ID] {
				r.Stops = append(r.Stops, roster.Stop{Kind: roster.VisitStop, Job: t.Job, Member: t.Member, Start: t.Start, Arrive: t.Start, End: t.Start})
			}
			plan.Routes = append(plan.Routes, r)
		}
	}
	return plan
}

// lateStart is how late a start still is as planned.
const lateStart = 10 * time.Minute

// goingOn locks the tasks to their workers which these can still begin in
// time, each after the one before, and lists the others by shift. Crews are not
// locked: they stand or fall together.
func goingOn(s *State, v *roster.View) (locks []roster.Lock, broken map[string][]string) {
	broken = map[string][]string{}
	jobs := map[string]*roster.Job{}
	for i := range s.Problem.Jobs {
		jobs[s.Problem.Jobs[i].ID] = &s.Problem.Jobs[i]
	}
	for i := range s.Problem.Workers {
		w := &s.Problem.Workers[i]
		for k := range w.Shifts {
			place, _ := v.ShiftPlaces(w, &w.Shifts[k])
			at := w.Shifts[k].Start
			for n, t := range s.Tasks[w.Shifts[k].ID] {
				job := jobs[t.Job]
				way := s.Travel(w, place, v.Place(job), at)
				at = at.Add(max(0, way).Std())
				if way < 0 || at.After(t.Start.Add(lateStart)) {
					for _, left := range s.Tasks[w.Shifts[k].ID][n:] {
						broken[w.Shifts[k].ID] = append(broken[w.Shifts[k].ID], left.Job)
					}
					break
				}
				if v.CrewSize(job) == 1 {
					locks = append(locks, roster.Lock{Job: t.Job, Worker: w.ID})
				}
				place, at = v.Place(job), later(at, t.Start).Add(v.WorkerDuration(w, job).Std())
			}
		}
	}
	return locks, broken
}
