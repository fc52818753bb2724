// Package travel answers how long it takes to get from place to place. A
// solver packs its places once and then asks with small integers:
//
//	var index travel.Index
//	home := index.Add(worker.Home)
//	door := index.Add(customer.Place)
//	source, err := travel.New(problem.Travel, index.Places(), travel.Options{})
//	mode, _ := travel.ModeIndex(roster.EBike)
//	seconds, metres, ok := source.Leg(mode, home, door)
//	seconds = travel.Adjust(seconds, travelPercent, int(source.Profile(mode)[hour]))
//
// The laws are those of [roster.Travel]. The straight line is computed at
// every question from one grid point per place: 12 bytes a place, so that
// 100,000 places fit anywhere. Explicit matrices and road networks are kept
// as flat tables, which limits them to [MaxTablePlaces] places.
//
// Road networks come from outside as a [roster.Roads]; package
// [github.com/paidan/paidan/travel/osm] reads one from OpenStreetMap data.
//
// A [Source] never changes after [New] and is safe for concurrent use. The
// same input gives the same answers on every machine.
package travel
