package report

import (
	"slices"
	"strconv"
	"strings"

	"github.com/paidan/paidan/cmd/paidan/internal/words"
	"github.com/paidan/paidan/roster"
)

// maker makes the parts of a page from a problem and a plan.
type maker struct {
	*roster.View
	plan  *roster.Plan
	lang  words.Lang
	money words.Currency

	// days on which a route departs, in order; dayOf[r] is the index of route
	// r's.
	days  []day
	dayOf []int
	// shifts by ID.
	shifts map[string]shiftOf
	// services used, in the catalogue's order, and the index of each code.
	services []string
	service  map[string]int
}

// day is a local date with routes.
type day struct {
	Index int
	Date  string
}

// shiftOf is a shift with its worker.
type shiftOf struct {
	worker *roster.Worker
	shift  *roster.Shift
}

func newMaker(v *roster.View, plan *roster.Plan, opts Options) *maker {
	m := &maker{View: v, plan: plan, lang: opts.Lang, money: opts.Money,
		shifts: map[string]shiftOf{}, service: map[string]int{}}
	for i := range v.Problem.Workers {
		w := &v.Problem.Workers[i]
		for k := range w.Shifts {
			m.shifts[w.Shifts[k].ID] = shiftOf{w, &w.Shifts[k]}
		}
	}
	m.findDays()
	m.findServices()
	return m
}

// findDays numbers the local days on which routes depart.
func (m *maker) findDays() {
	var dates []string
	for i := range m.plan.Routes {
		dates = append(dates, m.dateOf(i))
	}
	sorted := slices.Compact(slices.Sorted(slices.Values(dates)))
	for i, d := range sorted {
		m.days = append(m.days, day{i, d})
	}
	for _, d := range dates {
		i, _ := slices.BinarySearch(sorted, d)
		m.dayOf = append(m.dayOf, i)
	}
}

func (m *maker) dateOf(route int) string {
	return roster.DateOf(m.plan.Routes[route].Depart.In(m.Zone)).String()
}

// findServices lists the services of the problem's jobs in the catalogue's
// order, so that colours do not depend on the plan.
func (m *maker) findServices() {
	used := map[string]bool{}
	for i := range m.Problem.Jobs {
		used[m.Problem.Jobs[i].Service] = true
	}
	for i := range m.Problem.Catalogue {
		if code := m.Problem.Catalogue[i].Code; used[code] {
			m.service[code] = len(m.services)
			m.services = append(m.services, code)
		}
	}
}

// job returns a job of the problem, or nil.
func (m *maker) job(id string) *roster.Job {
	if i, ok := m.JobIndex(id); ok {
		return &m.Problem.Jobs[i]
	}
	return nil
}

// dates says which days the plan is for.
func (m *maker) dates() string {
	switch len(m.days) {
	case 0:
		return roster.DateOf(m.Problem.Horizon.Start.In(m.Zone)).String()
	case 1:
		return m.days[0].Date
	}
	return m.days[0].Date + " – " + m.days[len(m.days)-1].Date
}

// provenance says in a line how the plan came to be.
func (m *maker) provenance() string {
	p := m.plan.Provenance
	var said []string
	add := func(s string) {
		if s != "" {
			said = append(said, s)
		}
	}
	add(p.Version)
	add(p.Method)
	if p.Iterations > 0 {
		add(words.Count(p.Iterations) + " " + m.lang.Say("iterations"))
		add(m.lang.Say("seed") + " " + strconv.FormatUint(p.Seed, 10))
	}
	return strings.Join(said, " · ")
}
