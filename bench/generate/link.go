package generate

import (
	"iter"

	"github.com/paidan/paidan/roster"
)

// links tie elder care visits of one day by gaps, some of them to the same
// worker, and second carers to the first; only with Options.Links.
func (g *generator) links() iter.Seq[roster.Link] {
	return func(yield func(roster.Link) bool) {
		if !g.opts.Links {
			return
		}
		for c := range g.demands() {
			n := &c.need
			list := n.visits
			name := func(i int) string { return g.jobID(c.first + i) }
			if n.series {
				list = g.visitsOf(n)
				name = func(i int) string {
					return g.seriesID(c.customer, i%len(n.slots)) + "-" + compact(g.date(list[i].day))
				}
			}
			for i := 1; i < len(list); i++ {
				for _, link := range g.tie(&c, list, i) {
					link.First, link.Second = name(i-1), name(i)
					if !yield(link) {
						return
					}
				}
			}
		}
	}
}

// tie returns what ties a visit of a customer to the one before it.
func (g *generator) tie(c *demand, list []visit, i int) []roster.Link {
	switch {
	case list[i].second:
		return []roster.Link{{Kind: roster.SameStart}, {Kind: roster.DifferentWorker}}
	case c.need.service != elderCare || list[i].day != list[i-1].day:
		return nil
	}
	most := roster.Duration(11 * 3600)
	gap := roster.Link{Kind: roster.StartToStart, MinGap: 2*3600 + 1800, MaxGap: &most}
	if g.long && c.customer%2 == 0 {
		most = 10 * 3600
		gap.Kind, gap.MinGap = roster.EndToStart, 2*3600
	}
	out := []roster.Link{gap}
	// The stream beside the job's, or of a series a new one.
	d := g.dice(kindJob, -1-c.first-i)
	if c.need.series {
		d = g.dice(kindSeries, -1_000_000_000-c.customer*100-i)
	}
	if d.percent(30) {
		out = append(out, roster.Link{Kind: roster.SameWorker})
	}
	return out
}
