package schedule

import (
	"context"
	"sync/atomic"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// budget makes the core's budget from the options. The limit counts from
// begin; the search leaves the time it takes to finish the plan. filled tells
// that the last pass over the plan must end, late that the reasons for
// unassigned jobs must end, so that the check still has its time; both are nil
// where iterations alone bound the run, whose plan must not depend on the
// machine.
func (k *packed) budget(ctx context.Context, begin time.Time, opts Options, h *hooks) (b core.Budget, filled, late func() bool) {
	b = core.Budget{Iterations: opts.Iterations, Stop: func() bool { return ctx.Err() != nil }}
	limit := opts.Limit
	if limit == 0 && opts.Iterations == 0 {
		limit = DefaultLimit
	}
	var absent atomic.Int64 // at the last look
	absent.Store(1)
	if limit > 0 {
		now := func() time.Duration { return time.Since(begin) }
		if opts.CPUTime {
			used := time.Since(begin) - cpuTime()
			now = func() time.Duration { return used + cpuTime() }
		}
		checking := min(k.checking(opts), limit/3)
		plain := min(k.telling(), limit/4)
		telling := min(plain+limit/20, limit/4)
		b.Used = func() float64 {
			searching := limit - checking - telling
			if absent.Load() == 0 {
				searching = limit - checking - plain // no reasons to tell
			}
			return float64(now()) / float64(max(searching, 1))
		}
		b.Share = func(nanoseconds float64) float64 { return nanoseconds / float64(max(limit-checking-telling, 1)) }
		late = func() bool { return now() > limit-checking }
		filled = func() bool { return now() > limit-checking-telling/2 }
	}
	last := time.Duration(0)
	b.Progress = func(p core.Progress) {
		absent.Store(int64(p.Absent))
		if h.progress == nil {
			return
		}
		elapsed := time.Since(begin)
		if elapsed-last < 100*time.Millisecond {
			return
		}
		last = elapsed
		h.progress(Progress{Elapsed: elapsed, Fraction: min(1, p.Fraction), Iterations: p.Iterations,
			Cost: roster.Points(p.Cost), Unassigned: p.Absent})
	}
	return b, filled, late
}

// checking estimates the time of the independent check.
func (k *packed) checking(opts Options) time.Duration {
	if opts.SkipCheck {
		return 0
	}
	return time.Duration(len(k.core.Jobs)+len(k.core.Shifts)) * 10 * time.Microsecond
}

// telling estimates the time for making the plan from the core's answer and
// for the reasons of unassigned jobs.
func (k *packed) telling() time.Duration {
	return time.Millisecond + time.Duration(len(k.core.Jobs)+len(k.core.Shifts))*3*time.Microsecond
}
