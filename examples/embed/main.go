// Command embed is an agency's planning backend: HTTP in front, SQLite
// behind, and one day which is planned, booked into and repaired while it
// happens. See README.md for a tour.
//
//	go run ./examples/embed -db /tmp/agency.db -clock 2026-11-23T07:00:00+08:00
//
// Whatever it has answered with 200 is on disk: after kill -9 it goes on where
// it was. A change needs a header Idempotency-Key; the same request with the
// same key is carried out once and answered again.
//
//	main.go     flags, start, shutdown
//	server.go   routes, limits, log
//	change.go   what changes the day, and its keys
//	look.go     what only reads
//	store.go    SQLite
//	refusal.go  errors as JSON
package main

import (
	"context"
	"errors"
	"flag"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
	"github.com/paidan/paidan/schedule/live"
)

func main() {
	addr := flag.String("addr", "localhost:8080", "where to listen")
	path := flag.String("db", "agency.db", "database; made where there is none")
	problem := flag.String("problem", "examples/quickstart/day.json", "what a new database plans")
	limit := flag.Duration("limit", 5*time.Second, "how long to search for the first plan")
	steps := flag.Int64("steps", 200, "how long a quote or a repair searches")
	fixed := flag.String("clock", "", "pretend that it is this time, such as 2026-11-23T07:00:00+08:00")
	flag.Parse()
	log := slog.New(slog.NewJSONHandler(os.Stderr, nil))
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	clock := time.Now
	if *fixed != "" {
		at, err := time.Parse(time.RFC3339, *fixed)
		if err != nil {
			log.Error("-clock: want a time such as 2026-11-23T07:00:00+08:00")
			os.Exit(2)
		}
		clock = func() time.Time { return at }
	}
	if err := run(ctx, log, *addr, *path, *problem, *limit, *steps, clock); err != nil {
		log.Error("stopped", "error", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, log *slog.Logger, addr, path, problem string, limit time.Duration, steps int64, clock func() time.Time) error {
	db, err := open(ctx, path)
	if err != nil {
		return err
	}
	defer db.Close()
	day, err := db.day(ctx)
	if errors.Is(err, errNew) {
		day, err = publish(ctx, db, problem, limit)
	}
	if err != nil {
		return err
	}
	handler, err := newBackend(ctx, log, db, day, options{steps: steps, clock: clock, bytes: 1 << 20})
	if err != nil {
		return err
	}
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	log.Info("listening", "addr", listener.Addr().String(), "version", day.Version().Number)
	return serve(ctx, listener, handler)
}

// publish plans a problem and keeps the plan as the day's first version.
func publish(ctx context.Context, db *store, path string, limit time.Duration) (*live.Day, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	problem, err := roster.DecodeProblem(f)
	if err != nil {
		return nil, err
	}
	plan, err := schedule.Solve(ctx, problem, schedule.Options{Limit: limit})
	if err != nil {
		return nil, err
	}
	return live.Begin(ctx, problem, plan, db)
}

// serve answers until ctx ends and every request has its answer.
func serve(ctx context.Context, listener net.Listener, handler http.Handler) error {
	server := &http.Server{Handler: handler, ReadTimeout: time.Minute}
	done := make(chan error, 1)
	keep := context.AfterFunc(ctx, func() {
		grace, cancel := context.WithTimeout(context.Background(), time.Minute)
		defer cancel()
		done <- server.Shutdown(grace)
	})
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		keep()
		return err
	}
	return <-done
}
