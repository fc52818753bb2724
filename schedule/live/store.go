package live

import (
	"context"
	"iter"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// Store keeps the lines of a journal, in a database for example.
type Store interface {
	// Keep makes the line of a version durable before the version counts. It
	// is called once at a time, in the order of the versions. Where it fails
	// the version does not come to be. ctx has the values of the call which
	// made the version, such as the key of a request, and does not end: what
	// belongs to the change can be kept together with it.
	//
	// A line has no line feed. The store may own it.
	Keep(ctx context.Context, v *Version, line []byte) error
}

// Begin begins a day whose versions a store keeps, the first of them at once.
func Begin(ctx context.Context, problem *roster.Problem, plan *roster.Plan, store Store, with ...schedule.Hook) (*Day, error) {
	d, err := New(problem, plan, with...)
	if err != nil {
		return nil, err
	}
	text, err := record{}.text(d.Version())
	if err != nil {
		return nil, err
	}
	d.store = store
	return d, store.Keep(context.WithoutCancel(ctx), d.Version(), text)
}

// Resume rebuilds a day from all lines which were kept, in their order, and
// goes on with the store. A line which is not right is a [JournalError]; an
// error of the sequence is returned as it is.
func Resume(lines iter.Seq2[[]byte, error], store Store, with ...schedule.Hook) (*Day, error) {
	var v *Version
	n := 0
	for text, err := range lines {
		if err != nil {
			return nil, err
		}
		n++
		if v, err = step(v, text, with); err != nil {
			return nil, &JournalError{n, err}
		}
	}
	if v == nil {
		return nil, &JournalError{1, ErrNoHeader}
	}
	d := newDay(with)
	d.store = store
	d.now.Store(v)
	return d, nil
}
