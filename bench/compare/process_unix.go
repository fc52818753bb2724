//go:build unix

package compare

import (
	"os"
	"os/exec"
	"runtime"
	"syscall"
)

// peakMemory returns the peak of a finished process's memory in MiB, 0 where
// it is not known.
func peakMemory(s *os.ProcessState) float64 {
	used, ok := s.SysUsage().(*syscall.Rusage)
	if !ok {
		return 0
	}
	if runtime.GOOS == "darwin" { // in bytes, elsewhere in KiB
		return float64(used.Maxrss) / (1 << 20)
	}
	return float64(used.Maxrss) / 1024
}

// alone gives a program a process group of its own, so that an interrupt of
// the terminal is not its own, and whatever it started ends with it.
func alone(p *exec.Cmd) {
	p.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	p.Cancel = func() error { return syscall.Kill(-p.Process.Pid, syscall.SIGKILL) }
}
