package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"net/http"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
	"github.com/paidan/paidan/schedule/live"
)

// once makes work of what changes the day: one at a time, and each key once.
// A request which comes again, since its answer was lost, is answered with
// what was kept.
func (b *backend) once(do work) work {
	return func(ctx context.Context, r *http.Request, body []byte) ([]byte, error) {
		key := r.Header.Get("Idempotency-Key")
		if key == "" || len(key) > 200 {
			return nil, &roster.Fault{Path: "header.Idempotency-Key", Code: roster.FaultFieldMissing, Hint: "give each change a key of its own, up to 200 characters"}
		}
		if err := wait(ctx, b.turn); err != nil {
			return nil, err
		}
		defer func() { <-b.turn }()
		sum := sha256.Sum256(append([]byte(r.Method+" "+r.URL.Path+"\n"), body...))
		request := hex.EncodeToString(sum[:])
		before, answer, known, err := b.db.answer(ctx, key)
		switch {
		case err != nil:
			return nil, err
		case known && before != request:
			return nil, &roster.Fault{Path: "header.Idempotency-Key", Code: "key_reused", Hint: "the key belongs to another request"}
		case known:
			return answer, nil
		}
		return do(withReceipt(ctx, receipt{key, request}), r, body)
	}
}

// outcome is what is told of a change.
type outcome struct {
	Version int `json:"version"`
	// Visits of a booking, and the jobs it moved or displaced.
	Visits    []schedule.SlotVisit `json:"visits,omitempty"`
	Moved     []string             `json:"moved,omitempty"`
	Displaced []string             `json:"displaced,omitempty"`
	// Changes of the plan, and whom to call about them.
	Changes []schedule.Disruption `json:"changes,omitempty"`
	Calls   []schedule.Call       `json:"calls,omitempty"`
}

func outcomeOf(v *live.Version) outcome {
	o := outcome{Version: v.Number}
	if c := v.Booking; c != nil {
		o.Visits, o.Moved, o.Displaced = c.Visits, c.Moved, c.Displaced
	}
	if c := v.Change; c != nil {
		o.Changes, o.Calls = c.Disruptions, c.Calls
	}
	return o
}

func (o outcome) text() []byte {
	text, _ := json.Marshal(o) // plain data
	return text
}

// request adds a job, without a promise of a time.
func (b *backend) request(ctx context.Context, _ *http.Request, body []byte) ([]byte, error) {
	request, err := schedule.DecodeRequest(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if request.Job == nil {
		return nil, &roster.Fault{Path: "series", Code: schedule.FaultRequest, Hint: "ask for a quote of a series"}
	}
	return b.apply(ctx, schedule.Event{Kind: schedule.JobAdded, NewJob: request.Job, NewCustomer: request.Customer})
}

// book makes a promise of a quote part of the plan.
func (b *backend) book(ctx context.Context, _ *http.Request, body []byte) ([]byte, error) {
	var in struct {
		Token string `json:"token"`
	}
	if err := strict(body, &in); err != nil {
		return nil, err
	}
	v, err := b.day.Book(ctx, in.Token, schedule.CommitOptions{Key: b.secret, Now: b.clock()})
	if err != nil {
		return nil, err
	}
	return outcomeOf(v).text(), nil
}

// accept notes that a worker will do a visit of the present plan.
func (b *backend) accept(ctx context.Context, r *http.Request, _ []byte) ([]byte, error) {
	job, worker := r.PathValue("job"), r.PathValue("worker")
	v := b.day.Version()
	if !offered(v.Plan, job, worker) {
		return nil, errOffer
	}
	answer := outcome{Version: v.Number}.text()
	return answer, b.db.accept(context.WithoutCancel(ctx), job, worker, answer)
}

// decline takes a visit from a worker and finds somebody else.
func (b *backend) decline(ctx context.Context, r *http.Request, _ []byte) ([]byte, error) {
	job, worker := r.PathValue("job"), r.PathValue("worker")
	if !offered(b.day.Version().Plan, job, worker) {
		return nil, errOffer
	}
	return b.apply(ctx, schedule.Event{Kind: schedule.OfferDeclined, Job: job, Worker: worker})
}

// offered reports whether a plan has a visit of a job with a worker.
func offered(plan *roster.Plan, job, worker string) bool {
	for i := range plan.Routes {
		for k := range plan.Routes[i].Stops {
			if s := &plan.Routes[i].Stops[k]; plan.Routes[i].Worker == worker && s.Kind == roster.VisitStop && s.Job == job {
				return true
			}
		}
	}
	return false
}

// events repairs the plan after what has happened: a list of
// [schedule.Event].
func (b *backend) events(ctx context.Context, _ *http.Request, body []byte) ([]byte, error) {
	events, err := schedule.DecodeEvents(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	return b.apply(ctx, events...)
}

// apply makes the next version of events.
func (b *backend) apply(ctx context.Context, events ...schedule.Event) ([]byte, error) {
	v := b.day.Version()
	opts := schedule.ReplanOptions{Options: schedule.Options{Iterations: b.steps}}
	if now := b.clock(); now.After(v.Now) && !now.Before(v.Problem.Horizon.Start) {
		opts.Now = now
	}
	v, err := b.day.Apply(ctx, v.Number, events, opts)
	if err != nil {
		return nil, err
	}
	return outcomeOf(v).text(), nil
}

// strict reads a body which has nothing unknown and nothing after it.
func strict(body []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(body))
	d.DisallowUnknownFields()
	err := d.Decode(into)
	if err == nil {
		if _, err = d.Token(); err == io.EOF {
			return nil
		}
	}
	return &roster.Fault{Code: roster.FaultSyntax, Hint: `want {"token": "…"}`}
}
