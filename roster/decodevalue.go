package roster

import (
	"math"
	"reflect"
	"strconv"
	"time"
)

// decoder sets Go values from JSON text along their shapes. Like the
// scanner's, its methods return false when the reading is to end.
type decoder struct {
	scanner
	// private is above 0 within a value which must not be shown.
	private int
	// zones made so far, by offset in seconds.
	zones map[int]*time.Location
	// recent strings, by hash: codes and IDs come again and again.
	recent [4096]string
}

// refuse notes a fault of the value at the present place.
func (d *decoder) refuse(code string, value []byte, hint string) bool {
	if d.private > 0 {
		value = nil
	}
	return d.fault("", code, string(value[:min(len(value), 4*maxShown+4)]), hint)
}

// mismatch notes a value of the wrong type and goes past it.
func (d *decoder) mismatch(s *shape) bool {
	found, hint := "a number", ""
	switch d.peek() {
	case '{':
		found = "an object"
	case '[':
		found = "an array"
	case '"':
		found = "text"
	case 't', 'f':
		found = "true or false"
	case 'n':
		found, hint = "null", ": leave the field out instead"
	}
	// What it should be is told last: a syntax fault within comes first.
	path := d.trail.path("")
	return d.skip() && d.faults.add(Fault{Path: path, Code: FaultType, Hint: "want " + s.form.wants() + ", found " + found + hint})
}

func (d *decoder) value(v reflect.Value, s *shape) bool {
	c := d.peek()
	switch s.form {
	case formString:
		if c != '"' {
			return d.mismatch(s)
		}
		text, valid, ok := d.text()
		if !ok || !valid {
			return ok && d.refuse(FaultText, nil, "the text is not valid UTF-8")
		}
		v.SetString(d.intern(text))
		return true
	case formBool:
		if c != 't' && c != 'f' {
			return d.mismatch(s)
		}
		v.SetBool(c == 't')
		return d.word(strconv.FormatBool(c == 't'))
	case formInt, formUint, formFloat:
		if c != '-' && (c < '0' || c > '9') {
			return d.mismatch(s)
		}
		return d.setNumber(v, s)
	case formTime, formDate:
		if c != '"' {
			return d.mismatch(s)
		}
		return d.setTime(v, s)
	case formDuration:
		if c == '-' || c >= '0' && c <= '9' {
			return d.setNumber(v, s)
		}
		if c != '"' {
			return d.mismatch(s)
		}
		text, _, ok := d.text()
		if !ok {
			return false
		}
		n, err := ParseDuration(string(text))
		v.SetInt(int64(n))
		return err == nil || d.refuse(FaultDuration, timeLike(text), "want days, hours, minutes and seconds such as \"PT1H30M\", or whole seconds")
	case formPointer:
		if c == 'n' {
			return d.mismatch(s.elem)
		}
		v.Set(reflect.New(s.elem.typ))
		return d.value(v.Elem(), s.elem)
	case formObject:
		return d.object(v, s)
	case formMap:
		return d.freeMap(v, s)
	case formExtensions:
		return d.extensions(v, s)
	case formCells:
		return d.cells(v, s)
	default:
		return d.list(v, s)
	}
}

// intern returns text as a string, the same one for the same text where it
// came not long ago.
func (d *decoder) intern(text []byte) string {
	if len(text) > 40 {
		return string(text)
	}
	h := uint32(2166136261)
	for _, c := range text {
		h = (h ^ uint32(c)) * 16777619
	}
	at := &d.recent[(h^h>>16)%uint32(len(d.recent))]
	if *at != string(text) {
		*at = string(text)
	}
	return *at
}

// setNumber reads the number at pos into v. A fraction of 0 and an exponent
// are allowed in whole numbers, as in JSON Schema: 90.0 and 1e3.
func (d *decoder) setNumber(v reflect.Value, s *shape) bool {
	literal, whole, ok := d.number()
	if !ok {
		return false
	}
	if s.form == formFloat {
		x, err := strconv.ParseFloat(string(literal), 64)
		if err != nil {
			return d.refuse(FaultNumberRange, literal, "the number is too large")
		}
		v.SetFloat(x)
		return true
	}
	if !whole {
		x, err := strconv.ParseFloat(string(literal), 64)
		if err == nil && x != math.Trunc(x) {
			return d.refuse(FaultNotWhole, literal, "want "+s.form.wants())
		}
		if err != nil || math.Abs(x) > 1<<53 {
			return d.refuse(FaultNumberRange, literal, "the number is too large")
		}
		literal = strconv.AppendInt(nil, int64(x), 10)
	}
	if s.form == formUint {
		n, err := strconv.ParseUint(string(literal), 10, 64)
		if err != nil {
			return d.refuse(FaultNumberRange, literal, "want a number in [0, 18446744073709551615]")
		}
		v.SetUint(n)
		return true
	}
	n, err := strconv.ParseInt(string(literal), 10, s.typ.Bits())
	if err != nil {
		return d.refuse(FaultNumberRange, literal, "the number does not fit "+strconv.Itoa(s.typ.Bits())+" bits")
	}
	v.SetInt(n)
	return true
}
