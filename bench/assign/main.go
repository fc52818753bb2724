// Command assign solves one raw problem file with package matching/assign and
// prints seconds, total and peak memory; see compare.py beside it.
//
//	assign dense ROWS COLS FILE      int32 costs, row-major, little endian
//	assign sparse ROWS COLS FILE     int32: number of arcs, starts, heads, costs
//	assign dense ROWS COLS FILE -resolve   solves, changes one row, solves again
//	assign many FILE                 dense problems one after the other, each with
//	                                 its rows and columns before the costs; prints
//	                                 their totals; see agree.py beside it
package main

import (
	"context"
	"encoding/binary"
	"fmt"
	"io"
	"os"
	"runtime/debug"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/paidan/paidan/matching/assign"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) == 2 && args[0] == "many" {
		return many(args[1])
	}
	if len(args) < 4 {
		return fmt.Errorf("assign dense|sparse ROWS COLS FILE [-resolve], or assign many FILE")
	}
	before := memory("VmRSS:")
	p, err := read(args)
	if err != nil {
		return err
	}
	var s assign.Solver[int32]
	begin := time.Now()
	r, err := s.Solve(context.Background(), p, assign.Options{SkipVerify: true})
	solve := time.Since(begin)
	if err != nil {
		return err
	}
	peak := memory("VmHWM:") - before
	begin = time.Now()
	if err := assign.Verify(p, r); err != nil {
		return err
	}
	verify := time.Since(begin)
	fmt.Printf("%.6f %.6f %d %d\n", solve.Seconds(), verify.Seconds(), r.Total, peak/1024)
	if len(args) > 4 {
		return resolve(&s, p, solve)
	}
	return nil
}

// resolve changes rows one after the other and compares with a fresh solver.
func resolve(s *assign.Solver[int32], p *assign.Problem[int32], solve time.Duration) error {
	var times []time.Duration
	total := int64(0)
	for k := range 50 {
		i := k * 7919 % p.Rows
		row := p.Costs[i*p.Cols : (i+1)*p.Cols]
		other := p.Costs[(i+31)%p.Rows*p.Cols:] // somebody else's place, nearly
		for j := range row {
			row[j] = other[j] + int32(k%7)
		}
		begin := time.Now()
		r, err := s.Resolve(context.Background(), p, assign.Changes{Rows: []int32{int32(i)}}, assign.Options{SkipVerify: true})
		times = append(times, time.Since(begin))
		if err != nil {
			return err
		}
		total = r.Total
	}
	fresh, err := assign.Solve(context.Background(), p, assign.Options{})
	if err != nil {
		return err
	}
	if fresh.Total != total {
		return fmt.Errorf("resolved to %d, optimum %d", total, fresh.Total)
	}
	slices.Sort(times)
	fmt.Printf("resolve median %v worst %v, %.0f times faster than from scratch\n", times[len(times)/2], times[len(times)-1],
		solve.Seconds()/times[len(times)/2].Seconds())
	return nil
}

func read(args []string) (*assign.Problem[int32], error) {
	rows, err := strconv.Atoi(args[1])
	if err != nil {
		return nil, err
	}
	cols, err := strconv.Atoi(args[2])
	if err != nil {
		return nil, err
	}
	f, err := os.Open(args[3])
	if err != nil {
		return nil, err
	}
	defer f.Close()
	p := &assign.Problem[int32]{Rows: rows, Cols: cols}
	ints := func(n int) ([]int32, error) { return ints(f, n) }
	if args[0] == "dense" {
		p.Costs, err = ints(rows * cols)
		debug.FreeOSMemory()
		return p, err
	}
	head, err := ints(1)
	if err != nil {
		return nil, err
	}
	start, err := ints(rows + 1)
	if err != nil {
		return nil, err
	}
	for _, x := range start {
		p.Start = append(p.Start, int(x))
	}
	if p.Heads, err = ints(int(head[0])); err != nil {
		return nil, err
	}
	p.Costs, err = ints(int(head[0]))
	debug.FreeOSMemory()
	return p, err
}

// ints reads n little-endian numbers.
func ints(r io.Reader, n int) ([]int32, error) {
	out := make([]int32, n)
	buf := make([]byte, 1<<20)
	for at := 0; at < n; {
		part := buf[:min(len(buf), 4*(n-at))]
		if _, err := io.ReadFull(r, part); err != nil {
			return nil, err
		}
		for k := 0; k < len(part); k += 4 {
			out[at] = int32(binary.LittleEndian.Uint32(part[k:]))
			at++
		}
	}
	return out, nil
}

// memory returns a figure of this process in KiB, 0 where there is none.
func memory(key string) int {
	data, err := os.ReadFile("/proc/self/status")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(data)) {
		if rest, ok := strings.CutPrefix(line, key); ok {
			n, _ := strconv.Atoi(strings.Fields(rest)[0])
			return n
		}
	}
	return 0
}
