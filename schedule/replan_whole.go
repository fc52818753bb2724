package schedule

import (
	"fmt"
	"slices"
	"strings"

	"github.com/paidan/paidan/roster"
)

// whole is the problem after events of which a region was planned.
type whole struct {
	applied   *Applied
	view      *roster.View // of the problem
	published *roster.Plan
	region    *region
	hooks     *hooks
	orderOf   map[string]int
}

// apartError tells that a region's plan does not fit into that of the whole,
// because of what these workers do.
type apartError struct{ workers []string }

func (e *apartError) Error() string {
	return fmt.Sprintf("schedule: %d workers outside the region are concerned", len(e.workers))
}

// with puts a region's plan into the published one. The checker judges the
// whole and tells its score and figures; that it agrees with the parts of
// every route and stop, as the region has priced them, is part of it.
func (w *whole) with(part *roster.Plan) (*roster.Plan, error) {
	p := w.applied.Problem
	if w.orderOf == nil {
		w.orderOf = map[string]int{}
		for i := range p.Workers {
			for s := range p.Workers[i].Shifts {
				w.orderOf[p.Workers[i].Shifts[s].ID] = len(w.orderOf)
			}
		}
	}
	plan := *part
	plan.Routes, plan.Unassigned = slices.Clone(part.Routes), nil
	for _, r := range w.published.Routes {
		if !w.region.shifts[r.Shift] {
			plan.Routes = append(plan.Routes, r)
		}
	}
	slices.SortFunc(plan.Routes, func(a, b roster.Route) int { return w.orderOf[a.Shift] - w.orderOf[b.Shift] })
	left := map[string]roster.Unassigned{}
	for _, u := range w.published.Unassigned {
		left[u.Job] = u
	}
	here := map[string]bool{}
	for _, u := range part.Unassigned {
		here[u.Job] = true
		if _, before := left[u.Job]; !before {
			left[u.Job] = u
		}
	}
	for i := range p.Jobs {
		id := p.Jobs[i].ID
		if u, ok := left[id]; ok && (here[id] || !w.region.jobs[id]) {
			plan.Unassigned = append(plan.Unassigned, u)
		}
	}
	report := roster.Check(p, &plan, roster.CheckOptions{Roads: w.hooks.roads, Rulebook: w.hooks.rulebook})
	apart := &apartError{}
	for _, v := range report.Violations {
		switch v.Code {
		case roster.ViolationScoreParts, roster.ViolationScoreTotal, roster.ViolationMissed, roster.ViolationFigures:
			continue
		}
		if v.Worker != "" && !w.region.workers[v.Worker] && !slices.Contains(apart.workers, v.Worker) {
			apart.workers = append(apart.workers, v.Worker)
		}
		if v.Worker == "" || w.region.workers[v.Worker] {
			apart.workers = nil // widening would not help
			return nil, apart
		}
	}
	if len(apart.workers) > 0 {
		slices.SortFunc(apart.workers, strings.Compare)
		return nil, apart
	}
	plan.Score = roster.Score{Missed: report.Missed, Total: report.Total, Parts: report.Parts}
	if plan.Score.Parts == nil {
		plan.Score.Parts = []roster.Part{}
	}
	plan.Figures = report.Figures
	return &plan, nil
}
