package schedule

import (
	"context"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// budget makes the core's budget from the options: the limit counts from
// begin and leaves time to finish the plan.
func (k *packed) budget(ctx context.Context, begin time.Time, opts Options, h *hooks) core.Budget {
	b := core.Budget{Iterations: opts.Iterations, Stop: func() bool { return ctx.Err() != nil }}
	limit := opts.Limit
	if limit == 0 && opts.Iterations == 0 {
		limit = DefaultLimit
	}
	var now func() time.Duration
	if opts.CPUTime {
		now = cpuTime
	} else {
		now = func() time.Duration { return time.Since(begin) }
	}
	if limit > 0 {
		limit -= min(k.finishing(opts), limit/2)
		start := now()
		if !opts.CPUTime {
			start = 0
		}
		packed := time.Since(begin)
		if opts.CPUTime {
			limit -= min(packed, limit)
		}
		b.Used = func() float64 { return float64(now()-start) / float64(max(limit, 1)) }
	}
	if h.progress != nil {
		last := time.Duration(0)
		b.Progress = func(p core.Progress) {
			elapsed := time.Since(begin)
			if elapsed-last < 100*time.Millisecond {
				return
			}
			last = elapsed
			h.progress(Progress{Elapsed: elapsed, Fraction: min(1, p.Fraction), Iterations: p.Iterations,
				Cost: roster.Points(p.Cost), Unassigned: p.Absent})
		}
	}
	return b
}

// finishing estimates the time from the end of the search to the plan.
func (k *packed) finishing(opts Options) time.Duration {
	per := 5 * time.Microsecond
	if !opts.SkipCheck {
		per = 15 * time.Microsecond
	}
	return time.Duration(len(k.core.Jobs)+len(k.core.Shifts)) * per
}
