package roster

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"regexp"
	"strconv"
	"strings"
	"testing"

	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// Every fault code is in snake case, unique, documented, and shown by a case
// of the tables in this package's tests.
func TestFaultCodes(t *testing.T) {
	file, err := parser.ParseFile(token.NewFileSet(), "faultcode.go", nil, parser.ParseComments)
	require.NoError(t, err)
	var tests strings.Builder
	for _, name := range []string{"decode_test.go", "validate_test.go"} {
		text, err := os.ReadFile(name)
		require.NoError(t, err)
		tests.Write(text)
	}
	seen := map[string]bool{}
	ast.Inspect(file, func(n ast.Node) bool {
		spec, ok := n.(*ast.ValueSpec)
		if !ok {
			return true
		}
		name := spec.Names[0].Name
		code, err := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
		require.NoError(t, err)
		assert.Regexp(t, regexp.MustCompile(`^[a-z]+(_[a-z]+)*$`), code)
		assert.True(t, strings.HasPrefix(spec.Doc.Text(), name+": "), "%s has no doc", name)
		assert.False(t, seen[code], code)
		seen[code] = true
		shown := strings.Contains(tests.String(), `"`+code+" ") || strings.Contains(tests.String(), `"`+code+`"`) ||
			regexp.MustCompile(`\b`+name+`\b`).MatchString(tests.String())
		assert.True(t, shown, "no test shows %s", name)
		return true
	})
	assert.Greater(t, len(seen), 70)
}
