package words

import (
	"fmt"
	"strings"

	"github.com/paidan/paidan/roster"
)

// mostNamed is how many jobs a sentence names before it says "and 7 more".
const mostNamed = 4

// ReasonLine says one reason with what it concerns: "skill level too low (12
// workers)".
func (l Lang) ReasonLine(r roster.Reason, c Currency) string {
	var notes []string
	if r.Workers > 0 {
		notes = append(notes, l.workers(r.Workers))
	}
	if len(r.Jobs) > 0 {
		notes = append(notes, l.Names(r.Jobs))
	}
	if r.Points > 0 {
		if l == Chinese {
			notes = append(notes, "差额 "+c.Points(r.Points))
		} else {
			notes = append(notes, c.Points(r.Points)+" too much")
		}
	}
	text := l.Reason(r.Code)
	switch {
	case len(notes) == 0:
		return text
	case l == Chinese:
		return text + "（" + strings.Join(notes, "，") + "）"
	}
	return text + " (" + strings.Join(notes, ", ") + ")"
}

// ReasonLines says all reasons, one after the other.
func (l Lang) ReasonLines(reasons []roster.Reason, c Currency) []string {
	lines := make([]string, len(reasons))
	for i, r := range reasons {
		lines[i] = l.ReasonLine(r, c)
	}
	return lines
}

// Names lists ids, the first few of them where there are many.
func (l Lang) Names(ids []string) string {
	separator, rest := ", ", 0
	if l == Chinese {
		separator = "、"
	}
	if len(ids) > mostNamed {
		ids, rest = ids[:mostNamed], len(ids)-mostNamed
	}
	text := strings.Join(ids, separator)
	switch {
	case rest == 0:
		return text
	case l == Chinese:
		return fmt.Sprintf("%s等 %d 单", text, rest+mostNamed)
	}
	return fmt.Sprintf("%s and %d more", text, rest)
}

func (l Lang) workers(n int) string {
	switch {
	case l == Chinese:
		return fmt.Sprintf("%d 人", n)
	case n == 1:
		return "1 worker"
	}
	return fmt.Sprintf("%d workers", n)
}

// Jobs counts jobs: "1 job", "2 jobs".
func (l Lang) Jobs(n int) string {
	switch {
	case l == Chinese:
		return fmt.Sprintf("%d 单", n)
	case n == 1:
		return "1 job"
	}
	return Count(int64(n)) + " jobs"
}

// Tier says a tier of priority; roster.MandatoryTier is "mandatory".
func (l Lang) Tier(tier int) string {
	switch {
	case tier == roster.MandatoryTier && l == Chinese:
		return "必派"
	case tier == roster.MandatoryTier:
		return "mandatory"
	case l == Chinese:
		return fmt.Sprintf("%d 级", tier)
	}
	return fmt.Sprintf("tier %d", tier)
}
