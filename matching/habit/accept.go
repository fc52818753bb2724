package habit

import (
	"math"
	"time"
)

// Offer is what a worker knows when asked to take a job. The zero value is a
// job next door at midnight on a Sunday.
type Offer struct {
	// Km of the straight way or better, Minutes of travel; at least 0.
	Km      float64 `json:"km"`
	Minutes float64 `json:"minutes"`
	// Hour of the local start, 0 to 23, and its day.
	Hour    int          `json:"hour"`
	Weekday time.Weekday `json:"weekday"`
	// Liked and Avoided: the service is one the worker prefers or avoids; so
	// with Preferred for the customer.
	Liked     bool `json:"liked,omitempty"`
	Avoided   bool `json:"avoided,omitempty"`
	Preferred bool `json:"preferred,omitempty"`
	// PayPerHour in currency units, way included.
	PayPerHour float64 `json:"payPerHour"`
	// Refusals is the worker's recent memory, see [Memory].
	Refusals float64 `json:"refusals"`
	// Load is the share of the shift which is taken already, 0 to 1.
	Load float64 `json:"load"`
}

// Features names what a model weighs, in the order of Model.Weights.
func Features() []string {
	return []string{"km", "minutes", "early", "late", "weekend", "liked", "avoided", "preferred", "pay", "refusals", "load"}
}

// values returns the features of an offer, in the order of Features: early is
// a start before 8, late one from 18 on.
func (o *Offer) values() []float64 {
	is := func(b bool) float64 {
		if b {
			return 1
		}
		return 0
	}
	return []float64{o.Km, o.Minutes, is(o.Hour < 8), is(o.Hour >= 18), is(o.Weekday == time.Saturday || o.Weekday == time.Sunday),
		is(o.Liked), is(o.Avoided), is(o.Preferred), o.PayPerHour, o.Refusals, o.Load}
}

// Observation is an offer and whether it was accepted. Silence is a no.
type Observation struct {
	Offer    Offer `json:"offer"`
	Accepted bool  `json:"accepted"`
}

// Acceptance is a logistic model of acceptance:
//
//	z = Intercept + Σ Weights[i]·feature[i],  p = 1/(1+exp(−(Slope·z + Shift)))
//
// The zero value says one half to everything; [DefaultAcceptance] is a plain
// judgement for those without data.
type Acceptance struct {
	Intercept float64 `json:"intercept"`
	// Weights in the order of [Features], each in log odds per unit of the
	// feature; missing ones are 0.
	Weights []float64 `json:"weights"`
	// Slope and Shift calibrate (Platt 1999); a Slope of 0 counts as 1.
	Slope float64 `json:"slope,omitempty"`
	Shift float64 `json:"shift,omitempty"`
}

// DefaultAcceptance is judgement, not data: four in five say yes next door at
// noon, and each kilometre, an odd hour, a disliked service, recent refusals
// and a full day make it less.
func DefaultAcceptance() *Acceptance {
	return &Acceptance{Intercept: 1.4, Weights: []float64{-0.10, -0.01, -0.4, -0.5, -0.3, 0.6, -1.2, 0.6, 0.005, -0.3, -0.5}}
}

// Probability returns how likely the offer is accepted, in (0, 1). O(1).
func (m *Acceptance) Probability(o Offer) float64 { return m.calibrated(m.score(&o)) }

func (m *Acceptance) score(o *Offer) float64 {
	z := m.Intercept
	values := o.values()
	for i, w := range m.Weights[:min(len(m.Weights), len(values))] {
		z += float64(w * values[i])
	}
	return z
}

func (m *Acceptance) calibrated(z float64) float64 {
	slope := m.Slope
	if slope == 0 {
		slope = 1
	}
	return min(max(sigmoid(float64(slope*z)+m.Shift), 1e-9), 1-1e-9)
}

// AcceptanceOptions are the settings of [FitAcceptance]; the zero value is
// ready to use.
type AcceptanceOptions struct {
	// Penalty on the square of each weight per standard deviation of its
	// feature (ridge); 0: 1, which is about as strong as one observation;
	// negative: none.
	Penalty float64 `json:"penalty,omitempty"`
	// Folds of the calibration, at least 2; 0: 5.
	Folds int `json:"folds,omitempty"`
	// Least observations of either answer without which the default model is
	// returned; 0: 10.
	Least int `json:"least,omitempty"`
}

// AcceptanceReport tells how good a fit is. Its probabilities are of
// observations held out from the fit which gave them.
type AcceptanceReport struct {
	Observations int `json:"observations"`
	Accepted     int `json:"accepted"`
	// Default: there was too little data, the model is [DefaultAcceptance].
	Default bool `json:"default,omitempty"`
	// Errors are the standard errors of the weights, in the order of Features.
	Errors []float64 `json:"errors,omitempty"`
	// LogLoss and Brier are means per observation, the Base ones those of
	// saying the share accepted to everything. Less is better.
	LogLoss     float64 `json:"logLoss"`
	BaseLogLoss float64 `json:"baseLogLoss"`
	Brier       float64 `json:"brier"`
	BaseBrier   float64 `json:"baseBrier"`
	// Reliability is what was said against what happened.
	Reliability []Bin `json:"reliability,omitempty"`
}

// FitAcceptance learns a model from offers and answers: a logistic regression
// with a ridge penalty on standardised features, calibrated after Platt on
// predictions for held-out folds (observation i is in fold i modulo Folds).
// With too little data it returns the default model and says so. The error is
// [ErrNoData] where a feature is not finite.
//
// Time: observations × features² × (Folds+1) × about six steps.
func FitAcceptance(list []Observation, opts AcceptanceOptions) (*Acceptance, *AcceptanceReport, error) {
	penalty, folds, least := opts.Penalty, opts.Folds, opts.Least
	switch {
	case penalty == 0:
		penalty = 1
	case penalty < 0:
		penalty = 0
	}
	if folds < 2 {
		folds = 5
	}
	if least <= 0 {
		least = 10
	}
	rows, y := make([][]float64, len(list)), make([]bool, len(list))
	report := &AcceptanceReport{Observations: len(list)}
	for i := range list {
		rows[i] = list[i].Offer.values()
		for _, v := range rows[i] {
			if math.IsNaN(v) || math.IsInf(v, 0) {
				return nil, nil, ErrNoData
			}
		}
		if y[i] = list[i].Accepted; y[i] {
			report.Accepted++
		}
	}
	if min(report.Accepted, len(list)-report.Accepted) < least {
		report.Default = true
		model := DefaultAcceptance()
		p := make([]float64, len(list))
		for i := range list {
			p[i] = model.Probability(list[i].Offer)
		}
		report.score(p, y)
		return model, report, nil
	}
	model, errs := fitLogistic(rows, y, penalty)
	report.Errors = errs
	held := make([]float64, len(list)) // score of each observation by the model which has not seen it
	for fold := range folds {
		var some [][]float64
		var answers []bool
		for i := range rows {
			if i%folds != fold {
				some, answers = append(some, rows[i]), append(answers, y[i])
			}
		}
		part, _ := fitLogistic(some, answers, penalty)
		for i := range rows {
			if i%folds == fold {
				held[i] = part.score(&list[i].Offer)
			}
		}
	}
	model.Slope, model.Shift = Platt(held, y)
	p := make([]float64, len(list))
	for i, z := range held {
		p[i] = model.calibrated(z)
	}
	report.score(p, y)
	return model, report, nil
}

// fitLogistic fits on standardised features and returns the weights and their
// errors in the features' own units.
func fitLogistic(rows [][]float64, y []bool, penalty float64) (*Acceptance, []float64) {
	n := len(Features())
	mean, scale := make([]float64, n), make([]float64, n)
	count := float64(max(len(rows), 1))
	for _, r := range rows {
		for i, v := range r {
			mean[i] += v / count
		}
	}
	for _, r := range rows {
		for i, v := range r {
			scale[i] += float64((v-mean[i])*(v-mean[i])) / count
		}
	}
	for i := range scale {
		if scale[i] = math.Sqrt(scale[i]); scale[i] < 1e-9 {
			scale[i] = 0 // a constant tells nothing
		}
	}
	standard := make([][]float64, len(rows))
	for k, r := range rows {
		standard[k] = append(make([]float64, 0, n+1), 1)
		for i, v := range r {
			z := 0.0
			if scale[i] > 0 {
				z = (v - mean[i]) / scale[i]
			}
			standard[k] = append(standard[k], z)
		}
	}
	x, h, _ := minimise(n+1, logistic(standard, y, max(penalty, 1e-9)))
	errs := errorsOf(h, n+1)
	m := &Acceptance{Intercept: x[0], Weights: make([]float64, n), Slope: 1}
	out := make([]float64, n)
	for i := range n {
		if scale[i] > 0 {
			m.Weights[i], out[i] = x[i+1]/scale[i], errs[i+1]/scale[i]
			m.Intercept -= float64(m.Weights[i] * mean[i])
		}
	}
	return m, out
}

func (r *AcceptanceReport) score(p []float64, y []bool) {
	share := float64(r.Accepted) / float64(max(len(y), 1))
	for i := range p {
		miss, base := p[i], share
		if y[i] {
			miss, base = 1-p[i], 1-share
		}
		n := float64(len(y))
		r.LogLoss -= math.Log1p(-miss) / n
		r.Brier += float64(miss*miss) / n
		r.BaseBrier += float64(base*base) / n
		if base < 1 {
			r.BaseLogLoss -= math.Log1p(-base) / n
		}
	}
	r.Reliability = Reliability(p, y, 10)
}
