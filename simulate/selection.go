package simulate

import (
	"fmt"
	"slices"
	"strings"
)

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
