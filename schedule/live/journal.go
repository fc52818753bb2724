package live

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"iter"
	"os"
	"path/filepath"

	"github.com/paidan/paidan/roster"
	"github.com/paidan/paidan/schedule"
)

// JournalOptions say how a journal is written.
type JournalOptions struct {
	// Sync has each line reach the disk before its version counts: nothing is
	// lost when the machine stops. Without it, only when the process does.
	Sync bool
	// Hooks go with every replanning; the same ones as when the journal was
	// written, since they are part of what the problem means.
	Hooks []schedule.Hook
}

// journal is the store which appends to a file.
type journal struct {
	file   *os.File
	sync   bool
	size   int64 // of whole lines
	broken error
}

// Create begins a day with a journal in a new file. An existing file is never
// overwritten.
func Create(path string, problem *roster.Problem, plan *roster.Plan, opts JournalOptions) (*Day, error) {
	f, err := os.OpenFile(path, os.O_CREATE|os.O_EXCL|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, err
	}
	d, err := Begin(context.Background(), problem, plan, &journal{file: f, sync: opts.Sync}, opts.Hooks...)
	if err == nil && opts.Sync {
		err = syncFolder(path)
	}
	if err != nil {
		f.Close()
		os.Remove(path)
		return nil, err
	}
	return d, nil
}

// Open rebuilds a day from its journal and goes on writing it. A torn last
// line, as a crash leaves it, is cut off: its version never counted. Any other
// damage is a [JournalError]. Only one day may have a journal open.
func Open(path string, opts JournalOptions) (*Day, error) {
	f, err := os.OpenFile(path, os.O_RDWR, 0)
	if err != nil {
		return nil, err
	}
	j := &journal{file: f, sync: opts.Sync}
	d, err := Resume(j.lines(), j, opts.Hooks...)
	if err == nil {
		err = f.Truncate(j.size)
	}
	if err == nil {
		_, err = f.Seek(j.size, io.SeekStart)
	}
	if err == nil && opts.Sync {
		err = f.Sync()
	}
	if err != nil {
		f.Close()
		return nil, err
	}
	return d, nil
}

// lines reads the file's whole lines, and counts their size. A line is whole
// with its line feed, and then has to be right.
func (j *journal) lines() iter.Seq2[[]byte, error] {
	return func(yield func([]byte, error) bool) {
		in := bufio.NewReaderSize(j.file, 1<<16)
		for {
			text, err := in.ReadBytes('\n')
			if errors.Is(err, io.EOF) {
				return // nothing more, or a torn line
			}
			j.size += int64(len(text))
			if !yield(text, err) {
				return
			}
		}
	}
}

// Keep appends one line. Where that fails it is taken back; where even that
// fails, nothing is written any more.
func (j *journal) Keep(_ context.Context, _ *Version, text []byte) error {
	if j.broken != nil {
		return j.broken
	}
	text = append(text, '\n')
	_, err := j.file.Write(text)
	if err == nil && j.sync {
		err = j.file.Sync()
	}
	if err == nil {
		j.size += int64(len(text))
		return nil
	}
	back := j.file.Truncate(j.size)
	if back == nil {
		_, back = j.file.Seek(j.size, io.SeekStart)
	}
	if back == nil && j.sync {
		back = j.file.Sync()
	}
	if back != nil {
		j.broken = fmt.Errorf("live: the journal cannot be mended after a failed write: %w", back)
	}
	return err
}

// Close closes the file.
func (j *journal) Close() error {
	if j.broken == nil {
		j.broken = os.ErrClosed
	}
	return j.file.Close()
}

// syncFolder makes a new file's name reach the disk.
func syncFolder(path string) error {
	dir, err := os.Open(filepath.Dir(path))
	if err != nil {
		return err
	}
	defer dir.Close()
	return dir.Sync()
}
