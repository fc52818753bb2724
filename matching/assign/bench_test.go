package assign

import (
	"context"
	"fmt"
	"testing"
)

func benchmarkSolve(b *testing.B, p *Problem[int32]) {
	var s Solver[int32]
	for b.Loop() {
		if _, err := s.Solve(context.Background(), p, Options{SkipVerify: true}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkDense(b *testing.B) {
	for _, n := range []int{1000, 5000} {
		for _, c := range classes {
			b.Run(fmt.Sprintf("%s/%d", c, n), func(b *testing.B) { benchmarkSolve(b, dense(c, n, n)) })
		}
	}
}

func BenchmarkSparse(b *testing.B) {
	for _, x := range []struct {
		rows, cols, k int
		most          int32
	}{{10000, 12000, 40, 1e6}, {100000, 120000, 20, 1e6}, {10000, 10000, 40, 1e6}, {10000, 10000, 40, 100}} {
		b.Run(fmt.Sprintf("%dx%dx%d/%d", x.rows, x.cols, x.k, x.most), func(b *testing.B) {
			benchmarkSolve(b, sparse(x.rows, x.cols, x.k, x.most))
		})
	}
}

// BenchmarkResolve changes one row of a dense problem of 5000 by 5000.
func BenchmarkResolve(b *testing.B) {
	for _, c := range []string{"uniform1e6", "geometric"} {
		b.Run(c, func(b *testing.B) {
			p := dense(c, 5000, 5000)
			var s Solver[int32]
			if _, err := s.Solve(context.Background(), p, Options{}); err != nil {
				b.Fatal(err)
			}
			k := 0
			for b.Loop() {
				i := k % p.Rows
				k += 7919
				row := p.Costs[i*p.Cols : (i+1)*p.Cols]
				other := p.Costs[(i+31)%p.Rows*p.Cols:] // somebody else's place, nearly
				for j := range row {
					row[j] = other[j] + int32(k%7)
				}
				if _, err := s.Resolve(context.Background(), p, Changes{Rows: []int32{int32(i)}}, Options{SkipVerify: true}); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
