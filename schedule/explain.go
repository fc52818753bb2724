package schedule

import (
	"context"
	"errors"

	"github.com/paidan/paidan/roster"
)

// Explanation tells why a job is served as it is, or not at all.
type Explanation struct {
	Job string `json:"job"`
	// Served by Worker from Start, where the plan serves it.
	Served bool   `json:"served"`
	Worker string `json:"worker,omitempty"`
	// Class of truth about a job which is not served.
	Class roster.Class `json:"class,omitempty"`
	// Reasons in short, as in the plan.
	Reasons []roster.Reason `json:"reasons,omitempty"`
	// Workers, best first: those who could take it, then the others.
	Workers []WorkerAnswer `json:"workers"`
}

// WorkerAnswer is what one worker means for a job.
type WorkerAnswer struct {
	Worker string `json:"worker"`
	Shift  string `json:"shift,omitempty"`
	// Gates closed to this worker; empty: allowed.
	Gates []string `json:"gates,omitempty"`
	// Fits tells whether the job fits into the worker's present route; Delta
	// is then the change of the plan's cost, without the job's value, and
	// After the job it would follow ("" at the start).
	Fits  bool          `json:"fits"`
	Delta roster.Points `json:"delta,omitempty"`
	Parts []roster.Part `json:"parts,omitempty"`
	After string        `json:"after,omitempty"`
	// Blocks is the reason why it does not fit, and Jobs those without which
	// it would.
	Blocks string   `json:"blocks,omitempty"`
	Jobs   []string `json:"jobs,omitempty"`
}

// Explain tells why the plan serves or does not serve a job.
func Explain(ctx context.Context, p *roster.Problem, plan *roster.Plan, job string, with ...Hook) (*Explanation, error) {
	return nil, errors.New("schedule: being written")
}
