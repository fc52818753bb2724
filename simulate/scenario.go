package simulate

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"reflect"
	"slices"
	"strings"
	"time"

	"github.com/paidan/paidan/roster"
)

// Scenario is a change of a problem and of the model, usually from a small
// file:
//
//	{"name": "two more nurses at weekends", "operations": [
//	  {"op": "copy", "at": "workers", "where": {"skills.code": "nursing"}, "count": 2, "weekdays": ["sat", "sun"]}]}
//	{"name": "10 % more elder care", "operations": [
//	  {"op": "copy", "at": "jobs", "where": {"service": "elder_care"}, "percent": 10}]}
//	{"name": "without the north", "operations": [
//	  {"op": "remove", "at": "customers", "where": {"area": "north"}}]}
//	{"name": "40 hours", "operations": [
//	  {"op": "merge", "at": "rules", "value": {"maxWeeklyWork": "PT40H"}}]}
type Scenario struct {
	Name       string      `json:"name"`
	Operations []Operation `json:"operations,omitempty"`
}

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

// FaultScenario is the code of what is wrong with a scenario.
const FaultScenario = "scenario_operation"

// maxScenario is the greatest length of a scenario's file in bytes.
const maxScenario = 1 << 22

// DecodeScenario reads a scenario from JSON, refusing unknown fields.
func DecodeScenario(r io.Reader) (Scenario, error) {
	var s Scenario
	data, err := io.ReadAll(io.LimitReader(r, maxScenario+1))
	if err != nil {
		return s, fmt.Errorf("reading the scenario: %w", err)
	}
	if len(data) > maxScenario {
		return s, one("", roster.FaultTooLarge, "", "a scenario is a small file")
	}
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	d.UseNumber()
	if err := d.Decode(&s); err != nil {
		return s, one("", FaultScenario, "", strings.TrimPrefix(err.Error(), "json: "))
	}
	if d.More() {
		return s, one("", FaultScenario, "", "there is text after the scenario")
	}
	if s.Name == "" {
		return s, one("name", FaultScenario, "", "give the scenario a name")
	}
	return s, nil
}

func one(path, code, value, hint string) error {
	return roster.Faults{{Path: path, Code: code, Value: value, Hint: hint}}
}

// Apply returns the problem and the model with the scenario's changes. What
// refers to something removed goes with it: the jobs of a customer, links and
// locks of a job. The result is valid, or the error is [roster.Faults] with a
// path into the scenario, or into the problem as changed.
func (s *Scenario) Apply(p *roster.Problem, m Model) (*roster.Problem, Model, error) {
	if len(s.Operations) == 0 {
		if err := p.Validate(); err != nil {
			return nil, m, err
		}
		return p, m, m.validate(p)
	}
	var text bytes.Buffer
	if err := roster.EncodeProblem(&text, p); err != nil {
		return nil, m, err
	}
	tree := map[string]any{}
	if err := decodeTree(text.Bytes(), &tree); err != nil {
		return nil, m, err
	}
	raw, err := json.Marshal(m)
	if err != nil {
		return nil, m, err
	}
	var model any
	if err := decodeTree(raw, &model); err != nil {
		return nil, m, err
	}
	tree["model"] = model
	for i := range s.Operations {
		if err := s.Operations[i].apply(tree, p); err != nil {
			return nil, m, fmt.Errorf("%w", prefixed(err, fmt.Sprintf("operations[%d]", i)))
		}
	}
	prune(tree)
	raw, err = json.Marshal(tree["model"])
	if err != nil {
		return nil, m, err
	}
	delete(tree, "model")
	var changed Model
	d := json.NewDecoder(bytes.NewReader(raw))
	d.DisallowUnknownFields()
	if err := d.Decode(&changed); err != nil {
		return nil, m, one("model", FaultModel, "", strings.TrimPrefix(err.Error(), "json: "))
	}
	raw, err = json.Marshal(tree)
	if err != nil {
		return nil, m, err
	}
	q, err := roster.DecodeProblem(bytes.NewReader(raw))
	if err == nil {
		err = q.Validate()
	}
	if err == nil {
		err = changed.validate(q)
	}
	return q, changed, err
}

func decodeTree(data []byte, into any) error {
	d := json.NewDecoder(bytes.NewReader(data))
	d.UseNumber()
	return d.Decode(into)
}

func prefixed(err error, path string) error {
	var faults roster.Faults
	if errors.As(err, &faults) {
		for _, f := range faults {
			f.Path = strings.TrimSuffix(path+"."+f.Path, ".")
		}
		return faults
	}
	return err
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

// selected returns a list of the tree and which of it are meant; none is an
// error, since that is a typing mistake as a rule.
func (o *Operation) selected(tree map[string]any) ([]any, []int, error) {
	all := listOf(tree[o.At])
	customers := map[string]any{}
	for _, c := range listOf(tree["customers"]) {
		if m, ok := c.(map[string]any); ok {
			id, _ := m["id"].(string)
			customers[id] = m
		}
	}
	var chosen []int
	for i, e := range all {
		ok := true
		for key, wanted := range o.Where {
			from := e
			if rest, joined := strings.CutPrefix(key, "customer."); joined {
				m, _ := e.(map[string]any)
				if t, is := m["template"].(map[string]any); is {
					m = t
				}
				id, _ := m["customer"].(string)
				from, key = customers[id], rest
			}
			ok = ok && matches(from, strings.Split(key, "."), wanted)
		}
		if ok {
			chosen = append(chosen, i)
		}
	}
	if len(chosen) == 0 {
		return nil, nil, one("where", FaultScenario, "", fmt.Sprintf("nothing of %s is selected", o.At))
	}
	return all, chosen, nil
}

// matches reports whether a field, or any of several, has a wanted value.
func matches(v any, path []string, wanted any) bool {
	if list, ok := v.([]any); ok {
		return slices.ContainsFunc(list, func(e any) bool { return matches(e, path, wanted) })
	}
	if len(path) > 0 {
		m, _ := v.(map[string]any)
		return matches(m[path[0]], path[1:], wanted)
	}
	if list, ok := wanted.([]any); ok {
		return slices.ContainsFunc(list, func(w any) bool { return matches(v, nil, w) })
	}
	if v == nil || wanted == nil {
		return v == wanted
	}
	return fmt.Sprint(v) == fmt.Sprint(wanted)
}

// merge is a JSON merge patch (RFC 7396).
func merge(target, patch any) any {
	fields, ok := patch.(map[string]any)
	if !ok {
		return clone(patch)
	}
	out := map[string]any{}
	if old, ok := target.(map[string]any); ok {
		for k, v := range old {
			out[k] = v
		}
	}
	for k, v := range fields {
		if v == nil {
			delete(out, k)
		} else {
			out[k] = merge(out[k], v)
		}
	}
	return out
}

func clone(v any) any {
	switch v := v.(type) {
	case map[string]any:
		out := make(map[string]any, len(v))
		for k, e := range v {
			out[k] = clone(e)
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i, e := range v {
			out[i] = clone(e)
		}
		return out
	}
	return v
}

func listOf(v any) []any {
	list, _ := v.([]any)
	return list
}

func eachID(list []any, f func(string)) {
	for _, e := range list {
		if m, ok := e.(map[string]any); ok {
			if id, ok := m["id"].(string); ok {
				f(id)
			}
		}
	}
}

// prune takes out what refers to customers, workers or jobs that are gone.
func prune(tree map[string]any) {
	known := func(list string) map[string]bool {
		ids := map[string]bool{}
		eachID(listOf(tree[list]), func(id string) { ids[id] = true })
		return ids
	}
	customers, workers := known("customers"), known("workers")
	filter := func(in map[string]any, list string, keep func(map[string]any) bool) {
		if _, ok := in[list]; !ok {
			return
		}
		kept := []any{}
		for _, e := range listOf(in[list]) {
			if m, ok := e.(map[string]any); !ok || keep(m) {
				kept = append(kept, e)
			}
		}
		in[list] = kept
	}
	refers := func(m map[string]any, key string, ids map[string]bool) bool {
		id, ok := m[key].(string)
		return !ok || ids[id]
	}
	filter(tree, "jobs", func(m map[string]any) bool { return refers(m, "customer", customers) })
	filter(tree, "series", func(m map[string]any) bool {
		t, _ := m["template"].(map[string]any)
		return refers(t, "customer", customers)
	})
	jobs, series := known("jobs"), []string{}
	eachID(listOf(tree["series"]), func(id string) { series = append(series, id+"-") })
	job := func(m map[string]any, key string) bool {
		id, ok := m[key].(string)
		return !ok || jobs[id] || slices.ContainsFunc(series, func(s string) bool { return strings.HasPrefix(id, s) })
	}
	only := func(m map[string]any, key string, keep func(string) bool) {
		list, ok := m[key].([]any)
		if !ok {
			return
		}
		m[key] = slices.DeleteFunc(slices.Clone(list), func(e any) bool { id, ok := e.(string); return ok && !keep(id) })
	}
	isJob := func(id string) bool { return job(map[string]any{"x": id}, "x") }
	filter(tree, "links", func(m map[string]any) bool { return job(m, "first") && job(m, "second") })
	filter(tree, "locks", func(m map[string]any) bool {
		only(m, "sequence", isJob)
		list, chain := m["sequence"].([]any)
		return job(m, "job") && refers(m, "worker", workers) && (!chain || len(list) > 1)
	})
	filter(tree, "workerLimits", func(m map[string]any) bool {
		only(m, "jobs", isJob)
		return len(listOf(m["jobs"])) > 0
	})
	if h, ok := tree["history"].(map[string]any); ok {
		for _, list := range []string{"visits", "refusals", "ledger"} {
			filter(h, list, func(m map[string]any) bool {
				return refers(m, "worker", workers) && refers(m, "customer", customers) && job(m, "job")
			})
		}
	}
	isWorker, isCustomer := func(id string) bool { return workers[id] }, func(id string) bool { return customers[id] }
	each := func(list string, f func(map[string]any)) {
		for _, e := range listOf(tree[list]) {
			if m, ok := e.(map[string]any); ok {
				f(m)
			}
		}
	}
	people := func(m map[string]any) {
		only(m, "preferredWorkers", isWorker)
		only(m, "bannedWorkers", isWorker)
	}
	each("customers", people)
	each("jobs", people)
	each("series", func(m map[string]any) {
		if t, ok := m["template"].(map[string]any); ok {
			people(t)
		}
	})
	each("workers", func(m map[string]any) {
		only(m, "incompatibleWorkers", isWorker)
		only(m, "bannedCustomers", isCustomer)
		only(m, "preferredCustomers", isCustomer)
	})
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
