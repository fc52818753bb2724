package schedule

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule/internal/core"
)

// Version of the library.
const Version = "0.1.0"

// hash begins to hash the problem and returns a function that waits for the
// SHA-256 of its JSON, in hex.
func hash(p *roster.Problem) func() string {
	done := make(chan string, 1)
	go func() {
		done <- hashOf(p)
	}()
	return func() string { return <-done }
}

// hashOf returns the SHA-256 of the JSON of a valid problem or a plan, in hex.
func hashOf(v any) string {
	sum := sha256.New()
	// Writing to a hash cannot fail, and either can be encoded.
	_ = json.NewEncoder(sum).Encode(v)
	return hex.EncodeToString(sum.Sum(nil))
}

// provenance tells how the plan came to be.
func provenance(opts Options, res *core.Result, input string) roster.Provenance {
	return roster.Provenance{Version: Version, Method: "ruin_and_recreate", Seed: opts.Seed,
		Iterations: res.Iterations, InputHash: input}
}
