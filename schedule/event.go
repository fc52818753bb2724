package schedule

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"github.com/paidan/paidan/roster"
)

// Event is something which happens to a published plan. Each kind reads the
// fields named with it; the others stay empty.
type Event struct {
	Kind EventKind `json:"kind"`
	// Worker and Job are IDs.
	Worker string `json:"worker,omitempty"`
	Job    string `json:"job,omitempty"`
	// From and Until are instants, to the second.
	From  time.Time `json:"from,omitzero"`
	Until time.Time `json:"until,omitzero"`
	// Windows and Preferred of ChangedWindow.
	Windows   []roster.Window          `json:"windows,omitempty"`
	Preferred []roster.PreferredWindow `json:"preferred,omitempty"`
	// NewJob of JobAdded, with its customer where the problem does not have
	// them yet; NewWorker of WorkerJoins.
	NewJob      *roster.Job      `json:"newJob,omitempty"`
	NewCustomer *roster.Customer `json:"newCustomer,omitempty"`
	NewWorker   *roster.Worker   `json:"newWorker,omitempty"`
	// Modes whose speed changes, empty: all that workers use, and Hours.
	Modes []roster.Mode     `json:"modes,omitempty"`
	Hours *roster.HourSpeed `json:"hours,omitempty"`
}

// EventKind is what happens.
type EventKind string

// The kinds of events, with the fields they read.
const (
	// OfferDeclined: Worker will not do Job, which has not begun; not before
	// Until has passed, or never.
	OfferDeclined EventKind = "offer_declined"
	// NoAnswer: Worker has not answered for Job, which counts like a refusal.
	NoAnswer EventKind = "no_answer"
	// NoShow: Worker has not come to Job, which should have begun. The worker
	// is not sent there again.
	NoShow EventKind = "no_show"
	// WorkerIll: Worker is away from From (zero: now) until Until (zero: for
	// good). A visit begun before From is ended.
	WorkerIll EventKind = "worker_ill"
	// WorkerLate: Worker cannot go on before Until.
	WorkerLate EventKind = "worker_late"
	// WorkerFree: Job, which has begun, ends at Until, earlier than planned.
	WorkerFree EventKind = "worker_free"
	// Overrun: Job, which has begun, ends at Until, later than planned.
	Overrun EventKind = "overrun"
	// JobCancelled: Job, which has not begun, is not wanted any more.
	JobCancelled EventKind = "job_cancelled"
	// JobAdded: NewJob is wanted, urgent or not: its tier tells.
	JobAdded EventKind = "job_added"
	// ChangedWindow: Job, which has not begun, has other Windows and Preferred.
	ChangedWindow EventKind = "changed_window"
	// SpeedChanged: a closed road or slow traffic: travel by Modes in Hours,
	// on every day of the horizon, has another speed.
	SpeedChanged EventKind = "speed_changed"
	// CustomerAbsent: nobody opens at Job, which has begun. The worker leaves
	// at Until (zero: now). The visit stays in the plan as it was, with that
	// end and the price 0; a second attempt is a new job.
	CustomerAbsent EventKind = "customer_absent"
	// WorkerJoins: NewWorker helps. What is over of the shifts is cut off.
	WorkerJoins EventKind = "worker_joins"
)

// EventKinds lists the kinds of events in a fixed order.
func EventKinds() []EventKind {
	return []EventKind{OfferDeclined, NoAnswer, NoShow, WorkerIll, WorkerLate, WorkerFree, Overrun,
		JobCancelled, JobAdded, ChangedWindow, SpeedChanged, CustomerAbsent, WorkerJoins}
}

// FaultEvent is the code of an event which contradicts the problem, the plan
// or the time: a cancellation of what has begun, an overrun which ends early.
const FaultEvent = "event_contradictory"

// maxEvents bounds the bytes of a list of events.
const maxEventBytes = 64 << 20

// DecodeEvents reads a JSON list of events. Unknown fields and wrong types
// are [roster.Faults] with the path of the event.
func DecodeEvents(r io.Reader) ([]Event, error) {
	text, err := io.ReadAll(io.LimitReader(r, maxEventBytes+1))
	if err != nil {
		return nil, err
	}
	l := loader{}
	if len(text) > maxEventBytes {
		l.fault("", roster.FaultTooLarge, "", "the list of events is too long")
		return nil, l.faults
	}
	var raw []json.RawMessage
	if err := json.Unmarshal(text, &raw); err != nil {
		l.fault("", roster.FaultSyntax, "", "want a JSON list of events")
		return nil, l.faults
	}
	events := make([]Event, len(raw))
	for i := range raw {
		d := json.NewDecoder(bytes.NewReader(raw[i]))
		d.DisallowUnknownFields()
		if err := d.Decode(&events[i]); err != nil {
			decodeFault(&l, i, err)
		}
	}
	if len(l.faults) > 0 {
		return nil, l.faults
	}
	return events, nil
}

// decodeFault tells where a value is wrong, and never the value.
func decodeFault(l *loader, i int, err error) {
	path := fmt.Sprintf("events[%d]", i)
	wrong := new(json.UnmarshalTypeError)
	switch name, unknown := strings.CutPrefix(err.Error(), "json: unknown field "); {
	case unknown:
		l.fault(path, roster.FaultFieldUnknown, strings.Trim(name, `"`), "an event has no such field")
	case errors.As(err, &wrong):
		l.fault(path+"."+wrong.Field, roster.FaultType, "", "want another type of value")
	default:
		l.fault(path, roster.FaultSyntax, "", "a time, duration or date is not written as the format wants it")
	}
}
