// Package text writes plans and what is said about them for people at a
// terminal: short figures, tables with lines, reasons in words.
package text

import (
	"strings"
	"unicode"

	"github.com/jedib0t/go-pretty/v6/table"
	"github.com/jedib0t/go-pretty/v6/text"

	"github.com/paidan/paidan/cmd/paidan/internal/words"
)

// Style is in which words texts are written. The zero value is English with
// bare amounts.
type Style struct {
	Lang  words.Lang
	Money words.Currency
}

func (s Style) say(key string) string { return s.Lang.Say(key) }

// newTable begins a table with these headings.
func newTable(headings ...string) table.Writer {
	t := table.NewWriter()
	style := table.StyleLight
	style.Format.Header = text.FormatDefault
	t.SetStyle(style)
	row := make(table.Row, len(headings))
	for i, h := range headings {
		row[i] = h
	}
	t.AppendHeader(row)
	return t
}

// clean makes text from a file safe for a terminal: control characters, which
// could move its cursor or change its colours, become "�".
func clean(s string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || unicode.Is(unicode.Cf, r) {
			return unicode.ReplacementChar
		}
		return r
	}, s)
}

// Clean is clean for the other packages of the command.
func Clean(s string) string { return clean(s) }
