package simulate

import (
	"errors"
	"fmt"
	"slices"

	"github.com/paidan/paidan/roster"
)

// Model tells what is random. The zero value is a world in which everything
// goes by plan.
type Model struct {
	// ServiceCV is the coefficient of variation of the length of work, which
	// is lognormal around what the problem says; Service overrides it.
	ServiceCV float64       `json:"serviceCV,omitempty"`
	Service   []ServiceTime `json:"service,omitempty"`
	// TravelCV likewise of ways.
	TravelCV float64 `json:"travelCV,omitempty"`
	// Decline is the chance that a worker declines a job offered, Avoided that
	// for a service the worker avoids where it is greater. A pair is asked once.
	Decline float64 `json:"decline,omitempty"`
	Avoided float64 `json:"avoided,omitempty"`
	// NoShow is the chance that a worker who set out for a job does not come;
	// Illness that one is ill on the day of a shift, which is known half an
	// hour before it.
	NoShow  float64 `json:"noShow,omitempty"`
	Illness float64 `json:"illness,omitempty"`
	// Arrivals of new demand.
	Arrivals []Arrival `json:"arrivals,omitempty"`
	// Complaint is the chance that a customer complains, after a late start
	// LateComplaint where that is greater. A complaint makes a rework job
	// within 48 h; Ban is the chance that the pair never meets again.
	Complaint     float64 `json:"complaint,omitempty"`
	LateComplaint float64 `json:"lateComplaint,omitempty"`
	Ban           float64 `json:"ban,omitempty"`
	// ReworkService is the service of rework; empty: that of the job.
	ReworkService string `json:"reworkService,omitempty"`
	// Stars is the mean rating of punctual work, in [1, 5]; 0: nobody rates.
	// A rating changes by StarsSD at random, and loses one star for each half
	// hour late.
	Stars   float64 `json:"stars,omitempty"`
	StarsSD float64 `json:"starsSD,omitempty"`
	// Punctual is how late after the start first promised, or after the
	// window, still counts as on time; 0: 15 min. Patience is how late after
	// its windows work is still welcome; 0: 1 h.
	Punctual roster.Duration `json:"punctual,omitempty"`
	Patience roster.Duration `json:"patience,omitempty"`
	// Early is how long before the time planned a worker who is free may begin,
	// within the windows; 0: never.
	Early roster.Duration `json:"early,omitempty"`
}

// ServiceTime tells how long a service takes, for all workers or for one.
type ServiceTime struct {
	Service string `json:"service"`
	Worker  string `json:"worker,omitempty"`
	// Percent of the problem's length; 0: 100. CV of it.
	Percent int     `json:"percent,omitempty"`
	CV      float64 `json:"cv,omitempty"`
}

// Arrival is a stream of new jobs.
type Arrival struct {
	Service string `json:"service"`
	// Area of the customers, who are drawn from the problem's; empty: all.
	Area string `json:"area,omitempty"`
	// PerDay is the mean number, which is Poisson, at most 500.
	PerDay float64 `json:"perDay"`
	// From and To are when they call, as time since midnight; both 0: all day.
	From roster.Duration `json:"from,omitempty"`
	To   roster.Duration `json:"to,omitempty"`
	// Lead is from the call to the first possible start, Window how long it
	// may start from then on; 0: 4 h.
	Lead   roster.Duration `json:"lead,omitempty"`
	Window roster.Duration `json:"window,omitempty"`
	// Tier of the jobs.
	Tier int `json:"tier,omitempty"`
}

// UsualModel returns the figures of an ordinary agency, without new demand.
func UsualModel() Model {
	return Model{ServiceCV: 0.2, TravelCV: 0.25, Decline: 0.05, Avoided: 0.3, NoShow: 0.005, Illness: 0.02,
		Complaint: 0.01, LateComplaint: 0.08, Ban: 0.2, Stars: 4.7, StarsSD: 0.4}
}

func (m Model) withDefaults() Model {
	if m.Punctual == 0 {
		m.Punctual = 15 * 60
	}
	if m.Patience == 0 {
		m.Patience = 3600
	}
	return m
}

// declines returns the chance that a worker declines a job of a service.
func (m *Model) declines(w *roster.Worker, service string) float64 {
	if slices.Contains(w.AvoidedServices, service) {
		return max(m.Decline, m.Avoided)
	}
	return m.Decline
}

// length returns the mean length of a service in percent of the problem's, and
// its coefficient of variation, for one worker or, with "", for any.
func (m *Model) length(service, worker string) (percent, cv float64) {
	percent, cv = 100, m.ServiceCV
	for i := range m.Service {
		if s := &m.Service[i]; s.Service == service && s.Worker == "" {
			percent, cv = s.apply(percent)
		}
	}
	for i := range m.Service {
		if s := &m.Service[i]; s.Service == service && s.Worker == worker && worker != "" {
			percent, cv = s.apply(percent)
		}
	}
	return percent, cv
}

// apply returns the mean length and the coefficient of variation where s has
// the last word.
func (s *ServiceTime) apply(percent float64) (mean, cv float64) {
	if s.Percent > 0 {
		percent = float64(s.Percent)
	}
	return percent, s.CV
}

// validate refuses what makes no sense.
func (m *Model) validate(p *roster.Problem) error {
	var errs []error
	bad := func(path, hint string) {
		errs = append(errs, &roster.Fault{Path: "model." + path, Code: FaultModel, Hint: hint})
	}
	for name, v := range map[string]float64{"decline": m.Decline, "avoided": m.Avoided, "noShow": m.NoShow, "illness": m.Illness,
		"complaint": m.Complaint, "lateComplaint": m.LateComplaint, "ban": m.Ban} {
		if !(v >= 0 && v <= 1) {
			bad(name, "a chance is in [0, 1]")
		}
	}
	for name, v := range map[string]float64{"serviceCV": m.ServiceCV, "travelCV": m.TravelCV, "starsSD": m.StarsSD} {
		if !(v >= 0 && v <= 10) {
			bad(name, "want 0 to 10")
		}
	}
	if m.Stars != 0 && !(m.Stars >= 1 && m.Stars <= 5) {
		bad("stars", "want 1 to 5, or 0 for none")
	}
	if m.Punctual < 0 || m.Patience < 0 || m.Early < 0 {
		bad("punctual", "not negative")
	}
	services := map[string]bool{}
	for i := range p.Catalogue {
		services[p.Catalogue[i].Code] = true
	}
	for i, s := range m.Service {
		if !services[s.Service] || s.Percent < 0 || s.Percent > 1000 || !(s.CV >= 0 && s.CV <= 10) {
			bad(fmt.Sprintf("service[%d]", i), "a service of the catalogue, at most 1000 percent and a cv of 0 to 10")
		}
	}
	for i, a := range m.Arrivals {
		if !services[a.Service] || !(a.PerDay >= 0 && a.PerDay <= maxMean) || a.From < 0 || a.To > 24*3600 || a.From > a.To ||
			a.Lead < 0 || a.Window < 0 || a.Tier < 0 || a.Tier > 9 {
			bad(fmt.Sprintf("arrivals[%d]", i), "a service of the catalogue, 0 to 500 a day, hours within a day, a tier of 0 to 9")
		}
	}
	if m.ReworkService != "" && !services[m.ReworkService] {
		bad("reworkService", "the catalogue has no such service")
	}
	return sortedFaults(errs)
}

// FaultModel is the code of a number of a model which cannot be.
const FaultModel = "model_value"

func sortedFaults(errs []error) error {
	var out roster.Faults
	for _, e := range errs {
		f := new(roster.Fault)
		if errors.As(e, &f) {
			out = append(out, f)
		}
	}
	if len(out) == 0 {
		return nil
	}
	sortFaults(out)
	return out
}
