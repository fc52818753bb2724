package compare

import (
	"bytes"
	"sync/atomic"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestIntervalIsStudents(t *testing.T) {
	// Of 1, 2, 3, 4: mean 2.5, deviation √(5/3), t of 3 degrees 3.182446.
	x := IntervalOf([]float64{1, 2, 3, 4})
	assert.InDelta(t, 2.5, x.Mean, 1e-12)
	assert.InDelta(t, 2.5-3.182446*1.290994/2, x.Low, 1e-5)
	assert.InDelta(t, 2.5+3.182446*1.290994/2, x.High, 1e-5)
	assert.Equal(t, Interval{1, 7, 7, 7}, IntervalOf([]float64{7}))
	assert.Equal(t, Interval{}, IntervalOf(nil))
}

func TestSummarise(t *testing.T) {
	var asked atomic.Int64
	runs, err := Compare(t.Context(), twoByTwo(&asked), Options{})
	require.NoError(t, err)
	table := Summarise(runs)
	assert.Equal(t, []string{OurName, "other"}, table.Solvers)
	assert.Equal(t, []float64{1, 4}, table.Budgets)
	assert.Equal(t, []string{"C2", "R1"}, table.Classes)
	assert.False(t, table.Relative)
	r := table.row(4, "", "other")
	require.NotNil(t, r)
	assert.Equal(t, 4, r.Good)
	assert.InDelta(t, 6, r.Gap.Mean, 1e-9) // 105 and 107 against 100
	assert.InDelta(t, 7, r.Worst, 1e-9)
	assert.InDelta(t, 4, r.CPU, 1e-9)
	require.Len(t, table.Pairs, 6)
	assert.InDelta(t, -4, table.Pairs[0].Difference.Mean, 1e-9)
	assert.Equal(t, 2, table.Pairs[0].Better)

	var b bytes.Buffer
	require.NoError(t, table.WriteMarkdown(&b))
	assert.Contains(t, b.String(), "| 4 | other | 4 of 4 | 6.00 % | 6.00 to 6.00 | 7.00 % (C201) |")
	assert.Contains(t, b.String(), "| 1 | other | -4.00 % |")
	assert.Contains(t, b.String(), "the best known costs")
	b.Reset()
	require.NoError(t, WriteCSV(&b, runs))
	assert.Equal(t, 17, bytes.Count(b.Bytes(), []byte("\n")))
	assert.Contains(t, b.String(), "R101,R1,paidan,1,1,cpu,101,100,1.0000,10,10,2,101,1.00,")
}

// Without best known costs gaps are to the best of the comparison, and with
// one instance the sample is its runs.
func TestSummariseOneUnknownInstance(t *testing.T) {
	var asked atomic.Int64
	plan := twoByTwo(&asked)
	plan.Problems = []*Problem{invented("day", "", 0)}
	runs, err := Compare(t.Context(), plan, Options{})
	require.NoError(t, err)
	table := Summarise(runs)
	assert.True(t, table.Relative)
	assert.Empty(t, table.Classes)
	assert.NotNil(t, table.Classes, "scripts read it as a list")
	r := table.row(1, "", OurName)
	assert.Equal(t, 2, r.Gap.N)
	assert.InDelta(t, 100*2/101.0/2, r.Gap.Mean, 1e-9) // 101 and 103 against 101
	assert.Equal(t, 2, table.Pairs[0].Difference.N)
	assert.InDelta(t, -400/101.0, table.Pairs[0].Difference.Mean, 1e-9)
	assert.InDelta(t, table.Pairs[0].Difference.Mean, table.Pairs[0].Difference.Low, 1e-9)
}

func TestCurves(t *testing.T) {
	runs := []Run{
		{Problem: "a", Solver: OurName, Budget: 10, Cost: 100, Best: 100, Trace: []Incumbent{{0.1, 120}, {5, 100}}},
		{Problem: "b", Solver: OurName, Budget: 10, Cost: 110, Best: 100, Trace: []Incumbent{{1, 110}}},
		{Problem: "a", Solver: "other", Budget: 20, Cost: 100, Best: 100},
		{Problem: "a", Solver: "other", Budget: 10, Cost: 104, Best: 100},
	}
	reference, _ := references(runs)
	curves := curvesOf(runs, reference)
	require.Len(t, curves, 2)
	ours := curves[0].Points
	assert.GreaterOrEqual(t, ours[0].Seconds, 1.0, "not before every run has an incumbent")
	assert.InDelta(t, 15, ours[0].Gap, 1e-9)
	assert.InDelta(t, 5, ours[len(ours)-1].Gap, 1e-9)
	assert.InDelta(t, 10, ours[len(ours)-1].Seconds, 1e-9)
	assert.Equal(t, []CurvePoint{{10, 4}, {20, 0}}, curves[1].Points)
}

func TestRescale(t *testing.T) {
	points := rescale([]Incumbent{{1, 36000}, {2, 18000}}, Verdict{Cost: 0.5, Points: 18000})
	assert.Equal(t, []Incumbent{{1, 1}, {2, 0.5}}, points)
	shifted := rescale([]Incumbent{{1, 36000}, {2, 18000}}, Verdict{Cost: 100, Points: 1800000})
	assert.Equal(t, []Incumbent{{1, 101}, {2, 100}}, shifted)
	assert.Nil(t, rescale(nil, Verdict{}))
	long := make([]Incumbent, 10*mostIncumbents+1)
	kept := rescale(long, Verdict{Cost: 1, Points: 18000})
	assert.LessOrEqual(t, len(kept), mostIncumbents+2)
	assert.Equal(t, 1.0, kept[len(kept)-1].Cost)
}

func TestClassOf(t *testing.T) {
	for name, want := range map[string]string{"RC2_10_1": "RC2", "R101": "R1", "C201": "C2", "PR01": "", "day": ""} {
		assert.Equal(t, want, ClassOf(name))
	}
}
