package compare

import (
	"fmt"

	"github.com/paidan/paidan/roster"
)

// judgePlan asks the independent checker about a plan. Score, figures and the
// parts of routes are the checker's to state: they are filled in from its
// first look, and the second must find nothing wrong. A mandatory job left
// out is a fault. The plan is changed.
func judgePlan(p *roster.Problem, plan *roster.Plan) Verdict {
	report := roster.Check(p, plan, roster.CheckOptions{})
	for i := range plan.Routes {
		plan.Routes[i].Parts = report.RouteParts[i]
		for k := range plan.Routes[i].Stops {
			plan.Routes[i].Stops[k].Parts = nil
		}
	}
	plan.Score = roster.Score{Missed: report.Missed, Total: report.Total, Parts: report.Parts}
	plan.Figures = report.Figures
	report = roster.Check(p, plan, roster.CheckOptions{})
	v := Verdict{Cost: report.Total.Units(), Points: report.Total, Routes: len(plan.Routes), Served: report.Figures.Served}
	for _, m := range report.Missed {
		if m.Tier == roster.MandatoryTier {
			v.Fault = fmt.Sprintf("%d mandatory jobs left out", m.Jobs)
		}
	}
	if len(report.Violations) > 0 {
		first := report.Violations[0]
		v.Fault = fmt.Sprintf("%d rules broken, first %s at %s", len(report.Violations), first.Code, first.Path)
	}
	return v
}
