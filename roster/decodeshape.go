package roster

import (
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"
)

// shape tells how values of one Go type stand in JSON. Shapes are built once
// from the struct tags and then only read; reading and writing both go by
// them, so that the two cannot drift apart.
type shape struct {
	form form
	typ  reflect.Type
	// elem of a slice, map or pointer.
	elem *shape
	// fields of a struct in their order, and their indices by name.
	fields []field
	byName map[string]int
	// required fields, a bit each.
	required uint64
	// inline values are written on one line.
	inline bool
}

// form is how a value is written in JSON.
type form uint8

const (
	formString     form = iota
	formBool            //
	formInt             // a whole number that fits the type
	formUint            //
	formFloat           //
	formTime            // RFC 3339
	formDuration        // ISO 8601 or seconds
	formDate            // 2006-01-02
	formObject          // a struct
	formList            // a slice
	formMap             // an object with free keys
	formPointer         // nil: absent
	formCells           // []*int32, nil cells are null
	formExtensions      // an object kept as it is
)

// wants names each form in hints.
func (f form) wants() string {
	return [...]string{"text in double quotes", "true or false", "a whole number", "a whole number from 0", "a number",
		"a time such as \"2026-11-22T09:00:00+08:00\"", "a duration such as \"PT1H30M\" or 5400",
		"a date such as \"2026-11-22\"", "an object", "an array", "an object", "a value", "an array", "an object"}[f]
}

// field is one field of a struct in JSON.
type field struct {
	name  string
	index []int
	shape *shape
	// omitEmpty and omitZero are the options of the tag; a field with neither
	// is required.
	omitEmpty, omitZero bool
	// personal values are never shown in a fault.
	personal bool
}

// personalFields are the JSON names of fields whose values say something
// about a person: never shown in a fault.
var personalFields = []string{"name", "phone", "address", "notes", "lat", "lng", "gender", "preferredGender",
	"genderReason", "healthCertificate", "backgroundCheck"}

var (
	problemShape = sync.OnceValue(func() *shape { return shapes{}.of(reflect.TypeFor[Problem]()) })
	planShape    = sync.OnceValue(func() *shape { return shapes{}.of(reflect.TypeFor[Plan]()) })
)

// shapes holds the shapes made so far.
type shapes map[reflect.Type]*shape

func (m shapes) of(t reflect.Type) *shape {
	if s, ok := m[t]; ok {
		return s
	}
	s := &shape{typ: t}
	m[t] = s
	switch t {
	case reflect.TypeFor[time.Time]():
		s.form, s.inline = formTime, true
		return s
	case reflect.TypeFor[Duration]():
		s.form, s.inline = formDuration, true
		return s
	case reflect.TypeFor[Date]():
		s.form, s.inline = formDate, true
		return s
	case reflect.TypeFor[Extensions]():
		s.form = formExtensions
		return s
	case reflect.TypeFor[[]*int32]():
		s.form, s.inline = formCells, true
		return s
	}
	switch t.Kind() {
	case reflect.String:
		s.form, s.inline = formString, true
	case reflect.Bool:
		s.form, s.inline = formBool, true
	case reflect.Int, reflect.Int32, reflect.Int64:
		s.form, s.inline = formInt, true
	case reflect.Uint64:
		s.form, s.inline = formUint, true
	case reflect.Float64:
		s.form, s.inline = formFloat, true
	case reflect.Slice:
		s.form, s.elem = formList, m.of(t.Elem())
		s.inline = s.elem.inline && s.elem.form != formObject && s.elem.form != formCells && s.elem.form != formList
	case reflect.Map:
		s.form, s.elem = formMap, m.of(t.Elem())
		s.inline = s.elem.inline && s.elem.form != formObject
	case reflect.Pointer:
		s.form, s.elem = formPointer, m.of(t.Elem())
		s.inline = s.elem.inline
	case reflect.Struct:
		s.form = formObject
		m.addFields(s, t, nil)
		s.inline = len(s.fields) <= 3
		s.byName = make(map[string]int, len(s.fields))
		for i, f := range s.fields {
			s.byName[f.name] = i
			s.inline = s.inline && f.shape.inline
			if !f.omitEmpty && !f.omitZero {
				s.required |= 1 << i
			}
		}
	}
	if len(s.fields) > 64 || t.Kind() == reflect.Interface {
		panic("roster: no JSON form for " + t.String())
	}
	return s
}

// addFields adds the fields of t, those of embedded structs in their place.
func (m shapes) addFields(s *shape, t reflect.Type, prefix []int) {
	for i := range t.NumField() {
		f := t.Field(i)
		index := append(slices.Clone(prefix), i)
		tag, tagged := f.Tag.Lookup("json")
		if f.Anonymous && !tagged {
			m.addFields(s, f.Type, index)
			continue
		}
		name, options, _ := strings.Cut(tag, ",")
		s.fields = append(s.fields, field{name: name, index: index, shape: m.of(f.Type),
			omitEmpty: options == "omitempty", omitZero: options == "omitzero",
			personal: slices.Contains(personalFields, name)})
	}
}

// names returns the names of a struct's fields.
func (s *shape) names() []string {
	names := make([]string, len(s.fields))
	for i, f := range s.fields {
		names[i] = f.name
	}
	return names
}
