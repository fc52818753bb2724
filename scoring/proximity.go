package scoring

// proximityTable is [roster.Proximity]: s = 1000 − min(1000, d/20) with d
// the straight distance in metres from the worker's home to the job; 1000
// where either has no location.
type proximityTable struct {
	// home[w] and site[j] are positions; homeKnown and siteKnown tell
	// whether there is one.
	home, site           []Point
	homeKnown, siteKnown []bool
}

func newProximityTable(ix *index) proximityTable {
	p := ix.Problem
	t := proximityTable{
		home: make([]Point, len(p.Workers)), homeKnown: make([]bool, len(p.Workers)),
		site: make([]Point, len(p.Jobs)), siteKnown: make([]bool, len(p.Jobs)),
	}
	for w := range p.Workers {
		if at := p.Workers[w].Home.Location; at != nil {
			t.home[w], t.homeKnown[w] = PointOf(*at), true
		}
	}
	for j := range p.Jobs {
		if at := ix.Place(&p.Jobs[j]).Location; at != nil {
			t.site[j], t.siteKnown[j] = PointOf(*at), true
		}
	}
	return t
}

func (t *proximityTable) score(worker, job int) int {
	if !t.homeKnown[worker] || !t.siteKnown[job] {
		return full
	}
	return full - min(full, t.home[worker].Metres(t.site[job])/20)
}
