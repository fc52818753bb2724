package words

import (
	"os"
	"regexp"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"

	"github.com/paidan/paidan/matching"
	"github.com/paidan/paidan/roster"
)

func TestParse(t *testing.T) {
	for tag, want := range map[string]Lang{"en": English, "zh": Chinese} {
		got, err := Parse(tag)
		require.NoError(t, err)
		assert.Equal(t, want, got)
		assert.Equal(t, tag, got.String())
	}
	_, err := Parse("fr")
	assert.Error(t, err)
}

// Every code which a plan or a list can hold has words in both languages.
func TestCodesHaveWords(t *testing.T) {
	for _, code := range matching.Codes() {
		assert.Contains(t, reasons, code)
	}
	source, err := os.ReadFile("../../../../roster/reason.go")
	require.NoError(t, err)
	found := regexp.MustCompile(`Reason\w+\s+= "(\w+)"`).FindAllSubmatch(source, -1)
	require.NotEmpty(t, found)
	for _, code := range found {
		assert.Contains(t, reasons, string(code[1]))
	}
	for _, code := range append(roster.Parts(), roster.Criteria()...) {
		assert.Contains(t, parts, code)
	}
	for _, c := range []roster.Class{roster.ClassImpossible, roster.ClassLocked, roster.ClassCrowdedOut,
		roster.ClassUnprofitable, roster.ClassNotFound} {
		assert.Contains(t, classes, string(c))
	}
	for _, list := range []map[string]pair{reasons, parts, classes, statuses, services, labels} {
		for code, said := range list {
			assert.NotEmpty(t, said[English], code)
			assert.NotEmpty(t, said[Chinese], code)
			assert.Equal(t, strings.Count(said[English], "%"), strings.Count(said[Chinese], "%"), code)
		}
	}
	assert.Equal(t, "own_gate", English.Reason("own_gate"))
}

func TestAmounts(t *testing.T) {
	for d, want := range map[roster.Duration]string{
		0: "0 min", 29: "0 min", 30: "1 min", 3600: "1 h", 3900: "1 h 05 min", 36000 + 59*60: "10 h 59 min", -600: "−10 min",
	} {
		assert.Equal(t, want, English.Duration(d))
	}
	assert.Equal(t, "1 小时 05 分", Chinese.Duration(3900))
	yuan := Currency{Symbol: "¥"}
	for m, want := range map[roster.Money]string{
		0: "¥0.00", 5: "¥0.05", 123456: "¥1,234.56", 100000000: "¥1,000,000.00", -99: "−¥0.99",
	} {
		assert.Equal(t, want, yuan.Money(m))
	}
	assert.Equal(t, "1.50", Currency{}.Points(roster.Money(150).Points()))
	assert.Equal(t, "¥0.00", yuan.Points(-1))
	assert.Equal(t, "12.3 km", Kilometres(12345))
	assert.Equal(t, "98.5 %", Permille(985))
	assert.Equal(t, "1,234", Count(1234))
	assert.Equal(t, "–", Clock(0))
	assert.Equal(t, "1:01", Clock(3660))
}

func TestReasonLine(t *testing.T) {
	r := roster.Reason{Code: roster.ReasonCrowdedOut, Jobs: []string{"A", "B", "C", "D", "E", "F"}}
	assert.Equal(t, "fits only without other jobs (A, B, C, D and 2 more)", English.ReasonLine(r, Currency{}))
	assert.Equal(t, "需让出其他工单才能安排（A、B、C、D等 6 单）", Chinese.ReasonLine(r, Currency{}))
	r = roster.Reason{Code: roster.ReasonSkill, Workers: 1}
	assert.Equal(t, "required skill missing (1 worker)", English.ReasonLine(r, Currency{}))
	r = roster.Reason{Code: roster.ReasonUnprofitable, Points: roster.Money(500).Points()}
	assert.Equal(t, "costs more than its value (¥5.00 too much)", English.ReasonLine(r, Currency{Symbol: "¥"}))
	assert.Equal(t, "frozen: own", English.Reason("frozen: own"))
}
