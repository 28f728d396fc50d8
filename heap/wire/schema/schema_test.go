package schema

import (
	"bytes"
	"encoding/json"
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/invopop/jsonschema"

	"github.com/perlheap/perlheap/heap/wire"
)

var update = flag.Bool("update", false, "write the schemas")

// answers are the types of what is named: one of several, if there are several.
// A list is one of a type.
var answers = map[string][]any{
	"cache":              {wire.Cache{}},
	"callers":            {wire.Page[wire.Caller]{}},
	"check":              {wire.Checked{}}, // --format json
	"count":              {wire.Census{}},
	"counts":             {[]wire.DumpCensus{}},
	"diff":               {wire.Diff{}},
	"elems":              {wire.Page[wire.Element]{}},
	"find":               {wire.Page[wire.Found]{}, wire.Total{}},
	"growth":             {wire.Growth{}},
	"histogram":          {wire.Histogram{}},
	"waste":              {wire.Waste{}},
	"identify":           {wire.Chain{}},
	"inrefs":             {wire.Page[wire.NamedRef]{}},
	"largest":            {wire.Largest{}},
	"leakreport":         {[]wire.Stayed{}},
	"lines":              {wire.Lines{}},
	"list-dangling-ptrs": {wire.Page[wire.Dangling]{}},
	"orphans":            {wire.Page[wire.SV]{}},
	"outrefs":            {wire.Page[wire.NamedRef]{}},
	"packages":           {wire.Page[wire.Package]{}},
	"population":         {wire.Populations{}},
	"query":              {wire.Page[wire.Found]{}, wire.Total{}},
	"ps":                 {[]wire.Process{}},
	"reachable":          {[]wire.ReachTally{}, wire.Reached{}, wire.Page[wire.SV]{}},
	"roots":              {wire.Page[wire.Root]{}},
	"show":               {wire.Show{}},
	"size":               {wire.Sizes{}},
	"stack":              {wire.Page[wire.Element]{}},
	"strtab":             {wire.Page[wire.SharedString]{}},
	"summary":            {wire.Summary{}},
	"suspects":           {wire.Suspects{}},
	"symbols":            {wire.Page[wire.Symbol]{}},
	"values":             {wire.Page[wire.Pair]{}},
	"verify":             {wire.Verification{}},
	"version":            {wire.Build{}},

	"origin-file": {wire.Origin{}},                         // beside a captured dump
	"series-file": {wire.SeriesHead{}, wire.SeriesPoint{}}, // each line of it
}

// TestSchemas: the schemas are those of the types. With -update it writes them:
// go generate ./heap/wire.
func TestSchemas(t *testing.T) {
	source := readSource(t)
	for name, types := range answers {
		made, err := json.MarshalIndent(source.schema(name, types), "", " ")
		if err != nil {
			t.Fatal(err)
		}
		made = append(made, '\n')
		path := name + ".json"
		if *update {
			if err := os.WriteFile(path, made, 0o644); err != nil {
				t.Fatal(err)
			}
		}
		have, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		if !bytes.Equal(have, made) {
			t.Errorf("%s differs from the types of Go: run go generate ./heap/wire", path)
		}
	}
	for _, name := range Names() {
		if answers[name] == nil {
			t.Errorf("%s.json is of nothing", name)
		}
	}
}

// source is what the Go source of heap/wire says beyond its types.
type source struct {
	docs  map[string]string // of types, and of fields: Page.Items
	enums map[string][]any
}

func readSource(t *testing.T) source {
	s := source{map[string]string{}, map[string][]any{}}
	paths, err := filepath.Glob("../*.go")
	if err != nil || len(paths) == 0 {
		t.Fatal(paths, err)
	}
	for _, path := range paths {
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			if general, ok := decl.(*ast.GenDecl); ok && !strings.HasSuffix(path, "_test.go") {
				s.read(general)
			}
		}
	}
	return s
}

func (s source) read(general *ast.GenDecl) {
	for _, spec := range general.Specs {
		switch spec := spec.(type) {
		case *ast.TypeSpec:
			s.docs[spec.Name.Name] = words(general.Doc.Text())
			if of, ok := spec.Type.(*ast.StructType); ok {
				for _, field := range of.Fields.List {
					for _, name := range field.Names {
						s.docs[spec.Name.Name+"."+name.Name] = words(field.Doc.Text() + field.Comment.Text())
					}
				}
			}
		case *ast.ValueSpec:
			if of, ok := spec.Type.(*ast.Ident); ok && general.Tok == token.CONST {
				value, _ := strconv.Unquote(spec.Values[0].(*ast.BasicLit).Value)
				s.enums[of.Name] = append(s.enums[of.Name], value)
			}
		}
	}
}

// links are those of Go's comments.
var links = regexp.MustCompile(`\[(\w+)\]`)

func words(comment string) string {
	return links.ReplaceAllString(strings.Join(strings.Fields(comment), " "), "$1")
}

// schema makes the schema of what is one of some types.
func (s source) schema(name string, types []any) *jsonschema.Schema {
	structs := map[string]reflect.Type{}
	r := &jsonschema.Reflector{
		Anonymous: true,
		Namer: func(of reflect.Type) string {
			name := definition(of)
			structs[name] = of
			return name
		},
		LookupComment: func(of reflect.Type, field string) string {
			name, _, _ := strings.Cut(of.Name(), "[")
			if field != "" {
				name += "." + field
			}
			return s.docs[name]
		},
		Mapper: func(of reflect.Type) *jsonschema.Schema {
			if values := s.enums[of.Name()]; of.Kind() == reflect.String && values != nil {
				return &jsonschema.Schema{Type: "string", Enum: values, Description: s.docs[of.Name()]}
			}
			return nil
		},
	}
	whole := &jsonschema.Schema{Definitions: jsonschema.Definitions{}}
	var alternatives []*jsonschema.Schema
	for _, v := range types {
		one := r.Reflect(v)
		for name, definition := range one.Definitions {
			whole.Definitions[name] = definition
		}
		one.Definitions, one.Version = nil, ""
		alternatives = append(alternatives, one)
	}
	for name, definition := range whole.Definitions {
		nullable(definition, structs[name])
	}
	if len(alternatives) == 1 {
		alternatives[0].Definitions = whole.Definitions
		whole = alternatives[0]
	} else {
		whole.OneOf = alternatives
	}
	whole.Version, whole.Title = jsonschema.Version, "perlheap "+name
	return whole
}

// definition names a type: PageOfFound for Page[wire.Found].
func definition(of reflect.Type) string {
	outer, inner, generic := strings.Cut(of.Name(), "[")
	if !generic {
		return outer
	}
	return outer + "Of" + strings.TrimSuffix(inner[strings.LastIndexByte(inner, '.')+1:], "]")
}

// nullable lets those fields be null that are pointers and never left out.
func nullable(definition *jsonschema.Schema, of reflect.Type) {
	for _, field := range reflect.VisibleFields(of) {
		key, options, _ := strings.Cut(field.Tag.Get("json"), ",")
		property, ok := definition.Properties.Get(key)
		if !ok || field.Type.Kind() != reflect.Pointer || options != "" {
			continue
		}
		description := property.Description
		property.Description = ""
		definition.Properties.Set(key, &jsonschema.Schema{Description: description, AnyOf: []*jsonschema.Schema{property, {Type: "null"}}})
	}
}

func TestNames(t *testing.T) {
	names := Names()
	if !slices.IsSorted(names) || len(names) != len(answers) {
		t.Errorf("names are %v", names)
	}
	for _, name := range names {
		if schema, ok := Of(name); !ok || !json.Valid(schema) {
			t.Errorf("%s: %t %s", name, ok, schema)
		}
	}
	if _, ok := Of("../wire"); ok {
		t.Error("there is a schema of what is none")
	}
}
