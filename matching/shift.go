package matching

import (
	"math"
	"time"

	"github.com/paidan/paidan/roster"
)

// shiftFacts are the times at which work may start, ignoring travel, hours
// and everything else on the shift. Times are Unix seconds.
type shiftFacts struct {
	// shifts[w] are those of worker w, as in the problem.
	shifts [][]stretch
	// windows[j] bound the start of job j; with service set, its end too.
	windows [][]startWindow
	// release[j] is the earliest start of job j but for the freeze time,
	// lockedStart[j] tells that a lock fixes its start, which frees it of
	// that.
	release     []int64
	lockedStart []bool
	freeze      int64
	// duration[j] is in seconds at 100 percent; percent[w·services+k] scales
	// it for worker w and service k; service[j] is the job's.
	duration []int64
	percent  []int16
	services int
	service  []int32
}

// stretch is the time of a shift, overtime included; both ends may be used.
type stretch struct{ from, until int64 }

// startWindow is a hard window, both ends inclusive.
type startWindow struct {
	from, until int64
	service     bool
}

func newShiftFacts(v *roster.View, services map[string]int32) shiftFacts {
	p := v.Problem
	f := shiftFacts{
		shifts: make([][]stretch, len(p.Workers)), windows: make([][]startWindow, len(p.Jobs)),
		release: make([]int64, len(p.Jobs)), lockedStart: make([]bool, len(p.Jobs)),
		freeze: math.MinInt64, duration: make([]int64, len(p.Jobs)),
		services: len(p.Catalogue), service: make([]int32, len(p.Jobs)),
	}
	if !p.FreezeTime.IsZero() {
		f.freeze = ceilUnix(p.FreezeTime)
	}
	f.percent = make([]int16, len(p.Workers)*f.services)
	for w := range p.Workers {
		for i := range p.Workers[w].Shifts {
			s := &p.Workers[w].Shifts[i]
			f.shifts[w] = append(f.shifts[w], stretch{ceilUnix(s.Start), s.End.Unix() + int64(s.MaxOvertime)})
		}
		row := f.percent[w*f.services : (w+1)*f.services]
		for k := range row {
			row[k] = 100
			if percent := p.Workers[w].ServicePercent[p.Catalogue[k].Code]; percent != 0 {
				row[k] = int16(percent)
			}
		}
	}
	for j := range p.Jobs {
		job := &p.Jobs[j]
		f.service[j] = services[job.Service]
		f.duration[j] = int64(v.Duration(job))
		f.release[j] = ceilUnix(p.Horizon.Start)
		if !job.Release.IsZero() {
			f.release[j] = max(f.release[j], ceilUnix(job.Release))
		}
		for _, w := range job.Windows {
			f.windows[j] = append(f.windows[j],
				startWindow{ceilUnix(w.Start), w.End.Unix(), w.Bounds == roster.BoundsService})
		}
		if len(job.Windows) == 0 {
			f.windows[j] = []startWindow{{from: math.MinInt64, until: math.MaxInt64}}
		}
	}
	for i := range p.Locks {
		if j, ok := v.JobIndex(p.Locks[i].Job); ok && !p.Locks[i].Start.IsZero() {
			f.lockedStart[j] = true
		}
	}
	return f
}

// ceilUnix returns the first whole second at or after t.
func ceilUnix(t time.Time) int64 {
	if t.Nanosecond() > 0 {
		return t.Unix() + 1
	}
	return t.Unix()
}

// seconds returns how long the job takes the worker.
func (f *shiftFacts) seconds(worker, job int) int64 {
	percent := int64(f.percent[worker*f.services+int(f.service[job])])
	return (f.duration[job]*percent + 99) / 100
}

// earliest returns the first second in [from, until] at which the job could
// start on the shift: within a window, not before its release or the freeze
// time, and over by the end of the shift with its overtime.
func (f *shiftFacts) earliest(s stretch, worker, job int, from, until int64) (int64, bool) {
	return f.earliestFor(f.seconds(worker, job), s, job, from, until)
}

// earliestFor is earliest where the job takes d seconds. The greater d, the
// later the start, if there is one.
func (f *shiftFacts) earliestFor(d int64, s stretch, job int, from, until int64) (int64, bool) {
	low, high := max(s.from, f.release[job], from), min(s.until-d, until)
	if !f.lockedStart[job] {
		low = max(low, f.freeze)
	}
	best, found := int64(math.MaxInt64), false
	for _, w := range f.windows[job] {
		last := w.until
		if w.service {
			last -= d
		}
		if at := max(low, w.from); at <= min(high, last) && at < best {
			best, found = at, true
		}
	}
	return best, found
}

// ShiftReason tells whether the worker has any shift on which the job could
// start, ignoring travel, breaks, labour rules and other work: "" where one
// has; [roster.ReasonNoShift] for a worker without shifts,
// [roster.ReasonFrozen] where every window is before the freeze time, else
// [roster.ReasonOutsideShift]. A start which a lock fixes is not looked at.
// It takes time in proportion to shifts × windows and does not allocate.
func (g *Gates) ShiftReason(worker, job int) string {
	f := &g.shifts
	if len(f.shifts[worker]) == 0 {
		return roster.ReasonNoShift
	}
	if f.frozen(job) {
		return roster.ReasonFrozen
	}
	for _, s := range f.shifts[worker] {
		if _, ok := f.earliest(s, worker, job, math.MinInt64, math.MaxInt64); ok {
			return ""
		}
	}
	return roster.ReasonOutsideShift
}

// frozen reports whether every window of the job ends before the freeze time.
func (f *shiftFacts) frozen(job int) bool {
	if f.lockedStart[job] {
		return false
	}
	for _, w := range f.windows[job] {
		if w.until >= f.freeze {
			return false
		}
	}
	return true
}
