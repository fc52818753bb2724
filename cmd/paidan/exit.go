package main

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"

	"github.com/paidan/paidan/cmd/paidan/internal/text"
	"github.com/paidan/paidan/roster"
)

// errRefused ends a command whose check failed; what was found has been told
// as its answer.
var errRefused = errors.New("check failed")

// usageError is a command line which cannot be carried out.
type usageError struct{ text string }

func (e *usageError) Error() string { return e.text }

func usagef(format string, args ...any) error { return &usageError{fmt.Sprintf(format, args...)} }

// inputError is a file which cannot be used, under the name the user gave.
type inputError struct {
	name string
	err  error
}

func (e *inputError) Error() string { return e.name + ": " + e.err.Error() }
func (e *inputError) Unwrap() error { return e.err }

// mostFaults is how many faults of one file are listed.
const mostFaults = 100

// exitCode tells the error on standard error and returns the code for it.
func (a *app) exitCode(err error) int {
	switch {
	case err == nil:
		return exitDone
	case errors.Is(err, errRefused):
		return exitRefused
	}
	var faults roster.Faults
	if errors.As(err, &faults) {
		a.printFaults(err, faults)
		return exitBad
	}
	fmt.Fprintf(a.err, "paidan: %s\n", text.Clean(plainly(err)))
	if usage := new(usageError); errors.As(err, &usage) || fromCobra(err) {
		fmt.Fprintln(a.err, "Try 'paidan --help', or '--help' after a command.")
	}
	return exitBad
}

// printFaults lists every fault of an input with its path, code and hint.
func (a *app) printFaults(err error, faults roster.Faults) {
	name := "input"
	if in := new(inputError); errors.As(err, &in) {
		name = in.name
	}
	count := "1 fault"
	if len(faults) != 1 {
		count = fmt.Sprintf("%d faults", len(faults))
	}
	fmt.Fprintf(a.err, "paidan: %s: %s\n", name, count)
	for i, f := range faults {
		if i == mostFaults {
			fmt.Fprintf(a.err, "  … and %d more\n", len(faults)-mostFaults)
			break
		}
		path := f.Path
		if path == "" {
			path = "(whole file)"
		}
		value := ""
		if f.Value != "" {
			value = fmt.Sprintf(" (found %q)", f.Value)
		}
		fmt.Fprintln(a.err, text.Clean(fmt.Sprintf("  %s  [%s]  %s%s", path, f.Code, f.Hint, value)))
	}
}

// plainly says the usual errors of files in a few words.
func plainly(err error) string {
	path := new(fs.PathError)
	switch {
	case !errors.As(err, &path):
		return err.Error()
	case errors.Is(err, fs.ErrNotExist) && path.Op == opCreate:
		return path.Path + ": no such folder"
	case errors.Is(err, fs.ErrNotExist):
		return path.Path + ": no such file"
	case errors.Is(err, fs.ErrPermission):
		return path.Path + ": not allowed"
	}
	return path.Path + ": " + path.Err.Error()
}

// fromCobra recognises errors of the command line which the parser found.
func fromCobra(err error) bool {
	for _, start := range []string{"unknown command", "unknown flag", "unknown shorthand", "invalid argument", "required flag", "flag needs", "bad flag", "if any flags"} {
		if strings.HasPrefix(err.Error(), start) {
			return true
		}
	}
	return false
}
