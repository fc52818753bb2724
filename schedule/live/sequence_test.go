package live_test

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
	"github.com/paidan/paidan/schedule/live"
)

// Small days on which things happen one after the other: every version is
// accepted by the checker, nothing fixed moves, the journal gives the same
// bytes, and cut within its last line the version before. PAIDAN_SEED=n runs
// sequence n alone; PAIDAN_LONG=1 goes through 100,000 of them, another number
// through so many.
func TestEventSequences(t *testing.T) {
	from, count := uint64(0), uint64(60)
	if text := os.Getenv("PAIDAN_LONG"); text != "" {
		if count, _ = strconv.ParseUint(text, 10, 64); count <= 1 {
			count = 100_000
		}
	} else if testing.Short() {
		count = 10
	}
	if text := os.Getenv("PAIDAN_SEED"); text != "" {
		n, err := strconv.ParseUint(text, 10, 64)
		require.NoError(t, err)
		from, count = n, 1
	}
	var next, changed atomic.Uint64
	var group sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		folder := t.TempDir()
		group.Go(func() {
			for n := from + next.Add(1) - 1; n < from+count && !t.Failed(); n = from + next.Add(1) - 1 {
				versions, err := sequence(t, n, filepath.Join(folder, "day.jsonl"))
				if err != nil {
					t.Errorf("PAIDAN_SEED=%d: %v", n, err)
				}
				changed.Add(uint64(versions))
			}
		})
	}
	group.Wait()
	t.Logf("%d sequences, %d versions", count, changed.Load())
	if count > 1 {
		require.Greater(t, changed.Load(), count, "most events make sense")
	}
}

// sequence plays one day and returns the number of its versions.
func sequence(t *testing.T, n uint64, path string) (int, error) {
	r := rand.New(rand.NewPCG(n, 11))
	p, err := generate.Problem(generate.Options{Seed: n + 1, Jobs: 4 + r.IntN(12), Workers: 2 + r.IntN(4), Crews: r.IntN(4) == 0,
		Links: r.IntN(4) == 0, Days: 1 + r.IntN(8)/7})
	if err != nil {
		return 0, err
	}
	plan, err := schedule.Solve(t.Context(), p, schedule.Options{Iterations: 30, Seed: n})
	if err != nil {
		return 0, err
	}
	os.Remove(path)
	d, err := live.Create(path, p, plan, live.JournalOptions{})
	if err != nil {
		return 0, err
	}
	defer d.Close()
	now := p.Horizon.Start.Add(time.Duration(6+r.IntN(6)) * time.Hour)
	versions, kept := []string{versionText(d.Version())}, []*live.Version{d.Version()}
	for range 1 + r.IntN(5) {
		v := d.Version()
		events := draw(r, v.Problem, v.Plan, now)
		opts := schedule.ReplanOptions{Options: schedule.Options{Iterations: 20, Seed: n}, Reach: r.IntN(4),
			ApplyOptions: schedule.ApplyOptions{Now: now, Freeze: roster.Duration(r.IntN(3)) * 900}}
		if r.IntN(2) == 0 {
			most := r.IntN(4)
			opts.Caps.Changes = &most
		}
		next, err := d.Apply(t.Context(), v.Number, events, opts)
		if faults := (roster.Faults)(nil); errors.As(err, &faults) {
			continue // the event contradicts the day
		}
		if err != nil {
			return 0, fmt.Errorf("version %d: %w", v.Number+1, err)
		}
		if err := accepted(v, next, opts); err != nil {
			return 0, fmt.Errorf("version %d: %w", next.Number, err)
		}
		versions, kept = append(versions, versionText(next)), append(kept, next)
		now = now.Add(time.Duration(r.IntN(120)) * time.Minute)
	}
	for i, v := range kept {
		if versionText(v) != versions[i] {
			return 0, fmt.Errorf("version %d was changed by those after it", v.Number)
		}
	}
	if err := d.Close(); err != nil {
		return 0, err
	}
	return len(versions) - 1, replayed(r, path, versions, n%1000 == 999)
}

// accepted looks at what a version must keep.
func accepted(before, v *live.Version, opts schedule.ReplanOptions) error {
	if err := roster.Check(v.Problem, v.Plan, roster.CheckOptions{}).Err(); err != nil {
		return err
	}
	if !v.Change.Counts.Within(opts.Caps) {
		return fmt.Errorf("%d changes, more than the cap", v.Change.Counts.Changes)
	}
	at := func(plan *roster.Plan, job string) (workers []string, start time.Time) {
		for i := range plan.Routes {
			for _, s := range plan.Routes[i].Stops {
				if s.Kind == roster.VisitStop && s.Job == job {
					workers = append(workers, plan.Routes[i].Worker)
					if start.IsZero() || s.Start.Before(start) {
						start = s.Start
					}
				}
			}
		}
		slices.Sort(workers)
		return workers, start
	}
	for _, f := range v.Change.Fixed {
		was, began := at(before.Plan, f.Job)
		is, begins := at(v.Plan, f.Job)
		if !slices.Equal(was, is) || !began.Equal(begins) {
			return fmt.Errorf("fixed job %s was moved", f.Job)
		}
	}
	return nil
}

// replayed reads the journal back, whole and cut within its last line: at a
// few bytes, or at every one.
func replayed(r *rand.Rand, path string, versions []string, every bool) error {
	open := func(want string) error {
		d, err := live.Open(path, live.JournalOptions{})
		if err != nil {
			return err
		}
		defer d.Close()
		if versionText(d.Version()) != want {
			return errors.New("not the same bytes")
		}
		return nil
	}
	last := len(versions) - 1
	if err := open(versions[last]); err != nil {
		return fmt.Errorf("replay: %w", err)
	}
	whole, err := os.ReadFile(path)
	if err != nil || last == 0 {
		return err
	}
	begin := bytes.LastIndexByte(whole[:len(whole)-1], '\n') + 1
	cuts := []int{begin, len(whole) - 1, begin + r.IntN(len(whole)-begin)}
	for n := begin; every && n < len(whole); n++ {
		cuts = append(cuts, n)
	}
	for _, n := range cuts {
		if err := os.WriteFile(path, whole[:n], 0o600); err != nil {
			return err
		}
		if err := open(versions[last-1]); err != nil {
			return fmt.Errorf("cut at byte %d of %d: %w", n, len(whole), err)
		}
	}
	return nil
}

// versionText is a version in bytes.
func versionText(v *live.Version) string {
	var b bytes.Buffer
	if roster.EncodeProblem(&b, v.Problem) != nil || roster.EncodePlan(&b, v.Plan) != nil {
		return "not to be encoded"
	}
	return b.String()
}

// draw draws events of every kind, most of which make sense for a plan.
func draw(r *rand.Rand, p *roster.Problem, plan *roster.Plan, now time.Time) (events []schedule.Event) {
	type visit struct {
		job, worker string
		stop        *roster.Stop
	}
	var ahead, running []visit
	for i := range plan.Routes {
		for n := range plan.Routes[i].Stops {
			s := &plan.Routes[i].Stops[n]
			switch x := (visit{s.Job, plan.Routes[i].Worker, s}); {
			case s.Kind != roster.VisitStop:
			case s.Start.After(now):
				ahead = append(ahead, x)
			case s.End.After(now):
				running = append(running, x)
			}
		}
	}
	for range 1 + r.IntN(8)/6 {
		e := schedule.Event{Kind: schedule.EventKinds()[r.IntN(len(schedule.EventKinds()))]}
		from := ahead
		if slices.Contains([]schedule.EventKind{schedule.NoShow, schedule.Overrun, schedule.WorkerFree, schedule.CustomerAbsent}, e.Kind) {
			from = running
		}
		e.Worker = p.Workers[r.IntN(len(p.Workers))].ID
		if len(from) > 0 {
			x := from[r.IntN(len(from))]
			e.Job, e.Worker = x.job, x.worker
			e.Until = x.stop.End.Add(time.Duration(5+r.IntN(60)) * time.Minute)
		}
		id := fmt.Sprint(len(p.Jobs), "-", r.IntN(1_000_000))
		switch e.Kind {
		case schedule.WorkerIll:
			e.From, e.Until = now.Add(time.Duration(r.IntN(120)-30)*time.Minute), time.Time{}
			if r.IntN(2) == 0 {
				e.Until = e.From.Add(time.Duration(1+r.IntN(300)) * time.Minute)
			}
		case schedule.WorkerLate:
			e.Until = now.Add(time.Duration(5+r.IntN(90)) * time.Minute)
		case schedule.WorkerFree:
			e.Until = now.Add(time.Minute)
		case schedule.CustomerAbsent, schedule.OfferDeclined, schedule.NoAnswer, schedule.NoShow:
			e.Until = time.Time{}
		case schedule.ChangedWindow:
			start := now.Add(time.Duration(r.IntN(240)) * time.Minute)
			e.Windows = []roster.Window{{Start: start, End: start.Add(time.Duration(30+r.IntN(180)) * time.Minute)}}
		case schedule.JobAdded:
			job := p.Jobs[r.IntN(len(p.Jobs))]
			job.ID, job.Release, job.Preferred = "job-"+id, time.Time{}, nil
			start := now.Add(time.Duration(r.IntN(240)) * time.Minute)
			job.Windows = []roster.Window{{Start: start, End: start.Add(2 * time.Hour)}}
			e.NewJob = &job
		case schedule.WorkerJoins:
			w := p.Workers[r.IntN(len(p.Workers))]
			w.ID, w.Shifts = "worker-"+id, slices.Clone(w.Shifts)
			for s := range w.Shifts {
				w.Shifts[s].ID = fmt.Sprint(w.ID, "-", s)
			}
			e.NewWorker = &w
		case schedule.SpeedChanged:
			hour := r.IntN(24)
			e.Hours = &roster.HourSpeed{From: hour, To: min(24, hour+1+r.IntN(4)), SpeedPercent: 50 + r.IntN(60)}
		}
		events = append(events, e)
	}
	return events
}
