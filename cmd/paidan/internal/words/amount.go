package words

import (
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"

	"github.com/paidan/paidan/roster"
)

// Duration says a length of time to the minute, halves rounded up: "3 h 05 min", "45 min",
// "3 小时 05 分".
func (l Lang) Duration(d roster.Duration) string {
	sign := ""
	if d < 0 {
		sign, d = "−", -d
	}
	minutes := (int64(d) + 30) / 60
	hours, minutes := minutes/60, minutes%60
	hour, minute := " h", " min"
	if l == Chinese {
		hour, minute = " 小时", " 分"
	}
	switch {
	case hours == 0:
		return fmt.Sprintf("%s%d%s", sign, minutes, minute)
	case minutes == 0:
		return fmt.Sprintf("%s%d%s", sign, hours, hour)
	}
	return fmt.Sprintf("%s%d%s %02d%s", sign, hours, hour, minutes, minute)
}

// Clock writes a length of time as "3:05", for columns of figures; 0 is "–".
func Clock(d roster.Duration) string {
	if d == 0 {
		return "–"
	}
	sign := ""
	if d < 0 {
		sign, d = "−", -d
	}
	minutes := (int64(d) + 30) / 60
	return fmt.Sprintf("%s%d:%02d", sign, minutes/60, minutes%60)
}

// TimeOf writes the time of day in a zone, and the date before it where it
// is not day.
func TimeOf(t time.Time, zone *time.Location, day roster.Date) string {
	t = t.In(zone)
	if d := roster.DateOf(t); d != day {
		return t.Format("01-02 15:04")
	}
	return t.Format("15:04")
}

// Kilometres writes a distance in kilometres with one decimal.
func Kilometres(metres int) string { return group(float64(metres)/1000, 1) + " km" }

// Currency writes amounts of one currency, whose minor unit is a hundredth.
// The zero value writes the bare number.
type Currency struct {
	// Symbol stands before the number, such as "¥".
	Symbol string
}

// Money writes an amount, such as "¥1,234.50".
func (c Currency) Money(m roster.Money) string { return c.amount(float64(m) / 100) }

// Points writes a part of a score as an amount of money.
func (c Currency) Points(p roster.Points) string { return c.amount(p.Units() / 100) }

func (c Currency) amount(v float64) string {
	if v < 0 && math.Round(v*100) != 0 {
		return "−" + c.Symbol + group(-v, 2)
	}
	return c.Symbol + group(math.Abs(v), 2)
}

// Permille writes a share in thousandths as a percentage, such as "98.5 %".
func Permille(n int) string {
	return strconv.FormatFloat(float64(n)/10, 'f', 1, 64) + " %"
}

// Count writes a whole number with thousands set apart.
func Count(n int64) string { return group(float64(n), 0) }

// group writes v with decimals and with commas between thousands.
func group(v float64, decimals int) string {
	s := strconv.FormatFloat(v, 'f', decimals, 64)
	s, negative := strings.CutPrefix(s, "-")
	whole, fraction, _ := strings.Cut(s, ".")
	var b strings.Builder
	if negative {
		b.WriteString("−")
	}
	for i, r := range whole {
		if i > 0 && (len(whole)-i)%3 == 0 {
			b.WriteByte(',')
		}
		b.WriteRune(r)
	}
	if fraction != "" {
		b.WriteByte('.')
		b.WriteString(fraction)
	}
	return b.String()
}
