package roster

import (
	"slices"
	"strings"
)

// nearest returns the known name which given was probably meant to be, or ""
// where none is near. Case does not count; ties go to the first.
func nearest(given string, known []string) string {
	if len(given) > 64 {
		return ""
	}
	given = strings.ToLower(given)
	best, bestDistance := "", 1+max(1, len(given)/3)
	for _, name := range known {
		if d := editDistance(given, strings.ToLower(name)); d < bestDistance {
			best, bestDistance = name, d
		}
	}
	return best
}

// didYouMean returns a hint which names the nearest known name, or lists a
// few known ones.
func didYouMean(given string, known []string) string {
	if n := nearest(given, known); n != "" {
		return "did you mean \"" + n + "\"?"
	}
	if len(known) == 0 || len(known) > 12 {
		return ""
	}
	return "known: " + strings.Join(known, ", ")
}

// editDistance is the number of insertions, deletions, substitutions and
// swaps of neighbours which turn a into b (optimal string alignment).
func editDistance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := last[j-1]
			if a[i-1] != b[j-1] {
				change++
			}
			row[j] = min(change, last[j]+1, row[j-1]+1)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// sortedKeys returns the keys of a map in order, so that faults and output do
// not depend on the map's order.
func sortedKeys[K ~string, V any](m map[K]V) []K {
	keys := make([]K, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}
