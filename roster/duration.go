package roster

import (
	"encoding/json"
	"fmt"
	"math"
	"strconv"
	"strings"
	"time"
)

// Duration is a length of time in whole seconds. In JSON it is an ISO 8601
// duration of days, hours, minutes and seconds ("PT1H30M", "P1D", where a
// day is 24 hours) or a number of seconds; it is always written as the
// former.
type Duration int64

// DurationOf returns d in whole seconds, rounded towards zero.
func DurationOf(d time.Duration) Duration { return Duration(d / time.Second) }

// Std returns the duration as a [time.Duration].
func (d Duration) Std() time.Duration { return time.Duration(d) * time.Second }

// String returns the canonical ISO 8601 form, such as "PT1H30M".
func (d Duration) String() string {
	if d == 0 {
		return "PT0S"
	}
	var b strings.Builder
	u := uint64(d)
	if d < 0 {
		b.WriteByte('-')
		u = -u
	}
	b.WriteString("PT")
	for _, part := range []struct {
		seconds uint64
		letter  byte
	}{{3600, 'H'}, {60, 'M'}, {1, 'S'}} {
		if n := u / part.seconds; n > 0 {
			b.WriteString(strconv.FormatUint(n, 10))
			b.WriteByte(part.letter)
			u %= part.seconds
		}
	}
	return b.String()
}

// MarshalJSON writes the canonical ISO 8601 form.
func (d Duration) MarshalJSON() ([]byte, error) { return []byte(`"` + d.String() + `"`), nil }

// UnmarshalJSON reads an ISO 8601 duration or a whole number of seconds.
func (d *Duration) UnmarshalJSON(data []byte) error {
	if len(data) > 0 && data[0] == '"' {
		var s string
		if err := json.Unmarshal(data, &s); err != nil {
			return err
		}
		v, err := ParseDuration(s)
		*d = v
		return err
	}
	v, err := strconv.ParseInt(string(data), 10, 64)
	if err != nil {
		return fmt.Errorf("duration %.20s: want whole seconds or ISO 8601 such as \"PT1H30M\"", data)
	}
	*d = Duration(v)
	return nil
}

// ParseDuration reads an ISO 8601 duration of days, hours, minutes and
// seconds. Years, months, weeks and fractions are refused: their length in
// seconds is not fixed or not whole.
func ParseDuration(s string) (Duration, error) {
	fail := fmt.Errorf("duration %.20q: want ISO 8601 with days, hours, minutes, seconds, such as \"PT1H30M\"", s)
	rest, negative := strings.CutPrefix(s, "-")
	rest, ok := strings.CutPrefix(rest, "P")
	if !ok || rest == "" || rest == "T" {
		return 0, fail
	}
	units := []struct {
		letter  byte
		seconds int64
	}{{'D', 86400}, {'H', 3600}, {'M', 60}, {'S', 1}}
	next, inTime, total := 0, false, int64(0)
	for rest != "" {
		if rest[0] == 'T' {
			if inTime || len(rest) == 1 {
				return 0, fail
			}
			inTime, rest, next = true, rest[1:], 1
			continue
		}
		digits := 0
		for digits < len(rest) && rest[digits] >= '0' && rest[digits] <= '9' {
			digits++
		}
		if digits == 0 || digits == len(rest) {
			return 0, fail
		}
		n, err := strconv.ParseInt(rest[:digits], 10, 64)
		if err != nil {
			return 0, fail
		}
		i := next
		for i < len(units) && units[i].letter != rest[digits] {
			i++
		}
		if i == len(units) || (i > 0) != inTime || n > (math.MaxInt64-total)/units[i].seconds {
			return 0, fail
		}
		total += n * units[i].seconds
		next, rest = i+1, rest[digits+1:]
	}
	if negative {
		total = -total
	}
	return Duration(total), nil
}
