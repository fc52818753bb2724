package main

import (
	"fmt"

	"github.com/schollz/progressbar/v3"

	"github.com/paidan/paidan/bench/compare"
)

// compareBar shows how a comparison goes, on a terminal only: seconds of
// budget done and the time left.
type compareBar struct {
	bar  *progressbar.ProgressBar
	app  *app
	runs int
}

func (a *app) newCompareBar() *compareBar { return &compareBar{app: a} }

// show counts a run in.
func (b *compareBar) show(done, total float64, r compare.Run) {
	b.runs++
	if !b.app.onTerminal() {
		return
	}
	if b.bar == nil {
		b.bar = b.app.newBar(int(1000 * total))
	}
	b.bar.Describe(fmt.Sprintf("%d runs, last %s on %s", b.runs, r.Solver, r.Problem))
	_ = b.bar.Set(int(1000 * done))
}

// done clears the bar.
func (b *compareBar) done() {
	if b.bar != nil {
		_ = b.bar.Finish()
	}
}
