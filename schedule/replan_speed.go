package schedule

import (
	"maps"
	"slices"

	"github.com/paidan/paidan/roster"
)

// withHours returns travel in which some modes have another speed in some
// hours, whatever they had before.
func withHours(t roster.Travel, modes []roster.Mode, h roster.HourSpeed) roster.Travel {
	t.Speeds = maps.Clone(t.Speeds)
	if t.Speeds == nil {
		t.Speeds = map[roster.Mode]roster.Speed{}
	}
	for _, m := range modes {
		s, listed := t.Speeds[m]
		if !listed {
			_, s.Access = roster.DefaultSpeed(m)
		}
		var percent [24]int
		for i := range percent {
			percent[i] = 100
		}
		for _, old := range append(slices.Clone(s.Hours), h) {
			for hour := max(0, old.From); hour < min(24, old.To); hour++ {
				percent[hour] = old.SpeedPercent
			}
		}
		s.Hours = nil
		for from := 0; from < 24; {
			to := from + 1
			for to < 24 && percent[to] == percent[from] {
				to++
			}
			if percent[from] != 100 {
				s.Hours = append(s.Hours, roster.HourSpeed{From: from, To: to, SpeedPercent: percent[from]})
			}
			from = to
		}
		t.Speeds[m] = s
	}
	return t
}

// modesInUse lists the modes of a problem's workers.
func modesInUse(p *roster.Problem) []roster.Mode {
	used := map[roster.Mode]bool{}
	for i := range p.Workers {
		used[roster.ModeOf(&p.Workers[i])] = true
	}
	return slices.Sorted(maps.Keys(used))
}
