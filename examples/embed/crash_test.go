package main

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/http"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/live"
)

// asBackend has the test's own binary be the backend.
const asBackend = "PAIDAN_EMBED_RUN"

func TestMain(m *testing.M) {
	if os.Getenv(asBackend) != "" {
		main()
		return
	}
	os.Exit(m.Run())
}

// process is a backend of its own, which can be killed.
type process struct {
	*exec.Cmd
	url string
}

// launch starts a backend and waits until it listens.
func launch(t *testing.T, path string) *process {
	t.Helper()
	p := &process{Cmd: exec.Command(os.Args[0], "-addr", "localhost:0", "-db", path, "-problem", "../quickstart/day.json",
		"-limit", "300ms", "-steps", "10", "-clock", seven)}
	p.Env = append(os.Environ(), asBackend+"=1")
	out, err := p.StderrPipe()
	require.NoError(t, err)
	require.NoError(t, p.Start())
	log := bufio.NewScanner(out)
	for log.Scan() {
		var line struct{ Msg, Addr string }
		if json.Unmarshal(log.Bytes(), &line) == nil && line.Msg == "listening" {
			p.url = "http://" + line.Addr
			go func() {
				for log.Scan() { // so that it never waits for us
				}
			}()
			return p
		}
		t.Log(log.Text())
	}
	t.Fatal("the backend has not started")
	return nil
}

// change is one request of a client: it is sent until it is answered, with the
// same key each time.
type change struct {
	path, key, body string
	job             string
	cancels         bool
	status          int // 0: not answered yet
	answer          []byte
}

// client books, and cancels every second booking of its own.
type client struct {
	name    string
	n       int
	pending *change
	done    []*change
}

// next makes the client's next change; nil where there is nothing to book.
func (c *client) next(ctx context.Context, url string) (*change, error) {
	c.n++
	id := fmt.Sprintf("%s-%d", c.name, c.n)
	if last := len(c.done) - 1; last >= 0 && !c.done[last].cancels && c.done[last].status == http.StatusOK && c.n%2 == 0 {
		job := c.done[last].job
		return &change{path: "/events", key: id, job: job, cancels: true, body: `[{"kind": "job_cancelled", "job": "` + job + `"}]`}, nil
	}
	if c.n%5 == 0 {
		return &change{path: "/requests", key: id, job: id, body: asked(id)}, nil
	}
	_, answer, err := send(ctx, http.MethodPost, url+"/quotes", "", asked(id))
	if err != nil {
		return nil, err
	}
	var q quoted
	if json.Unmarshal(answer, &q) != nil || len(q.Slots) == 0 {
		return nil, nil
	}
	return &change{path: "/bookings", key: id, job: id, body: `{"token": "` + q.Slots[0].Token + `"}`}, nil
}

// play sends changes until the backend is gone, counting those sent.
func (c *client) play(ctx context.Context, url string, sent func()) {
	for {
		if c.pending == nil {
			var err error
			if c.pending, err = c.next(ctx, url); err != nil {
				return
			}
			if c.pending == nil {
				continue
			}
		}
		sent()
		status, answer, err := send(ctx, http.MethodPost, url+c.pending.path, c.pending.key, c.pending.body)
		if err != nil {
			return
		}
		c.pending.status, c.pending.answer = status, answer
		c.done, c.pending = append(c.done, c.pending), nil
	}
}

// kept reads a database which nobody has open.
func kept(t *testing.T, path string) (*live.Version, *store) {
	t.Helper()
	db, err := open(t.Context(), path)
	require.NoError(t, err)
	day, err := db.day(t.Context())
	require.NoError(t, err)
	return day.Version(), db
}

// Killed at any moment under load, the backend has every change which it has
// acknowledged, exactly once, and a plan which keeps the rules. With
// PAIDAN_LONG=1 it is killed fifty times.
func TestKilled(t *testing.T) {
	kills := 5
	if os.Getenv("PAIDAN_LONG") != "" {
		kills = 50
	}
	path := filepath.Join(t.TempDir(), "agency.db")
	chance := rand.New(rand.NewPCG(7, 7))
	clients := make([]*client, 6)
	for i := range clients {
		clients[i] = &client{name: fmt.Sprintf("client%d", i)}
	}
	for range kills {
		p := launch(t, path)
		// The moment is by what has been sent, and a little later by chance.
		after, spins := int64(5+chance.IntN(20)), chance.IntN(30_000)
		var count atomic.Int64
		due := make(chan struct{})
		sent := func() {
			if count.Add(1) == after {
				close(due)
			}
		}
		var all sync.WaitGroup
		for _, c := range clients {
			all.Go(func() { c.play(t.Context(), p.url, sent) })
		}
		<-due
		for range spins {
			runtime.Gosched()
		}
		require.NoError(t, p.Process.Kill())
		all.Wait()
		require.Error(t, p.Wait())
		http.DefaultClient.CloseIdleConnections()
		inspect(t, path, clients)
	}
	// Whoever has no answer asks again, and then knows.
	p := launch(t, path)
	for _, c := range clients {
		if c.pending != nil {
			var err error
			c.pending.status, c.pending.answer, err = send(t.Context(), http.MethodPost, p.url+c.pending.path, c.pending.key, c.pending.body)
			require.NoError(t, err)
			c.done, c.pending = append(c.done, c.pending), nil
		}
	}
	require.NoError(t, p.Process.Signal(os.Interrupt))
	require.NoError(t, p.Wait())
	inspect(t, path, clients)
	acknowledged := 0
	for _, c := range clients {
		for _, d := range c.done {
			assert.Contains(t, []int{http.StatusOK, http.StatusConflict}, d.status, "%s", d.answer)
			if d.status == http.StatusOK {
				acknowledged++
			}
		}
	}
	v, db := kept(t, path)
	defer db.Close()
	assert.Equal(t, acknowledged, v.Number, "a version for each")
	t.Logf("%d kills, %d changes acknowledged", kills, acknowledged)
}

// inspect compares what clients were told with what is kept.
func inspect(t *testing.T, path string, clients []*client) {
	t.Helper()
	v, db := kept(t, path)
	defer db.Close()
	require.NoError(t, roster.Check(v.Problem, v.Plan, roster.CheckOptions{}).Err())
	var answers int
	require.NoError(t, db.db.QueryRow("SELECT count(*) FROM answers").Scan(&answers))
	require.Equal(t, answers, v.Number, "each version has its answer")
	ours := map[string]int{} // jobs by ID
	for _, j := range v.Problem.Jobs {
		if strings.HasPrefix(j.ID, "client") {
			ours[j.ID]++
		}
	}
	for _, c := range clients {
		want := map[string]bool{}
		for _, d := range c.done {
			if d.status != http.StatusOK {
				continue
			}
			want[d.job] = !d.cancels
			_, answer, ok, err := db.answer(t.Context(), d.key)
			require.NoError(t, errors.Join(err, t.Context().Err()))
			require.True(t, ok, "%s was acknowledged", d.key)
			require.Equal(t, string(d.answer), string(answer))
			if d.path == "/bookings" && served(v, d.job) == 0 {
				require.True(t, slices.ContainsFunc(c.done, func(o *change) bool { return o.cancels && o.job == d.job }) ||
					c.pending != nil && c.pending.job == d.job, "%s is promised", d.job)
			}
		}
		for job, there := range want {
			if c.pending != nil && c.pending.job == job {
				continue // may or may not have been carried out
			}
			require.Equal(t, there, ours[job] == 1, job)
			require.LessOrEqual(t, served(v, job), 1, job)
		}
	}
}

// served counts the visits of a job.
func served(v *live.Version, job string) (n int) {
	for i := range v.Plan.Routes {
		for k := range v.Plan.Routes[i].Stops {
			if s := &v.Plan.Routes[i].Stops[k]; s.Kind == roster.VisitStop && s.Job == job {
				n++
			}
		}
	}
	return n
}
