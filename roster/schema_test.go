package roster

import (
	"bytes"
	"encoding/json"
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"github.com/stretchr/testify/assert"
	"github.com/stretchr/testify/require"
)

// document is one of the two kinds of documents, with a good example.
type document struct {
	name    string
	schema  []byte
	example []byte
	shape   *shape
	decode  func([]byte) error
}

func documents(t *testing.T) []document {
	return []document{
		{"problem", ProblemSchema(), goodJSON(t), problemShape(), func(data []byte) error {
			_, err := DecodeProblem(bytes.NewReader(data))
			return err
		}},
		{"plan", PlanSchema(), planJSON(t), planShape(), func(data []byte) error {
			_, err := DecodePlan(bytes.NewReader(data))
			return err
		}},
	}
}

// compile compiles a schema, or the part of it at a JSON pointer.
func compile(t *testing.T, text []byte, pointer string) *jsonschema.Schema {
	doc, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err)
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	require.NoError(t, c.AddResource("schema.json", doc))
	s, err := c.Compile("schema.json" + pointer)
	require.NoError(t, err)
	return s
}

func schemaAccepts(t *testing.T, s *jsonschema.Schema, text []byte) bool {
	v, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	require.NoError(t, err)
	return s.Validate(v) == nil
}

// structs returns every struct type of a shape by name.
func structs(s *shape, found map[string]*shape) map[string]*shape {
	if s.form == formObject && found[s.typ.Name()] == nil {
		found[s.typ.Name()] = s
		for _, f := range s.fields {
			structs(f.shape, found)
		}
	}
	if s.elem != nil {
		structs(s.elem, found)
	}
	return found
}

type objectSchema struct {
	Type       any
	Required   []string
	Additional any `json:"additionalProperties"`
	Properties map[string]json.RawMessage
	Defs       map[string]json.RawMessage `json:"$defs"`
}

// Every field of every struct is in the schema, and the reverse.
func TestSchemaHasEveryField(t *testing.T) {
	for _, d := range documents(t) {
		var root objectSchema
		require.NoError(t, json.Unmarshal(d.schema, &root))
		types := structs(d.shape, map[string]*shape{})
		for name, s := range types {
			def := root
			if s != d.shape {
				require.Contains(t, root.Defs, name)
				def = objectSchema{}
				require.NoError(t, json.Unmarshal(root.Defs[name], &def))
			}
			var required []string
			for i, f := range s.fields {
				if s.required&(1<<i) != 0 {
					required = append(required, f.name)
				}
			}
			assert.ElementsMatch(t, s.names(), keysOf(def.Properties), name)
			assert.ElementsMatch(t, required, def.Required, name)
			assert.Equal(t, false, def.Additional, name)
		}
		for name, text := range root.Defs {
			var def objectSchema
			require.NoError(t, json.Unmarshal(text, &def))
			if def.Type == "object" && name != "Extensions" {
				assert.Contains(t, types, name, "the schema has an object which no struct is")
			}
		}
	}
}

func keysOf[V any](m map[string]V) []string { return sortedKeys(m) }

// Every field stands somewhere in the examples, with a value of its own.
func TestExamplesUseEveryField(t *testing.T) {
	for _, d := range documents(t) {
		used := map[string]bool{}
		visitObjects(t, d, func(s *shape, path string, object map[string]any) {
			for key := range object {
				used[s.typ.Name()+"."+key] = true
			}
		})
		for name, s := range structs(d.shape, map[string]*shape{}) {
			for _, f := range s.fields {
				assert.True(t, used[name+"."+f.name], "%s.%s is not in the example", name, f.name)
			}
		}
	}
}

// visitObjects calls visit for each object of a document's example which a
// struct stands for.
func visitObjects(t *testing.T, d document, visit func(s *shape, path string, object map[string]any)) {
	var root any
	require.NoError(t, json.Unmarshal(d.example, &root))
	var walk func(s *shape, path string, node any)
	walk = func(s *shape, path string, node any) {
		switch s.form {
		case formPointer:
			walk(s.elem, path, node)
		case formList:
			for i, child := range node.([]any) {
				walk(s.elem, fmt.Sprintf("%s[%d]", path, i), child)
			}
		case formMap:
			for key, child := range node.(map[string]any) {
				walk(s.elem, path+"."+key, child)
			}
		case formObject:
			object := node.(map[string]any)
			visit(s, path, object)
			for _, f := range s.fields {
				if child, ok := object[f.name]; ok {
					walk(f.shape, strings.TrimPrefix(path+"."+f.name, "."), child)
				}
			}
		}
	}
	walk(d.shape, "", root)
}

// For one object of every type: without a required field, with an unknown
// one, and with values of every JSON type in every field, schema and decoder
// agree; the schema may be stricter about values, never about types.
func TestSchemaAndDecoderAgree(t *testing.T) {
	for _, d := range documents(t) {
		require.True(t, schemaAccepts(t, compile(t, d.schema, ""), d.example))
		require.NoError(t, d.decode(d.example))
		schemas := map[string]*jsonschema.Schema{d.shape.typ.Name(): compile(t, d.schema, "")}
		seen := map[string]bool{}
		visitObjects(t, d, func(s *shape, path string, object map[string]any) {
			name := s.typ.Name()
			schema := schemas[name]
			if schema == nil {
				schema = compile(t, d.schema, "#/$defs/"+name)
				schemas[name] = schema
			}
			example, err := json.Marshal(object)
			require.NoError(t, err)
			once := func(what string) bool {
				first := !seen[name+what]
				seen[name+what] = true
				return first
			}
			if once("?") {
				text := patch(t, example, `zzz = 1`)
				assert.False(t, schemaAccepts(t, schema, text), path)
				assert.Equal(t, []string{"field_unknown zzz"}, told(t, decodeAs(s, text)), path)
			}
			for i, f := range s.fields {
				if s.required&(1<<i) != 0 && once("-"+f.name) {
					text := patch(t, example, "delete "+f.name)
					assert.False(t, schemaAccepts(t, schema, text), "%s without %s", path, f.name)
					assert.Equal(t, []string{"field_missing " + f.name}, told(t, decodeAs(s, text)), path)
				}
				if _, there := object[f.name]; !there || !once("="+f.name) {
					continue
				}
				for _, value := range []string{`"text"`, `1.5`, `true`, `null`, `[]`, `{}`, `[null]`, `-3`} {
					text := patch(t, example, f.name+` = `+value)
					if decodeAs(s, text) != nil {
						assert.False(t, schemaAccepts(t, schema, text), "%s.%s = %s", path, f.name, value)
					}
				}
			}
		})
		assert.GreaterOrEqual(t, len(seen), 50)
	}
}

// decodeAs reads a part of a document.
func decodeAs(s *shape, text []byte) error {
	d := &decoder{scanner: scanner{data: text, maxDepth: DefaultMaxDepth}}
	d.value(reflect.New(s.typ).Elem(), s)
	return d.faults.err()
}

// What the decoder refuses the schema refuses too, but for what a schema
// cannot see.
func TestSchemaRefusesUnreadable(t *testing.T) {
	schema := compile(t, ProblemSchema(), "")
	for _, test := range unreadable {
		if slices.Contains([]string{"beyond 64 bits", "half a surrogate pair", "duration beyond 64 bits"}, test.name) {
			continue
		}
		assert.False(t, schemaAccepts(t, schema, patch(t, goodJSON(t), test.edits)), test.name)
	}
}

// Faults of a single field's value are seen by the schema.
func TestSchemaSeesValues(t *testing.T) {
	schema := compile(t, ProblemSchema(), "")
	for _, test := range invalid {
		for _, want := range test.want {
			code, path, _ := strings.Cut(want, " ")
			if slices.Contains([]string{FaultNegative, FaultMoney, FaultValueUnknown, FaultSchemaVersion, FaultLocation, FaultIDMissing, FaultLanguage}, code) &&
				!strings.HasPrefix(path, "weights.criteria") {
				assert.False(t, schemaAccepts(t, schema, patch(t, goodJSON(t), test.edits)), test.name)
			}
		}
	}
}

func TestSchemasAreCopies(t *testing.T) {
	ProblemSchema()[0] = 'x'
	assert.Equal(t, byte('{'), ProblemSchema()[0])
	assert.Equal(t, reflect.TypeFor[[]byte](), reflect.TypeOf(PlanSchema()))
}
