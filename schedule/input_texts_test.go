package schedule_test

import (
	"math/rand/v2"
	"reflect"
	"slices"
	"testing"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// The texts of a problem give the hash of its JSON, whatever jobs, workers and
// customers came, went, changed or changed places since the problem before.
func TestTextsHash(t *testing.T) {
	for n := range loops(40) {
		r := rand.New(rand.NewPCG(uint64(n), 5))
		p := randomProblem(uint64(n), []shape{wild, tied}[n%2])
		known, got := schedule.TextsOf(p, nil)
		require.Equal(t, schedule.Hash(p), got, "problem %d", n)
		for round := range 6 {
			q := *p
			q.Jobs, q.Workers, q.Customers = slices.Clone(p.Jobs), slices.Clone(p.Workers), slices.Clone(p.Customers)
			for range r.IntN(4) {
				j := r.IntN(len(q.Jobs))
				switch r.IntN(9) {
				case 0:
					q.Jobs = slices.Delete(q.Jobs, j, j+1)
				case 1:
					q.Jobs = slices.Insert(q.Jobs, j, roster.Job{ID: "new", Notes: "<&>\u2028"})
				case 2:
					q.Jobs[j].Windows = append(slices.Clone(q.Jobs[j].Windows), roster.Window{Start: p.Horizon.Start, End: p.Horizon.End})
				case 3:
					q.Jobs[j].Release = q.Jobs[j].Release.Add(time.Hour)
				case 4:
					w := &q.Workers[r.IntN(len(q.Workers))]
					w.Shifts = slices.Clone(w.Shifts)
					if len(w.Shifts) > 0 {
						w.Shifts[0].Breaks = append(slices.Clone(w.Shifts[0].Breaks), roster.Break{ID: "more"})
					}
				case 5:
					q.Customers[r.IntN(len(q.Customers))].Area += "x"
				case 7:
					q.History.Refusals = append(slices.Clone(q.History.Refusals), roster.Refusal{Job: "x"})
				case 8:
					q.Locks, q.Rules.MaxDaysInRow = nil, new(int)
				case 6:
					slices.Reverse(q.Jobs)
					q.FreezeTime = q.FreezeTime.Add(time.Minute)
				}
				if len(q.Jobs) == 0 {
					q.Jobs = append(q.Jobs, roster.Job{ID: "last"})
				}
			}
			known, got = schedule.TextsOf(&q, known)
			require.Equal(t, schedule.Hash(&q), got, "problem %d, round %d", n, round)
			p = &q
		}
	}
	for _, p := range []*roster.Problem{{}, {Jobs: []roster.Job{}, Workers: []roster.Worker{}}} {
		known, got := schedule.TextsOf(p, nil)
		assert.Equal(t, schedule.Hash(p), got)
		_, got = schedule.TextsOf(p, known)
		assert.Equal(t, schedule.Hash(p), got)
	}
}

// Whatever field of a job, worker or customer differs, it is seen.
func TestAlikeSeesEveryField(t *testing.T) {
	for _, x := range []any{roster.Job{}, roster.Worker{}, roster.Customer{}, roster.Shift{}, roster.Break{}} {
		of := reflect.TypeOf(x)
		assert.True(t, schedule.Alike(x, x), of)
		for i := range of.NumField() {
			other := reflect.New(of).Elem()
			differ(other.Field(i))
			assert.False(t, schedule.Alike(x, other.Interface()), "%v.%s", of, of.Field(i).Name)
			same := reflect.New(of).Elem()
			same.Set(other)
			if f := same.Field(i); f.Kind() == reflect.Slice { // another list of the same
				f.Set(reflect.AppendSlice(reflect.MakeSlice(f.Type(), 0, f.Len()), f))
			}
			assert.True(t, schedule.Alike(other.Interface(), same.Interface()), "%v.%s", of, of.Field(i).Name)
		}
	}
}

// differ gives a zero value another one.
func differ(v reflect.Value) {
	switch v.Kind() {
	case reflect.Struct:
		if at, ok := v.Addr().Interface().(*time.Time); ok {
			*at = time.Date(2026, 11, 23, 8, 0, 0, 0, time.UTC)
			return
		}
		differ(v.Field(v.NumField() - 1))
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
	case reflect.Map:
		v.Set(reflect.MakeMap(v.Type()))
	case reflect.Pointer:
		v.Set(reflect.New(v.Type().Elem()))
	case reflect.String:
		v.SetString("x")
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Float64:
		v.SetFloat(1)
	default:
		v.SetInt(1)
	}
}

// Replanners which come of each other tell what one does which knows nothing,
// and the hash of the problem as it is.
func TestReplannerNextTellsTheSame(t *testing.T) {
	for n := range loops(16) {
		r := rand.New(rand.NewPCG(uint64(n), 31))
		p := randomProblem(uint64(n), []shape{wild, tied}[n%2])
		plan, err := schedule.Solve(t.Context(), p, schedule.Options{Iterations: 60, Seed: uint64(n)})
		require.NoError(t, err)
		q, err := schedule.NewReplanner(p, plan)
		require.NoError(t, err)
		now := somewhere(r, p, plan)
		for round := range 4 {
			opts := schedule.ReplanOptions{Options: schedule.Options{Iterations: 40, Seed: uint64(round)}, Reach: 2, ApplyOptions: schedule.ApplyOptions{Now: now}}
			events := randomEvents(r, p, plan, now)
			want, wantErr := schedule.Replan(t.Context(), p, plan, events, opts)
			got, err := q.Replan(t.Context(), events, opts)
			require.Equal(t, wantErr, err, "day %d, round %d", n, round)
			if err != nil {
				continue
			}
			require.Equal(t, want.Plan, got.Plan, "day %d, round %d", n, round)
			require.Equal(t, schedule.Hash(got.Problem), got.Plan.Provenance.InputHash)
			p, plan = got.Problem, got.Plan
			q, err = q.Next(got)
			require.NoError(t, err)
			now = now.Add(20 * time.Minute)
			if now.After(p.Horizon.End) {
				break
			}
		}
	}
}
