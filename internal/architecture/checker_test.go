package architecture

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// The checker is a referee only as long as it derives every fact on its own:
// it uses neither the view, from which solvers take theirs, nor the functions
// beside it.
func TestCheckerUsesNoView(t *testing.T) {
	files, err := filepath.Glob("../../roster/check*.go")
	require.NoError(t, err)
	view, err := parser.ParseFile(token.NewFileSet(), "../../roster/view.go", nil, 0)
	require.NoError(t, err)
	banned := map[string]bool{}
	for name := range view.Scope.Objects {
		banned[name] = true
	}
	require.Contains(t, banned, "NewView")
	checked := 0
	for _, file := range files {
		if strings.HasSuffix(file, "_test.go") {
			continue
		}
		f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
		require.NoError(t, err)
		checked++
		for _, name := range f.Unresolved { // names from other files of the package
			assert.False(t, banned[name.Name], "%s uses %s of view.go", filepath.Base(file), name.Name)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			s, ok := n.(*ast.SelectorExpr)
			assert.False(t, ok && s.Sel.Name == "view", "%s uses a view", filepath.Base(file))
			return true
		})
	}
	assert.Greater(t, checked, 5)
}
