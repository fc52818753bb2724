//go:build unix

package compare

import (
	"context"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// A program that is stopped takes along what it has started.
func TestStoppedProgramsLeaveNothingBehind(t *testing.T) {
	file := filepath.Join(t.TempDir(), "pid")
	ctx, cancel := context.WithCancel(t.Context())
	ended := make(chan error)
	go func() {
		_, _, err := command{name: "sh", args: []string{"-c", "sleep 300 & echo $! > " + file + "; wait"}}.run(ctx, time.Hour)
		ended <- err
	}()
	pid := 0
	require.Eventually(t, func() bool {
		data, _ := os.ReadFile(file)
		pid, _ = strconv.Atoi(strings.TrimSpace(string(data)))
		return pid > 0
	}, time.Minute, time.Millisecond)
	cancel()
	assert.ErrorIs(t, <-ended, context.Canceled)
	assert.Eventually(t, func() bool { return dead(pid) }, time.Minute, time.Millisecond)
}

// dead reports whether a process is gone, or over and not yet waited for.
func dead(pid int) bool {
	if syscall.Kill(pid, 0) != nil {
		return true
	}
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	return err == nil && strings.Contains(string(stat), ") Z ")
}
