package suite

import (
	"fmt"
	"io"

	"github.com/paidan/paidan/roster"
)

// hhcrspFile is the JSON of an instance.
type hhcrspFile struct {
	Patients []struct {
		ID       string
		Window   []float64 `json:"time_window"`
		Required []struct {
			Service  string
			Duration *float64
		} `json:"required_caregivers"`
		Synchronization *struct {
			Type     string
			Distance []float64
		}
	}
	Services []struct {
		ID       string
		Duration *float64 `json:"default_duration"`
	}
	Caregivers []struct {
		ID        string
		Abilities []string
	}
	Offices []struct {
		ID string
	} `json:"central_offices"`
	Distances [][]float64
}

// hhcrspScale turns a minute into seconds of the problem.
const hhcrspScale = 1000

// hhcrspVisit is one service of one patient in scaled units.
type hhcrspVisit struct {
	patient           int // from 0; its place is one more
	service           int
	duration          int64
	earliest, latest  int64
	second            bool // of two
	gapLeast, gapMost int64
}

// readHHCRSP reads an instance in the JSON of Ceschia et al.
func readHHCRSP(data []byte) (*Instance, error) {
	var f hhcrspFile
	if err := decodeJSON(data, &f); err != nil {
		return nil, err
	}
	if len(f.Offices) != 1 {
		return nil, fault("%d central offices: want 1", len(f.Offices))
	}
	if _, err := index("patients", len(f.Patients), MaxNodes, func(i int) string { return f.Patients[i].ID }); err != nil {
		return nil, err
	}
	if _, err := index("caregivers", len(f.Caregivers), MaxWorkers, func(i int) string { return f.Caregivers[i].ID }); err != nil {
		return nil, err
	}
	services, err := index("services", len(f.Services), MaxNodes, func(i int) string { return f.Services[i].ID })
	if err != nil {
		return nil, err
	}
	a, err := squareMatrix(f.Distances, len(f.Patients)+1, hhcrspScale)
	if err != nil {
		return nil, err
	}
	visits := map[int]hhcrspVisit{} // by number
	for i := range f.Patients {
		if err := f.patient(i, services, visits); err != nil {
			return nil, err
		}
	}
	abilities := make([][]int, len(f.Caregivers))
	for k, c := range f.Caregivers {
		if abilities[k], err = lookup(fmt.Sprintf("caregiver %.40q", c.ID), c.Abilities, services); err != nil {
			return nil, err
		}
	}
	in := &Instance{Problem: hhcrspProblem(a, visits, abilities, len(f.Patients)), linked: true, timed: true}
	in.cost = func(answer Answer) float64 {
		late, most := int64(0), int64(0)
		for _, r := range answer {
			for k, stop := range r.Stops {
				l := max(0, r.Starts[k]-visits[stop].latest)
				late, most = late+l, max(most, l)
			}
		}
		return float64(distance(a, clients(answer))+late+most) / 3 / hhcrspScale
	}
	in.write = func(w io.Writer, answer Answer, cost float64) error { return f.write(w, answer, cost, visits) }
	return in, nil
}

// clients is an answer with each visit under the number of its client.
func clients(answer Answer) Answer {
	out := make(Answer, len(answer))
	for i, r := range answer {
		out[i].Worker = r.Worker
		for _, stop := range r.Stops {
			out[i].Stops = append(out[i].Stops, stop%Second)
		}
	}
	return out
}

// patient reads the visits of a patient.
func (f *hhcrspFile) patient(i int, services map[string]int, visits map[int]hhcrspVisit) error {
	p := &f.Patients[i]
	where := fmt.Sprintf("patient %.40q", p.ID)
	if len(p.Window) != 2 {
		return fault("%s has a time_window of %d numbers: want 2", where, len(p.Window))
	}
	window, err := (line{}).window(p.Window[0], p.Window[1], hhcrspScale)
	if err != nil {
		return err
	}
	if n := len(p.Required); n != 1 && n != 2 {
		return fault("%s requires %d services: want 1 or 2", where, n)
	}
	for k, r := range p.Required {
		service, ok := services[r.Service]
		if !ok {
			return fault("%s: unknown service %.40q", where, r.Service)
		}
		duration := r.Duration
		if duration == nil {
			duration = f.Services[service].Duration
		}
		if duration == nil {
			return fault("%s: service %.40q has no duration", where, r.Service)
		}
		v := hhcrspVisit{patient: i, service: service, earliest: window[0], latest: window[1], second: k == 1}
		if v.duration, err = (line{}).scaled(where+": duration", *duration, hhcrspScale); err != nil {
			return err
		}
		if v.second {
			if service == visits[i+1].service {
				return fault("%s requires service %.40q twice", where, r.Service)
			}
			if v.gapLeast, v.gapMost, err = f.gap(i, where); err != nil {
				return err
			}
		}
		visits[i+1+k*Second] = v
	}
	return nil
}

// gap reads how far apart the starts of a patient's two services are.
func (f *hhcrspFile) gap(i int, where string) (least, most int64, err error) {
	s := f.Patients[i].Synchronization
	switch {
	case s != nil && s.Type == "simultaneous":
		return 0, 0, nil
	case s == nil || s.Type != "sequential":
		return 0, 0, fault("%s: want a synchronization of type simultaneous or sequential", where)
	case len(s.Distance) != 2:
		return 0, 0, fault("%s: a synchronization with %d distances: want 2", where, len(s.Distance))
	}
	w, err := (line{}).window(s.Distance[0], s.Distance[1], hhcrspScale)
	return w[0], w[1], err
}

func hhcrspProblem(a arcs, visits map[int]hhcrspVisit, abilities [][]int, patients int) *roster.Problem {
	last, longest := int64(0), int64(0)
	for _, d := range a.cell {
		longest = max(longest, int64(d))
	}
	// One caregiver could do everything by then.
	busy := longest
	for _, v := range visits {
		last = max(last, v.latest)
		busy += v.duration + longest + v.gapMost
	}
	end := min(last+busy, maxSeconds)
	p := newProblem(a, end, roster.Weights{
		TravelPerHour: 3600, LatePerHour: 3600, WorstLatePerHour: 3600, IgnorePay: true, Criteria: map[string]roster.Money{},
	})
	for k, services := range abilities {
		addWorker(p, k+1, 0, [2]int64{0, end}).Skills = holds(services)
	}
	for i := range patients {
		for _, number := range []int{i + 1, i + 1 + Second} {
			v, ok := visits[number]
			if !ok {
				continue
			}
			j := addVisit(p, number, i+1, [2]int64{v.earliest, end}, v.duration)
			j.Requirements.Skills = need(v.service)
			j.Preferred = []roster.PreferredWindow{{Start: at(v.earliest), End: at(v.latest)}}
			if v.second {
				tie(p, i+1, v.gapLeast, v.gapMost)
			}
		}
	}
	return p
}

// addVisit adds a job at a place, whose number may be another; the customer
// is the place's.
func addVisit(p *roster.Problem, number, node int, window [2]int64, duration int64) *roster.Job {
	j := addJob(p, number, window, duration)
	if number != node {
		p.Customers = p.Customers[:len(p.Customers)-1]
		j.Customer = id(node)
	}
	return j
}

// tie links the two services of a client: by different workers, the second
// some time after the first.
func tie(p *roster.Problem, client int, least, most int64) {
	first, second := id(client), id(client+Second)
	if least == 0 && most == 0 {
		p.Links = append(p.Links, roster.Link{First: first, Second: second, Kind: roster.SameStart})
	} else {
		p.Links = append(p.Links, roster.Link{First: first, Second: second, Kind: roster.StartToStart,
			MinGap: roster.Duration(least), MaxGap: secondsOf(most)})
	}
	p.Links = append(p.Links, roster.Link{First: first, Second: second, Kind: roster.DifferentWorker})
}

// location is a visit in the JSON of an answer.
type location struct {
	Patient string  `json:"patient"`
	Service string  `json:"service"`
	Arrival float64 `json:"arrival_time"`
	Departs float64 `json:"departure_time"`
}

func (f *hhcrspFile) write(w io.Writer, answer Answer, cost float64, visits map[int]hhcrspVisit) error {
	type route struct {
		Caregiver string     `json:"caregiver_id"`
		Locations []location `json:"locations"`
	}
	out := struct {
		Cost   float64 `json:"cost"`
		Routes []route `json:"routes"`
	}{cost, make([]route, len(f.Caregivers))}
	for k := range out.Routes {
		out.Routes[k] = route{f.Caregivers[k].ID, []location{}}
	}
	for _, r := range answer {
		list := &out.Routes[r.Worker-1].Locations
		for k, stop := range r.Stops {
			v := visits[stop]
			*list = append(*list, location{
				Patient: f.Patients[v.patient].ID, Service: f.Services[v.service].ID,
				// The nearest number to a decimal of three places is written as that decimal.
				Arrival: float64(r.Starts[k]) / hhcrspScale, Departs: float64(r.Starts[k]+v.duration) / hhcrspScale,
			})
		}
	}
	return writeJSON(w, out)
}
