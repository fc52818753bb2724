// Package osm takes travel times from OpenStreetMap roads. It reads a
// .osm.pbf extract into compact graphs for walking, cycling and driving and
// answers as a [roster.Roads]:
//
//	network, err := osm.Open("liechtenstein.osm.pbf", osm.Options{})
//	seconds, metres, ok := network.Leg(roster.EBike, home, door)
//	source, err := travel.New(problem.Travel, places, travel.Options{Roads: network})
//
// A leg is the way from the first place to the nearest road on foot, the
// fastest way along the roads, and the way to the second place on foot. Times
// are free of traffic; hours with other speeds come from [roster.Travel].
//
// # What is read
//
// Ways tagged highway, with access (access, vehicle, motor_vehicle, motorcar,
// bicycle, foot), oneway (also -1, oneway:bicycle, cycleway=opposite,
// roundabouts), maxspeed, surface, tracktype and sac_scale; nodes tagged
// barrier. The speeds by class of road are in the tables of speed.go, each
// mode's law in [Network.Leg]. Ways which are private are closed: a place
// inside a private ground is reached on foot from the nearest open road.
//
// Left out: turn restrictions, traffic lights, slopes, ferries, conditional
// access, and maxspeed by direction. [roster.Transit] has no timetables and
// is an approximation from the way on foot, see [Network.Leg].
//
// # Dead islands
//
// Of each mode's graph only the largest strongly connected part is kept, so
// that every place near a kept road reaches every other. A place farther than
// [Options.MaxSnapMetres] from all of them is unreachable.
package osm
