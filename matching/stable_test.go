package matching_test

import (
	"errors"
	"testing"

	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
)

// Proposals by workers, the best first, end without a blocking pair; a match
// exchanged ends with one where both sides preferred the old one.
func TestFindBlocking(t *testing.T) {
	met := 0
	for seed := range uint64(30) {
		p := randomProblem(seed, 8, 8)
		withTimes(seed, p)
		for j := range p.Jobs {
			p.Jobs[j].Crew = &roster.Crew{Size: 1}
		}
		// Nobody is matched: every possible pair blocks.
		free, err := matching.FindBlocking(p, nil, matching.StabilityOptions{Limit: 1000})
		if err != nil || free.Blocking != free.Possible || len(free.Pairs) != free.Blocking {
			t.Fatalf("%+v %v", free, err)
		}
		// Marry while there is a blocking pair; chances are that it ends.
		var matches []matching.Match
		for range 200 {
			s, err := matching.FindBlocking(p, matches, matching.StabilityOptions{Limit: 1})
			if err != nil {
				t.Fatal(err)
			}
			if s.Blocking == 0 {
				met++
				break
			}
			b := s.Pairs[0]
			if b.CustomerGain < 0 || b.WorkerGain < 0 || (b.Instead == "") != (b.CustomerGain == 0) || (b.Leaves == "") != (b.WorkerGain == 0) {
				t.Fatalf("%+v", b)
			}
			var next []matching.Match
			for _, m := range matches {
				if m.Worker != b.Worker && m.Job != b.Job {
					next = append(next, m)
				}
			}
			matches = append(next, matching.Match{Job: b.Job, Worker: b.Worker})
		}
	}
	if met < 20 {
		t.Errorf("only %d of 30 became stable", met)
	}
	var fault *roster.Fault
	if _, err := matching.FindBlocking(exampleProblem(), []matching.Match{{Job: "x"}}, matching.StabilityOptions{}); !errors.As(err, &fault) {
		t.Error(err)
	}
}

func TestFindBias(t *testing.T) {
	p := exampleProblem()
	p.Catalogue[0].Requirements = roster.Requirements{}
	p.Workers[0].Gender, p.Workers[1].Gender = roster.Female, roster.Male
	p.Jobs = append(p.Jobs, p.Jobs[0], p.Jobs[0])
	p.Jobs[1].ID, p.Jobs[2].ID = "J2", "J3"
	p.Jobs[1].Requirements = roster.Requirements{Gender: roster.Female, GenderReason: "bathing"}
	p.Jobs[2].Requirements = roster.Requirements{Gender: roster.Female, Languages: []string{"yue"}}
	b, err := matching.FindBias(p, []matching.Match{{Job: "J1", Worker: "W2"}, {Job: "J2", Worker: "W1"}, {Job: "?", Worker: "W1"}}, roster.Rulebook{})
	if err != nil {
		t.Fatal(err)
	}
	r := b.Required[0]
	if len(b.Required) != 1 || r.Jobs != 2 || r.Unexplained != 1 || r.Reasons["bathing"] != 1 || r.Matched != 1 ||
		r.Eligible != 2 || r.Excluded != 3 || r.ExcludedPermille != 600 {
		t.Errorf("%+v", r)
	}
	if len(b.Groups) != 3 || b.Open != 1 || b.Groups[1].Matched != 1 || b.Groups[1].Seconds != 4*3600 ||
		b.Groups[1].RatioPermille != 1000 || b.Groups[0].RatePermille != 0 || b.Groups[2].Workers != 1 || b.Groups[2].EligiblePermille != 333 {
		t.Errorf("%+v", b.Groups)
	}
}

func TestMatchesOf(t *testing.T) {
	plan := &roster.Plan{Routes: []roster.Route{{Worker: "W", Stops: []roster.Stop{{Kind: roster.BreakStop, Break: "b"}, {Kind: roster.VisitStop, Job: "J"}}}}}
	if got := matching.MatchesOf(plan); len(got) != 1 || got[0] != (matching.Match{Job: "J", Worker: "W"}) {
		t.Fatal(got)
	}
}
