package matching

// The gates between one worker and one customer or job.

// bannedByCustomer: the customer or the job bans the worker.
func bannedByCustomer(g *Gates, q question) bool {
	return contains(g.pairs.bannedBy[q.worker], g.pairs.customer[q.job]) ||
		contains(g.pairs.bannedFrom[q.worker], q.job)
}

// bannedByWorker: the worker bans the customer.
func bannedByWorker(g *Gates, q question) bool {
	return contains(g.pairs.bans[q.worker], g.pairs.customer[q.job])
}

// refusedBefore: a refusal of the job or, naming no job, of the customer
// still holds at the beginning of the first day in the problem's zone:
// without an end, or with Until at that instant or later.
func refusedBefore(g *Gates, q question) bool {
	for _, r := range g.pairs.refusals[q.worker] {
		if (r.job == q.job || r.customer == g.pairs.customer[q.job]) && r.until >= q.first {
			return true
		}
	}
	return false
}

// outsideAreas: the worker is limited to areas and the customer's area is
// none of them. A customer without an area is outside of all. A job with a
// place of its own counts as in the customer's area, the only one known.
func outsideAreas(g *Gates, q question) bool {
	w := &g.workers[q.worker]
	return w.limited && !contains(w.areas, g.pairs.area[q.job])
}

// tooFar: the straight distance without detour, in whole metres, from the
// worker's home to the job is more than MaxDistance. Where either has no
// location the distance is not known and nobody is barred.
func tooFar(g *Gates, q question) bool {
	far := g.workers[q.worker].far
	return far != farthest && g.pairs.siteKnown[q.job] &&
		g.pairs.home[q.worker].Square(g.pairs.site[q.job]) >= far
}

// lockedToOther: locks of the job, or of sequences with it, name as many
// other workers as it takes or more. For a job of one worker that is: a lock
// names another.
func lockedToOther(g *Gates, q question) bool {
	named := g.pairs.named[q.job]
	others := int32(len(named))
	for _, w := range named {
		if w == q.worker {
			others--
		}
	}
	return others > 0 && others >= g.pairs.crew[q.job]
}
