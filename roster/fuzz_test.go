package roster

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"testing"

	"github.com/stretchr/testify/require"
)

// Whatever the text: no panic; an error is Faults; text which the standard
// library holds for broken is refused, and no other is called broken; what
// can be read can be validated, written, and read again as the same.
func FuzzDecodeProblem(f *testing.F) {
	fuzzSeeds(f, goodJSON(f))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := DecodeProblem(bytes.NewReader(data))
		checkRefusal(t, data, err)
		if err != nil {
			return
		}
		if err := p.Validate(); err != nil {
			require.ErrorAs(t, err, new(Faults))
		}
		var out, again bytes.Buffer
		require.NoError(t, EncodeProblem(&out, p))
		q, err := DecodeProblem(bytes.NewReader(out.Bytes()))
		require.NoError(t, err)
		require.Equal(t, p, q)
		require.NoError(t, EncodeProblem(&again, q))
		require.Equal(t, out.String(), again.String())
	})
}

func FuzzDecodePlan(f *testing.F) {
	fuzzSeeds(f, planJSON(f))
	good, err := DecodeProblem(bytes.NewReader(goodJSON(f)))
	require.NoError(f, err)
	f.Fuzz(func(t *testing.T, data []byte) {
		plan, err := DecodePlan(bytes.NewReader(data))
		checkRefusal(t, data, err)
		if err != nil {
			return
		}
		Check(good, plan, CheckOptions{})
		var out bytes.Buffer
		require.NoError(t, EncodePlan(&out, plan))
		again, err := DecodePlan(bytes.NewReader(out.Bytes()))
		require.NoError(t, err)
		require.Equal(t, plan, again)
	})
}

func fuzzSeeds(f *testing.F, good []byte) {
	f.Add(good)
	for _, b := range broken {
		if len(b.text) < 1000 {
			f.Add([]byte(b.text))
		}
	}
	for _, u := range unreadable {
		f.Add(patch(f, goodJSON(f), u.edits))
	}
}

// checkRefusal compares a decoder's error with the standard library's word on
// the text.
func checkRefusal(t *testing.T, data []byte, err error) {
	valid := json.Valid(bytes.TrimPrefix(data, []byte("\uFEFF")))
	if err == nil {
		require.True(t, valid)
		return
	}
	var faults Faults
	require.True(t, errors.As(err, &faults))
	require.NotEmpty(t, faults)
	require.NotEmpty(t, err.Error())
	for _, fault := range faults {
		require.NotEmpty(t, fault.Code)
		switch fault.Code {
		case FaultSyntax, FaultTrailingData:
			require.False(t, valid, fault.Error())
			return
		case FaultTooDeep, FaultTooMany, FaultTooLarge:
			return
		}
	}
	require.True(t, valid, err.Error())
}

// Each prefix of a document is refused, and no reader makes it panic.
func TestEveryPrefixIsRefused(t *testing.T) {
	good := bytes.TrimSpace(goodJSON(t))
	for n := 0; n < len(good); n += 7 {
		_, err := DecodeProblem(io.LimitReader(bytes.NewReader(good), int64(n)))
		require.Error(t, err, n)
	}
}

// Every third byte changed: the text is refused or read; nothing panics.
func TestBytesChanged(t *testing.T) {
	good := goodJSON(t)
	for i := 0; i < len(good); i += 3 {
		changed := bytes.Clone(good)
		changed[i] ^= byte(1 + i%255)
		p, err := DecodeProblem(bytes.NewReader(changed))
		checkRefusal(t, changed, err)
		if err == nil {
			_ = p.Validate()
		}
	}
}
