package matching_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// crewProblem has jobs of crews within a few hours of one day.
func crewProblem(seed uint64, workers int) *roster.Problem {
	p := randomProblem(seed, workers, 6)
	r := rand.New(rand.NewPCG(seed, 13))
	p.Locks = nil
	day := p.Horizon.Start.AddDate(0, 0, 2)
	at := func(hour int) time.Time { return day.Add(time.Duration(hour) * time.Hour) }
	for w := range p.Workers {
		worker := &p.Workers[w]
		worker.Status, worker.Agency, worker.Areas = "", "", nil
		from := 5 + r.IntN(9)
		worker.Shifts = []roster.Shift{{ID: worker.ID, Start: at(from), End: at(from + 3 + r.IntN(6))}}
		if r.IntN(3) == 0 {
			worker.IncompatibleWorkers = []string{fmt.Sprint("w", r.IntN(workers)), "stranger"}
		}
	}
	for k := range p.Catalogue {
		p.Catalogue[k].Requirements, p.Catalogue[k].Consumes, p.Catalogue[k].Crew = roster.Requirements{}, nil, roster.Crew{}
	}
	for j := range p.Jobs {
		job := &p.Jobs[j]
		job.Requirements, job.Consumes = roster.Requirements{}, nil
		d := roster.Duration(3600 * (1 + r.IntN(3)))
		job.Duration = &d
		job.Windows = []roster.Window{{Start: at(9 - r.IntN(3)), End: at(10 + r.IntN(4))}}
		job.Crew = &roster.Crew{Size: 2 + r.IntN(3)}
		for i := range r.IntN(job.Crew.Size + 1) {
			need := roster.Requirements{Skills: []roster.SkillRequirement{{Code: fmt.Sprint("k", r.IntN(5)), MinLevel: r.IntN(3)}}}
			if i == 1 {
				need = roster.Requirements{}
			}
			job.Crew.Roles = append(job.Crew.Roles, roster.Role{Code: fmt.Sprint("r", i), Requirements: need})
		}
		if r.IntN(3) == 0 {
			p.Locks = append(p.Locks, roster.Lock{Job: job.ID, Worker: fmt.Sprint("w", r.IntN(workers))})
		}
	}
	p.Weights.Criteria = map[string]roster.Money{roster.RatingCriterion: 500, roster.SkillFit: 700, roster.Proximity: 300, roster.ExperienceFit: 900}
	return p
}

// plainTeam tries all crews at all times which matter.
func plainTeam(t *testing.T, p *roster.Problem, job int, languages []string) (best roster.Points, found bool) {
	v, err := roster.NewView(p)
	if err != nil {
		t.Fatal(err)
	}
	g, s := gates(t, p, roster.Rulebook{}), scoring.New(v, roster.Rulebook{})
	j := &p.Jobs[job]
	var times []time.Time
	for _, w := range p.Workers {
		times = append(times, w.Shifts[0].Start)
	}
	times = append(times, j.Windows[0].Start)
	size := v.CrewSize(j)
	var try func(start time.Time, from int, crew []int, cost roster.Points)
	try = func(start time.Time, from int, crew []int, cost roster.Points) {
		if len(crew) == size {
			if found && cost >= best {
				return
			}
			for _, l := range languages {
				if !slices.ContainsFunc(crew, func(w int) bool {
					return slices.ContainsFunc(p.Workers[w].Languages, func(o string) bool { return strings.EqualFold(o, l) })
				}) {
					return
				}
			}
			for _, l := range p.Locks {
				if i, ok := v.WorkerIndex(l.Worker); l.Job == j.ID && (!ok || !slices.Contains(crew, i)) {
					return
				}
			}
			var deal func(role int, used int) bool
			deal = func(role, used int) bool {
				if role == g.Roles(job) {
					return true
				}
				for i, w := range crew {
					first, last := matching.Days(start, v.WorkerDuration(&p.Workers[w], j), v.Zone)
					if used>>i&1 == 0 && g.RoleFirst(w, job, role, first, last) == "" && deal(role+1, used|1<<i) {
						return true
					}
				}
				return false
			}
			if deal(0, 0) {
				best, found = cost, true
			}
			return
		}
		for w := from; w < len(p.Workers); w++ {
			worker := &p.Workers[w]
			d := v.WorkerDuration(worker, j)
			first, last := matching.Days(start, d, v.Zone)
			foe := func(o int) bool {
				return slices.Contains(worker.IncompatibleWorkers, p.Workers[o].ID) || slices.Contains(p.Workers[o].IncompatibleWorkers, worker.ID)
			}
			if start.Before(worker.Shifts[0].Start) || start.Add(d.Std()).After(worker.Shifts[0].End) ||
				g.First(w, job, first, last) != "" || slices.ContainsFunc(crew, foe) {
				continue
			}
			try(start, w+1, append(slices.Clone(crew), w), cost+s.Cost(w, job))
		}
	}
	for _, at := range times {
		if !at.Before(j.Windows[0].Start) && !at.After(j.Windows[0].End) {
			try(at, 0, nil, 0)
		}
	}
	return best, found
}

func TestChooseTeam(t *testing.T) {
	met := map[string]int{}
	for seed := range uint64(60) {
		p := crewProblem(seed, 12)
		x, err := matching.NewIndex(p, roster.Rulebook{})
		if err != nil {
			t.Fatal(err)
		}
		for j := range p.Jobs {
			opts := matching.TeamOptions{}
			if j%2 == 0 {
				opts.Languages = []string{"L0", "l1"}
			}
			team, err := x.Team(p.Jobs[j].ID, opts)
			if err != nil {
				t.Fatal(err)
			}
			best, found := plainTeam(t, p, j, opts.Languages)
			if found != (len(team.Members) > 0) || found && best != team.Cost || !team.Exact {
				t.Fatalf("seed %d job %d: %+v, want %v %v", seed, j, team, best, found)
			}
			if !found && len(team.Reasons) == 0 {
				t.Fatalf("seed %d job %d: no crew and no reason", seed, j)
			}
			for _, code := range team.Reasons {
				met[code]++
			}
			met[""] += min(len(team.Members), 1)
			barred := 0
			for _, r := range team.Barred {
				barred += r.Workers
			}
			if barred+team.Eligible != len(p.Workers) {
				t.Fatalf("seed %d job %d: %+v", seed, j, team)
			}
			for i, m := range team.Members {
				if want := j; want >= 0 && !m.Start.Equal(team.Members[0].Start) {
					t.Fatalf("member %d starts at another time: %+v", i, team)
				}
			}
		}
	}
	for _, code := range []string{"", matching.ReasonTooFew, matching.ReasonRoles, matching.ReasonCover, matching.ReasonNoCommonTime,
		matching.ReasonIncompatible, matching.ReasonLockedBarred} {
		if met[code] < 3 {
			t.Errorf("%q was met %d times: the test says little about it", code, met[code])
		}
	}
}

func TestChooseTeamTolerance(t *testing.T) {
	p := crewProblem(1, 12)
	p.Locks = nil
	at := func(h int) time.Time { return p.Horizon.Start.AddDate(0, 0, 2).Add(time.Duration(h) * time.Hour) }
	hour := roster.Duration(3600)
	p.Jobs[0].Crew = &roster.Crew{Size: 2}
	p.Jobs[0].Duration = &hour
	p.Jobs[0].Windows = []roster.Window{{Start: at(8), End: at(12)}}
	p.Workers = p.Workers[:2]
	for w := range p.Workers {
		p.Workers[w].IncompatibleWorkers, p.Workers[w].MaxDistance = nil, 0
		p.Workers[w].BannedCustomers, p.Workers[w].ServicePercent = nil, nil
		p.Workers[w].Shifts = []roster.Shift{{ID: fmt.Sprint(w), Start: at(8 + w), End: at(9 + w)}}
	}
	p.Jobs[0].BannedWorkers, p.History.Refusals = nil, nil
	for c := range p.Customers {
		p.Customers[c].BannedWorkers = nil
	}
	for tolerance, want := range map[roster.Duration]int{3599: 0, 3600: 2} {
		p.Jobs[0].Crew.StartTolerance = tolerance
		team, err := matching.ChooseTeam(p, p.Jobs[0].ID, matching.TeamOptions{})
		if err != nil || len(team.Members) != want {
			t.Fatalf("%d: %+v %v", tolerance, team, err)
		}
	}
	team, err := matching.ChooseTeam(p, p.Jobs[0].ID, matching.TeamOptions{Covers: []matching.Cover{{Code: "two", Members: 3}}})
	if err != nil || len(team.Members) != 0 {
		t.Fatalf("%+v %v", team, err)
	}
	if _, err := matching.ChooseTeam(p, "nobody", matching.TeamOptions{}); err == nil {
		t.Fatal("an unknown job is no error")
	}
}

func BenchmarkChooseTeam(b *testing.B) {
	p := crewProblem(2, 2000)
	for i := range b.N {
		if _, err := matching.ChooseTeam(p, p.Jobs[i%len(p.Jobs)].ID, matching.TeamOptions{Languages: []string{"l0", "l1"}}); err != nil {
			b.Fatal(err)
		}
	}
}
