package core

import (
	"math"
	"math/bits"
	"slices"
)

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
	e.allAlike = true
	for _, c := range e.choices {
		e.allAlike = e.allAlike && int(c) == len(p.Shifts)
	}
	if p.Classes[0].Table == nil && p.XY != nil {
		at := make([][2]float32, n)
		for j := range at {
			at[j] = p.XY[p.Jobs[j].Place]
		}
		e.jobGrid = newGrid(at)
	}
}

// neighbours returns the jobs nearest to j, closest first: nearest by how far
// away they are, more so those which other workers can do, see unlike.
func (e *engine) neighbours(j int32) []int32 {
	if e.nearby == 0 {
		return nil
	}
	at := int(j) * e.nearby
	list := e.near[at : at+e.nearby]
	if !e.nearDone[j] {
		e.nearDone[j] = true
		keys := e.nearByWay
		if e.jobGrid != nil {
			keys = e.nearByGrid
		}
		e.nearKeys = keys(j, e.nearKeys[:0])
		least(e.nearKeys, len(list))
		for k := range list {
			list[k] = int32(e.nearKeys[k])
		}
	}
	return list
}

// nearByWay appends the keys of all jobs but j, by the quicker of the ways
// there and back.
func (e *engine) nearByWay(j int32, keys []int64) []int64 {
	p := e.p
	c := &p.Classes[0]
	here := p.Jobs[j].Place
	for i := range int32(len(p.Jobs)) {
		if i != j {
			there := p.Jobs[i].Place
			d := min(p.arc(c, here, there).Seconds, p.arc(c, there, here).Seconds)
			keys = append(keys, nearKey(float64(d)*e.unlike(i, j), i))
		}
	}
	return keys
}

// nearByGrid appends the keys of the jobs nearest to j as the crow flies, some
// more than are wanted.
func (e *engine) nearByGrid(j int32, keys []int64) []int64 {
	g := e.jobGrid
	n := g.around(g.at[j], j, min(nearSpare*e.nearby, len(g.at)-1), nil)
	for _, found := range g.found[:n] {
		i := int32(found)
		square := math.Float32frombits(uint32(found >> 32))
		keys = append(keys, nearKey(math.Sqrt(float64(square))*e.unlike(i, j), i))
	}
	return keys
}

// nearSpare is among how many times as many as are wanted, by distance alone,
// the nearest jobs are chosen.
const nearSpare = 4

// nearKey sorts by a distance that is not negative, then by job.
func nearKey(distance float64, i int32) int64 {
	// The bits of such a float compare as it does.
	return int64(math.Float32bits(float32(distance)))<<32 | int64(i)
}

// unlike returns how many times farther away two jobs count because other
// shifts can do them: once where the same can, 1 + strangers times where no
// shift can do both (by the index of Jaccard, "Étude comparative de la
// distribution florale", 1901). What is taken out together should be able to
// change places.
func (e *engine) unlike(i, j int32) float64 {
	if e.allAlike {
		return 1
	}
	w := e.p.Words
	x, y := e.p.Eligible[int(i)*w:][:w], e.p.Eligible[int(j)*w:][:w]
	both := 0
	for k := range x {
		both += bits.OnesCount64(x[k] & y[k])
	}
	any := int(e.choices[i]) + int(e.choices[j]) - both
	return 1 + strangers*float64(any-both)/float64(max(any, 1))
}

// strangers weighs that different shifts can do two jobs.
const strangers = 5

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
