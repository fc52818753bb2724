package matching

// The gates on what a worker can do and bring: skills, experience,
// equipment, consumables.

// skillMissing: a skill required of all is not held at any level, or of a
// list of alternatives none is.
func skillMissing(g *Gates, q question) bool {
	c := &g.classes[q.class]
	level := g.levels(q.worker)
	for _, n := range c.skills {
		if level[n.skill] == 0 {
			return true
		}
	}
	for _, list := range c.any {
		if held, _ := best(level, list); !held {
			return true
		}
	}
	return false
}

// skillTooLow: a skill required of all is held below its level; or of a list
// of alternatives some are held, but none at its level.
func skillTooLow(g *Gates, q question) bool {
	c := &g.classes[q.class]
	level := g.levels(q.worker)
	for _, n := range c.skills {
		if l := level[n.skill]; l > 0 && l < n.level {
			return true
		}
	}
	for _, list := range c.any {
		if held, enough := best(level, list); held && !enough {
			return true
		}
	}
	return false
}

// best tells whether any of the alternatives is held, and at its level.
func best(level []uint8, list []skillNeed) (held, enough bool) {
	for _, n := range list {
		l := level[n.skill]
		held = held || l > 0
		enough = enough || l >= n.level
	}
	return held, enough
}

// skillExcluded: a skill which must not be held is, at its level or above.
func skillExcluded(g *Gates, q question) bool {
	level := g.levels(q.worker)
	for _, n := range g.classes[q.class].no {
		if level[n.skill] >= n.level {
			return true
		}
	}
	return false
}

// levels returns the worker's level in each skill.
func (g *Gates) levels(worker int32) []uint8 {
	n := g.table.skills
	return g.table.level[int(worker)*n : int(worker)*n+n]
}

// experienceInsufficient: too few months with the service.
func experienceInsufficient(g *Gates, q question) bool {
	c := &g.classes[q.class]
	return g.table.months[int(q.worker)*g.table.services+int(c.service)] < c.experience
}

// equipmentMissing: a piece is neither the worker's own nor at any store.
func equipmentMissing(g *Gates, q question) bool {
	own := g.table.equipment[int(q.worker)*g.table.equipmentWords:]
	for _, n := range g.classes[q.class].equipment {
		if own[n/64]>>(n%64)&1 == 0 {
			return true
		}
	}
	return false
}

// consumablesInsufficient: the job uses up more of a type than the worker
// can ever have: the load at the start of a shift, or the capacity where
// some store holds the type. A type which the worker does not carry cannot
// be had at all.
func consumablesInsufficient(g *Gates, q question) bool {
	most := g.table.reach[int(q.worker)*g.table.consumables:]
	for _, n := range g.classes[q.class].consumes {
		if most[n.kind] < n.quantity {
			return true
		}
	}
	return false
}
