package compare

import (
	"path/filepath"

	"github.com/paidan/paidan/roster"
)

// DayProblem reduces a valid problem to what rivals can express and writes it
// into a folder, in the neutral form and in ours.
func DayProblem(p *roster.Problem, name string, rivals []Rival, dir string) (*Problem, *Reduction, error) {
	reduced, told, err := Reduce(p, CommonRules(rivals))
	if err != nil {
		return nil, nil, err
	}
	d, err := newDay(reduced, told.Kept)
	if err != nil {
		return nil, nil, err
	}
	if err := d.export(dir); err != nil {
		return nil, nil, err
	}
	out := &Problem{Name: name, File: filepath.Join(dir, NeutralFile), Ours: filepath.Join(dir, OursFile), Jobs: len(reduced.Jobs), judge: d.judge}
	if out.Hash, err = hashOf(out.Ours); err != nil {
		return nil, nil, err
	}
	return out, told, nil
}

// judge has the plan of an answer checked.
func (d *day) judge(a *Answer) Verdict {
	plan := a.Plan
	if plan == nil {
		var err error
		if plan, err = d.plan(a.Routes); err != nil {
			return Verdict{Fault: err.Error()}
		}
	}
	return judgePlan(d.problem, plan)
}
