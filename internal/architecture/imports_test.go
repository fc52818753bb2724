package architecture

import (
	"encoding/json"
	"errors"
	"io"
	"os/exec"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

const module = "github.com/paidan/paidan"

// room is a folder of the module with all below it, unless a room of its own.
type room struct {
	name string
	// imports lists the other rooms which its code may import.
	imports []string
}

// rooms of the module. A new folder needs a line here, and in the rules of
// .golangci.yml.
var rooms = []room{
	{"roster", nil},
	{"travel", []string{"roster"}},
	{"scoring", []string{"roster"}},
	{"matching", []string{"roster", "scoring"}},
	{"schedule", []string{"roster", "travel", "scoring", "matching", "schedule/internal/core", "schedule/internal/order"}},
	{"schedule/internal/core", nil},
	{"schedule/internal/order", []string{"schedule/internal/core"}},
	{"simulate", []string{"roster", "travel", "scoring", "matching", "schedule"}},
	{"bench", public},
	{"cmd", append([]string{"bench"}, public...)},
	{"examples", public},
	{"internal/architecture", nil},
}

// public rooms are what an embedder imports.
var public = []string{"roster", "travel", "scoring", "matching", "schedule", "simulate"}

// fromOutside lists what public rooms import from other modules: nothing.
var fromOutside = map[string][]string{}

// listed is what the go command tells of a package.
type listed struct {
	ImportPath                         string
	Standard                           bool
	Imports, TestImports, XTestImports []string
}

// list asks the go command about packages of the module.
func list(t *testing.T, args ...string) []listed {
	root, err := filepath.Abs("../..")
	require.NoError(t, err)
	c := exec.Command("go", append([]string{"list", "-json=ImportPath,Standard,Imports,TestImports,XTestImports"}, args...)...)
	c.Dir = root
	out, err := c.StdoutPipe()
	require.NoError(t, err)
	if err := c.Start(); err != nil {
		t.Skip("needs the go command: ", err)
	}
	var all []listed
	for d := json.NewDecoder(out); ; {
		var p listed
		err := d.Decode(&p)
		if errors.Is(err, io.EOF) {
			break
		}
		require.NoError(t, err)
		all = append(all, p)
	}
	require.NoError(t, c.Wait())
	require.NotEmpty(t, all)
	return all
}

// roomOf returns the innermost room of a package, "" outside the module.
func roomOf(importPath string) (r room) {
	inside, ok := strings.CutPrefix(importPath, module+"/")
	for _, x := range rooms {
		if ok && (inside == x.name || strings.HasPrefix(inside, x.name+"/")) && len(x.name) > len(r.name) {
			r = x
		}
	}
	return r
}

func TestImportDirections(t *testing.T) {
	for _, p := range list(t, "./...") {
		from := roomOf(p.ImportPath)
		if !assert.NotEmpty(t, from.name, "%s is in no room", p.ImportPath) {
			continue
		}
		for _, to := range p.Imports {
			if to := roomOf(to); to.name != "" && to.name != from.name {
				assert.Contains(t, from.imports, to.name, "%s imports %s", p.ImportPath, to.name)
			}
		}
		// Tests may make up problems with bench, but nothing imports what is a
		// command.
		for _, to := range slices.Concat(p.TestImports, p.XTestImports) {
			if to := roomOf(to).name; to == "cmd" || to == "examples" {
				assert.Equal(t, from.name, to, "tests of %s import %s", p.ImportPath, to)
			}
		}
	}
}

// An embedder's build has the standard library and this module in it.
func TestPublicRoomsNeedNoOtherModules(t *testing.T) {
	for _, r := range public {
		for _, p := range list(t, "-deps", "./"+r+"/...") {
			switch {
			case strings.HasPrefix(p.ImportPath, module+"/"):
				assert.NotContains(t, p.Imports, "C", "%s uses cgo", p.ImportPath)
			case !p.Standard:
				assert.Contains(t, fromOutside[r], p.ImportPath, "%s needs it", r)
			}
		}
	}
}

func TestNamesOfPackages(t *testing.T) {
	for _, p := range list(t, "./...") {
		assert.NotEqual(t, module, p.ImportPath, "no Go files in the root")
		assert.NotContains(t, []string{"util", "utils", "common", "helper", "helpers", "manager", "misc"}, path.Base(p.ImportPath), p.ImportPath)
	}
}
