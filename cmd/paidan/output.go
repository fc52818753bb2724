package main

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
)

// opCreate marks the errors of files to be written.
const opCreate = "create"

// output is where an answer goes. A file appears under its name only when it
// is complete; it is opened before the work begins, so that a name which
// cannot be written is known at once.
type output struct {
	to   io.Writer
	file *os.File
	// name under which the file is to appear; "" where it is written in place.
	name string
}

// create opens a file, or standard output for "-".
func (a *app) create(path string) (*output, error) {
	if path == stream || path == "" {
		return &output{to: a.out}, nil
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(path, os.O_WRONLY, 0) // a device or a named pipe
		if err != nil {
			return nil, err
		}
		return &output{to: f, file: f}, nil
	}
	for i := range 100 {
		part := fmt.Sprintf("%s.%d-%d.part", path, os.Getpid(), i)
		f, err := os.OpenFile(part, os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o666)
		if errors.Is(err, fs.ErrExist) {
			continue
		}
		if err != nil {
			return nil, &fs.PathError{Op: opCreate, Path: path, Err: reason(err)}
		}
		return &output{to: f, file: f, name: path}, nil
	}
	return nil, &fs.PathError{Op: opCreate, Path: path, Err: fs.ErrExist}
}

// write fills the output and closes it.
func (o *output) write(fill func(io.Writer) error) error {
	buffer := &bytes.Buffer{}
	if err := fill(buffer); err != nil {
		o.drop()
		return err
	}
	_, err := o.to.Write(buffer.Bytes())
	if o.file == nil {
		return err
	}
	if err == nil {
		err = o.file.Close()
	}
	if err == nil && o.name != "" {
		err = os.Rename(o.file.Name(), o.name)
	}
	if err != nil {
		o.drop()
		return err
	}
	o.file = nil
	return nil
}

// drop gives an unfinished file up. After write it does nothing.
func (o *output) drop() {
	if o == nil || o.file == nil {
		return
	}
	o.file.Close()
	if o.name != "" {
		os.Remove(o.file.Name())
	}
	o.file = nil
}

// toFile reports whether the answer goes to a file.
func (o *output) toFile() bool { return o.file != nil }

// reason takes the bare reason out of an error of a file.
func reason(err error) error {
	if path := new(fs.PathError); errors.As(err, &path) {
		return path.Err
	}
	return err
}

func isPathError(err error) bool { return errors.As(err, new(*fs.PathError)) }

// writeJSON writes a value as indented JSON.
func writeJSON(w io.Writer, value any) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(value)
}
