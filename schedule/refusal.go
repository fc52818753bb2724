package schedule

import (
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// bars returns the first reason why a shift cannot serve a job even alone on
// an empty day, locks of the job on workers ignored: "" where it can.
// Windows are the job's as they are to be taken (none: any time).
//
// The core asks the gates for all days of a shift at once. Where a shift
// crosses midnight a visit may need fewer of them; bars looks at each stretch
// of days by itself, so that "impossible" is never said too soon.
func (k *packed) bars(s int, job int32, windows []core.Window) string {
	first, last := k.days(s)
	code := k.closedGate(s, job, first, last)
	if code == "" {
		return k.refusal(s, job, windows)
	}
	if first == last {
		return code
	}
	for a := first; !last.Before(a); a = nextDay(a) {
		for b := a; !last.Before(b); b = nextDay(b) {
			if k.closedGate(s, job, a, b) == "" && k.refusal(s, job, k.within(windows, a, b)) == "" {
				return ""
			}
		}
	}
	return code
}

// closedGate returns the first gate closed on some days, locks left aside.
func (k *packed) closedGate(s int, job int32, first, last roster.Date) string {
	code := k.gateFirst(k.shifts[s].worker, job, first, last)
	if code != roster.ReasonLockedToOther {
		return code
	}
	for _, code := range k.gateReasons(k.shifts[s].worker, job, first, last) {
		if code != roster.ReasonLockedToOther {
			return code
		}
	}
	return ""
}

func nextDay(d roster.Date) roster.Date {
	return roster.DateOf(time.Date(d.Year, d.Month, d.Day+1, 12, 0, 0, 0, time.UTC))
}

// within cuts windows to visits which run on the days from a to b.
func (k *packed) within(windows []core.Window, a, b roster.Date) []core.Window {
	midnight := func(d roster.Date) int32 {
		return k.second(time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, k.view.Zone))
	}
	from, until := midnight(a), midnight(nextDay(b))
	if len(windows) == 0 {
		windows = []core.Window{{Lo: -core.Latest, Hi: core.Latest, EndBy: core.Never}}
	}
	out := []core.Window{}
	for _, w := range windows {
		w = core.Window{Lo: max(w.Lo, from), Hi: min(w.Hi, until-1), EndBy: min(w.EndBy, until)}
		if w.Lo <= w.Hi {
			out = append(out, w)
		}
	}
	if len(out) == 0 {
		out = append(out, core.Window{Lo: core.Latest, Hi: core.Latest, EndBy: core.Never})
	}
	return out
}

// refusal returns why a job does not fit alone into a shift, gates left
// aside, by asking for one thing more at a time: "" where it fits.
func (k *packed) refusal(s int, job int32, windows []core.Window) string {
	c, sh := k.core, k.core.Shifts[s]
	ref := k.shifts[s]
	own := &k.view.Problem.Workers[ref.worker].Shifts[ref.shift]
	fits := func(sh core.Shift, most int32, tools, loads bool) bool {
		work, ok := c.LeastWork(int32(s), job, sh, windows, tools, loads)
		return ok && work <= most
	}
	// The shift as it is written, without rules, breaks and limits.
	raw := sh
	raw.Start, raw.Last = k.secondUp(own.Start), clampTime(int64(sh.End)+int64(own.MaxOvertime))
	raw.MaxLeg, raw.Breaks = core.Latest, nil
	duration := c.DurationKinds[c.KindOf[s][c.Jobs[job].Service]][job]
	switch {
	case duration > raw.Last-raw.Start:
		return roster.ReasonDurationTooLong
	case !meets(windows, raw.Start, raw.Last, duration):
		return roster.ReasonOutsideShift
	case k.limits[s].closed == "" && fits(sh, sh.MaxWork, true, true):
		return ""
	case !fits(raw, core.Never, false, false):
		if there, home := c.Ways(int32(s), job); there.Seconds == core.Never || home.Seconds == core.Never {
			return roster.ReasonUnreachable
		}
		return roster.ReasonOutsideShift
	}
	if raw.MaxLeg = sh.MaxLeg; !fits(raw, core.Never, false, false) {
		return roster.ReasonTravelLimit
	}
	if raw.Breaks = sh.Breaks; !fits(raw, core.Never, false, false) {
		return roster.ReasonOutsideShift
	}
	switch {
	case k.limits[s].closed != "":
		return k.limits[s].closed
	case !fits(sh, sh.MaxWork, false, false):
		return roster.ReasonHours
	case !fits(sh, sh.MaxWork, true, false):
		return roster.ReasonEquipment
	}
	return roster.ReasonConsumables
}

// meets reports whether a service can lie within a shift and its own windows.
func meets(windows []core.Window, start, last, duration int32) bool {
	for _, w := range windows {
		if max(w.Lo, start) <= min(w.Hi, w.EndBy-duration, last-duration) {
			return true
		}
	}
	return len(windows) == 0
}

// ownWindows returns a job's windows without start lock and freeze time.
func (k *packed) ownWindows(j int32) []core.Window {
	job := k.job(j)
	first := int32(-core.Latest)
	if !job.Release.IsZero() {
		first = k.secondUp(job.Release)
	}
	return k.windows(nil, job, first, core.Latest)
}

// lockedWindows returns a job's windows as the core has them.
func (k *packed) lockedWindows(j int32) []core.Window {
	job := &k.core.Jobs[j]
	return k.core.Windows[job.Win0:job.Win1]
}
