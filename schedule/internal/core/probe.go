package core

import "slices"

// LeastWork returns the least working time, from departure to return without
// unpaid breaks, in which one job alone can be done on a shift, or false where
// it cannot. The shift sh may differ from shift s of the problem, which gives
// the service time; its MaxWork is not looked at. Windows replace the job's
// (none: any time). Tools and consumables count as told.
func (p *Problem) LeastWork(s, job int32, sh Shift, windows []Window, tools, loads bool) (int32, bool) {
	sh.PerSecond, sh.WaitCost, sh.WorkCost = 1, 1, 1
	sh.PerMetre, sh.OverCost, sh.Fixed, sh.Twin = 0, 0, 0, 0
	sh.MaxWork = Never
	sh.Breaks = slices.Clone(sh.Breaks)
	for i := range sh.Breaks {
		sh.Breaks[i].Cost = 0
		if sh.Breaks[i].Paid {
			sh.Breaks[i].Cost = int64(sh.Breaks[i].Duration)
		}
	}
	d := p.duration(s, job)
	q := &Problem{
		Jobs:   []Job{{Place: p.Jobs[job].Place, Win1: int32(len(windows)), Chain: -1}},
		Shifts: []Shift{sh}, Classes: p.Classes, Places: p.Places, Windows: windows,
		DurationKinds: [][]int32{{d}}, KindOf: [][]int16{{0}},
		Stores: p.Stores, Eligible: []uint64{1}, Words: 1,
		Pair: func(int32, int32) int64 { return 0 },
	}
	if tools {
		q.Jobs[0].Tools = p.Jobs[job].Tools
	}
	if loads {
		q.Types = p.Types
		q.Demand = p.Demand[int(job)*p.Types : (int(job)+1)*p.Types]
	}
	desk, _ := NewDesk(q, nil, nil)
	cost, ok := desk.Alone(0, 0)
	return int32(min(cost+int64(d), Never)), ok
}

// Ways returns the way from the start place of a shift to a job and that
// from there to the end place.
func (p *Problem) Ways(s, job int32) (there, home Arc) {
	sh := &p.Shifts[s]
	c := &p.Classes[sh.Class]
	return p.arc(c, sh.From, p.Jobs[job].Place), p.arc(c, p.Jobs[job].Place, sh.To)
}
