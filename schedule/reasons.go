package schedule

import (
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

func (k *packed) explainAll(plan *roster.Plan, res *core.Result) {
	for i := range plan.Unassigned {
		plan.Unassigned[i].Class = roster.ClassNotFound
		plan.Unassigned[i].Reasons = []roster.Reason{{Code: roster.ReasonNotFound}}
	}
}
