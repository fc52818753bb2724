package schedule

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/paidan/paidan/roster"
)

// FaultRequest is the code of a request which has not exactly one of job and
// series.
const FaultRequest = "request_needs_one"

// maxRequest is the greatest length of a request in bytes.
const maxRequest = 1 << 20

// DecodeRequest reads a request from JSON, as strictly as
// [roster.DecodeProblem]: {"job": {…}} or {"series": {…}}, and "customer" where
// the problem does not have the one who asks.
func DecodeRequest(r io.Reader) (Request, error) {
	data, err := io.ReadAll(io.LimitReader(r, maxRequest+1))
	if err != nil {
		return Request{}, fmt.Errorf("reading the request: %w", err)
	}
	if len(data) > maxRequest {
		return Request{}, roster.Faults{{Code: roster.FaultTooLarge, Hint: fmt.Sprintf("the request is longer than %d bytes", maxRequest)}}
	}
	var raw struct{ Job, Series, Customer json.RawMessage }
	d := json.NewDecoder(bytes.NewReader(data))
	d.DisallowUnknownFields()
	if err := d.Decode(&raw); err != nil {
		return Request{}, roster.Faults{{Code: FaultRequest, Hint: "want an object with \"job\" or \"series\", and \"customer\" where it is new"}}
	}
	if d.More() {
		return Request{}, roster.Faults{{Code: FaultRequest, Hint: "there is text after the request"}}
	}
	// The problem's own reader reads the parts.
	list := func(m json.RawMessage) json.RawMessage {
		if len(m) == 0 {
			return json.RawMessage("[]")
		}
		return append(append([]byte{'['}, m...), ']')
	}
	text := fmt.Sprintf(`{"schemaVersion":%d,"timeZone":"UTC","horizon":{"start":"2000-01-01T00:00:00Z","end":"2000-01-02T00:00:00Z"},"catalogue":[],"workers":[],"customers":%s,"jobs":%s,"series":%s}`,
		roster.SchemaVersion, list(raw.Customer), list(raw.Job), list(raw.Series))
	p, err := roster.DecodeProblem(strings.NewReader(text))
	if err != nil {
		return Request{}, renamed(err, "jobs[0]", "job", "series[0]", "series", "customers[0]", "customer")
	}
	var q Request
	if len(p.Jobs) > 0 {
		q.Job = &p.Jobs[0]
	}
	if len(p.Series) > 0 {
		q.Series = &p.Series[0]
	}
	if len(p.Customers) > 0 {
		q.Customer = &p.Customers[0]
	}
	return q, q.one()
}

// one refuses a request which has not exactly one of job and series.
func (q *Request) one() error {
	if (q.Job == nil) == (q.Series == nil) {
		return roster.Faults{{Code: FaultRequest, Hint: "give either a job or a series"}}
	}
	return nil
}

// renamed gives faults the paths of a request instead of those of a problem.
func renamed(err error, names ...string) error {
	faults, ok := err.(roster.Faults)
	if !ok {
		return err
	}
	for _, f := range faults {
		for i := 0; i+1 < len(names); i += 2 {
			if rest, ok := strings.CutPrefix(f.Path, names[i]); ok {
				f.Path = names[i+1] + rest
			}
		}
	}
	return faults
}

// join returns the problem with a request in it, mandatory since it is
// promised.
func (q *Request) join(p *roster.Problem) *roster.Problem {
	out := *p
	if q.Customer != nil {
		out.Customers = append(p.Customers[:len(p.Customers):len(p.Customers)], *q.Customer)
	}
	if q.Job != nil {
		job := *q.Job
		job.Mandatory, job.Tier = true, 0
		out.Jobs = append(p.Jobs[:len(p.Jobs):len(p.Jobs)], job)
	}
	if q.Series != nil {
		series := *q.Series
		series.Template.Mandatory, series.Template.Tier = true, 0
		out.Series = append(p.Series[:len(p.Series):len(p.Series)], series)
	}
	return &out
}

// bare returns a copy without what is nobody else's business.
func (q *Request) bare() Request {
	out := Request{}
	if q.Job != nil {
		job := *q.Job
		job.Notes, job.Extensions = "", nil
		out.Job = &job
	}
	if q.Series != nil {
		series := *q.Series
		series.Template.Notes, series.Template.Extensions = "", nil
		out.Series = &series
	}
	if q.Customer != nil {
		c := *q.Customer
		c.Name, c.Phone, c.Address, c.Notes, c.Extensions = "", "", "", "", nil
		out.Customer = &c
	}
	return out
}

// tier returns what the work asked for may push out at most.
func (q *Request) tier() int {
	job := q.Job
	if q.Series != nil {
		job = &q.Series.Template
	}
	if job.Mandatory {
		return roster.MandatoryTier
	}
	return job.Tier
}

// narrow returns the request for one window of a day: a job with its windows
// cut to it, a series with its times of day. ok is false where nothing is left.
//
// A slot promises the start: a window which bounds the work as a whole becomes
// one of starts, early enough for work of the given length.
func (q *Request) narrow(start, end time.Time, zone *time.Location, work roster.Duration) (Request, bool) {
	out := Request{Customer: q.Customer}
	if q.Job != nil {
		job := *q.Job
		if !job.Release.IsZero() && start.Before(job.Release) {
			start = job.Release
		}
		cut := roster.Window{Start: start, End: end}
		if len(job.Windows) == 0 {
			job.Windows = []roster.Window{cut}
		} else {
			windows := job.Windows
			job.Windows = nil
			for _, w := range windows {
				if w.Bounds == roster.BoundsService {
					w.Bounds, w.End = roster.BoundsStart, w.End.Add(-work.Std())
				}
				w.Start, w.End = later(w.Start, start), earlier(w.End, end)
				if !w.Start.After(w.End) {
					job.Windows = append(job.Windows, w)
				}
			}
		}
		out.Job = &job
		return out, len(job.Windows) > 0 && !start.After(end)
	}
	series := *q.Series
	from, to := clockOf(start.In(zone)), clockOf(end.In(zone))
	if to == 0 {
		to = 24 * 3600
	}
	series.DayStart, series.DayEnd = max(series.DayStart, from), min(series.DayEnd, to)
	out.Series = &series
	return out, series.DayStart <= series.DayEnd
}

func clockOf(t time.Time) roster.Duration {
	h, m, s := t.Clock()
	return roster.Duration(h*3600 + m*60 + s)
}

func later(a, b time.Time) time.Time {
	if a.After(b) {
		return a
	}
	return b
}

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}
