package scoring_test

import (
	"errors"
	"testing"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// pairOf returns a problem of one worker and one job in which only the
// criterion counts, at a price of 1.
func pairOf(criterion string) *roster.Problem {
	return &roster.Problem{
		SchemaVersion: roster.SchemaVersion, TimeZone: "Asia/Shanghai",
		Horizon: roster.Horizon{
			Start: time.Date(2026, 11, 22, 16, 0, 0, 0, time.UTC), // the 23rd in the zone
			End:   time.Date(2026, 11, 23, 16, 0, 0, 0, time.UTC),
		},
		Catalogue: []roster.Service{{Code: "daily_cleaning"}},
		Workers:   []roster.Worker{{ID: "W1"}},
		Customers: []roster.Customer{{ID: "C1"}},
		Jobs:      []roster.Job{{ID: "J1", Customer: "C1", Service: "daily_cleaning"}},
		Weights:   roster.Weights{Criteria: map[string]roster.Money{criterion: 1}},
	}
}

func date(s string) roster.Date {
	d, err := roster.ParseDate(s)
	if err != nil {
		panic(err)
	}
	return d
}

func TestLaws(t *testing.T) {
	at := func(lat, lng float64) roster.Place { return roster.Place{Location: &roster.LatLng{Lat: lat, Lng: lng}} }
	hours := func(h int) *roster.Duration { d := roster.Duration(h * 3600); return &d }
	tests := []struct {
		criterion, name string
		edit            func(p *roster.Problem, w *roster.Worker, c *roster.Customer, j *roster.Job)
		want            int
	}{
		{roster.SkillFit, "exact", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Skills = []roster.Skill{{Code: "a", Level: 3}}
			j.Requirements.Skills = []roster.SkillRequirement{{Code: "a", MinLevel: 3}}
		}, 1000},
		{roster.SkillFit, "far above in one of two, three beyond", func(p *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Skills = []roster.Skill{{Code: "a", Level: 5}, {Code: "b"}, {Code: "x"}, {Code: "y"}, {Code: "z"}}
			p.Catalogue[0].Requirements.Skills = []roster.SkillRequirement{{Code: "a"}}
			j.Requirements.Skills = []roster.SkillRequirement{{Code: "a", MinLevel: 2}, {Code: "b"}}
		}, 1000 - 700*3/8 - 150},
		{roster.SkillFit, "nothing required, seven held", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, _ *roster.Job) {
			for _, c := range "abcdefg" {
				w.Skills = append(w.Skills, roster.Skill{Code: string(c)})
			}
		}, 700},
		{roster.RatingCriterion, "unrated", nil, 875},
		{roster.RatingCriterion, "ten fives", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, _ *roster.Job) {
			w.Ratings = []roster.Rating{{Stars: 5, Count: 10}}
		}, 938},
		{roster.RatingCriterion, "a half-life old", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, _ *roster.Job) {
			w.Ratings = []roster.Rating{{Stars: 1, Count: 20, Date: date("2025-11-23")}}
		}, 438},
		{roster.RatingCriterion, "of another service", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, _ *roster.Job) {
			w.Ratings = []roster.Rating{{Stars: 1, Count: 20, Service: "cooking"}}
		}, 875},
		{roster.RatingCriterion, "in the future counts as fresh", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, _ *roster.Job) {
			w.Ratings = []roster.Rating{{Stars: 5, Count: 10, Date: date("2026-12-24"), Service: "daily_cleaning"}}
		}, 938},
		{roster.ExperienceFit, "half", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, _ *roster.Job) {
			w.Experience = []roster.Experience{{Service: "daily_cleaning", Months: 18}}
		}, 500},
		{roster.ExperienceFit, "more than full", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, _ *roster.Job) {
			w.Experience = []roster.Experience{{Service: "daily_cleaning", Months: 99}}
		}, 1000},
		{roster.CustomerPreference, "no wishes", nil, 1000},
		{roster.CustomerPreference, "preferred by the job, gender not met, one of three languages", func(_ *roster.Problem, w *roster.Worker, c *roster.Customer, j *roster.Job) {
			j.PreferredWorkers, c.PreferredGender = []string{"W1"}, roster.Female
			c.PreferredLanguages, w.Languages = []string{"zh-HK", "en", "yue"}, []string{"ZH-hk", "de"}
		}, (1000 + 0 + 333) / 3},
		{roster.WorkerPreference, "prefers none", nil, 1000},
		{roster.WorkerPreference, "prefers others", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, _ *roster.Job) {
			w.PreferredCustomers = []string{"C9"}
		}, 500},
		{roster.WorkerPreference, "preferred customer, avoided service", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, _ *roster.Job) {
			w.PreferredCustomers, w.AvoidedServices = []string{"C1"}, []string{"daily_cleaning"}
		}, 0},
		{roster.Continuity, "nobody has been there", nil, 1000},
		{roster.Continuity, "only another has been there", func(p *roster.Problem, _ *roster.Worker, _ *roster.Customer, _ *roster.Job) {
			p.History.Visits = []roster.PastVisits{{Worker: "gone", Customer: "C1", Count: 1}}
		}, 0},
		{roster.Continuity, "three visits of two services", func(p *roster.Problem, _ *roster.Worker, _ *roster.Customer, _ *roster.Job) {
			p.History.Visits = []roster.PastVisits{{Worker: "W1", Customer: "C1", Count: 1, Service: "cooking"},
				{Worker: "W1", Customer: "C1", Count: 2}}
		}, 600},
		{roster.Proximity, "no location", nil, 1000},
		{roster.Proximity, "about 1112 m", func(_ *roster.Problem, w *roster.Worker, c *roster.Customer, _ *roster.Job) {
			w.Home, c.Place = at(0, 0), at(0.01, 0)
		}, 945},
		{roster.Proximity, "on the other side of the earth", func(_ *roster.Problem, w *roster.Worker, c *roster.Customer, _ *roster.Job) {
			w.Home, c.Place = at(0, 0), at(0, 180)
		}, 0},
		{roster.PunctualityRecord, "no record", nil, 900},
		{roster.PunctualityRecord, "all late", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, _ *roster.Job) {
			w.Punctuality.Total = 20
		}, 300},
		{roster.BudgetFit, "not watched", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Pay.PerHour, j.Duration = 4000, hours(2)
		}, 1000},
		{roster.BudgetFit, "exactly within", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Pay.PerHour, j.Duration, j.Budget = 4000, hours(2), 8000
		}, 1000},
		{roster.BudgetFit, "a slow worker, a quarter above", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Pay.PerHour, j.Duration, j.Budget = 4000, hours(2), 8000
			w.ServicePercent = map[string]int{"daily_cleaning": 125}
		}, 750},
		{roster.BudgetFit, "more than twice", func(_ *roster.Problem, w *roster.Worker, _ *roster.Customer, j *roster.Job) {
			w.Pay.PerHour, j.Duration, j.Budget = 4000, hours(3), 5000
		}, 0},
	}
	for _, test := range tests {
		t.Run(test.criterion+"/"+test.name, func(t *testing.T) {
			p := pairOf(test.criterion)
			if test.edit != nil {
				test.edit(p, &p.Workers[0], &p.Customers[0], &p.Jobs[0])
			}
			s := scoring.New(view(t, p), roster.Rulebook{})
			parts := s.Parts(0, 0)
			if len(parts) != 1 || parts[0].Permille != test.want {
				t.Fatalf("got %+v, want %d", parts, test.want)
			}
			if got, want := s.Cost(0, 0), roster.Points(18*(1000-test.want)); got != want {
				t.Fatalf("cost %d, want %d", got, want)
			}
		})
	}
}

func TestOwnCriteria(t *testing.T) {
	score := func(n int) func(*roster.Problem, *roster.Worker, *roster.Job) int {
		return func(*roster.Problem, *roster.Worker, *roster.Job) int { return n }
	}
	p := pairOf(roster.PunctualityRecord)
	for _, name := range []string{"b", "a", "panics"} {
		p.Weights.Criteria[name] = 2
	}
	v := view(t, p)
	s := scoring.New(v, roster.Rulebook{Criteria: []roster.Criterion{
		{Name: "b", Score: score(5000)}, {Name: "a", Score: score(-1)}, {Name: "unused", Score: score(3)}}})
	want := []scoring.Score{{Criterion: roster.PunctualityRecord, Permille: 900, Points: 1800},
		{Criterion: "a", Permille: 0, Points: 36000}, {Criterion: "b", Permille: 1000, Points: 0}}
	got := s.Parts(0, 0)
	for i := range want {
		if len(got) != len(want) || got[i] != want[i] {
			t.Fatalf("got %+v, want %+v", got, want)
		}
	}
	if err := s.Err(); err != nil {
		t.Fatal(err)
	}
	faults := []struct {
		code      string
		criterion roster.Criterion
	}{
		{"criterion_without_function", roster.Criterion{Name: "a"}},
		{"criterion_without_name", roster.Criterion{Score: score(1)}},
		{"criterion_name_taken", roster.Criterion{Name: roster.SkillFit, Score: score(1)}},
		{"criterion_name_taken", roster.Criterion{Name: roster.PartPay, Score: score(1)}},
		{"criterion_panicked", roster.Criterion{Name: "panics",
			Score: func(*roster.Problem, *roster.Worker, *roster.Job) int { panic("secret") }}},
	}
	for _, f := range faults {
		s := scoring.New(v, roster.Rulebook{Criteria: []roster.Criterion{f.criterion}})
		s.Cost(0, 0)
		var e *scoring.CriterionError
		if !errors.As(s.Err(), &e) || e.Code != f.code {
			t.Errorf("%s: got %v", f.code, s.Err())
		}
	}
}

func TestNoCriteria(t *testing.T) {
	p := pairOf(roster.SkillFit)
	p.Weights = roster.Weights{TravelPerKm: 1} // criteria count as written: none
	s := scoring.New(view(t, p), roster.Rulebook{})
	if s.Cost(0, 0) != 0 || len(s.Parts(0, 0)) != 0 || s.Overall(0, 0) != 1000 {
		t.Fatal("a problem without criteria has costs")
	}
}

func TestCostAllocates(t *testing.T) {
	p := randomProblem(3, 20, 30)
	for _, name := range roster.Criteria() {
		p.Weights.Criteria[name] = 100
	}
	s := scoring.New(view(t, p), roster.Rulebook{})
	jobs, out := []int32{1, 5, 7}, make([]roster.Points, 3)
	if n := testing.AllocsPerRun(100, func() { s.Cost(4, 9); s.Row(2, jobs, out) }); n != 0 {
		t.Fatalf("%v allocations", n)
	}
}

func BenchmarkCost(b *testing.B) {
	p := randomProblem(1, 300, 2000)
	for name, weight := range roster.DefaultWeights().Criteria {
		p.Weights.Criteria[name] = weight
	}
	s := scoring.New(view(b, p), roster.Rulebook{})
	jobs, out := make([]int32, len(p.Jobs)), make([]roster.Points, len(p.Jobs))
	for j := range jobs {
		jobs[j] = int32(j)
	}
	b.Run("pair", func(b *testing.B) {
		for i := range b.N {
			s.Cost(i%300, i*7%2000)
		}
	})
	b.Run("row", func(b *testing.B) {
		for i := range b.N {
			if i%2000 == 0 {
				s.Row(i/2000%300, jobs, out)
			}
		}
	})
}

func view(t testing.TB, p *roster.Problem) *roster.View {
	t.Helper()
	v, err := roster.NewView(p)
	if err != nil {
		t.Fatal(err)
	}
	return v
}
