package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// errOffer refuses an answer to an offer which is not there.
var errOffer = errors.New("no such offer")

// refusal tells an error: of the input everything that is wrong, of a promise
// what took its place, of all else as little as possible.
func refusal(err error) (status int, body []byte) {
	var faults roster.Faults
	var fault *roster.Fault
	var conflict *schedule.ConflictError
	switch status = http.StatusUnprocessableEntity; {
	case errors.As(err, &faults):
	case errors.As(err, &fault):
		faults = roster.Faults{fault}
	case errors.As(err, new(*http.MaxBytesError)):
		status, faults = http.StatusRequestEntityTooLarge, roster.Faults{{Code: roster.FaultTooLarge, Hint: "send less at once"}}
	case errors.Is(err, schedule.ErrToken):
		faults = roster.Faults{{Path: "token", Code: "token", Hint: "damaged or expired: ask for a new quote"}}
	case errors.Is(err, errOffer):
		status, faults = http.StatusConflict, roster.Faults{{Code: "no_offer", Hint: "the plan has no such visit any more"}}
	case errors.As(err, &conflict):
		body, _ = json.Marshal(map[string]any{"conflict": conflict.Code, "jobs": conflict.Jobs})
		return http.StatusConflict, body
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		status, faults = http.StatusServiceUnavailable, roster.Faults{{Code: "busy", Hint: "try again later"}}
	default:
		status, faults = http.StatusInternalServerError, roster.Faults{{Code: "internal", Hint: "a fault of the program"}}
	}
	body, _ = json.Marshal(map[string]any{"faults": faults})
	return status, body
}
