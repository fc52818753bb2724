package schedule_test

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/bench/generate"
	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// A quoter which has come through bookings quotes what a fresh one does, also
// for customers at places which are new.
func TestQuoterNext(t *testing.T) {
	for seed := range uint64(loops(2)) {
		p, plan, asked := quoted(t, generate.Options{Seed: seed, Jobs: 160, Days: 3, Load: 0.9, Servable: true}, 8)
		q, err := schedule.NewQuoter(p, plan)
		require.NoError(t, err)
		require.NoError(t, q.Warm(t.Context()))
		booked := 0
		for n, job := range asked {
			request := schedule.Request{Job: &job}
			if n%2 == 1 {
				job.Customer = "new-" + job.ID
				job.Place = nil
				request.Customer = &roster.Customer{ID: job.Customer, Place: roster.Place{Location: &roster.LatLng{Lat: 30.6 + float64(n)/500, Lng: 114.3 - float64(n)/700}}}
			}
			got, err := q.Quote(t.Context(), request, schedule.QuoteOptions{})
			require.NoError(t, err)
			fresh, err := schedule.NewQuoter(p, plan)
			require.NoError(t, err)
			want, err := fresh.Quote(t.Context(), request, schedule.QuoteOptions{})
			require.NoError(t, err)
			require.Equal(t, want, got, "seed %d, job %d", seed, n)
			if len(got) == 0 {
				continue
			}
			slot := got[n%len(got)]
			b, err := q.Commit(t.Context(), slot.Token, schedule.CommitOptions{})
			require.NoError(t, err)
			assert.Equal(t, slot.Cost, b.Plan.Score.Total-plan.Score.Total)
			ready := schedule.ReadyDays(q)
			q, err = q.Next(b)
			require.NoError(t, err)
			require.Equal(t, ready, schedule.ReadyDays(q), "the days of the booking are prepared again")
			p, plan = b.Problem, b.Plan
			booked++
		}
		assert.Greater(t, booked, 4)
		// Another plan put into a booking is judged.
		broken := *plan
		broken.Routes = broken.Routes[1:]
		_, err = q.Next(&schedule.Booking{Problem: p, Plan: &broken})
		require.Error(t, err)
	}
}
