package suite

import (
	"math"
	"regexp"
	"strconv"
	"strings"

	"github.com/paidan/paidan/roster"
)

var (
	trspHead = regexp.MustCompile(`^(\d+)\s+(\d+)\s+(\d+)\s+(\d+)$`)
	trspNode = regexp.MustCompile(`^(\d+)\s+(-?\d+)\s+(-?\d+)\s+(\d+)\s+(\d+)\s+(\d+)\s+` +
		`\[([\d,]*)\]\s*\[([\d,]*)\]\s*\[([\d,]*)\]$`)
)

// trspRow is a node: the depot (0), a technician or a request. Times are in
// the file's units.
type trspRow struct {
	point         [2]float64
	window        [2]int64
	service       int64
	skills, tools []int64
	parts         []int64 // by type: carried from home, or needed
}

// readTRSP reads one of Pillac's instances.
func readTRSP(lines []line) (*Instance, error) {
	const scale = 1000
	var head []int64 // crew, skills, tools, types of parts
	var rows []trspRow
	for i, l := range lines {
		if i == 0 || l.text[0] < '0' || l.text[0] > '9' {
			continue // the name, or a heading
		}
		if m := trspHead.FindStringSubmatch(l.text); m != nil && head == nil {
			for k, s := range m[1:] {
				high := int64(1000)
				if k == 0 {
					high = MaxWorkers
				}
				v, err := l.atoi("number", s, high)
				if err != nil {
					return nil, err
				}
				head = append(head, v)
			}
			continue
		}
		if head == nil || len(rows) > MaxNodes {
			return nil, l.fault("want the numbers of technicians, skills, tools and parts, then at most %d nodes", MaxNodes)
		}
		r, err := l.trspRow(len(rows), head)
		if err != nil {
			return nil, err
		}
		rows = append(rows, r)
	}
	if head == nil || len(rows) <= int(head[0]) {
		return nil, fault("fewer nodes than depot and technicians")
	}
	return trspProblem(rows, int(head[0]), scale), nil
}

// trspRow reads node number want.
func (l line) trspRow(want int, head []int64) (r trspRow, err error) {
	m := trspNode.FindStringSubmatch(l.text)
	if m == nil {
		return r, l.fault("want \"ID X Y TWS TWE SERVICE [skills] [tools] [parts]\"")
	}
	if m[1] != strconv.Itoa(want) {
		return r, l.fault("node %.20s: want %d", m[1], want)
	}
	var v [5]float64
	for i := range v {
		v[i], _ = strconv.ParseFloat(m[i+2], 64) // the pattern lets only digits through
	}
	if r.point, err = l.point(v[0], v[1]); err != nil {
		return r, err
	}
	if r.window, err = l.window(v[2], v[3], 1); err != nil {
		return r, err
	}
	if r.service, err = l.scaled("service time", v[4], 1); err != nil {
		return r, err
	}
	if 1000*(r.window[1]+r.service) > maxSeconds {
		return r, l.fault("ends after %d", maxSeconds/1000)
	}
	for i, list := range []*[]int64{&r.skills, &r.tools, &r.parts} {
		for _, s := range strings.FieldsFunc(m[i+7], func(c rune) bool { return c == ',' }) {
			high := int64(1_000_000)
			if i < 2 {
				high = head[i+1] - 1
			}
			n, err := l.atoi("list entry", s, high)
			if err != nil {
				return r, err
			}
			*list = append(*list, n)
		}
	}
	if want == 0 && len(r.parts) == 0 {
		r.parts = make([]int64, head[3])
	}
	if int64(len(r.parts)) != head[3] {
		return r, l.fault("%d types of parts: want %d", len(r.parts), head[3])
	}
	return r, nil
}

func (l line) atoi(what, s string, high int64) (int64, error) {
	v, err := strconv.ParseInt(s, 10, 64)
	if err != nil || v < 0 || v > high {
		return 0, l.fault("%s %.20s: want 0 to %d", what, s, high)
	}
	return v, nil
}

func trspProblem(rows []trspRow, crew, scale int) *Instance {
	points := make([][2]float64, len(rows))
	need := make([]int64, len(rows[0].parts)) // by part: what all requests take
	var tools []string
	for i, r := range rows {
		points[i] = r.point
		if i > crew {
			for t, q := range r.parts {
				need[t] += q
			}
		}
		tools = append(tools, codes("tool", r.tools)...)
	}
	a := arcsOf(points, func(p, q [2]float64) float64 { return math.Ceil(float64(scale)*euclid(p, q) - 1e-9) })
	span := func(w [2]int64) [2]int64 { return [2]int64{w[0] * int64(scale), w[1] * int64(scale)} }
	last := int64(0)
	for _, r := range rows[:crew+1] {
		last = max(last, span(r.window)[1])
	}
	// Pay of 3600 an hour prices one second, one scaled unit, at one minor
	// unit. Nothing is worth Unassigned, all jobs being mandatory; it only
	// keeps the weights from being all zero, which would mean the defaults.
	p := newProblem(a, last, roster.Weights{Unassigned: 1, Criteria: map[string]roster.Money{}})
	depot := span(rows[0].window)
	p.Stores = []roster.Store{{
		ID: id(0), Place: place(0), Duration: roster.Duration(rows[0].service * int64(scale)),
		Windows:   []roster.Window{{Start: at(depot[0]), End: at(depot[1])}},
		Equipment: distinct(tools),
	}}
	for k := 1; k <= crew; k++ {
		r := rows[k]
		w := addWorker(p, k, k, span(r.window))
		w.Pay = roster.Pay{Basis: roster.ByTime, PerHour: 3600}
		for _, code := range distinct(codes("skill", r.skills)) {
			w.Skills = append(w.Skills, roster.Skill{Code: code, Level: 1})
		}
		w.Equipment = distinct(codes("tool", r.tools))
		for t, q := range r.parts {
			w.Carries = append(w.Carries, roster.Carry{
				Type: "part-" + id(t), Quantity: int(q), Capacity: int(max(q, need[t])),
			})
		}
	}
	for c := crew + 1; c < len(rows); c++ {
		r := rows[c]
		j := addJob(p, c, span(r.window), r.service*int64(scale))
		for _, code := range distinct(codes("skill", r.skills)) {
			j.Requirements.Skills = append(j.Requirements.Skills, roster.SkillRequirement{Code: code, MinLevel: 1})
		}
		j.Requirements.Equipment = distinct(codes("tool", r.tools))
		for t, q := range r.parts {
			if q > 0 {
				j.Consumes = append(j.Consumes, roster.Quantity{Type: "part-" + id(t), Quantity: int(q)})
			}
		}
	}
	in := &Instance{Problem: p}
	in.cost = func(answer Answer) float64 {
		total := 0.0
		for _, r := range answer {
			total += trspDuration(rows, r)
		}
		return math.Round(total*1000) / 1000
	}
	return in
}

// trspDuration is the least duration of a route in the file's units: from
// the latest departure with which the technician is home as early as
// possible, until then.
func trspDuration(rows []trspRow, r Route) float64 {
	t := float64(rows[r.Worker].window[0])
	waited, slack := 0.0, math.Inf(1) // slack: by how much the departure may still move
	last := r.Worker
	for _, stop := range append(append([]int(nil), r.Stops...), r.Worker) {
		t += euclid(rows[last].point, rows[stop].point)
		if wait := float64(rows[stop].window[0]) - t; wait > 0 {
			waited += wait
			t += wait
		}
		slack = min(slack, waited+float64(rows[stop].window[1])-t)
		if stop != r.Worker {
			t += float64(rows[stop].service)
		}
		last = stop
	}
	return t - float64(rows[r.Worker].window[0]) - max(0, min(waited, slack))
}

func codes(kind string, numbers []int64) []string {
	var out []string
	for _, n := range numbers {
		out = append(out, kind+"-"+strconv.FormatInt(n, 10))
	}
	return out
}

// distinct returns the codes without repetition in order of first mention;
// nil for none.
func distinct(list []string) []string {
	var out []string
	seen := map[string]bool{}
	for _, s := range list {
		if !seen[s] {
			seen[s] = true
			out = append(out, s)
		}
	}
	return out
}
