// Package scoring answers how well a worker suits a job: for each criterion
// a score in permille, its price in points, and their sum.
//
//	view, err := roster.NewView(problem)
//	s := scoring.New(view, roster.Rulebook{})
//	cost := s.Cost(worker, job)          // one pair, indices as in the problem
//	for _, part := range s.Parts(worker, job) {
//		fmt.Println(part.Criterion, part.Permille, part.Points)
//	}
//
// The laws of the built-in criteria stand with their names in package roster
// (see [roster.SkillFit] and those after it); each has a file of its own
// here. A criterion counts when its weight is not zero; a visit with score s
// then costs weight·18·(1000−s) points. Whether the worker may do the job at
// all is not asked here but in package matching, and pay is not part of the
// cost.
//
// A [Scorer] is built once, in time proportional to the problem, and then
// prices a pair in well under a microsecond without allocation.
package scoring
