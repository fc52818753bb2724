package roster

import (
	"reflect"
	"time"
)

// The years in which times and dates may lie, inclusive.
const (
	minYear = 1900
	maxYear = 2999
)

// setTime reads the string at pos as a time or a date into v.
func (d *decoder) setTime(v reflect.Value, s *shape) bool {
	text, _, ok := d.text()
	if !ok {
		return false
	}
	if s.form == formDate {
		if day, ok := readDate(text); ok {
			*v.Addr().Interface().(*Date) = day
			return true
		}
		return d.refuse(FaultDate, timeLike(text), "want "+s.form.wants())
	}
	t, code := d.readTime(text)
	if code == FaultTimeFraction {
		return d.refuse(code, text, "round it to whole seconds")
	}
	if code != "" {
		return d.refuse(code, timeLike(text), "want "+s.form.wants()+", with a zone")
	}
	*v.Addr().Interface().(*time.Time) = t
	return true
}

// timeLike returns text if it could be meant as a time, date or duration,
// else nil: who writes something else into such a field may have written
// something personal.
func timeLike(text []byte) []byte {
	if len(text) > 35 {
		return nil
	}
	if !(len(text) > 4 && text[4] == '-' && digits(string(text)) == 4) && !(len(text) > 0 && text[0] == 'P') {
		return nil
	}
	for _, c := range text {
		switch {
		case c >= '0' && c <= '9', c == '-', c == ':', c == '.', c == '+', c == ' ', c == 'T', c == 'Z',
			c == 'P', c == 'Y', c == 'W', c == 'D', c == 'H', c == 'M', c == 'S':
		default:
			return nil
		}
	}
	return text
}

func readDate(text []byte) (Date, bool) {
	if len(text) != 10 || text[4] != '-' || text[7] != '-' {
		return Date{}, false
	}
	y, ok1 := number(text[0:4])
	m, ok2 := number(text[5:7])
	day, ok3 := number(text[8:10])
	if !ok1 || !ok2 || !ok3 || !isDay(y, m, day) {
		return Date{}, false
	}
	return Date{y, time.Month(m), day}, true
}

func isDay(y, m, day int) bool {
	return y >= minYear && y <= maxYear && m >= 1 && m <= 12 && day >= 1 &&
		day <= time.Date(y, time.Month(m)+1, 0, 0, 0, 0, 0, time.UTC).Day()
}

// readTime reads RFC 3339 in capital letters. Unlike time.Parse it never
// takes the machine's own zone, so a document reads alike everywhere.
func (d *decoder) readTime(text []byte) (t time.Time, code string) {
	if len(text) < 20 || text[10] != 'T' || text[13] != ':' || text[16] != ':' {
		return t, FaultTime
	}
	day, ok := readDate(text[:10])
	h, ok1 := number(text[11:13])
	m, ok2 := number(text[14:16])
	sec, ok3 := number(text[17:19])
	if !ok || !ok1 || !ok2 || !ok3 || h > 23 || m > 59 || sec > 59 {
		return t, FaultTime
	}
	rest, fraction := text[19:], false
	if rest[0] == '.' {
		n := 1
		for ; n < len(rest) && rest[n] >= '0' && rest[n] <= '9'; n++ {
			fraction = fraction || rest[n] != '0'
		}
		if n == 1 || n == len(rest) {
			return t, FaultTime
		}
		rest = rest[n:]
	}
	zone := time.UTC
	if string(rest) != "Z" {
		if len(rest) != 6 || rest[3] != ':' || rest[0] != '+' && rest[0] != '-' {
			return t, FaultTime
		}
		zh, ok1 := number(rest[1:3])
		zm, ok2 := number(rest[4:6])
		if !ok1 || !ok2 || zh > 23 || zm > 59 {
			return t, FaultTime
		}
		offset := zh*3600 + zm*60
		if rest[0] == '-' {
			offset = -offset
		}
		zone = d.zone(offset)
	}
	if fraction {
		return t, FaultTimeFraction
	}
	return time.Date(day.Year, day.Month, day.Day, h, m, sec, 0, zone), ""
}

func (d *decoder) zone(offset int) *time.Location {
	if offset == 0 {
		return time.UTC
	}
	if z, ok := d.zones[offset]; ok {
		return z
	}
	if d.zones == nil {
		d.zones = map[int]*time.Location{}
	}
	z := time.FixedZone("", offset)
	d.zones[offset] = z
	return z
}

// number reads decimal digits.
func number(text []byte) (n int, ok bool) {
	for _, c := range text {
		if c < '0' || c > '9' {
			return 0, false
		}
		n = 10*n + int(c-'0')
	}
	return n, true
}
