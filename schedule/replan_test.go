package schedule_test

import (
	"encoding/json"
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// visitOf is how a plan serves a job, worked out by the test.
type visitOf struct {
	workers []string
	start   time.Time
}

func visitsIn(plan *roster.Plan) map[string]visitOf {
	all := map[string]visitOf{}
	for _, r := range plan.Routes {
		for _, s := range r.Stops {
			if s.Kind != roster.VisitStop {
				continue
			}
			v := all[s.Job]
			v.workers = append(v.workers, r.Worker)
			slices.Sort(v.workers)
			if v.start.IsZero() || s.Start.Before(v.start) {
				v.start = s.Start
			}
			all[s.Job] = v
		}
	}
	return all
}

// randomEvents draws events which make sense for a plan, mostly.
func randomEvents(r *rand.Rand, p *roster.Problem, plan *roster.Plan, now time.Time) (events []schedule.Event) {
	visits := visitsIn(plan)
	ids := slices.Sorted(maps.Keys(visits))
	worker := func() string { return p.Workers[r.IntN(len(p.Workers))].ID }
	for range 1 + r.IntN(3) {
		e := schedule.Event{Kind: schedule.EventKinds()[r.IntN(len(schedule.EventKinds()))], Worker: worker()}
		running := slices.Contains([]schedule.EventKind{schedule.NoShow, schedule.Overrun, schedule.WorkerFree, schedule.CustomerAbsent}, e.Kind)
		for try := 0; len(ids) > 0 && (try == 0 || try < 20 && visits[e.Job].start.After(now) == running); try++ {
			e.Job = ids[r.IntN(len(ids))]
			e.Worker = visits[e.Job].workers[0]
		}
		switch e.Kind {
		case schedule.WorkerIll:
			e.From = now.Add(time.Duration(r.IntN(180)-30) * time.Minute)
			if r.IntN(2) == 0 {
				e.Until = e.From.Add(time.Duration(1+r.IntN(300)) * time.Minute)
			}
		case schedule.WorkerLate, schedule.Overrun, schedule.WorkerFree:
			e.Until = now.Add(time.Duration(1+r.IntN(90)) * time.Minute)
		case schedule.JobAdded:
			j := p.Jobs[r.IntN(len(p.Jobs))]
			j.ID = fmt.Sprint("new", r.IntN(1000))
			j.Windows, j.Release = nil, time.Time{}
			e.NewJob = &j
		case schedule.ChangedWindow:
			e.Windows = []roster.Window{{Start: now, End: now.Add(4 * time.Hour)}}
		case schedule.SpeedChanged:
			e.Hours = &roster.HourSpeed{From: min(22, now.Hour()+1), To: 24, SpeedPercent: 50 + r.IntN(40)}
		case schedule.WorkerJoins:
			w := p.Workers[r.IntN(len(p.Workers))]
			w.ID = fmt.Sprint("joins", r.IntN(1000))
			w.Shifts = slices.Clone(w.Shifts)
			for s := range w.Shifts {
				w.Shifts[s].ID = fmt.Sprint(w.ID, "-", s)
			}
			e.NewWorker = &w
		}
		events = append(events, e)
	}
	return events
}

// somewhere returns a time within a plan's day.
func somewhere(r *rand.Rand, p *roster.Problem, plan *roster.Plan) time.Time {
	if len(plan.Routes) == 0 {
		return p.Horizon.Start.Add(9 * time.Hour)
	}
	route := plan.Routes[r.IntN(len(plan.Routes))]
	return route.Depart.Add(time.Duration(r.Float64() * float64(route.Return.Sub(route.Depart)))).Truncate(time.Minute)
}

func few(r *rand.Rand) *int {
	if r.IntN(2) == 0 {
		return nil
	}
	n := r.IntN(4)
	return &n
}

// Whatever happens on random days, what has begun does not move, the caps
// hold, the answer tells every difference, and the checker accepts the plan.
func TestReplanHolds(t *testing.T) {
	refused, replanned := map[string]int{}, 0
	for n := range loops(150) {
		r := rand.New(rand.NewPCG(uint64(n), 77))
		kind := wild
		if n%2 == 0 {
			kind = tied
		}
		p := randomProblem(uint64(n), kind)
		plan, err := schedule.Solve(t.Context(), p, schedule.Options{Iterations: 100, Seed: uint64(n)})
		require.NoError(t, err)
		now := somewhere(r, p, plan)
		caps := schedule.ChangeCaps{Changes: few(r), WorkerSwapped: few(r), StartMoved: few(r), CustomerToCall: few(r), WorkerDayTouched: few(r)}
		opts := schedule.ReplanOptions{Options: schedule.Options{Iterations: 200, Seed: uint64(n)}, Caps: caps, Tradeoff: n%3 == 0,
			ApplyOptions: schedule.ApplyOptions{Now: now, Freeze: roster.Duration(r.IntN(3) * 1200)}}
		events := randomEvents(r, p, plan, now)
		before, _ := json.Marshal(p)
		got, err := schedule.Replan(t.Context(), p, plan, events, opts)
		after, _ := json.Marshal(p)
		require.Equal(t, string(before), string(after), "day %d: the problem was changed", n)
		if faults := (roster.Faults)(nil); err != nil && assert.ErrorAs(t, err, &faults, "day %d", n) {
			for _, f := range faults {
				refused[f.Code]++
				assert.True(t, strings.HasPrefix(f.Path, "events") || strings.HasPrefix(f.Path, "now"), "day %d: %v", n, f)
			}
			continue
		}
		if err != nil {
			continue
		}
		replanned++
		require.NoError(t, roster.Check(got.Problem, got.Plan, roster.CheckOptions{}).Err(), "day %d", n)
		judge(t, fmt.Sprintf("day %d: ", n), plan, got, opts)
		for job, v := range visitsIn(plan) { // what has begun, but for what the events name
			named := slices.ContainsFunc(events, func(e schedule.Event) bool {
				return e.Job == job || e.Kind == schedule.WorkerIll && slices.Contains(v.workers, e.Worker)
			})
			if v.start.After(now) || named {
				continue
			}
			same := visitsIn(got.Plan)[job]
			assert.Equal(t, v.workers, same.workers, "day %d: %s", n, job)
			assert.True(t, v.start.Equal(same.start), "day %d: %s", n, job)
		}
		again, err := schedule.Replan(t.Context(), p, plan, events, opts)
		require.NoError(t, err)
		one, _ := json.Marshal(got)
		two, _ := json.Marshal(again)
		require.Equal(t, string(one), string(two), "day %d", n)
	}
	t.Log(replanned, "replanned; refused:", refused)
	assert.Greater(t, replanned, loops(150)/3)
}

// judge recomputes what an answer says of its plan.
func judge(t *testing.T, day string, published *roster.Plan, got *schedule.Replanned, opts schedule.ReplanOptions) {
	t.Helper()
	old, now := visitsIn(published), visitsIn(got.Plan)
	for _, f := range got.Fixed {
		assert.Equal(t, old[f.Job].workers, now[f.Job].workers, day+"fixed "+f.Job)
		assert.True(t, old[f.Job].start.Equal(now[f.Job].start), day+"fixed "+f.Job)
	}
	tolerance := schedule.DefaultStartTolerance.Std()
	want := map[string]bool{}
	changed, called := map[string]bool{}, map[string]bool{}
	for _, j := range got.Problem.Jobs {
		a, was := old[j.ID]
		b, is := now[j.ID]
		note := func(kind schedule.DisruptionKind, forced bool) {
			want[string(kind)+" "+j.ID] = true
			if !forced {
				changed[j.ID], called[j.Customer] = true, true
			}
		}
		switch {
		case was && !is && slices.Contains(got.Displaced, j.ID):
			note(schedule.JobLost, true)
		case was && !is:
			note(schedule.JobDropped, false)
		case !was && is:
			note(schedule.JobGained, true)
		case was && is:
			if !slices.Equal(a.workers, b.workers) {
				note(schedule.WorkerSwapped, false)
			}
			if d := b.start.Sub(a.start); max(d, -d) > tolerance {
				note(schedule.StartMoved, false)
			}
		}
		if is && b.start.Before(opts.Now) {
			assert.True(t, was && a.start.Equal(b.start), day+j.ID+" begins in the past")
		}
	}
	told := map[string]bool{}
	sum, days := roster.Points(0), 0
	for _, d := range got.Disruptions {
		sum += d.Price
		if d.Job != "" {
			told[string(d.Kind)+" "+d.Job] = true
		}
		if d.Kind == schedule.WorkerDayTouched {
			days++
		}
	}
	assert.Equal(t, want, told, day)
	assert.Equal(t, got.Price, sum, day)
	c := got.Counts
	assert.Equal(t, len(changed), c.Changes, day)
	assert.Equal(t, len(called), c.CustomerToCall, day)
	assert.Equal(t, days, c.WorkerDayTouched, day)
	for _, pair := range [][2]any{{opts.Caps.Changes, c.Changes}, {opts.Caps.WorkerSwapped, c.WorkerSwapped}, {opts.Caps.StartMoved, c.StartMoved},
		{opts.Caps.CustomerToCall, c.CustomerToCall}, {opts.Caps.WorkerDayTouched, c.WorkerDayTouched}} {
		if most := pair[0].(*int); most != nil {
			assert.LessOrEqual(t, pair[1].(int), *most, day)
		}
	}
	for i := 1; i < len(got.Calls); i++ {
		assert.False(t, got.Calls[i].Before.Before(got.Calls[i-1].Before), day)
	}
	for i := 1; i < len(got.Tradeoff); i++ {
		assert.Greater(t, got.Tradeoff[i].Counts.Changes, got.Tradeoff[i-1].Counts.Changes, day)
	}
}
