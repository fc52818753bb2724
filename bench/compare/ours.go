package compare

import (
	"context"
	"encoding/json"
	"fmt"
	"strconv"
)

// OurName is what our solver is called in tables.
const OurName = "paidan"

// Ours is our solver, run as a process of the given executable of the paidan
// command, on one thread.
func Ours(executable string, clock Clock) Contestant {
	return Contestant{OurName, func(ctx context.Context, p *Problem, t Trial) (*Answer, error) {
		file := p.File
		if p.Ours != "" {
			file = p.Ours
		}
		args := []string{"bench", "trial", file, "--time", t.Budget.String(),
			"--seed", strconv.FormatUint(t.Seed, 10), "--clock", string(clock)}
		if p.Suite != "" {
			args = append(args, "--suite", string(p.Suite))
		}
		out, answer, err := command{name: executable, args: args, env: []string{"GOMAXPROCS=1"}}.run(ctx, t.Budget)
		if err != nil {
			return nil, err
		}
		var told trialReport
		if err := json.Unmarshal(out, &told); err != nil {
			return nil, fmt.Errorf("answer of %s: %w", executable, err)
		}
		answer.Routes, answer.Plan, answer.Trace, answer.Iterations = told.Routes, told.Plan, told.Trace, told.Iterations
		return &answer, nil
	}}
}
