package compare

import (
	"fmt"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel"
)

// ways are the travel times and distances of a day whose speeds do not depend
// on the hour.
type ways struct {
	index travel.Index
	// job[j], start[s] and end[s] are the places of jobs and shifts.
	job, start, end []int32
	// shift lists the shifts of workers who may be sent, in the problem's order.
	shift []shiftOf
	// kind[s] is the shift's index in matrices.
	kind     []int
	matrices []matrix
}

// shiftOf names a shift by indices.
type shiftOf struct{ worker, shift int }

// matrix is for workers of one mode and travel percent.
type matrix struct {
	mode, percent int
	n             int
	// seconds[i*n+j] and metres[i*n+j] from place i to j; -1: no way.
	seconds, metres []int32
}

// mostPlaces bounds what is put into matrices.
const mostPlaces = 6000

// newWays computes the matrices of a problem.
func newWays(v *roster.View) (*ways, error) {
	w := &ways{}
	p := v.Problem
	for j := range p.Jobs {
		w.job = append(w.job, w.index.Add(v.Place(&p.Jobs[j])))
	}
	for i := range p.Workers {
		for k := range p.Workers[i].Shifts {
			start, end := v.ShiftPlaces(&p.Workers[i], &p.Workers[i].Shifts[k])
			w.shift = append(w.shift, shiftOf{i, k})
			w.start, w.end = append(w.start, w.index.Add(start)), append(w.end, w.index.Add(end))
		}
	}
	if n := w.index.Len(); n > mostPlaces {
		return nil, fmt.Errorf("compare: %d places: a day with matrices has at most %d", n, mostPlaces)
	}
	source, err := travel.New(p.Travel, w.index.Places(), travel.Options{})
	if err != nil {
		return nil, err
	}
	for _, s := range w.shift {
		worker := &p.Workers[s.worker]
		mode, _ := travel.ModeIndex(roster.ModeOf(worker))
		w.kind = append(w.kind, w.kindOf(source, mode, roster.TravelPercentOf(worker)))
	}
	return w, nil
}

// kindOf finds or fills the matrix of a mode and percent.
func (w *ways) kindOf(source *travel.Source, mode, percent int) int {
	for i := range w.matrices {
		if w.matrices[i].mode == mode && w.matrices[i].percent == percent {
			return i
		}
	}
	n := w.index.Len()
	m := matrix{mode, percent, n, make([]int32, n*n), make([]int32, n*n)}
	for i := range n {
		seconds := m.seconds[i*n : (i+1)*n]
		source.Row(mode, int32(i), seconds, m.metres[i*n:(i+1)*n])
		for j, s := range seconds {
			if s > 0 {
				seconds[j] = travel.Adjust(s, percent, 100)
			}
		}
	}
	w.matrices = append(w.matrices, m)
	return len(w.matrices) - 1
}

// leg returns seconds and metres from place to place; false: no way.
func (m *matrix) leg(from, to int32) (seconds, metres int32, ok bool) {
	k := int(from)*m.n + int(to)
	return m.seconds[k], m.metres[k], m.seconds[k] >= 0
}
