package schedule_test

import (
	"context"
	"testing"
	"time"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// TestWindowWithinWindow has a window which bounds the service within one
// which bounds the start, at a job and at a store: the longer one counts to
// its end.
func TestWindowWithinWindow(t *testing.T) {
	eight := time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
	at := func(hour int) time.Time { return eight.Add(time.Duration(hour-8) * time.Hour) }
	windows := []roster.Window{{Start: at(8), End: at(14)}, {Start: at(9), End: at(10), Bounds: roster.BoundsService}}
	zero := int32(0)
	half := roster.Duration(1800)
	p := &roster.Problem{SchemaVersion: roster.SchemaVersion, TimeZone: "UTC", Horizon: roster.Horizon{Start: eight, End: at(18)},
		Catalogue: []roster.Service{{Code: "S"}},
		Workers: []roster.Worker{{ID: "W", Home: roster.Place{ID: "P"},
			Shifts: []roster.Shift{{ID: "H", Start: at(12), End: at(16)}}}},
		Customers: []roster.Customer{{ID: "C", Place: roster.Place{ID: "P"}}},
		Jobs:      []roster.Job{{ID: "A", Customer: "C", Service: "S", Duration: &half, Windows: windows}},
		Travel:    roster.Travel{Kind: roster.MatrixTravel, Matrices: []roster.Matrix{{Places: []string{"P"}, Seconds: [][]*int32{{&zero}}}}},
	}
	plan, err := schedule.Solve(context.Background(), p, schedule.Options{Iterations: 100})
	if err != nil {
		t.Fatal(err)
	}
	if len(plan.Unassigned) > 0 {
		t.Errorf("unassigned: %v", plan.Unassigned)
	}
}
