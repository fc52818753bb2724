package schedule_test

import (
	"bytes"
	"context"
	"fmt"
	"runtime"
	"sync"
	"testing"
	"time"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// encoded solves and returns the plan as JSON.
func encoded(p *roster.Problem, opts schedule.Options) (string, error) {
	plan, err := schedule.Solve(context.Background(), p, opts)
	if err != nil {
		return "", err
	}
	var b bytes.Buffer
	err = roster.EncodePlan(&b, plan)
	return b.String(), err
}

// repeated lists problems which the tests below solve again and again.
func repeated(t testing.TB) []*roster.Problem {
	var list []*roster.Problem
	for seed := range uint64(loops(6)) {
		list = append(list, randomProblem(seed, wild), randomProblem(seed, tied))
	}
	p, err := generate.Problem(generate.Options{Seed: 1, Jobs: 150})
	if err != nil {
		t.Fatal(err)
	}
	return append(list, p)
}

// TestSameSeedSameBytes solves each problem five times, on one and on two
// threads, from the same and from a freshly decoded problem.
func TestSameSeedSameBytes(t *testing.T) {
	defer runtime.GOMAXPROCS(runtime.GOMAXPROCS(0))
	for n, p := range repeated(t) {
		want := ""
		for run := range 5 {
			runtime.GOMAXPROCS(1 + run%2)
			if run == 3 {
				var b bytes.Buffer
				if err := roster.EncodeProblem(&b, p); err != nil {
					t.Fatal(err)
				}
				var err error
				if p, err = roster.DecodeProblem(&b); err != nil {
					t.Fatal(err)
				}
			}
			got, err := encoded(p, schedule.Options{Iterations: 200, Seed: 7})
			if err != nil {
				t.Fatal(err)
			}
			if run == 0 {
				want = got
			}
			if got != want {
				t.Errorf("problem %d: run %d gives another plan", n, run)
			}
		}
	}
}

// TestSolveAtOnce solves the same problems from many goroutines, and counts
// those left behind.
func TestSolveAtOnce(t *testing.T) {
	list := repeated(t)
	want := make([]string, len(list))
	for i, p := range list {
		var err error
		if want[i], err = encoded(p, schedule.Options{Iterations: 100, Seed: 7}); err != nil {
			t.Fatal(err)
		}
	}
	before := runtime.NumGoroutine()
	var wg sync.WaitGroup
	for i, p := range list {
		for range 3 {
			wg.Go(func() {
				got, err := encoded(p, schedule.Options{Iterations: 100, Seed: 7})
				if err != nil || got != want[i] {
					t.Errorf("problem %d: another plan than alone, error %v", i, err)
				}
			})
		}
		wg.Go(func() {
			ctx, cancel := context.WithCancel(context.Background())
			cancel()
			if plan, err := schedule.Solve(ctx, p, schedule.Options{}); err != nil || plan.Status != roster.Cancelled {
				t.Errorf("problem %d: cancelled: %v", i, err)
			}
		})
	}
	wg.Wait()
	for range 100 {
		if runtime.NumGoroutine() <= before {
			return
		}
		time.Sleep(10 * time.Millisecond)
	}
	t.Errorf("%d goroutines before, %d after", before, runtime.NumGoroutine())
}

// TestNothingToDo solves problems without jobs, workers or shifts.
func TestNothingToDo(t *testing.T) {
	for _, drop := range []string{"jobs", "workers", "shifts", "jobs and workers"} {
		p := randomProblem(3, wild)
		q := *p
		q.Locks, q.History = nil, roster.History{}
		if drop == "jobs" || drop == "jobs and workers" {
			q.Jobs = nil
		}
		if drop == "workers" || drop == "jobs and workers" {
			q.Workers = nil
			q.Customers = append([]roster.Customer(nil), q.Customers...)
			for i := range q.Customers {
				q.Customers[i].BannedWorkers, q.Customers[i].PreferredWorkers = nil, nil
			}
			q.Jobs = append([]roster.Job(nil), q.Jobs...)
			for i := range q.Jobs {
				q.Jobs[i].BannedWorkers = nil
			}
		}
		if drop == "shifts" {
			q.Workers = append([]roster.Worker(nil), q.Workers...)
			for i := range q.Workers {
				q.Workers[i].Shifts = nil
			}
		}
		plan, err := schedule.Solve(context.Background(), &q, schedule.Options{Iterations: 10})
		if err != nil {
			t.Errorf("without %s: %v", drop, err)
		} else if len(plan.Routes) > 0 || len(plan.Unassigned) != len(q.Jobs) {
			t.Errorf("without %s: %d routes, %d of %d jobs unassigned", drop, len(plan.Routes), len(plan.Unassigned), len(q.Jobs))
		}
	}
}

// FuzzSolveTiny draws a problem from a seed and a size, solves it and has
// the plan checked.
func FuzzSolveTiny(f *testing.F) {
	for seed := range uint64(8) {
		f.Add(seed, uint8(seed), uint8(3), uint16(100), seed%2 == 0)
	}
	f.Fuzz(func(t *testing.T, seed uint64, jobs, workers uint8, iterations uint16, grid bool) {
		most := 1 + int(jobs)%14
		s := shape{jobs: [2]int{1, most}, workers: [2]int{1, 1 + int(workers)%5}, grid: grid}
		p := randomProblem(seed, s)
		if _, err := schedule.Solve(context.Background(), p, schedule.Options{Iterations: 1 + int64(iterations)%300, Seed: seed}); err != nil {
			t.Fatal(err)
		}
	})
}

// BenchmarkLimit solves a city with a wall limit of a second and tells how
// long the call really took, the median and the longest:
//
//	go test -run '^$' -bench Limit -benchtime 5x ./schedule
func BenchmarkLimit(b *testing.B) {
	for _, size := range [][2]int{{200, 0}, {2000, 0}, {20000, 2000}} {
		b.Run(fmt.Sprintf("jobs=%d", size[0]), func(b *testing.B) {
			p, err := generate.Problem(generate.Options{Seed: 1, Jobs: size[0], Workers: size[1]})
			if err != nil {
				b.Fatal(err)
			}
			longest := time.Duration(0)
			unassigned := 0
			for b.Loop() {
				begin := time.Now()
				plan, err := schedule.Solve(context.Background(), p, schedule.Options{Limit: time.Second})
				if err != nil {
					b.Fatal(err)
				}
				longest = max(longest, time.Since(begin))
				unassigned = len(plan.Unassigned)
			}
			b.ReportMetric(float64(longest.Milliseconds()), "longest-ms")
			b.ReportMetric(float64(unassigned), "unassigned")
		})
	}
}
