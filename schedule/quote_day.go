package schedule

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
	"github.com/paidan/paidan/scoring"
	"github.com/paidan/paidan/travel"
)

// keptDay is what a quoter keeps of some days, mostly one, once it has been
// asked about them: all workers' shifts with their routes, packed and on a
// desk, with a last job which is a stand-in for the one asked for. One request
// at a time has the desk.
type keptDay struct {
	sync.Mutex
	once sync.Once
	err  error
	// ready tells that it is prepared, without an error, for these days.
	ready atomic.Bool
	days  []roster.Date
	part  *part
	k     *packed
	desk  *core.Desk
	// shifts are what is asked about each shift; source knows the guest's
	// place.
	shifts []keptShift
	source *travel.Source
	guest  *guest
}

// keptShift has its worker in the whole problem, the places of its home and of
// its visits, its longest piece of free time and the days it is on.
type keptShift struct {
	worker      int
	points      []scoring.Point
	longest     roster.Duration
	first, last roster.Date
	// liveIn: for a live-in job, or taken by one.
	liveIn bool
}

// standIn is the ID of the job in whose place a kept day has guests.
const standIn = "\x00guest"

// day returns what is kept of some days.
func (q *Quoter) day(ctx context.Context, days []roster.Date) (*keptDay, error) {
	d, _ := q.days.LoadOrStore(fmt.Sprint(days), &keptDay{})
	day := d.(*keptDay)
	// Whoever asks first prepares for all, whatever becomes of the request.
	day.once.Do(func() {
		day.err = day.prepare(context.WithoutCancel(ctx), q, days)
		day.days = days
		day.ready.Store(day.err == nil)
	})
	return day, day.err
}

func (d *keptDay) prepare(ctx context.Context, q *Quoter, days []roster.Date) error {
	x := q.view.Problem
	var workers []int
	cut := map[int][]roster.Shift{}
	for w := range x.Workers {
		if list := q.shiftsOn(w, days); len(list) > 0 {
			workers, cut[w] = append(workers, w), list
		}
	}
	d.part = q.cutOut(nil, days, workers, func(w int) []roster.Shift { return cut[w] })
	sub := *d.part.problem
	plain := slices.IndexFunc(x.Catalogue, func(s roster.Service) bool { return !s.LiveIn && s.Setup == 0 })
	if plain < 0 || len(x.Customers) == 0 || len(workers) == 0 {
		return nil // nothing can be a guest
	}
	sub.Customers = append(slices.Clip(sub.Customers), roster.Customer{ID: standIn, Place: q.atlas.index.Places()[0]})
	sub.Jobs = append(slices.Clip(sub.Jobs), roster.Job{ID: standIn, Customer: standIn, Service: x.Catalogue[plain].Code, Crew: &roster.Crew{Size: 1}})
	h := *q.h
	h.atlas = q.atlas
	k, err := pack(ctx, &sub, &h)
	if err != nil {
		return err
	}
	k.core.Places++ // the guest's, where it is new
	d.shifts = make([]keptShift, len(k.shifts))
	for s, ref := range k.shifts {
		k.core.Shifts[s].Twin = int32(s) // a guest may tell them apart
		shift := &sub.Workers[ref.worker].Shifts[ref.shift]
		kept := &d.shifts[s]
		kept.worker, kept.longest = workers[ref.worker], q.longestGap(shift)
		kept.first, kept.last = k.days(s)
		r := q.routeOf(shift.ID)
		kept.liveIn = ref.liveIn || r != nil && q.pricer.isLiveIn(r)
		home, _ := q.view.ShiftPlaces(&x.Workers[kept.worker], shift)
		kept.points = q.points(home, r)
	}
	pair, last := k.core.Pair, int32(len(k.core.Jobs)-1)
	k.core.Pair = func(shift, job int32) int64 {
		if job != last {
			return pair(shift, job)
		}
		if d.guest == nil {
			return 0
		}
		c := k.core
		return d.guest.cost(d.shifts[shift].worker, c.DurationKinds[c.KindOf[shift][c.Jobs[last].Service]][last])
	}
	if d.desk, err = k.desk(d.part.plan); err != nil {
		return err
	}
	d.k, d.source = k, q.atlas.source
	return k.failed()
}

// points are the places of a route's visits, after home.
func (q *Quoter) points(home roster.Place, r *roster.Route) (out []scoring.Point) {
	add := func(p roster.Place) {
		if p.Location != nil {
			out = append(out, scoring.PointOf(*p.Location))
		}
	}
	add(home)
	for i := 0; r != nil && i < len(r.Stops); i++ {
		if j, ok := q.view.JobIndex(r.Stops[i].Job); ok && r.Stops[i].Kind == roster.VisitStop {
			add(q.view.Place(&q.view.Problem.Jobs[j]))
		}
	}
	return out
}

// host makes a guest the day's, until the next one comes.
func (d *keptDay) host(g *guest) {
	d.guest = g
	if d.source != g.source {
		d.source, d.k.source = g.source, g.source
		for key, i := range d.k.classes {
			d.k.legs(key, &d.k.core.Classes[i])
		}
	}
	d.k.visitPlace[len(d.k.visitPlace)-1] = g.place
	d.k.core.Places = max(d.k.core.Places, int(g.place)+1)
}

// able lists the shifts of the workers nearest to the guest who may do it.
func (d *keptDay) able(longest roster.Duration, most int) []int32 {
	type near struct{ worker, metres int }
	var list []near
	var open []int32
	g := d.guest
	for s := range d.shifts {
		kept := &d.shifts[s]
		if kept.liveIn || d.k.limits[s].closed != "" || g.gates.RoleFirst(kept.worker, 0, 0, kept.first, kept.last) != "" {
			continue
		}
		open = append(open, int32(s))
		metres := 1 << 30
		for i := range kept.points {
			if g.point != nil {
				metres = min(metres, g.point.Metres(kept.points[i]))
			}
		}
		if kept.longest < longest {
			metres += onlyByMoving
		}
		if n := len(list) - 1; n >= 0 && list[n].worker == kept.worker {
			list[n].metres = min(list[n].metres, metres)
		} else {
			list = append(list, near{kept.worker, metres})
		}
	}
	slices.SortStableFunc(list, func(a, b near) int { return cmp.Compare(a.metres, b.metres) })
	list = list[:min(len(list), most)]
	return slices.DeleteFunc(open, func(s int32) bool {
		return !slices.ContainsFunc(list, func(n near) bool { return n.worker == d.shifts[s].worker })
	})
}

// onlyByMoving is by how many metres a worker counts as farther away whose
// route would have to change to make room.
const onlyByMoving = 8000
