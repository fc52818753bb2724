package osm

// largestComponent returns which nodes are in the largest strongly connected
// component of a directed graph; of equal ones the one with the lowest node.
// Arcs of node i are to[head[i]:head[i+1]]. Tarjan's algorithm (SIAM J.
// Comput. 1, 1972) with a stack of its own: O(nodes + arcs).
func largestComponent(head, to []int32) []bool {
	n := len(head) - 1
	var (
		number  = make([]int32, n) // order of discovery from 1; 0: not yet
		low     = make([]int32, n) // lowest number reached; -1: component done
		next    = make([]int32, n) // next arc to look at
		path    []int32            // nodes being explored
		pending []int32            // nodes without a component yet
		count   int32
		best    []int32
		bestMin int32
	)
	for root := range int32(n) {
		if number[root] != 0 {
			continue
		}
		path = append(path[:0], root)
		for len(path) > 0 {
			v := path[len(path)-1]
			if number[v] == 0 {
				count++
				number[v], low[v], next[v] = count, count, head[v]
				pending = append(pending, v)
			}
			if next[v] < head[v+1] {
				w := to[next[v]]
				next[v]++
				switch {
				case number[w] == 0:
					path = append(path, w)
				case low[w] >= 0:
					low[v] = min(low[v], number[w])
				}
				continue
			}
			path = path[:len(path)-1]
			if low[v] == number[v] { // v is the root of a component
				i := len(pending) - 1
				for pending[i] != v {
					i--
				}
				component := pending[i:]
				lowest := component[0]
				for _, w := range component {
					lowest = min(lowest, w)
					low[w] = -1
				}
				if len(component) > len(best) || len(component) == len(best) && lowest < bestMin {
					best, bestMin = append(best[:0], component...), lowest
				}
				pending = pending[:i]
			} else if len(path) > 0 {
				parent := path[len(path)-1]
				low[parent] = min(low[parent], low[v])
			}
		}
	}
	in := make([]bool, n)
	for _, v := range best {
		in[v] = true
	}
	return in
}
