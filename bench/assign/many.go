package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"github.com/paidan/paidan/matching/assign"
)

// many solves the problems of a file with one solver, which is used again,
// verifies each certificate, and prints their totals.
func many(file string) error {
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	in, out := bufio.NewReader(f), bufio.NewWriter(os.Stdout)
	var s assign.Solver[int32]
	for {
		head, err := ints(in, 2)
		if errors.Is(err, io.EOF) {
			return out.Flush()
		}
		if err != nil {
			return err
		}
		p := &assign.Problem[int32]{Rows: int(head[0]), Cols: int(head[1])}
		if p.Costs, err = ints(in, p.Rows*p.Cols); err != nil {
			return err
		}
		r, err := s.Solve(context.Background(), p, assign.Options{SkipVerify: true})
		if err != nil {
			return err
		}
		if err := assign.Verify(p, r); err != nil {
			return err
		}
		fmt.Fprintln(out, r.Total)
	}
}
