// Package matching answers who may do a job, and if not, why; and who is
// best for it.
//
//	view, err := roster.NewView(problem)
//	gates, err := matching.NewGates(view, roster.Rulebook{})
//	why := gates.Reasons(worker, job, day, day) // empty: allowed
//
//	list, err := matching.Shortlist(problem, "J17", matching.Options{Top: 5})
//
//	x, err := matching.NewIndex(problem, roster.Rulebook{}) // many shortlists, many workers
//	list, err = x.Shortlist("J17", matching.Options{Top: 10, Limit: -1})
//	team, err := matching.ChooseTeam(problem, "J18", matching.TeamOptions{Languages: []string{"yue"}})
//	batch, err := matching.Assign(ctx, problem, now, matching.AssignOptions{})
//
// [FindBlocking] and [FindBias] report on what came of it. Package habit below
// learns who accepts and what dispatchers weigh; package assign solves
// assignment problems of any kind.
//
// A gate is a hard yes or no on a worker and a job for the days on which the
// job would run; each no has a reason code of package roster. Gates know
// nothing of routes: times, hours and travel are the solver's part, but for
// the two cheap questions of [Gates.ShiftReason].
//
// # Order of reasons
//
// Reasons always come in the order of the constants in package roster, from
// [roster.ReasonInactive] to [roster.ReasonLockedToOther], then those of own
// gates in the order of the rulebook; [Codes] lists the former.
//
// # Scale
//
// What a job requires of any worker depends on its requirement class (jobs
// of one service which require the same), so [Gates.Eligible] asks those
// gates once per class and then only the gates of pairs (bans, refusals,
// areas, distance, locks) where there is something to ask.
package matching
