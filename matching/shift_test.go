package matching_test

import (
	"testing"
	"time"

	"github.com/paidan/paidan/roster"
)

func TestShiftReason(t *testing.T) {
	clock := func(hour, minute int) time.Time { return time.Date(2026, 11, 23, hour-8, minute, 0, 0, time.UTC) }
	window := func(from, until int, bounds roster.WindowBounds) []roster.Window {
		return []roster.Window{{Start: clock(from, 0), End: clock(until, 0), Bounds: bounds}}
	}
	type edit func(p *roster.Problem, w *roster.Worker, j *roster.Job)
	// The shift is from 8 to 17, the job takes two hours.
	for _, test := range []struct {
		name string
		edit edit
		want string
	}{
		{"any time", func(*roster.Problem, *roster.Worker, *roster.Job) {}, ""},
		{"no shift", func(_ *roster.Problem, w *roster.Worker, _ *roster.Job) { w.Shifts = nil }, roster.ReasonNoShift},
		{"last start", func(_ *roster.Problem, _ *roster.Worker, j *roster.Job) { j.Windows = window(15, 20, "") }, ""},
		{"a minute past the last start", func(_ *roster.Problem, _ *roster.Worker, j *roster.Job) {
			j.Windows = window(15, 20, "")
			j.Windows[0].Start = clock(15, 1)
		}, roster.ReasonOutsideShift},
		{"overtime", func(_ *roster.Problem, w *roster.Worker, j *roster.Job) {
			j.Windows, w.Shifts[0].MaxOvertime = window(16, 20, ""), 3600
		}, ""},
		{"window ends as the shift begins", func(_ *roster.Problem, _ *roster.Worker, j *roster.Job) { j.Windows = window(6, 8, "") }, ""},
		{"the same with the end bound too", func(_ *roster.Problem, _ *roster.Worker, j *roster.Job) {
			j.Windows = window(6, 8, roster.BoundsService)
		}, roster.ReasonOutsideShift},
		{"just time enough", func(_ *roster.Problem, _ *roster.Worker, j *roster.Job) {
			j.Windows = window(6, 10, roster.BoundsService)
		}, ""},
		{"too slow for it", func(_ *roster.Problem, w *roster.Worker, j *roster.Job) {
			j.Windows, w.ServicePercent = window(6, 10, roster.BoundsService), map[string]int{"elder_care": 101}
		}, roster.ReasonOutsideShift},
		{"longer than the shift", func(_ *roster.Problem, _ *roster.Worker, j *roster.Job) {
			d := roster.Duration(9*3600 + 1)
			j.Duration = &d
		}, roster.ReasonOutsideShift},
		{"known too late", func(_ *roster.Problem, _ *roster.Worker, j *roster.Job) { j.Release = clock(15, 1) }, roster.ReasonOutsideShift},
		{"second window fits", func(_ *roster.Problem, _ *roster.Worker, j *roster.Job) {
			j.Windows = append(window(18, 20, ""), window(9, 10, "")...)
		}, ""},
		{"second shift fits", func(_ *roster.Problem, w *roster.Worker, j *roster.Job) {
			j.Windows = window(18, 20, "")
			w.Shifts = append(w.Shifts, roster.Shift{ID: "S2", Start: clock(18, 0), End: clock(22, 0)})
		}, ""},
		{"frozen", func(p *roster.Problem, _ *roster.Worker, j *roster.Job) {
			j.Windows, p.FreezeTime = window(9, 10, ""), clock(11, 0)
		},
			roster.ReasonFrozen},
		{"shift frozen", func(p *roster.Problem, _ *roster.Worker, _ *roster.Job) { p.FreezeTime = clock(16, 0) }, roster.ReasonOutsideShift},
		{"started before the freeze time", func(p *roster.Problem, _ *roster.Worker, j *roster.Job) {
			j.Windows, p.FreezeTime = window(9, 10, ""), clock(11, 0)
			p.Locks = []roster.Lock{{Job: "J1", Start: clock(9, 30)}}
		}, ""},
	} {
		t.Run(test.name, func(t *testing.T) {
			p := onePair()
			test.edit(p, &p.Workers[0], &p.Jobs[0])
			if got := gates(t, p, roster.Rulebook{}).ShiftReason(0, 0); got != test.want {
				t.Fatalf("got %q, want %q", got, test.want)
			}
		})
	}
}
