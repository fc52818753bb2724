package compare

// mostIncumbents is how many points of a trace are kept.
const mostIncumbents = 400

// rescale tells a trace, whose costs are in points, in the problem's units, of
// which a plan's points are a fixed multiple. Contestants may leave out what is
// the same for every answer, and round: so the trace is shifted such that it
// ends at the judge's cost. Of a long trace a part is kept, the last incumbent
// always.
func rescale(trace []Incumbent, v Verdict) []Incumbent {
	if len(trace) == 0 || v.Points == 0 {
		return nil
	}
	shift := float64(v.Points) - trace[len(trace)-1].Cost
	step := 1 + len(trace)/mostIncumbents
	var out []Incumbent
	for i, x := range trace {
		if i%step == 0 || i == len(trace)-1 {
			out = append(out, Incumbent{x.Seconds, (x.Cost + shift) * v.Cost / float64(v.Points)})
		}
	}
	return out
}
