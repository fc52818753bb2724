package schedule_test

import (
	"context"
	"errors"
	"math/rand/v2"
	"os"
	"testing"
	"time"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// mixed returns random problem n of the long test: wild ones, and now and
// then one of the generator's.
func mixed(t *testing.T, n int) *roster.Problem {
	r := rand.New(rand.NewPCG(uint64(n), 5))
	if n%8 != 0 {
		return randomProblem(uint64(n), wild)
	}
	p, err := generate.Problem(generate.Options{Seed: uint64(n), Jobs: 1 + r.IntN(150)})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// TestEveryPlanHolds solves random problems under random budgets. Solve has
// the checker judge every plan, and would return its refusal. PAIDAN_SEED=n
// solves problem n alone.
func TestEveryPlanHolds(t *testing.T) {
	most := 500 // iterations
	if os.Getenv("PAIDAN_SEED") == "" {
		most = min(most, loops(120))
	}
	from, problems := seeds(loops(1000))
	for n := from; n < from+problems; n++ {
		p := mixed(t, n)
		if n%2 == 0 {
			p = randomProblem(uint64(n), tied)
		}
		r := rand.New(rand.NewPCG(uint64(n), 6))
		ctx, cancel := context.WithCancel(context.Background())
		opts := schedule.Options{Seed: r.Uint64()}
		early := false
		switch r.IntN(5) {
		case 0:
			cancel()
			early = true
			opts.Iterations = int64(1 + r.IntN(most))
		case 1:
			cancel()
			ctx, cancel = context.WithTimeout(context.Background(), time.Duration(r.IntN(5000))*time.Microsecond)
		case 2:
			opts.Limit = time.Duration(1+r.IntN(4000)) * time.Microsecond
		default:
			opts.Iterations = int64(1 + r.IntN(most))
		}
		plan, err := schedule.Solve(ctx, p, opts)
		ended := ctx.Err() != nil
		cancel()
		if refused := (*schedule.RefusedError)(nil); errors.As(err, &refused) {
			t.Errorf("problem %d, %+v: %v", n, opts, refused.Unwrap())
			if problems == 1 {
				_ = roster.EncodeProblem(os.Stdout, p)
				t.Logf("plan:\n%s", brief(refused.Plan))
			}
			continue
		}
		if err != nil {
			t.Fatalf("problem %d, %+v: %v", n, opts, err)
		}
		switch {
		case early && plan.Status != roster.Cancelled:
			t.Errorf("problem %d: cancelled before the start, status %q", n, plan.Status)
		case plan.Status == roster.Cancelled && !ended:
			t.Errorf("problem %d: status %q, but the context goes on", n, plan.Status)
		case opts.Limit == 0 && opts.Iterations == 0 && plan.Status != roster.Cancelled:
			t.Errorf("problem %d: the context alone can end this, status %q", n, plan.Status)
		}
	}
}
