package matching

import (
	"fmt"
	"slices"
	"sync"
	"sync/atomic"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// Gates answers whether a worker may do a job, and if not, why. Workers and
// jobs are indices into Problem.Workers and Problem.Jobs; an index out of
// range panics. Gates is safe for concurrent use. Make it with [NewGates].
type Gates struct {
	view *roster.View
	own  []roster.Gate // of the rulebook
	// all[c] are the built-in gates which may be shut for class c, in order,
	// and byClass[c] those of them which depend on the class alone.
	all, byClass [][]gate

	workers []capability
	table   dense
	pairs   pairFacts
	shifts  shiftFacts
	// sharing[a] are the stretches of days on which the workers of agency a
	// may do a service; the code is the service.
	sharing [][]span

	classes []class
	// classOf[j] is the class of job j without roles; roleClass[j][r] that
	// with role r on top, nil where the crew has no roles.
	classOf   []int32
	roleClass [][]int32
	// jobsOf[c] are the jobs of class c.
	jobsOf []jobSet

	failed atomic.Pointer[GateError]
}

// NewGates prepares the gates of a valid problem and of the rulebook, in
// time and memory in proportion to the problem and to workers × (skills
// required + services + consumables). It fails, with a [*GateError], where
// the rulebook has a gate without a function.
func NewGates(v *roster.View, rb roster.Rulebook) (*Gates, error) {
	for i, own := range rb.Gates {
		if own == nil {
			return nil, &GateError{Code: "gate_without_function", Gate: i}
		}
	}
	g := &Gates{view: v, own: slices.Clone(rb.Gates)}
	p, d := v.Problem, newDictionary()
	services := make(map[string]int32, len(p.Catalogue))
	for i := range p.Catalogue {
		services[p.Catalogue[i].Code] = int32(i)
	}
	g.classify(d, services)
	var beside sync.WaitGroup
	beside.Go(func() {
		g.table = newDense(v, d, services)
		g.shifts = newShiftFacts(v, services)
	})
	agencies := g.share(services)
	g.workers = make([]capability, len(p.Workers))
	for i := range p.Workers {
		g.workers[i] = newCapability(&p.Workers[i], d, agencies, p.Agency)
	}
	g.pairs = newPairFacts(v, d)
	for i := range p.Workers {
		if limit := p.Workers[i].MaxDistance; limit > 0 && g.pairs.homeKnown[i] {
			g.workers[i].far = scoring.Farther(limit)
		}
	}
	beside.Wait()
	return g, nil
}

// gatesOf views a problem and prepares its gates.
func gatesOf(p *roster.Problem, rb roster.Rulebook) (*Gates, error) {
	v, err := roster.NewView(p)
	if err != nil {
		return nil, err
	}
	return NewGates(v, rb)
}

// classify gives every job, and every role of its crew, its class. Jobs which add nothing to their service share its class without
// being looked at further.
func (g *Gates) classify(d *dictionary, services map[string]int32) {
	p := g.view.Problem
	atStore := map[string]bool{}
	for i := range p.Stores {
		for _, e := range p.Stores[i].Equipment {
			atStore[e] = true
		}
	}
	known := map[string]int32{}
	number := func(c class) int32 {
		key := c.key()
		n, ok := known[key]
		if !ok {
			n = int32(len(g.classes))
			known[key] = n
			g.classes = append(g.classes, c)
		}
		return n
	}
	plain := make([]int32, len(p.Catalogue)) // class of a service + 1
	g.classOf = make([]int32, len(p.Jobs))
	g.roleClass = make([][]int32, len(p.Jobs))
	for j := range p.Jobs {
		job := &p.Jobs[j]
		s := services[job.Service]
		crew := crewOf(g.view, job)
		simple := job.Consumes == nil && addsNothing(&job.Requirements)
		if simple && plain[s] > 0 && len(crew.Roles) == 0 {
			g.classOf[j] = plain[s] - 1
			continue
		}
		r, consumes := g.view.Requirements(job), g.view.Consumes(job)
		g.classOf[j] = number(d.newClass(s, &r, consumes, atStore))
		if simple {
			plain[s] = g.classOf[j] + 1
		}
		for i := range crew.Roles {
			role := d.newClass(s, &crew.Roles[i].Requirements, nil, atStore)
			g.roleClass[j] = append(g.roleClass[j], number(g.classes[g.classOf[j]].onTop(role)))
		}
	}
	g.jobsOf = newJobSets(g.classOf, len(g.classes))
	g.all, g.byClass = make([][]gate, len(g.classes)), make([][]gate, len(g.classes))
	table := gateTable()
	for c := range g.classes {
		g.all[c], g.byClass[c] = gatesFor(&g.classes[c], table)
	}
}

// crewOf returns the crew of a job: its own, or its service's.
func crewOf(v *roster.View, j *roster.Job) roster.Crew {
	if j.Crew != nil {
		return *j.Crew
	}
	return v.Service(j).Crew
}

// addsNothing reports whether requirements are empty.
func addsNothing(r *roster.Requirements) bool {
	return len(r.Skills)+len(r.AnySkills)+len(r.NoSkills)+len(r.Certificates)+len(r.Trainings)+
		len(r.Languages)+len(r.Equipment) == 0 &&
		!r.HealthCertificate && !r.BackgroundCheck && !r.RealName &&
		r.MinCredits <= 0 && r.MinExperience <= 0 && r.Gender == ""
}

// share numbers the agencies and fills sharing.
func (g *Gates) share(services map[string]int32) map[string]int32 {
	p := g.view.Problem
	agencies := make(map[string]int32, len(p.Agencies))
	g.sharing = make([][]span, len(p.Agencies)+1) // the last: unknown ones
	for a := range p.Agencies {
		agencies[p.Agencies[a].ID] = int32(a)
		for _, s := range p.Agencies[a].SharesWith {
			if s.Agency != p.Agency {
				continue
			}
			if len(s.Services) == 0 {
				for k := range p.Catalogue {
					g.sharing[a] = append(g.sharing[a], newSpan(int32(k), s.Valid))
				}
			}
			for _, code := range s.Services {
				if k, ok := services[code]; ok {
					g.sharing[a] = append(g.sharing[a], newSpan(k, s.Valid))
				}
			}
		}
		g.sharing[a] = mergeSpans(g.sharing[a])
	}
	return agencies
}

func newCapability(w *roster.Worker, d *dictionary, agencies map[string]int32, planning string) capability {
	c := capability{
		inactive: w.Status != "" && w.Status != roster.Active,
		realName: w.RealNameVerified, credits: int32(w.TrainingCredits),
		agency: -1, health: span{code: -1}, background: span{code: -1}, far: farthest,
		limited: len(w.Areas) > 0, areas: d.areas.numbers(w.Areas),
	}
	if n, ok := d.genders[string(w.Gender)]; ok {
		c.gender = n
	}
	if w.Agency != "" && w.Agency != planning {
		c.agency = int32(len(agencies))
		if a, ok := agencies[w.Agency]; ok {
			c.agency = a
		}
	}
	for _, cert := range w.Certificates {
		c.certificates = append(c.certificates, newSpan(d.certificates.number(cert.Code), cert.Validity))
	}
	c.certificates = mergeSpans(c.certificates)
	for _, t := range w.Trainings {
		c.trainings = append(c.trainings, newSpan(d.trainings.number(t.Code), t.Validity))
	}
	c.trainings = mergeSpans(c.trainings)
	if w.HealthCertificate != nil {
		c.health = newSpan(0, *w.HealthCertificate)
	}
	if w.BackgroundCheck != nil {
		c.background = newSpan(0, *w.BackgroundCheck)
	}
	return c
}

// GateError tells that an own gate cannot be used, or panicked.
type GateError struct {
	// Code is "gate_without_function" or "gate_panicked".
	Code string
	// Gate is its index in the rulebook; Worker and Job are the IDs of the
	// pair it was asked about, where it panicked.
	Gate        int
	Worker, Job string
	// Value is what it panicked with.
	Value any
}

// Error names the gate and the pair. The panic's value is not told, since it
// may quote what is personal.
func (e *GateError) Error() string {
	if e.Code == ReasonGatePanicked {
		return fmt.Sprintf("matching: %s: gate %d for worker %q and job %q", e.Code, e.Gate, e.Worker, e.Job)
	}
	return fmt.Sprintf("matching: %s: gate %d", e.Code, e.Gate)
}
