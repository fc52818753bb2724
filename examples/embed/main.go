// Command embed is an agency's planning backend over HTTP, small enough to
// read in one go and take over:
//
//	go run ./examples/embed -addr localhost:8080 -limit 5s
//	curl --data-binary @examples/quickstart/day.json localhost:8080/plan > plan.json
//	jq -n '{problem: input, plan: input}' examples/quickstart/day.json plan.json |
//		curl --data-binary @- 'localhost:8080/explain?job=infant-1'
//
// Faults of the input come back with status 422 as {"faults": [{"path",
// "code", "hint"}, …]}. On SIGTERM no request is cut off: running searches
// end early and answer with the best plan so far.
package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"flag"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"runtime"
	"syscall"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

func main() {
	addr := flag.String("addr", "localhost:8080", "where to listen")
	limit := flag.Duration("limit", 5*time.Second, "how long to search for a plan")
	flag.Parse()
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	listener, err := net.Listen("tcp", *addr)
	if err == nil {
		log.Info("listening", "addr", listener.Addr().String())
		err = serve(ctx, listener, newBackend(log, *limit, 64<<20))
	}
	if err != nil {
		log.Error("stopped", "error", err)
		os.Exit(1)
	}
}

// serve answers until ctx ends and every request has its answer.
func serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadTimeout: time.Minute,
		BaseContext: func(net.Listener) context.Context { return ctx }}
	done := make(chan error, 1)
	keep := context.AfterFunc(ctx, func() {
		grace, cancel := context.WithTimeout(context.Background(), 10*time.Second)
		defer cancel()
		done <- server.Shutdown(grace)
	})
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		keep()
		return err
	}
	return <-done
}

type backend struct {
	log   *slog.Logger
	limit time.Duration // of one search
	bytes int64         // of one request
	slots chan struct{} // one for each search at a time: a search keeps one core busy
}

func newBackend(log *slog.Logger, limit time.Duration, bytes int64) http.Handler {
	b := &backend{log: log, limit: limit, bytes: bytes, slots: make(chan struct{}, runtime.GOMAXPROCS(0))}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", func(http.ResponseWriter, *http.Request) {})
	mux.HandleFunc("POST /plan", b.answer(b.plan))
	mux.HandleFunc("POST /explain", b.answer(b.explain))
	return mux
}

// answer makes a handler of work, with a line of log that holds no data of
// the problem.
func (b *backend) answer(work func(context.Context, *http.Request, io.Reader) ([]byte, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		began, status := time.Now(), http.StatusOK
		ctx, cancel := context.WithTimeout(r.Context(), b.limit+10*time.Second)
		defer cancel()
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, b.bytes))
		if err == nil {
			select {
			case b.slots <- struct{}{}:
				defer func() { <-b.slots }()
				body, err = work(ctx, r, bytes.NewReader(body))
			case <-ctx.Done():
				err = ctx.Err()
			}
		}
		if err != nil {
			status, body = refusal(err)
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write(body)
		b.log.Info("request", "pattern", r.Pattern, "status", status, "bytes", len(body), "took", time.Since(began))
	}
}

func (b *backend) plan(ctx context.Context, _ *http.Request, body io.Reader) ([]byte, error) {
	problem, err := roster.DecodeProblem(body)
	if err != nil {
		return nil, err
	}
	// Solve validates first, and ends early when the client goes away.
	plan, err := schedule.Solve(ctx, problem, schedule.Options{Limit: b.limit})
	if err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = roster.EncodePlan(&out, plan)
	return out.Bytes(), err
}

func (b *backend) explain(ctx context.Context, r *http.Request, body io.Reader) ([]byte, error) {
	var raw struct{ Problem, Plan json.RawMessage }
	if err := json.NewDecoder(body).Decode(&raw); err != nil {
		return nil, &roster.Fault{Code: roster.FaultSyntax, Hint: `want {"problem": …, "plan": …}`}
	}
	problem, err := roster.DecodeProblem(bytes.NewReader(raw.Problem))
	if err != nil {
		return nil, err
	}
	plan, err := roster.DecodePlan(bytes.NewReader(raw.Plan))
	if err != nil {
		return nil, err
	}
	why, err := schedule.Explain(ctx, problem, plan, r.URL.Query().Get("job"))
	if err != nil {
		return nil, err
	}
	return json.Marshal(why)
}
