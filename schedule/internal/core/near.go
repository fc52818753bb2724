package core

import "slices"

// nearest is how many neighbours of a job are kept.
const nearest = 100

// findNear prepares the lists of nearest jobs, each of which is made when it
// is first asked for, and remote.
func (e *engine) findNear() {
	p := e.p
	n := len(p.Jobs)
	e.nearby = min(nearest, max(n-1, 0))
	e.near = make([]int32, n*e.nearby)
	e.remote = make([]int32, n)
	if n == 0 || len(p.Shifts) == 0 {
		return
	}
	for j := range e.remote {
		e.remote[j] = p.arc(&p.Classes[p.Shifts[0].Class], p.Shifts[0].From, p.Jobs[j].Place).Metres
	}
	if n <= 1 {
		return
	}
	e.nearDone = make([]bool, n)
	if p.Classes[0].Table == nil && p.XY != nil {
		at := make([][2]float32, n)
		for j := range at {
			at[j] = p.XY[p.Jobs[j].Place]
		}
		e.jobGrid = newGrid(at)
	}
}

// neighbours returns the jobs nearest to j, closest first.
func (e *engine) neighbours(j int32) []int32 {
	if e.nearby == 0 {
		return nil
	}
	at := int(j) * e.nearby
	list := e.near[at : at+e.nearby]
	if !e.nearDone[j] {
		e.nearDone[j] = true
		if e.jobGrid != nil {
			e.jobGrid.nearest(j, list)
		} else {
			e.nearestByWay(j, list)
		}
	}
	return list
}

// nearestByWay fills list with the jobs nearest to j by the quicker of the
// ways there and back.
func (e *engine) nearestByWay(j int32, list []int32) {
	p := e.p
	c := &p.Classes[0]
	e.nearKeys = e.nearKeys[:0]
	here := p.Jobs[j].Place
	for i := range p.Jobs {
		if int32(i) != j {
			there := p.Jobs[i].Place
			d := min(p.arc(c, here, there).Seconds, p.arc(c, there, here).Seconds)
			e.nearKeys = append(e.nearKeys, int64(d)<<32|int64(i))
		}
	}
	least(e.nearKeys, len(list))
	for k := range list {
		list[k] = int32(e.nearKeys[k])
	}
}

// least brings the n least of keys, which differ, to the front, in order.
// O(keys + n log n) on average (Hoare, "Algorithm 65: find", 1961).
func least(keys []int64, n int) {
	a, b := 0, len(keys) // what is before a is among the n least, n < b
	for b-a > shortSort && n < b {
		x, y, z := keys[a], keys[(a+b)/2], keys[b-1]
		pivot := max(min(x, y), min(max(x, y), z))
		i, j := a, b-1
		for i <= j {
			for keys[i] < pivot {
				i++
			}
			for keys[j] > pivot {
				j--
			}
			if i <= j {
				keys[i], keys[j] = keys[j], keys[i]
				i++
				j--
			}
		}
		if n <= i {
			b = i
		} else {
			a = i
		}
	}
	slices.Sort(keys[:b])
}

// shortSort is up to how many keys least sorts at once.
const shortSort = 24
