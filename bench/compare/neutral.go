package compare

import (
	"bufio"
	"encoding/binary"
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// Neutral is a reduced day for programs which know nothing of ours. Times are
// seconds since the horizon's start, costs are whole points, 18000 to a minor
// unit of money, and things are told by index.
//
// The cost of an answer is, over the vehicles with a job: Fixed, PerMetre of
// the way, TravelPerSecond on the way, PerSecond from departure (free) to
// return without unpaid breaks, OvertimePerSecond after Latest; for each job
// its pair's cost; and the value of each job not served.
type Neutral struct {
	// Format of this file: 1.
	Format int    `json:"format"`
	Name   string `json:"name"`
	// Rules beyond the basic ones which bind; others cost and bind nothing.
	Rules []Rule `json:"rules"`
	// Places is the number n of places, and so the size of matrices.
	Places   int             `json:"places"`
	Matrices []NeutralMatrix `json:"matrices"`
	Vehicles []NeutralShift  `json:"vehicles"`
	Jobs     []NeutralJob    `json:"jobs"`
}

// NeutralMatrix names two files beside this one of n·n int32 numbers, little
// endian, row by row: [i][j] from place i to place j. Seconds of -1: no way.
type NeutralMatrix struct {
	Seconds string `json:"seconds"`
	Metres  string `json:"metres"`
}

// NeutralShift is a shift of a worker, a vehicle to others.
type NeutralShift struct {
	ID string `json:"id"`
	// Matrix is an index, Start and End are places.
	Matrix int   `json:"matrix"`
	Start  int32 `json:"start"`
	End    int32 `json:"end"`
	// Earliest departure, Latest return, and Overtime seconds after it.
	Earliest int64 `json:"earliest"`
	Latest   int64 `json:"latest"`
	Overtime int64 `json:"overtime"`
	// Rates in points.
	Fixed             roster.Points `json:"fixed"`
	PerMetre          roster.Points `json:"perMetre"`
	TravelPerSecond   roster.Points `json:"travelPerSecond"`
	PerSecond         roster.Points `json:"perSecond"`
	OvertimePerSecond roster.Points `json:"overtimePerSecond"`
	// Breaks in order; each is taken between two stops, or before the first,
	// beginning within [Earliest, Latest], if the vehicle leaves before its
	// Latest and is back after it.
	Breaks []NeutralBreak `json:"breaks,omitempty"`

	worker int
}

// NeutralBreak is a break of a shift.
type NeutralBreak struct {
	ID       string `json:"id"`
	Earliest int64  `json:"earliest"`
	Latest   int64  `json:"latest"`
	Duration int64  `json:"duration"`
	Paid     bool   `json:"paid,omitempty"`
}

// NeutralJob is a job.
type NeutralJob struct {
	ID       string `json:"id"`
	Place    int32  `json:"place"`
	Duration int64  `json:"duration"`
	// Windows for the start, in order, both ends inclusive.
	Windows [][2]int64 `json:"windows"`
	// Value lost when it is not served.
	Value roster.Points `json:"value"`
	// Vehicles which may serve it, and the cost of each pair; no Costs: 0.
	Vehicles []int           `json:"vehicles"`
	Costs    []roster.Points `json:"costs,omitempty"`
}

// day is a reduced day with its neutral form.
type day struct {
	problem *roster.Problem
	view    *roster.View
	ways    *ways
	neutral *Neutral
}

// newDay translates a reduced problem.
func newDay(p *roster.Problem, rules []Rule) (*day, error) {
	v, err := roster.NewView(p)
	if err != nil {
		return nil, err
	}
	d := &day{problem: p, view: v}
	if d.ways, err = newWays(v); err != nil {
		return nil, err
	}
	d.neutral = &Neutral{Format: 1, Name: p.ID, Places: d.ways.index.Len()}
	for _, rule := range optional {
		if slices.Contains(rules, rule) {
			d.neutral.Rules = append(d.neutral.Rules, rule)
		}
	}
	for i := range d.ways.matrices {
		d.neutral.Matrices = append(d.neutral.Matrices, NeutralMatrix{fmt.Sprintf("seconds-%d.i32", i), fmt.Sprintf("metres-%d.i32", i)})
	}
	for s := range d.ways.shift {
		d.neutral.Vehicles = append(d.neutral.Vehicles, d.vehicle(s))
	}
	return d, d.jobs()
}

// second is an instant as seconds since the horizon's start.
func (d *day) second(t time.Time) int64 { return t.Unix() - d.problem.Horizon.Start.Unix() }

func (d *day) vehicle(s int) NeutralShift {
	at := d.ways.shift[s]
	w := &d.problem.Workers[at.worker]
	shift := &w.Shifts[at.shift]
	weights := d.view.Weights
	out := NeutralShift{ID: shift.ID, Matrix: d.ways.kind[s], Start: d.ways.start[s], End: d.ways.end[s], worker: at.worker,
		Earliest: d.second(shift.Start), Latest: d.second(shift.End), Overtime: int64(shift.MaxOvertime),
		PerMetre: weights.TravelPerKm.PerKilometre(), TravelPerSecond: weights.TravelPerHour.PerHour()}
	pay := w.Pay
	if weights.IgnorePay {
		pay = roster.Pay{}
	}
	if pay.Basis == roster.Salaried {
		pay.PerHour = 0
	}
	out.Fixed = pay.PerShift.Points()
	out.PerMetre += pay.PerKm.PerKilometre()
	out.PerSecond = pay.PerHour.PerHour()
	if out.Overtime > 0 {
		out.OvertimePerSecond = (max(pay.OvertimePerHour, pay.PerHour) - pay.PerHour + weights.OvertimePerHour).PerHour()
	}
	for _, b := range shift.Breaks {
		out.Breaks = append(out.Breaks, NeutralBreak{b.ID, d.second(b.Earliest), d.second(b.Latest), int64(b.Duration), b.Paid})
	}
	return out
}

// jobs adds the jobs with the vehicles that may serve them.
func (d *day) jobs() error {
	gates, err := matching.NewGates(d.view, roster.Rulebook{})
	if err != nil {
		return err
	}
	scorer := scoring.New(d.view, roster.Rulebook{})
	for j := range d.problem.Jobs {
		job := &d.problem.Jobs[j]
		out := NeutralJob{ID: job.ID, Place: d.ways.job[j], Duration: int64(d.view.Duration(job)), Value: d.view.Value(job).Points(), Vehicles: []int{}}
		for _, w := range job.Windows {
			out.Windows = append(out.Windows, [2]int64{d.second(w.Start), d.second(w.End)})
		}
		some := roster.Points(0)
		for s := range d.neutral.Vehicles {
			at := d.ways.shift[s]
			w := &d.problem.Workers[at.worker]
			first, last := matching.Days(w.Shifts[at.shift].Start, roster.DurationOf(w.Shifts[at.shift].End.Sub(w.Shifts[at.shift].Start)), d.view.Zone)
			if gates.First(at.worker, j, first, last) != "" {
				continue
			}
			cost := scorer.Cost(at.worker, j)
			if !d.view.Weights.IgnorePay {
				cost += w.Pay.PerVisit.Points()
			}
			some |= cost
			out.Vehicles, out.Costs = append(out.Vehicles, s), append(out.Costs, cost)
		}
		if some == 0 {
			out.Costs = nil
		}
		d.neutral.Jobs = append(d.neutral.Jobs, out)
	}
	return nil
}

// Files of an exported day.
const (
	NeutralFile = "neutral.json"
	OursFile    = "reduced.json"
)

// export writes the neutral day with its matrices, and the reduced problem in
// our own format, into a folder.
func (d *day) export(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	data, err := json.Marshal(d.neutral)
	if err != nil {
		return err
	}
	if err := os.WriteFile(filepath.Join(dir, NeutralFile), data, 0o666); err != nil {
		return err
	}
	for i, m := range d.neutral.Matrices {
		for name, cells := range map[string][]int32{m.Seconds: d.ways.matrices[i].seconds, m.Metres: d.ways.matrices[i].metres} {
			if err := writeCells(filepath.Join(dir, name), cells); err != nil {
				return err
			}
		}
	}
	f, err := os.Create(filepath.Join(dir, OursFile))
	if err != nil {
		return err
	}
	defer f.Close()
	if err := roster.EncodeProblem(f, d.problem); err != nil {
		return err
	}
	return f.Close()
}

func writeCells(path string, cells []int32) error {
	f, err := os.Create(path)
	if err != nil {
		return err
	}
	defer f.Close()
	b := bufio.NewWriter(f)
	if err := binary.Write(b, binary.LittleEndian, cells); err != nil {
		return err
	}
	if err := b.Flush(); err != nil {
		return err
	}
	return f.Close()
}
