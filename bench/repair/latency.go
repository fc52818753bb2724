package main

import (
	"fmt"
	"slices"
	"time"
)

// moment is a time on the wall and of the processor.
type moment struct {
	wall time.Time
	cpu  time.Duration
}

func clock() moment { return moment{time.Now(), cpuTime()} }

// span is how long something took.
type span struct{ wall, cpu time.Duration }

func (m moment) since() span { return span{time.Since(m.wall), cpuTime() - m.cpu} }

// latencies are how long a kind of call took, each time.
type latencies struct{ wall, cpu []time.Duration }

func (l *latencies) add(s span) { l.wall, l.cpu = append(l.wall, s.wall), append(l.cpu, s.cpu) }

// String tells the percentiles.
func (l *latencies) String() string {
	if len(l.wall) == 0 {
		return "none"
	}
	return fmt.Sprintf("n=%-4d wall %s; processor %s", len(l.wall), percentiles(l.wall), percentiles(l.cpu))
}

func percentiles(list []time.Duration) string {
	list = slices.Sorted(slices.Values(list))
	at := func(share float64) float64 {
		return float64(list[min(len(list)-1, int(share*float64(len(list))))].Microseconds()) / 1000
	}
	return fmt.Sprintf("p50 %.1f p90 %.1f p99 %.1f most %.1f ms", at(0.5), at(0.9), at(0.99), at(1))
}
