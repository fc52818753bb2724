package matching

import "github.com/paidan/paidan/roster"

// question is what a gate is asked: may this worker do a job of this class,
// or this very job, on every day from first to last?
type question struct {
	worker, job, class, first, last int32
}

// gate is one built-in gate: bars answers whether the reason holds. It is a
// pure function and does not allocate.
type gate struct {
	code string
	bars func(g *Gates, q question) bool
	// asks tells whether the gate may be shut for a class at all; nil: for
	// every class.
	asks func(c *class) bool
	// pair tells that the answer depends on more of the job than its class.
	pair bool
	// dated tells that the answer depends on the days, in such a way that a
	// gate shut on some days is shut on any longer stretch with them.
	dated bool
}

// gateTable returns the gates in the order in which reasons are told, which
// is that of the constants in package roster.
func gateTable() []gate {
	skilled := func(c *class) bool { return len(c.skills)+len(c.any) > 0 }
	certified := func(c *class) bool { return len(c.certificates) > 0 }
	return []gate{
		{code: roster.ReasonInactive, bars: inactive},
		{code: roster.ReasonAgency, bars: agencyNotSharing, dated: true},
		{code: roster.ReasonSkill, bars: skillMissing, asks: skilled},
		{code: roster.ReasonSkillLevel, bars: skillTooLow, asks: skilled},
		{code: roster.ReasonSkillExcluded, bars: skillExcluded, asks: func(c *class) bool { return len(c.no) > 0 }},
		{code: roster.ReasonCertificate, bars: certificateMissing, asks: certified},
		{code: roster.ReasonCertificateDate, bars: certificateNotValid, dated: true, asks: certified},
		{code: roster.ReasonHealth, bars: healthCertificate, dated: true, asks: func(c *class) bool { return c.health }},
		{code: roster.ReasonBackground, bars: backgroundCheck, dated: true, asks: func(c *class) bool { return c.background }},
		{code: roster.ReasonRealName, bars: realName, asks: func(c *class) bool { return c.realName }},
		{code: roster.ReasonTraining, bars: trainingMissing, dated: true, asks: func(c *class) bool { return len(c.trainings) > 0 }},
		{code: roster.ReasonCredits, bars: creditsInsufficient, asks: func(c *class) bool { return c.credits > 0 }},
		{code: roster.ReasonGender, bars: gender, asks: func(c *class) bool { return c.gender != 0 }},
		{code: roster.ReasonLanguage, bars: languageMissing, asks: func(c *class) bool { return len(c.languages) > 0 }},
		{code: roster.ReasonExperience, bars: experienceInsufficient, asks: func(c *class) bool { return c.experience > 0 }},
		{code: roster.ReasonBannedByCustomer, bars: bannedByCustomer, pair: true},
		{code: roster.ReasonBannedByWorker, bars: bannedByWorker, pair: true},
		{code: roster.ReasonRefused, bars: refusedBefore, dated: true, pair: true},
		{code: roster.ReasonArea, bars: outsideAreas, pair: true},
		{code: roster.ReasonDistance, bars: tooFar, pair: true},
		{code: roster.ReasonEquipment, bars: equipmentMissing, asks: func(c *class) bool { return len(c.equipment) > 0 }},
		{code: roster.ReasonConsumables, bars: consumablesInsufficient, asks: func(c *class) bool { return len(c.consumes) > 0 }},
		{code: roster.ReasonLockedToOther, bars: lockedToOther, pair: true},
	}
}

// gatesFor returns the gates which may be shut for a class, in order: all of
// them, and those which depend on the class alone.
func gatesFor(c *class, table []gate) (all, byClass []gate) {
	for i := range table {
		if table[i].asks == nil || table[i].asks(c) {
			all = append(all, table[i])
			if !table[i].pair {
				byClass = append(byClass, table[i])
			}
		}
	}
	return all, byClass
}

// Codes lists the reason codes of the built-in gates in the order in which
// they are told. The slice is fresh.
func Codes() []string {
	table := gateTable()
	out := make([]string, len(table))
	for i := range table {
		out[i] = table[i].code
	}
	return out
}
