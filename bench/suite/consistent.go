package suite

import (
	"fmt"
	"io"
	"math"
	"slices"
	"strconv"
	"strings"

	"github.com/paidan/paidan/roster"
)

// consistent is an instance of the consistent vehicle routing problem.
type consistent struct {
	longest  float64 // MAXTIME
	apart    float64 // L; −1: no limit
	days     int
	vehicles []vehicle
	points   [][2]float64 // by node; 0 is the depot
	service  []float64
	demand   [][]int64 // [node][day from 0]; 0: not asked
	// second is how many seconds of the problem a unit of time has.
	second float64
}

type vehicle struct {
	kind                   string
	capacity               int64
	fixed, variable, speed float64
}

// The limits of a file, besides the others.
const (
	maxDays   = 31
	maxCharge = 1_000_000 // of fixed and variable costs
)

// consistentFile is an instance while it is read.
type consistentFile struct {
	*consistent
	values map[string]line // by keyword
	fleet  []line
	rows   map[string][]line
}

// readConsistent reads an instance of Stavropoulou's format. A line "L 20",
// which the published files do not have, bounds how far apart the arrivals
// at a customer are.
func readConsistent(lines []line) (*Instance, error) {
	f := consistentFile{&consistent{apart: -1}, map[string]line{}, nil, map[string][]line{}}
	section := ""
	for _, l := range lines {
		first := strings.Fields(l.text)[0]
		_, notNumber := strconv.ParseFloat(first, 64)
		switch {
		case first == "CUSTOMERCOORDINATES" || first == "CUSTOMERDEMANDS":
			if section = first; f.rows[section] != nil {
				return nil, l.fault("%s is given twice", first)
			}
			f.rows[section] = []line{}
		case section != "" && notNumber == nil:
			f.rows[section] = append(f.rows[section], l)
		case section != "":
			return nil, l.fault("%.40q cannot be planned", l.text)
		case slices.Contains([]string{"NAME", "MAXTIME", "DAYS", "FLEET", "VEHICLE", "CUSTOMERS", "DEPOT", "L"}, first):
			if _, twice := f.values[first]; twice {
				return nil, l.fault("%s is given twice", first)
			}
			f.values[first] = l
		case f.values["VEHICLE"].text != "":
			f.fleet = append(f.fleet, l)
		default:
			return nil, l.fault("unknown keyword %.40q", first)
		}
	}
	for _, read := range []func() error{f.readHead, f.readFleet, f.readCustomers} {
		if err := read(); err != nil {
			return nil, err
		}
	}
	c := f.consistent
	c.second = min(1000, math.Floor(86399/c.longest))
	p, err := c.problem()
	if err != nil {
		return nil, err
	}
	return &Instance{Problem: p, linked: true, timed: true, cost: c.cost, check: c.check, write: c.write}, nil
}

// numbersAfter reads the numbers of a line after n words.
func (l line) numbersAfter(n int) ([]float64, error) {
	words := strings.Fields(l.text)
	return line{l.number, strings.Join(words[min(n, len(words)):], " ")}.numbers()
}

// one reads the one number of a keyword, in [low, high].
func (f *consistentFile) one(key string, words int, low, high float64) (float64, error) {
	l, ok := f.values[key]
	if !ok {
		return 0, fault("%s is missing", key)
	}
	v, err := l.numbersAfter(words)
	if err != nil {
		return 0, err
	}
	if len(v) != 1 || v[0] < low || v[0] > high {
		return 0, l.fault("%s: want one number in [%v, %v]", key, low, high)
	}
	return v[0], nil
}

func (f *consistentFile) readHead() (err error) {
	if f.longest, err = f.one("MAXTIME", 1, 1, 86399); err != nil {
		return err
	}
	days, err := f.one("DAYS", 1, 1, maxDays)
	if err != nil {
		return err
	}
	if f.days = int(days); float64(f.days) != days {
		return f.values["DAYS"].fault("DAYS is %v: want a whole number", days)
	}
	if _, ok := f.values["L"]; ok {
		if f.apart, err = f.one("L", 1, 0, 86399); err != nil {
			return err
		}
	}
	l, ok := f.values["DEPOT"]
	if !ok {
		return fault("DEPOT is missing")
	}
	v, err := l.numbersAfter(1)
	if err != nil {
		return err
	}
	if len(v) != 2 {
		return l.fault("DEPOT: want two coordinates")
	}
	point, err := l.point(v[0], v[1])
	f.points, f.service, f.demand = [][2]float64{point}, []float64{0}, [][]int64{nil}
	return err
}

func (f *consistentFile) readFleet() error {
	// FLEET SIZE is not read: in a published file it differs from the sum of
	// the types, which counts.
	types, err := f.one("VEHICLE", 2, 1, MaxWorkers)
	if err != nil {
		return err
	}
	if float64(len(f.fleet)) != types {
		return f.values["VEHICLE"].fault("%d lines of vehicle types: want %v", len(f.fleet), types)
	}
	for _, l := range f.fleet {
		v, err := l.numbersAfter(1)
		if err != nil {
			return err
		}
		if len(v) != 5 {
			return l.fault("%d numbers: want number, capacity, fixed cost, variable cost and speed", len(v))
		}
		count, err := l.whole("number of vehicles", v[0], 0, MaxWorkers)
		if err != nil {
			return err
		}
		capacity, err := l.whole("capacity", v[1], 0, MaxQuantity)
		if err != nil {
			return err
		}
		for _, charge := range v[2:4] {
			if s := math.RoundToEven(1000 * charge); charge < 0 || charge > maxCharge || math.Abs(s-1000*charge) > 1e-6 {
				return l.fault("cost %v: want at most %d with at most three decimals", charge, maxCharge)
			}
		}
		if !(v[4] >= 0.01 && v[4] <= 1000) {
			return l.fault("speed %v: want 0.01 to 1000", v[4])
		}
		if int64(len(f.vehicles))+count > MaxWorkers {
			return l.fault("more than %d vehicles", MaxWorkers)
		}
		for range count {
			f.vehicles = append(f.vehicles, vehicle{strings.Fields(l.text)[0], capacity, v[2], v[3], v[4]})
		}
	}
	if len(f.vehicles) == 0 {
		return f.values["VEHICLE"].fault("no vehicles")
	}
	return nil
}

func (f *consistentFile) readCustomers() error {
	n, err := f.one("CUSTOMERS", 1, 1, MaxNodes+1)
	if err != nil {
		return err
	}
	for _, section := range []string{"CUSTOMERCOORDINATES", "CUSTOMERDEMANDS"} {
		if float64(len(f.rows[section])+1) != n {
			return f.values["CUSTOMERS"].fault("%s has %d rows: want %v, the depot not among them", section, len(f.rows[section]), n-1)
		}
	}
	for i, l := range f.rows["CUSTOMERCOORDINATES"] {
		v, err := l.numbers()
		if err != nil {
			return err
		}
		if len(v) != 3 || v[2] < 0 || v[2] > f.longest {
			return l.fault("want x, y and a service time of at most MAXTIME")
		}
		point, err := l.point(v[0], v[1])
		if err != nil {
			return err
		}
		f.points, f.service = append(f.points, point), append(f.service, v[2])

		l = f.rows["CUSTOMERDEMANDS"][i]
		if v, err = l.numbers(); err != nil {
			return err
		}
		if len(v) != f.days+1 || v[0] != float64(i+1) {
			return l.fault("want customer %d and %d demands", i+1, f.days)
		}
		demand := make([]int64, f.days)
		for d := range demand {
			if demand[d], err = l.whole("demand", v[d+1], 0, MaxQuantity); err != nil {
				return err
			}
		}
		f.demand = append(f.demand, demand)
	}
	return nil
}

// up is a time in seconds of the problem, rounded up.
func (c *consistent) up(t float64) int64 { return int64(math.Ceil(t*c.second - 1e-9)) }

// problem makes the problem: a shift of each vehicle on each day, as long as
// a route may last; times up to whole seconds, distances to the nearest
// 1/1000.
func (c *consistent) problem() (*roster.Problem, error) {
	const scale, day = 1000, 86400
	a := arcsOf(c.points, func(p, q [2]float64) float64 { return math.RoundToEven(scale * euclid(p, q)) })
	// Nothing is worth Unassigned, all jobs being mandatory; it only keeps the
	// weights from being all zero, which would mean the defaults.
	p := newProblem(a, int64(c.days)*day-1, roster.Weights{Unassigned: 1, Criteria: map[string]roster.Money{}})
	modes, err := c.matrices(p)
	if err != nil {
		return nil, err
	}
	end := int64(math.Floor(c.longest*c.second + 1e-9))
	for k, v := range c.vehicles {
		w := addWorker(p, k+1, 0, [2]int64{0, end})
		w.Mode = modes[v.speed]
		w.Carries = carry(v.capacity)
		w.Pay = roster.Pay{Basis: roster.Salaried, PerShift: scaledMoney(v.fixed), PerKm: scaledMoney(v.variable)}
		w.Shifts = nil
		for d := range int64(c.days) {
			w.Shifts = append(w.Shifts, roster.Shift{
				ID: fmt.Sprintf("%d-%d", k+1, d+1), Start: at(d * day), End: at(d*day + end),
			})
		}
	}
	for i := 1; i < len(c.points); i++ {
		var asked []string
		for d, demand := range c.demand[i] {
			if demand == 0 {
				continue
			}
			number := (d+1)*Second + i
			j := addVisit(p, number, i, [2]int64{int64(d) * day, int64(d)*day + end}, c.up(c.service[i]))
			j.Consumes = consume(demand)
			asked = append(asked, id(number))
		}
		if len(asked) > 0 {
			p.Customers = append(p.Customers, roster.Customer{ID: id(i), Place: place(i)})
		}
		for n := 1; n < len(asked); n++ {
			p.Links = append(p.Links, roster.Link{First: asked[n-1], Second: asked[n], Kind: roster.SameWorker})
		}
		if c.apart < 0 {
			continue
		}
		for n := range asked {
			for _, other := range asked[n+1:] {
				p.Links = append(p.Links, roster.Link{First: asked[n], Second: other, Kind: roster.SameTime,
					MaxGap: secondsOf(int64(math.Floor(c.apart*c.second + 1e-9)))})
			}
		}
	}
	return p, nil
}

func scaledMoney(charge float64) roster.Money { return roster.Money(math.RoundToEven(1000 * charge)) }

// matrices gives each speed of vehicles a mode with travel times of its own.
func (c *consistent) matrices(p *roster.Problem) (map[float64]roster.Mode, error) {
	base := p.Travel.Matrices[0]
	p.Travel.Matrices = nil
	modes := map[float64]roster.Mode{}
	for _, v := range c.vehicles {
		if _, known := modes[v.speed]; known {
			continue
		}
		n := len(c.points)
		if len(modes) == len(roster.Modes()) || len(modes)*n*n > MaxNodes*MaxNodes { // the first may have any size
			return nil, fault("more than %d different speeds, or too many for %d customers", len(roster.Modes()), n-1)
		}
		mode := roster.Modes()[len(modes)]
		modes[v.speed] = mode
		m := roster.Matrix{Mode: mode, Places: base.Places, Metres: base.Metres}
		cells := make([]int32, n*n)
		for i := range c.points {
			row := make([]*int32, n)
			for j := range row {
				cells[i*n+j] = int32(min(c.up(euclid(c.points[i], c.points[j])/v.speed), maxSeconds))
				row[j] = &cells[i*n+j]
			}
			m.Seconds = append(m.Seconds, row)
		}
		p.Travel.Matrices = append(p.Travel.Matrices, m)
	}
	return modes, nil
}

// cost is fixed costs by day and vehicle used, and variable costs by distance.
func (c *consistent) cost(answer Answer) float64 {
	total := 0.0
	for _, r := range answer {
		if len(r.Stops) == 0 {
			continue
		}
		v := c.vehicles[r.Worker-1]
		total += v.fixed
		here := 0
		for _, stop := range append(slices.Clone(r.Stops), 0) {
			total += v.variable * euclid(c.points[here], c.points[stop%Second])
			here = stop % Second
		}
	}
	return math.Round(total*1e6) / 1e6
}

// check refuses an answer which breaks a rule, in real numbers. Customers who
// are not served are no fault here: a plan tells them.
func (c *consistent) check(answer Answer) error {
	const epsilon = 1e-6
	served, used := map[int]bool{}, map[[2]int]bool{}
	type calls struct {
		vehicle     int
		first, last float64
	}
	arrivals := map[int]calls{}
	for _, r := range answer {
		if len(r.Stops) == 0 {
			continue
		}
		v, day, load := c.vehicles[r.Worker-1], r.Stops[0]/Second, int64(0)
		where := fmt.Sprintf("vehicle %d on day %d", r.Worker, day)
		if used[[2]int{r.Worker, day}] {
			return fmt.Errorf("%s has two routes", where)
		}
		used[[2]int{r.Worker, day}] = true
		leave, here := 0.0, 0
		for k, stop := range r.Stops {
			customer := stop % Second
			start := float64(r.Starts[k]-int64(day-1)*86400) / c.second
			switch {
			case stop/Second != day:
				return fmt.Errorf("%s: customer %d of day %d", where, customer, stop/Second)
			case served[stop]:
				return fmt.Errorf("%s: customer %d is served twice", where, customer)
			case start < leave+euclid(c.points[here], c.points[customer])/v.speed-epsilon:
				return fmt.Errorf("%s: customer %d is served before the vehicle is there", where, customer)
			}
			served[stop] = true
			load += c.demand[customer][day-1]
			a, again := arrivals[customer]
			if !again {
				a = calls{r.Worker, start, start}
			}
			if a.vehicle != r.Worker {
				return fmt.Errorf("%s: customer %d is served by vehicle %d on another day", where, customer, a.vehicle)
			}
			a.first, a.last = min(a.first, start), max(a.last, start)
			if c.apart >= 0 && a.last-a.first > c.apart+epsilon {
				return fmt.Errorf("%s: customer %d is served %.6g apart: want at most %v", where, customer, a.last-a.first, c.apart)
			}
			arrivals[customer] = a
			leave, here = start+c.service[customer], customer
		}
		if load > v.capacity {
			return fmt.Errorf("%s carries %d: want at most %d", where, load, v.capacity)
		}
		if back := leave + euclid(c.points[here], c.points[0])/v.speed; back > c.longest+epsilon {
			return fmt.Errorf("%s is back at %.6g: want at most %v", where, back, c.longest)
		}
	}
	return nil
}

// write writes the days, and on each the vehicles with clients and starts.
func (c *consistent) write(w io.Writer, answer Answer, cost float64) error {
	for d := 1; d <= c.days; d++ {
		fmt.Fprintf(w, "Day %d\n", d)
		for _, r := range answer {
			if len(r.Stops) == 0 || r.Stops[0]/Second != d {
				continue
			}
			fmt.Fprintf(w, "Vehicle #%d:", r.Worker)
			for k, stop := range r.Stops {
				start := float64(r.Starts[k]-int64(d-1)*86400) / c.second
				fmt.Fprintf(w, " %d@%s", stop%Second, strconv.FormatFloat(math.Round(start*1e6)/1e6, 'f', -1, 64))
			}
			fmt.Fprintln(w)
		}
	}
	_, err := fmt.Fprintf(w, "Cost %s\n", strconv.FormatFloat(cost, 'f', -1, 64))
	return err
}
