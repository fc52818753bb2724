package compare

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// command runs a program for one trial.
type command struct {
	name string
	args []string
	env  []string
}

// patience is how many times its budget, and minutes more, a program may take
// on the wall before it is stopped: reading and cores shared with others.
const (
	patience     = 10
	patienceMore = 5 * time.Minute
)

// run runs the program to its end and returns what it wrote, with the CPU
// seconds, wall seconds and peak memory it took.
func (c command) run(ctx context.Context, budget time.Duration) (out []byte, took Answer, err error) {
	limited, cancel := context.WithTimeout(ctx, patience*budget+patienceMore)
	defer cancel()
	p := exec.CommandContext(limited, c.name, c.args...)
	p.Env = append(os.Environ(), c.env...)
	p.WaitDelay = time.Second
	alone(p)
	var stdout, stderr bytes.Buffer
	p.Stdout, p.Stderr = &stdout, &stderr
	began := time.Now()
	err = p.Run()
	took.Wall = time.Since(began).Seconds()
	if s := p.ProcessState; s != nil {
		took.CPU = (s.UserTime() + s.SystemTime()).Seconds()
		took.Memory = peakMemory(s)
	}
	switch {
	case ctx.Err() != nil:
		return nil, took, ctx.Err()
	case limited.Err() != nil:
		return nil, took, errors.New("took too long and was stopped")
	case err != nil:
		return nil, took, fmt.Errorf("%w: %s", err, lastLine(stderr.String()))
	}
	return stdout.Bytes(), took, nil
}

// lastLine returns the last line of a text that is not empty, cut to a length
// that fits a table.
func lastLine(s string) string {
	s = strings.TrimSpace(s)
	s = s[strings.LastIndexByte(s, '\n')+1:]
	return s[:min(len(s), 300)]
}
