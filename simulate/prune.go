package simulate

import (
	"slices"
	"strings"
)

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
