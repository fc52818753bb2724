package matching_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel"
)

// moment is a random problem at nine on its first day, with everybody on
// some shift.
func moment(seed uint64, workers, jobs int) (*roster.Problem, time.Time) {
	p := randomProblem(seed, workers, jobs)
	r := rand.New(rand.NewPCG(seed, 14))
	now := p.Horizon.Start.Add(10 * time.Hour) // the night has 25 hours
	for w := range p.Workers {
		worker := &p.Workers[w]
		worker.Status, worker.Agency, worker.Areas = "", "", nil
		worker.Pay = roster.Pay{PerHour: roster.Money(2000 + 100*r.IntN(30)), PerVisit: 300, PerKm: 20}
		worker.Mode = roster.Modes()[r.IntN(5)]
		if worker.Home.Location == nil && r.IntN(2) == 0 {
			worker.Home = roster.Place{Location: &roster.LatLng{Lat: 47.1, Lng: 9.1}}
		}
		if r.IntN(5) == 0 {
			worker.MaxLeg = 2400
		}
		for d := range 2 {
			from := p.Horizon.Start.AddDate(0, 0, d).Add(time.Duration(7+r.IntN(4)) * time.Hour)
			worker.Shifts = append(worker.Shifts, roster.Shift{ID: fmt.Sprint(worker.ID, "-", d), Start: from, End: from.Add(8 * time.Hour), MaxOvertime: 1800})
		}
	}
	for k := range p.Catalogue {
		p.Catalogue[k].Requirements, p.Catalogue[k].Crew, p.Catalogue[k].Price = roster.Requirements{}, roster.Crew{}, 20000
	}
	for j := range p.Jobs {
		job := &p.Jobs[j]
		job.Crew = nil
		from := now.Add(time.Duration(r.IntN(30)) * time.Hour)
		job.Windows = []roster.Window{{Start: from, End: from.Add(time.Duration(1+r.IntN(4)) * time.Hour)}}
		if r.IntN(2) == 0 {
			job.Preferred = []roster.PreferredWindow{{Start: from.Add(time.Hour), End: from.Add(90 * time.Minute)}}
		}
		job.Tier = max(r.IntN(4)-1, 0)
		job.Mandatory = r.IntN(5) == 0
		if r.IntN(2) == 0 {
			value := roster.Money(r.IntN(30000) * r.IntN(2))
			job.Value = &value
		}
	}
	p.Travel.Speeds = map[roster.Mode]roster.Speed{roster.Car: {KmPerHour: 31.5, Access: 100, Hours: []roster.HourSpeed{{From: 7, To: 11, SpeedPercent: 60}}}}
	p.History.Ledger = []roster.LedgerEntry{{Worker: "w0", FairWork: 90000, FairPay: 500000, FairTravel: 9000}}
	p.Weights = roster.DefaultWeights()
	p.Weights.Fairness = map[string]roster.Money{roster.FairHours: 50, roster.FairPay: 20, roster.FairTravel: 10}
	p.Locks = nil
	return p, now
}

// score is what a choice misses by level and what it costs.
type missed struct {
	levels [11]roster.Money
	cost   roster.Points
}

func (m missed) less(o missed) bool {
	for l := 10; l > 0; l-- {
		if m.levels[l] != o.levels[l] {
			return m.levels[l] < o.levels[l]
		}
	}
	return m.cost < o.cost
}

// Against all ways of dealing out, with each pair's cost from a batch of its
// own.
func TestAssign(t *testing.T) {
	codes := map[string]int{}
	for seed := range uint64(40) {
		p, now := moment(seed, 5, 5)
		view, err := roster.NewView(p)
		if err != nil {
			t.Fatal(err)
		}
		values, err := matching.EstimateValues(p, 0, 0)
		if err != nil {
			t.Fatal(err)
		}
		opts := matching.AssignOptions{Future: values, Workers: []matching.WorkerState{{Worker: "w1", Place: &p.Customers[0].Place, Free: now.Add(time.Hour)}}}
		all, err := matching.Assign(context.Background(), p, now, opts)
		if err != nil {
			t.Fatal(err)
		}
		near := opts
		near.Pairs = -1
		if again, err := matching.Assign(context.Background(), p, now, near); err != nil || !reflect.DeepEqual(all, again) {
			t.Fatalf("seed %d: by the nearest:\n%+v\n%+v", seed, all, again)
		}
		cost := map[[2]int]roster.Points{}
		for w := range p.Workers {
			for j := range p.Jobs {
				if pair := alone(t, p, now, opts, w, j); pair != nil {
					cost[[2]int{w, j}] = pair.Cost
					checkPair(t, p, view, pair, w, j, now)
				}
			}
		}
		best := missed{levels: [11]roster.Money{10: 1 << 40}}
		var try func(j int, used int, sum missed)
		try = func(j, used int, sum missed) {
			if j == len(p.Jobs) {
				if sum.less(best) {
					best = sum
				}
				return
			}
			for w := range p.Workers {
				if c, ok := cost[[2]int{w, j}]; ok && used>>w&1 == 0 {
					with := sum
					with.cost += c
					try(j+1, used|1<<w, with)
				}
			}
			try(j+1, used, miss(view, sum, j))
		}
		try(0, 0, missed{levels: [11]roster.Money{}})
		got := missed{cost: all.Cost}
		for _, u := range all.Unassigned {
			j, _ := view.JobIndex(u.Job)
			got = miss(view, got, j)
			for _, r := range u.Reasons {
				codes[r.Code]++
			}
			if len(u.Reasons) == 0 {
				t.Fatalf("%s is left out without a reason", u.Job)
			}
		}
		if got != best || len(all.Assigned)+len(all.Unassigned) != len(p.Jobs) || all.Status != "optimal" || !all.Complete || all.Pairs != len(cost) {
			t.Fatalf("seed %d: %+v, want %+v\n%+v of %d pairs", seed, got, best, all, len(cost))
		}
	}
	for _, code := range []string{roster.ReasonCrowdedOut, roster.ReasonUnprofitable, roster.ReasonOutsideShift, roster.ReasonUnreachable} {
		if codes[code] == 0 {
			t.Errorf("no job was left out with %q: the test says nothing about it", code)
		}
	}
}

func miss(v *roster.View, m missed, j int) missed {
	switch job := &v.Problem.Jobs[j]; {
	case job.Mandatory:
		m.levels[10]++
	case job.Tier > 0:
		m.levels[job.Tier] += v.Value(job)
	default:
		m.cost += v.Value(job).Points()
	}
	return m
}

// alone assigns one job with one worker about; nil where it cannot be.
func alone(t *testing.T, p *roster.Problem, now time.Time, opts matching.AssignOptions, worker, job int) *matching.AssignedPair {
	t.Helper()
	q := *p
	q.Jobs = slices.Clone(p.Jobs)
	q.Jobs[job].Mandatory = true
	one := opts
	one.Jobs, one.Workers = []string{p.Jobs[job].ID}, nil
	for w := range p.Workers {
		state := matching.WorkerState{Worker: p.Workers[w].ID, Away: w != worker}
		for _, s := range opts.Workers {
			if s.Worker == state.Worker && !state.Away {
				state = s
			}
		}
		one.Workers = append(one.Workers, state)
	}
	out, err := matching.Assign(context.Background(), &q, now, one)
	if err != nil {
		t.Fatal(err)
	}
	if len(out.Assigned) == 0 {
		return nil
	}
	return &out.Assigned[0]
}

// checkPair derives anew what a pair tells.
func checkPair(t *testing.T, p *roster.Problem, v *roster.View, pair *matching.AssignedPair, w, j int, now time.Time) {
	t.Helper()
	job, worker := &p.Jobs[j], &p.Workers[w]
	sum := roster.Points(0)
	for _, part := range pair.Parts {
		sum += part.Points
	}
	shift := worker.Shifts[slices.IndexFunc(worker.Shifts, func(s roster.Shift) bool { return s.ID == pair.Shift })]
	first, last := matching.Days(pair.Start, v.WorkerDuration(worker, job), v.Zone)
	switch {
	case sum != pair.Cost:
		t.Fatalf("parts add up to %d: %+v", sum, pair)
	case pair.Start.Before(job.Windows[0].Start) || pair.Start.After(job.Windows[0].End):
		t.Fatalf("outside of the window: %+v", pair)
	case !pair.End.Equal(pair.Start.Add(v.WorkerDuration(worker, job).Std())):
		t.Fatalf("takes too long: %+v", pair)
	case pair.Depart.Before(now) || pair.Depart.Before(shift.Start) || pair.End.After(shift.End.Add(shift.MaxOvertime.Std())):
		t.Fatalf("outside of the shift: %+v", pair)
	case !pair.Depart.Add(pair.Travel.Std()).Equal(pair.Start):
		t.Fatalf("the way: %+v", pair)
	case worker.MaxLeg > 0 && pair.Travel > worker.MaxLeg:
		t.Fatalf("the way is too long: %+v", pair)
	}
	if why := plainReasons(p, worker, job, -1, first, last); len(why) > 0 {
		t.Fatalf("%v: %+v", why, pair)
	}
}

func TestAssignCrews(t *testing.T) {
	crews, left := 0, 0
	for seed := range uint64(30) {
		p, now := moment(seed, 12, 8)
		view, _ := roster.NewView(p)
		for j := range 3 {
			p.Jobs[j].Crew = &roster.Crew{Size: 2 + j%2}
			p.Jobs[j].Mandatory = true
		}
		p.Workers[0].IncompatibleWorkers = []string{"w1", "w2", "w3", "w4"}
		out, err := matching.Assign(context.Background(), p, now, matching.AssignOptions{})
		if err != nil {
			t.Fatal(err)
		}
		busy := map[string]bool{}
		members := map[string][]matching.AssignedPair{}
		for i := range out.Assigned {
			a := &out.Assigned[i]
			if busy[a.Worker] {
				t.Fatalf("%s twice: %+v", a.Worker, out)
			}
			busy[a.Worker] = true
			members[a.Job] = append(members[a.Job], *a)
			w, _ := view.WorkerIndex(a.Worker)
			j, _ := view.JobIndex(a.Job)
			checkPair(t, p, view, a, w, j, now)
		}
		for id, list := range members {
			j, _ := view.JobIndex(id)
			if len(list) != view.CrewSize(&p.Jobs[j]) {
				t.Fatalf("%s has %d members", id, len(list))
			}
			if len(list) > 1 {
				crews++
			}
			for _, m := range list {
				if !m.Start.Equal(list[0].Start) || m.Worker == "w0" && slices.ContainsFunc(list, func(o matching.AssignedPair) bool {
					return slices.Contains(p.Workers[0].IncompatibleWorkers, o.Worker)
				}) {
					t.Fatalf("%+v", list)
				}
			}
		}
		out, err = matching.Assign(context.Background(), p, now, matching.AssignOptions{LeaveCrews: true})
		if err != nil {
			t.Fatal(err)
		}
		for _, u := range out.Unassigned {
			if u.Reasons[0].Code == matching.ReasonCrewLater {
				left++
			}
		}
	}
	if crews < 20 || left != 90 {
		t.Fatalf("%d crews, %d left", crews, left)
	}
}

func TestAssignErrorsAndOptions(t *testing.T) {
	p, now := moment(1, 6, 6)
	ctx := context.Background()
	var fault *roster.Fault
	if _, err := matching.Assign(ctx, p, now, matching.AssignOptions{Jobs: []string{"x"}}); !errors.As(err, &fault) || fault.Path != "jobs[0]" {
		t.Error(err)
	}
	if _, err := matching.Assign(ctx, p, now, matching.AssignOptions{Workers: []matching.WorkerState{{Worker: "x"}}}); !errors.As(err, &fault) {
		t.Error(err)
	}
	out, err := matching.Assign(ctx, p, now, matching.AssignOptions{Jobs: []string{}})
	if err != nil || out.Jobs != 0 || len(out.Assigned) != 0 {
		t.Error(out, err)
	}
	all, err := matching.Assign(ctx, p, now, matching.AssignOptions{})
	if err != nil || len(all.Assigned) == 0 {
		t.Fatal(all, err)
	}
	// What was assigned is booked, and keeps job and worker's time.
	plan := &roster.Plan{}
	for _, a := range all.Assigned {
		plan.Routes = append(plan.Routes, roster.Route{Worker: a.Worker, Stops: []roster.Stop{{Kind: roster.VisitStop, Job: a.Job, Start: a.Start, End: a.End}}})
	}
	again, err := matching.Assign(ctx, p, now, matching.AssignOptions{Bookings: matching.NewBookings(p, plan)})
	if err != nil || again.Jobs != all.Jobs-len(all.Assigned) {
		t.Fatal(again, err)
	}
	soon, err := matching.Assign(ctx, p, now, matching.AssignOptions{Within: 3600})
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range soon.Assigned {
		if a.Start.After(now.Add(time.Hour)) {
			t.Errorf("%+v", a)
		}
	}
	cancelled, stop := context.WithCancel(ctx)
	stop()
	if out, err := matching.Assign(cancelled, p, now, matching.AssignOptions{}); err != nil || len(out.Assigned)+len(out.Unassigned) != len(p.Jobs) {
		t.Error(out, err)
	}
	if _, err := json.Marshal(all); err != nil {
		t.Error(err)
	}
}

// The straight line is that of package travel.
func TestWaysEqualTravel(t *testing.T) {
	for seed := range uint64(10) {
		p, now := moment(seed, 8, 8)
		var index travel.Index
		for w := range p.Workers {
			p.Workers[w].MaxLeg, p.Workers[w].TravelPercent = 0, 70+int(seed)*9
			if p.Workers[w].Home.Location == nil {
				p.Workers[w].Home = p.Workers[0].Home
			}
			if p.Workers[w].Home.Location == nil {
				p.Workers[w].Home = roster.Place{Location: &roster.LatLng{Lat: 47.12, Lng: 9.01}}
			}
			index.Add(p.Workers[w].Home)
		}
		view, _ := roster.NewView(p)
		for j := range p.Jobs {
			if view.Place(&p.Jobs[j]).Location == nil {
				p.Jobs[j].Place = &roster.Place{Location: &roster.LatLng{Lat: 47.07, Lng: 9.08}}
			}
			index.Add(view.Place(&p.Jobs[j]))
		}
		source, err := travel.New(p.Travel, index.Places(), travel.Options{})
		if err != nil {
			t.Fatal(err)
		}
		pairs := 0
		for w := range p.Workers {
			for j := range p.Jobs {
				pair := alone(t, p, now, matching.AssignOptions{}, w, j)
				if pair == nil {
					continue
				}
				pairs++
				worker := &p.Workers[w]
				mode, _ := travel.ModeIndex(worker.Mode)
				seconds, metres, ok := source.Leg(mode, index.Add(worker.Home), index.Add(view.Place(&p.Jobs[j])))
				leave := now
				for _, s := range worker.Shifts {
					if s.ID == pair.Shift && s.Start.After(now) {
						leave = s.Start
					}
				}
				want := travel.Adjust(seconds, worker.TravelPercent, int(source.Profile(mode)[leave.In(view.Zone).Hour()]))
				if !ok || int(metres) != pair.Metres || want != int32(pair.Travel) {
					t.Fatalf("%d s %d m, want %d s %d m", pair.Travel, pair.Metres, want, metres)
				}
			}
		}
		if pairs < 5 {
			t.Logf("seed %d: %d pairs", seed, pairs)
		}
	}
}

func TestValues(t *testing.T) {
	p, _ := moment(2, 10, 10)
	v, err := matching.EstimateValues(p, 0, 0)
	if err != nil {
		t.Fatal(err)
	}
	most := roster.Points(0)
	for i, w := range v.Points {
		at := roster.LatLng{Lat: v.South + (float64(i/v.Cols)+0.5)*v.Step, Lng: v.West + (float64(i%v.Cols)+0.5)*v.Step}
		if v.At(at) != w || w < 0 {
			t.Fatalf("cell %d: %d, want %d", i, v.At(at), w)
		}
		most = max(most, w)
	}
	if most == 0 || v.At(roster.LatLng{Lat: -80}) != 0 || (*matching.Values)(nil).At(roster.LatLng{}) != 0 {
		t.Fatal(most)
	}
	p.Jobs = nil
	if v, err := matching.EstimateValues(p, 0, 0); err != nil || len(v.Points) != 0 {
		t.Fatal(v, err)
	}
}

// One operation is a batch, gates and scores prepared anew.
func BenchmarkAssign(b *testing.B) {
	for _, size := range []struct{ jobs, workers int }{{1000, 1500}, {10_000, 12_000}} {
		b.Run(fmt.Sprintf("%dx%d", size.jobs, size.workers), func(b *testing.B) {
			p, err := generate.Problem(generate.Options{Jobs: size.jobs, Workers: size.workers, Seed: 1})
			if err != nil {
				b.Fatal(err)
			}
			now := p.Horizon.Start.Add(7 * time.Hour)
			b.ResetTimer()
			for range b.N {
				out, err := matching.Assign(context.Background(), p, now, matching.AssignOptions{})
				if err != nil {
					b.Fatal(err)
				}
				b.ReportMetric(float64(len(out.Assigned)), "assigned")
				b.ReportMetric(float64(out.Pairs), "pairs")
			}
		})
	}
}
