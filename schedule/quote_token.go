package schedule

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
	"encoding/json"
	"errors"
	"slices"
	"strings"
	"time"

	"github.com/paidan/paidan/roster"
)

// ErrToken is the error of a token which is damaged, was made with another
// key, or has expired.
var ErrToken = errors.New("schedule: the token is damaged, sealed with another key, or has expired")

// promise is what a token holds. It has no names, phones, addresses or notes.
type promise struct {
	Version   int           `json:"v"`
	Problem   string        `json:"p,omitempty"`
	Request   Request       `json:"r"`
	Start     time.Time     `json:"s"`
	End       time.Time     `json:"e"`
	Cost      roster.Points `json:"c"`
	Workers   [][]string    `json:"w,omitempty"` // of each visit, where promised
	Jobs      []string      `json:"j,omitempty"` // of Workers
	Displaced []string      `json:"d,omitempty"`
	// Known are the jobs which had visits on the changed shifts.
	Known      []string        `json:"k,omitempty"`
	Iterations int64           `json:"i"`
	Seed       uint64          `json:"n,omitempty"`
	Look       int             `json:"l"`
	MovePrice  roster.Money    `json:"m"`
	Tolerance  roster.Duration `json:"t"`
	Expires    time.Time       `json:"x,omitzero"`
	// Plain: quoted without repairs.
	Plain bool `json:"b,omitempty"`
}

const tokenVersion = 1

// token seals the promise of a slot.
func (q *Quoter) token(c *candidate, s *Slot, opts *QuoteOptions) (string, error) {
	bare := c.asked.request.bare()
	p := promise{Version: tokenVersion, Problem: q.p.ID, Request: bare, Start: s.Start, End: s.End, Cost: s.Cost,
		Displaced: s.Displaced, Iterations: opts.Iterations, Seed: opts.Seed, Look: opts.Workers,
		MovePrice: opts.MovePrice, Tolerance: opts.Tolerance, Expires: opts.Expires, Plain: opts.Repairs < 0}
	if opts.PromiseWorker {
		for _, v := range s.Visits {
			p.Jobs, p.Workers = append(p.Jobs, v.Job), append(p.Workers, v.Workers)
		}
	}
	for _, shift := range c.option.changed {
		if r := q.routeOf(shift); r != nil {
			for i := range r.Stops {
				if r.Stops[i].Kind == roster.VisitStop {
					p.Known = append(p.Known, r.Stops[i].Job)
				}
			}
		}
	}
	return seal(&p, opts.Key)
}

// seal writes a promise: encrypted with the key, or plain with a sum of it.
// The nonce is made of the content, so that the same promise has the same
// token.
func seal(p *promise, key []byte) (string, error) {
	text, err := json.Marshal(p)
	if err != nil {
		return "", err
	}
	if len(key) == 0 {
		sum := sha256.Sum256(text)
		return encode64(append([]byte{0}, append(sum[:16], text...)...)), nil
	}
	box, mac := cipherOf(key)
	mac.Write(text)
	nonce := mac.Sum(nil)[:box.NonceSize()]
	return encode64(append([]byte{1}, box.Seal(nonce, nonce, text, nil)...)), nil
}

func cipherOf(key []byte) (cipher.AEAD, interface {
	Write([]byte) (int, error)
	Sum([]byte) []byte
}) {
	sum := sha256.Sum256(append([]byte("paidan quote "), key...))
	block, err := aes.NewCipher(sum[:])
	if err != nil {
		panic(err) // 32 bytes are a key
	}
	box, err := cipher.NewGCM(block)
	if err != nil {
		panic(err)
	}
	return box, hmac.New(sha256.New, sum[:])
}

// unseal reads a token.
func unseal(token string, key []byte) (*promise, error) {
	data, err := base64.RawURLEncoding.DecodeString(strings.TrimSpace(token))
	if err != nil || len(data) < 17 {
		return nil, ErrToken
	}
	var text []byte
	switch {
	case data[0] == 0 && len(key) == 0:
		text = data[17:]
		if sum := sha256.Sum256(text); !slices.Equal(sum[:16], data[1:17]) {
			return nil, ErrToken
		}
	case data[0] == 1 && len(key) > 0:
		box, _ := cipherOf(key)
		n := 1 + box.NonceSize()
		if len(data) < n {
			return nil, ErrToken
		}
		if text, err = box.Open(nil, data[1:n], data[n:], nil); err != nil {
			return nil, ErrToken
		}
	default:
		return nil, ErrToken
	}
	p := &promise{}
	if err := json.Unmarshal(text, p); err != nil || p.Version != tokenVersion || p.Request.one() != nil {
		return nil, ErrToken
	}
	return p, nil
}

func encode64(data []byte) string { return base64.RawURLEncoding.EncodeToString(data) }
