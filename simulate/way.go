package simulate

import (
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel"
)

// places numbers every place for travel.
func (w *world) places(roads roster.Roads) error {
	index := travel.Index{Kind: w.p.Travel.Kind}
	add := func(p roster.Place) {
		i := index.Add(p)
		if p.ID != "" {
			w.named[p.ID] = i
		}
		if p.Location != nil {
			if _, ok := w.place[*p.Location]; !ok || p.ID == "" {
				w.place[*p.Location] = i
			}
		}
	}
	for i := range w.p.Customers {
		add(w.p.Customers[i].Place)
	}
	for i := range w.p.Jobs {
		add(w.view.Place(&w.p.Jobs[i]))
	}
	for i := range w.p.Workers {
		for s := range w.p.Workers[i].Shifts {
			from, to := w.view.ShiftPlaces(&w.p.Workers[i], &w.p.Workers[i].Shifts[s])
			add(from)
			add(to)
		}
	}
	var err error
	w.source, err = travel.NewContext(w.ctx, w.p.Travel, index.Places(), travel.Options{Roads: roads})
	return err
}

func (w *world) number(p roster.Place) int32 {
	if i, ok := w.named[p.ID]; ok && p.ID != "" {
		return i
	}
	if p.Location == nil {
		return 0
	}
	return w.place[*p.Location]
}

// way returns the usual time and the metres of a way; −1 where there is none.
func (w *world) way(worker *roster.Worker, from, to roster.Place, at time.Time) (roster.Duration, int32) {
	mode, _ := travel.ModeIndex(roster.ModeOf(worker))
	a, b := w.number(from), w.number(to)
	if a == b {
		return 0, 0
	}
	seconds, metres, ok := w.source.Leg(mode, a, b)
	if !ok {
		return -1, 0
	}
	speed := w.source.Profile(mode)[at.In(w.zone).Hour()]
	return roster.Duration(travel.Adjust(seconds, roster.TravelPercentOf(worker), int(speed))), metres
}
