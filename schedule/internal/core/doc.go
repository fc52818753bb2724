// Package core is the search: ruin and recreate on routes of jobs.
//
// It knows indices and integers only. Times are seconds from the problem's
// start (int32), costs are int64 in points. It has no clock, no I/O and
// starts no goroutines: time reaches it through [Budget], randomness through
// a seed. The same problem, seed and budget of iterations give the same
// solution on every machine.
//
// The way through the package: [Problem] (problem.go) is what is solved;
// routes (route.go) hold stops with tables from which an insertion is priced
// in constant time, at one of three levels of timing (hard.go, span.go,
// full.go); insert.go finds the best place for a job, ruin.go takes jobs
// out, recreate.go puts them back, search.go accepts or undoes.
package core
