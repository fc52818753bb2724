package dispatch_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"math"
	"reflect"
	"testing"

	"github.com/paidan/paidan/bench/dispatch"
)

// It runs, and twice the same.
func TestRun(t *testing.T) {
	o := dispatch.Options{Replications: 2, Jobs: 60, Workers: 25, Days: 3}
	table, err := dispatch.Run(context.Background(), o, nil)
	if err != nil {
		t.Fatal(err)
	}
	again, err := dispatch.Run(context.Background(), o, nil)
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
	if err := table.Write(&text); err != nil || bytes.Count(text.Bytes(), []byte("±")) != 1+7*(4+4) {
		t.Errorf("%s %v", &text, err)
	}
}

// Progress counts to its end, the pairs are what the means tell, and every
// answer is in the curve of its policy.
func TestTable(t *testing.T) {
	last := 0
	table, err := dispatch.Run(context.Background(), dispatch.Options{Replications: 3, Jobs: 40, Workers: 20, Days: 2}, func(done, total int) {
		if last++; done != last || total != 12 {
			t.Errorf("%d of %d after %d", done, total, last-1)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	of := map[string]dispatch.Figures{}
	for _, m := range table.Means {
		of[m.Policy] = m
	}
	for _, p := range table.Pairs {
		if want := of[p.Policy].Seconds - of[p.Against].Seconds; math.Abs(p.Mean.Seconds-want) > 1e-9 || p.Margin.Seconds <= 0 {
			t.Errorf("%s, %s: %v, want %v", p.Policy, p.Against, p.Mean.Seconds, want)
		}
	}
	if len(table.Pairs) != 4 || len(table.Curves) != 2 {
		t.Fatalf("%+v", table)
	}
	for _, c := range table.Curves {
		asked, yes := 0, 0.0
		for _, b := range c.Bins {
			asked, yes = asked+b.Count, yes+float64(b.Count)*b.Happened
		}
		jobs := 3 * 40.0
		if m := of[c.Policy]; math.Abs(yes-m.Filled*jobs) > 1e-6 || math.Abs(float64(asked)-(m.Filled+m.Refusals)*jobs) > 1e-6 {
			t.Errorf("%s: %d asked, %v said yes; %+v", c.Policy, asked, yes, m)
		}
	}
}

// A context that has ended ends it, and nothing below 0 is played.
func TestRunEnds(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := dispatch.Run(ctx, dispatch.Options{Jobs: 20, Workers: 10}, nil); !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
	if _, err := dispatch.Run(context.Background(), dispatch.Options{Jobs: -1}, nil); err == nil {
		t.Error("no error")
	}
}

func ExampleRun() {
	table, err := dispatch.Run(context.Background(), dispatch.Options{Replications: 1, Jobs: 20, Workers: 12, Days: 2}, nil)
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
