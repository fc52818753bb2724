package roster

import (
	"fmt"
	"slices"
)

// links looks at the links, on their own and together.
func (v *validator) links() {
	type pair struct{ a, b int }
	first := map[string]int{}      // link by its text
	bounds := map[pair]*gapRange{} // what start-to-start and the like leave, by ordered pair
	workers := newGroups(len(v.p.Jobs))
	var arcs []arc
	var sound []int
	i := -1
	each(v, "links", v.p.Links, func(l *Link) {
		i++
		if !slices.Contains(linkKinds, l.Kind) {
			enum(v, "kind", l.Kind, true, linkKinds...)
			if l.Kind == "" {
				v.fault("kind", FaultValueUnknown, nil, didYouMean("", names(linkKinds)))
			}
		}
		v.linkGaps(l)
		ok := v.ref("first", l.First, v.jobAt, "job")
		ok = v.ref("second", l.Second, v.jobAt, "job") && ok
		if !ok {
			return
		}
		if l.First == l.Second {
			v.fault("second", FaultLinkSelf, l.Second, "a link ties two jobs")
			return
		}
		a, b := v.jobAt[l.First], v.jobAt[l.Second]
		ordered := l.Kind == StartToStart || l.Kind == EndToStart || l.Kind == DaysApart
		if !ordered && a > b {
			a, b = b, a
		}
		key := fmt.Sprint(l.Kind, a, b)
		if at, twice := first[key]; twice {
			v.fault("", FaultDuplicate, nil, fmt.Sprintf("links[%d] ties the same jobs in the same way: merge the two", at))
			return
		}
		first[key] = i
		sound = append(sound, i)
		switch l.Kind {
		case SameWorker:
			workers.join(a, b)
		case StartToStart, EndToStart:
			low, high := l.MinGap, MaxDuration*2
			if l.MaxGap != nil {
				high = *l.MaxGap
			}
			if l.Kind == EndToStart {
				low, high = low+v.leastDuration(a), min(high+(v.jobDuration(a)+v.jobSetup(a))*10, MaxDuration*2)
			}
			arcs = append(arcs, arc{a, b, low > 0, i})
			bounds[pair{a, b}] = narrow(bounds[pair{a, b}], low, high)
		case DaysApart:
			// Between dates which are two apart lies one whole day.
			low, high := -day, MaxDuration*2
			if l.MinDays > 0 {
				low = max(1, Duration(l.MinDays-1)*day-3600)
			}
			if l.MaxDays > 0 {
				high = Duration(l.MaxDays+1) * (day + 3600)
			}
			if l.MinDays > 0 {
				arcs = append(arcs, arc{a, b, true, i})
			}
			bounds[pair{a, b}] = narrow(bounds[pair{a, b}], low, high)
		case SameStart:
			tolerance := Duration(0)
			if l.MaxGap != nil {
				tolerance = *l.MaxGap
			}
			bounds[pair{a, b}] = narrow(bounds[pair{a, b}], -tolerance, tolerance)
			bounds[pair{b, a}] = narrow(bounds[pair{b, a}], -tolerance, tolerance)
		}
	})
	v.trail.field("links")
	for _, i := range sound {
		l := &v.p.Links[i]
		a, b := v.jobAt[l.First], v.jobAt[l.Second]
		if l.Kind == DifferentWorker && workers.same(a, b) {
			v.fault(at("", i), FaultLinkContradictory, nil, "other links give both jobs to the same worker")
		}
		if g := bounds[pair{a, b}]; g != nil && g.links > 1 && g.low > g.high {
			v.fault(at("", i), FaultLinkContradictory, nil, "the links of these jobs leave no time between them")
		}
	}
	for _, i := range cycles(len(v.p.Jobs), arcs) {
		v.fault(at("", i), FaultLinkCycle, nil, "by the links the job comes after itself: remove one of the cycle")
	}
	v.trail.up(1)
}

var linkKinds = []LinkKind{SameStart, StartToStart, EndToStart, SameWorker, DifferentWorker, DaysApart, SameTime, BothServed}

// workerLimits looks at the limits of distinct workers.
func (v *validator) workerLimits() {
	each(v, "workerLimits", v.p.WorkerLimits, func(l *WorkerLimit) {
		v.refs("jobs", l.Jobs, v.jobAt, "job")
		v.whole("max", l.Max, 1, MaxCount)
	})
}

func names[T ~string](list []T) []string {
	out := make([]string, len(list))
	for i, s := range list {
		out[i] = string(s)
	}
	return out
}

// linkGaps looks at the gaps of one link.
func (v *validator) linkGaps(l *Link) {
	ok := v.duration("minGap", l.MinGap, MaxDuration)
	if l.MaxGap != nil {
		ok = v.duration("maxGap", *l.MaxGap, MaxDuration) && ok
	}
	ok = v.whole("minDays", l.MinDays, 0, MaxHorizonDays) && ok
	ok = v.whole("maxDays", l.MaxDays, 0, MaxHorizonDays) && ok
	ordered := l.Kind == StartToStart || l.Kind == EndToStart
	known := slices.Contains(linkKinds, l.Kind)
	switch {
	case !ok || !known:
	case ordered && l.MaxGap != nil && *l.MaxGap < l.MinGap:
		v.fault("maxGap", FaultLinkGap, *l.MaxGap, "less than minGap")
	case !ordered && l.MinGap != 0:
		v.fault("minGap", FaultLinkGap, l.MinGap, "this kind of link has no minGap")
	case !ordered && l.Kind != SameStart && l.Kind != SameTime && l.MaxGap != nil:
		v.fault("maxGap", FaultLinkGap, *l.MaxGap, "this kind of link has no maxGap")
	case l.Kind != DaysApart && l.MinDays != 0:
		v.fault("minDays", FaultLinkGap, l.MinDays, "this kind of link has no minDays")
	case l.Kind != DaysApart && l.MaxDays != 0:
		v.fault("maxDays", FaultLinkGap, l.MaxDays, "this kind of link has no maxDays")
	case l.Kind == DaysApart && l.MaxDays != 0 && l.MaxDays < l.MinDays:
		v.fault("maxDays", FaultLinkGap, l.MaxDays, "less than minDays")
	case l.Kind == DaysApart && l.MaxDays == 0 && l.MinDays == 0:
		v.fault("minDays", FaultLinkGap, nil, "give minDays, maxDays or both")
	}
}

// jobDuration returns the ordinary duration of a job, 0 where it is unknown.
func (v *validator) jobDuration(job int) Duration {
	j := &v.p.Jobs[job]
	if j.Duration != nil {
		return min(max(*j.Duration, 0), MaxDuration)
	}
	s, ok := v.serviceAt[j.Service]
	if !ok {
		return 0
	}
	m := &v.p.Catalogue[s].Duration
	sum := float64(m.Base) + float64(m.PerSquareMetre)*float64(j.SquareMetres)
	for code, n := range j.Extras {
		sum += float64(m.Extras[code]) * float64(n)
	}
	return Duration(min(max(sum, 0), float64(MaxDuration)))
}

// jobSetup returns the time for setting up of a job, 0 where it is unknown.
func (v *validator) jobSetup(job int) Duration {
	j := &v.p.Jobs[job]
	setup := Duration(0)
	if s, ok := v.serviceAt[j.Service]; ok {
		setup = v.p.Catalogue[s].Setup
	}
	if j.Setup != nil {
		setup = *j.Setup
	}
	return min(max(setup, 0), MaxDuration)
}

// leastDuration returns the duration of a job for the fastest worker there
// may be, at a ServicePercent of 10.
func (v *validator) leastDuration(job int) Duration { return (v.jobDuration(job) + 9) / 10 }

// gapRange is the time from one start to another which links leave.
type gapRange struct {
	low, high Duration
	links     int
}

func narrow(g *gapRange, low, high Duration) *gapRange {
	if g == nil {
		return &gapRange{low, high, 1}
	}
	g.low, g.high = max(g.low, low), min(g.high, high)
	g.links++
	return g
}

// groups are sets of jobs which grow together (union-find).
type groups []int

func newGroups(n int) groups {
	g := make(groups, n)
	for i := range g {
		g[i] = i
	}
	return g
}

func (g groups) root(i int) int {
	for g[i] != i {
		g[i] = g[g[i]]
		i = g[i]
	}
	return i
}

func (g groups) join(i, j int)      { g[g.root(i)] = g.root(j) }
func (g groups) same(i, j int) bool { return g.root(i) == g.root(j) }

// arc says that a job starts at or after another one; later: truly after it.
type arc struct {
	from, to int
	later    bool
	link     int
}

// cycles returns the links which are truly later arcs within a strongly
// connected component: only there a job can come after itself. The components
// are Tarjan's, without recursion.
func cycles(n int, arcs []arc) []int {
	if len(arcs) == 0 {
		return nil
	}
	out := make(map[int][]int, len(arcs))
	for i, a := range arcs {
		out[a.from] = append(out[a.from], i)
	}
	order, low, component := make([]int, n), make([]int, n), make([]int, n)
	var stack, path []int // nodes without a component, and the way down
	next := make([]int, n)
	count := 0
	for _, start := range arcs {
		if order[start.from] != 0 {
			continue
		}
		path = append(path[:0], start.from)
		for len(path) > 0 {
			node := path[len(path)-1]
			if order[node] == 0 {
				count++
				order[node], low[node] = count, count
				stack = append(stack, node)
			}
			if next[node] < len(out[node]) {
				to := arcs[out[node][next[node]]].to
				next[node]++
				if order[to] == 0 {
					path = append(path, to)
				} else if component[to] == 0 {
					low[node] = min(low[node], order[to])
				}
				continue
			}
			path = path[:len(path)-1]
			if len(path) > 0 {
				parent := path[len(path)-1]
				low[parent] = min(low[parent], low[node])
			}
			if low[node] == order[node] {
				for {
					top := stack[len(stack)-1]
					stack = stack[:len(stack)-1]
					component[top] = order[node]
					if top == node {
						break
					}
				}
			}
		}
	}
	var links []int
	for _, a := range arcs {
		if a.later && component[a.from] == component[a.to] {
			links = append(links, a.link)
		}
	}
	return links
}
