package roster

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
	"testing/iotest"
	"time"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

func TestGoodProblemIsCanonical(t *testing.T) {
	p := mustDecode(t, goodJSON(t))
	require.NoError(t, p.Validate())
	var out bytes.Buffer
	require.NoError(t, EncodeProblem(&out, p))
	assert.Equal(t, string(goodJSON(t)), out.String())
	assert.Equal(t, p, mustDecode(t, out.Bytes()))
}

func TestGoodPlanIsCanonical(t *testing.T) {
	plan, err := DecodePlan(bytes.NewReader(planJSON(t)))
	require.NoError(t, err)
	var out bytes.Buffer
	require.NoError(t, EncodePlan(&out, plan))
	assert.Equal(t, string(planJSON(t)), out.String())
}

// encoding/json must read what we write as the same value, and write what we
// read as the same value: the format is that of the struct tags.
func TestAgreesWithEncodingJSON(t *testing.T) {
	p := mustDecode(t, goodJSON(t))
	var theirs Problem
	require.NoError(t, json.Unmarshal(goodJSON(t), &theirs))
	text, err := json.Marshal(&theirs)
	require.NoError(t, err)
	assert.Equal(t, p, mustDecode(t, text))
	again, err := json.Marshal(p)
	require.NoError(t, err)
	assert.JSONEq(t, string(goodJSON(t)), string(again))
}

// Every input here is refused; the lines are all the faults, in order.
var unreadable = []struct {
	name, edits string
	want        []string
}{
	{"unknown field", `jobs[1].prio = 3`, []string{"field_unknown jobs[1].prio"}},
	{"unknown field deep down", `jobs[0].windows[0].ends = 3`, []string{"field_unknown jobs[0].windows[0].ends"}},
	{"wrong case", `jobs[1].SquareMetres = 3`, []string{"field_unknown jobs[1].SquareMetres"}},
	{"missing", `delete jobs[1].customer`, []string{"field_missing jobs[1].customer"}},
	{"missing at the top", `delete timeZone`, []string{"field_missing timeZone"}},
	{"missing in an empty object", `jobs[0].windows[0] = {}`, []string{"field_missing jobs[0].windows[0].start", "field_missing jobs[0].windows[0].end"}},
	{"text for a number", `jobs[1].tier = "3"`, []string{"type_mismatch jobs[1].tier"}},
	{"number for text", `jobs[1].id = 3`, []string{"type_mismatch jobs[1].id"}},
	{"null for text", `jobs[1].id = null`, []string{"type_mismatch jobs[1].id"}},
	{"null for a list", `jobs[0].windows = null`, []string{"type_mismatch jobs[0].windows"}},
	{"null for an object", `jobs[0].place = null`, []string{"type_mismatch jobs[0].place"}},
	{"list for an object", `horizon = [1, 2]`, []string{"type_mismatch horizon"}},
	{"object for a list", `jobs = {"J1": {}}`, []string{"type_mismatch jobs"}},
	{"text for a list", `customers[0].bannedWorkers = "W2"`, []string{"type_mismatch customers[0].bannedWorkers"}},
	{"number for true", `jobs[2].mandatory = 1`, []string{"type_mismatch jobs[2].mandatory"}},
	{"list for a map", `weights.criteria = ["rating"]`, []string{"type_mismatch weights.criteria"}},
	{"list for extensions", `extensions = []`, []string{"type_mismatch extensions"}},
	{"text in a matrix", `travel.matrices[0].seconds[0][1] = "600"`, []string{"type_mismatch travel.matrices[0].seconds[0][1]"}},
	{"text for a matrix row", `travel.matrices[0].seconds[0] = "600"`, []string{"type_mismatch travel.matrices[0].seconds[0]"}},
	{"null in metres", `travel.matrices[0].metres[0][1] = null`, []string{"type_mismatch travel.matrices[0].metres[0][1]"}},
	{"fraction of a count", `jobs[1].squareMetres = 90.5`, []string{"number_not_whole jobs[1].squareMetres"}},
	{"fraction of a duration", `jobs[3].duration = 90.5`, []string{"number_not_whole jobs[3].duration"}},
	{"fraction in a map", `jobs[1].extras.oven = 0.5`, []string{"number_not_whole jobs[1].extras.oven"}},
	{"beyond 64 bits", `jobs[1].tier = 9223372036854775808`, []string{"number_out_of_range jobs[1].tier"}},
	{"beyond 64 bits by exponent", `jobs[1].tier = 1e300`, []string{"number_out_of_range jobs[1].tier"}},
	{"beyond 32 bits", `travel.matrices[0].seconds[0][1] = 2147483648`, []string{"number_out_of_range travel.matrices[0].seconds[0][1]"}},
	{"beyond a float", `rules.ratingPrior = 1e999`, []string{"number_out_of_range rules.ratingPrior"}},
	{"time without a zone", `horizon.end = "2026-11-25T00:00:00"`, []string{"time_invalid horizon.end"}},
	{"time with a blank", `horizon.end = "2026-11-25 00:00:00+08:00"`, []string{"time_invalid horizon.end"}},
	{"30 February", `horizon.end = "2026-02-30T00:00:00Z"`, []string{"time_invalid horizon.end"}},
	{"24 o'clock", `horizon.end = "2026-11-25T24:00:00Z"`, []string{"time_invalid horizon.end"}},
	{"leap second", `horizon.end = "2026-11-25T23:59:60Z"`, []string{"time_invalid horizon.end"}},
	{"zone without a colon", `horizon.end = "2026-11-25T00:00:00+0800"`, []string{"time_invalid horizon.end"}},
	{"year 0", `horizon.end = "0000-11-25T00:00:00Z"`, []string{"time_invalid horizon.end"}},
	{"year 1", `horizon.end = "0001-01-01T00:00:00Z"`, []string{"time_invalid horizon.end"}},
	{"fraction of a second", `horizon.end = "2026-11-25T00:00:00.5Z"`, []string{"time_fraction horizon.end"}},
	{"number for a time", `horizon.end = 1795536000`, []string{"type_mismatch horizon.end"}},
	{"empty time", `freezeTime = ""`, []string{"time_invalid freezeTime"}},
	{"duration in months", `jobs[0].duration = "P1M"`, []string{"duration_invalid jobs[0].duration"}},
	{"duration in words", `jobs[0].duration = "2 hours"`, []string{"duration_invalid jobs[0].duration"}},
	{"empty duration", `jobs[0].duration = "PT"`, []string{"duration_invalid jobs[0].duration"}},
	{"duration beyond 64 bits", `jobs[0].duration = "PT9223372036854775807H"`, []string{"duration_invalid jobs[0].duration"}},
	{"list for a duration", `jobs[0].duration = [1]`, []string{"type_mismatch jobs[0].duration"}},
	{"short date", `series[0].from = "2026-1-2"`, []string{"date_invalid series[0].from"}},
	{"time for a date", `series[0].from = "2026-11-23T00:00:00Z"`, []string{"date_invalid series[0].from"}},
	{"29 February 2027", `series[0].skip[0] = "2027-02-29"`, []string{"date_invalid series[0].skip[0]"}},
	{"half a surrogate pair", `jobs[1].notes = "\ud83d"`, []string{"text_invalid jobs[1].notes"}},
	{"another version", "schemaVersion = 2\njobs[1].new = 1", []string{"schema_version schemaVersion", "field_unknown jobs[1].new"}},
	{"several at once", `
		timeZone = 8
		delete jobs[1].service
		jobs[3].duration = "1h"
		workers[0].pay.perHour = 35.5
		workers[1].shifts[0].start = "tomorrow"
		locks[0].strat = ""`, []string{
		"field_unknown locks[0].strat", "type_mismatch timeZone", "number_not_whole workers[0].pay.perHour",
		"time_invalid workers[1].shifts[0].start", "field_missing jobs[1].service", "duration_invalid jobs[3].duration"}},
}

func TestDecodeFaults(t *testing.T) {
	for _, test := range unreadable {
		t.Run(test.name, func(t *testing.T) {
			p, err := DecodeProblem(bytes.NewReader(patch(t, goodJSON(t), test.edits)))
			assert.Nil(t, p)
			// The patched document has its keys sorted.
			assert.ElementsMatch(t, test.want, told(t, err))
		})
	}
}

// Each text is refused as a whole; the first fault is told.
var broken = []struct{ name, text, code, path string }{
	{"nothing", ``, FaultSyntax, ""},
	{"a blank", ` `, FaultSyntax, ""},
	{"null", `null`, FaultType, ""},
	{"a list", `[]`, FaultType, ""},
	{"a word", `problem`, FaultSyntax, ""},
	{"NaN", `{"rules": {"ratingPrior": NaN}}`, FaultSyntax, "rules.ratingPrior"},
	{"minus infinity", `{"rules": {"ratingPrior": -Infinity}}`, FaultSyntax, "rules.ratingPrior"},
	{"cut off", `{"jobs": [{"id": "J`, FaultSyntax, "jobs[0].id"},
	{"cut off after a backslash", `{"id": "\`, FaultSyntax, "id"},
	{"cut off in an escape", `{"id": "\u12`, FaultSyntax, "id"},
	{"comma at the end", `{"jobs": [{"id": "J",}]}`, FaultSyntax, "jobs[0]"},
	{"comma at the end of a list", `{"jobs": [1,]}`, FaultType, "jobs[0]"},
	{"no comma", `{"id": "a" "agency": "b"}`, FaultSyntax, ""},
	{"no colon", `{"id" "a"}`, FaultSyntax, ""},
	{"key without quotes", `{id: "a"}`, FaultSyntax, ""},
	{"single quotes", `{'id': 'a'}`, FaultSyntax, ""},
	{"comment", `{/* id */}`, FaultSyntax, ""},
	{"leading zero", `{"schemaVersion": 01}`, FaultSyntax, ""},
	{"leading plus", `{"schemaVersion": +1}`, FaultSyntax, "schemaVersion"},
	{"hexadecimal", `{"schemaVersion": 0x1}`, FaultSyntax, ""},
	{"no digit after the point", `{"schemaVersion": 1.}`, FaultSyntax, "schemaVersion"},
	{"no digit in the exponent", `{"schemaVersion": 1e}`, FaultSyntax, "schemaVersion"},
	{"unknown escape", `{"id": "\x41"}`, FaultSyntax, "id"},
	{"raw control character", "{\"id\": \"a\nb\"}", FaultSyntax, "id"},
	{"broken UTF-8", "{\"id\": \"a\xffb\"}", FaultText, "id"},
	{"broken UTF-8 in an extension", "{\"extensions\": {\"x\": [\"\xff\"]}}", FaultText, "extensions"},
	{"broken UTF-8 in a key", "{\"\xff\": 1}", FaultText, ""},
	{"broken UTF-8 outside of text", "{\xff}", FaultSyntax, ""},
	{"UTF-16", "\xff\xfe{\x00}\x00", FaultSyntax, ""},
	{"twice", `{"id": "a", "id": "b"}`, FaultFieldDuplicate, "id"},
	{"twice by escapes", `{"id": "a", "\u0069d": "b"}`, FaultFieldDuplicate, "id"},
	{"twice in a map", `{"weights": {"criteria": {"rating": 1, "rating": 1}}}`, FaultFieldDuplicate, "weights.criteria.rating"},
	{"twice in extensions", `{"extensions": {"a": 1, "a": 1}}`, FaultFieldDuplicate, "extensions"},
	{"deep in an extension", `{"extensions": {"a": ` + strings.Repeat("[", 100) + strings.Repeat("]", 100) + `}}`, FaultTooDeep, "extensions"},
	{"a million deep", strings.Repeat(`{"a":`, 1_000_000), FaultFieldUnknown, "a"},
	{"deep in an unknown field", `{"x": ` + strings.Repeat("[", 100_000), FaultFieldUnknown, "x"},
	{"name with odd characters", `{"a b\u0000": 1}`, FaultFieldUnknown, `["?"]`},
}

func TestDecodeBrokenText(t *testing.T) {
	for _, test := range broken {
		t.Run(test.name, func(t *testing.T) {
			_, err := DecodeProblem(strings.NewReader(test.text))
			var fault *Fault
			require.ErrorAs(t, err, &fault)
			if test.path == `["?"]` {
				test.path = `["?"]`
			}
			assert.Equal(t, []string{test.code, test.path}, []string{fault.Code, fault.Path}, fault.Hint)
			_, err = DecodePlan(strings.NewReader(test.text))
			require.Error(t, err)
		})
	}
}

func TestTrailingData(t *testing.T) {
	for _, tail := range []string{"{}", "]", "null", "\x00", "// end"} {
		_, err := DecodeProblem(strings.NewReader(string(goodJSON(t)) + tail))
		assert.Equal(t, []string{FaultTrailingData}, told(t, err), tail)
	}
	_, err := DecodeProblem(strings.NewReader("\uFEFF" + string(goodJSON(t)) + "\r\n\t "))
	assert.NoError(t, err, "a byte order mark and white space")
}

func TestDecodeLimits(t *testing.T) {
	data := goodJSON(t)
	_, err := DecodeLimits{Bytes: int64(len(data))}.Problem(bytes.NewReader(data))
	assert.NoError(t, err)
	for _, r := range []io.Reader{bytes.NewReader(data), iotest.OneByteReader(bytes.NewReader(data))} {
		_, err = DecodeLimits{Bytes: int64(len(data)) - 1}.Problem(r)
		assert.Equal(t, []string{FaultTooLarge}, told(t, err))
	}
	_, err = DecodeLimits{Depth: 3}.Problem(bytes.NewReader(data))
	assert.Contains(t, told(t, err), "too_deep agencies[0].pool")
	_, err = DecodeProblem(iotest.ErrReader(io.ErrUnexpectedEOF))
	assert.ErrorIs(t, err, io.ErrUnexpectedEOF)
}

// Half a gigabyte of {} must not become a hundred gigabytes of jobs.
func TestDecodeStopsAtManyFaults(t *testing.T) {
	_, err := DecodeProblem(strings.NewReader(`{"jobs": [` + strings.Repeat("{},", 1_000_000) + `{}]}`))
	var faults Faults
	require.ErrorAs(t, err, &faults)
	assert.Len(t, faults, MaxFaults+1)
	assert.Equal(t, FaultTooMany, faults[MaxFaults].Code)
	assert.Less(t, len(err.Error()), 10_000)
	assert.Contains(t, err.Error(), "and 9981 more")
}

func TestHints(t *testing.T) {
	for given, want := range map[string]string{
		`jobs[0].windoes = []`:             `did you mean "windows"?`,
		`jobs[0].Windows = []`:             `did you mean "windows"?`,
		`customers[0].place.lcoation = 1`:  `did you mean "location"?`,
		`workers[0].home.location.lon = 1`: "known: lat, lng",
		`jobs[0].colour = 1`:               "own fields go under \"extensions\"",
		`horizon.colour = 1`:               "known: start, end",
		`jobs[0].release = null`:           "leave the field out",
	} {
		_, err := DecodeProblem(bytes.NewReader(patch(t, goodJSON(t), given)))
		var fault *Fault
		require.ErrorAs(t, err, &fault)
		assert.Contains(t, fault.Hint, want, given)
	}
	_, err := DecodeProblem(strings.NewReader("{\n  \"id\": \"a\",\n  \"agency\" \"b\"}"))
	assert.ErrorContains(t, err, "line 3, column 12")
}

// Whole numbers may be written as JSON Schema allows.
func TestNumbersAndTimes(t *testing.T) {
	p := mustDecode(t, patch(t, goodJSON(t), `
		jobs[1].squareMetres = 9.0e1
		jobs[3].duration = 5400.0
		jobs[4].duration = "P26DT12H"
		horizon.start = "2026-11-22T16:00:00.000Z"`))
	assert.Equal(t, 90, p.Jobs[1].SquareMetres)
	assert.Equal(t, Duration(5400), *p.Jobs[3].Duration)
	assert.Equal(t, Duration(26*86400+43200), *p.Jobs[4].Duration)
	assert.True(t, p.Horizon.Start.Equal(time.Date(2026, 11, 22, 16, 0, 0, 0, time.UTC)))
	require.NoError(t, p.Validate())
}

// Empty is not absent where the types say so, and only there.
func TestEmptyAndAbsent(t *testing.T) {
	p := mustDecode(t, patch(t, goodJSON(t), `
		jobs[1].consumes = []
		jobs[1].windows = []
		jobs[1].extras = {}
		extensions = {}
		stores = []
		weights = {"criteria": {}}`))
	var out bytes.Buffer
	require.NoError(t, EncodeProblem(&out, p))
	again := mustDecode(t, out.Bytes())
	assert.Equal(t, p, again)
	assert.NotNil(t, again.Jobs[1].Consumes)
	assert.Nil(t, again.Jobs[2].Consumes)
	assert.NotNil(t, again.Weights.Criteria)
	assert.Nil(t, again.Jobs[1].Windows)
	assert.Nil(t, again.Extensions)

	var empty bytes.Buffer
	require.NoError(t, EncodeProblem(&empty, &Problem{}))
	assert.Contains(t, empty.String(), `"jobs": []`)
}

func TestExtensionsAreKept(t *testing.T) {
	text := `{"a":1.50,"b":{"z":1,"a":[1e400,null,"<&>\u2028"]},"number":-0}`
	p := mustDecode(t, patch(t, goodJSON(t), `jobs[1].extensions = {"own": `+text+`}`))
	assert.Equal(t, text, unescapeHTML(string(p.Jobs[1].Extensions["own"])))
	var out bytes.Buffer
	require.NoError(t, EncodeProblem(&out, p))
	assert.Equal(t, p, mustDecode(t, out.Bytes()))

	p.Extensions = Extensions{"bad": json.RawMessage(`{`)}
	assert.Equal(t, []string{"syntax extensions"}, told(t, EncodeProblem(io.Discard, p)))
}

// unescapeHTML undoes what the test's own json.Marshal does.
func unescapeHTML(s string) string {
	return strings.NewReplacer(`\u003c`, "<", `\u003e`, ">", `\u0026`, "&").Replace(s)
}

func TestEncodeRefusesWhatJSONCannotHold(t *testing.T) {
	p := mustDecode(t, goodJSON(t))
	nan := 0.0
	p.Workers[0].Home.Location.Lat = nan / nan
	p.Horizon.End = time.Date(12026, 1, 1, 0, 0, 0, 0, time.UTC)
	assert.Equal(t, []string{"time_invalid horizon.end", "number_out_of_range workers[0].home.location.lat"},
		told(t, EncodeProblem(io.Discard, p)))
}

// No personal value may reach an error, whatever is wrong with it.
func TestNothingPersonalIsTold(t *testing.T) {
	const secret = "Zhang13800138000"
	edits := []string{
		`customers[0].name = ["SECRET"]`, `customers[0].phone = {"SECRET": 1}`, `customers[0].address = {"x": "SECRET"}`,
		`customers[0].notes = ["SECRET", "\ud83d"]`, `jobs[0].notes = ["SECRET"]`, `workers[0].home = "SECRET"`,
		`workers[0].home.location = "SECRET"`, `workers[0].home.location.lat = "SECRET"`,
		`customers[0].birthday = "SECRET"`, `customers[0].place = ["SECRET"]`, `horizon.end = "SECRET"`,
		`jobs[0].duration = "SECRET"`, `series[0].from = "SECRET"`, `workers[0].gender = "SECRET"`,
		`customers[0].preferredGender = "SECRET"`, `jobs[0].requirements.gender = "SECRET"`,
		`jobs[0].requirements.genderReason = ["SECRET"]`,
	}
	for _, line := range edits {
		document := patch(t, goodJSON(t), strings.ReplaceAll(line, "SECRET", secret))
		p, err := DecodeProblem(bytes.NewReader(document))
		if err == nil {
			err = p.Validate()
		}
		require.Error(t, err, line)
		var faults Faults
		require.ErrorAs(t, err, &faults)
		text, _ := json.Marshal(faults)
		assert.NotContains(t, string(text)+err.Error(), secret, line)
	}
	for _, line := range []string{`workers[0].home.location.lat = 31.23041e99`, `workers[0].home.location.lat = -231.23041`} {
		p, err := DecodeProblem(bytes.NewReader(patch(t, goodJSON(t), line)))
		if err == nil {
			err = p.Validate()
		}
		require.Error(t, err)
		assert.NotContains(t, err.Error(), "31.23041")
	}
}

func TestFaultsAsErrors(t *testing.T) {
	var err error = fmt.Errorf("reading day.json: %w", Faults{{Path: "id", Code: "a"}, {Code: "b", Value: "v", Hint: "h"}})
	var faults Faults
	require.True(t, errors.As(err, &faults))
	require.Len(t, faults, 2)
	var fault *Fault
	require.True(t, errors.As(err, &fault))
	assert.Equal(t, "id: a", fault.Error())
	assert.Equal(t, `b ("v"): h`, faults[1].Error())
}

func TestSortByPath(t *testing.T) {
	fs := Faults{{Path: "jobs[10].id"}, {Path: "jobs[9].id"}, {Path: "jobs[9]"}, {Path: ""}, {Path: "jobs[9].a"}, {Path: "agency"}}
	fs.sortByPath()
	var got []string
	for _, f := range fs {
		got = append(got, f.Path)
	}
	assert.Equal(t, []string{"", "agency", "jobs[9]", "jobs[9].a", "jobs[9].id", "jobs[10].id"}, got)
}

// manyJobs returns a document with n jobs and n/5 customers.
func manyJobs(n int) []byte {
	var b bytes.Buffer
	b.WriteString(`{"schemaVersion": 1, "timeZone": "Asia/Shanghai", "horizon": {"start": "2026-11-23T00:00:00+08:00", "end": "2026-11-24T00:00:00+08:00"},
"catalogue": [{"code": "daily_cleaning", "duration": {"base": "PT2H"}, "price": 16000}],
"workers": [{"id": "W1", "home": {"location": {"lat": 31.2, "lng": 121.4}}, "shifts": [{"id": "S1", "start": "2026-11-23T08:00:00+08:00", "end": "2026-11-23T17:00:00+08:00"}]}],
"customers": [`)
	for i := range n/5 + 1 {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `{"id": "C%d", "name": "name %d", "place": {"location": {"lat": %.5f, "lng": %.5f}}}`, i, i, 31+float64(i%977)/1000, 121+float64(i%1013)/1000)
	}
	b.WriteString("],\n\"jobs\": [")
	for i := range n {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `
  {"id": "J%d", "customer": "C%d", "service": "daily_cleaning", "duration": "PT1H30M", "squareMetres": 80,
   "windows": [{"start": "2026-11-23T09:00:00+08:00", "end": "2026-11-23T12:00:00+08:00"}], "preferred": [{"start": "2026-11-23T09:00:00+08:00", "end": "2026-11-23T10:00:00+08:00"}],
   "requirements": {"skills": [{"code": "cleaning", "minLevel": 2}]}, "value": 20000, "price": 18000}`, i, i/5)
	}
	b.WriteString("]}\n")
	return b.Bytes()
}

func BenchmarkDecodeProblem100k(b *testing.B) {
	data := manyJobs(100_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := DecodeProblem(bytes.NewReader(data)); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkStandardUnmarshal100k(b *testing.B) {
	data := manyJobs(100_000)
	b.SetBytes(int64(len(data)))
	b.ReportAllocs()
	for b.Loop() {
		var p Problem
		if err := json.Unmarshal(data, &p); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkValidate100k(b *testing.B) {
	p := mustDecode(b, manyJobs(100_000))
	b.ReportAllocs()
	for b.Loop() {
		if err := p.Validate(); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkEncodeProblem100k(b *testing.B) {
	p := mustDecode(b, manyJobs(100_000))
	b.ReportAllocs()
	for b.Loop() {
		if err := EncodeProblem(io.Discard, p); err != nil {
			b.Fatal(err)
		}
	}
}
