package compare

import (
	"crypto/sha256"
	"encoding/hex"
	"os"

	"github.com/paidan/paidan/bench/suite"
	"github.com/paidan/paidan/roster"
)

// Problem is what all contestants are asked to solve.
type Problem struct {
	Name string
	// Class of instances it belongs to, such as "RC2"; empty: none.
	Class string
	// File which the contestants read: an instance of Suite, or the neutral
	// file of a day. Ours is what our own solver reads instead; empty: File.
	File, Ours string
	// Suite of the instance; empty: a day.
	Suite suite.Suite
	// Jobs of the problem.
	Jobs int
	// Best known cost; 0: unknown.
	Best float64
	// Hash of the files, so that runs of another problem with the same name
	// are not taken for this one's.
	Hash string

	judge func(*Answer) Verdict
}

// Verdict is what the judge says of an answer.
type Verdict struct {
	// Cost in the problem's units.
	Cost float64
	// Points of the plan, in which our solver's progress is told.
	Points roster.Points
	Routes int
	// Served jobs.
	Served int
	// Fault is the first rule broken; empty: the answer is good.
	Fault string
}

// Judge judges an answer.
func (p *Problem) Judge(a *Answer) Verdict { return p.judge(a) }

// SuiteProblem reads an instance of a public suite.
func SuiteProblem(s suite.Suite, path string) (*Problem, error) {
	in, err := suite.Read(s, path)
	if err != nil {
		return nil, err
	}
	p := &Problem{Name: in.Name, Class: ClassOf(in.Name), File: path, Suite: s, Best: in.Best.Cost, Jobs: len(in.Problem.Jobs)}
	if p.Hash, err = hashOf(path); err != nil {
		return nil, err
	}
	p.judge = func(a *Answer) Verdict { return judgeSuite(in, a) }
	return p, nil
}

// judgeSuite turns an answer into a plan, has it checked, and takes the cost
// in the suite's own arithmetic.
func judgeSuite(in *suite.Instance, a *Answer) Verdict {
	plan, err := in.Plan(a.Routes)
	if err != nil {
		return Verdict{Fault: err.Error()}
	}
	v := judgePlan(in.Problem, plan)
	if v.Fault != "" {
		return v
	}
	if v.Cost, err = in.AnswerCost(a.Routes); err != nil {
		v.Fault = err.Error()
	}
	return v
}

// hashOf is the beginning of a file's SHA-256 in hex.
func hashOf(path string) (string, error) {
	data, err := os.ReadFile(path)
	if err != nil {
		return "", err
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:6]), nil
}
