package scoring

import (
	"encoding/binary"
	"math"
	"slices"

	"github.com/paidan/paidan/roster"
)

// Bounds tells what a visit costs at least, so that the best of many workers
// can be found without pricing all of them. For a worker w who is not among
// Known(job), and whose home is metres or more from the job,
//
//	Cost(w, job) ≥ Fixed(w, Kind(job)) + Floor(job) + Far(metres)
//
// and the three terms are 0 or more. Workers and jobs are indices as in
// Scorer. Bounds never changes and is safe for concurrent use. Make it with
// [Scorer.Bounds].
type Bounds struct {
	s *Scorer
	// kind[j] is the kind of job j; sample[k] is one job of kind k.
	kind, sample []int32
	// likedBy[c] are the workers who prefer customer c, sorted; nil where
	// worker preference does not count.
	likedBy [][]int32
	// customer[j] is the customer of job j.
	customer []int32
	// prices by criterion in points per missing permille; 0: not counted.
	prices [ownBase]roster.Points
}

// Bounds prepares the bounds of a scorer, in time in proportion to the
// problem the view shows, which must be that of the scorer.
func (s *Scorer) Bounds(v *roster.View) *Bounds {
	b := &Bounds{s: s}
	for _, a := range s.active {
		if a.kind < ownBase {
			b.prices[a.kind] = a.price
		}
	}
	ix := newIndex(v)
	b.customer = ix.jobCustomer
	b.kind = make([]int32, len(ix.jobService))
	known := map[string]int32{}
	var key []byte
	for j, service := range ix.jobService {
		key = binary.AppendVarint(key[:0], int64(service))
		if b.prices[skillFit] != 0 {
			for _, n := range s.skill.needs[s.skill.first[j]:s.skill.first[j+1]] {
				key = binary.AppendVarint(key, int64(n.skill))
				key = binary.AppendVarint(key, int64(n.level))
			}
		}
		k, ok := known[string(key)]
		if !ok {
			k = int32(len(known))
			known[string(key)] = k
			b.sample = append(b.sample, int32(j))
		}
		b.kind[j] = k
	}
	if b.prices[workerPreference] != 0 {
		b.likedBy = make([][]int32, len(v.Problem.Customers))
		for w, list := range s.preference.customers {
			for _, c := range slices.Compact(slices.Clone(list)) {
				b.likedBy[c] = append(b.likedBy[c], int32(w))
			}
		}
	}
	return b
}

// Kinds returns how many kinds of jobs there are: jobs of one service which
// require the same skills are of one kind.
func (b *Bounds) Kinds() int { return len(b.sample) }

// Kind returns the kind of a job, from 0.
func (b *Bounds) Kind(job int) int { return int(b.kind[job]) }

// Fixed returns the part of the cost which is the same for all jobs of a
// kind: skill fit, rating, experience, the worker's liking for the service
// and punctuality. It does not allocate.
func (b *Bounds) Fixed(worker, kind int) roster.Points {
	var total roster.Points
	job := int(b.sample[kind])
	add := func(kind, permille int) { total += b.prices[kind] * roster.Points(full-permille) }
	s := b.s
	if b.prices[skillFit] != 0 {
		add(skillFit, s.skill.score(worker, job))
	}
	if b.prices[rating] != 0 {
		add(rating, s.rating.score(worker, job))
	}
	if b.prices[experience] != 0 {
		add(experience, s.experience.score(worker, job))
	}
	if t := &s.preference; b.prices[workerPreference] != 0 {
		add(workerPreference, int(t.permille[worker*t.services+int(t.service[job])]))
	}
	if b.prices[punctuality] != 0 {
		add(punctuality, s.punctuality.score(worker))
	}
	return total
}

// Floor returns what every worker who is not among Known costs on top of
// Fixed: that somebody else is preferred, or known to the customer.
func (b *Bounds) Floor(job int) roster.Points {
	var total roster.Points
	if t := &b.s.continuity; b.prices[continuity] != 0 && t.known[t.customer[job]] {
		total += b.prices[continuity] * full
	}
	if t := &b.s.customer; b.prices[customerPreference] != 0 && t.asked[job] {
		kinds := 1
		wish := &t.wishes[t.customer[job]]
		if wish.gender != "" {
			kinds++
		}
		if len(wish.languages) > 0 {
			kinds++
		}
		total += b.prices[customerPreference] * roster.Points(full-full*(kinds-1)/kinds)
	}
	return total
}

// Far returns the least cost of a home metres or more from the job; 0 where
// proximity does not count, or home or job may have no location.
func (b *Bounds) Far(metres int) roster.Points {
	return b.prices[proximity] * roster.Points(min(full, max(metres, 0)/20))
}

// FarSquare is Far of a square distance in square centimetres, as of
// [Point.Square], rounded so that it never says too much.
func (b *Bounds) FarSquare(square int64) roster.Points {
	if b.prices[proximity] == 0 {
		return 0
	}
	return b.Far(int(math.Sqrt(float64(square))/100 - 1))
}

// CountsDistance reports whether the cost depends on the distance at all.
func (b *Bounds) CountsDistance() bool { return b.prices[proximity] != 0 }

// Known appends to out the workers whom the customer or the job prefers, who
// have visited the customer, or who prefer the customer, and returns it. A
// worker may come several times, in no particular order.
func (b *Bounds) Known(job int, out []int32) []int32 {
	c := b.customer[job]
	if b.prices[continuity] != 0 {
		for _, e := range b.s.continuity.visited[c] {
			out = append(out, e.worker)
		}
	}
	if b.prices[customerPreference] != 0 {
		out = append(out, b.s.customer.workers[job]...)
	}
	if b.likedBy != nil {
		out = append(out, b.likedBy[c]...)
	}
	return out
}
