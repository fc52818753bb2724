package roster

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"
)

// The limits of a valid problem.
const (
	// MaxHorizonDays is the greatest length of the horizon in local days.
	MaxHorizonDays = 366
	// MaxShiftLength is the greatest length of a shift without overtime: that
	// of the longest horizon, since live-in care runs for weeks.
	MaxShiftLength Duration = 366 * 86400
	// MaxBreaks is the greatest number of breaks of a shift.
	MaxBreaks = 100
	// MaxDuration is the greatest duration of anything: 366 days.
	MaxDuration Duration = 366 * 86400
	// MaxMoney is the greatest amount, in minor units.
	MaxMoney Money = 1e12
	// MaxIDLength is the greatest length of an ID or code in bytes.
	MaxIDLength = 256
	// MaxCount is the greatest count, quantity or distance in metres.
	MaxCount = 1_000_000_000
	// MaxTier is the highest tier.
	MaxTier = 9
)

// Validate reports everything that is wrong with a problem: [Faults] in the
// order of their paths, or nil. It looks at what the fields mean, on their
// own and together: ranges, uniqueness, references, contradictions, sums that
// would overflow. A job nobody can serve is no fault, but data of the plan.
//
// Everything else in the module asks for a problem without faults.
func (p *Problem) Validate() error { return p.ValidateWith(Rulebook{}) }

// ValidateWith is [Problem.Validate] for a problem whose weights name criteria
// of a rulebook.
func (p *Problem) ValidateWith(rules Rulebook) error {
	v := &validator{p: p, rulebook: rules}
	v.header()
	v.index()
	v.agencies()
	each(v, "stores", p.Stores, v.store)
	each(v, "catalogue", p.Catalogue, v.service)
	each(v, "workers", p.Workers, v.worker)
	each(v, "customers", p.Customers, v.customer)
	each(v, "jobs", p.Jobs, v.job)
	each(v, "series", p.Series, v.series)
	v.in("travel", v.travel)
	v.in("rules", v.rules)
	v.in("weights", v.weights)
	v.expand()
	v.links()
	v.workerLimits()
	v.locks()
	v.history()
	v.amounts()
	v.faults = slices.DeleteFunc(v.faults, v.inExpansion)
	v.faults.sortByPath()
	return v.faults.err()
}

// expand goes on with the jobs and links of the series, where these are
// sound: links, locks and refusals may name them.
func (v *validator) expand() {
	if len(v.p.Series) == 0 || slices.ContainsFunc(v.faults, func(f *Fault) bool {
		return strings.HasPrefix(f.Path, "series") || strings.HasPrefix(f.Path, "horizon") || f.Path == "timeZone"
	}) {
		return
	}
	q, err := v.p.Expanded()
	if err != nil {
		v.faults = append(v.faults, err.(Faults)...)
		return
	}
	v.own, v.p = v.p, q
	for i := len(v.own.Jobs); i < len(q.Jobs); i++ {
		v.jobAt[q.Jobs[i].ID] = i
	}
}

// inExpansion reports whether a fault is of a link which a series has made:
// the problem's own link in it is told too.
func (v *validator) inExpansion(f *Fault) bool {
	text, ok := strings.CutPrefix(f.Path, "links[")
	if !ok || v.own == nil {
		return false
	}
	i, err := strconv.Atoi(text[:digits(text)])
	return err == nil && i >= len(v.own.Links)
}

// validator walks over a problem and notes its faults.
type validator struct {
	p        *Problem
	own      *Problem // as given, where p is its expansion; else nil
	rulebook Rulebook
	// zone is nil where the problem's is unknown.
	zone   *time.Location
	trail  trail
	faults Faults

	// Indices of the problem's lists by ID; of duplicates the first.
	workerAt, customerAt, serviceAt, jobAt, agencyAt map[string]int
	// shiftSeen holds the IDs of all shifts so far.
	shiftSeen map[string]bool
	// located holds the location of each place ID seen so far; nil: without.
	located map[string]*LatLng
}

// fault notes a fault at field of the present place; value nil: not shown.
func (v *validator) fault(field, code string, value any, hint string) {
	f := Fault{Code: code, Hint: hint}
	if len(v.faults) > MaxFaults {
		return
	}
	f.Path = v.trail.path(field)
	if value != nil {
		f.Value = shorten(fmt.Sprint(value))
	}
	v.faults.add(f)
}

// in runs f with the field name as the present place.
func (v *validator) in(name string, f func()) {
	v.trail.field(name)
	f()
	v.trail.up(1)
}

// each runs f for every element of a list, which is the present place then.
func each[T any](v *validator, name string, list []T, f func(*T)) {
	v.trail.field(name)
	for i := range list {
		v.trail.index(i)
		f(&list[i])
		v.trail.up(1)
	}
	v.trail.up(1)
}

// header looks at the problem's own fields.
func (v *validator) header() {
	p := v.p
	if p.SchemaVersion != SchemaVersion {
		v.faults.add(*versionFault(int64(p.SchemaVersion)))
	}
	if p.ID != "" {
		v.id("id", p.ID)
	}
	zone, err := p.Location()
	if err != nil || p.TimeZone == "" || p.TimeZone == "Local" {
		v.fault("timeZone", FaultTimeZone, p.TimeZone, "want a name of the IANA database such as \"Asia/Shanghai\"")
	} else {
		v.zone = zone
	}
	v.time("freezeTime", p.FreezeTime, false)
	h := p.Horizon
	startOK, endOK := v.time("horizon.start", h.Start, true), v.time("horizon.end", h.End, true)
	switch {
	case !startOK || !endOK:
	case !h.Start.Before(h.End):
		v.fault("horizon.end", FaultReversed, nil, "the horizon ends before or when it starts")
	case v.zone != nil && h.End.After(h.Start.In(v.zone).AddDate(0, 0, MaxHorizonDays)):
		v.fault("horizon.end", FaultHorizonLength, nil, fmt.Sprintf("the horizon is longer than %d days", MaxHorizonDays))
	}
}

// index fills the indices and checks IDs and codes.
func (v *validator) index() {
	p := v.p
	v.shiftSeen, v.located = map[string]bool{}, map[string]*LatLng{}
	v.agencyAt = indexBy(v, "agencies", "id", p.Agencies, func(a *Agency) string { return a.ID })
	v.serviceAt = indexBy(v, "catalogue", "code", p.Catalogue, func(s *Service) string { return s.Code })
	v.workerAt = indexBy(v, "workers", "id", p.Workers, func(w *Worker) string { return w.ID })
	v.customerAt = indexBy(v, "customers", "id", p.Customers, func(c *Customer) string { return c.ID })
	v.jobAt = indexBy(v, "jobs", "id", p.Jobs, func(j *Job) string { return j.ID })
	indexBy(v, "stores", "id", p.Stores, func(s *Store) string { return s.ID })
	indexBy(v, "workerLimits", "id", p.WorkerLimits, func(l *WorkerLimit) string { return l.ID })
	indexBy(v, "series", "id", p.Series, func(s *Series) string { return s.ID })
}

func indexBy[T any](v *validator, name, field string, list []T, id func(*T) string) map[string]int {
	at := make(map[string]int, len(list))
	i := -1
	each(v, name, list, func(item *T) {
		i++
		key := id(item)
		if !v.id(field, key) {
			return
		}
		if first, twice := at[key]; twice {
			v.fault(field, FaultIDDuplicate, key, fmt.Sprintf("%s[%d] has the same: rename one", name, first))
			return
		}
		at[key] = i
	})
	return at
}
