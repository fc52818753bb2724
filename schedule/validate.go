package schedule

import (
	"errors"

	"github.com/paidan/paidan/roster"
)

// validate returns every fault of the problem and everything in it which the
// solver cannot do, together.
func validate(p *roster.Problem, h *hooks) error {
	var faults roster.Faults
	for _, err := range []error{p.ValidateWith(h.rulebook), p.Unsupported()} {
		var some roster.Faults
		if errors.As(err, &some) {
			faults = append(faults, some...)
		} else if err != nil {
			return err
		}
	}
	if len(faults) > 0 {
		return faults
	}
	return nil
}
