package osm_test

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel"
	"github.com/paidan/paidan/travel/osm"
)

var (
	_ roster.Roads  = (*osm.Network)(nil)
	_ travel.Tabler = (*osm.Network)(nil)
)

func ExampleOpen() {
	network, err := osm.Open("testdata/town.osm.pbf", osm.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	home, door := roster.LatLng{Lat: 47.0002, Lng: 9.501}, roster.LatLng{Lat: 46.9999, Lng: 9.509}
	for _, mode := range []roster.Mode{roster.Walk, roster.EBike, roster.Car} {
		seconds, metres, ok := network.Leg(mode, home, door)
		fmt.Println(mode, seconds, metres, ok)
	}
	// Output:
	// walk 513 640 true
	// ebike 142 640 true
	// car 118 640 true
}

// A file from somewhere which is not what it says.
func ExampleRead() {
	_, err := osm.Read(strings.NewReader("<osm></osm>"), osm.Options{})
	var fault *osm.Error
	if errors.As(err, &fault) {
		fmt.Println(fault.Code)
	}
	// Output: osm.format
}

func ExampleNetwork_Leg() {
	network, err := osm.Open("testdata/town.osm.pbf", osm.Options{
		Access: map[roster.Mode]roster.Duration{roster.Car: 240}, // parking
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	seconds, metres, ok := network.Leg(roster.Car, roster.LatLng{Lat: 47, Lng: 9.501}, roster.LatLng{Lat: 47, Lng: 9.509})
	fmt.Println(seconds, metres, ok)
	_, _, ok = network.Leg(roster.Car, roster.LatLng{Lat: 47, Lng: 9.501}, roster.LatLng{Lat: 47.3, Lng: 9.5})
	fmt.Println(ok)
	// Output:
	// 332 607 true
	// false
}

func ExampleNetwork_Table() {
	network, err := osm.Open("testdata/town.osm.pbf", osm.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	points := []roster.LatLng{{Lat: 47, Lng: 9.51}, {Lat: 47, Lng: 9.515}, {Lat: 47.002, Lng: 9.515}}
	_, metres, err := network.Table(context.Background(), roster.Car, points)
	for i := range points {
		fmt.Println(metres[3*i : 3*i+3])
	}
	fmt.Println(err)
	// Output:
	// [0 379 1198]
	// [1258 0 819]
	// [440 819 0]
	// <nil>
}

// A solver takes its legs from the network.
func ExampleNetwork() {
	network, err := osm.Open("testdata/town.osm.pbf", osm.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	places := []roster.Place{
		{ID: "home", Location: &roster.LatLng{Lat: 47, Lng: 9.501}},
		{ID: "door", Location: &roster.LatLng{Lat: 47, Lng: 9.509}},
	}
	source, err := travel.New(roster.Travel{Kind: roster.RoadTravel}, places,
		travel.Options{Roads: network, Modes: []roster.Mode{roster.EBike}})
	if err != nil {
		fmt.Println(err)
		return
	}
	mode, _ := travel.ModeIndex(roster.EBike)
	fmt.Println(source.Leg(mode, 0, 1))
	// Output: 115 607 true
}

func ExampleNetwork_SamplePlace() {
	network, err := osm.Open("testdata/town.osm.pbf", osm.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	rng := rand.New(rand.NewPCG(1, 2))
	at, ok := network.SamplePlace(rng, roster.EBike)
	again, _ := network.SamplePlace(rand.New(rand.NewPCG(1, 2)), roster.EBike)
	fmt.Println(ok, at == again)
	// Output: true true
}

func ExampleNetwork_Bounds() {
	network, err := osm.Open("testdata/town.osm.pbf", osm.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(network.Bounds())
	// Output: {47 9.5} {47.002 9.52}
}
