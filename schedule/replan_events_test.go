package schedule_test

import (
	"context"
	"encoding/json"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// calm is a day of one worker who cleans at home from nine to ten, from noon to
// one and from three to four, of which the first has begun at half past nine;
// and a colleague at rest.
func calm(t *testing.T) (*roster.Problem, *roster.Plan, time.Time) {
	t.Helper()
	at := func(h int) time.Time { return time.Date(2026, 11, 23, h, 0, 0, 0, time.UTC) }
	home := roster.Place{Location: &roster.LatLng{Lat: 30.66, Lng: 104.06}}
	p := &roster.Problem{SchemaVersion: roster.SchemaVersion, TimeZone: "UTC", Horizon: roster.Horizon{Start: at(0), End: at(24)},
		Catalogue: []roster.Service{{Code: "clean", Duration: roster.DurationModel{Base: 3600}, Price: 9000}},
		Customers: []roster.Customer{{ID: "C", Place: home}}}
	for _, w := range []string{"A", "B"} {
		p.Workers = append(p.Workers, roster.Worker{ID: w, Home: home, Shifts: []roster.Shift{{ID: w, Start: at(8), End: at(18), MaxOvertime: 3600}}})
	}
	for i, id := range []string{"one", "two", "three"} {
		start := at(9 + 3*i)
		p.Jobs = append(p.Jobs, roster.Job{ID: id, Customer: "C", Service: "clean", Windows: []roster.Window{{Start: start, End: start.Add(2 * time.Hour)}}})
		p.Locks = append(p.Locks, roster.Lock{Job: id, Worker: "A", Start: start})
	}
	plan, err := schedule.Solve(t.Context(), p, schedule.Options{Iterations: 50})
	require.NoError(t, err)
	require.Equal(t, 3, plan.Figures.Served)
	p.Locks = nil
	return p, plan, at(9).Add(30 * time.Minute)
}

func TestEvents(t *testing.T) {
	p, plan, now := calm(t)
	later := func(d time.Duration) time.Time { return now.Add(d) }
	extra := roster.Job{ID: "extra", Customer: "C", Service: "clean"}
	for name, c := range map[string]struct {
		event schedule.Event
		want  map[string]string // job: worker, and when where it is another time
	}{
		"declined":  {schedule.Event{Kind: schedule.OfferDeclined, Worker: "A", Job: "two"}, map[string]string{"two": "B 12:00"}},
		"no answer": {schedule.Event{Kind: schedule.NoAnswer, Worker: "A", Job: "three", Until: later(time.Hour)}, map[string]string{"three": "B 15:00"}},
		"no show":   {schedule.Event{Kind: schedule.NoShow, Worker: "A", Job: "one"}, map[string]string{"one": "B 09:30"}},
		"ill":       {schedule.Event{Kind: schedule.WorkerIll, Worker: "A"}, map[string]string{"two": "B 12:00", "three": "B 15:00"}},
		"ill for a while": {schedule.Event{Kind: schedule.WorkerIll, Worker: "A", From: later(2 * time.Hour), Until: later(4 * time.Hour)},
			map[string]string{"two": "B 12:00"}},
		"late":            {schedule.Event{Kind: schedule.WorkerLate, Worker: "A", Until: later(2*time.Hour + 35*time.Minute)}, map[string]string{"two": "A 12:05"}},
		"free early":      {schedule.Event{Kind: schedule.WorkerFree, Job: "one", Until: later(10 * time.Minute)}, nil},
		"overrun":         {schedule.Event{Kind: schedule.Overrun, Job: "one", Until: later(3 * time.Hour)}, map[string]string{"two": "A 12:30"}},
		"cancelled":       {schedule.Event{Kind: schedule.JobCancelled, Job: "two"}, map[string]string{"two": ""}},
		"added":           {schedule.Event{Kind: schedule.JobAdded, NewJob: &extra}, map[string]string{"extra": "*"}},
		"changed window":  {schedule.Event{Kind: schedule.ChangedWindow, Job: "two", Windows: []roster.Window{{Start: later(90 * time.Minute), End: later(95 * time.Minute)}}}, map[string]string{"two": "A 11:05"}},
		"slower":          {schedule.Event{Kind: schedule.SpeedChanged, Hours: &roster.HourSpeed{From: 10, To: 12, SpeedPercent: 50}}, nil},
		"customer absent": {schedule.Event{Kind: schedule.CustomerAbsent, Job: "one"}, nil},
	} {
		t.Run(name, func(t *testing.T) {
			got, err := schedule.Replan(t.Context(), p, plan, []schedule.Event{c.event},
				schedule.ReplanOptions{Options: schedule.Options{Iterations: 300}, ApplyOptions: schedule.ApplyOptions{Now: now}})
			require.NoError(t, err)
			want := map[string]string{"one": "A 09:00", "two": "A 12:00", "three": "A 15:00"}
			for job, as := range c.want {
				want[job] = as
			}
			now := visitsIn(got.Plan)
			for job, as := range want {
				v, served := now[job]
				switch {
				case as == "" || as == "*":
					assert.Equal(t, as == "*", served, job)
				case assert.True(t, served, job):
					moved, err := time.Parse("15:04", as[2:])
					require.NoError(t, err)
					assert.Equal(t, as[:1], v.workers[0], job)
					clock := time.Date(0, 1, 1, v.start.Hour(), v.start.Minute(), v.start.Second(), 0, time.UTC)
					assert.InDelta(t, 0, clock.Sub(moved).Minutes(), 10, "%s at %s", job, v.start)
				}
			}
		})
	}
}

// Every event which cannot be is told, with its path.
func TestEventsRefused(t *testing.T) {
	p, plan, now := calm(t)
	before, after := now.Add(-time.Hour), now.Add(time.Hour)
	for _, c := range []struct {
		event schedule.Event
		want  string
	}{
		{schedule.Event{Kind: "earthquake"}, "events[0].kind value_unknown"},
		{schedule.Event{Kind: schedule.JobCancelled}, "events[0].job field_missing"},
		{schedule.Event{Kind: schedule.JobCancelled, Job: "four"}, "events[0].job reference_unknown"},
		{schedule.Event{Kind: schedule.JobCancelled, Job: "one"}, "events[0].job event_contradictory"},
		{schedule.Event{Kind: schedule.ChangedWindow, Job: "one"}, "events[0].job event_contradictory"},
		{schedule.Event{Kind: schedule.ChangedWindow, Job: "two", Windows: []roster.Window{{Start: after, End: before}}}, "events[0].windows[0].end interval_reversed"},
		{schedule.Event{Kind: schedule.Overrun, Job: "two", Until: after}, "events[0].job event_contradictory"},
		{schedule.Event{Kind: schedule.Overrun, Job: "one", Until: before}, "events[0].until event_contradictory"},
		{schedule.Event{Kind: schedule.WorkerFree, Job: "one", Until: after}, "events[0].until event_contradictory"},
		{schedule.Event{Kind: schedule.CustomerAbsent, Job: "two"}, "events[0].job event_contradictory"},
		{schedule.Event{Kind: schedule.NoShow, Job: "one", Worker: "B"}, "events[0].worker event_contradictory"},
		{schedule.Event{Kind: schedule.WorkerIll, Worker: "Z"}, "events[0].worker reference_unknown"},
		{schedule.Event{Kind: schedule.WorkerIll, Worker: "A", From: after, Until: before}, "events[0].until event_contradictory"},
		{schedule.Event{Kind: schedule.WorkerLate, Worker: "A", Until: before}, "events[0].until event_contradictory"},
		{schedule.Event{Kind: schedule.SpeedChanged}, "events[0].hours field_missing"},
		{schedule.Event{Kind: schedule.JobAdded, NewJob: &roster.Job{ID: "one"}}, "events[0].newJob.id id_duplicate"},
		{schedule.Event{Kind: schedule.JobAdded, NewJob: &roster.Job{ID: "four", Customer: "C", Service: "cook"}}, "events[0].newJob.service reference_unknown"},
		{schedule.Event{Kind: schedule.WorkerJoins, NewWorker: &roster.Worker{ID: "A"}}, "events[0].newWorker.id id_duplicate"},
	} {
		_, err := schedule.Apply(t.Context(), p, plan, []schedule.Event{c.event}, schedule.ApplyOptions{Now: now})
		var faults roster.Faults
		if assert.ErrorAs(t, err, &faults, c.want) {
			assert.Equal(t, c.want, faults[0].Path+" "+faults[0].Code)
		}
	}
	_, err := schedule.Apply(t.Context(), p, plan, []schedule.Event{{Kind: "a"}, {Kind: "b"}}, schedule.ApplyOptions{Now: now})
	var faults roster.Faults
	require.ErrorAs(t, err, &faults)
	assert.Len(t, faults, 2)

	broken := *plan
	broken.Routes = nil
	_, err = schedule.Apply(t.Context(), p, &broken, nil, schedule.ApplyOptions{})
	assert.ErrorAs(t, err, new(*schedule.PlanError))
}

func TestDecodeEvents(t *testing.T) {
	p, _, now := calm(t)
	events := []schedule.Event{{Kind: schedule.JobAdded, NewJob: &p.Jobs[0]}, {Kind: schedule.WorkerIll, Worker: "A", From: now},
		{Kind: schedule.SpeedChanged, Modes: []roster.Mode{roster.Car}, Hours: &roster.HourSpeed{From: 7, To: 9, SpeedPercent: 50}}}
	text, err := json.Marshal(events)
	require.NoError(t, err)
	again, err := schedule.DecodeEvents(strings.NewReader(string(text)))
	require.NoError(t, err)
	assert.Equal(t, events, again)
}

// A cancelled context gives the best so far, which keeps the caps.
func TestReplanCancelled(t *testing.T) {
	p, plan, now := calm(t)
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	got, err := schedule.Replan(ctx, p, plan, []schedule.Event{{Kind: schedule.WorkerIll, Worker: "A"}}, schedule.ReplanOptions{ApplyOptions: schedule.ApplyOptions{Now: now}})
	require.NoError(t, err)
	assert.Equal(t, roster.Cancelled, got.Plan.Status)
	assert.NoError(t, roster.Check(got.Problem, got.Plan, roster.CheckOptions{}).Err())
}
