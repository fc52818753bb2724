package schedule

import (
	"cmp"
	"slices"

	"github.com/paidan/paidan/roster"
)

// tally counts the workers barred by each reason. The shifts of a worker come
// one after the other; the first one's reason counts.
type tally struct {
	reasons []roster.Reason
	last    int // worker counted last, + 1
}

func (t *tally) add(code string, worker int) {
	if t.last == worker+1 {
		return
	}
	t.last = worker + 1
	i := slices.IndexFunc(t.reasons, func(r roster.Reason) bool { return r.Code == code })
	if i < 0 {
		i = len(t.reasons)
		t.reasons = append(t.reasons, roster.Reason{Code: code})
	}
	t.reasons[i].Workers++
}

func (t *tally) has(code string) bool {
	return slices.ContainsFunc(t.reasons, func(r roster.Reason) bool { return r.Code == code })
}

// sorted returns the reasons, those of most workers first.
func (t *tally) sorted() []roster.Reason {
	slices.SortFunc(t.reasons, func(a, b roster.Reason) int {
		return cmp.Or(cmp.Compare(b.Workers, a.Workers), cmp.Compare(a.Code, b.Code))
	})
	return t.reasons
}
