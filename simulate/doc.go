// Package simulate plays days and weeks of an agency: a problem comes true
// with random lengths of work and ways, workers who decline, do not turn up or
// fall ill, new demand, ratings and complaints. Policies decide who goes
// where; scenarios change the problem; key figures come with confidence
// intervals.
//
//	result, err := simulate.Run(ctx, simulate.Config{
//		Problem:      problem,
//		Model:        simulate.UsualModel(),
//		Scenarios:    []simulate.Scenario{{Name: "as it is"}, hired},
//		Policies:     []simulate.Policy{simulate.Nearest(), simulate.Repair(300)},
//		Replications: 20,
//	})
//
// Every random number belongs to what it is about: a job, a worker's day, a
// pair. So all scenarios and policies meet the same days, and differences
// between them are sharper than each figure alone. The same configuration
// gives the same result, byte for byte, whatever the number of processors.
//
// What is random is the world's; labour laws, gates and windows are the
// problem's. A window which passes is lost after the model's patience. Links
// between jobs are kept by the policies' plans, not enforced when a day comes
// late; stores and consumables take no time.
package simulate
