package matching

// The gates on a worker's papers and person: status, agency, registration,
// dated certificates, credits, gender, languages.

// inactive: the worker's status is not active.
func inactive(g *Gates, q question) bool { return g.workers[q.worker].inactive }

// agencyNotSharing: the worker belongs to another agency than the one which
// plans, and no agreement of that agency with the planning one covers the
// service on every day. Agreements which follow each other without a gap
// count as one.
func agencyNotSharing(g *Gates, q question) bool {
	a := g.workers[q.worker].agency
	if a < 0 {
		return false
	}
	_, valid := covered(g.sharing[a], g.classes[q.class].service, q.first, q.last)
	return !valid
}

// certificateMissing: a required certificate was never held.
func certificateMissing(g *Gates, q question) bool {
	for _, code := range g.classes[q.class].certificates {
		if held, _ := covered(g.workers[q.worker].certificates, code, q.first, q.last); !held {
			return true
		}
	}
	return false
}

// certificateNotValid: a required certificate is held, but not valid on
// every day. Certificates of one code which follow each other without a gap
// count as one.
func certificateNotValid(g *Gates, q question) bool {
	for _, code := range g.classes[q.class].certificates {
		held, valid := covered(g.workers[q.worker].certificates, code, q.first, q.last)
		if held && !valid {
			return true
		}
	}
	return false
}

// healthCertificate: required, and missing or not valid on every day.
func healthCertificate(g *Gates, q question) bool {
	return g.classes[q.class].health && !g.workers[q.worker].health.holds(q)
}

// backgroundCheck: required, and missing or not valid on every day.
func backgroundCheck(g *Gates, q question) bool {
	return g.classes[q.class].background && !g.workers[q.worker].background.holds(q)
}

// holds reports whether a single paper is there and valid on every day.
func (s span) holds(q question) bool { return s.code >= 0 && s.from <= q.first && s.until >= q.last }

// realName: registration is required and not verified.
func realName(g *Gates, q question) bool {
	return g.classes[q.class].realName && !g.workers[q.worker].realName
}

// trainingMissing: a required training is missing or lapsed on a day.
func trainingMissing(g *Gates, q question) bool {
	for _, code := range g.classes[q.class].trainings {
		if _, valid := covered(g.workers[q.worker].trainings, code, q.first, q.last); !valid {
			return true
		}
	}
	return false
}

// creditsInsufficient: fewer training credits than required.
func creditsInsufficient(g *Gates, q question) bool {
	return g.workers[q.worker].credits < g.classes[q.class].credits
}

// gender: a gender is required and the worker's is another or not told; or
// job and role require two.
func gender(g *Gates, q question) bool {
	want := g.classes[q.class].gender
	return want != 0 && g.workers[q.worker].gender != want
}

// languageMissing: a required language is not spoken.
func languageMissing(g *Gates, q question) bool {
	spoken := g.table.languages[int(q.worker)*g.table.languageWords:]
	for _, n := range g.classes[q.class].languages {
		if spoken[n/64]>>(n%64)&1 == 0 {
			return true
		}
	}
	return false
}
