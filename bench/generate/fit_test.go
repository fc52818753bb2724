package generate

import (
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// demandShare is demand as a share of capacity, and the highest of a
// profession with at least five workers.
func demandShare(t *testing.T, o Options) (all, highest float64) {
	t.Helper()
	g, err := newGenerator(o)
	require.NoError(t, err)
	m := g.measure(0)
	minutes, capacity := 0, 0
	for p := range professions {
		work, idle := m.of(p)
		count := g.first[p+1] - g.first[p]
		room := g.capacity(p, count)
		minutes, capacity = minutes+work+idle, capacity+room
		if count >= 5 {
			highest = max(highest, float64(work+idle)/float64(room))
		}
		require.False(t, count == 0 && work > 0 && o.Workers >= int(professions), "work for nobody")
	}
	return float64(minutes) / float64(capacity), highest
}

// Where workers are given and customers would usually ask for more, demand is
// close to the load, for each profession too.
func TestDemandIsLoad(t *testing.T) {
	for _, o := range []Options{
		{Jobs: 300, Workers: 60}, {Jobs: 300, Workers: 90}, {Jobs: 1000, Workers: 250}, {Jobs: 30_000, Workers: 7000},
		{Customers: 2000, Workers: 200, Days: 28}, {Customers: 300, Workers: 40, Days: 14}, {Jobs: 700, Workers: 50, Days: 7},
	} {
		for seed := range uint64(3) {
			o.Seed = seed
			all, highest := demandShare(t, o)
			assert.InDelta(t, 0.87, all, 0.08, "%+v", o)
			assert.Less(t, highest, 1.05, "%+v", o)
		}
	}
	for _, load := range []float64{0.6, 0.9, 1.2} {
		for _, o := range []Options{{Jobs: 300, Workers: 100}, {Customers: 300, Workers: 60, Days: 14}} {
			o.Load = load
			all, _ := demandShare(t, o)
			assert.InDelta(t, load*0.95, all, load*0.12, "%+v", o)
		}
	}
	// Without a load there is no more demand than customers usually have.
	all, _ := demandShare(t, Options{Jobs: 300, Workers: 400})
	assert.Less(t, all, 0.5)
}

func TestMinutes(t *testing.T) {
	var f fit
	assert.Equal(t, 35, f.minutes(elderCare, 35))
	f.permille[carer], f.permille[cleaner] = 500, 250
	assert.Equal(t, 20, f.minutes(elderCare, 40))
	assert.Equal(t, 15, f.minutes(elderCare, 30))
	assert.Equal(t, 30, f.minutes(dailyCleaning, 150), "as before in quarters of an hour")
	assert.Equal(t, 90, f.minutes(cooking, 90))
}
