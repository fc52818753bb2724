package core

// detourTo returns to the place of which break the way with k breaks over
// leads at the cost want from now on, -1 where to none.
func (e *engine) detourTo(k int, w way, now int32, want int64, sh *Shift) int {
	for b := k; b < len(sh.Breaks); b++ {
		o := &sh.Breaks[b]
		if !w.leads(o) {
			continue
		}
		e.full.t = e.hopBack(e.full.t[:0], e.full.there[b].get(k), w.from, o.Place, w.first, sh, -e.directCost(w, sh))
		if at(e.full.t, now) == want {
			return b
		}
	}
	return -1
}

// roam follows the way after stop i by the places of breaks, to that of break
// b first, from now on with k breaks over, and returns when the worker is free
// to go on to the next stop, with how many over, and from where.
func (e *engine) roam(r *route, t *Timetable, i, b, k int, now int32, w way, sh *Shift) departure {
	here, atOnce := w.from, w.first
	for {
		own := &sh.Breaks[b]
		hold, travel := e.goOn(e.full.there[b].get(k), here, own.Place, now, atOnce, sh)
		now += hold + travel
		here, atOnce = own.Place, false
		arrived := now
		for onward := -1; onward < 0; {
			want := at(e.full.there[b].get(k), now)
			if k > b {
				e.full.t = e.hopBack(e.full.t[:0], r.serveFn(e.layers, i+1, k), own.Place, w.to, w.last, sh, 0)
				if at(e.full.t, now) == want {
					return departure{now, own.Place, k, true}
				}
				if onward = e.hopTo(b, k, now, want, w, sh); onward >= 0 {
					b = onward
					break
				}
			}
			s, next := e.restAt(source{lay: &e.full.there[b]}, k, now, want, sh, venue{own.Place, int32(b)})
			if s == Never {
				t.Left, k = append(t.Left, int32(k)), next
				continue
			}
			end := s + sh.Breaks[k].Duration
			t.Events = append(t.Events, Event{Node: -1, Break: int32(k), AtNext: k < b && !sh.Breaks[k].Placed,
				Travel: travel, Hold: hold, Arrive: arrived, Start: s, End: end})
			now, k, travel, hold, arrived = end, next, 0, 0, end
		}
	}
}

// hopTo returns to the place of which later break it is best to go on from
// that of break b, -1 where to none.
func (e *engine) hopTo(b, k int, now int32, want int64, w way, sh *Shift) int {
	own := &sh.Breaks[b]
	for c := k; c < len(sh.Breaks); c++ {
		o := &sh.Breaks[c]
		if !w.leads(o) || o.Place == own.Place {
			continue
		}
		e.full.t = e.hopBack(e.full.t[:0], e.full.there[c].get(k), own.Place, o.Place, false, sh, 0)
		if at(e.full.t, now) == want {
			return c
		}
	}
	return -1
}

// detourCost returns by how much the static cost of a timetable's ways is
// above that of the direct ones.
func (e *engine) detourCost(t *Timetable, sh *Shift) int64 {
	if !sh.anyPlaced() {
		return 0
	}
	p, c := e.p, &e.p.Classes[sh.Class]
	stop, here, cost := sh.From, sh.From, int64(0)
	end := func(place int32) {
		cost += sh.cost(p.arc(c, here, place)) - sh.cost(p.arc(c, stop, place))
		stop, here = place, place
	}
	for i := range t.Events {
		ev := &t.Events[i]
		switch {
		case ev.Node >= int32(len(p.Jobs)):
			end(p.Stores[int(ev.Node)-len(p.Jobs)].Place)
		case ev.Node >= 0:
			end(p.Jobs[ev.Node].Place)
		case sh.Breaks[ev.Break].Placed:
			place := sh.Breaks[ev.Break].Place
			cost += sh.cost(p.arc(c, here, place))
			here = place
		}
	}
	end(sh.To)
	return cost
}

// detourMetres returns by how much the ways of a timetable are longer than the
// direct ones between its stops.
func (e *engine) detourMetres(t *Timetable, sh *Shift) int64 {
	metres := Shift{PerMetre: 1, From: sh.From, To: sh.To, Class: sh.Class, Breaks: sh.Breaks}
	return e.detourCost(t, &metres)
}
