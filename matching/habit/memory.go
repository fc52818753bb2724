package habit

import (
	"math"
	"time"

	"github.com/paidan/paidan/roster"
)

// Memory is how much workers have refused lately.
type Memory struct {
	of map[string]float64
}

// DefaultHalfLife of a refusal in the memory of [NewMemory].
const DefaultHalfLife = 14 * 24 * time.Hour

// NewMemory counts the refusals of a history which still hold at now: 1 for
// one without end, and for one with an end 2^(−t/halfLife) less than 1 the
// nearer it comes, 1 − 2^(−(Until−now)/halfLife). halfLife 0:
// [DefaultHalfLife]. O(refusals).
func NewMemory(h *roster.History, now time.Time, halfLife time.Duration) *Memory {
	if halfLife <= 0 {
		halfLife = DefaultHalfLife
	}
	m := &Memory{of: map[string]float64{}}
	for _, r := range h.Refusals {
		switch {
		case r.Until.IsZero():
			m.of[r.Worker]++
		case r.Until.After(now):
			m.of[r.Worker] += 1 - math.Exp2(-float64(r.Until.Sub(now))/float64(halfLife))
		}
	}
	return m
}

// Refusals returns what is remembered of a worker, at least 0: the feature
// Offer.Refusals. A nil Memory remembers nothing. O(1).
func (m *Memory) Refusals(worker string) float64 {
	if m == nil {
		return 0
	}
	return m.of[worker]
}

// Refused returns the entry of a history for a job refused now: it bars the
// worker from the job until the end of the bar, which for most offers is the
// day of the job. A zero until bars for good.
func Refused(worker, job string, until time.Time) roster.Refusal {
	return roster.Refusal{Worker: worker, Job: job, Until: until}
}
