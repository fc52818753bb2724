package main

import (
	"context"
	"crypto/rand"
	"database/sql"
	"errors"
	"iter"
	"net/url"
	"os"

	_ "modernc.org/sqlite" // the driver "sqlite", in Go alone

	"github.com/paidan/paidan/schedule/live"
)

// tables of a database: the day's journal; each key with the request it stood
// for and its answer; who has accepted what; and the key of the tokens.
const tables = `
CREATE TABLE IF NOT EXISTS journal (version INTEGER PRIMARY KEY, line BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS answers (key TEXT PRIMARY KEY, request TEXT NOT NULL, answer BLOB NOT NULL) STRICT;
CREATE TABLE IF NOT EXISTS accepted (job TEXT, worker TEXT, PRIMARY KEY (job, worker)) STRICT;
CREATE TABLE IF NOT EXISTS secret (id INTEGER PRIMARY KEY CHECK (id = 1), key BLOB NOT NULL) STRICT;
`

// pragmas: a commit is on disk before it returns, and nobody else opens the
// database meanwhile.
var pragmas = url.Values{"_pragma": {"locking_mode(EXCLUSIVE)", "journal_mode(WAL)", "synchronous(FULL)"}}

// store is the database.
type store struct{ db *sql.DB }

// receipt is what a request is known by when it comes again.
type receipt struct{ key, request string }

type receiptKey struct{}

// withReceipt has what ctx's call changes kept together with its answer.
func withReceipt(ctx context.Context, r receipt) context.Context {
	return context.WithValue(ctx, receiptKey{}, r)
}

// open opens a database which only its owner may read: it holds what the
// agency's problem holds.
func open(ctx context.Context, path string) (*store, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o600)
	if err != nil {
		return nil, err
	}
	if err := f.Close(); err != nil {
		return nil, err
	}
	source := url.URL{Scheme: "file", Opaque: (&url.URL{Path: path}).EscapedPath(), RawQuery: pragmas.Encode()}
	db, err := sql.Open("sqlite", source.String())
	if err != nil {
		return nil, err
	}
	db.SetMaxOpenConns(1)
	if _, err := db.ExecContext(ctx, tables); err != nil {
		return nil, errors.Join(err, db.Close())
	}
	return &store{db}, nil
}

// Close closes the database.
func (s *store) Close() error { return s.db.Close() }

// errNew tells that a database has no day yet.
var errNew = errors.New("no day yet")

// day rebuilds the day from its journal.
func (s *store) day(ctx context.Context) (*live.Day, error) {
	n := 0
	if err := s.db.QueryRowContext(ctx, "SELECT count(*) FROM journal").Scan(&n); err != nil {
		return nil, err
	}
	if n == 0 {
		return nil, errNew
	}
	return live.Resume(s.lines(ctx), s)
}

func (s *store) lines(ctx context.Context) iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		rows, err := s.db.QueryContext(ctx, "SELECT line FROM journal ORDER BY version")
		if err != nil {
			yield(nil, err)
			return
		}
		defer rows.Close()
		for rows.Next() {
			var line []byte
			err := rows.Scan(&line)
			if !yield(line, err) {
				return
			}
		}
		if err := rows.Err(); err != nil {
			yield(nil, err)
		}
	}
}

// Keep keeps a version of the day and the answer to the request which made
// it: both or neither.
func (s *store) Keep(ctx context.Context, v *live.Version, line []byte) error {
	return s.commit(ctx, outcomeOf(v).text(), "INSERT INTO journal VALUES (?, ?)", v.Number, line)
}

// accept keeps that a worker will do a job, and the answer.
func (s *store) accept(ctx context.Context, job, worker string, answer []byte) error {
	return s.commit(ctx, answer, "INSERT OR IGNORE INTO accepted VALUES (?, ?)", job, worker)
}

// commit makes one change, and keeps its answer under ctx's receipt.
func (s *store) commit(ctx context.Context, answer []byte, change string, args ...any) error {
	tx, err := s.db.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	defer tx.Rollback() //nolint:errcheck // does nothing after a commit
	if _, err := tx.ExecContext(ctx, change, args...); err != nil {
		return err
	}
	if r, ok := ctx.Value(receiptKey{}).(receipt); ok {
		if _, err := tx.ExecContext(ctx, "INSERT INTO answers VALUES (?, ?, ?)", r.key, r.request, answer); err != nil {
			return err
		}
	}
	return tx.Commit()
}

// answer returns what a key was used for; ok is false where it is new.
func (s *store) answer(ctx context.Context, key string) (request string, answer []byte, ok bool, err error) {
	err = s.db.QueryRowContext(ctx, "SELECT request, answer FROM answers WHERE key = ?", key).Scan(&request, &answer)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil, false, nil
	}
	return request, answer, err == nil, err
}

// accepted lists who has accepted what, as {job, worker}.
func (s *store) accepted(ctx context.Context) (map[[2]string]bool, error) {
	rows, err := s.db.QueryContext(ctx, "SELECT job, worker FROM accepted")
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	out := map[[2]string]bool{}
	for rows.Next() {
		var pair [2]string
		if err := rows.Scan(&pair[0], &pair[1]); err != nil {
			return nil, err
		}
		out[pair] = true
	}
	return out, rows.Err()
}

// secret returns the key which seals tokens: made once, so that they outlive
// a restart.
func (s *store) secret(ctx context.Context) (key []byte, err error) {
	fresh := make([]byte, 32)
	_, _ = rand.Read(fresh) // never fails
	if _, err := s.db.ExecContext(ctx, "INSERT OR IGNORE INTO secret VALUES (1, ?)", fresh); err != nil {
		return nil, err
	}
	err = s.db.QueryRowContext(ctx, "SELECT key FROM secret").Scan(&key)
	return key, err
}
