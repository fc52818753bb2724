package schedule

import "github.com/paidan/paidan/roster"

// validate returns every fault of the problem together.
func validate(p *roster.Problem, h *hooks) error { return p.ValidateWith(h.rulebook) }
