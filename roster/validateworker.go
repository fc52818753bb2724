package roster

import "fmt"

// worker looks at one worker.
func (v *validator) worker(w *Worker) {
	v.workerAgency(w)
	enum(v, "employment", w.Employment, true, Employee, Contractor, Agent)
	enum(v, "status", w.Status, true, Active, Suspended, Disqualified, OnLeave)
	v.gender("gender", w.Gender)
	v.languages("languages", w.Languages)
	v.qualifications(w)
	v.record(w)
	v.codes("equipment", w.Equipment)
	each(v, "carries", w.Carries, func(c *Carry) {
		v.id("type", c.Type)
		if v.whole("quantity", c.Quantity, 0, MaxCount) && v.whole("capacity", c.Capacity, 0, MaxCount) &&
			c.Capacity != 0 && c.Capacity < c.Quantity {
			v.fault("capacity", FaultRange, c.Capacity, "less than quantity")
		}
	})
	v.distinct("carries", ".type", len(w.Carries), func(i int) string { return w.Carries[i].Type })
	v.place("home", &w.Home)
	enum(v, "mode", w.Mode, true, Modes()...)
	v.wholeOrZero("travelPercent", w.TravelPercent, 10, 1000)
	v.in("servicePercent", func() {
		for _, code := range sortedKeys(w.ServicePercent) {
			v.trail.key(code)
			v.ref("", code, v.serviceAt, "service")
			v.whole("", w.ServicePercent[code], 10, 1000)
			v.trail.up(1)
		}
	})
	v.duration("maxLeg", w.MaxLeg, MaxDuration)
	v.whole("maxDistance", w.MaxDistance, 0, MaxCount)
	if w.MaxDistance > 0 && w.Home.Location == nil && v.p.Travel.Kind == MatrixTravel {
		v.fault("home.location", FaultLocationMissing, nil, "maxDistance is measured from here")
	}
	v.codes("areas", w.Areas)
	v.in("pay", func() { v.pay(&w.Pay) })
	v.wholeOrZero("sharePercent", w.SharePercent, 1, 400)
	v.refs("incompatibleWorkers", w.IncompatibleWorkers, v.workerAt, "worker")
	for i, id := range w.IncompatibleWorkers {
		if id == w.ID && id != "" {
			v.fault(at("incompatibleWorkers", i), FaultReference, id, "this is the worker itself")
		}
	}
	v.refs("bannedCustomers", w.BannedCustomers, v.customerAt, "customer")
	v.refs("preferredCustomers", w.PreferredCustomers, v.customerAt, "customer")
	v.disjoint("preferredCustomers", w.PreferredCustomers, "bannedCustomers", w.BannedCustomers)
	v.refs("preferredServices", w.PreferredServices, v.serviceAt, "service")
	v.refs("avoidedServices", w.AvoidedServices, v.serviceAt, "service")
	v.disjoint("avoidedServices", w.AvoidedServices, "preferredServices", w.PreferredServices)
	v.shifts(w)
}

func (v *validator) workerAgency(w *Worker) {
	if w.Agency != "" && (w.Agency != v.p.Agency || len(v.p.Agencies) > 0) {
		v.ref("agency", w.Agency, v.agencyAt, "agency")
	}
}

// qualifications looks at what a worker can show.
func (v *validator) qualifications(w *Worker) {
	each(v, "skills", w.Skills, func(s *Skill) {
		v.id("code", s.Code)
		v.wholeOrZero("level", s.Level, 1, 5)
	})
	v.distinct("skills", ".code", len(w.Skills), func(i int) string { return w.Skills[i].Code })
	each(v, "certificates", w.Certificates, func(c *Certificate) {
		v.id("code", c.Code)
		v.validity(c.Validity)
	})
	if w.HealthCertificate != nil {
		v.in("healthCertificate", func() { v.validity(*w.HealthCertificate) })
	}
	if w.BackgroundCheck != nil {
		v.in("backgroundCheck", func() { v.validity(*w.BackgroundCheck) })
	}
	each(v, "trainings", w.Trainings, func(t *Training) {
		v.id("code", t.Code)
		v.validity(t.Validity)
	})
	v.whole("trainingCredits", w.TrainingCredits, 0, MaxCount)
}

// record looks at what is known of a worker's work so far.
func (v *validator) record(w *Worker) {
	each(v, "experience", w.Experience, func(e *Experience) {
		v.ref("service", e.Service, v.serviceAt, "service")
		v.whole("months", e.Months, 0, MaxMonths)
	})
	v.distinct("experience", ".service", len(w.Experience), func(i int) string { return w.Experience[i].Service })
	each(v, "ratings", w.Ratings, func(r *Rating) {
		if r.Service != "" {
			v.ref("service", r.Service, v.serviceAt, "service")
		}
		if !(r.Stars >= 1 && r.Stars <= 5) { // NaN too
			v.fault("stars", FaultRange, r.Stars, "want 1 to 5 stars")
		}
		v.whole("count", r.Count, 0, MaxCount)
		v.date("date", r.Date, false)
	})
	r := w.Punctuality
	if v.whole("punctuality.total", r.Total, 0, MaxCount) && v.whole("punctuality.good", r.Good, 0, MaxCount) && r.Good > r.Total {
		v.fault("punctuality.good", FaultRange, r.Good, fmt.Sprintf("more than the total of %d", r.Total))
	}
}

func (v *validator) pay(p *Pay) {
	enum(v, "basis", p.Basis, true, ByTime, Salaried)
	v.money("perHour", p.PerHour)
	v.money("overtimePerHour", p.OvertimePerHour)
	v.money("perShift", p.PerShift)
	v.money("perVisit", p.PerVisit)
	v.money("perKm", p.PerKm)
}
