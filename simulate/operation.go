package simulate

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/paidan/paidan/roster"
)

// Operation changes one part.
type Operation struct {
	// Op is one of:
	//
	//   - merge: merges Value into At, or into each element which Where selects,
	//     as JSON merge patches do: objects field by field, null removes a
	//     field, anything else replaces.
	//   - add: appends Value, or each element of it if it is a list, to a list.
	//   - remove: takes the elements which Where selects out of a list.
	//   - copy: repeats elements which Where selects, spread evenly: Count of
	//     them, or Percent of their number, rounded; with Value merged into
	//     each copy. Copies get IDs of their own.
	Op string `json:"op"`
	// At is a field of the problem, such as "workers", "jobs" or "rules", or
	// "model".
	At string `json:"at"`
	// Where selects elements by fields, dotted: {"area": "north"},
	// {"skills.code": ["nursing", "rehab"]}. All must match; of a list any of
	// its elements may; a list of values matches any of them. Jobs and series
	// also have "customer.…", the fields of their customer. Empty: all.
	Where map[string]any `json:"where,omitempty"`
	Value any            `json:"value,omitempty"`
	Count int            `json:"count,omitempty"`
	// Percent of the selected elements, which Count is added to.
	Percent int `json:"percent,omitempty"`
	// Weekdays ("mon" … "sun") keeps only these shifts of copied workers.
	Weekdays []string `json:"weekdays,omitempty"`
}

// apply carries an operation out on the tree.
func (o *Operation) apply(tree map[string]any, p *roster.Problem) error {
	kind, ok := fieldType(reflect.TypeFor[roster.Problem](), o.At)
	if o.At == "model" {
		kind, ok = reflect.TypeFor[Model](), true
	}
	if !ok || o.At == "schemaVersion" {
		return one("at", FaultScenario, o.At, "want a field of the problem, such as workers, jobs or rules, or model")
	}
	list := kind.Kind() == reflect.Slice
	if list {
		kind = kind.Elem()
	}
	for key := range o.Where {
		field, inner := key, kind
		if rest, ok := strings.CutPrefix(key, "customer."); ok && (o.At == "jobs" || o.At == "series") {
			field, inner = rest, reflect.TypeFor[roster.Customer]()
		}
		if _, ok := fieldType(inner, field); !ok || !list {
			return one("where."+key, FaultScenario, "", fmt.Sprintf("the elements of %s have no such field", o.At))
		}
	}
	if o.Count < 0 || o.Percent < 0 || (o.Count != 0 || o.Percent != 0 || len(o.Weekdays) > 0) && o.Op != "copy" {
		return one("count", FaultScenario, "", "count, percent and weekdays belong to copy, and are not negative")
	}
	switch {
	case o.Op == "merge" && !list:
		tree[o.At] = merge(tree[o.At], o.Value)
		return nil
	case o.Op == "merge":
		all, chosen, err := o.selected(tree)
		for _, i := range chosen {
			all[i] = merge(all[i], o.Value)
		}
		return err
	case !list:
		return one("op", FaultScenario, o.Op, "only merge serves what is no list")
	case o.Op == "add":
		if more, many := o.Value.([]any); many {
			tree[o.At] = append(listOf(tree[o.At]), clone(more).([]any)...)
		} else {
			tree[o.At] = append(listOf(tree[o.At]), clone(o.Value))
		}
		return nil
	case o.Op == "remove":
		all, chosen, err := o.selected(tree)
		kept := []any{}
		for i := range all {
			if _, gone := slices.BinarySearch(chosen, i); !gone {
				kept = append(kept, all[i])
			}
		}
		tree[o.At] = kept
		return err
	case o.Op == "copy":
		return o.copy(tree, p)
	}
	return one("op", FaultScenario, o.Op, "want merge, add, remove or copy")
}

// copy repeats elements.
func (o *Operation) copy(tree map[string]any, p *roster.Problem) error {
	all, chosen, err := o.selected(tree)
	if err != nil {
		return err
	}
	zone, err := p.Location()
	if err != nil {
		return err
	}
	days := map[time.Weekday]bool{}
	for i, name := range o.Weekdays {
		at := slices.Index([]string{"sun", "mon", "tue", "wed", "thu", "fri", "sat"}, name)
		if at < 0 || o.At != "workers" {
			return one(fmt.Sprintf("weekdays[%d]", i), FaultScenario, name, "want mon to sun, for workers")
		}
		days[time.Weekday(at)] = true
	}
	n := o.Count + (len(chosen)*o.Percent+50)/100
	ids := map[string]bool{}
	eachID(all, func(id string) { ids[id] = true })
	for k := range n {
		from, _ := all[chosen[(2*k+1)*len(chosen)/(2*n)]].(map[string]any)
		made := clone(from).(map[string]any)
		suffix := ""
		for i := 1; ; i++ {
			suffix = fmt.Sprintf("+%d", i)
			if id, _ := made["id"].(string); !ids[id+suffix] {
				break
			}
		}
		for _, key := range []string{"id", "code"} {
			if id, ok := made[key].(string); ok {
				made[key] = id + suffix
				ids[id+suffix] = true
			}
		}
		shifts := []any{}
		for _, s := range listOf(made["shifts"]) {
			shift, _ := s.(map[string]any)
			text, _ := shift["start"].(string)
			start, err := time.Parse(time.RFC3339, text)
			if err == nil && len(days) > 0 && !days[start.In(zone).Weekday()] {
				continue
			}
			if id, ok := shift["id"].(string); ok {
				shift["id"] = id + suffix
			}
			shifts = append(shifts, shift)
		}
		if _, ok := made["shifts"]; ok {
			made["shifts"] = shifts
		}
		if o.Value != nil {
			made, _ = merge(made, o.Value).(map[string]any)
		}
		all = append(all, made)
	}
	tree[o.At] = all
	return nil
}

// fieldType returns the type of a field by its dotted name in JSON; lists are
// looked into.
func fieldType(t reflect.Type, name string) (reflect.Type, bool) {
	for _, part := range strings.Split(name, ".") {
		for t.Kind() == reflect.Slice || t.Kind() == reflect.Pointer {
			t = t.Elem()
		}
		if t.Kind() == reflect.Map {
			t = t.Elem()
			continue
		}
		if t.Kind() != reflect.Struct {
			return nil, false
		}
		found := false
		for _, f := range reflect.VisibleFields(t) {
			tag, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			if tag == part && tag != "" && tag != "-" {
				t, found = f.Type, true
				break
			}
		}
		if !found {
			return nil, false
		}
	}
	return t, true
}
