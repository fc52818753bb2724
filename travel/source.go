package travel

import (
	"context"
	"fmt"
	"slices"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel/internal/geo"
)

// Options of [New]. The zero value serves the straight line and matrices.
type Options struct {
	// Roads is the network for [roster.RoadTravel]; other kinds ignore it.
	Roads roster.Roads `json:"-"`
	// Modes to prepare; empty: all. Only these can be asked for. A road
	// network is searched once for each.
	Modes []roster.Mode `json:"modes,omitempty"`
}

// Source gives base times and distances between numbered places. It never
// changes and is safe for concurrent use.
type Source struct {
	n        int
	modes    [NumModes]bool    // [mode]: whether it was prepared
	points   []geo.Point       // [place]; nil unless straight
	way      way               // of the straight line
	lines    [NumModes]line    // [mode]
	tables   [NumModes]*table  // [mode]; nil if straight or without a matrix
	profiles [NumModes]Profile // [mode][hour]
}

// New prepares the legs between places, which are numbered by their position
// in the slice and all different (see [Index]). It reads the places and keeps
// no hold on them.
//
// The straight line takes O(n) time and memory; a matrix or road network of n
// places takes n² and is refused above [MaxTablePlaces]. Faults in the input
// come all at once as [Errors].
func New(t roster.Travel, places []roster.Place, opts Options) (*Source, error) {
	return NewContext(context.Background(), t, places, opts)
}

// NewContext is [New] with a context, which ends the search in a road
// network early; the error then wraps the context's.
func NewContext(ctx context.Context, t roster.Travel, places []roster.Place, opts Options) (*Source, error) {
	s := &Source{n: len(places), way: way{percent: float64(t.DetourPercent)}}
	var faults Errors
	for i, m := range opts.Modes {
		mode, ok := ModeIndex(m)
		if !ok {
			faults = append(faults, &Error{Code: CodeMode, Path: fmt.Sprintf("options.modes[%d]", i), Mode: m, Hint: "unknown mode"})
			continue
		}
		s.modes[mode] = true
	}
	if len(opts.Modes) == 0 {
		s.modes = [NumModes]bool{true, true, true, true, true}
	}
	faults = append(faults, s.speeds(t)...)
	switch t.Kind {
	case "", roster.StraightLine:
		if t.DetourPercent == 0 {
			s.way.percent = roster.DefaultDetourPercent
		} else if t.DetourPercent < 100 || t.DetourPercent > 1000 {
			faults = append(faults, &Error{Code: CodeDetour, Path: "travel.detourPercent", Hint: "want a percentage in [100, 1000]"})
		}
		faults = append(faults, located(places)...)
		if len(faults) == 0 {
			s.points = make([]geo.Point, len(places))
			for i, p := range places {
				s.points[i] = geo.At(*p.Location)
			}
		}
	case roster.MatrixTravel:
		faults = append(faults, tooMany(places)...)
		if len(faults) == 0 {
			faults = append(faults, s.matrices(t.Matrices, places)...)
		}
	case roster.RoadTravel:
		if opts.Roads == nil {
			faults = append(faults, &Error{Code: CodeNoRoads, Path: "travel.kind", Hint: "give a road network in the options, or another kind"})
		}
		faults = append(faults, tooMany(places)...)
		faults = append(faults, located(places)...)
		if len(faults) == 0 {
			faults = append(faults, s.roads(ctx, opts.Roads, places)...)
		}
	default:
		faults = append(faults, &Error{Code: CodeKind, Path: "travel.kind", Hint: "want straight, matrix or roads"})
	}
	if err := faults.orNil(); err != nil {
		return nil, err
	}
	return s, nil
}

// speeds sets the lines and profiles of all modes.
func (s *Source) speeds(t roster.Travel) Errors {
	var faults Errors
	var unknown []roster.Mode
	for m := range t.Speeds {
		if _, ok := ModeIndex(m); !ok {
			unknown = append(unknown, m)
		}
	}
	slices.Sort(unknown)
	for _, m := range unknown {
		faults = append(faults, &Error{Code: CodeMode, Path: fmt.Sprintf("travel.speeds[%q]", m), Mode: m, Hint: "unknown mode"})
	}
	for mode, m := range roster.Modes() {
		speed, listed := t.Speeds[m]
		path := fmt.Sprintf("travel.speeds[%q]", m)
		var f Errors
		s.lines[mode], f = lineOf(path, m, speed, listed)
		faults = append(faults, f...)
		s.profiles[mode], f = profileOf(path, speed.Hours)
		faults = append(faults, f...)
	}
	return faults
}

// matrices packs each matrix that serves a prepared mode, once.
func (s *Source) matrices(all []roster.Matrix, places []roster.Place) Errors {
	var faults Errors
	own := map[roster.Mode]int{} // matrix by mode; "" serves the others
	for i := range all {
		m := all[i].Mode
		_, known := ModeIndex(m)
		if _, twice := own[m]; twice || !known && m != "" {
			faults = append(faults, &Error{Code: CodeMode, Path: fmt.Sprintf("travel.matrices[%d].mode", i), Mode: m,
				Hint: "want at most one matrix per known mode, and one without"})
		}
		own[m] = i
	}
	if len(faults) > 0 {
		return faults
	}
	packed := make([]*table, len(all))
	for mode, m := range roster.Modes() {
		i, ok := own[m]
		if !ok {
			i, ok = own[""]
		}
		if !ok || !s.modes[mode] {
			continue
		}
		if packed[i] == nil {
			t, f := matrixTable(fmt.Sprintf("travel.matrices[%d]", i), &all[i], places)
			if len(f) > 0 {
				faults = append(faults, f...)
				t = &table{} // not again
			}
			packed[i] = t
		}
		s.tables[mode] = packed[i]
	}
	return faults
}

// roads asks the network for each prepared mode.
func (s *Source) roads(ctx context.Context, roads roster.Roads, places []roster.Place) Errors {
	for mode, m := range roster.Modes() {
		if !s.modes[mode] {
			continue
		}
		t, err := roadTable(ctx, roads, m, places)
		if err != nil {
			return Errors{{Code: CodeRoads, Path: "options.roads", Mode: m, Hint: "no travel times from the road network", Err: err}}
		}
		s.tables[mode] = t
	}
	return nil
}

// located finds places without a location on the earth.
func located(places []roster.Place) Errors {
	var faults Errors
	for i, p := range places {
		if l := p.Location; l == nil || !(l.Lat >= -90 && l.Lat <= 90 && l.Lng >= -180 && l.Lng <= 180) {
			faults = append(faults, &Error{Code: CodeNoLocation, Path: fmt.Sprintf("places[%d]", i), Place: p.ID,
				Hint: "want a latitude in [-90, 90] and a longitude in [-180, 180]"})
		}
	}
	return faults
}

func tooMany(places []roster.Place) Errors {
	if len(places) <= MaxTablePlaces {
		return nil
	}
	return Errors{{Code: CodeTooMany, Path: "places",
		Hint: fmt.Sprintf("%d places; tables are kept for at most %d, the straight line has no limit", len(places), MaxTablePlaces)}}
}
