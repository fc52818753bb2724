package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"

	"github.com/paidan/paidan/roster"
)

// refusal tells an error: of the input everything that is wrong, of all else
// as little as possible.
func refusal(err error) (status int, body []byte) {
	var faults roster.Faults
	var fault *roster.Fault
	switch status = http.StatusUnprocessableEntity; {
	case errors.As(err, &faults):
	case errors.As(err, &fault):
		faults = roster.Faults{fault}
	case errors.As(err, new(*http.MaxBytesError)):
		status, faults = http.StatusRequestEntityTooLarge, roster.Faults{{Code: roster.FaultTooLarge, Hint: "send a smaller problem"}}
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		status, faults = http.StatusServiceUnavailable, roster.Faults{{Code: "busy", Hint: "try again later"}}
	default:
		status, faults = http.StatusInternalServerError, roster.Faults{{Code: "internal", Hint: "a fault of the program"}}
	}
	body, _ = json.Marshal(map[string]any{"faults": faults})
	return status, body
}
