package live_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
	"github.com/paidan/paidan/schedule/live"
)

func published(t *testing.T) (*roster.Problem, *roster.Plan) { return publishedOf(t, 12, 4) }

func publishedOf(t *testing.T, jobs, workers int) (*roster.Problem, *roster.Plan) {
	t.Helper()
	p, err := generate.Problem(generate.Options{Seed: 3, Jobs: jobs, Workers: workers})
	require.NoError(t, err)
	plan, err := schedule.Solve(t.Context(), p, schedule.Options{Iterations: 200})
	require.NoError(t, err)
	return p, plan
}

func textOf(t *testing.T, v *live.Version) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, roster.EncodeProblem(&b, v.Problem))
	require.NoError(t, roster.EncodePlan(&b, v.Plan))
	return b.String()
}

func at(plan *roster.Plan, after time.Duration) schedule.ReplanOptions {
	return schedule.ReplanOptions{Options: schedule.Options{Iterations: 100},
		ApplyOptions: schedule.ApplyOptions{Now: plan.Routes[0].Depart.Add(after)}}
}

// happen lets three things happen to a day and returns the texts of all
// versions.
func happen(t *testing.T, d *live.Day) (texts []string) {
	t.Helper()
	plan := d.Version().Plan
	last := plan.Routes[0].Stops[len(plan.Routes[0].Stops)-1]
	texts = append(texts, textOf(t, d.Version()))
	extra := d.Version().Problem.Jobs[0]
	extra.ID, extra.Windows = "urgent", nil
	for i, e := range []schedule.Event{
		{Kind: schedule.WorkerIll, Worker: plan.Routes[1].Worker},
		{Kind: schedule.OfferDeclined, Worker: plan.Routes[0].Worker, Job: last.Job},
		{Kind: schedule.JobAdded, NewJob: &extra},
	} {
		v, err := d.Apply(t.Context(), i, []schedule.Event{e}, at(plan, time.Duration(i)*10*time.Minute))
		require.NoError(t, err)
		require.Equal(t, i+1, v.Number)
		require.NotNil(t, v.Change)
		texts = append(texts, textOf(t, v))
	}
	return texts
}

func TestReplayGivesTheSameBytes(t *testing.T) {
	p, plan := published(t)
	path := filepath.Join(t.TempDir(), "day.jsonl")
	d, err := live.Create(path, p, plan, live.JournalOptions{Sync: true})
	require.NoError(t, err)
	texts := happen(t, d)
	require.NoError(t, d.Close())
	_, err = live.Create(path, p, plan, live.JournalOptions{})
	require.ErrorIs(t, err, os.ErrExist)

	whole, err := os.ReadFile(path)
	require.NoError(t, err)
	lines := bytes.SplitAfter(whole, []byte("\n"))
	require.Len(t, lines, 5) // and nothing after the last line feed
	begun := 0
	for n := range texts {
		begun += len(lines[n])
		require.NoError(t, os.WriteFile(path, whole[:begun], 0o600))
		again, err := live.Open(path, live.JournalOptions{})
		require.NoError(t, err)
		assert.Equal(t, texts[n], textOf(t, again.Version()), n)
		require.NoError(t, again.Close())
	}
}

// Cut at every byte of its last line a journal comes back to the event before,
// and can be gone on with.
func TestTornJournal(t *testing.T) {
	p, plan := publishedOf(t, 3, 1)
	path := filepath.Join(t.TempDir(), "day.jsonl")
	d, err := live.Create(path, p, plan, live.JournalOptions{})
	require.NoError(t, err)
	for i := range 2 {
		_, err = d.Apply(t.Context(), i, nil, at(plan, time.Hour))
		require.NoError(t, err)
	}
	require.NoError(t, d.Close())
	whole, err := os.ReadFile(path)
	require.NoError(t, err)
	last := bytes.LastIndexByte(whole[:len(whole)-1], '\n') + 1
	for cut := last; cut < len(whole); cut++ {
		if testing.Short() && cut%97 != 0 && cut != last && cut != len(whole)-1 {
			continue
		}
		require.NoError(t, os.WriteFile(path, whole[:cut], 0o600))
		again, err := live.Open(path, live.JournalOptions{})
		require.NoError(t, err, cut)
		require.Equal(t, 1, again.Version().Number, cut)
		require.NoError(t, again.Close())
		kept, err := os.ReadFile(path)
		require.NoError(t, err)
		require.Equal(t, last, len(kept), "the torn line is cut off")
	}
	again, err := live.Open(path, live.JournalOptions{})
	require.NoError(t, err)
	v, err := again.Apply(t.Context(), 1, nil, at(plan, 2*time.Hour))
	require.NoError(t, err)
	require.NoError(t, again.Close())
	more, err := live.Open(path, live.JournalOptions{})
	require.NoError(t, err)
	defer more.Close()
	assert.Equal(t, textOf(t, v), textOf(t, more.Version()))
}

func TestDamagedJournal(t *testing.T) {
	p, plan := published(t)
	path := filepath.Join(t.TempDir(), "day.jsonl")
	d, err := live.Create(path, p, plan, live.JournalOptions{})
	require.NoError(t, err)
	for i := range 2 {
		_, err = d.Apply(t.Context(), i, nil, at(plan, time.Hour))
		require.NoError(t, err)
	}
	require.NoError(t, d.Close())
	whole, err := os.ReadFile(path)
	require.NoError(t, err)
	first := bytes.IndexByte(whole, '\n') + 1
	second := first + bytes.IndexByte(whole[first:], '\n') + 1
	for name, c := range map[string]struct {
		text []byte
		line int
		err  error
	}{
		"a byte of the middle": {append(append(bytes.Clone(whole[:first+40]), whole[first+40]^1), whole[first+41:]...), 2, live.ErrDamaged},
		"a line is missing":    {append(bytes.Clone(whole[:first]), whole[second:]...), 2, live.ErrSequence},
		"a line twice":         {append(bytes.Clone(whole[:second]), whole[first:]...), 3, live.ErrSequence},
		"empty":                {nil, 1, live.ErrNoHeader},
		"first line torn":      {whole[:first/2], 1, live.ErrNoHeader},
		"not a journal":        {[]byte("hello\n"), 1, live.ErrDamaged},
	} {
		require.NoError(t, os.WriteFile(path, c.text, 0o600))
		_, err := live.Open(path, live.JournalOptions{})
		var broken *live.JournalError
		require.ErrorAs(t, err, &broken, name)
		assert.ErrorIs(t, err, c.err, name)
		assert.Equal(t, c.line, broken.Line, name)
		kept, err := os.ReadFile(path)
		require.NoError(t, err)
		assert.Equal(t, len(c.text), len(kept), "%s: nothing is cut off", name)
	}
}

// Of changes for the same version one wins; the others are told, and may try
// again until every one is in.
func TestAtOnce(t *testing.T) {
	p, plan := published(t)
	path := filepath.Join(t.TempDir(), "day.jsonl")
	d, err := live.Create(path, p, plan, live.JournalOptions{})
	require.NoError(t, err)
	const clients = 6
	var group sync.WaitGroup
	for i := range clients {
		group.Go(func() {
			job := p.Jobs[i]
			job.ID, job.Windows = "new-"+job.ID, nil
			for {
				expected := d.Version().Number
				_, err := d.Apply(t.Context(), expected, []schedule.Event{{Kind: schedule.JobAdded, NewJob: &job}}, at(plan, time.Hour))
				var conflict *live.ConflictError
				if errors.As(err, &conflict) {
					assert.Equal(t, expected, conflict.Expected)
					assert.Greater(t, conflict.Present, expected)
					continue
				}
				assert.NoError(t, err)
				return
			}
		})
	}
	group.Wait()
	assert.Equal(t, clients, d.Version().Number)
	assert.Len(t, d.Version().Problem.Jobs, len(p.Jobs)+clients)
	text := textOf(t, d.Version())
	require.NoError(t, d.Close())
	again, err := live.Open(path, live.JournalOptions{})
	require.NoError(t, err)
	defer again.Close()
	assert.Equal(t, text, textOf(t, again.Version()))
}

func TestRefused(t *testing.T) {
	p, plan := published(t)
	d, err := live.New(p, plan)
	require.NoError(t, err)
	_, err = d.Apply(t.Context(), 1, nil, schedule.ReplanOptions{})
	assert.ErrorAs(t, err, new(*live.ConflictError))
	_, err = d.Apply(t.Context(), 0, []schedule.Event{{Kind: schedule.JobCancelled, Job: "nobody's"}}, at(plan, 0))
	assert.ErrorAs(t, err, new(roster.Faults))
	_, err = d.Apply(t.Context(), 0, nil, at(plan, time.Hour))
	require.NoError(t, err)
	_, err = d.Apply(t.Context(), 1, nil, at(plan, 0))
	assert.ErrorIs(t, err, live.ErrTime)
	assert.Equal(t, 1, d.Version().Number)
}
