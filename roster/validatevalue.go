package roster

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// id checks an ID or code and reports whether it is sound.
func (v *validator) id(field, id string) bool {
	if id == "" {
		v.fault(field, FaultIDMissing, nil, "give it an ID or code")
		return false
	}
	hint := ""
	switch {
	case len(id) > MaxIDLength:
		hint = fmt.Sprintf("longer than %d bytes", MaxIDLength)
	case !utf8.ValidString(id):
		hint = "not valid UTF-8"
	case strings.TrimSpace(id) != id:
		hint = "begins or ends with white space"
	case strings.ContainsFunc(id, isControl):
		hint = "contains a control character"
	default:
		return true
	}
	v.fault(field, FaultIDInvalid, id, hint)
	return false
}

func isControl(r rune) bool { return unicode.IsControl(r) || r == '\u2028' || r == '\u2029' }

// codes checks a list of codes which may each occur once.
func (v *validator) codes(field string, list []string) {
	for i, code := range list {
		v.id(at(field, i), code)
	}
	v.distinct(field, "", len(list), func(i int) string { return list[i] })
}

// at returns the path of an element. It is cheap where the list is short.
func at(field string, i int) string {
	if i < len(elements) {
		return field + elements[i]
	}
	return fmt.Sprintf("%s[%d]", field, i)
}

var elements = [...]string{"[0]", "[1]", "[2]", "[3]", "[4]", "[5]", "[6]", "[7]"}

// distinct notes every element of a list whose key an earlier one has; sub is
// the field of the element which holds the key, such as ".code". Empty keys
// do not count.
func (v *validator) distinct(field, sub string, n int, key func(int) string) {
	if n < 2 {
		return
	}
	var seen map[string]int
	if n > 16 {
		seen = make(map[string]int, n)
	}
	for i := range n {
		k, first := key(i), -1
		if k == "" {
			continue
		}
		if seen != nil {
			if at, ok := seen[k]; ok {
				first = at
			} else {
				seen[k] = i
			}
		} else {
			for e := 0; e < i && first < 0; e++ {
				if key(e) == k {
					first = e
				}
			}
		}
		if first >= 0 {
			v.fault(at(field, i)+sub, FaultDuplicate, k, fmt.Sprintf("element %d is the same: remove one", first))
		}
	}
}

// ref checks that id names something of an index; what says of which kind.
func (v *validator) ref(field, id string, index map[string]int, what string) bool {
	if _, ok := index[id]; ok {
		return true
	}
	if id == "" {
		v.fault(field, FaultIDMissing, nil, "name a "+what)
		return false
	}
	hint := "the problem has no such " + what
	if len(index) <= 100 {
		if near := nearest(id, sortedKeys(index)); near != "" {
			hint += "; did you mean \"" + shorten(near) + "\"?"
		}
	}
	v.fault(field, FaultReference, id, hint)
	return false
}

// refs checks a list of references which may each occur once.
func (v *validator) refs(field string, list []string, index map[string]int, what string) {
	for i, id := range list {
		if _, ok := index[id]; !ok {
			v.ref(at(field, i), id, index, what)
		}
	}
	v.distinct(field, "", len(list), func(i int) string { return list[i] })
}

// disjoint notes elements of a list which are in another one too.
func (v *validator) disjoint(field string, list []string, other string, others []string) {
	if len(list) == 0 || len(others) == 0 {
		return
	}
	in := make(map[string]bool, len(others))
	for _, id := range others {
		in[id] = true
	}
	for i, id := range list {
		if in[id] {
			v.fault(at(field, i), FaultPreference, id, "also in "+other+": remove one of the two")
		}
	}
}

// whole checks that n is in [low, high].
func (v *validator) whole(field string, n, low, high int) bool {
	switch {
	case n >= low && n <= high:
		return true
	case n < 0 && low == 0:
		v.fault(field, FaultNegative, n, "want 0 or more")
	default:
		v.fault(field, FaultRange, n, fmt.Sprintf("want a number in [%d, %d]", low, high))
	}
	return false
}

// wholeOrZero checks that n is in [low, high] or 0, which stands for a default.
func (v *validator) wholeOrZero(field string, n, low, high int) {
	if n != 0 && (n < low || n > high) {
		v.fault(field, FaultRange, n, fmt.Sprintf("want a number in [%d, %d], or 0 for the default", low, high))
	}
}

// money checks that an amount is in [0, MaxMoney].
func (v *validator) money(field string, m Money) {
	if m < 0 {
		v.fault(field, FaultNegative, int64(m), "want 0 or more")
	} else if m > MaxMoney {
		v.fault(field, FaultMoney, int64(m), fmt.Sprintf("more than %d minor units", int64(MaxMoney)))
	}
}

// duration checks that d is in [0, most].
func (v *validator) duration(field string, d, most Duration) bool {
	if d < 0 {
		v.fault(field, FaultNegative, d, "want PT0S or more")
		return false
	}
	if d > most {
		v.fault(field, FaultRange, d, "want "+most.String()+" or less")
		return false
	}
	return true
}

// durationPtr is duration for an optional one.
func (v *validator) durationPtr(field string, d *Duration, most Duration) {
	if d != nil {
		v.duration(field, *d, most)
	}
}

// time checks that t is a time the format can hold, and reports whether it is
// one to go on with.
func (v *validator) time(field string, t time.Time, required bool) bool {
	if t.IsZero() {
		if required {
			v.fault(field, FaultTimeMissing, nil, "set it")
		}
		return false
	}
	if y := t.Year(); y < minYear || y > maxYear {
		v.fault(field, FaultTime, nil, fmt.Sprintf("want a year from %d to %d", minYear, maxYear))
		return false
	}
	if _, offset := t.Zone(); offset%60 != 0 {
		v.fault(field, FaultTime, nil, "the zone's offset has seconds, which JSON cannot hold")
		return false
	}
	if t.Nanosecond() != 0 {
		v.fault(field, FaultTimeFraction, nil, "round it to whole seconds")
	}
	return true
}

// interval checks two required times, start ≤ end, or start < end if strict.
func (v *validator) interval(start, end time.Time, strict bool) bool {
	ok := v.time("start", start, true)
	ok = v.time("end", end, true) && ok
	if ok && (start.After(end) || strict && !start.Before(end)) {
		v.fault("end", FaultReversed, nil, "it ends before it starts")
		return false
	}
	return ok
}

// date checks that d is a day, and reports whether it is one to go on with.
func (v *validator) date(field string, d Date, required bool) bool {
	if d.IsZero() {
		if required {
			v.fault(field, FaultTimeMissing, nil, "set it")
		}
		return false
	}
	if !isDay(d.Year, int(d.Month), d.Day) {
		v.fault(field, FaultDate, nil, fmt.Sprintf("want a day of the years %d to %d", minYear, maxYear))
		return false
	}
	return true
}

// validity checks the fields of a stretch of days.
func (v *validator) validity(days Validity) {
	from, until := v.date("from", days.From, false), v.date("until", days.Until, false)
	if from && until && days.Until.Before(days.From) {
		v.fault("until", FaultReversed, nil, "until is before from")
	}
}

// enum checks that value is empty or one of known. It is shown unless it says
// something personal.
func enum[T ~string](v *validator, field string, value T, shown bool, known ...T) {
	if value == "" || slices.Contains(known, value) {
		return
	}
	names := make([]string, len(known))
	for i, k := range known {
		names[i] = string(k)
	}
	var show any
	if shown {
		show = string(value)
	}
	v.fault(field, FaultValueUnknown, show, didYouMean(string(value), names))
}

func (v *validator) gender(field string, g Gender) { enum(v, field, g, false, Female, Male) }

// languages checks a list of BCP 47 tags: subtags of 1 to 8 letters and
// digits, the first of 2 or more letters, or x.
func (v *validator) languages(field string, list []string) {
	for i, tag := range list {
		if !isLanguage(tag) {
			v.fault(at(field, i), FaultLanguage, tag, "want a tag such as \"zh\", \"yue\" or \"en-GB\"")
		}
	}
	v.distinct(field, "", len(list), func(i int) string { return strings.ToLower(list[i]) })
}

func isLanguage(tag string) bool {
	for i, sub := range strings.Split(tag, "-") {
		if len(sub) < 1 || len(sub) > 8 || i == 0 && len(sub) < 2 && !strings.EqualFold(sub, "x") {
			return false
		}
		for _, c := range []byte(sub) {
			letter := c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z'
			if !letter && (i == 0 || c < '0' || c > '9') {
				return false
			}
		}
	}
	return len(tag) < 64 && !strings.EqualFold(tag, "x")
}
