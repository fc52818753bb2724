// Package dispatch plays a simulated fortnight of offers to workers who may
// say no, and compares ways of choosing whom to ask.
//
//	table, err := dispatch.Run(ctx, dispatch.Options{Replications: 10}, nil)
//	err = table.Write(os.Stdout)
//
// Jobs of a synthetic roster come up one by one. For each the shortlist tells
// who may do it and is not booked; a policy picks up to five of them to ask, one
// after the other, until somebody accepts. Whether a worker does follows a
// law which no policy knows: log odds that fall with the way, more steeply
// beyond five kilometres, with early and late hours, disliked services and a full
// day, that rise with pay, and a character of each worker. The same worker
// asked for the same job gives the same answer under every policy.
//
// # Policies
//
//   - nearest asks those who live nearest first.
//   - score asks by the score of the shortlist.
//   - judged asks in the order of [habit.Sequence] with
//     [habit.DefaultAcceptance], which knows nothing of this world; each worker
//     is worth the job's price and Weights.Unassigned less the cost of the
//     score and the way.
//   - learnt is judged with what can be learnt: it fits [habit.FitAcceptance]
//     to all answers of the days before (judgement on the first) and adds what
//     each worker's own record says.
//
// # Figures
//
// A refusal takes five minutes, a yes two. Cost is score and way of the jobs
// filled, in minor units; Net is price and Weights.Unassigned of the jobs
// filled less cost and waiting at 60 minor units a minute: what judged and
// learnt work for, so look at the plain figures beside it. The world is made
// up, and hidden law and model are of one kind: what a policy wins here says
// that the loop works, not how much there is to gain in a real agency. How
// far learnt is from judged is what learning adds to asking in a good order.
package dispatch
