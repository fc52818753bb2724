package roster

import (
	"encoding/json"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

func TestCheckAcceptsGoodPlan(t *testing.T) {
	p, plan := goodProblem(), goodPlan()
	r := Check(p, plan, CheckOptions{})
	require.Empty(t, r.Violations)
	require.True(t, r.OK())
	require.NoError(t, r.Err())
	require.Equal(t, plan.Score.Total, r.Total)
	require.Equal(t, plan.Score.Parts, r.Parts)
	require.Equal(t, plan.Score.Missed, r.Missed)
	require.Equal(t, plan.Figures, r.Figures)
	require.Equal(t, plan.Routes[0].Parts, r.RouteParts[0])
	require.Equal(t, plan.Routes[1].Parts, r.RouteParts[1])
}

func TestCheckAcceptsAnEmptyPlan(t *testing.T) {
	p := &Problem{SchemaVersion: SchemaVersion, TimeZone: "UTC"}
	plan := &Plan{SchemaVersion: SchemaVersion, Status: Optimal, Figures: Figures{PunctualPermille: 1000}}
	require.NoError(t, Check(p, plan, CheckOptions{}).Err())
}

func TestCheckNothing(t *testing.T) {
	require.Equal(t, []string{ViolationProblemInvalid}, codesOf(Check(nil, &Plan{}, CheckOptions{})))
	require.Equal(t, []string{ViolationPlanMissing}, codesOf(Check(&Problem{}, nil, CheckOptions{})))
	r := Check(&Problem{TimeZone: "Mars/Olympus"}, &Plan{}, CheckOptions{})
	require.Equal(t, []string{ViolationProblemInvalid}, codesOf(r))
}

func TestCheckErrorNamesViolations(t *testing.T) {
	plan := goodPlan()
	plan.Routes[1].Return = clock("12:30")
	err := Check(goodProblem(), plan, CheckOptions{}).Err()
	var refused *CheckError
	require.True(t, errors.As(err, &refused))
	require.Equal(t, ViolationReturn, refused.Violations[0].Code)
	require.Equal(t, "routes[1]", refused.Violations[0].Path)
	require.Equal(t, int64(120), refused.Violations[0].Got-refused.Violations[0].Want)
	require.ErrorContains(t, err, `return_wrong at routes[1] worker "w2" shift "s2"`)
	data, jsonErr := json.Marshal(refused.Violations[0])
	require.NoError(t, jsonErr)
	require.Contains(t, string(data), `"code":"return_wrong"`)
}

// Every code has a hint, and no two codes are the same.
func TestViolationCodes(t *testing.T) {
	codes := ViolationCodes()
	require.Greater(t, len(codes), 100)
	for _, code := range codes {
		require.NotEmpty(t, violationHints[code])
		require.Equal(t, strings.ToLower(code), code)
	}
}

// No personal field reaches a report.
func TestCheckTellsNothingPersonal(t *testing.T) {
	p, plan := goodProblem(), goodPlan()
	const secret = "SECRET"
	for i := range p.Workers {
		p.Workers[i].Name = secret
		p.Workers[i].Status = Suspended
	}
	for i := range p.Customers {
		c := &p.Customers[i]
		c.Name, c.Phone, c.Address, c.Notes = secret, secret, secret, secret
	}
	for i := range p.Jobs {
		p.Jobs[i].Notes = secret
	}
	plan.Routes[0].Depart = clock("07:00")
	data, err := json.Marshal(Check(p, plan, CheckOptions{}))
	require.NoError(t, err)
	require.NotContains(t, string(data), secret)
}

// Eight times the jobs may take eight times as long, with room for noise, not
// sixty-four times. (20,000 jobs take about 0.07 s; see BenchmarkCheck.)
func TestCheckIsNearLinear(t *testing.T) {
	fastest := func(jobs int) time.Duration {
		p, plan := largeDay(jobs, 20)
		best := time.Hour
		for range 3 {
			begin := time.Now()
			r := Check(p, plan, CheckOptions{})
			best = min(best, time.Since(begin))
			require.Empty(t, r.Violations)
		}
		return best
	}
	require.Less(t, fastest(16_000), 30*fastest(2_000))
}

func BenchmarkCheck(b *testing.B) {
	p, plan := largeDay(20_000, 20)
	b.ReportAllocs()
	for b.Loop() {
		Check(p, plan, CheckOptions{})
	}
}

// largeDay makes a priced plan of many jobs, so many to a route, each of no
// length and 100 m from the one before.
func largeDay(jobs, perRoute int) (*Problem, *Plan) {
	p := &Problem{SchemaVersion: SchemaVersion, TimeZone: "Asia/Shanghai",
		Horizon:   Horizon{Start: clock("00:00"), End: clock("2026-11-24 00:00")},
		Catalogue: []Service{{Code: "daily", Duration: DurationModel{Base: 60}, Requirements: Requirements{Skills: []SkillRequirement{{Code: "clean"}}}}},
	}
	plan := &Plan{SchemaVersion: SchemaVersion, Status: Feasible}
	for i := range jobs {
		if i%perRoute == 0 {
			id := fmt.Sprint("w", i/perRoute)
			p.Workers = append(p.Workers, Worker{ID: id, Home: Place{Location: &LatLng{31.2, 121.4}}, Skills: []Skill{{Code: "clean"}},
				Ratings: []Rating{{Stars: 4.8, Count: 30, Date: onDay("2026-01-01")}}, Pay: Pay{PerHour: 4000},
				Shifts: []Shift{{ID: id, Start: clock("08:00"), End: clock("18:00")}}})
			plan.Routes = append(plan.Routes, Route{Worker: id, Shift: id, Depart: clock("08:00")})
		}
		place := Place{Location: &LatLng{31.2 + 0.001*float64(i%perRoute), 121.4}}
		p.Customers = append(p.Customers, Customer{ID: fmt.Sprint("c", i), Place: place})
		p.Jobs = append(p.Jobs, Job{ID: fmt.Sprint("j", i), Customer: fmt.Sprint("c", i), Service: "daily"})
		r := &plan.Routes[len(plan.Routes)-1]
		r.Stops = append(r.Stops, Stop{Kind: VisitStop, Job: fmt.Sprint("j", i)})
	}
	walkPlan(p, plan)
	price(p, plan, CheckOptions{})
	return p, plan
}

// walkPlan fills in the times of a plan with straight ways and visits only,
// each as early as it can be.
func walkPlan(p *Problem, plan *Plan) {
	c := &checker{p: p, plan: plan, rep: &Report{}, zone: time.UTC}
	c.index()
	for i := range plan.Routes {
		r := &plan.Routes[i]
		w := &p.Workers[c.workers[r.Worker]]
		here, free := &w.Home, r.Depart
		for k := range r.Stops {
			s := &r.Stops[k]
			job := &p.Jobs[c.jobs[s.Job]]
			way := c.legOf(w, here, c.placeOf(job), 0)
			s.Travel, s.Metres = Duration(way.seconds), int(way.metres)
			s.Arrive = free.Add(s.Travel.Std())
			s.Start = s.Arrive
			s.End = s.Start.Add(c.durationOf(w, job, true).Std())
			here, free = c.placeOf(job), s.End
		}
		way := c.legOf(w, here, &w.Home, 0)
		r.ReturnTravel, r.ReturnMetres = Duration(way.seconds), int(way.metres)
		r.Return = free.Add(r.ReturnTravel.Std())
	}
}
