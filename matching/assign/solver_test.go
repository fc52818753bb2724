package assign

import (
	"context"
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"testing"
)

// dense draws a dense problem of a class of Dell'Amico & Toth (2000).
func dense(class string, rows, cols int) *Problem[int32] {
	r := rand.New(rand.NewPCG(uint64(rows), 7))
	p := &Problem[int32]{Rows: rows, Cols: cols, Costs: make([]int32, rows*cols)}
	at := make([][4]float64, max(rows, cols))
	for i := range at {
		for d := range at[i] {
			at[i][d] = 1000 * r.Float64()
		}
	}
	for i := range rows {
		for j := range cols {
			c := &p.Costs[i*cols+j]
			switch class {
			case "uniform1e3":
				*c = 1 + r.Int32N(1e3)
			case "uniform1e6":
				*c = 1 + r.Int32N(1e6)
			case "geometric":
				*c = int32(100 * math.Hypot(at[i][0]-at[j][2], at[i][1]-at[j][3]))
			case "machol-wien":
				*c = int32((i + 1) * (j + 1))
			case "two-cost":
				*c = 1 + 99*r.Int32N(2)
			}
		}
	}
	return p
}

var classes = []string{"uniform1e3", "uniform1e6", "geometric", "machol-wien", "two-cost"}

// sparse draws a problem with k arcs a row; a square one has an assignment.
func sparse(rows, cols, k int, most int32) *Problem[int32] {
	r := rand.New(rand.NewPCG(uint64(rows), 8))
	p := &Problem[int32]{Rows: rows, Cols: cols, Start: []int{0}}
	mark := make([]int, cols)
	perm := r.Perm(cols)
	for i := range rows {
		for a := range k {
			j := r.IntN(cols)
			if a == 0 {
				j = perm[i]
			}
			if mark[j] != i+1 {
				mark[j] = i + 1
				p.Heads = append(p.Heads, int32(j))
				p.Costs = append(p.Costs, 1+r.Int32N(most))
			}
		}
		p.Start = append(p.Start, len(p.Heads))
	}
	return p
}

// TestVerifiedClasses solves larger problems; Verify proves the optimum.
func TestVerifiedClasses(t *testing.T) {
	var problems []*Problem[int32]
	for _, c := range classes {
		problems = append(problems, dense(c, 200, 200), dense(c, 150, 200))
		p := dense(c, 200, 150)
		p.Cover = EachColumn
		problems = append(problems, p)
		p = dense(c, 200, 150)
		p.Skip = slices.Repeat([]int32{50}, 200)
		problems = append(problems, p)
	}
	problems = append(problems, sparse(1000, 1200, 20, 1e6), sparse(1000, 1000, 20, 1e6), sparse(1000, 1000, 20, 10))
	var s Solver[int32]
	for k, p := range problems {
		for _, solve := range []func() (*Result, error){
			func() (*Result, error) { return s.Solve(context.Background(), p, Options{}) },
			func() (*Result, error) {
				return s.Resolve(context.Background(), p, Changes{Rows: []int32{3}, Cols: []int32{5}}, Options{})
			},
		} {
			r, err := solve()
			if err != nil || r.Status != Optimal {
				t.Errorf("problem %d: %v %v", k, r, err)
			}
		}
	}
}

func TestFloats(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for range 3000 {
		p := randomProblem(r)
		q := &Problem[float64]{Rows: p.Rows, Cols: p.Cols, Stride: p.Stride, Start: p.Start, Heads: p.Heads, Cover: p.Cover}
		turn := func(costs []int64) (out []float64) {
			for _, c := range costs {
				f := float64(c) / 8
				if c == math.MaxInt64 {
					f = math.Inf(1)
				}
				out = append(out, f)
			}
			return out
		}
		q.Costs, q.Skip = turn(p.Costs), turn(p.Skip)
		got, err := Solve(context.Background(), q, Options{})
		if err != nil {
			t.Fatal(err)
		}
		want, ok := bruteForce(p)
		if ok != (got.Status == Optimal) || ok && (got.Value != float64(want)/8 || float64(got.Total)*got.Unit != got.Value) {
			t.Fatalf("%+v: %v %v, want %v", q, got.Status, got.Value, float64(want)/8)
		}
	}
	// The whole range of floats.
	q := &Problem[float64]{Rows: 2, Cols: 2, Costs: []float64{-math.MaxFloat64, math.MaxFloat64, 5e-324, -math.MaxFloat64}}
	if r, err := Solve(context.Background(), q, Options{}); err != nil || r.RowCol[0] != 0 {
		t.Error(r, err)
	}
	q = &Problem[float64]{Rows: 2, Cols: 2, Costs: []float64{5e-324, 1e-290, 1e-290, 5e-324}}
	if r, err := Solve(context.Background(), q, Options{}); err != nil || r.RowCol[0] != 0 {
		t.Error(r, err)
	}
}

func TestFaults(t *testing.T) {
	nan := math.NaN()
	for _, c := range []struct {
		code string
		p    Problem[float64]
	}{
		{FaultSize, Problem[float64]{Rows: -1}},
		{FaultSize, Problem[float64]{Rows: 2, Cols: 2, Costs: []float64{1, 2, 3}}},
		{FaultSize, Problem[float64]{Rows: 1, Cols: 2, Stride: 1, Costs: []float64{1, 2, 3}}},
		{FaultSize, Problem[float64]{Rows: 1, Cols: 1, Costs: []float64{1}, Skip: []float64{1, 2}}},
		{FaultSize, Problem[float64]{Rows: 1, Cols: 1, Costs: []float64{1}, Start: []int{0}}},
		{FaultSize, Problem[float64]{Rows: 1, Cols: 1, Costs: []float64{1}, Start: []int{0, 0}}},
		{FaultStart, Problem[float64]{Rows: 1, Cols: 1, Start: []int{1, 0}}},
		{FaultStart, Problem[float64]{Rows: 2, Cols: 1, Start: []int{0, 5, 0}}},
		{FaultHead, Problem[float64]{Rows: 1, Cols: 1, Costs: []float64{1}, Start: []int{0, 1}, Heads: []int32{1}}},
		{FaultDuplicate, Problem[float64]{Rows: 1, Cols: 1, Costs: []float64{1, 2}, Start: []int{0, 2}, Heads: []int32{0, 0}}},
		{FaultNaN, Problem[float64]{Rows: 1, Cols: 2, Costs: []float64{1, nan}}},
		{FaultNaN, Problem[float64]{Rows: 1, Cols: 2, Costs: []float64{nan, 1}}},
		{FaultNaN, Problem[float64]{Rows: 1, Cols: 2, Costs: []float64{1, math.Inf(-1)}}},
		{FaultNaN, Problem[float64]{Rows: 1, Cols: 1, Costs: []float64{1}, Skip: []float64{nan}}},
		{FaultCover, Problem[float64]{Rows: 1, Cols: 1, Costs: []float64{1}, Skip: []float64{1}, Cover: EachColumn}},
	} {
		_, err := Solve(context.Background(), &c.p, Options{})
		var in *InputError
		if !errors.As(err, &in) || in.Faults[0].Code != c.code {
			t.Errorf("%+v: %v, want %s", c.p, err, c.code)
		}
	}
	p := Problem[int64]{Rows: 1, Cols: 2, Costs: []int64{1, math.MinInt64}}
	var in *InputError
	if _, err := Solve(context.Background(), &p, Options{}); !errors.As(err, &in) || in.Faults[0].Code != FaultOverflow {
		t.Error(err)
	}
}

func TestEmpty(t *testing.T) {
	for _, p := range []Problem[int64]{{}, {Rows: 2}, {Cols: 2}, {Rows: 2, Cover: EachColumn}, {Cols: 2, Cover: EachColumn}, {Rows: 2, Skip: []int64{1, 2}}} {
		r, err := Solve(context.Background(), &p, Options{})
		need := p.Rows
		if p.Cover == EachColumn {
			need = p.Cols
		}
		feasible := need == 0 || p.Skip != nil
		if err != nil || (r.Status == Optimal) != feasible {
			t.Errorf("%+v: %+v %v", p, r, err)
		}
		if b, err := SolveBottleneck(context.Background(), &p, Options{}); err != nil || b.Status != r.Status {
			t.Errorf("%+v: %+v %v", p, b, err)
		}
		if p.Cover == EachRow {
			if f, err := SolveTransport(context.Background(), &Transport[int64]{Problem: p}, Options{}); err != nil || f.Status != r.Status {
				t.Errorf("%+v: %+v %v", p, f, err)
			}
			if f, err := SolveTiers(context.Background(), &Tiered{Problem: p}, Options{}); err != nil || f.Status != r.Status {
				t.Errorf("%+v: %+v %v", p, f, err)
			}
		}
	}
}

func TestCancelled(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	for _, p := range []*Problem[int32]{dense("machol-wien", 200, 200), sparse(1000, 1200, 10, 100)} {
		var s Solver[int32]
		r, err := s.Solve(ctx, p, Options{})
		if err != nil || r.Status != Cancelled {
			t.Errorf("%v %v", r.Status, err)
		}
		r, err = s.Resolve(context.Background(), p, Changes{}, Options{})
		if err != nil || r.Status != Optimal {
			t.Errorf("afterwards: %v %v", r.Status, err)
		}
	}
}

func TestNoAllocation(t *testing.T) {
	ctx := context.Background()
	problems := map[string]*Problem[int32]{"sparse": sparse(300, 400, 10, 1000), "balanced": sparse(300, 300, 20, 1000)}
	for _, c := range classes {
		problems[c] = dense(c, 100, 100)
	}
	problems["turned"] = dense("geometric", 100, 80)
	problems["turned"].Cover = EachColumn
	for name, p := range problems {
		var s Solver[int32]
		one := func() {
			if _, err := s.Solve(ctx, p, Options{}); err != nil {
				t.Fatal(err)
			}
		}
		again := func() {
			if _, err := s.Resolve(ctx, p, Changes{Rows: rowTwo, Cols: rowTwo}, Options{}); err != nil {
				t.Fatal(err)
			}
		}
		one()
		again()
		if n := testing.AllocsPerRun(5, one); n > 0 {
			t.Errorf("%s: Solve allocates %v times", name, n)
		}
		if n := testing.AllocsPerRun(5, again); n > 0 {
			t.Errorf("%s: Resolve allocates %v times", name, n)
		}
	}
}

var rowTwo = []int32{2}

// TestVerifyRefuses spoils right answers, one thing at a time.
func TestVerifyRefuses(t *testing.T) {
	p := &Problem[int64]{Rows: 2, Cols: 3, Costs: []int64{4, 1, 3, 2, 0, 5}, Skip: []int64{9, math.MaxInt64}}
	for k, spoil := range []func(r *Result){
		func(r *Result) { r.Total++ },
		func(r *Result) { r.U[0]++ },
		func(r *Result) { r.V[0]-- },
		func(r *Result) { r.V[1]-- },
		func(r *Result) { r.V[1]++ },
		func(r *Result) { r.RowCol[0] = 2 },
		func(r *Result) { r.RowCol[0], r.ColRow[1], r.Total = None, None, 11 },
		func(r *Result) { r.RowCol[1], r.ColRow[0] = None, None },
		func(r *Result) { r.ColRow = r.ColRow[:2] },
		func(r *Result) { r.Unit = 0 },
		func(r *Result) { r.Status = Infeasible },
	} {
		r, err := Solve(context.Background(), p, Options{})
		if err != nil {
			t.Fatal(err)
		}
		spoil(r)
		var c *CertificateError
		if err := Verify(p, r); !errors.As(err, &c) {
			t.Errorf("%d: accepted", k)
		}
	}
}

// TestResolveLong follows one problem over many changes.
func TestResolveLong(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	var s, fresh Solver[int32]
	p := dense("uniform1e6", 60, 80)
	for step := range 300 {
		ch := Changes{}
		p.Stride = 80
		p.Rows = 60 - r.IntN(3)
		p.Cols = 80 - 20*r.IntN(2)
		i, j := r.IntN(p.Rows), r.IntN(p.Cols)
		ch.Rows, ch.Cols = append(ch.Rows, int32(i)), append(ch.Cols, int32(j))
		for c := range p.Cols {
			p.Costs[i*80+c] = r.Int32N(1e6)
		}
		for k := range p.Rows {
			p.Costs[k*80+j] = r.Int32N(1e6)
		}
		a, err := s.Resolve(context.Background(), p, ch, Options{})
		if err != nil {
			t.Fatal(step, err)
		}
		b, err := fresh.Solve(context.Background(), p, Options{})
		if err != nil || a.Total != b.Total || a.Status != b.Status {
			t.Fatal(step, a.Status, a.Total, b.Status, b.Total, err)
		}
	}
}
