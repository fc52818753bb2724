package scoring_test

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// The scorer against the documented formulas written down a second time,
// slowly, from the problem alone.
func TestScorerEqualsFormulas(t *testing.T) {
	own := roster.Rulebook{Criteria: []roster.Criterion{{Name: "zodiac", Score: ownScore}}}
	for seed := range uint64(40) {
		p := randomProblem(seed, 12, 20)
		p.Weights.Criteria["zodiac"] = 70
		v, err := roster.NewView(p)
		if err != nil {
			t.Fatal(err)
		}
		s := scoring.New(v, own)
		jobs := make([]int32, len(p.Jobs))
		for j := range jobs {
			jobs[j] = int32(len(jobs) - 1 - j)
		}
		row := make([]roster.Points, len(p.Jobs)+3)
		for w := range p.Workers {
			s.Row(w, jobs, row)
			for j := range p.Jobs {
				comparePair(t, s, p, w, j, row[len(jobs)-1-j])
			}
		}
		if err := s.Err(); err != nil {
			t.Fatal(err)
		}
	}
}

func comparePair(t *testing.T, s *scoring.Scorer, p *roster.Problem, w, j int, inRow roster.Points) {
	t.Helper()
	var total roster.Points
	var weighted, weights int64
	parts := s.Parts(w, j)
	for _, name := range append(roster.Criteria(), "zodiac") {
		weight := p.Weights.Criteria[name]
		if weight == 0 {
			continue
		}
		want := plainScore(p, name, &p.Workers[w], &p.Jobs[j])
		points := weight * roster.Money(18*(1000-want))
		if len(parts) == 0 || parts[0] != (scoring.Score{Criterion: name, Permille: want, Points: roster.Points(points)}) {
			t.Fatalf("worker %d job %d: got %+v, want %s %d", w, j, parts, name, want)
		}
		parts = parts[1:]
		total += roster.Points(points)
		weighted += int64(weight) * int64(want)
		weights += int64(weight)
	}
	if len(parts) > 0 {
		t.Fatalf("parts without weight: %+v", parts)
	}
	if got := s.Cost(w, j); got != total || inRow != total {
		t.Fatalf("worker %d job %d: cost %d, in row %d, want %d", w, j, got, inRow, total)
	}
	if got := s.Overall(w, j); got != int(weighted/weights) {
		t.Fatalf("worker %d job %d: overall %d, want %d", w, j, got, weighted/weights)
	}
}

func ownScore(_ *roster.Problem, w *roster.Worker, j *roster.Job) int {
	return (len(w.Skills)*len(j.ID)*97+int(w.ID[1]))%1400 - 200 // beyond both ends
}

func plainScore(p *roster.Problem, name string, w *roster.Worker, j *roster.Job) int {
	var customer roster.Customer
	for _, c := range p.Customers {
		if c.ID == j.Customer {
			customer = c
		}
	}
	var service roster.Service
	for _, s := range p.Catalogue {
		if s.Code == j.Service {
			service = s
		}
	}
	switch name {
	case roster.SkillFit:
		required := map[string]int{}
		for _, list := range [][]roster.SkillRequirement{service.Requirements.Skills, j.Requirements.Skills} {
			for _, r := range list {
				required[r.Code] = max(required[r.Code], r.MinLevel, 1)
			}
		}
		e, u := 0, 0
		for _, s := range w.Skills {
			if level, ok := required[s.Code]; ok {
				e += max(0, max(s.Level, 1)-level) // below: barred by a gate
			} else {
				u++
			}
		}
		s := 1000 - 50*min(u, 6)
		if m := len(required); m > 0 {
			s -= 700 * e / (4 * m)
		}
		return s
	case roster.RatingCriterion:
		prior, n, half := 4.5, 10.0, 365.0
		if p.Rules.RatingPrior != 0 {
			prior, n, half = p.Rules.RatingPrior, float64(p.Rules.RatingPriorCount), float64(p.Rules.RatingHalfLife)
		}
		sum := n * prior
		today := roster.DateOf(p.Horizon.Start)
		for _, r := range w.Ratings {
			if r.Service != "" && r.Service != j.Service {
				continue
			}
			age := 0
			if r.Date != (roster.Date{}) {
				age = max(0, today.DaysSince(r.Date))
			}
			weight := float64(max(1, r.Count)) * math.Pow(0.5, float64(age)/half)
			sum += weight * r.Stars
			n += weight
		}
		return int(math.Floor(250*(sum/n-1) + 0.5 + 1e-9))
	case roster.ExperienceFit:
		enough := 36
		if p.Rules.ExperienceFull > 0 {
			enough = p.Rules.ExperienceFull
		}
		for _, e := range w.Experience {
			if e.Service == j.Service {
				return 1000 * min(e.Months, enough) / enough
			}
		}
		return 0
	case roster.CustomerPreference:
		return plainCustomer(customer, w, j)
	case roster.WorkerPreference:
		switch {
		case contains(w.AvoidedServices, j.Service):
			return 0
		case contains(w.PreferredCustomers, j.Customer), contains(w.PreferredServices, j.Service),
			len(w.PreferredCustomers) == 0 && len(w.PreferredServices) == 0:
			return 1000
		}
		return 500
	case roster.Continuity:
		enough, n, anyone := 5, 0, false
		if p.Rules.ContinuityFull > 0 {
			enough = p.Rules.ContinuityFull
		}
		for _, v := range p.History.Visits {
			if v.Customer == j.Customer {
				anyone = true
				if v.Worker == w.ID {
					n += v.Count
				}
			}
		}
		if !anyone {
			return 1000
		}
		return 1000 * min(n, enough) / enough
	case roster.Proximity:
		at := customer.Place
		if j.Place != nil {
			at = *j.Place
		}
		if at.Location == nil || w.Home.Location == nil {
			return 1000
		}
		return 1000 - min(1000, plainMetres(*at.Location, *w.Home.Location)/20)
	case roster.PunctualityRecord:
		return 1000 * (w.Punctuality.Good + 9) / (w.Punctuality.Total + 10)
	case roster.BudgetFit:
		return plainBudget(service, w, j)
	default:
		return min(1000, max(0, ownScore(p, w, j)))
	}
}

func plainCustomer(c roster.Customer, w *roster.Worker, j *roster.Job) int {
	var kinds []int
	add := func(good bool) {
		if good {
			kinds = append(kinds, 1000)
		} else {
			kinds = append(kinds, 0)
		}
	}
	if len(c.PreferredWorkers)+len(j.PreferredWorkers) > 0 {
		add(contains(c.PreferredWorkers, w.ID) || contains(j.PreferredWorkers, w.ID))
	}
	if c.PreferredGender != "" {
		add(w.Gender == c.PreferredGender)
	}
	if n := len(c.PreferredLanguages); n > 0 {
		spoken := 0
		for _, wish := range c.PreferredLanguages {
			for _, l := range w.Languages {
				if strings.EqualFold(wish, l) {
					spoken++
					break
				}
			}
		}
		kinds = append(kinds, 1000*spoken/n)
	}
	if len(kinds) == 0 {
		return 1000
	}
	sum := 0
	for _, k := range kinds {
		sum += k
	}
	return sum / len(kinds)
}

func plainBudget(service roster.Service, w *roster.Worker, j *roster.Job) int {
	if j.Budget == 0 {
		return 1000
	}
	seconds := int64(service.Duration.Base)
	for e, n := range j.Extras {
		seconds += int64(service.Duration.Extras[e]) * int64(n)
	}
	if j.Duration != nil {
		seconds = int64(*j.Duration)
	}
	if percent, ok := w.ServicePercent[j.Service]; ok {
		seconds = int64(math.Ceil(float64(seconds*int64(percent)) / 100))
	}
	b := int64(j.Budget)
	c := int64(math.Ceil(float64(int64(w.Pay.PerHour)*seconds) / 3600))
	if c <= b {
		return 1000
	}
	return int(1000 - min(1000, 1000*(c-b)/b))
}

// plainMetres is the law of roster.Travel with a detour of 100 percent, its
// root in big numbers.
func plainMetres(a, b roster.LatLng) int {
	grid := func(p roster.LatLng) (xyz [3]int64) {
		lat, lng := p.Lat*math.Pi/180, p.Lng*math.Pi/180
		for i, f := range [3]float64{math.Cos(lat) * math.Cos(lng), math.Cos(lat) * math.Sin(lng), math.Sin(lat)} {
			xyz[i] = int64(math.Round(637100880 * f))
		}
		return xyz
	}
	q, from, to := new(big.Int), grid(a), grid(b)
	for i := range from {
		d := big.NewInt(from[i] - to[i])
		q.Add(q, d.Mul(d, d))
	}
	root := new(big.Float).SetPrec(200).Sqrt(new(big.Float).SetPrec(200).SetInt(q))
	root.Quo(root, big.NewFloat(100))
	m, _ := root.Add(root, big.NewFloat(0.5)).Int64()
	return int(m)
}
