package core

// FillStraight gives tables to the classes whose ways go by their length, which
// is asked for once for all of them. O(places² · classes).
func (p *Problem) FillStraight() {
	n := p.Places
	var classes []*Class
	for c := range p.Classes {
		if class := &p.Classes[c]; class.ByMetres != nil && class.Table == nil {
			class.Table = make([]Arc, n*n)
			class.Turned = class.Table
			classes = append(classes, class)
		}
	}
	if len(classes) == 0 {
		return
	}
	metres := make([]int32, n)
	for i := range n {
		for j := i; j < n; j++ {
			metres[j] = p.Metres(int32(i), int32(j))
		}
		for _, c := range classes {
			for j := i; j < n; j++ {
				arc := c.ByMetres(metres[j])
				c.Table[i*n+j], c.Table[j*n+i] = arc, arc
			}
		}
	}
}
