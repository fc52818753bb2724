package schedule_test

import (
	"encoding/base64"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// quoted makes a problem up whose last few jobs have been taken out, and a
// plan without them: they are asked for again.
func quoted(t *testing.T, opts generate.Options, out int) (*roster.Problem, *roster.Plan, []roster.Job) {
	t.Helper()
	p, err := generate.Problem(opts)
	require.NoError(t, err)
	p.ID = "quoted"
	p.Jobs = slices.Clone(p.Jobs)
	var asked []roster.Job
	for i := len(p.Jobs) - 1; i >= 0 && len(asked) < out; i-- {
		id := p.Jobs[i].ID
		tied := slices.ContainsFunc(p.Links, func(l roster.Link) bool { return l.First == id || l.Second == id }) ||
			slices.ContainsFunc(p.History.Refusals, func(r roster.Refusal) bool { return r.Job == id })
		if tied {
			continue
		}
		job := p.Jobs[i]
		job.Windows, job.Preferred, job.Release = nil, nil, time.Time{}
		asked = append(asked, job)
		p.Jobs = slices.Delete(p.Jobs, i, i+1)
	}
	plan, err := schedule.Solve(t.Context(), p, schedule.Options{Iterations: 300})
	require.NoError(t, err)
	return p, plan, asked
}

// Every slot, committed at once, is a plan which the checker accepts and costs
// what was quoted; and the window holds.
func commitAll(t *testing.T, p *roster.Problem, plan *roster.Plan, slots []schedule.Slot, opts schedule.CommitOptions) {
	t.Helper()
	for i, s := range slots {
		b, err := schedule.Commit(t.Context(), p, plan, s.Token, opts)
		require.NoError(t, err, "slot %d", i)
		require.NoError(t, b.Problem.Validate())
		report := roster.Check(b.Problem, b.Plan, roster.CheckOptions{})
		require.NoError(t, report.Err(), "slot %d", i)
		assert.Equal(t, s.Cost, b.Plan.Score.Total-plan.Score.Total, "slot %d", i)
		assert.Equal(t, s.Cost, b.Cost)
		var sum roster.Points
		for _, part := range s.Parts {
			sum += part.Points
		}
		assert.Equal(t, s.Cost, sum)
		for _, v := range s.Visits {
			inside := slices.ContainsFunc(v.Windows, func(w roster.Window) bool { return !v.Start.Before(w.Start) && !v.Start.After(w.End) })
			assert.True(t, inside, "slot %d: %s starts outside its windows", i, v.Job)
			assert.NotEmpty(t, v.Workers)
		}
		switch s.Firmness {
		case schedule.Fits:
			assert.Empty(t, s.Moved)
			assert.Empty(t, s.Displaced)
		case schedule.NeedsMoves:
			assert.NotEmpty(t, s.Moved)
			assert.Empty(t, s.Displaced)
		default:
			assert.NotEmpty(t, s.Displaced)
		}
	}
}

func TestQuoteJobs(t *testing.T) {
	found, firm := 0, map[schedule.Firmness]int{}
	for seed := range uint64(loops(3)) {
		p, plan, asked := quoted(t, generate.Options{Seed: seed, Jobs: 70, Load: 1.05, Servable: true}, 5)
		for _, job := range asked {
			slots, err := schedule.Quote(t.Context(), p, plan, schedule.Request{Job: &job}, schedule.QuoteOptions{Iterations: 60})
			require.NoError(t, err)
			commitAll(t, p, plan, slots, schedule.CommitOptions{})
			found += len(slots)
			half := map[string]int{}
			for _, s := range slots {
				firm[s.Firmness]++
				half[s.Start.Format("0102")+fmt.Sprint(s.Start.Hour() >= 12)]++
				if s.Insertion != nil {
					assert.NotEmpty(t, s.Visits)
				}
			}
			for _, n := range half {
				assert.LessOrEqual(t, n, 2)
			}
		}
	}
	t.Log(found, firm)
	assert.Positive(t, found)
}

// Insertions priced from kept days cost what the plan then costs more, also at
// places which the problem does not have.
func TestQuoteInsertions(t *testing.T) {
	p, plan, asked := quoted(t, generate.Options{Seed: 6, Jobs: 120, Workers: 12, Days: 3, Servable: true}, 8)
	q, err := schedule.NewQuoter(p, plan)
	require.NoError(t, err)
	found := 0
	for i := range asked {
		request := schedule.Request{Job: &asked[i]}
		if i%2 > 0 {
			asked[i].Customer = "newcomer"
			at := *p.Customers[i].Place.Location
			at.Lat += 0.001
			request.Customer = &roster.Customer{ID: "newcomer", Place: roster.Place{Location: &at}}
		}
		slots, err := q.Quote(t.Context(), request, schedule.QuoteOptions{Repairs: -1})
		require.NoError(t, err)
		commitAll(t, p, plan, slots, schedule.CommitOptions{})
		found += len(slots)
		again, err := q.Quote(t.Context(), request, schedule.QuoteOptions{Repairs: -1})
		require.NoError(t, err)
		assert.Equal(t, slots, again)
	}
	assert.Positive(t, found)
}

func TestQuoteDaysWithCrewsAndSeries(t *testing.T) {
	p, plan, asked := quoted(t, generate.Options{Seed: 4, Customers: 20, Workers: 9, Days: 5, Crews: true, Links: true, Servable: true}, 0)
	require.Empty(t, asked)
	crew := p.Jobs[0]
	crew.ID, crew.Windows, crew.Preferred, crew.Crew = "asked-crew", nil, nil, &roster.Crew{Size: 2}
	slots, err := schedule.Quote(t.Context(), p, plan, schedule.Request{Job: &crew}, schedule.QuoteOptions{Iterations: 60, Repairs: 6, PromiseWorker: true})
	require.NoError(t, err)
	commitAll(t, p, plan, slots, schedule.CommitOptions{})
	t.Log("crew:", len(slots))

	template := p.Jobs[0]
	template.ID, template.Windows, template.Preferred, template.Crew, template.Mandatory = "series", nil, nil, nil, false
	day := roster.DateOf(p.Horizon.Start)
	series := roster.Series{ID: "asked-series", Template: template, From: day, Until: roster.Date{Year: day.Year, Month: day.Month, Day: day.Day + 4},
		Weekdays: []time.Weekday{time.Monday, time.Wednesday}, DayStart: 8 * 3600, DayEnd: 18 * 3600, MaxWorkers: 1}
	slots, err = schedule.Quote(t.Context(), p, plan, schedule.Request{Series: &series}, schedule.QuoteOptions{Iterations: 60, Repairs: 5})
	require.NoError(t, err)
	commitAll(t, p, plan, slots, schedule.CommitOptions{})
	t.Log("series:", len(slots))
	require.NotEmpty(t, slots)
	assert.Len(t, slots[0].Visits, 2)
	assert.Equal(t, slots[0].Visits[0].Workers, slots[0].Visits[1].Workers)
}

func TestQuoteIsTheSameAgain(t *testing.T) {
	p, plan, asked := quoted(t, generate.Options{Seed: 9, Jobs: 60}, 1)
	texts := map[string]bool{}
	for range 3 {
		slots, err := schedule.Quote(t.Context(), p, plan, schedule.Request{Job: &asked[0]}, schedule.QuoteOptions{Key: []byte("k"), Iterations: 50})
		require.NoError(t, err)
		text, err := json.Marshal(slots)
		require.NoError(t, err)
		texts[string(text)] = true
	}
	assert.Len(t, texts, 1)
}

// Committing slots one after the other on the growing plan sells none twice:
// each commit gives a valid plan or tells what is in the way.
func TestCommitOnAChangedPlan(t *testing.T) {
	p, plan, asked := quoted(t, generate.Options{Seed: 2, Jobs: 60, Load: 1.1, Servable: true}, 1)
	tokens := []string{}
	for i := range 12 {
		job := asked[0]
		job.ID = fmt.Sprintf("again-%d", i)
		slots, err := schedule.Quote(t.Context(), p, plan, schedule.Request{Job: &job}, schedule.QuoteOptions{Iterations: 40, PromiseWorker: true})
		require.NoError(t, err)
		require.NotEmpty(t, slots)
		tokens = append(tokens, slots[0].Token)
	}
	conflicts := 0
	for i, token := range tokens {
		b, err := schedule.Commit(t.Context(), p, plan, token, schedule.CommitOptions{})
		if conflict := (*schedule.ConflictError)(nil); errors.As(err, &conflict) {
			conflicts++
			assert.NotEmpty(t, conflict.Jobs, "%v", err)
			assert.Len(t, conflict.Workers, 1)
			continue
		}
		require.NoError(t, err, "token %d", i)
		require.NoError(t, roster.Check(b.Problem, b.Plan, roster.CheckOptions{}).Err())
		p, plan = b.Problem, b.Plan
		_, err = schedule.Commit(t.Context(), p, plan, token, schedule.CommitOptions{})
		var conflict *schedule.ConflictError
		require.ErrorAs(t, err, &conflict)
		assert.Equal(t, schedule.ConflictBooked, conflict.Code)
	}
	assert.Positive(t, conflicts)
	assert.Less(t, conflicts, len(tokens))
}

func TestTokens(t *testing.T) {
	p, plan, asked := quoted(t, generate.Options{Seed: 9, Jobs: 40}, 1)
	job := asked[0]
	job.Notes, job.Customer = "the key is under the mat", "newcomer"
	customer := roster.Customer{ID: "newcomer", Name: "Wang Fang", Phone: "13800000000", Address: "Long Street 5", Notes: "deaf", Place: p.Customers[0].Place}
	request := schedule.Request{Job: &job, Customer: &customer}
	expires := p.Horizon.Start
	for _, key := range [][]byte{nil, []byte("secret")} {
		slots, err := schedule.Quote(t.Context(), p, plan, request, schedule.QuoteOptions{Key: key, Iterations: 30, Expires: expires})
		require.NoError(t, err)
		require.NotEmpty(t, slots)
		commitAll(t, p, plan, slots[:1], schedule.CommitOptions{Key: key})
		token := slots[0].Token
		text, err := base64.RawURLEncoding.DecodeString(token)
		require.NoError(t, err)
		all, err := json.Marshal(slots)
		require.NoError(t, err)
		for _, personal := range []string{job.Notes, customer.Name, customer.Phone, customer.Address, customer.Notes} {
			assert.NotContains(t, string(text), personal)
			assert.NotContains(t, string(all), personal)
		}
		assert.Equal(t, key == nil, strings.Contains(string(text), "newcomer"), "a key seals")
		for _, bad := range []struct {
			token string
			opts  schedule.CommitOptions
		}{
			{token[:len(token)-2] + "xx", schedule.CommitOptions{Key: key}},
			{token, schedule.CommitOptions{Key: []byte("other")}},
			{"", schedule.CommitOptions{Key: key}},
			{token, schedule.CommitOptions{Key: key, Now: expires.Add(time.Second)}},
		} {
			_, err := schedule.Commit(t.Context(), p, plan, bad.token, bad.opts)
			assert.ErrorIs(t, err, schedule.ErrToken)
		}
	}
}

// Scarce time costs what the demand to come would lose.
func TestOpportunity(t *testing.T) {
	p, plan, asked := quoted(t, generate.Options{Seed: 9, Jobs: 60}, 1)
	forecast := []schedule.Forecast{}
	for h := 8; h < 12; h++ {
		at := p.Horizon.Start.Add(time.Duration(h) * time.Hour)
		forecast = append(forecast, schedule.Forecast{Service: asked[0].Service, Start: at, End: at.Add(time.Hour), Jobs: 30, Value: 100_000})
	}
	request := schedule.Request{Job: &asked[0]}
	plain, err := schedule.Quote(t.Context(), p, plan, request, schedule.QuoteOptions{Iterations: 30})
	require.NoError(t, err)
	dear, err := schedule.Quote(t.Context(), p, plan, request, schedule.QuoteOptions{Iterations: 30, Forecast: forecast})
	require.NoError(t, err)
	cost, lost := map[time.Time]roster.Points{}, roster.Points(0)
	for _, s := range plain {
		assert.Zero(t, s.Opportunity)
		cost[s.Start] = s.Cost
	}
	for _, s := range dear {
		assert.Equal(t, s.Cost+s.Opportunity, s.Total)
		if c, ok := cost[s.Start]; ok {
			assert.Equal(t, c, s.Cost)
		}
		if s.Start.Hour() < 11 {
			lost = max(lost, s.Opportunity)
		}
		assert.NotEmpty(t, s.Reserve)
		assert.GreaterOrEqual(t, s.Reserve[0].Before, roster.Duration(0))
	}
	assert.Positive(t, lost)
}

func TestQuoteFaults(t *testing.T) {
	p, plan, asked := quoted(t, generate.Options{Seed: 9, Jobs: 40}, 1)
	for name, r := range map[string]schedule.Request{
		"request_needs_one": {},
		"job.service":       {Job: &roster.Job{ID: "x", Customer: p.Customers[0].ID, Service: "none"}},
		"job.id":            {Job: &p.Jobs[0]},
		"customer.id":       {Job: &asked[0], Customer: &p.Customers[0]},
	} {
		_, err := schedule.Quote(t.Context(), p, plan, r, schedule.QuoteOptions{})
		require.ErrorContains(t, err, name)
	}
	_, err := schedule.Quote(t.Context(), p, plan, schedule.Request{Job: &asked[0]}, schedule.QuoteOptions{Slot: -1})
	require.Error(t, err)
	broken := *plan
	broken.Score.Total++
	_, err = schedule.Quote(t.Context(), p, &broken, schedule.Request{Job: &asked[0]}, schedule.QuoteOptions{})
	var refused *roster.CheckError
	require.ErrorAs(t, err, &refused)
	for text, says := range map[string]string{
		`{"job":{"id":"a","customer":"c","service":"s","sevrice":1}}`: "job.sevrice",
		`{"jobs":{}}`: "request_needs_one",
		`{"job":{"id":"a","customer":"c","service":"s"},"series":{}}`: "series",
		`{"job":{"id":"a","customer":"c","service":"s"}} x`:           "text after",
	} {
		_, err := schedule.DecodeRequest(strings.NewReader(text))
		require.ErrorContains(t, err, says)
	}
	r, err := schedule.DecodeRequest(strings.NewReader(`{"job":{"id":"a","customer":"c","service":"s"}}`))
	require.NoError(t, err)
	assert.Equal(t, "a", r.Job.ID)
}
