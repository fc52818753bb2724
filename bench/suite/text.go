package suite

import (
	"fmt"
	"io"
	"math"
	"strconv"
	"strings"
)

// line is a line of a file which is not empty.
type line struct {
	number int // from 1
	text   string
}

func (l line) fault(format string, args ...any) error {
	return &FileError{Line: l.number, Msg: fmt.Sprintf(format, args...)}
}

func fault(format string, args ...any) error {
	return &FileError{Msg: fmt.Sprintf(format, args...)}
}

// readAll reads all of r, refusing more than MaxFileBytes.
func readAll(r io.Reader, name string) ([]byte, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxFileBytes+1))
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if len(data) > MaxFileBytes {
		return nil, &FileError{File: name, Msg: fmt.Sprintf("longer than %d bytes", MaxFileBytes)}
	}
	return data, nil
}

// readLines reads all of r as lines.
func readLines(r io.Reader, name string) ([]line, error) {
	data, err := readAll(r, name)
	if err != nil {
		return nil, err
	}
	return splitLines(data), nil
}

// splitLines returns the lines which are not empty.
func splitLines(data []byte) []line {
	var lines []line
	for i, text := range strings.Split(string(data), "\n") {
		if text = strings.TrimSpace(text); text != "" {
			lines = append(lines, line{i + 1, text})
		}
	}
	return lines
}

// numbers reads a line of numbers separated by spaces.
func (l line) numbers() ([]float64, error) {
	fields := strings.Fields(l.text)
	out := make([]float64, len(fields))
	for i, field := range fields {
		v, err := strconv.ParseFloat(field, 64)
		if err != nil || math.IsInf(v, 0) || math.IsNaN(v) {
			return nil, l.fault("%.20q is not a number", field)
		}
		out[i] = v
	}
	return out, nil
}

// whole reads v as a whole number in [low, high].
func (l line) whole(what string, v float64, low, high int64) (int64, error) {
	if v != math.Trunc(v) || v < float64(low) || v > float64(high) {
		return 0, l.fault("%s is %v: want a whole number in [%d, %d]", what, v, low, high)
	}
	return int64(v), nil
}

// scaled reads v as a time and returns it in scaled units, rounded to the
// nearest and to even where two are as near, like the suites' checkers.
func (l line) scaled(what string, v float64, scale int) (int64, error) {
	s := math.RoundToEven(v * float64(scale))
	if v < 0 || s > maxSeconds {
		return 0, l.fault("%s is %v: want 0 to %d", what, v, maxSeconds/scale)
	}
	return int64(s), nil
}

// window reads a time window in scaled units.
func (l line) window(from, to float64, scale int) (w [2]int64, err error) {
	if w[0], err = l.scaled("window start", from, scale); err != nil {
		return w, err
	}
	if w[1], err = l.scaled("window end", to, scale); err != nil {
		return w, err
	}
	if w[0] > w[1] {
		return w, l.fault("window ends at %v before it starts at %v", to, from)
	}
	return w, nil
}

// point reads coordinates.
func (l line) point(x, y float64) ([2]float64, error) {
	if math.Abs(x) > MaxCoordinate || math.Abs(y) > MaxCoordinate {
		return [2]float64{}, l.fault("coordinates (%v, %v): want at most %d", x, y, MaxCoordinate)
	}
	return [2]float64{x, y}, nil
}
