package dispatch_test

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"reflect"
	"testing"

	"github.com/paidan/paidan/bench/dispatch"
)

var replications = flag.Int("fortnights", 0, "play so many full fortnights and print the table")

// It runs, and twice the same.
func TestRun(t *testing.T) {
	o := dispatch.Options{Replications: 2, Jobs: 60, Workers: 25, Days: 3}
	table, err := dispatch.Run(o)
	if err != nil {
		t.Fatal(err)
	}
	again, err := dispatch.Run(o)
	if err != nil || !reflect.DeepEqual(table, again) {
		t.Fatalf("%+v\n%+v %v", table, again, err)
	}
	if len(table.Means) != len(dispatch.Policies()) {
		t.Fatalf("%+v", table)
	}
	for _, m := range table.Means {
		if m.Filled <= 0 || m.Filled > 1 || m.First > m.Filled || m.Seconds <= 0 || m.Refusals < 0 {
			t.Errorf("%+v", m)
		}
	}
	var text bytes.Buffer
	if err := table.Write(&text); err != nil || bytes.Count(text.Bytes(), []byte("\n")) != 6 {
		t.Errorf("%s %v", &text, err)
	}
}

// go test ./bench/dispatch -run Fortnights -fortnights 10
func TestFortnights(t *testing.T) {
	if *replications == 0 {
		t.Skip("wants -fortnights")
	}
	table, err := dispatch.Run(dispatch.Options{Replications: *replications})
	if err != nil {
		t.Fatal(err)
	}
	if err := table.Write(os.Stdout); err != nil {
		t.Fatal(err)
	}
}

func ExampleRun() {
	table, err := dispatch.Run(dispatch.Options{Replications: 1, Jobs: 20, Workers: 12, Days: 2})
	if err != nil {
		panic(err)
	}
	for _, m := range table.Means {
		fmt.Println(m.Policy, m.Filled > 0)
	}
	// Output:
	// nearest true
	// score true
	// judged true
	// learnt true
}

func ExamplePolicies() {
	fmt.Println(dispatch.Policies())
	// Output: [nearest score judged learnt]
}
