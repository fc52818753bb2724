package roster

import (
	"slices"
	"strings"
)

// checkGates reports every gate which is closed to the worker of a visit on
// the days on which it runs. The locked worker is left to checkLocks.
func (c *checker) checkGates(t *trace, i int, job *Job, start, end int64) {
	first, last := c.daysOf(start, end)
	closed := c.closedGates(t.worker, job, start, first, last)
	for n, code := range closed {
		if !slices.Contains(closed[:n], code) {
			c.add(t.blameStop(i, code))
		}
	}
}

// closedGates lists the reason codes of all gates closed to a worker for a
// job which starts at an instant and runs from first to last.
func (c *checker) closedGates(w *Worker, job *Job, start int64, first, last Date) []string {
	var closed []string
	shut := func(when bool, code string) {
		if when {
			closed = append(closed, code)
		}
	}
	service, customer := c.serviceOf(job), c.customerOf(job)
	shut(w.Status != "" && w.Status != Active, ReasonInactive)
	_, shared := c.sharing(w, job.Service, first, last)
	shut(!shared, ReasonAgency)

	// A job's own alternatives and gender replace the service's.
	base := service.Requirements
	if len(job.Requirements.AnySkills) > 0 {
		base.AnySkills = nil
	}
	if job.Requirements.Gender != "" {
		base.Gender = ""
	}
	closed = append(closed, c.unmet(w, &base, job.Service, first, last)...)
	closed = append(closed, c.unmet(w, &job.Requirements, job.Service, first, last)...)

	shut(slices.Contains(customer.BannedWorkers, w.ID) || slices.Contains(job.BannedWorkers, w.ID), ReasonBannedByCustomer)
	shut(slices.Contains(w.BannedCustomers, job.Customer), ReasonBannedByWorker)
	shut(c.refused(w, job, start), ReasonRefused)
	shut(len(w.Areas) > 0 && !slices.Contains(w.Areas, customer.Area), ReasonArea)
	if place := c.placeOf(job); w.MaxDistance > 0 && located(&w.Home) && located(place) {
		shut(chordMetres(*w.Home.Location, *place.Location, 100) > int64(w.MaxDistance), ReasonDistance)
	}
	for _, q := range c.needsOf(job) {
		shut(!canCarry(w, q), ReasonConsumables)
	}
	for _, gate := range c.opts.Rulebook.Gates {
		if gate != nil {
			reason := ViolationOwnRule // where the gate panics
			c.guard(func() { reason = gate(c.p, w, job, first, last) })
			shut(reason != "", reason)
		}
	}
	return closed
}

// unmet lists the reasons for which a worker does not meet requirements.
func (c *checker) unmet(w *Worker, r *Requirements, service string, first, last Date) []string {
	var closed []string
	shut := func(when bool, code string) {
		if when {
			closed = append(closed, code)
		}
	}
	for _, s := range r.Skills {
		level := levelOf(w, s.Code)
		shut(level == 0, ReasonSkill)
		shut(level > 0 && level < max(s.MinLevel, 1), ReasonSkillLevel)
	}
	if len(r.AnySkills) > 0 {
		held, enough := false, false
		for _, s := range r.AnySkills {
			level := levelOf(w, s.Code)
			held = held || level > 0
			enough = enough || level >= max(s.MinLevel, 1)
		}
		shut(!held, ReasonSkill)
		shut(held && !enough, ReasonSkillLevel)
	}
	for _, s := range r.NoSkills {
		shut(levelOf(w, s.Code) >= max(s.MinLevel, 1), ReasonSkillExcluded)
	}
	for _, code := range r.Certificates {
		var held []Validity
		for _, own := range w.Certificates {
			if own.Code == code {
				held = append(held, own.Validity)
			}
		}
		shut(len(held) == 0, ReasonCertificate)
		shut(len(held) > 0 && !coverEveryDay(held, first, last), ReasonCertificateDate)
	}
	shut(r.HealthCertificate && (w.HealthCertificate == nil || !w.HealthCertificate.Covers(first, last)), ReasonHealth)
	shut(r.BackgroundCheck && (w.BackgroundCheck == nil || !w.BackgroundCheck.Covers(first, last)), ReasonBackground)
	shut(r.RealName && !w.RealNameVerified, ReasonRealName)
	for _, code := range r.Trainings {
		var held []Validity
		for _, own := range w.Trainings {
			if own.Code == code {
				held = append(held, own.Validity)
			}
		}
		shut(!coverEveryDay(held, first, last), ReasonTraining)
	}
	shut(w.TrainingCredits < r.MinCredits, ReasonCredits)
	shut(r.Gender != "" && w.Gender != r.Gender, ReasonGender)
	for _, tag := range r.Languages {
		shut(!speaks(w, tag), ReasonLanguage)
	}
	shut(monthsOf(w, service) < r.MinExperience, ReasonExperience)
	for _, e := range r.Equipment {
		shut(!slices.Contains(w.Equipment, e) && !c.atAnyStore(e), ReasonEquipment)
	}
	return closed
}

// levelOf returns the level at which a worker holds a skill, 0 if not at all.
func levelOf(w *Worker, code string) int {
	level := 0
	for _, s := range w.Skills {
		if s.Code == code {
			level = max(level, s.Level, 1)
		}
	}
	return level
}

// speaks reports whether a worker speaks a language.
func speaks(w *Worker, tag string) bool {
	return slices.ContainsFunc(w.Languages, func(own string) bool { return strings.EqualFold(own, tag) })
}

// monthsOf returns a worker's months with a service.
func monthsOf(w *Worker, service string) int {
	months := 0
	for _, e := range w.Experience {
		if e.Service == service {
			months = max(months, e.Months)
		}
	}
	return months
}

// coverEveryDay reports whether each day from first to last is covered by at
// least one of the validities. They may take turns.
func coverEveryDay(held []Validity, first, last Date) bool {
	day := first // the first day not yet covered
	for range held {
		reach, found := Date{}, false
		for _, v := range held {
			if !v.Covers(day, day) {
				continue
			}
			if v.Until.IsZero() || !v.Until.Before(last) {
				return true
			}
			if !found || reach.Before(v.Until) {
				reach, found = v.Until, true
			}
		}
		if !found {
			return false
		}
		day = DateOf(reach.utc().AddDate(0, 0, 1))
	}
	return false
}

// sharing returns the agreement by which a worker does a service, that of
// the first day (the first listed, where several hold), and whether the
// worker may do it from first to last: agreements may take turns. It is nil
// for a worker of the problem's own agency.
func (c *checker) sharing(w *Worker, service string, first, last Date) (*Sharing, bool) {
	home := c.agencyOf(w)
	if home == c.p.Agency {
		return nil, true
	}
	agency := c.agencies[home]
	if agency == nil {
		return nil, false
	}
	var begins *Sharing
	var valid []Validity
	for i := range agency.SharesWith {
		s := &agency.SharesWith[i]
		if s.Agency != c.p.Agency || len(s.Services) > 0 && !slices.Contains(s.Services, service) {
			continue
		}
		valid = append(valid, s.Valid)
		if begins == nil && s.Valid.Covers(first, first) {
			begins = s
		}
	}
	return begins, coverEveryDay(valid, first, last)
}

// refused reports whether a refusal of the job or its customer still holds
// when the visit starts.
func (c *checker) refused(w *Worker, job *Job, start int64) bool {
	if until, ok := c.refusals[refusalKey{worker: w.ID, job: job.ID}]; ok && job.ID != "" && start <= until {
		return true
	}
	until, ok := c.refusals[refusalKey{worker: w.ID, customer: job.Customer}]
	return ok && job.Customer != "" && start <= until
}

// guard runs an embedder's function, a panic of which is its own fault and
// not the checker's, and reports whether it returned.
func (c *checker) guard(own func()) (returned bool) {
	defer func() {
		if !returned {
			_ = recover()
		}
	}()
	own()
	return true
}
