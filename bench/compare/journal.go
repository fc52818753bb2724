package compare

import (
	"bufio"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"sync"
)

// Journal keeps finished runs in a file of JSON lines. It may be used from
// several goroutines.
type Journal struct {
	mutex sync.Mutex
	file  *os.File
	runs  []Run
	// at[key] is the run's index in runs.
	at map[string]int
}

// OpenJournal opens the journal of a file, which is made where there is none.
// A last line cut off, by a crash or so, is passed over; any other line which
// is no run is an error. A later run of the same trial replaces an earlier.
func OpenJournal(path string) (*Journal, error) {
	j := &Journal{at: map[string]int{}}
	data, err := os.ReadFile(path)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	whole := 0 // bytes of complete lines
	for number := 1; whole < len(data); number++ {
		advance, line, _ := bufio.ScanLines(data[whole:], false)
		if advance == 0 {
			break
		}
		var r Run
		if err := json.Unmarshal(line, &r); err != nil {
			return nil, fmt.Errorf("%s:%d: %w", path, number, err)
		}
		j.remember(r)
		whole += advance
	}
	if j.file, err = os.OpenFile(path, os.O_CREATE|os.O_RDWR, 0o666); err != nil {
		return nil, err
	}
	if err = j.file.Truncate(int64(whole)); err == nil {
		_, err = j.file.Seek(int64(whole), 0)
	}
	if err != nil {
		j.file.Close()
		return nil, err
	}
	return j, nil
}

func (j *Journal) remember(r Run) {
	if i, known := j.at[r.key()]; known {
		j.runs[i] = r
		return
	}
	j.at[r.key()] = len(j.runs)
	j.runs = append(j.runs, r)
}

// find returns the run of the same trial as r which gave an answer.
func (j *Journal) find(r Run) (Run, bool) {
	j.mutex.Lock()
	defer j.mutex.Unlock()
	i, known := j.at[r.key()]
	if !known || j.runs[i].Error != "" {
		return Run{}, false
	}
	return j.runs[i], true
}

// add appends a run to the file.
func (j *Journal) add(r Run) error {
	line, err := json.Marshal(r)
	if err != nil {
		return err
	}
	j.mutex.Lock()
	defer j.mutex.Unlock()
	j.remember(r)
	_, err = j.file.Write(append(line, '\n'))
	return err
}

// Close closes the file.
func (j *Journal) Close() error { return j.file.Close() }
