package schedule

import (
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"math"
	"reflect"
	"strings"

	"github.com/paidan/paidan/roster"
)

// texts has the hash of a problem, and the JSON of its workers, customers and
// jobs one by one, and of its other fields: of the problem which comes of it by
// a few events only what is new has to be encoded. It never changes once made,
// and is as large as the problem's JSON.
type texts struct {
	problem                  *roster.Problem
	workers, customers, jobs [][]byte
	fields                   [][]byte // by number; nil for those three
	hash                     string
}

// textsOf encodes and hashes a problem as [hashOf] does, with the texts of what is
// the same in the problem before, which may be nil. Neither problem may be
// changed afterwards.
func textsOf(p *roster.Problem, before *texts) *texts {
	if before == nil {
		before = &texts{problem: &roster.Problem{}}
	}
	t := &texts{problem: p}
	var ok [3]bool
	old := before.problem
	t.workers, ok[0] = encoded(p.Workers, old.Workers, before.workers, func(w *roster.Worker) string { return w.ID })
	t.customers, ok[1] = encoded(p.Customers, old.Customers, before.customers, func(c *roster.Customer) string { return c.ID })
	t.jobs, ok[2] = encoded(p.Jobs, old.Jobs, before.jobs, func(j *roster.Job) string { return j.ID })
	sum := sha256.New()
	out := bufio.NewWriter(sum)
	if ok != [3]bool{true, true, true} || !t.write(out, before) {
		t.hash = hashOf(p)
		return t
	}
	out.Flush()
	t.hash = hex.EncodeToString(sum.Sum(nil))
	return t
}

// encoded lists the JSON of each element of a list, those of an earlier list
// where an element of the same ID is alike; false where JSON cannot hold one.
func encoded[T any](list, old []T, texts [][]byte, id func(*T) string) ([][]byte, bool) {
	if list == nil {
		return nil, true
	}
	if len(list) == len(old) && len(list) > 0 && &list[0] == &old[0] {
		return texts, true
	}
	out := make([][]byte, len(list))
	at := 0 // both lists are in the same order, but for what came and went
	var where map[string]int
	for i := range list {
		if at >= len(old) || id(&old[at]) != id(&list[i]) {
			if where == nil {
				where = make(map[string]int, len(old))
				for n := range old {
					where[id(&old[n])] = n
				}
			}
			if n, known := where[id(&list[i])]; known {
				at = n
			} else {
				at = len(old)
			}
		}
		if at < len(old) && alike(reflect.ValueOf(&list[i]).Elem(), reflect.ValueOf(&old[at]).Elem()) {
			out[i] = texts[at]
		} else {
			text, err := json.Marshal(&list[i])
			if err != nil {
				return nil, false
			}
			out[i] = text
		}
		at++
	}
	return out, true
}

// write writes the JSON of the problem with the bytes of [json.Encoder]; false
// where JSON cannot hold it.
func (t *texts) write(out *bufio.Writer, before *texts) bool {
	v, old := reflect.ValueOf(t.problem).Elem(), reflect.ValueOf(before.problem).Elem()
	t.fields = make([][]byte, v.NumField())
	sep := byte('{')
	for i := range v.NumField() {
		field, value := v.Type().Field(i), v.Field(i)
		name, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		if options == "omitempty" && empty(value) || options == "omitzero" && zero(value) {
			continue
		}
		out.WriteByte(sep)
		out.WriteString(`"` + name + `":`)
		sep = ','
		switch list := value.Addr().Interface(); list {
		case &t.problem.Workers:
			join(out, t.workers)
		case &t.problem.Customers:
			join(out, t.customers)
		case &t.problem.Jobs:
			join(out, t.jobs)
		default:
			if len(before.fields) > 0 && before.fields[i] != nil && alike(value, old.Field(i)) {
				t.fields[i] = before.fields[i]
			} else {
				var err error
				if t.fields[i], err = json.Marshal(list); err != nil {
					return false
				}
			}
			out.Write(t.fields[i])
		}
	}
	out.WriteString("}\n")
	return true
}

// join writes a list of values; nil is null.
func join(out *bufio.Writer, list [][]byte) {
	if list == nil {
		out.WriteString("null")
		return
	}
	out.WriteByte('[')
	for i, text := range list {
		if i > 0 {
			out.WriteByte(',')
		}
		out.Write(text)
	}
	out.WriteByte(']')
}

// empty and zero are the tests of the options omitempty and omitzero.
func empty(v reflect.Value) bool {
	switch v.Kind() {
	case reflect.Slice, reflect.Map, reflect.String:
		return v.Len() == 0
	case reflect.Struct:
		return false
	}
	return v.IsZero()
}

func zero(v reflect.Value) bool {
	if x, ok := v.Interface().(interface{ IsZero() bool }); ok {
		return x.IsZero()
	}
	return v.IsZero()
}

// alike reports whether two values of a type are the same, where what they point
// to never changes: pointers and maps have to be the same ones, the elements of
// different slices to be alike. It looks into a problem faster than
// [reflect.DeepEqual] and takes more for different.
func alike(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.Struct:
		for i := range a.NumField() {
			if !alike(a.Field(i), b.Field(i)) {
				return false
			}
		}
		return true
	case reflect.Slice:
		if a.Len() != b.Len() || a.IsNil() != b.IsNil() {
			return false
		}
		if a.UnsafePointer() == b.UnsafePointer() {
			return true
		}
		for i := range a.Len() {
			if !alike(a.Index(i), b.Index(i)) {
				return false
			}
		}
		return true
	case reflect.Pointer, reflect.Map:
		return a.UnsafePointer() == b.UnsafePointer()
	case reflect.String:
		return a.String() == b.String()
	case reflect.Bool:
		return a.Bool() == b.Bool()
	case reflect.Int, reflect.Int8, reflect.Int16, reflect.Int32, reflect.Int64:
		return a.Int() == b.Int()
	case reflect.Uint, reflect.Uint8, reflect.Uint16, reflect.Uint32, reflect.Uint64:
		return a.Uint() == b.Uint()
	case reflect.Float64:
		return math.Float64bits(a.Float()) == math.Float64bits(b.Float())
	}
	return false
}
