package assign

import (
	"context"
	"encoding/binary"
	"math"
	"testing"
)

// FuzzSolve makes problems of bytes, malformed ones too: no panic, and every
// answer verified.
func FuzzSolve(f *testing.F) {
	f.Add([]byte{3, 3, 0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9})
	f.Add([]byte{3, 4, 1, 1, 0, 2, 4, 6, 0, 1, 2, 3, 0, 1, 9, 8, 7})
	f.Add([]byte{2, 2, 2, 2, 255, 255, 255, 255, 1, 1, 0, 0, 127})
	f.Fuzz(func(t *testing.T, data []byte) {
		next := func() int {
			if len(data) == 0 {
				return 0
			}
			b := int(int8(data[0]))
			data = data[1:]
			return b
		}
		p := &Problem[int64]{Rows: next() % 8, Cols: next() % 8}
		form := next()
		if form&1 != 0 {
			for range p.Rows + 1 {
				p.Start = append(p.Start, next())
			}
		}
		if form&2 != 0 {
			for range p.Rows {
				p.Skip = append(p.Skip, int64(next()))
			}
		}
		if form&4 != 0 {
			p.Cover = EachColumn
		}
		for range 64 {
			c := int64(next())
			switch c {
			case 127:
				c = math.MaxInt64
			case 126:
				c = math.MaxInt64 - 1
			case -128:
				c = -1 << 50
			}
			p.Costs = append(p.Costs, c)
			if form&1 != 0 {
				p.Heads = append(p.Heads, int32(next()))
			}
		}
		ctx := context.Background()
		var s Solver[int64]
		r, err := s.Solve(ctx, p, Options{})
		_, certificate := err.(*CertificateError)
		if certificate {
			t.Fatal(err)
		}
		q := &Problem[float64]{Rows: p.Rows, Cols: p.Cols, Start: p.Start, Heads: p.Heads}
		for _, c := range p.Costs {
			var b [8]byte
			binary.LittleEndian.PutUint64(b[:], uint64(c)*0x9E3779B97F4A7C15)
			q.Costs = append(q.Costs, math.Float64frombits(binary.LittleEndian.Uint64(b[:])))
		}
		if _, err := Solve(ctx, q, Options{}); err != nil {
			if _, is := err.(*CertificateError); is {
				t.Fatal(err)
			}
		}
		if err != nil {
			return
		}
		total, status := r.Total, r.Status
		if r, err = s.Resolve(ctx, p, Changes{}, Options{}); err != nil || r.Total != total && status == Optimal {
			t.Fatal(r, err)
		}
		if f, err := SolveTransport(ctx, &Transport[int64]{Problem: *p}, Options{}); err == nil && p.Cover == EachRow {
			if f.Status != status || status == Optimal && f.Total != total {
				t.Fatal(f, total)
			}
		}
		if _, err := SolveBottleneck(ctx, p, Options{}); err != nil {
			t.Fatal(err)
		}
	})
}
