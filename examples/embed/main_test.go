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
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
)

// logs is a log which tests may read while it is written.
type logs struct {
	mu   sync.Mutex
	text strings.Builder
}

func (l *logs) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *logs) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

func day(t *testing.T) []byte {
	data, err := os.ReadFile("../quickstart/day.json")
	require.NoError(t, err)
	return data
}

func start(t *testing.T, limit time.Duration, size int64) (url string, log *logs) {
	log = &logs{}
	s := httptest.NewServer(newBackend(slog.New(slog.NewTextHandler(log, nil)), limit, size))
	t.Cleanup(s.Close)
	return s.URL, log
}

func post(t *testing.T, url string, body []byte) (status int, answer []byte) {
	r, err := http.Post(url, "application/json", bytes.NewReader(body))
	require.NoError(t, err)
	defer r.Body.Close()
	answer, err = io.ReadAll(r.Body)
	require.NoError(t, err)
	return r.StatusCode, answer
}

func faultsOf(t *testing.T, answer []byte) []roster.Fault {
	var out struct{ Faults []roster.Fault }
	require.NoError(t, json.Unmarshal(answer, &out), "%s", answer)
	return out.Faults
}

func TestHealth(t *testing.T) {
	url, _ := start(t, time.Second, 1<<20)
	r, err := http.Get(url + "/healthz")
	require.NoError(t, err)
	r.Body.Close()
	assert.Equal(t, http.StatusOK, r.StatusCode)
	r, err = http.Get(url + "/plan")
	require.NoError(t, err)
	r.Body.Close()
	assert.Equal(t, http.StatusMethodNotAllowed, r.StatusCode)
}

// Several customers of the backend at once each get a plan which the checker
// accepts, and the log holds nothing of the problem.
func TestPlanConcurrently(t *testing.T) {
	const limit = 300 * time.Millisecond
	url, log := start(t, limit, 1<<20)
	problem, err := roster.DecodeProblem(bytes.NewReader(day(t)))
	require.NoError(t, err)
	var all sync.WaitGroup
	for range 4 {
		all.Go(func() {
			status, answer := post(t, url+"/plan", day(t))
			if !assert.Equal(t, http.StatusOK, status, "%s", answer) {
				return
			}
			plan, err := roster.DecodePlan(bytes.NewReader(answer))
			if assert.NoError(t, err) {
				assert.NoError(t, roster.Check(problem, plan, roster.CheckOptions{}).Err())
				assert.Greater(t, plan.Figures.Served, 40)
			}
		})
	}
	all.Wait()
	assert.Contains(t, log.String(), `pattern="POST /plan" status=200`)
	for i := range problem.Jobs {
		assert.NotContains(t, log.String(), problem.Jobs[i].ID)
	}
}

func TestExplain(t *testing.T) {
	url, _ := start(t, 200*time.Millisecond, 1<<20)
	_, plan := post(t, url+"/plan", day(t))
	body, err := json.Marshal(map[string]json.RawMessage{"problem": day(t), "plan": plan})
	require.NoError(t, err)
	status, answer := post(t, url+"/explain?job=infant-1", body)
	require.Equal(t, http.StatusOK, status, "%s", answer)
	assert.Contains(t, string(answer), roster.ReasonCertificateDate)

	status, answer = post(t, url+"/explain?job=nobody", body)
	assert.Equal(t, http.StatusUnprocessableEntity, status, "%s", answer)
}

func TestFaultsComeAllAtOnce(t *testing.T) {
	url, _ := start(t, time.Second, 1<<20)
	broken := bytes.Replace(day(t), []byte(`"jobs": [`), []byte(`"jobs": [{"id": "X", "customer": "C99", "service": "dayly_cleaning"},`), 1)
	status, answer := post(t, url+"/plan", broken)
	assert.Equal(t, http.StatusUnprocessableEntity, status)
	faults := faultsOf(t, answer)
	require.Len(t, faults, 2)
	assert.Equal(t, "jobs[0].customer", faults[0].Path)
	assert.Equal(t, roster.FaultReference, faults[1].Code)
	assert.Contains(t, faults[1].Hint, "daily_cleaning")

	for path, body := range map[string]string{"/plan": `{"jobz": []}`, "/explain?job=J1": `{"problem": 7`} {
		status, answer = post(t, url+path, []byte(body))
		assert.Equal(t, http.StatusUnprocessableEntity, status, path)
		assert.NotEmpty(t, faultsOf(t, answer), path)
	}
}

func TestTooLarge(t *testing.T) {
	url, _ := start(t, time.Second, 1000)
	status, answer := post(t, url+"/plan", day(t))
	assert.Equal(t, http.StatusRequestEntityTooLarge, status)
	assert.Equal(t, roster.FaultTooLarge, faultsOf(t, answer)[0].Code)
}

// A client which goes away ends its search and frees the place for others.
func TestClientGoesAway(t *testing.T) {
	url, log := start(t, time.Minute, 1<<20)
	ctx, cancel := context.WithTimeout(t.Context(), 300*time.Millisecond)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url+"/plan", bytes.NewReader(day(t)))
	require.NoError(t, err)
	_, err = http.DefaultClient.Do(request)
	require.ErrorIs(t, err, context.DeadlineExceeded)
	assert.Eventually(t, func() bool { return strings.Contains(log.String(), "POST /plan") }, 10*time.Second, 10*time.Millisecond)
}

// SIGTERM ends the search of a minute at once; its client still gets a plan.
func TestShutdown(t *testing.T) {
	ctx, stop := signal.NotifyContext(t.Context(), syscall.SIGTERM)
	defer stop()
	listener, err := net.Listen("tcp", "localhost:0")
	require.NoError(t, err)
	searching := make(chan struct{}, 1)
	handler := newBackend(slog.New(slog.DiscardHandler), time.Minute, 1<<20)
	ended := make(chan error, 1)
	go func() {
		ended <- serve(ctx, listener, http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
			searching <- struct{}{}
			handler.ServeHTTP(w, r)
		}))
	}()
	url := "http://" + listener.Addr().String()
	answers := make(chan []byte, 1)
	go func() {
		defer close(answers)
		status, answer := post(t, url+"/plan", day(t))
		assert.Equal(t, http.StatusOK, status, "%s", answer)
		answers <- answer
	}()
	<-searching
	time.Sleep(300 * time.Millisecond)
	self, err := os.FindProcess(os.Getpid())
	require.NoError(t, err)
	if err := self.Signal(syscall.SIGTERM); err != nil {
		t.Skip("no signals here: ", err)
	}
	plan, err := roster.DecodePlan(bytes.NewReader(<-answers))
	require.NoError(t, err)
	assert.Equal(t, roster.Cancelled, plan.Status)
	assert.Greater(t, plan.Figures.Served, 40)
	require.NoError(t, <-ended)
	_, err = http.Get(url + "/healthz")
	assert.Error(t, err, "nobody listens any more")
}
