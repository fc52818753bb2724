package main

import (
	"bytes"
	"context"
	"encoding/json"
	"net/http"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// health tells that the database answers, and the version it is at.
func (b *backend) health(ctx context.Context, _ *http.Request, _ []byte) ([]byte, error) {
	if err := b.db.db.PingContext(ctx); err != nil {
		return nil, err
	}
	return outcome{Version: b.day.Version().Number}.text(), nil
}

// today is the plan of a day for a dispatcher.
type today struct {
	Version    int         `json:"version"`
	Day        roster.Date `json:"day"`
	Routes     []route     `json:"routes"`
	Unassigned []missing   `json:"unassigned,omitempty"`
}

type route struct {
	Worker string    `json:"worker"`
	Shift  string    `json:"shift"`
	Depart time.Time `json:"depart"`
	Return time.Time `json:"return"`
	Visits []visit   `json:"visits"`
}

type visit struct {
	Job      string    `json:"job"`
	Customer string    `json:"customer"`
	Service  string    `json:"service"`
	Start    time.Time `json:"start"`
	End      time.Time `json:"end"`
	Accepted bool      `json:"accepted,omitempty"`
}

type missing struct {
	Job     string          `json:"job"`
	Class   roster.Class    `json:"class"`
	Reasons []roster.Reason `json:"reasons,omitempty"`
}

// plan tells today's routes, or those of ?day=2026-11-24.
func (b *backend) plan(ctx context.Context, r *http.Request, _ []byte) ([]byte, error) {
	v := b.day.Version()
	view, err := roster.NewView(v.Problem)
	if err != nil {
		return nil, err
	}
	accepted, err := b.db.accepted(ctx)
	if err != nil {
		return nil, err
	}
	now := b.clock()
	if now.Before(v.Problem.Horizon.Start) {
		now = v.Problem.Horizon.Start
	}
	out := today{Version: v.Number, Day: roster.DateOf(now.In(view.Zone)), Routes: []route{}}
	if text := r.URL.Query().Get("day"); text != "" {
		if err := out.Day.UnmarshalText([]byte(text)); err != nil {
			return nil, &roster.Fault{Path: "query.day", Code: roster.FaultSyntax, Hint: "want a date such as 2026-11-23"}
		}
	}
	for i := range v.Plan.Routes {
		from := &v.Plan.Routes[i]
		if roster.DateOf(from.Depart.In(view.Zone)) != out.Day {
			continue
		}
		to := route{Worker: from.Worker, Shift: from.Shift, Depart: from.Depart, Return: from.Return}
		for k := range from.Stops {
			s := &from.Stops[k]
			if j, ok := view.JobIndex(s.Job); ok && s.Kind == roster.VisitStop {
				job := &view.Problem.Jobs[j]
				to.Visits = append(to.Visits, visit{s.Job, job.Customer, job.Service, s.Start, s.End, accepted[[2]string{s.Job, from.Worker}]})
			}
		}
		out.Routes = append(out.Routes, to)
	}
	for _, u := range v.Plan.Unassigned {
		out.Unassigned = append(out.Unassigned, missing{u.Job, u.Class, u.Reasons})
	}
	return json.Marshal(out)
}

// explain tells who does a job, or why nobody.
func (b *backend) explain(ctx context.Context, r *http.Request, _ []byte) ([]byte, error) {
	v := b.day.Version()
	why, err := schedule.Explain(ctx, v.Problem, v.Plan, r.PathValue("job"))
	if err != nil {
		return nil, err
	}
	return json.Marshal(why)
}

// quote tells the times which can be promised, each with a token that is good
// for a quarter of an hour.
func (b *backend) quote(ctx context.Context, _ *http.Request, body []byte) ([]byte, error) {
	request, err := schedule.DecodeRequest(bytes.NewReader(body))
	if err != nil {
		return nil, err
	}
	if err := wait(ctx, b.quotes); err != nil {
		return nil, err
	}
	defer func() { <-b.quotes }()
	now := b.clock()
	slots, err := b.day.Quote(ctx, now, request, schedule.QuoteOptions{Iterations: b.steps, Repairs: 8, NoDisplacing: true,
		Key: b.secret, Expires: now.Add(15 * time.Minute)})
	if err != nil {
		return nil, err
	}
	return json.Marshal(map[string]any{"slots": slots})
}
