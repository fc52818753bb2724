// Package live holds a day while it happens: a published plan, the events
// which change it, and a journal from which the day is rebuilt after a crash.
//
//	day, err := live.Create("monday.jsonl", problem, plan, live.JournalOptions{Sync: true})
//	…
//	next, err := day.Apply(ctx, day.Version().Number, events, schedule.ReplanOptions{…})
//	// another process, after a crash:
//	day, err = live.Open("monday.jsonl", live.JournalOptions{Sync: true})
//
// Every version of a day is immutable. A change names the version it was made
// for, and is refused with a [ConflictError] where another came first.
//
// [Day.Quote] and [Day.Book] sell times of the day to many clients at once.
//
// The journal is a file of JSON lines which only grows. It holds the problem
// as it was given, and the events with all that is in them: names and notes
// too, where these have any. It is the agency's own file and not for others.
// A [Store] keeps the same lines elsewhere, with [Begin] and [Resume].
package live
