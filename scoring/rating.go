package scoring

import (
	"math"

	"github.com/paidan/paidan/roster"
)

// ratingTable is [roster.RatingCriterion]: a Bayesian mean, so that few
// reviews move a worker little from the prior, in which old ratings fade.
//
//	mean = (n₀·prior + Σ cᵢ·2^(−ageᵢ/H)·starsᵢ) / (n₀ + Σ cᵢ·2^(−ageᵢ/H))
//	s    = floor(1000·(mean−1)/4 + 1/2 + 10⁻⁹)
//
// kept within 0 and 1000, over the ratings of the job's service and those for
// all services. The last term sends ties up whatever the order of the sum.
type ratingTable struct {
	services int
	// permille[w·services+k] is the score of worker w for service k.
	permille []int16
	// service[j] is the service of job j.
	service []int32
}

func newRatingTable(ix *index) ratingTable {
	p := ix.Problem
	t := ratingTable{services: len(p.Catalogue), service: ix.jobService}
	t.permille = make([]int16, t.services*len(p.Workers))
	today := roster.DateOf(p.Horizon.Start.In(ix.Zone))
	for w := range p.Workers {
		row := t.permille[w*t.services : (w+1)*t.services]
		ratings := p.Workers[w].Ratings
		general := ratingScore(&p.Rules, ratings, "", today)
		for k := range row {
			row[k] = general
		}
		for _, r := range ratings {
			if k, ok := ix.services[r.Service]; ok && r.Service != "" {
				row[k] = ratingScore(&p.Rules, ratings, r.Service, today)
			}
		}
	}
	return t
}

func (t *ratingTable) score(worker, job int) int {
	return int(t.permille[worker*t.services+int(t.service[job])])
}

// ratingScore returns the score of one worker for one service; with an empty
// service, from the ratings for all services alone.
func ratingScore(rules *roster.Rules, ratings []roster.Rating, service string, today roster.Date) int16 {
	prior := rules.RatingPrior
	if prior == 0 {
		prior = roster.DefaultRatingPrior
	}
	halfLife := float64(orDefault(rules.RatingHalfLife, roster.DefaultRatingHalfLife))
	weight := float64(orDefault(rules.RatingPriorCount, roster.DefaultRatingPriorCount))
	sum := weight * prior
	for _, r := range ratings {
		if r.Service != "" && r.Service != service {
			continue
		}
		w := float64(orDefault(r.Count, 1))
		if !r.Date.IsZero() {
			w *= math.Exp2(-float64(max(0, today.DaysSince(r.Date))) / halfLife)
		}
		sum += w * r.Stars
		weight += w
	}
	s := math.Floor(1000*(sum/weight-1)/4 + 0.5 + 1e-9)
	return int16(min(max(s, 0), full))
}
