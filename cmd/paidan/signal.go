package main

import (
	"context"
	"os"
	"os/signal"
	"syscall"
)

// stoppable returns a context which ends with the first Ctrl-C, so that the
// best plan so far can still be written; the second one ends the process. The
// returned function gives the signals back.
func (a *app) stoppable(ctx context.Context) (context.Context, func()) {
	ctx, stop := signal.NotifyContext(ctx, os.Interrupt, syscall.SIGTERM)
	told := context.AfterFunc(ctx, func() {
		stop() // from here on a signal has its usual effect
		a.remark("\npaidan: stopping with the best plan so far; press Ctrl-C again to quit at once")
	})
	return ctx, func() {
		told()
		stop()
	}
}
