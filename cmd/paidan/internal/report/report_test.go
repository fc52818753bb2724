package report

import (
	"bytes"
	"encoding/json"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/cmd/paidan/internal/sample"
	"github.com/paidan/paidan/cmd/paidan/internal/words"
	"github.com/paidan/paidan/roster"
)

func write(t *testing.T, p *roster.Problem, plan *roster.Plan, lang words.Lang) string {
	t.Helper()
	var b bytes.Buffer
	require.NoError(t, Write(&b, p, plan, Options{Lang: lang, Money: words.Currency{Symbol: "¥"}}))
	return b.String()
}

var dataScript = regexp.MustCompile(`(?s)<script type="application/json" id="data">(.*?)</script>`)

// dataOf decodes what the page's script draws from.
func dataOf(t *testing.T, html string) *chartData {
	t.Helper()
	m := dataScript.FindStringSubmatch(html)
	require.NotNil(t, m)
	d := &chartData{}
	require.NoError(t, json.Unmarshal([]byte(m[1]), d))
	return d
}

func TestWrite(t *testing.T) {
	p := sample.Problem(60, 15, 1)
	plan := sample.Plan(p)
	for _, lang := range []words.Lang{words.English, words.Chinese} {
		html := write(t, p, plan, lang)
		own := strings.Replace(html, echarts, "", 1)
		assert.Empty(t, regexp.MustCompile(`>![a-z_]+<`).FindString(own), "a label without words")
		assert.True(t, strings.Contains(own, lang.Reason(roster.ReasonCrowdedOut)))
		d := dataOf(t, html)
		assert.Len(t, d.Routes, len(plan.Routes))
		assert.Len(t, d.Missing, len(plan.Unassigned))
		for _, text := range d.Say {
			assert.False(t, strings.HasPrefix(text, "!"), text)
		}
	}
}

// The page loads nothing: every address in it but those in the library's
// text (namespaces, a licence) would be one to fetch from.
func TestOffline(t *testing.T) {
	p := sample.Problem(6, 2, 1)
	html := write(t, p, sample.Plan(p), words.English)
	own := strings.Replace(html, echarts, "", 1)
	require.NotEqual(t, own, html)
	loads := regexp.MustCompile(`(?i)https?:|//[a-z]|\bsrc=|<link|@import|url\(`)
	assert.Empty(t, loads.FindString(strings.ReplaceAll(own, "path://", "")))
	assert.True(t, strings.Contains(own, `default-src 'none'`))
}

// Ids and codes come from files: none may become markup or script.
func TestInjection(t *testing.T) {
	const evil = `</script><script>alert(1)</script><img src=x onerror=alert(1)>"'&`
	p := sample.Problem(8, 2, 1)
	p.ID = evil
	for i := range p.Jobs {
		p.Jobs[i].ID += evil
		p.Jobs[i].Service = evil
	}
	for i := range p.Workers {
		p.Workers[i].ID += evil
		p.Workers[i].Skills = []roster.Skill{{Code: evil}}
		p.Workers[i].Shifts[0].ID += evil
	}
	p.Catalogue[0].Code = evil
	plan := sample.Plan(p)
	require.NotEmpty(t, plan.Routes)
	plan.Unassigned = append(plan.Unassigned, roster.Unassigned{Job: p.Jobs[0].ID, Class: evil,
		Reasons: []roster.Reason{{Code: evil, Jobs: []string{evil}}}})
	plan.Status, plan.Provenance.Method = evil, evil
	plan.Routes[0].Stops[0].Break = evil
	plan.Score.Parts = append(plan.Score.Parts, roster.Part{Code: evil, Points: 1})
	html := write(t, p, plan, words.English)
	own := strings.Replace(html, echarts, "", 1)
	assert.False(t, strings.Contains(own, "<script>alert"))
	assert.False(t, strings.Contains(own, "<img"))
	assert.Equal(t, 3, strings.Count(html, "</script>"))
	assert.True(t, strings.HasSuffix(dataOf(t, html).Routes[0].Worker, evil))
}

// Names, phones, addresses and notes stay where they are.
func TestPrivacy(t *testing.T) {
	const secret = "Personal-Secret"
	p := sample.Problem(8, 2, 1)
	for i := range p.Workers {
		p.Workers[i].Name = secret
	}
	for i := range p.Customers {
		c := &p.Customers[i]
		c.Name, c.Phone, c.Address, c.Notes = secret, secret, secret, secret
		p.Jobs[i].Notes = secret
	}
	assert.False(t, strings.Contains(write(t, p, sample.Plan(p), words.English), secret))
}

// A plan for another problem, or for none, is shown as far as it goes.
func TestStrangePlans(t *testing.T) {
	p := sample.Problem(4, 2, 1)
	html := write(t, p, &roster.Plan{}, words.English)
	assert.True(t, strings.Contains(html, words.English.Say("no_routes")))
	at := p.Horizon.Start
	plan := &roster.Plan{Routes: []roster.Route{{Worker: "ghost", Shift: "none", Depart: at, Return: at, Stops: []roster.Stop{
		{Kind: roster.VisitStop, Job: "none", Arrive: at, Start: at, End: at}, {Kind: roster.StoreStop, Store: "none"}, {Kind: "odd"}}}},
		Unassigned: []roster.Unassigned{{Job: "none"}}}
	assert.True(t, strings.Contains(write(t, p, plan, words.English), "ghost"))
	for i := range p.Customers {
		p.Customers[i].Place.Location = nil // times from a matrix
	}
	d := dataOf(t, write(t, p, &roster.Plan{Unassigned: []roster.Unassigned{{Job: p.Jobs[0].ID}}}, words.English))
	assert.Nil(t, d.Missing[0].Place)
}

// Times are told in the agency's zone over a change of the clock.
func TestZone(t *testing.T) {
	p := sample.Problem(1, 1, 1)
	p.TimeZone = "Europe/Berlin"
	zone, err := time.LoadLocation(p.TimeZone)
	require.NoError(t, err)
	p.Horizon = roster.Horizon{Start: time.Date(2026, 10, 25, 0, 0, 0, 0, zone), End: time.Date(2026, 10, 26, 0, 0, 0, 0, zone)}
	d := dataOf(t, write(t, p, &roster.Plan{}, words.English))
	require.Len(t, d.Zone, 2)
	assert.EqualValues(t, 7200, d.Zone[0][1])
	assert.Equal(t, [2]int64{time.Date(2026, 10, 25, 1, 0, 0, 0, time.UTC).Unix(), 3600}, d.Zone[1])
}

func TestColours(t *testing.T) {
	seen := map[string]bool{}
	for i := range 36 {
		c := workerColour(i)
		assert.Regexp(t, `^#[0-9a-f]{6}$`, c)
		assert.False(t, seen[c], c)
		seen[c] = true
	}
}
