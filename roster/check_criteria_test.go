package roster

import (
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// The criteria by hand.
func TestCheckCriteria(t *testing.T) {
	p := &Problem{TimeZone: "UTC", Horizon: Horizon{Start: time.Date(2026, 11, 23, 0, 0, 0, 0, time.UTC)},
		Catalogue: []Service{{Code: "daily", Duration: DurationModel{Base: 3601},
			Requirements: Requirements{Skills: []SkillRequirement{{Code: "a"}, {Code: "b", MinLevel: 2}}}}},
		Customers: []Customer{{ID: "c", Place: Place{Location: &LatLng{0.01, 0}}}},
		Jobs:      []Job{{ID: "j", Customer: "c", Service: "daily"}},
		Workers:   []Worker{{ID: "w", Home: Place{Location: &LatLng{0, 0}}}},
	}
	c := &checker{p: p, rep: &Report{}, zone: time.UTC}
	reset := func() (*Worker, *Job, *Customer) { c.index(); return &p.Workers[0], &p.Jobs[0], &p.Customers[0] }
	w, j, k := reset()

	// a at 4 (1 wanted), b at 3 (2 wanted): e = 4, m = 2: 700·4/8 = 350; one
	// more skill, 50.
	w.Skills = []Skill{{"a", 4}, {"b", 3}, {"x", 5}}
	require.EqualValues(t, 600, c.skillFit(w, j))
	// The job wants a at 3: e = 2, 700·2/8 = 175.
	j.Requirements.Skills = []SkillRequirement{{Code: "a", MinLevel: 3}}
	require.EqualValues(t, 775, c.skillFit(w, j))
	// Seven beyond count as six; nothing required: 1000 − 300.
	p.Catalogue[0].Requirements.Skills, j.Requirements.Skills = nil, nil
	for _, code := range []string{"1", "2", "3", "4", "5"} {
		w.Skills = append(w.Skills, Skill{Code: code})
	}
	require.EqualValues(t, 700, c.skillFit(w, j))

	// Unrated: the prior of 4.5 is 875. Ten fresh ratings of 5 against ten of
	// 4.5: 4.75, 937.5, up to 938. A year old they weigh 5: 70/15 = 4.667 → 917.
	// Those of another service do not count.
	require.EqualValues(t, 875, c.rating(w, j))
	w.Ratings = []Rating{{Stars: 5, Count: 10}, {Service: "deep", Stars: 1, Count: 1000}}
	require.EqualValues(t, 938, c.rating(w, j))
	w.Ratings[0].Date = onDay("2025-11-23")
	require.EqualValues(t, 917, c.rating(w, j))
	// A tie which floating point may miss: (10·4.6+10·4.5)/20 = 4.55, 887.5 → 888.
	w.Ratings = []Rating{{Service: "daily", Stars: 4.6, Count: 10, Date: onDay("2027-01-01")}}
	require.EqualValues(t, 888, c.rating(w, j))

	// 7 of 36 months: 194.
	require.EqualValues(t, 0, c.experience(w, j))
	w.Experience = []Experience{{"daily", 7}}
	require.EqualValues(t, 194, c.experience(w, j))
	p.Rules.ExperienceFull = 7
	require.EqualValues(t, 1000, c.experience(w, j))

	// No wishes 1000; a preferred other worker 0; gender hit (0+1000)/2; one
	// of three languages 333: 1333/3 = 444.
	require.EqualValues(t, 1000, c.customerPreference(w, j))
	j.PreferredWorkers = []string{"v"}
	require.EqualValues(t, 0, c.customerPreference(w, j))
	k.PreferredGender, w.Gender = Female, Female
	require.EqualValues(t, 500, c.customerPreference(w, j))
	k.PreferredLanguages, w.Languages = []string{"ZH", "en", "yue"}, []string{"zh"}
	require.EqualValues(t, 444, c.customerPreference(w, j))
	k.PreferredWorkers = []string{"w"}
	require.EqualValues(t, 777, c.customerPreference(w, j))

	require.EqualValues(t, 1000, c.workerPreference(w, j))
	w.PreferredCustomers = []string{"d"}
	require.EqualValues(t, 500, c.workerPreference(w, j))
	w.PreferredServices = []string{"daily"}
	require.EqualValues(t, 1000, c.workerPreference(w, j))
	w.AvoidedServices = []string{"daily"}
	require.EqualValues(t, 0, c.workerPreference(w, j))

	// No history 1000; others' 0; 1+2 of 5 visits 600.
	require.EqualValues(t, 1000, c.continuity(w, j))
	p.History.Visits = []PastVisits{{Worker: "v", Customer: "c", Count: 1}}
	w, j, _ = reset()
	require.EqualValues(t, 0, c.continuity(w, j))
	p.History.Visits = append(p.History.Visits, PastVisits{Worker: "w", Customer: "c", Service: "x", Count: 1}, PastVisits{Worker: "w", Customer: "c", Count: 2})
	w, j, k = reset()
	require.EqualValues(t, 600, c.continuity(w, j))

	// 0.01° are 1112 m: 1000 − 1112/20 = 945.
	require.EqualValues(t, 945, c.proximity(w, j))
	k.Place.Location = nil
	require.EqualValues(t, 1000, c.proximity(w, j))

	// 900 of nothing; (95+9)/110 → 945.
	require.EqualValues(t, 900, c.punctuality(w, j))
	w.Punctuality = Record{Good: 95, Total: 100}
	require.EqualValues(t, 945, c.punctuality(w, j))

	// 3601 s at 3600 fen an hour: 3601 fen. Budget 3601 is enough; 3000 leaves
	// 1000·601/3000 = 200 short, 800; 1000: over by more than all, 0.
	w.Pay.PerHour = 3600
	for _, b := range []struct{ budget, want int64 }{{0, 1000}, {3601, 1000}, {3600, 1000}, {3000, 800}, {1000, 0}} {
		j.Budget = Money(b.budget)
		require.EqualValues(t, b.want, c.budget(w, j), b)
	}
	// Over by 1 of 3600: 1000/3600 rounds down to 0.
	// A worker who takes 150 %: 5401.5 → 5402 s, 5402 fen: 802 over 4600 are 174.
	w.ServicePercent = map[string]int{"daily": 150}
	j.Budget = 4600
	require.EqualValues(t, 826, c.budget(w, j))
}

// The nearest preferred window by cost.
func TestCheckPreferredWindows(t *testing.T) {
	c := &checker{p: &Problem{}}
	c.costs.weights = Weights{LatePerHour: 300, EarlyPerHour: 100}
	at := func(s int64) time.Time { return time.Unix(s, 0) }
	j := &Job{}
	check := func(start, late, early int64) {
		t.Helper()
		gotLate, gotEarly := c.outsidePreferred(j, start)
		require.Equal(t, [2]int64{late, early}, [2]int64{gotLate, gotEarly})
	}
	check(5, 0, 0) // no wish
	j.Preferred = []PreferredWindow{{at(300), at(400)}, {at(100), at(200)}}
	check(100, 0, 0)
	check(200, 0, 0)
	check(350, 0, 0)
	check(40, 0, 60)
	check(450, 50, 0)
	check(220, 20, 0) // 20·3 late or 80·1 early
	check(225, 25, 0) // 75 or 75: a tie is late
	check(226, 0, 74) // 78 or 74
	c.costs.weights.LatePerHour = 0
	check(299, 99, 0) // late costs nothing
	c.costs.weights.EarlyPerHour = 0
	check(299, 99, 0) // nothing either way: a tie
}
