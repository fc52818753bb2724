package generate

import "github.com/paidan/paidan/roster"

// windows sets when a job may start, in minutes of its day.
func (g *generator) windows(d dice, j *roster.Job, s service, v visit) {
	low, high := startWindow(d, s, v)
	bounds := roster.WindowBounds("") // the start
	latest := high
	if d.percent(8) {
		bounds, latest = roster.BoundsService, high+v.minutes
	}
	window := func(low, high int) roster.Window {
		return roster.Window{Start: g.at(v.day, low), End: g.at(v.day, high), Bounds: bounds}
	}
	j.Windows = []roster.Window{window(low, latest)}
	if s == dailyCleaning && v.slot == morning && bounds == "" && d.percent(12) {
		// A second choice: half of the mornings make six percent of all.
		low, high := startWindow(d, s, visit{slot: afternoon, minutes: v.minutes})
		j.Windows = append(j.Windows, window(low, high))
	}
	for n := range v.more * len(j.Windows) { // the same on the days after it
		w := j.Windows[n]
		w.Start, w.End = w.Start.AddDate(0, 0, 1), w.End.AddDate(0, 0, 1)
		j.Windows = append(j.Windows, w)
	}
	if s != assessment && s != followUp && s != rework && !d.percent(55) {
		return
	}
	if high-low > 60 && s != rework {
		from := d.step(low, high-60, 15)
		j.Preferred = []roster.PreferredWindow{{Start: g.at(v.day, from), End: g.at(v.day, from+60)}}
	}
	if s == rework && d.percent(30) { // told of in the morning
		j.Release = g.at(v.day, low-30)
	}
}

// startWindow returns the first and last minute of the day for the start.
func startWindow(d dice, s service, v visit) (low, high int) {
	const workEnds = 17*60 + 30
	switch s {
	case elderCare:
		low = map[slot]int{morning: 450, noon: 660, evening: 1020}[v.slot] + d.step(0, 30, 15)
		return low, low + 60
	case cooking:
		low = map[slot]int{noon: 630, evening: 990}[v.slot]
		return low, low + 45
	case patientEscort:
		low = d.step(450, 570, 15)
		if v.slot == afternoon {
			low = d.step(795, 855, 15)
		}
		return low, low + 15
	case rehabNursing:
		low = d.step(510, 600, 30)
		if v.slot == afternoon {
			low = d.step(780, 870, 30)
		}
		return low, low + 120
	case butlerService:
		low, high = 540, 600
		if v.slot == afternoon {
			low, high = 780, 840
		}
	case nightCare:
		low = 1290 + d.step(0, 30, 30)
		return low, low + 60
	case infantCare:
		low, high = 480, 540
		if v.slot == afternoon {
			low, high = 780, 840
		}
	case applianceCleaning:
		low, high = 480, 660
		if v.slot == afternoon {
			low, high = 780, 960
		}
	case assessment, followUp:
		low, high = 540, 1020
	case rework:
		low, high = 510, 960
	default: // cleaning
		switch v.slot {
		case morning:
			low, high = 480, 600
		case afternoon:
			low, high = 780, 900
		default:
			low, high = 480, 900
		}
	}
	return low, max(low, min(high, workEnds-v.minutes))
}
