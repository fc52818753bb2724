package main

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"runtime"
	"time"

	"github.com/paidan/paidan/schedule/live"
)

// options of a backend.
type options struct {
	steps int64            // of a quote's or a repair's search
	clock func() time.Time // what time it is
	bytes int64            // of one request
}

// backend answers for one day.
type backend struct {
	options
	log    *slog.Logger
	db     *store
	day    *live.Day
	secret []byte        // seals tokens
	turn   chan struct{} // changes come one after the other
	quotes chan struct{} // one for each quote at a time: it keeps one core busy
}

func newBackend(ctx context.Context, log *slog.Logger, db *store, day *live.Day, o options) (http.Handler, error) {
	b := &backend{options: o, log: log, db: db, day: day, turn: make(chan struct{}, 1), quotes: make(chan struct{}, runtime.GOMAXPROCS(0))}
	var err error
	if b.secret, err = db.secret(ctx); err != nil {
		return nil, err
	}
	mux := http.NewServeMux()
	mux.HandleFunc("GET /healthz", b.answer(b.health))
	mux.HandleFunc("GET /plan", b.answer(b.plan))
	mux.HandleFunc("GET /jobs/{job}", b.answer(b.explain))
	mux.HandleFunc("POST /quotes", b.answer(b.quote))
	mux.HandleFunc("POST /requests", b.answer(b.once(b.request)))
	mux.HandleFunc("POST /bookings", b.answer(b.once(b.book)))
	mux.HandleFunc("POST /offers/{job}/{worker}/accept", b.answer(b.once(b.accept)))
	mux.HandleFunc("POST /offers/{job}/{worker}/decline", b.answer(b.once(b.decline)))
	mux.HandleFunc("POST /events", b.answer(b.once(b.events)))
	return mux, nil
}

// work makes an answer of a request and its body.
type work func(ctx context.Context, r *http.Request, body []byte) ([]byte, error)

// answer makes a handler of work, with a line of log that holds no data of
// the day.
func (b *backend) answer(do work) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		began, status := time.Now(), http.StatusOK
		body, err := io.ReadAll(http.MaxBytesReader(w, r.Body, b.bytes))
		if err == nil {
			body, err = do(r.Context(), r, body)
		}
		if err != nil {
			if status, body = refusal(err); status == http.StatusInternalServerError {
				b.log.Error("internal", "pattern", r.Pattern, "error", err)
			}
		}
		w.Header().Set("Content-Type", "application/json")
		w.WriteHeader(status)
		_, _ = w.Write(body)
		b.log.Info("request", "pattern", r.Pattern, "status", status, "bytes", len(body), "took", time.Since(began))
	}
}

// wait takes one of a number of places; leave it again by receiving from it.
func wait(ctx context.Context, places chan struct{}) error {
	select {
	case places <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}
