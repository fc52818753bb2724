package roster

import (
	"bufio"
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"math"
	"reflect"
	"strconv"
	"time"
	"unicode/utf8"
)

// EncodeProblem writes a problem as canonical JSON: indented, fields in the
// order of the structs, keys of maps sorted, small values on one line. The
// same problem always gives the same bytes. The error is that of w, or
// [Faults] for a value JSON cannot hold.
func EncodeProblem(w io.Writer, p *Problem) error {
	return encode(w, reflect.ValueOf(p).Elem(), problemShape())
}

// EncodePlan writes a plan as canonical JSON, like [EncodeProblem].
func EncodePlan(w io.Writer, p *Plan) error {
	return encode(w, reflect.ValueOf(p).Elem(), planShape())
}

func encode(w io.Writer, v reflect.Value, s *shape) error {
	e := &encoder{out: bufio.NewWriterSize(w, 1<<16)}
	e.value(v, s, false)
	e.out.WriteByte('\n')
	if len(e.faults) > 0 {
		return e.faults
	}
	return e.out.Flush()
}

// encoder writes Go values as JSON text along their shapes.
type encoder struct {
	out    *bufio.Writer
	buf    []byte
	indent int
	trail  trail
	faults Faults
}

// value writes v; flat values stay on one line.
func (e *encoder) value(v reflect.Value, s *shape, flat bool) {
	flat = flat || s.inline
	switch s.form {
	case formString:
		e.text(v.String())
	case formBool:
		e.buf = strconv.AppendBool(e.buf[:0], v.Bool())
		e.out.Write(e.buf)
	case formInt:
		e.buf = strconv.AppendInt(e.buf[:0], v.Int(), 10)
		e.out.Write(e.buf)
	case formUint:
		e.buf = strconv.AppendUint(e.buf[:0], v.Uint(), 10)
		e.out.Write(e.buf)
	case formFloat:
		e.float(v.Float())
	case formTime:
		if v.CanAddr() {
			e.time(*v.Addr().Interface().(*time.Time))
		} else {
			e.time(v.Interface().(time.Time))
		}
	case formDuration:
		e.text(Duration(v.Int()).String())
	case formDate:
		e.text(v.Interface().(Date).String())
	case formPointer:
		if v.IsNil() {
			e.out.WriteString("null")
			return
		}
		e.value(v.Elem(), s.elem, flat)
	case formObject:
		e.object(v, s, flat)
	case formMap:
		e.freeMap(v, s, flat)
	case formExtensions:
		e.extensions(v.Interface().(Extensions))
	case formCells:
		e.cells(v.Interface().([]*int32))
	case formList:
		e.bracket('[')
		for i := range v.Len() {
			e.next(i, flat)
			e.trail.index(i)
			e.value(v.Index(i), s.elem, flat)
			e.trail.up(1)
		}
		e.unbracket(']', v.Len(), flat)
	}
}

func (e *encoder) object(v reflect.Value, s *shape, flat bool) {
	e.bracket('{')
	n := 0
	for i := range s.fields {
		f := &s.fields[i]
		fv := v.FieldByIndex(f.index)
		if f.omitEmpty && isEmpty(fv) || f.omitZero && isZero(fv, f.shape) {
			continue
		}
		e.next(n, flat)
		n++
		e.key(f.name)
		e.trail.field(f.name)
		e.value(fv, f.shape, flat)
		e.trail.up(1)
	}
	e.unbracket('}', n, flat)
}

// isZero is the test of the tag's option omitzero.
func isZero(v reflect.Value, s *shape) bool {
	if s.form == formTime {
		return v.Interface().(time.Time).IsZero()
	}
	return v.IsZero()
}

func (e *encoder) freeMap(v reflect.Value, s *shape, flat bool) {
	entries := make(map[string]reflect.Value, v.Len())
	for it := v.MapRange(); it.Next(); {
		entries[it.Key().String()] = it.Value()
	}
	e.bracket('{')
	for n, k := range sortedKeys(entries) {
		e.next(n, flat)
		e.key(k)
		e.trail.key(k)
		e.value(entries[k], s.elem, flat)
		e.trail.up(1)
	}
	e.unbracket('}', len(entries), flat)
}

// extensions writes each extension on one line.
func (e *encoder) extensions(x Extensions) {
	e.bracket('{')
	for n, k := range sortedKeys(x) {
		e.next(n, false)
		e.key(k)
		var b bytes.Buffer
		if err := json.Compact(&b, x[k]); err != nil {
			e.faults.add(Fault{Path: e.trail.path(""), Code: FaultSyntax, Hint: "an extension is not JSON"})
		}
		e.out.Write(b.Bytes())
	}
	e.unbracket('}', len(x), false)
}

func (e *encoder) cells(row []*int32) {
	e.out.WriteByte('[')
	for i, cell := range row {
		if i > 0 {
			e.out.WriteString(", ")
		}
		if cell == nil {
			e.out.WriteString("null")
			continue
		}
		e.buf = strconv.AppendInt(e.buf[:0], int64(*cell), 10)
		e.out.Write(e.buf)
	}
	e.out.WriteByte(']')
}

func (e *encoder) bracket(c byte) {
	e.out.WriteByte(c)
	e.indent++
}

// next begins the element with number n.
func (e *encoder) next(n int, flat bool) {
	switch {
	case flat && n > 0:
		e.out.WriteString(", ")
	case !flat && n > 0:
		e.out.WriteByte(',')
		fallthrough
	case !flat:
		e.newline()
	}
}

func (e *encoder) unbracket(c byte, n int, flat bool) {
	e.indent--
	if !flat && n > 0 {
		e.newline()
	}
	e.out.WriteByte(c)
}

func (e *encoder) newline() {
	e.out.WriteByte('\n')
	for range e.indent {
		e.out.WriteString("  ")
	}
}

func (e *encoder) key(k string) {
	e.text(k)
	e.out.WriteString(": ")
}

func (e *encoder) float(x float64) {
	if math.IsNaN(x) || math.IsInf(x, 0) {
		e.faults.add(Fault{Path: e.trail.path(""), Code: FaultNumberRange, Hint: "JSON has no NaN and no infinity"})
		return
	}
	format := byte('f')
	if a := math.Abs(x); a != 0 && (a < 1e-6 || a >= 1e21) {
		format = 'e'
	}
	e.buf = strconv.AppendFloat(e.buf[:0], x, format, -1, 64)
	e.out.Write(e.buf)
}

func (e *encoder) time(t time.Time) {
	e.buf = append(e.buf[:0], '"')
	b, err := t.AppendText(e.buf)
	if err != nil {
		e.faults.add(Fault{Path: e.trail.path(""), Code: FaultTime,
			Hint: fmt.Sprintf("JSON cannot hold a time of the year %d with this zone", t.Year())})
		return
	}
	e.buf = append(b, '"')
	e.out.Write(e.buf)
}

// text writes s in double quotes, with broken UTF-8 replaced.
func (e *encoder) text(s string) {
	const hex = "0123456789abcdef"
	b := append(e.buf[:0], '"')
	for i := 0; i < len(s); {
		c := s[i]
		if c < utf8.RuneSelf {
			switch {
			case c == '"' || c == '\\':
				b = append(b, '\\', c)
			case c == '\n':
				b = append(b, '\\', 'n')
			case c == '\t':
				b = append(b, '\\', 't')
			case c < ' ' || c == 0x7f:
				b = append(b, '\\', 'u', '0', '0', hex[c>>4], hex[c&15])
			default:
				b = append(b, c)
			}
			i++
			continue
		}
		r, n := utf8.DecodeRuneInString(s[i:])
		if r == '\u2028' || r == '\u2029' {
			b = append(b, '\\', 'u', '2', '0', '2', hex[r&15])
		} else {
			b = utf8.AppendRune(b, r)
		}
		i += n
	}
	e.buf = append(b, '"')
	e.out.Write(e.buf)
}
