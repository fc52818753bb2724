package assign

import (
	"bufio"
	"context"
	"os"
	"path/filepath"
	"strconv"
	"testing"
)

// instanceDir returns where the instances lie: $ASSIGN_INSTANCES, or the
// folder shared beside the module. The test is skipped without them.
func instanceDir(t *testing.T) string {
	dir := os.Getenv("ASSIGN_INSTANCES")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared", "instances", "assignment")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skip("no instances: set ASSIGN_INSTANCES to a folder with assign500.txt and so on of Beasley's OR-Library")
	}
	return dir
}

// TestBeasley solves problems of Beasley's OR-Library (1990).
func TestBeasley(t *testing.T) {
	dir := instanceDir(t)
	for name, want := range map[string]int64{"assign500": 991, "assign600": 1176, "assign700": 1362} {
		f, err := os.Open(filepath.Join(dir, name+".txt"))
		if err != nil {
			t.Skip("no instance ", name)
		}
		words := bufio.NewScanner(f)
		words.Split(bufio.ScanWords)
		var all []int32
		for words.Scan() {
			n, err := strconv.ParseInt(words.Text(), 10, 32)
			if err != nil {
				t.Fatal(err)
			}
			all = append(all, int32(n))
		}
		f.Close()
		n := int(all[0])
		p := &Problem[int32]{Rows: n, Cols: n, Costs: all[1:]}
		r, err := Solve(context.Background(), p, Options{})
		if err != nil || r.Total != want {
			t.Errorf("%s: %d, want %d (%v)", name, r.Total, want, err)
		}
		b, err := SolveBottleneck(context.Background(), p, Options{})
		if err != nil || b.Total < want || len(b.Tight) <= len(b.Short) && len(b.Tight) > 0 {
			t.Errorf("%s: bottleneck %d, sum %d (%v)", name, b.Largest, b.Total, err)
		}
	}
}

// TestMacholWien has its optimum by a formula: row i takes column n−1−i.
func TestMacholWien(t *testing.T) {
	for _, n := range []int{1, 2, 17, 100, 300} {
		want := int64(0)
		for i := range int64(n) {
			want += (i + 1) * (int64(n) - i)
		}
		if r, err := Solve(context.Background(), dense("machol-wien", n, n), Options{}); err != nil || r.Total != want {
			t.Errorf("%d: %d, want %d (%v)", n, r.Total, want, err)
		}
	}
}
