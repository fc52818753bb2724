package roster

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/stretchr/testify/require"
)

// weekly makes a problem of one customer with one series of an hour's care.
func weekly(zone, from, to string, s Series) *Problem {
	at, err := time.LoadLocation(zone)
	if err != nil {
		panic(err)
	}
	midnight := func(day string) time.Time {
		d := onDay(day)
		return time.Date(d.Year, d.Month, d.Day, 0, 0, 0, 0, at)
	}
	home := Place{ID: "home", Location: &LatLng{Lat: 31, Lng: 121}}
	s.ID, s.Template = "R", Job{ID: "any", Customer: "c", Service: "care"}
	if s.From.IsZero() {
		s.From, s.Until = onDay("2026-01-01"), onDay("2027-12-31")
	}
	return &Problem{SchemaVersion: SchemaVersion, TimeZone: zone, Horizon: Horizon{Start: midnight(from), End: midnight(to)},
		Catalogue: []Service{{Code: "care", Duration: DurationModel{Base: 3600}}},
		Customers: []Customer{{ID: "c", Place: home}}, Workers: []Worker{{ID: "w", Home: home}}, Jobs: []Job{}, Series: []Series{s}}
}

// expanded tells the jobs of a problem's series with their windows in local
// time, a job a line.
func expanded(t *testing.T, p *Problem) string {
	t.Helper()
	require.NoError(t, p.Validate())
	q, err := p.Expanded()
	require.NoError(t, err)
	require.NoError(t, q.Validate())
	var b strings.Builder
	for _, j := range q.Jobs {
		b.WriteString(j.ID)
		for _, w := range j.Windows {
			fmt.Fprintf(&b, " %s–%s", w.Start.Format("Mon 02 15:04"), w.End.Format("15:04"))
		}
		b.WriteString("\n")
	}
	return b.String()
}

// ties tells the links and limits of a problem's series.
func ties(t *testing.T, p *Problem) string {
	t.Helper()
	require.NoError(t, p.Validate())
	q, err := p.Expanded()
	require.NoError(t, err)
	var b strings.Builder
	for _, l := range q.Links {
		fmt.Fprintf(&b, "%s %s %s %d %d\n", strings.TrimPrefix(l.First, "R-"), l.Kind, strings.TrimPrefix(l.Second, "R-"), l.MinDays, l.MaxDays)
	}
	for _, l := range q.WorkerLimits {
		fmt.Fprintf(&b, "%s: %d workers for %d jobs\n", l.ID, l.Max, len(l.Jobs))
	}
	return b.String()
}

func lines(list ...string) string { return strings.Join(list, "\n") + "\n" }

var mondayAndThursday = []time.Weekday{time.Monday, time.Thursday}

const nine, eleven = Duration(9 * 3600), Duration(11 * 3600)

func TestExpandedWeekdays(t *testing.T) {
	p := weekly(shanghai, "2026-11-23", "2026-12-14", Series{Weekdays: mondayAndThursday, EveryWeeks: 2,
		From: onDay("2026-11-26"), Until: onDay("2027-05-31"), DayStart: nine, DayEnd: eleven, Skip: []Date{onDay("2026-12-10")}})
	require.Equal(t, lines("R-20261126 Thu 26 09:00–11:00", "R-20261207 Mon 07 09:00–11:00"), expanded(t, p))
}

// Every day falls into one of two horizons which meet, wherever they do.
func TestExpandedHorizonsMeet(t *testing.T) {
	p := weekly(shanghai, "2026-11-23", "2026-11-30", Series{Weekdays: []time.Weekday{0, 1, 2, 3, 4, 5, 6}, DayStart: nine, DayEnd: eleven})
	whole := expanded(t, p)
	start, end := p.Horizon.Start, p.Horizon.End
	for d := time.Hour; d < 72*time.Hour; d += time.Hour {
		p.Horizon = Horizon{Start: start, End: start.Add(d)}
		first := expanded(t, p)
		p.Horizon = Horizon{Start: start.Add(d), End: end}
		require.Equal(t, whole, first+expanded(t, p))
	}
}

// A week of free choice has its visits on different days, and only as many as
// days are left.
func TestExpandedFreeChoice(t *testing.T) {
	p := weekly(shanghai, "2026-12-31", "2027-01-05", Series{PerWeek: 3, DayStart: nine, DayEnd: eleven, Skip: []Date{onDay("2027-01-01")}})
	days := " Thu 31 09:00–11:00 Sat 02 09:00–11:00 Sun 03 09:00–11:00"
	require.Equal(t, lines("R-w202653-1"+days, "R-w202653-2"+days, "R-w202653-3"+days, "R-w202701-1 Mon 04 09:00–11:00"), expanded(t, p))
	require.Equal(t, lines("w202653-1 days_apart w202653-2 1 0", "w202653-1 days_apart w202653-3 1 0", "w202653-2 days_apart w202653-3 1 0"), ties(t, p))

	p.Series[0].PerWeek, p.Series[0].MinSpacing, p.Series[0].MaxSpacing = 1, 2, 3
	require.Equal(t, lines("w202653-1 days_apart w202701-1 2 3"), ties(t, p))
	p.Series[0].MinSpacing = 1 // weeks do that already
	require.Equal(t, lines("w202653-1 days_apart w202701-1 0 3"), ties(t, p))
}

// Fixed days are tied only where a choice is left.
func TestExpandedSpacingOfFixedDays(t *testing.T) {
	p := weekly(shanghai, "2026-11-23", "2026-12-07", Series{Weekdays: mondayAndThursday, DayStart: nine, DayEnd: eleven, MinSpacing: 4, MaxSpacing: 3})
	p.Series[0].MinSpacing = 3
	require.Empty(t, ties(t, p))
	p.Series[0].MinSpacing, p.Series[0].MaxSpacing = 4, 5
	require.Empty(t, ties(t, p))
}

// Clocks in New York go forward on 8 March 2026 at 2:00 and back on 1 November.
func TestExpandedClockChanges(t *testing.T) {
	utc := func(zone, from, to string, start, end Duration) string {
		p := weekly(zone, from, to, Series{Weekdays: []time.Weekday{0, 1, 2, 3, 4, 5, 6}, DayStart: start, DayEnd: end})
		require.NoError(t, p.Validate())
		q, err := p.Expanded()
		require.NoError(t, err)
		var all []string
		for _, j := range q.Jobs {
			all = append(all, j.Windows[0].Start.UTC().Format("02 15:04")+"–"+j.Windows[0].End.UTC().Format("15:04"))
		}
		return strings.Join(all, ", ")
	}
	const h = Duration(3600)
	require.Equal(t, "07 14:00–17:00, 08 13:00–16:00", utc("America/New_York", "2026-03-07", "2026-03-09", 9*h, 12*h))
	require.Equal(t, "31 13:00–16:00, 01 14:00–17:00", utc("America/New_York", "2026-10-31", "2026-11-02", 9*h, 12*h))
	// 2:30 is left out: the change is at 7:00 UTC. 1:30 comes twice: at 5:30 and 6:30 UTC.
	require.Equal(t, "08 07:00–07:30", utc("America/New_York", "2026-03-08", "2026-03-09", 2*h+1800, 3*h+1800))
	require.Equal(t, "08 06:30–07:00", utc("America/New_York", "2026-03-08", "2026-03-09", h+1800, 2*h+1800))
	require.Equal(t, "01 05:30–06:30", utc("America/New_York", "2026-11-01", "2026-11-02", h+1800, h+1800))
	require.Equal(t, "01 04:00–05:00", utc("America/New_York", "2026-11-01", "2026-11-02", 0, 24*h))
	// Half an hour on Lord Howe, and midnight left out in Beirut.
	require.Equal(t, "03 15:30–16:00", utc("Australia/Lord_Howe", "2026-10-04", "2026-10-05", 2*h+900, 3*h))
	require.Equal(t, "28 22:00–23:00", utc("Asia/Beirut", "2026-03-29", "2026-03-30", 0, 2*h))
}

func TestExpandedExceptions(t *testing.T) {
	p := weekly(shanghai, "2026-11-23", "2026-12-14", Series{Weekdays: []time.Weekday{time.Monday}, DayStart: nine, DayEnd: eleven})
	s := &p.Series[0]
	s.Exceptions = []SeriesException{
		{Date: onDay("2026-12-07"), Cancel: true},
		{Date: onDay("2026-11-30"), Day: new(onDay("2026-12-02")), DayStart: new(Duration(10 * 3600))},
	}
	require.Equal(t, lines("R-20261123 Mon 23 09:00–11:00", "R-20261130 Wed 02 10:00–11:00"), expanded(t, p))

	// From the second on on Tuesdays, later in the day; the third is not.
	s.Exceptions = []SeriesException{
		{Date: onDay("2026-11-30"), Day: new(onDay("2026-12-01")), DayEnd: new(Duration(12 * 3600)), Following: true},
		{Date: onDay("2026-12-07"), Cancel: true},
	}
	require.Equal(t, lines("R-20261123 Mon 23 09:00–11:00", "R-20261130 Tue 01 09:00–12:00"), expanded(t, p))
	s.Exceptions[1].Cancel = false
	require.Equal(t, lines("R-20261123 Mon 23 09:00–11:00", "R-20261130 Tue 01 09:00–12:00", "R-20261207 Tue 08 09:00–12:00"), expanded(t, p))
	s.Exceptions[0] = SeriesException{Date: onDay("2026-11-30"), Cancel: true, Following: true}
	require.Equal(t, lines("R-20261123 Mon 23 09:00–11:00", "R-20261207 Mon 07 09:00–11:00"), expanded(t, p))
	s.Exceptions = s.Exceptions[:1]
	require.Equal(t, lines("R-20261123 Mon 23 09:00–11:00"), expanded(t, p))
	s.Exceptions = append(s.Exceptions, SeriesException{Date: onDay("2026-12-07"), Following: true})
	require.Equal(t, lines("R-20261123 Mon 23 09:00–11:00", "R-20261207 Mon 07 09:00–11:00"), expanded(t, p))

	// Moved into the horizon from before it, and out of it; the order is that of days.
	p.Horizon.Start = clock("2026-12-01 00:00")
	s.Exceptions = []SeriesException{
		{Date: onDay("2026-11-23"), Day: new(onDay("2026-12-08"))},
		{Date: onDay("2026-12-07"), Day: new(onDay("2026-12-15"))},
		{Date: onDay("2026-12-14"), Day: new(onDay("2026-12-03"))},
	}
	require.Equal(t, lines("R-20261214 Thu 03 09:00–11:00", "R-20261123 Tue 08 09:00–11:00"), expanded(t, p))

	// Of free choice: a day less, another time, and no more.
	p = weekly(shanghai, "2026-11-23", "2026-12-14", Series{PerWeek: 1, DayStart: nine, DayEnd: eleven, Exceptions: []SeriesException{
		{Date: onDay("2026-11-24"), Cancel: true}, {Date: onDay("2026-11-25"), DayStart: new(Duration(10 * 3600))},
		{Date: onDay("2026-11-27"), Cancel: true, Following: true}}})
	require.Equal(t, lines("R-w202648-1 Mon 23 09:00–11:00 Wed 25 10:00–11:00 Thu 26 09:00–11:00"), expanded(t, p))
}

// Times of day are tied in pairs, but for those which have a time of their
// own, and anew after a change for all following.
func TestExpandedStartTolerance(t *testing.T) {
	p := weekly(shanghai, "2026-11-23", "2026-12-14", Series{Weekdays: []time.Weekday{1, 3}, DayStart: nine, DayEnd: eleven, StartTolerance: new(Duration(1800)),
		Exceptions: []SeriesException{{Date: onDay("2026-11-25"), DayStart: new(Duration(0))}, {Date: onDay("2026-12-07"), DayEnd: new(Duration(10 * 3600)), Following: true}}})
	require.Equal(t, lines("20261123 same_time 20261130 0 0", "20261123 same_time 20261202 0 0", "20261130 same_time 20261202 0 0",
		"20261207 same_time 20261209 0 0"), ties(t, p))
	p.Series[0].StartTolerance = new(eleven - nine)
	require.Empty(t, ties(t, p))
}

func TestExpandedWorkers(t *testing.T) {
	p := weekly(shanghai, "2026-11-23", "2026-12-07", Series{Weekdays: mondayAndThursday, DayStart: nine, DayEnd: eleven, MaxWorkers: 3})
	require.Equal(t, lines("R-workers: 3 workers for 4 jobs"), ties(t, p))
	p.Series[0].MaxWorkers = 4
	require.Empty(t, ties(t, p))
	p.Series[0].MaxWorkers = 1
	require.Equal(t, lines("20261123 same_worker 20261126 0 0", "20261126 same_worker 20261130 0 0", "20261130 same_worker 20261203 0 0",
		"R-workers: 1 workers for 4 jobs"), ties(t, p))
}

// The expansion of an expansion is itself, and the same each time. A job of
// the problem's own stands in place of the series' job with its ID, and
// everything may name the series' jobs.
func TestExpandedIsStable(t *testing.T) {
	p := mustDecode(t, goodJSON(t))
	text := func(p *Problem) string {
		var b bytes.Buffer
		require.NoError(t, EncodeProblem(&b, p))
		return b.String()
	}
	before := text(p)
	q, err := p.Expanded()
	require.NoError(t, err)
	require.Equal(t, before, text(p))
	require.Empty(t, q.Series)
	require.Len(t, q.Jobs, len(p.Jobs)+3) // Monday, and both days of the week
	again, err := p.Expanded()
	require.NoError(t, err)
	require.Equal(t, text(q), text(again))
	again, err = q.Expanded()
	require.NoError(t, err)
	require.Equal(t, text(q), text(again))
	require.NoError(t, q.Validate())

	p = weekly(shanghai, "2026-11-23", "2026-12-07", Series{Weekdays: mondayAndThursday, DayStart: nine, DayEnd: eleven, MaxWorkers: 1})
	p.Jobs = []Job{{ID: "R-20261126", Customer: "c", Service: "care"}}
	p.Locks = []Lock{{Job: "R-20261123", Worker: "w", Start: clock("10:00")}}
	p.Links = []Link{{First: "R-20261123", Second: "R-20261126", Kind: DaysApart, MinDays: 3}}
	p.WorkerLimits = []WorkerLimit{{ID: "l", Jobs: []string{"R-20261203"}, Max: 1}}
	p.History.Refusals = []Refusal{{Worker: "w", Job: "R-20261130"}}
	require.Equal(t, lines("R-20261126", "R-20261123 Mon 23 09:00–11:00", "R-20261130 Mon 30 09:00–11:00", "R-20261203 Thu 03 09:00–11:00"), expanded(t, p))
	p.Locks[0].Job = "R-20261124"
	require.Equal(t, []string{"reference_unknown locks[0].job"}, told(t, p.Validate()))
	p.Locks[0].Job, p.Locks[0].Start = "R-20261123", clock("11:01")
	require.Equal(t, []string{"lock_start_outside locks[0].start"}, told(t, p.Validate()))
	p.Locks = nil
	p.Links = append(p.Links, Link{First: "R-20261123", Second: "R-20261126", Kind: DifferentWorker})
	require.Equal(t, []string{"link_contradictory links[1]"}, told(t, p.Validate()))
}

// The checker judges a plan by the jobs of the series.
func TestCheckSeries(t *testing.T) {
	p := weekly(shanghai, "2026-11-23", "2026-11-30", Series{Weekdays: mondayAndThursday, DayStart: nine, DayEnd: eleven,
		StartTolerance: new(Duration(600)), MaxWorkers: 1})
	home := p.Workers[0].Home
	p.Workers = append(p.Workers, Worker{ID: "v", Home: home})
	plan := &Plan{SchemaVersion: SchemaVersion, Status: Feasible}
	visit := func(worker, job, start string) {
		at := clock(start)
		p.Workers[len(plan.Routes)].Shifts = []Shift{{ID: job, Start: at, End: at.Add(time.Hour)}}
		plan.Routes = append(plan.Routes, Route{Worker: worker, Shift: job, Depart: at, Return: at.Add(time.Hour),
			Stops: []Stop{{Kind: VisitStop, Job: job, Arrive: at, Start: at, End: at.Add(time.Hour)}}})
	}
	visit("w", "R-20261123", "09:00")
	visit("v", "R-20261126", "2026-11-26 11:01")
	wantCodes(t, p, plan, ViolationWindows, ViolationSameTime, ViolationSameWorker, ViolationWorkerLimit)
	plan.Routes = plan.Routes[:1]
	p.Workers[1].Shifts = nil
	wantCodes(t, p, plan, ViolationJobMissing)

	p.Horizon.End = p.Horizon.Start.AddDate(3, 0, 0)
	require.Equal(t, []string{ViolationProblemInvalid}, codesOf(Check(p, plan, CheckOptions{})))
}

func TestExpandedTooLarge(t *testing.T) {
	p := weekly(shanghai, "2026-11-23", "2027-11-23", Series{Weekdays: []time.Weekday{0, 1, 2, 3, 4, 5, 6}, DayStart: nine, DayEnd: eleven,
		From: onDay("2026-11-23"), Until: onDay("2028-01-01"), StartTolerance: new(Duration(60))})
	for i := range 30 { // 66,430 links each
		s := p.Series[0]
		s.ID = fmt.Sprint(i)
		p.Series = append(p.Series, s)
	}
	_, err := p.Expanded()
	require.Equal(t, []string{FaultSeriesSize + " series[30]"}, told(t, err))
	p.Series = p.Series[:2]
	q, err := p.Expanded()
	require.NoError(t, err)
	require.Len(t, q.Jobs, 730)
	require.Len(t, q.Links, 2*365*364/2)
}
