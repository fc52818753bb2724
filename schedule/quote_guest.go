package schedule

import (
	"context"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
	"github.com/paidan/paidan/scoring"
	"github.com/paidan/paidan/travel"
)

// guest is a request for one job of one worker, translated alone, so that the
// days which a quoter keeps packed can be asked about it without being packed
// again.
type guest struct {
	*packed
	place  int32
	source *travel.Source
	point  *scoring.Point
	// duration of the work, again without setting up; what it needs.
	duration, again int64
	equipment       []string
	consumes        []roster.Quantity
	service         int32
}

// guest returns nil for a request which needs more than a kept day knows:
// more than one visit, own rules, ways from tables.
func (q *Quoter) guest(ctx context.Context, a *asked) (*guest, error) {
	if len(a.jobs) != 1 || a.crew() > 1 || !q.apart || q.atlas == nil || len(q.h.rulebook.Gates)+len(q.h.rulebook.Criteria) > 0 {
		return nil, nil
	}
	job := &a.jobs[0]
	service := a.view.Service(job)
	if service.LiveIn {
		return nil, nil
	}
	g := &guest{packed: &packed{hooks: q.h, view: a.view, gates: a.gates, scorer: scoring.New(a.view, q.h.rulebook)},
		duration: int64(a.view.Duration(job)), again: int64(a.view.Duration(job) - a.view.Setup(job)), consumes: a.view.Consumes(job)}
	g.packVisits()
	g.equipment = g.packed.equipment(0)
	catalogue := a.view.Problem.Catalogue
	g.service = int32(slices.IndexFunc(catalogue, func(s roster.Service) bool { return s.Code == job.Service }))
	at := a.view.Place(job)
	if at.Location != nil {
		point := scoring.PointOf(*at.Location)
		g.point = &point
	}
	var err error
	if g.place, g.source, err = q.atlas.find(ctx, at); err != nil {
		return nil, err
	}
	return g, nil
}

// cost is the static cost of the guest with a worker of the whole problem who
// takes dur seconds.
func (g *guest) cost(worker int, dur int32) int64 {
	w := &g.view.Problem.Workers[worker]
	points := g.scorer.Cost(worker, 0) + g.sharingFee(worker, 0).Points()
	if !g.view.Weights.IgnorePay {
		points += w.Pay.PerVisit.Points()
	}
	return int64(points) + g.payRate(w)*int64(dur)
}

// at translates the guest, with the windows of a job, for a kept day; false
// where the day lacks what it needs.
func (g *guest) at(k *packed, job *roster.Job) (*core.Guest, bool) {
	c := k.core
	out := &core.Guest{Job: core.Job{Place: g.place, Service: g.service}}
	for _, percent := range k.percents {
		out.Durations = append(out.Durations, longAt(g.duration, percent))
		if c.Again != nil {
			out.Again = append(out.Again, longAt(g.again, percent))
		}
	}
	if g.again != g.duration && c.Again == nil {
		return nil, false
	}
	out.Demand = make([]int32, c.Types)
	for _, q := range g.consumes {
		d := slices.Index(k.types, q.Type)
		if d < 0 && q.Quantity > 0 {
			return nil, false
		}
		if d >= 0 {
			out.Demand[d] += int32(min(q.Quantity, core.Latest))
		}
	}
	stores := k.view.Problem.Stores
	for _, e := range g.equipment {
		bit := slices.Index(k.tools, e)
		if bit < 0 && slices.ContainsFunc(stores, func(s roster.Store) bool { return contains(s.Equipment, e) }) {
			return nil, false
		}
		if bit >= 0 {
			out.Job.Tools |= 1 << bit
		}
	}
	own := &packed{view: k.view, core: &core.Problem{}}
	own.packWindows(job, &out.Job, time.Time{}, false, 0)
	out.Windows, out.Preferred = own.core.Windows, own.core.Preferred
	return out, true
}
