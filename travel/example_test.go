package travel_test

import (
	"errors"
	"fmt"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/travel"
)

func ExampleNew() {
	var index travel.Index
	home := index.Add(roster.Place{ID: "home", Location: &roster.LatLng{Lat: 31.20, Lng: 121.50}})
	door := index.Add(roster.Place{ID: "door", Location: &roster.LatLng{Lat: 31.21, Lng: 121.50}})

	source, err := travel.New(roster.Travel{}, index.Places(), travel.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	mode, _ := travel.ModeIndex(roster.EBike)
	seconds, metres, ok := source.Leg(mode, home, door)
	fmt.Println(seconds, metres, ok)
	// Output: 350 1446 true
}

func ExampleNew_faults() {
	_, err := travel.New(roster.Travel{}, []roster.Place{{ID: "door"}}, travel.Options{})
	var fault *travel.Error
	if errors.As(err, &fault) {
		fmt.Println(fault.Code, fault.Path, fault.Place)
	}
	// Output: travel.place.location places[0] door
}

func ExampleIndex() {
	var index travel.Index
	at := &roster.LatLng{Lat: 31.2, Lng: 121.5}
	fmt.Println(
		index.Add(roster.Place{ID: "tower", Location: at}),
		index.Add(roster.Place{ID: "school", Location: &roster.LatLng{Lat: 31.3, Lng: 121.5}}),
		index.Add(roster.Place{ID: "tower"}),
		index.Add(roster.Place{Location: at}),
		index.Len())
	// Output: 0 1 0 0 2
}

func ExampleAdjust() {
	// 10 minutes, a worker who takes a fifth longer, half speed at this hour.
	fmt.Println(travel.Adjust(600, 120, 50))
	// Output: 1440
}

func ExampleSource_Profile() {
	source, _ := travel.New(roster.Travel{Speeds: map[roster.Mode]roster.Speed{
		roster.Car: {Hours: []roster.HourSpeed{{From: 7, To: 9, SpeedPercent: 60}}},
	}}, nil, travel.Options{})
	car, _ := travel.ModeIndex(roster.Car)
	fmt.Println(source.Profile(car)[6:10])
	// Output: [100 60 60 100]
}

func ExampleSource_Matrix() {
	ten, twenty := int32(10), int32(20)
	source, err := travel.New(roster.Travel{
		Kind: roster.MatrixTravel,
		Matrices: []roster.Matrix{{
			Places:  []string{"a", "b", "c"},
			Seconds: [][]*int32{{nil, &ten, nil}, {&twenty, nil, nil}, {&ten, &ten, nil}},
		}},
	}, []roster.Place{{ID: "a"}, {ID: "b"}, {ID: "c"}}, travel.Options{})
	if err != nil {
		fmt.Println(err)
		return
	}
	seconds, _ := source.Matrix(0)
	fmt.Println(seconds)
	// Output: [0 10 -1 20 0 -1 10 10 0]
}
