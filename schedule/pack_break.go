package schedule

import (
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// packBreakPlaces numbers the places at which breaks must be taken.
func (k *packed) packBreakPlaces() {
	k.breakPlace = make([][]int32, len(k.shifts))
	for i, ref := range k.shifts {
		breaks := k.view.Problem.Workers[ref.worker].Shifts[ref.shift].Breaks
		for b := range breaks {
			if breaks[b].Place == nil || ref.liveIn {
				continue
			}
			if k.breakPlace[i] == nil {
				k.breakPlace[i] = make([]int32, len(breaks))
				for o := range breaks {
					k.breakPlace[i][o] = -1
				}
			}
			k.breakPlace[i][b] = k.index.Add(*breaks[b].Place)
		}
	}
}

// packBreaks translates the breaks of shift i, whose worker is paid rate a second.
func (k *packed) packBreaks(i int, s *roster.Shift, rate int64) []core.Break {
	var out []core.Break
	for n, b := range s.Breaks {
		x := core.Break{Earliest: k.secondUp(b.Earliest), Latest: k.second(b.Latest), Duration: int32(b.Duration), Paid: b.Paid,
			AfterWork: clampTime(int64(b.AfterWork)), Skip: core.Far}
		if b.SkipPrice != nil {
			x.Skip = int64(b.SkipPrice.Points())
		}
		if b.Paid {
			x.Cost = rate * int64(b.Duration)
		}
		if k.view.Weights.WorstIdlePerHour > 0 {
			// A break is not idle time: where it costs nothing, it is taken.
			x.Cost -= int64(x.Duration)
		}
		if b.Place != nil {
			x.Placed, x.Place = true, k.breakPlace[i][n]
		}
		out = append(out, x)
	}
	return out
}
