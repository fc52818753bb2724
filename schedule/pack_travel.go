package schedule

import (
	"context"
	"math"
	"slices"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
	"github.com/paidan/paidan/travel"
)

// tableArcs is the largest number of arcs kept in tables where travel could
// be computed on the way instead.
const tableArcs = 24 << 20

// travelKey tells workers apart who need different travel times.
type travelKey struct {
	mode    int
	percent int
}

// packTravel prepares a class of travel for each mode and speed in use.
func (k *packed) packTravel(ctx context.Context, h *hooks) error {
	p := k.view.Problem
	k.classes = map[travelKey]int32{}
	var keys []travelKey
	var modes []roster.Mode
	for i := range p.Workers {
		key := keyOf(&p.Workers[i])
		if _, ok := k.classes[key]; !ok {
			k.classes[key] = int32(len(keys))
			keys = append(keys, key)
		}
		if m := roster.ModeOf(&p.Workers[i]); !slices.Contains(modes, m) {
			modes = append(modes, m)
		}
	}
	if l := h.like; l != nil && l.core.Places == k.core.Places {
		k.source, k.classes, k.core.Classes, k.core.XY, k.core.Metres = l.source, l.classes, l.core.Classes, l.core.XY, l.core.Metres
		return nil
	}
	if a := h.atlas; a != nil {
		k.source = a.source
		for _, key := range keys {
			k.core.Classes = append(k.core.Classes, k.class(key, false))
		}
		return nil
	}
	var err error
	k.source, err = travel.NewContext(ctx, p.Travel, k.index.Places(), travel.Options{Roads: h.roads, Modes: modes})
	if err != nil {
		return err
	}
	n := k.core.Places
	tables := !k.straight() || len(keys)*n*n <= tableArcs && !h.sparse
	for _, key := range keys {
		c := k.class(key, tables)
		if c.ByMetres != nil && n >= manyPlaces {
			c.ByMetres = tabled(c.ByMetres)
		}
		k.core.Classes = append(k.core.Classes, c)
	}
	if tables {
		k.core.FillStraight()
	}
	k.core.XY = positions(k.index.Places())
	return nil
}

// fillTables gives straight lines tables after all, unless these would be too large.
func (k *packed) fillTables() {
	if n := k.core.Places; len(k.classes)*n*n > tableArcs {
		return
	}
	k.core.FillStraight()
}

// straight reports whether ways are straight lines.
func (k *packed) straight() bool {
	kind := k.view.Problem.Travel.Kind
	return kind == "" || kind == roster.StraightLine
}

func keyOf(w *roster.Worker) travelKey {
	mode, _ := travel.ModeIndex(roster.ModeOf(w))
	return travelKey{mode, roster.TravelPercentOf(w)}
}

// class returns a class of travel, with a table where wanted, but for straight
// lines: see core.Problem.FillStraight.
func (k *packed) class(key travelKey, table bool) core.Class {
	source, mode, percent := k.source, key.mode, key.percent
	profile := source.Profile(mode)
	fastest := fastestHour(profile)
	c := core.Class{Hours: k.hours(profile)}
	k.legs(key, &c)
	if !table || k.straight() {
		return c
	}
	n := k.core.Places
	c.Table = make([]core.Arc, n*n)
	c.Turned = c.Table
	seconds, metres := make([]int32, n), make([]int32, n)
	for i := range n {
		source.Row(mode, int32(i), seconds, metres)
		row := c.Table[i*n : (i+1)*n]
		for j := range row {
			if seconds[j] < 0 {
				row[j] = core.Arc{Seconds: core.Never}
			} else {
				row[j] = core.Arc{Seconds: min(travel.Adjust(seconds[j], percent, fastest), core.Latest), Metres: metres[j]}
			}
		}
	}
	if !symmetric(c.Table, n) {
		c.Turned = make([]core.Arc, n*n)
		for i := range n {
			for j := range n {
				c.Turned[j*n+i] = c.Table[i*n+j]
			}
		}
	}
	return c
}

// legs makes a class work its ways out when it is asked for them.
func (k *packed) legs(key travelKey, c *core.Class) {
	source, mode, percent := k.source, key.mode, key.percent
	fastest := fastestHour(source.Profile(mode))
	arc := func(seconds, metres int32, ok bool) core.Arc {
		if !ok {
			return core.Arc{Seconds: core.Never}
		}
		return core.Arc{Seconds: min(travel.Adjust(seconds, percent, fastest), core.Latest), Metres: metres}
	}
	c.Leg = func(from, to int32) core.Arc { return arc(source.Leg(mode, from, to)) }
	if k.straight() {
		k.core.Metres = func(from, to int32) int32 {
			metres, _ := source.Metres(from, to)
			return metres
		}
		c.ByMetres = func(metres int32) core.Arc {
			seconds, ok := source.Seconds(mode, metres)
			return arc(seconds, metres, ok)
		}
	}
	if len(c.Hours) == 0 {
		return
	}
	c.Base = func(from, to int32) int32 {
		seconds, _, ok := source.Leg(mode, from, to)
		if !ok {
			return core.Never
		}
		return min(travel.Adjust(seconds, percent, 100), core.Latest)
	}
}

// From manyPlaces places on, ways of less than shortMetres metres are worked out
// once each.
const manyPlaces, shortMetres = 2000, 1 << 16

// tabled returns byMetres with its values for short ways in a table.
func tabled(byMetres func(int32) core.Arc) func(int32) core.Arc {
	short := make([]core.Arc, shortMetres)
	for metres := range short {
		short[metres] = byMetres(int32(metres))
	}
	return func(metres int32) core.Arc {
		if uint32(metres) < shortMetres {
			return short[metres]
		}
		return byMetres(metres)
	}
}

// fastestHour is the greatest percentage of a profile, at least 10.
func fastestHour(profile *travel.Profile) int {
	fastest := 10
	for _, s := range profile {
		fastest = max(fastest, int(s))
	}
	return fastest
}

func symmetric(table []core.Arc, n int) bool {
	for i := range n {
		for j := range i {
			if table[i*n+j] != table[j*n+i] {
				return false
			}
		}
	}
	return true
}

// hours spreads a profile over the horizon, in the local time of each hour.
// It is empty where the speed never changes.
func (k *packed) hours(profile *travel.Profile) []core.Hour {
	steady := true
	for _, s := range profile {
		steady = steady && s == profile[0]
	}
	if steady {
		return nil
	}
	p := k.view.Problem
	var out []core.Hour
	// One day more on each side, for shifts at the edge.
	t := p.Horizon.Start.Add(-24 * time.Hour)
	end := p.Horizon.End.Add(24 * time.Hour)
	for t.Before(end) {
		local := t.In(k.view.Zone)
		if s := int32(profile[local.Hour()]); len(out) == 0 || out[len(out)-1].Percent != s {
			out = append(out, core.Hour{From: k.second(t), Percent: s})
		}
		t = t.Add(time.Hour - time.Duration(local.Minute())*time.Minute - time.Duration(local.Second())*time.Second - time.Duration(local.Nanosecond()))
	}
	out[0].From = -core.Latest
	return out
}

// positions projects places for finding neighbours; nil where one has no
// location.
func positions(places []roster.Place) [][2]float32 {
	out := make([][2]float32, len(places))
	for i, p := range places {
		if p.Location == nil {
			return nil
		}
		shrink := cosine(places[0].Location.Lat)
		out[i] = [2]float32{float32(p.Location.Lng * shrink), float32(p.Location.Lat)}
	}
	return out
}

// cosine returns the cosine of an angle in degrees, nearly, and with the same
// bits on every machine.
func cosine(degrees float64) float64 {
	x := degrees * (math.Pi / 180)
	x = float64(x * x)
	sum := 1.0
	for n := 10.0; n > 0; n -= 2 {
		sum = 1 - float64(x/(n*(n-1))*sum)
	}
	return sum
}

func numbered(names []string) map[string]int {
	m := make(map[string]int, len(names))
	for i, n := range names {
		m[n] = i
	}
	return m
}

func contains(list []string, x string) bool { return slices.Contains(list, x) }

// sortedWindows returns windows in order of time.
func sortedWindows(list []roster.Window) []roster.Window {
	if len(list) < 2 {
		return list
	}
	list = slices.Clone(list)
	slices.SortStableFunc(list, func(a, b roster.Window) int { return a.Start.Compare(b.Start) })
	return list
}
