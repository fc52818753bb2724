package schedule

import (
	"context"
	"slices"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel"
)

// atlas numbers all places of a problem once, for all that is packed of it.
// Only ways along straight lines, which are worked out when they are asked
// for, have one.
type atlas struct {
	travel roster.Travel
	index  travel.Index
	source *travel.Source
}

// newAtlas returns nil where the problem's ways need tables.
func newAtlas(ctx context.Context, view *roster.View) (*atlas, error) {
	p := view.Problem
	if p.Travel.Kind != "" && p.Travel.Kind != roster.StraightLine {
		return nil, nil
	}
	a := &atlas{travel: p.Travel}
	a.index.Kind = p.Travel.Kind
	for j := range p.Jobs {
		a.index.Add(view.Place(&p.Jobs[j]))
	}
	for i := range p.Customers {
		if at := p.Customers[i].Place; at.ID != "" || at.Location != nil {
			a.index.Add(at)
		}
	}
	for w := range p.Workers {
		for s := range p.Workers[w].Shifts {
			shift := &p.Workers[w].Shifts[s]
			from, to := view.ShiftPlaces(&p.Workers[w], shift)
			a.index.Add(from)
			a.index.Add(to)
			for b := range shift.Breaks {
				if at := shift.Breaks[b].Place; at != nil {
					a.index.Add(*at)
				}
			}
		}
	}
	for i := range p.Stores {
		a.index.Add(p.Stores[i].Place)
	}
	var err error
	a.source, err = travel.NewContext(ctx, p.Travel, a.index.Places(), travel.Options{})
	return a, err
}

// with is the atlas with the places of some jobs more, whose numbers come after
// those there are. The atlas itself stays as it is.
func (a *atlas) with(ctx context.Context, view *roster.View, jobs []roster.Job) (*atlas, error) {
	out := &atlas{travel: a.travel}
	out.index.Kind = a.index.Kind
	for _, p := range a.index.Places() {
		out.index.Add(p)
	}
	for j := range jobs {
		out.index.Add(view.Place(&jobs[j]))
	}
	if out.index.Len() == a.index.Len() {
		return a, nil
	}
	var err error
	out.source, err = travel.NewContext(ctx, a.travel, out.index.Places(), travel.Options{})
	return out, err
}

// find numbers a place. Where the atlas does not have it, its number is the
// next one, and the source knows it too.
func (a *atlas) find(ctx context.Context, at roster.Place) (int32, *travel.Source, error) {
	places := a.index.Places()
	for i := range places {
		p := &places[i]
		if at.ID != "" && p.ID == at.ID || at.Location != nil && p.Location != nil && *p.Location == *at.Location {
			return int32(i), a.source, nil
		}
	}
	source, err := travel.NewContext(ctx, a.travel, append(slices.Clip(places), at), travel.Options{})
	return int32(len(places)), source, err
}
