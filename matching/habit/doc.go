// Package habit learns from what people did: which offers workers accepted,
// and whom dispatchers chose.
//
//	model, report, err := habit.FitAcceptance(observations, habit.AcceptanceOptions{})
//	p := model.Probability(habit.Offer{Km: 4.2, Hour: 9, Weekday: time.Monday})
//	order := habit.Sequence(offers, habit.SequenceOptions{Limit: 5})
//
//	choice, err := habit.FitChoice(decisions, names, habit.ChoiceOptions{})
//	problem.Weights.Criteria = choice.Criteria(10_000)
//
// Models are small and can be read: one weight for each named feature, in
// JSON. Fits are Newton's method on a penalised likelihood which is concave,
// so the answer is the only one and does not depend on chance or on a start.
// Nothing personal is looked at but what the caller puts into features.
//
// The package needs the standard library and package roster only.
package habit
