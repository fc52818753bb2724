package simulate

import (
	"context"
	"time"

	"github.com/paidan/paidan/roster"
)

// Policy decides who goes where. It is asked at the beginning of each day, when
// something has happened, and by its own rhythm. One value serves all runs at
// once, so it keeps nothing.
type Policy interface {
	Name() string
	// Rhythm tells when it is asked besides the beginning of a day.
	Rhythm() Rhythm
	// Decide returns what each shift of the state is to do next, in order. A
	// shift not returned has nothing to do.
	Decide(ctx context.Context, s *State) (map[string][]Task, error)
}

// Rhythm is when a policy is asked.
type Rhythm struct {
	// Every so long whatever happens; 0: never.
	Every roster.Duration
	// Prompt: when something has happened, after events have been gathered for
	// Delay.
	Prompt bool
	Delay  roster.Duration
}

// Task is a visit to come.
type Task struct {
	Job    string
	Member int
	Start  time.Time
}

// State is what a policy knows.
type State struct {
	Now time.Time
	// Morning tells that it is the beginning of a day.
	Morning bool
	// Problem is what is left to do today, ready to solve: shifts begin where
	// and when the workers will be free. It has the customers of its jobs only.
	Problem *roster.Problem
	// Model tells how likely things are, which an agency knows from experience;
	// what will happen it does not tell. It is not to be changed.
	Model *Model
	// Tasks of each shift so far.
	Tasks map[string][]Task
	// Fresh are the jobs which nobody has to do, and of which the decision before
	// did not know that.
	Fresh map[string]bool
	// Accepted reports whether a worker has been offered a job and has accepted;
	// who has declined is refused by the problem.
	Accepted func(job, worker string) bool
	// Travel returns the usual time of a way.
	Travel func(w *roster.Worker, from, to roster.Place, at time.Time) roster.Duration
}
