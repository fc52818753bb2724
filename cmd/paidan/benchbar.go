package main

import (
	"fmt"

	"github.com/schollz/progressbar/v3"

	"github.com/paidan/paidan/cmd/paidan/internal/text"
	"github.com/paidan/paidan/schedule"
)

// benchBar shows how a run over several instances goes, on a terminal only.
type benchBar struct {
	bar          *progressbar.ProgressBar
	files, ready int
	name         string
	gaps         float64
	known        int
}

func (a *app) newBenchBar(files int) *benchBar {
	b := &benchBar{files: files}
	if a.onTerminal() {
		b.bar = a.newBar(files * barSteps)
	}
	return b
}

func (b *benchBar) hook() []schedule.Hook {
	if b.bar == nil {
		return nil
	}
	return []schedule.Hook{schedule.WithProgress(func(p schedule.Progress) {
		_ = b.bar.Set(b.ready*barSteps + int(barSteps*min(1, max(0, p.Fraction))))
	})}
}

// begin tells which instance is next.
func (b *benchBar) begin(name string) {
	b.name = name
	b.describe()
}

// end counts an instance in.
func (b *benchBar) end(r text.BenchRun) {
	b.ready++
	if r.GapPercent != nil {
		b.gaps += *r.GapPercent
		b.known++
	}
	if b.bar != nil {
		_ = b.bar.Set(b.ready * barSteps)
	}
}

func (b *benchBar) describe() {
	if b.bar == nil {
		return
	}
	text := fmt.Sprintf("%s (%d/%d)", b.name, b.ready+1, b.files)
	if b.known > 0 {
		text += fmt.Sprintf(", mean gap %.2f %%", b.gaps/float64(b.known))
	}
	b.bar.Describe(text)
}

// done clears the bar.
func (b *benchBar) done() {
	if b.bar != nil {
		_ = b.bar.Finish()
	}
}
