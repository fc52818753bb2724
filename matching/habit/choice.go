package habit

import (
	"math"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/scoring"
)

// Decision is one past choice: the scores of those who could have been
// chosen, and who was.
type Decision struct {
	// Scores[a][c] is the score of alternative a by criterion c, in permille.
	Scores [][]int `json:"scores"`
	// Chosen is the index of the alternative chosen.
	Chosen int `json:"chosen"`
}

// DecisionOf builds a decision from the score parts of a shortlist's
// candidates, in their order, and the index of the one chosen. A criterion
// without a part scores 1000.
func DecisionOf(criteria []string, candidates [][]scoring.Score, chosen int) Decision {
	d := Decision{Chosen: chosen}
	for _, parts := range candidates {
		row := make([]int, len(criteria))
		for i, name := range criteria {
			row[i] = 1000
			for _, p := range parts {
				if p.Criterion == name {
					row[i] = p.Permille
				}
			}
		}
		d.Scores = append(d.Scores, row)
	}
	return d
}

// ChoiceOptions are the settings of [FitChoice]; the zero value is ready.
type ChoiceOptions struct {
	// Penalty on the square of each coefficient per full score; 0: 0.01;
	// negative: hardly any.
	Penalty float64 `json:"penalty,omitempty"`
}

// Choice is a fitted model of choices: alternative a is chosen with a
// probability in proportion to exp(Σ Coefficients[c]·score/1000).
type Choice struct {
	Names []string `json:"names"`
	// Coefficients by criterion, Errors their standard errors. A criterion on
	// which no alternatives ever differ has coefficient 0.
	Coefficients []float64 `json:"coefficients"`
	Errors       []float64 `json:"errors"`
	// Decisions used: those with two alternatives or more.
	Decisions int `json:"decisions"`
	// LogLikelihood at the fit and of choosing by lot; Fit is McFadden's
	// 1 − LogLikelihood/NullLogLikelihood, from 0 (by lot) to 1.
	LogLikelihood     float64 `json:"logLikelihood"`
	NullLogLikelihood float64 `json:"nullLogLikelihood"`
	Fit               float64 `json:"fit"`
	// Predicted is the share of decisions in which the chosen one has the
	// highest score of all; ByLot that which chance would give. Both are of
	// the decisions fitted.
	Predicted float64 `json:"predicted"`
	ByLot     float64 `json:"byLot"`
}

// FitChoice learns what dispatchers weigh from whom they chose: a conditional
// logit (McFadden 1974) by Newton's method with a slight ridge penalty.
// Decisions with fewer than two alternatives tell nothing and are left out.
//
// [ErrNoData]: no decision is left, a row has not one score for each name, or
// Chosen is none of the alternatives. Time: alternatives × criteria² a step.
func FitChoice(decisions []Decision, names []string, opts ChoiceOptions) (*Choice, error) {
	penalty := opts.Penalty
	switch {
	case penalty == 0:
		penalty = 0.01
	case penalty < 0:
		penalty = 1e-9
	}
	n := len(names)
	c := &Choice{Names: names}
	var used []Decision
	for _, d := range decisions {
		if d.Chosen < 0 || d.Chosen >= len(d.Scores) {
			return nil, ErrNoData
		}
		for _, row := range d.Scores {
			if len(row) != n {
				return nil, ErrNoData
			}
		}
		if len(d.Scores) > 1 {
			used = append(used, d)
			c.NullLogLikelihood -= math.Log(float64(len(d.Scores)))
			c.ByLot += 1 / float64(len(d.Scores))
		}
	}
	if len(used) == 0 || n == 0 {
		return nil, ErrNoData
	}
	var h []float64
	c.Coefficients, h, _ = minimise(n, conditional(used, penalty))
	c.Errors = errorsOf(h, n)
	c.Decisions = len(used)
	c.ByLot /= float64(len(used))
	for _, d := range used {
		p := c.Probabilities(d)
		c.LogLikelihood += math.Log(max(p[d.Chosen], 1e-300))
		best := true
		for a := range p {
			best = best && (a == d.Chosen || p[a] < p[d.Chosen])
		}
		if best {
			c.Predicted += 1 / float64(len(used))
		}
	}
	c.Fit = 1 - c.LogLikelihood/c.NullLogLikelihood
	return c, nil
}

// Probabilities returns for each alternative of a decision how likely it is
// chosen.
func (c *Choice) Probabilities(d Decision) []float64 {
	p := make([]float64, len(d.Scores))
	highest := math.Inf(-1)
	for a, row := range d.Scores {
		for i, s := range row {
			p[a] += float64(c.Coefficients[i] * float64(s) / 1000)
		}
		highest = max(highest, p[a])
	}
	sum := 0.0
	for a := range p {
		p[a] = math.Exp(p[a] - highest)
		sum += p[a]
	}
	for a := range p {
		p[a] /= sum
	}
	return p
}

// Criteria returns weights for roster.Weights.Criteria which rank as the
// dispatchers did: in proportion to the coefficients, adding up to total but
// for rounding down. A criterion with a coefficient below 0, which a weight
// cannot be, is left out; so is one that rounds to 0.
func (c *Choice) Criteria(total roster.Money) map[string]roster.Money {
	out, sum := map[string]roster.Money{}, 0.0
	for _, b := range c.Coefficients {
		sum += max(b, 0)
	}
	for i, b := range c.Coefficients {
		if w := roster.Money(float64(total) * max(b, 0) / sum); sum > 0 && w > 0 {
			out[c.Names[i]] = w
		}
	}
	return out
}

// conditional is the penalised negative log-likelihood of a conditional
// logit, scores in units of 1000.
func conditional(decisions []Decision, penalty float64) objective {
	return func(x, g, h []float64) float64 {
		n, value := len(x), 0.0
		model := &Choice{Coefficients: x}
		mean := make([]float64, n)
		for _, d := range decisions {
			p := model.Probabilities(d)
			value -= math.Log(max(p[d.Chosen], 1e-300))
			clear(mean)
			for a, row := range d.Scores {
				for i, s := range row {
					mean[i] += float64(p[a] * float64(s) / 1000)
				}
			}
			for i := range n {
				g[i] += mean[i] - float64(d.Scores[d.Chosen][i])/1000
			}
			for a, row := range d.Scores {
				for i := range n {
					di := float64(row[i])/1000 - mean[i]
					for j := range i + 1 {
						h[i*n+j] += float64(p[a] * di * (float64(row[j])/1000 - mean[j]))
					}
				}
			}
		}
		for i := range n {
			value += float64(penalty / 2 * x[i] * x[i])
			g[i] += float64(penalty * x[i])
			h[i*n+i] += penalty
			for j := range i {
				h[j*n+i] = h[i*n+j]
			}
		}
		return value
	}
}
