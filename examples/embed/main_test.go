package main

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"os/signal"
	"path/filepath"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
	"github.com/paidan/paidan/schedule/live"
)

// seven is the time which the tests pretend that it is.
const seven = "2026-11-23T07:00:00+08:00"

func atSeven() time.Time {
	at, _ := time.Parse(time.RFC3339, seven)
	return at
}

// monday is the quickstart's day with a plan, made once.
var monday = sync.OnceValues(func() (*roster.Problem, *roster.Plan) {
	f, err := os.Open("../quickstart/day.json")
	if err != nil {
		panic(err)
	}
	defer f.Close()
	problem, err := roster.DecodeProblem(f)
	if err != nil {
		panic(err)
	}
	plan, err := schedule.Solve(context.Background(), problem, schedule.Options{Iterations: 300})
	if err != nil {
		panic(err)
	}
	return problem, plan
})

// agency is a backend with a database of its own.
type agency struct {
	t    *testing.T
	path string
	db   *store
	day  *live.Day
	lines
	url string
}

// lines is a log which tells of each line.
type lines chan string

func (l lines) Write(p []byte) (int, error) {
	l <- string(p)
	return len(p), nil
}

func discard() *slog.Logger { return slog.New(slog.DiscardHandler) }

// begin publishes Monday in a new database and answers for it.
func begin(t *testing.T, o options) *agency {
	a := &agency{t: t, path: filepath.Join(t.TempDir(), "a gency.db"), lines: make(lines, 1000)}
	var err error
	a.db, err = open(t.Context(), a.path)
	require.NoError(t, err)
	problem, plan := monday()
	a.day, err = live.Begin(t.Context(), problem, plan, a.db)
	require.NoError(t, err)
	t.Cleanup(func() { a.db.Close() })
	if o.clock == nil {
		o.clock = atSeven
	}
	o.steps, o.bytes = 20, 1<<16
	handler, err := newBackend(t.Context(), slog.New(slog.NewTextHandler(a.lines, nil)), a.db, a.day, o)
	require.NoError(t, err)
	s := httptest.NewServer(handler)
	t.Cleanup(s.Close)
	a.url = s.URL
	return a
}

// send makes a request with a key, "" for none.
func send(ctx context.Context, method, url, key, body string) (status int, answer []byte, err error) {
	request, err := http.NewRequestWithContext(ctx, method, url, strings.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	if key != "" {
		request.Header.Set("Idempotency-Key", key)
	}
	r, err := http.DefaultClient.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer r.Body.Close()
	answer, err = io.ReadAll(r.Body)
	return r.StatusCode, answer, err
}

// post wants an answer with a status.
func (a *agency) post(status int, path, key, body string) []byte {
	a.t.Helper()
	got, answer, err := send(a.t.Context(), http.MethodPost, a.url+path, key, body)
	require.NoError(a.t, err)
	require.Equal(a.t, status, got, "%s %s", path, answer)
	return answer
}

func (a *agency) get(path string, into any) {
	a.t.Helper()
	status, answer, err := send(a.t.Context(), http.MethodGet, a.url+path, "", "")
	require.NoError(a.t, err)
	require.Equal(a.t, http.StatusOK, status, "%s", answer)
	require.NoError(a.t, json.Unmarshal(answer, into))
}

// asked is a request for daily cleaning.
func asked(id string) string {
	return `{"job": {"id": "` + id + `", "customer": "C01", "service": "daily_cleaning", "squareMetres": 20}}`
}

type quoted struct{ Slots []schedule.Slot }

func (a *agency) quote(id string) []schedule.Slot {
	a.t.Helper()
	var q quoted
	require.NoError(a.t, json.Unmarshal(a.post(http.StatusOK, "/quotes", "", asked(id)), &q))
	require.NotEmpty(a.t, q.Slots)
	return q.Slots
}

func faultsOf(t *testing.T, answer []byte) []roster.Fault {
	var out struct{ Faults []roster.Fault }
	require.NoError(t, json.Unmarshal(answer, &out), "%s", answer)
	return out.Faults
}

// A day at the desk: look, quote, book, accept, decline, an illness, a
// cancellation; and after a restart all of it is there.
func TestDay(t *testing.T) {
	a := begin(t, options{})
	var health outcome
	a.get("/healthz", &health)
	assert.Zero(t, health.Version)

	slots := a.quote("asked")
	token := `{"token": "` + slots[0].Token + `"}`
	var booked outcome
	answer := a.post(http.StatusOK, "/bookings", "k1", token)
	require.NoError(t, json.Unmarshal(answer, &booked))
	require.Len(t, booked.Visits, 1)
	assert.Equal(t, slots[0].Visits, booked.Visits)
	assert.Equal(t, answer, a.post(http.StatusOK, "/bookings", "k1", token), "the same again")
	assert.Equal(t, 1, a.day.Version().Number)
	assert.Equal(t, "key_reused", faultsOf(t, a.post(422, "/bookings", "k1", `{"token": "other"}`))[0].Code)
	assert.Contains(t, string(a.post(http.StatusConflict, "/bookings", "k2", token)), schedule.ConflictBooked)

	worker := booked.Visits[0].Workers[0]
	a.post(http.StatusOK, "/offers/asked/"+worker+"/accept", "k3", "")
	var plan today
	a.get("/plan", &plan)
	assert.Equal(t, "2026-11-23", plan.Day.String())
	accepted := 0
	for _, r := range plan.Routes {
		for _, v := range r.Visits {
			if v.Accepted {
				accepted++
				assert.Equal(t, []string{worker, "asked"}, []string{r.Worker, v.Job})
			}
		}
	}
	assert.Equal(t, 1, accepted)

	a.post(http.StatusOK, "/offers/asked/"+worker+"/decline", "k4", "")
	assert.False(t, offered(a.day.Version().Plan, "asked", worker))
	a.post(http.StatusConflict, "/offers/asked/"+worker+"/accept", "k5", "")
	a.post(http.StatusOK, "/requests", "k6", asked("urgent"))
	var ill outcome
	require.NoError(t, json.Unmarshal(a.post(http.StatusOK, "/events", "k7", `[{"kind": "worker_ill", "worker": "care-1"}]`), &ill))
	assert.NotEmpty(t, ill.Changes)
	a.post(http.StatusOK, "/events", "k8", `[{"kind": "job_cancelled", "job": "urgent"}]`)
	var why schedule.Explanation
	a.get("/jobs/asked", &why)
	assert.Equal(t, "asked", why.Job)
	assert.Equal(t, 5, a.day.Version().Number)

	last := a.day.Version()
	require.NoError(t, roster.Check(last.Problem, last.Plan, roster.CheckOptions{}).Err())
	require.NoError(t, a.db.Close())
	db, err := open(t.Context(), a.path)
	require.NoError(t, err)
	defer db.Close()
	day, err := db.day(t.Context())
	require.NoError(t, err)
	assert.Equal(t, last.Number, day.Version().Number)
	assert.Equal(t, last.Plan.Score, day.Version().Plan.Score)
}

// Clients at once each get what they are told, and the log holds nothing of
// the day.
func TestClientsAtOnce(t *testing.T) {
	a := begin(t, options{})
	const clients = 64
	booked := make([]bool, clients)
	var all sync.WaitGroup
	for i := range clients {
		all.Go(func() {
			id := "asked-" + string(rune('a'+i/26)) + string(rune('a'+i%26))
			status, answer, err := send(t.Context(), http.MethodPost, a.url+"/quotes", "", asked(id))
			if !assert.NoError(t, err) || !assert.Equal(t, http.StatusOK, status, "%s", answer) {
				return
			}
			var q quoted
			if !assert.NoError(t, json.Unmarshal(answer, &q)) || len(q.Slots) == 0 {
				return
			}
			status, answer, err = send(t.Context(), http.MethodPost, a.url+"/bookings", id, `{"token": "`+q.Slots[0].Token+`"}`)
			if assert.NoError(t, err) && status != http.StatusConflict {
				booked[i] = assert.Equal(t, http.StatusOK, status, "%s", answer)
			}
		})
	}
	all.Wait()
	n := 0
	for _, b := range booked {
		if b {
			n++
		}
	}
	last := a.day.Version()
	assert.Positive(t, n)
	assert.Equal(t, n, last.Number)
	require.NoError(t, roster.Check(last.Problem, last.Plan, roster.CheckOptions{}).Err())
	close(a.lines)
	for line := range a.lines {
		assert.NotContains(t, line, "asked")
		assert.NotContains(t, line, "clean-1")
	}
}

func TestRefusals(t *testing.T) {
	a := begin(t, options{})
	faults := faultsOf(t, a.post(422, "/requests", "k", `{"job": {"id": "X", "customer": "C99", "service": "dayly_cleaning"}}`))
	assert.Len(t, faults, 2)
	for _, c := range []struct {
		path, key, body, says string
		status                int
	}{
		{"/requests", "", asked("x"), roster.FaultFieldMissing, 422},
		{"/quotes", "", `{"jobz": {}}`, schedule.FaultRequest, 422},
		{"/bookings", "k", `{"token": 7}`, roster.FaultSyntax, 422},
		{"/bookings", "k", `{"token": "x"}`, "token", 422},
		{"/events", "k", `[{"kind": "worker_ill", "worker": "nobody"}]`, roster.FaultReference, 422},
		{"/events", "k", `{`, roster.FaultSyntax, 422},
		{"/events", "k", strings.Repeat(" ", 1<<17), roster.FaultTooLarge, 413},
	} {
		got := faultsOf(t, a.post(c.status, c.path, c.key, c.body))
		require.NotEmpty(t, got, c.path)
		assert.Equal(t, c.says, got[0].Code, c.path)
	}
	assert.Zero(t, a.day.Version().Number)
}

// gate is a clock which holds whoever asks it until it is opened.
type gate struct{ asked, open chan struct{} }

func newGate() gate { return gate{make(chan struct{}, 10), make(chan struct{})} }

func (g gate) clock() time.Time {
	g.asked <- struct{}{}
	<-g.open
	return atSeven()
}

// A client which goes away while its booking is made frees the turn for
// others.
func TestClientGoesAway(t *testing.T) {
	g := newGate()
	a := begin(t, options{clock: g.clock})
	ctx, leave := context.WithCancel(t.Context())
	gone := make(chan error, 1)
	go func() {
		_, _, err := send(ctx, http.MethodPost, a.url+"/requests", "k", asked("asked"))
		gone <- err
	}()
	<-g.asked
	leave()
	require.ErrorIs(t, <-gone, context.Canceled)
	close(g.open)
	assert.Contains(t, <-a.lines, "POST /requests")
	a.post(http.StatusOK, "/requests", "k", asked("asked"))
	assert.Equal(t, 1, a.day.Version().Number, "once, whether the first was made or not")
}

// SIGTERM while a request is under way: its client still gets the answer.
func TestShutdown(t *testing.T) {
	ctx, stop := signal.NotifyContext(t.Context(), syscall.SIGTERM)
	defer stop()
	g := newGate()
	a := begin(t, options{})
	handler, err := newBackend(t.Context(), discard(), a.db, a.day, options{steps: 20, bytes: 1 << 16, clock: g.clock})
	require.NoError(t, err)
	listener, err := net.Listen("tcp", "localhost:0")
	require.NoError(t, err)
	ended := make(chan error, 1)
	go func() { ended <- serve(ctx, listener, handler) }()
	url := "http://" + listener.Addr().String()
	answers := make(chan []byte, 1)
	go func() {
		status, answer, err := send(t.Context(), http.MethodPost, url+"/requests", "k", asked("asked"))
		assert.NoError(t, err)
		assert.Equal(t, http.StatusOK, status, "%s", answer)
		answers <- answer
	}()
	<-g.asked
	self, err := os.FindProcess(os.Getpid())
	require.NoError(t, err)
	if err := self.Signal(syscall.SIGTERM); err != nil {
		t.Skip("no signals here: ", err)
	}
	<-ctx.Done()
	close(g.open)
	assert.Contains(t, string(bytes.TrimSpace(<-answers)), `"version":1`)
	require.NoError(t, <-ended)
	_, _, err = send(t.Context(), http.MethodGet, url+"/healthz", "", "")
	assert.Error(t, err, "nobody listens any more")
}
