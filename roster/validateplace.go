package roster

import (
	"fmt"
	"math"
)

// place checks where somebody or something is: field is that of the place.
func (v *validator) place(field string, p *Place) {
	if p.ID != "" && !v.id(field+".id", p.ID) {
		return
	}
	// A NaN is in no range.
	if l := p.Location; l == nil {
		if v.p.Travel.Kind != MatrixTravel {
			v.fault(field+".location", FaultLocationMissing, nil, "give lat and lng: only travel by matrix does without")
			return
		}
	} else {
		sound := true
		if !(math.Abs(l.Lat) <= 90) {
			v.fault(field+".location.lat", FaultLocation, nil, "want degrees in [-90, 90]")
			sound = false
		}
		if !(math.Abs(l.Lng) <= 180) {
			v.fault(field+".location.lng", FaultLocation, nil, "want degrees in [-180, 180]")
			sound = false
		}
		if !sound {
			return
		}
	}
	if p.ID == "" {
		return
	}
	other, seen := v.located[p.ID]
	if !seen {
		v.located[p.ID] = p.Location
		return
	}
	if (other == nil) != (p.Location == nil) || other != nil && *other != *p.Location {
		v.fault(field, FaultPlaceContradictory, p.ID, "another place with this ID has another location")
	}
}

// matrixTable is one matrix as far as the search for its places goes.
type matrixTable struct {
	name   string
	places map[string]bool
}

// matrixPlaces checks that every place in use is in the matrices in use.
func (v *validator) matrixPlaces() {
	tables := map[Mode]*matrixTable{}
	for i := range v.p.Travel.Matrices {
		m := &v.p.Travel.Matrices[i]
		if tables[m.Mode] != nil {
			continue
		}
		t := &matrixTable{name: fmt.Sprintf("matrices[%d]", i), places: make(map[string]bool, len(m.Places))}
		for _, id := range m.Places {
			t.places[id] = true
		}
		tables[m.Mode] = t
	}
	used := map[*matrixTable]bool{}
	var inUse []*matrixTable
	missing := map[Mode]bool{}
	each(v, "workers", v.p.Workers, func(w *Worker) {
		if len(w.Shifts) == 0 {
			return
		}
		mode := ModeOf(w)
		t := tables[mode]
		if t == nil {
			t = tables[""]
		}
		if t == nil {
			if !missing[mode] {
				missing[mode] = true
				v.fault("mode", FaultMatrixMissing, string(mode), "travel.matrices has none for this mode, nor one without a mode")
			}
			return
		}
		if !used[t] {
			used[t] = true
			inUse = append(inUse, t)
		}
		v.matrixWorker(w, []*matrixTable{t})
	})
	each(v, "stores", v.p.Stores, func(s *Store) { v.inMatrix("place", &s.Place, inUse) })
	homes := make([]bool, len(v.p.Customers))
	each(v, "series", v.p.Series, func(s *Series) {
		if place := s.Template.Place; place != nil {
			v.inMatrix("template.place", place, inUse)
		} else if c, ok := v.customerAt[s.Template.Customer]; ok {
			homes[c] = true
		}
	})
	each(v, "jobs", v.p.Jobs, func(j *Job) {
		if j.Place != nil {
			v.inMatrix("place", j.Place, inUse)
		} else if c, ok := v.customerAt[j.Customer]; ok {
			homes[c] = true
		}
	})
	i := -1
	each(v, "customers", v.p.Customers, func(c *Customer) {
		if i++; homes[i] {
			v.inMatrix("place", &c.Place, inUse)
		}
	})
}

func (v *validator) matrixWorker(w *Worker, tables []*matrixTable) {
	atHome := false
	each(v, "shifts", w.Shifts, func(s *Shift) {
		atHome = atHome || s.StartPlace == nil || s.EndPlace == nil
		if s.StartPlace != nil {
			v.inMatrix("startPlace", s.StartPlace, tables)
		}
		if s.EndPlace != nil {
			v.inMatrix("endPlace", s.EndPlace, tables)
		}
		each(v, "breaks", s.Breaks, func(b *Break) {
			if b.Place != nil {
				v.inMatrix("place", b.Place, tables)
			}
		})
	})
	if atHome {
		v.inMatrix("home", &w.Home, tables)
	}
}

// inMatrix checks that a place can be looked up in each of the tables.
func (v *validator) inMatrix(field string, p *Place, tables []*matrixTable) {
	for _, t := range tables {
		if p.ID == "" {
			v.fault(field+".id", FaultPlaceID, nil, "travel is by matrix: name the row of the place")
			return
		}
		if !t.places[p.ID] {
			v.fault(field+".id", FaultMatrixPlace, p.ID, "not in travel."+t.name+".places; null cells say that there is no way")
			return
		}
	}
}
