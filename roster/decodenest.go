package roster

import (
	"bytes"
	"encoding/json"
	"math/bits"
	"reflect"
)

func (d *decoder) object(v reflect.Value, s *shape) bool {
	if d.peek() != '{' {
		return d.mismatch(s)
	}
	if !d.open() {
		return false
	}
	var seen uint64
	for n := 0; ; n++ {
		another, ok := d.more(n, '}')
		if !ok {
			return false
		}
		if !another {
			break
		}
		key, ok := d.key()
		if !ok {
			return false
		}
		i, known := s.byName[string(key)]
		if !known {
			if !d.unknown(key, s) {
				return false
			}
			continue
		}
		f := &s.fields[i]
		d.trail.field(f.name)
		if seen&(1<<i) != 0 {
			if !d.fault("", FaultFieldDuplicate, "", "the object has this field twice: keep one") || !d.skip() {
				return false
			}
			d.trail.up(1)
			continue
		}
		seen |= 1 << i
		if f.personal {
			d.private++
		}
		if !d.value(v.FieldByIndex(f.index), f.shape) {
			return false
		}
		if f.personal {
			d.private--
		}
		if f.omitEmpty && isEmpty(v.FieldByIndex(f.index)) {
			v.FieldByIndex(f.index).SetZero()
		}
		d.trail.up(1)
	}
	for missing := s.required &^ seen; missing != 0; missing &= missing - 1 {
		f := &s.fields[bits.TrailingZeros64(missing)]
		if !d.fault(f.name, FaultFieldMissing, "", "required: "+f.shape.form.wants()) {
			return false
		}
	}
	return true
}

// unknown notes a field which the format does not have and goes past it. Its
// value is not shown, nor is a name which does not look like one.
func (d *decoder) unknown(key []byte, s *shape) bool {
	name := string(key)
	hint := didYouMean(name, s.names())
	if hint == "" {
		hint = "the format has no such field"
		if _, ok := s.byName["extensions"]; ok {
			hint += "; own fields go under \"extensions\""
		}
	}
	if !isPlainName(name) {
		name = "?"
	}
	d.trail.key(name)
	ok := d.fault("", FaultFieldUnknown, "", hint) && d.skip()
	d.trail.up(1)
	return ok
}

// countFrom is the element at which the rest of a list of large elements is
// counted, so that the list need not move again and again as it grows.
const countFrom = 256

func (d *decoder) list(v reflect.Value, s *shape) bool {
	if d.peek() != '[' {
		return d.mismatch(s)
	}
	if !d.open() {
		return false
	}
	v.Set(reflect.MakeSlice(s.typ, 0, 0))
	for n := 0; ; n++ {
		another, ok := d.more(n, ']')
		if !ok {
			return false
		}
		if !another {
			return true
		}
		switch size := int(s.elem.typ.Size()); {
		case n == countFrom && size >= 64:
			// Not more than 8 times the text left, whatever it pretends to hold.
			v.Grow(min(1+d.commas(), (len(d.data)-d.pos)*8/size+1))
		case n == v.Cap():
			v.Grow(1)
		}
		v.SetLen(n + 1)
		d.trail.index(n)
		if !d.value(v.Index(n), s.elem) {
			return false
		}
		d.trail.up(1)
	}
}

// cells reads a row of a matrix. The cells point into one array.
func (d *decoder) cells(v reflect.Value, s *shape) bool {
	if d.peek() != '[' {
		return d.mismatch(s)
	}
	if !d.open() {
		return false
	}
	var numbers []int32
	var there []bool
	number := &shape{form: formInt, typ: reflect.TypeFor[int32]()}
	for n := 0; ; n++ {
		another, ok := d.more(n, ']')
		if !ok {
			return false
		}
		if !another {
			break
		}
		numbers, there = append(numbers, 0), append(there, false)
		if d.peek() == 'n' {
			if !d.word("null") {
				return false
			}
			continue
		}
		there[n] = true
		d.trail.index(n)
		if !d.value(reflect.ValueOf(&numbers[n]).Elem(), number) {
			return false
		}
		d.trail.up(1)
	}
	row := make([]*int32, len(numbers))
	for i := range row {
		if there[i] {
			row[i] = &numbers[i]
		}
	}
	v.Set(reflect.ValueOf(row))
	return true
}

func (d *decoder) freeMap(v reflect.Value, s *shape) bool {
	if d.peek() != '{' {
		return d.mismatch(s)
	}
	if !d.open() {
		return false
	}
	m := reflect.MakeMap(s.typ)
	for n := 0; ; n++ {
		another, ok := d.more(n, '}')
		if !ok {
			return false
		}
		if !another {
			v.Set(m)
			return true
		}
		text, ok := d.key()
		if !ok {
			return false
		}
		key := reflect.ValueOf(d.intern(text)).Convert(s.typ.Key())
		d.trail.key(key.String())
		elem := reflect.New(s.elem.typ).Elem()
		if m.MapIndex(key).IsValid() && !d.fault("", FaultFieldDuplicate, "", "the object has this key twice: keep one") {
			return false
		}
		if !d.value(elem, s.elem) {
			return false
		}
		m.SetMapIndex(key, elem)
		d.trail.up(1)
	}
}

// extensions keeps an object's values as they are, but for white space
// between tokens.
func (d *decoder) extensions(v reflect.Value, s *shape) bool {
	if d.peek() != '{' {
		return d.mismatch(s)
	}
	if !d.open() {
		return false
	}
	m := Extensions{}
	for n := 0; ; n++ {
		another, ok := d.more(n, '}')
		if !ok {
			return false
		}
		if !another {
			v.Set(reflect.ValueOf(m))
			return true
		}
		text, ok := d.key()
		if !ok {
			return false
		}
		key := string(text)
		if _, twice := m[key]; twice && !d.fault("", FaultFieldDuplicate, "", "the object has a key twice: keep one") {
			return false
		}
		d.space()
		start := d.pos
		if !d.skip() {
			return false
		}
		var b bytes.Buffer
		if err := json.Compact(&b, d.data[start:d.pos]); err != nil {
			return d.syntax(start, "an extension is not JSON")
		}
		m[key] = b.Bytes()
	}
}

// isEmpty is the test of the tag's option omitempty.
func isEmpty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}
