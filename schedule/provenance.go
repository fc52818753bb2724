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

// provenance tells how the plan came to be.
func (k *packed) provenance(opts Options, res *core.Result) roster.Provenance {
	sum := sha256.New()
	// Writing to a hash cannot fail, and a valid problem can be encoded.
	_ = json.NewEncoder(sum).Encode(k.view.Problem)
	return roster.Provenance{Version: Version, Method: "ruin_and_recreate", Seed: opts.Seed,
		Iterations: res.Iterations, InputHash: hex.EncodeToString(sum.Sum(nil))}
}
