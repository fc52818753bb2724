package matching_test

import (
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// threeDays returns a problem of a job which may be done on the 23rd or
// 24th, from 9 to 10, and workers of whom all but three are refused.
func threeDays() *roster.Problem {
	p := onePair()
	day := p.Horizon.Start
	shift := func(id string, days, from, hours int) []roster.Shift {
		start := day.AddDate(0, 0, days).Add(time.Duration(from) * time.Hour)
		return []roster.Shift{{ID: id, Start: start, End: start.Add(time.Duration(hours) * time.Hour)}}
	}
	nurse := func(until string) []roster.Certificate {
		return []roster.Certificate{{Code: "nurse", Validity: valid("", until)}}
	}
	p.Weights.Criteria = map[string]roster.Money{roster.PunctualityRecord: 300, roster.ExperienceFit: 100}
	p.Jobs[0].Requirements.Certificates = []string{"nurse"}
	for d := range 2 {
		from := day.AddDate(0, 0, d).Add(9 * time.Hour)
		p.Jobs[0].Windows = append(p.Jobs[0].Windows, roster.Window{Start: from, End: from.Add(time.Hour)})
	}
	p.Workers = []roster.Worker{
		{ID: "late", Name: "secret", Certificates: nurse(""), Shifts: shift("S0", 0, 8, 9), Punctuality: roster.Record{Total: 90}},
		{ID: "good", Name: "secret", Certificates: nurse(""), Shifts: shift("S1", 1, 8, 9)},
		{ID: "same", Name: "secret", Certificates: nurse(""), Shifts: append(shift("S2", 0, 12, 4), shift("S3", 1, 9, 4)...)},
		{ID: "expired", Name: "secret", Certificates: nurse("2026-11-23"), Shifts: shift("S4", 1, 8, 9)},
		{ID: "nothing", Name: "secret", Status: roster.Suspended},
		{ID: "wrong hours", Name: "secret", Certificates: nurse(""), Shifts: shift("S5", 0, 10, 7)},
	}
	p.Workers[5].Shifts[0].Start = p.Workers[5].Shifts[0].Start.Add(time.Second)
	return p
}

func TestShortlist(t *testing.T) {
	p := threeDays()
	list, err := matching.Shortlist(p, "J1", matching.Options{})
	if err != nil {
		t.Fatal(err)
	}
	names := func(l *matching.List) (out []string) {
		for _, c := range l.Candidates {
			out = append(out, c.Worker+" "+c.Shift)
		}
		return out
	}
	if got, want := names(list), []string{"good S1", "same S3", "late S0"}; !slices.Equal(got, want) || list.Eligible != 3 {
		t.Fatalf("got %v, want %v", got, want)
	}
	best := list.Candidates[0]
	if best.Score != 675 || best.Cost != 18*(300*100+100*1000) || !best.Earliest.Equal(p.Jobs[0].Windows[1].Start) {
		t.Fatalf("best: %+v", best)
	}
	sum := roster.Points(0)
	for _, part := range best.Parts {
		sum += part.Points
	}
	if sum != best.Cost || len(best.Parts) != 2 {
		t.Fatalf("parts %+v of %d", best.Parts, best.Cost)
	}
	text, err := json.Marshal(list)
	if err != nil || strings.Contains(string(text), "secret") {
		t.Fatalf("%s %v", text, err)
	}
	const want = `"refused":[{"worker":"expired","reasons":["certificate_not_valid"]},` +
		`{"worker":"wrong hours","reasons":["outside_shift"]},` +
		`{"worker":"nothing","reasons":["worker_inactive","certificate_missing","no_shift"]}],` +
		`"summary":[{"code":"worker_inactive","workers":1},{"code":"certificate_not_valid","workers":1},{"code":"outside_shift","workers":1}]}`
	if !strings.HasSuffix(string(text), want) {
		t.Fatalf("got %s\nwant %s", text, want)
	}

	list, err = matching.Shortlist(p, "J1", matching.Options{Top: 1, At: p.Horizon.Start.Add(23 * time.Hour), Limit: 1})
	if err != nil {
		t.Fatal(err)
	}
	if got := names(list); !slices.Equal(got, []string{"late S0"}) || list.Eligible != 1 || len(list.Refused) != 1 {
		t.Fatalf("on the first day: %v, %+v", got, list)
	}
	// On that day the certificate is still valid, but there is no shift.
	if got := list.Summary; !slices.ContainsFunc(got, func(r roster.Reason) bool {
		return r.Code == roster.ReasonOutsideShift && r.Workers == 4
	}) {
		t.Fatalf("summary %v", got)
	}
	list, err = matching.Shortlist(p, "J1", matching.Options{Top: 2, Limit: -1})
	if err != nil || len(list.Candidates) != 2 || list.Eligible != 3 || list.Refused != nil || len(list.Summary) != 3 {
		t.Fatalf("%+v %v", list, err)
	}
}

// The certificate expires at midnight in the middle of the work.
func TestShortlistOverMidnight(t *testing.T) {
	p := threeDays()
	evening := p.Horizon.Start.Add(22 * time.Hour)
	p.Jobs[0].Windows = nil
	w := &p.Workers[3]
	w.Shifts = []roster.Shift{{ID: "night", Start: evening, End: evening.Add(8 * time.Hour)}}
	two, three := roster.Duration(2*3600), roster.Duration(3*3600)
	for _, test := range []struct {
		duration *roster.Duration
		refused  bool
	}{{&two, false}, {&three, true}} {
		p.Jobs[0].Duration = test.duration
		list, err := matching.Shortlist(p, "J1", matching.Options{})
		if err != nil {
			t.Fatal(err)
		}
		refused := slices.ContainsFunc(list.Refused, func(r matching.Refused) bool {
			return r.Worker == "expired" && slices.Equal(r.Reasons, []string{roster.ReasonCertificateDate})
		})
		if refused != test.refused {
			t.Errorf("%v: refused %v", *test.duration, list.Refused)
		}
	}
}

func TestShortlistRoles(t *testing.T) {
	p := threeDays()
	p.Jobs[0].Requirements = roster.Requirements{}
	p.Jobs[0].Crew = &roster.Crew{Size: 2, Roles: []roster.Role{
		{Code: "nurse", Requirements: roster.Requirements{Certificates: []string{"nurse"}, RealName: true}},
		{Code: "helper", Requirements: roster.Requirements{Gender: roster.Male}}}}
	p.Workers[0].Gender, p.Workers[0].RealNameVerified = roster.Male, true
	p.Workers[1].Gender = roster.Male
	list, err := matching.Shortlist(p, "J1", matching.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(list.Candidates) != 2 || !slices.Equal(list.Candidates[0].Roles, []string{"helper"}) ||
		!slices.Equal(list.Candidates[1].Roles, []string{"nurse", "helper"}) {
		t.Fatalf("%+v", list.Candidates)
	}
	if r := list.Refused[0]; r.Worker != "same" || !slices.Equal(r.Reasons, []string{roster.ReasonRealName}) {
		t.Fatalf("%+v", list.Refused)
	}
	// A member without a role has to meet nothing more than the job.
	p.Jobs[0].Crew.Size = 3
	list, err = matching.Shortlist(p, "J1", matching.Options{})
	if err != nil || len(list.Candidates) != 4 || list.Candidates[2].Roles != nil {
		t.Fatalf("%+v %v", list, err)
	}
}

func TestShortlistErrors(t *testing.T) {
	p := threeDays()
	var fault *roster.Fault
	if _, err := matching.Shortlist(p, "J2", matching.Options{}); !errors.As(err, &fault) || fault.Code != roster.FaultReference {
		t.Errorf("unknown job: %v", err)
	}
	var gate *matching.GateError
	if _, err := matching.Shortlist(p, "J1", matching.Options{Rulebook: roster.Rulebook{Gates: []roster.Gate{
		func(*roster.Problem, *roster.Worker, *roster.Job, roster.Date, roster.Date) string { panic(1) }}}}); !errors.As(err, &gate) {
		t.Errorf("gate: %v", err)
	}
	p.Weights.Criteria["mood"] = 1
	var criterion *scoring.CriterionError
	if _, err := matching.Shortlist(p, "J1", matching.Options{Rulebook: roster.Rulebook{Criteria: []roster.Criterion{
		{Name: "mood", Score: func(*roster.Problem, *roster.Worker, *roster.Job) int { panic(1) }}}}}); !errors.As(err, &criterion) {
		t.Errorf("criterion: %v", err)
	}
	p.TimeZone = "Mars"
	if _, err := matching.Shortlist(p, "J1", matching.Options{}); err == nil {
		t.Error("an unknown zone is no error")
	}
}

// On any random problem every worker is either a candidate or refused.
func TestShortlistRandom(t *testing.T) {
	for seed := range uint64(20) {
		p := randomProblem(seed, 15, 20)
		for w := range p.Workers {
			start := p.Horizon.Start.Add(time.Duration(w%5) * 20 * time.Hour)
			p.Workers[w].Shifts = []roster.Shift{{ID: p.Workers[w].ID, Start: start, End: start.Add(9 * time.Hour)}}
		}
		for j := range p.Jobs {
			list, err := matching.Shortlist(p, p.Jobs[j].ID, matching.Options{Top: 100})
			if err != nil {
				t.Fatal(err)
			}
			counted := 0
			for _, r := range list.Summary {
				counted += r.Workers
			}
			if len(list.Candidates) != list.Eligible || list.Eligible+len(list.Refused) != len(p.Workers) || counted != len(list.Refused) {
				t.Fatalf("%+v", list)
			}
			for i, c := range list.Candidates {
				if i > 0 && c.Cost < list.Candidates[i-1].Cost || c.Score < 0 || c.Score > 1000 {
					t.Fatalf("order: %+v", list.Candidates)
				}
			}
		}
	}
}
