package compare

import (
	"cmp"
	"slices"
)

// Table is what came out of a comparison. Gaps are in percent.
type Table struct {
	// Clock of the budgets, Solvers in order of appearance.
	Clock   Clock    `json:"clock"`
	Solvers []string `json:"solvers"`
	// Budgets in seconds, from the least; Classes in order, without "".
	Budgets []float64 `json:"budgets"`
	Classes []string  `json:"classes"`
	// Rows are by budget, class (first all instances, Class "") and solver.
	Rows []Row `json:"rows"`
	// Pairs are by budget, class and rival.
	Pairs []Pair `json:"pairs"`
	// Cells are by budget, problem and solver.
	Cells []Cell `json:"cells"`
	// Relative: the gaps are to the best cost of the comparison, not to best
	// known costs.
	Relative bool `json:"relative"`
	// Curves of the gap over time.
	Curves []Curve `json:"curves"`
}

// Row is how a solver did on the instances of a class within a budget.
type Row struct {
	Budget float64 `json:"budget"`
	Class  string  `json:"class"`
	Solver string  `json:"solver"`
	// Instances in the class, Runs on them, and those with a good answer.
	Instances int `json:"instances"`
	Runs      int `json:"runs"`
	Good      int `json:"good"`
	// Gap over the instances with a good answer, and the worst of a run with
	// its problem.
	Gap          Interval `json:"gap"`
	Worst        float64  `json:"worst"`
	WorstProblem string   `json:"worstProblem"`
	// Unserved jobs, CPU seconds and MiB of memory: means over good runs.
	Unserved float64 `json:"unserved"`
	CPU      float64 `json:"cpu"`
	Memory   float64 `json:"memory"`
}

// Pair compares our solver with a rival.
type Pair struct {
	Budget float64 `json:"budget"`
	Class  string  `json:"class"`
	Rival  string  `json:"rival"`
	// Difference of the gaps, ours less the rival's, in points of percent,
	// over the instances which both have answered: below 0 ours is better.
	Difference Interval `json:"difference"`
	// Instances on which ours is better, equal, worse.
	Better int `json:"better"`
	Equal  int `json:"equal"`
	Worse  int `json:"worse"`
}

// Cell is how a solver did on one problem.
type Cell struct {
	Budget  float64 `json:"budget"`
	Problem string  `json:"problem"`
	Class   string  `json:"class"`
	Solver  string  `json:"solver"`
	Runs    int     `json:"runs"`
	Good    int     `json:"good"`
	// Cost and Gap are means over the good runs.
	Cost     float64 `json:"cost"`
	Gap      float64 `json:"gap"`
	Unserved float64 `json:"unserved"`
	// Fault of a run which has one, to show what went wrong.
	Fault string `json:"fault,omitempty"`

	gaps                    []float64 // by good run
	seeds                   []uint64  // of them
	worst, cpu, mem, missed float64   // the largest gap; sums over good runs
}

// Summarise makes the tables of a comparison.
func Summarise(runs []Run) *Table {
	t := &Table{Solvers: []string{}, Budgets: []float64{}, Classes: []string{}, Rows: []Row{}, Pairs: []Pair{}, Cells: []Cell{}}
	reference, relative := references(runs)
	t.Relative = relative
	cells := map[[2]string]map[float64]*Cell{} // by problem and solver, then budget
	type place struct{ problem, class string }
	var problems []place
	for i := range runs {
		r := &runs[i]
		t.Clock = r.Clock
		if !slices.Contains(t.Solvers, r.Solver) {
			t.Solvers = append(t.Solvers, r.Solver)
		}
		if !slices.Contains(t.Budgets, r.Budget) {
			t.Budgets = append(t.Budgets, r.Budget)
		}
		if r.Class != "" && !slices.Contains(t.Classes, r.Class) {
			t.Classes = append(t.Classes, r.Class)
		}
		if x := (place{r.Problem, r.Class}); !slices.Contains(problems, x) {
			problems = append(problems, x)
		}
		key := [2]string{r.Problem, r.Solver}
		if cells[key] == nil {
			cells[key] = map[float64]*Cell{}
		}
		if cells[key][r.Budget] == nil {
			cells[key][r.Budget] = &Cell{Budget: r.Budget, Problem: r.Problem, Class: r.Class, Solver: r.Solver}
		}
		cells[key][r.Budget].add(r, reference[r.Problem])
	}
	slices.Sort(t.Budgets)
	slices.Sort(t.Classes)
	slices.SortStableFunc(problems, func(a, b place) int { return cmp.Compare(a.class, b.class) })
	for _, budget := range t.Budgets {
		for _, p := range problems {
			for _, solver := range t.Solvers {
				if c := cells[[2]string{p.problem, solver}][budget]; c != nil {
					c.settle()
					t.Cells = append(t.Cells, *c)
				}
			}
		}
	}
	for _, budget := range t.Budgets {
		for _, class := range append([]string{""}, t.Classes...) {
			t.classRows(budget, class)
		}
	}
	t.Curves = curvesOf(runs, reference)
	return t
}

// references returns the cost to which each problem's gaps are, and whether
// any of them is only the best of the comparison.
func references(runs []Run) (by map[string]float64, relative bool) {
	by = map[string]float64{}
	least := map[string]float64{}
	for i := range runs {
		r := &runs[i]
		if r.Best > 0 {
			by[r.Problem] = r.Best
		}
		if !r.Good() {
			continue
		}
		if c, known := least[r.Problem]; !known || r.Cost < c {
			least[r.Problem] = r.Cost
		}
	}
	for problem, cost := range least {
		if _, known := by[problem]; !known {
			by[problem], relative = cost, true
		}
	}
	return by, relative
}

// gapOf is by how much a cost is above a reference, in percent.
func gapOf(cost, reference float64) float64 {
	if reference == 0 {
		return 0
	}
	return 100 * (cost - reference) / reference
}

func (c *Cell) add(r *Run, reference float64) {
	c.Runs++
	if !r.Good() {
		if c.Fault = r.Fault; r.Error != "" {
			c.Fault = r.Error
		}
		return
	}
	gap := gapOf(r.Cost, reference)
	if c.Good == 0 || gap > c.worst {
		c.worst = gap
	}
	c.Good++
	c.Cost += r.Cost
	c.gaps, c.seeds = append(c.gaps, gap), append(c.seeds, r.Seed)
	c.cpu += r.CPU
	c.mem += r.Memory
	c.missed += float64(r.Jobs - r.Served)
}

// settle turns sums into means.
func (c *Cell) settle() {
	if c.Good == 0 {
		return
	}
	c.Cost /= float64(c.Good)
	c.Unserved = c.missed / float64(c.Good)
	for _, g := range c.gaps {
		c.Gap += g / float64(c.Good)
	}
}

// classRows adds the rows and pairs of a budget and class.
func (t *Table) classRows(budget float64, class string) {
	by := map[string][]*Cell{}
	for i := range t.Cells {
		if c := &t.Cells[i]; c.Budget == budget && (class == "" || c.Class == class) {
			by[c.Solver] = append(by[c.Solver], c)
		}
	}
	for _, solver := range t.Solvers {
		if len(by[solver]) > 0 {
			t.Rows = append(t.Rows, rowOf(budget, class, solver, by[solver]))
		}
	}
	for _, rival := range t.Solvers {
		if rival != OurName && len(by[OurName]) > 0 && len(by[rival]) > 0 {
			t.Pairs = append(t.Pairs, pairOf(budget, class, rival, by[OurName], by[rival]))
		}
	}
}

func rowOf(budget float64, class, solver string, cells []*Cell) Row {
	r := Row{Budget: budget, Class: class, Solver: solver, Instances: len(cells)}
	var gaps []float64
	for _, c := range cells {
		r.Runs += c.Runs
		r.Good += c.Good
		if c.Good == 0 {
			continue
		}
		if len(gaps) == 0 || c.worst > r.Worst {
			r.Worst, r.WorstProblem = c.worst, c.Problem
		}
		gaps = append(gaps, c.Gap)
		r.Unserved += c.missed
		r.CPU += c.cpu
		r.Memory += c.mem
	}
	if good := float64(r.Good); good > 0 {
		r.Unserved /= good
		r.CPU /= good
		r.Memory /= good
	}
	if len(cells) == 1 {
		gaps = cells[0].gaps
	}
	r.Gap = IntervalOf(gaps)
	return r
}

// even is the difference in points of percent up to which two gaps are equal.
const even = 1e-6

func pairOf(budget float64, class, rival string, ours, theirs []*Cell) Pair {
	p := Pair{Budget: budget, Class: class, Rival: rival}
	other := make(map[string]*Cell, len(theirs))
	for _, c := range theirs {
		other[c.Problem] = c
	}
	var sample []float64
	for _, c := range ours {
		o := other[c.Problem]
		if o == nil || c.Good == 0 || o.Good == 0 {
			continue
		}
		d := c.Gap - o.Gap
		switch {
		case d < -even:
			p.Better++
		case d > even:
			p.Worse++
		default:
			p.Equal++
		}
		if len(ours) == 1 {
			sample = seedDifferences(c, o)
			break
		}
		sample = append(sample, d)
	}
	p.Difference = IntervalOf(sample)
	return p
}

// seedDifferences pairs the runs of one problem by seed.
func seedDifferences(a, b *Cell) (out []float64) {
	for i, seed := range a.seeds {
		if k := slices.Index(b.seeds, seed); k >= 0 {
			out = append(out, a.gaps[i]-b.gaps[k])
		}
	}
	return out
}
