package core

// cut gives every job and shift to a lane, for one epoch. A worker's routes
// go together, with their jobs, to the lane in whose area these are.
func (l *lanes) cut(epoch int) []lane {
	p := l.p
	laneOf := make([]int32, p.Workers)
	routeOf := make([]int32, len(p.Jobs))
	for j := range routeOf {
		routeOf[j] = -1
	}
	type sum struct {
		x, y float32
		jobs int
	}
	sums := make([]sum, p.Workers)
	for r, order := range l.orders {
		w := p.Shifts[r].Worker
		for _, node := range order {
			if int(node) < len(p.Jobs) {
				q := l.at[p.Jobs[node].Place]
				sums[w] = sum{sums[w].x + q[0], sums[w].y + q[1], sums[w].jobs + 1}
				routeOf[node] = int32(r)
			}
		}
	}
	var points []cutPoint
	for w := range sums {
		if n := float32(sums[w].jobs); n > 0 {
			points = append(points, cutPoint{at: [2]float32{sums[w].x / n, sums[w].y / n}, weight: sums[w].jobs, index: int32(w)})
		}
	}
	if len(points) == 0 {
		for j := range p.Jobs {
			points = append(points, cutPoint{at: l.at[p.Jobs[j].Place], weight: 1, index: int32(j)})
		}
	}
	tree := newCut(points, min(l.count, len(points)), epoch)
	list := make([]lane, l.count)

	// Workers without a job go by their home, but those that are alike, as
	// from a common depot, are dealt out.
	dealt := map[int32]int{}
	for w := range laneOf {
		laneOf[w] = -1
	}
	for r := range p.Shifts {
		sh := &p.Shifts[r]
		w := sh.Worker
		if laneOf[w] < 0 {
			n := float32(sums[w].jobs)
			switch {
			case n > 0:
				laneOf[w] = int32(tree.of([2]float32{sums[w].x / n, sums[w].y / n}))
			case l.alike(int32(r)):
				laneOf[w] = int32(dealt[sh.Twin] % l.count)
				dealt[sh.Twin]++
			default:
				laneOf[w] = int32(tree.of(l.at[sh.From]))
			}
		}
		a := &list[laneOf[w]]
		a.shifts = append(a.shifts, int32(r))
	}
	for j := range p.Jobs {
		var k int32
		switch r := l.withWhom(int32(j), routeOf, epoch); {
		case r >= 0:
			k = laneOf[p.Shifts[r].Worker]
		case p.Jobs[j].Chain >= 0:
			first := p.Chains[p.Jobs[j].Chain][0]
			k = int32(tree.of(l.at[p.Jobs[first].Place]))
		default:
			k = int32(tree.of(l.at[p.Jobs[j].Place]))
		}
		list[k].jobs = append(list[k].jobs, int32(j))
	}
	return list
}

// withWhom returns the shift in whose lane job j has to be: its own, that of
// the sequence lock it is in, or one of few which may serve it; -1: none.
func (l *lanes) withWhom(j int32, routeOf []int32, epoch int) int32 {
	p := l.p
	if r := routeOf[j]; r >= 0 {
		return r
	}
	first := j
	if c := p.Jobs[j].Chain; c >= 0 {
		for _, o := range p.Chains[c] {
			if routeOf[o] >= 0 {
				return routeOf[o]
			}
		}
		first = p.Chains[c][0]
	}
	n := l.choices[first]
	if n == 0 || n > fewChoices {
		return -1
	}
	skip := epoch % int(n)
	for s := range int32(len(p.Shifts)) {
		if p.eligible(first, s) {
			if skip == 0 {
				return s
			}
			skip--
		}
	}
	return -1
}

// alike reports whether shift r has a twin.
func (l *lanes) alike(r int32) bool {
	sh := &l.p.Shifts[r]
	return sh.Twin != r || int(r)+1 < len(l.p.Shifts) && l.p.Shifts[r+1].Twin == r
}
