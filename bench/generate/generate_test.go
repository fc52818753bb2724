package generate_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/roster"
)

func problem(t *testing.T, o generate.Options) *roster.Problem {
	t.Helper()
	p, err := generate.Problem(o)
	require.NoError(t, err)
	return p
}

func TestValid(t *testing.T) {
	for seed := range uint64(12) {
		for _, o := range []generate.Options{
			{Jobs: 1}, {Jobs: 20}, {Jobs: 60, Days: 3}, {Jobs: 150, Crews: true, Links: true}, {Jobs: 400, Days: 7},
			{Jobs: 1200, Date: roster.Date{Year: 2026, Month: 11, Day: 28}}, {Jobs: 100, Workers: 3}, {Jobs: 100, Workers: 90},
			{Jobs: 80, Load: 2, TimeZone: "Europe/Berlin", Date: roster.Date{Year: 2026, Month: 10, Day: 24}, Days: 3,
				Centre: roster.LatLng{Lat: -52.5, Lng: 13.4}},
		} {
			o.Seed = seed
			p := problem(t, o)
			require.NoError(t, p.Validate(), "%+v", o)
			require.Len(t, p.Jobs, o.Jobs)
			if o.Workers > 0 {
				require.Len(t, p.Workers, o.Workers)
			}
		}
	}
}

func TestValidLarge(t *testing.T) {
	if testing.Short() {
		t.Skip("20,000 jobs")
	}
	require.NoError(t, problem(t, generate.Options{Jobs: 20_000, Seed: 7}).Validate())
}

// Write gives what Problem gives.
func TestWrite(t *testing.T) {
	for _, o := range []generate.Options{
		{}, {Jobs: 1, Seed: 4}, {Jobs: 20, Seed: 1}, {Jobs: 300, Seed: 2, Days: 5, Crews: true, Links: true}, {Jobs: 2000, Seed: 3},
		{Customers: 80, Days: 14, Crews: true, Links: true, Seed: 9, Workers: 12}, {Jobs: 40, Series: 1, Days: 3},
	} {
		var written, want, got bytes.Buffer
		require.NoError(t, generate.Write(&written, o))
		p, err := roster.DecodeProblem(&written)
		require.NoError(t, err)
		require.NoError(t, roster.EncodeProblem(&got, p))
		require.NoError(t, roster.EncodeProblem(&want, problem(t, o)))
		require.Equal(t, want.String(), got.String())
	}
}

// The bytes are the same on every machine and in every version: a change of
// the laws changes these sums, and says so in the change log.
func TestSameBytes(t *testing.T) {
	for want, o := range map[string]generate.Options{
		"7efeb5d7abfec5c2a21568725546029afa0fd57d7a4c7841bcc3018a367a14e5": {Jobs: 500, Seed: 42},
		"6af60684e3ee720d25e3dd84c51276ba612d25f7458f7d16f998b6930f83da97": {Jobs: 2000, Seed: 7, Load: 1.2, Servable: true,
			Date: roster.Date{Year: 2026, Month: time.December, Day: 3}},
		"897932a94d7e31ff2ea1a11279d70943573d49b7cb80cff96c06a8ee22f5e52e": {Jobs: 300, Seed: 6, Links: true},
		"14848a58d2d27c63a258e38c4cfe6efe1876dd0cee310178ad38c2198c668192": {Jobs: 500, Seed: 42, Days: 2, Crews: true, Links: true},
		"0513659de32985cfc5ce20e339cc3b395218ce306c5f4588d3f6d6e3de6fdec2": {Customers: 200, Workers: 30, Seed: 5, Days: 28, Crews: true, Links: true},
	} {
		sum := sha256.New()
		require.NoError(t, generate.Write(sum, o))
		assert.Equal(t, want, hex.EncodeToString(sum.Sum(nil)), "%+v", o)
	}
}

func TestSeeds(t *testing.T) {
	var a, b bytes.Buffer
	require.NoError(t, generate.Write(&a, generate.Options{Jobs: 50, Seed: 1}))
	require.NoError(t, generate.Write(&b, generate.Options{Jobs: 50, Seed: 2}))
	assert.NotEqual(t, a.String(), b.String())
}

// The default is plain: one worker a job, one shift a worker, no links.
func TestPlainByDefault(t *testing.T) {
	p := problem(t, generate.Options{Jobs: 3000})
	v, err := roster.NewView(p)
	require.NoError(t, err)
	for i := range p.Jobs {
		require.Equal(t, 1, v.CrewSize(&p.Jobs[i]))
		require.Zero(t, v.Duration(&p.Jobs[i])%300, "multiples of five minutes")
	}
	for i := range p.Workers {
		require.Len(t, p.Workers[i].Shifts, 1)
		require.Empty(t, p.Workers[i].Name)
	}
	assert.Empty(t, p.Links)
	assert.Empty(t, p.Series)
	assert.NotContains(t, codes(p), "deep_cleaning")

	p = problem(t, generate.Options{Jobs: 3000, Crews: true, Links: true})
	v, _ = roster.NewView(p)
	crews := 0
	for i := range p.Jobs {
		if v.CrewSize(&p.Jobs[i]) > 1 {
			crews++
		}
	}
	assert.Greater(t, crews, 30)
	assert.Greater(t, len(p.Links), 100)
}

func codes(p *roster.Problem) (out []string) {
	for _, s := range p.Catalogue {
		out = append(out, s.Code)
	}
	return out
}

// Shares come out as the laws say.
func TestShares(t *testing.T) {
	p := problem(t, generate.Options{Jobs: 10_000, Seed: 5})
	count := map[string]float64{}
	for _, j := range p.Jobs {
		count["service "+j.Service]++
		if j.Mandatory {
			count["mandatory"]++
		}
		if len(j.Windows) > 1 {
			count["windows"]++
		}
		if len(j.Preferred) > 0 {
			count["preferred"]++
		}
		if j.Requirements.Languages != nil && j.Requirements.Languages[0] == "eo" {
			count["spoilt"]++
		}
	}
	jobs := float64(len(p.Jobs))
	assert.InDelta(t, 0.26, count["service daily_cleaning"]/jobs, 0.03)
	assert.InDelta(t, 0.25, count["service elder_care"]/jobs, 0.04)
	assert.InDelta(t, 0.03, count["mandatory"]/jobs, 0.01)
	assert.InDelta(t, 0.0033, count["spoilt"]/jobs, 0.002)
	assert.Greater(t, count["windows"], 50.0)
	assert.Greater(t, count["preferred"]/jobs, 0.25)
	shared := map[string]int{}
	for _, c := range p.Customers {
		shared[c.Place.ID]++
		require.Less(t, max(abs(c.Place.Location.Lat-30.6), abs(c.Place.Location.Lng-114.3)), 0.5)
	}
	assert.InDelta(t, 0.65, float64(shared[""])/float64(len(p.Customers)), 0.03)
	for _, w := range p.Workers {
		count["mode "+string(w.Mode)]++
		if w.HealthCertificate != nil && w.HealthCertificate.Until.Before(roster.DateOf(p.Horizon.Start)) {
			count["expired"]++
		}
		if len(w.Ratings) == 0 {
			count["unrated"]++
		}
	}
	workers := float64(len(p.Workers))
	assert.InDelta(t, 0.70, count["mode ebike"]/workers, 0.04)
	assert.InDelta(t, 0.15, count["unrated"]/workers, 0.03)
	assert.InDelta(t, 0.025, count["expired"]/workers, 0.02)
	assert.Greater(t, len(p.History.Visits), 1000)
	assert.Greater(t, len(p.History.Refusals), 100)
}

func abs(x float64) float64 { return max(x, -x) }

func TestLoad(t *testing.T) {
	few := len(problem(t, generate.Options{Jobs: 2000, Load: 1.7}).Workers)
	many := len(problem(t, generate.Options{Jobs: 2000, Load: 0.85}).Workers)
	assert.InDelta(t, 2, float64(many)/float64(few), 0.05)
}

type grid struct{}

func (grid) SamplePlace(rng *rand.Rand) roster.LatLng {
	return roster.LatLng{Lat: 30.5 + 0.01*float64(rng.IntN(20)), Lng: 114.25}
}

func TestSampler(t *testing.T) {
	p := problem(t, generate.Options{Jobs: 300, Sampler: grid{}})
	require.NoError(t, p.Validate())
	for _, c := range p.Customers {
		require.Equal(t, 114.25, c.Place.Location.Lng)
	}
	for _, w := range p.Workers {
		require.Equal(t, 114.25, w.Home.Location.Lng)
	}
}

func TestRefused(t *testing.T) {
	for want, o := range map[string]generate.Options{
		"jobs":      {Jobs: -1},
		"load":      {Load: 9},
		"workers":   {Workers: -1},
		"days":      {Days: 29},
		"customers": {Customers: -1},
		"one of":    {Customers: 5, Jobs: 5},
		"series":    {Series: 1.5},
		"centre":    {Centre: roster.LatLng{Lat: 89}},
		"time zone": {TimeZone: "Nowhere/Never"},
		"date":      {Date: roster.Date{Year: 1}},
	} {
		_, err := generate.Problem(o)
		assert.ErrorContains(t, err, want)
	}
	err := generate.Write(broken{}, generate.Options{Jobs: 1000})
	assert.ErrorContains(t, err, "full")
}

type broken struct{}

func (broken) Write([]byte) (int, error) { return 0, errors.New("disk full") }

func TestNothingPersonal(t *testing.T) {
	var b strings.Builder
	require.NoError(t, generate.Write(&b, generate.Options{Jobs: 500}))
	for _, field := range []string{"phone", "address", "notes"} {
		assert.NotContains(t, b.String(), `"`+field+`"`)
	}
}

func BenchmarkWrite(b *testing.B) {
	for b.Loop() {
		_ = generate.Write(discard{}, generate.Options{Jobs: 10_000})
	}
}

type discard struct{}

func (discard) Write(p []byte) (int, error) { return len(p), nil }
