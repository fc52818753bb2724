package main

import (
	"fmt"
	"os"
	"time"

	"github.com/schollz/progressbar/v3"
	"golang.org/x/term"

	"github.com/paidan/paidan/cmd/paidan/internal/words"
	"github.com/paidan/paidan/schedule"
)

// onTerminal reports whether progress may be shown: standard error is a
// terminal and nobody asked for silence.
func (a *app) onTerminal() bool {
	f, ok := a.err.(*os.File)
	return ok && !a.quiet && term.IsTerminal(int(f.Fd()))
}

// newBar makes a bar of so many steps, with the time used and left unless a
// description tells them.
func (a *app) newBar(steps int, options ...progressbar.Option) *progressbar.ProgressBar {
	return progressbar.NewOptions(steps, append([]progressbar.Option{
		progressbar.OptionSetWriter(a.err),
		progressbar.OptionSetWidth(24),
		progressbar.OptionThrottle(100 * time.Millisecond),
		progressbar.OptionSetElapsedTime(true),
		progressbar.OptionSetPredictTime(true),
		progressbar.OptionClearOnFinish(),
		progressbar.OptionSetTheme(progressbar.ThemeUnicode),
	}, options...)...)
}

// searchBar shows how a search goes, on a terminal only: the share of the
// budget, the time left, the cost so far.
type searchBar struct {
	bar   *progressbar.ProgressBar
	money words.Currency
}

// barSteps is the length of the bar's scale.
const barSteps = 1000

func (a *app) newSearchBar(label string) *searchBar {
	if !a.onTerminal() {
		return &searchBar{}
	}
	return &searchBar{money: a.money(), bar: a.newBar(barSteps, progressbar.OptionSetDescription(label),
		progressbar.OptionSetElapsedTime(false), progressbar.OptionSetPredictTime(false))}
}

// hook returns what to pass to a solver: nothing where nothing is shown, so
// that a pipe costs no time.
func (s *searchBar) hook() []schedule.Hook {
	if s.bar == nil {
		return nil
	}
	return []schedule.Hook{schedule.WithProgress(s.show)}
}

func (s *searchBar) show(p schedule.Progress) {
	s.bar.Describe(fmt.Sprintf("cost %s, %d not served, %s left", s.money.Points(p.Cost), p.Unassigned, left(p)))
	_ = s.bar.Set(int(barSteps * min(1, max(0, p.Fraction))))
}

// left estimates the time left from the share of the budget used.
func left(p schedule.Progress) string {
	if p.Fraction < 0.01 {
		return "…"
	}
	rest := time.Duration(float64(p.Elapsed) * (1 - min(1, p.Fraction)) / p.Fraction)
	return rest.Round(time.Second).String()
}

// done clears the bar.
func (s *searchBar) done() {
	if s.bar != nil {
		_ = s.bar.Finish()
	}
}
