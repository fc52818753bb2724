package core

// Guest is a job about which a desk is asked beside those of its problem,
// without being made anew for it. See [Desk.Host].
type Guest struct {
	// Job has place, service and tools; its windows are those given here.
	Job                Job
	Windows, Preferred []Window
	// Durations, and Again where the problem has them, by kind of worker.
	Durations, Again []int32
	// Demand by type of consumable.
	Demand []int32
}

// Host makes the last job of the desk's problem, which must be absent and
// untied, another one; ok is false, and nothing changes, where the tables of
// the desk's routes do not tell enough for it. The problem must be the desk's
// own. Its pair costs are asked for anew.
func (d *Desk) Host(g *Guest) (ok bool) {
	p, x := d.p, len(d.p.Jobs)-1
	job := g.Job
	job.Chain, job.Win0, job.Win1, job.Pref0, job.Pref1 = -1, 0, int32(len(g.Windows)), 0, int32(len(g.Preferred))
	// A problem of this job alone tells all that is derived from its windows, to
	// which the shifts, whose level the desk has, matter only where there are
	// several, or a grid.
	alone := &Problem{Jobs: []Job{job}, Classes: p.Classes, Places: p.Places, Windows: g.Windows, Preferred: g.Preferred,
		LateCost: p.LateCost, EarlyCost: p.EarlyCost, Grid: p.Grid, Eligible: make([]uint64, p.Words), Words: p.Words}
	if len(g.Windows) > 1 || p.Grid.Step > 0 {
		alone.Shifts = p.Shifts
	}
	for _, dur := range g.Durations {
		alone.DurationKinds = append(alone.DurationKinds, []int32{dur})
	}
	e := newEngine(alone)
	if e.level > d.level || e.several != nil || job.Tools != 0 && !d.tooled || len(g.Again) > 0 && p.Again == nil {
		return false
	}
	if d.hosted == nil {
		d.hosted = &hosted{len(p.Windows), len(p.Preferred)}
	}
	p.Windows = append(p.Windows[:d.hosted.windows], g.Windows...)
	p.Preferred = append(p.Preferred[:d.hosted.preferred], g.Preferred...)
	job.Win0, job.Win1 = int32(d.hosted.windows), int32(len(p.Windows))
	job.Pref0, job.Pref1 = int32(d.hosted.preferred), int32(len(p.Preferred))
	p.Jobs[x] = job
	for k := range p.DurationKinds {
		p.DurationKinds[k][x] = g.Durations[k]
		if p.Again != nil {
			p.Again[k][x] = g.Again[k]
		}
		if d.level == levelFull {
			d.full.services[k][x] = nil
			if e.level == levelFull {
				d.full.services[k][x] = e.full.services[k][0]
			}
		}
	}
	copy(p.Demand[x*p.Types:], g.Demand)
	d.lo[x], d.hi[x], d.endBy[x], d.win[x] = e.lo[0], e.hi[0], e.endBy[0], e.win[0]
	if d.pairs != nil {
		clear(d.pairs[x*len(p.Shifts):])
	}
	return true
}

// hosted is how many windows the problem has without its guest's.
type hosted struct{ windows, preferred int }
