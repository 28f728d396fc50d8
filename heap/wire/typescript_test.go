package wire

import (
	"flag"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

var update = flag.Bool("update", false, "write what is generated from the types")

// typeScript is the copy of these types for the extension, and of no one else.
const typeScript = "../../vscode-extension/src/wire.ts"

// declarations are the parsed types of the package, in the order of their files.
type declarations struct {
	types  []*ast.TypeSpec
	docs   map[string]string
	values map[string][]string // of enumerations
}

func parse(t *testing.T) declarations {
	d := declarations{docs: map[string]string{}, values: map[string][]string{}}
	paths, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
		if err != nil {
			t.Fatal(err)
		}
		for _, decl := range file.Decls {
			general, ok := decl.(*ast.GenDecl)
			if !ok {
				continue
			}
			for _, spec := range general.Specs {
				switch s := spec.(type) {
				case *ast.TypeSpec:
					d.types = append(d.types, s)
					d.docs[s.Name.Name] = general.Doc.Text()
				case *ast.ValueSpec:
					if of, ok := s.Type.(*ast.Ident); ok && general.Tok == token.CONST {
						d.values[of.Name] = append(d.values[of.Name], s.Values[0].(*ast.BasicLit).Value)
					}
				}
			}
		}
	}
	return d
}

// TestTypeScript: the types of the extension are these. With -update it writes
// them: go generate ./heap/wire.
func TestTypeScript(t *testing.T) {
	var b strings.Builder
	b.WriteString("// Made of the Go types of heap/wire by `go generate ./heap/wire`. Do not edit.\n")
	d := parse(t)
	for _, spec := range d.types {
		b.WriteByte('\n')
		name := spec.Name.Name
		comment(&b, "", d.docs[name])
		switch of := spec.Type.(type) {
		case *ast.StructType:
			structure(&b, spec, of)
		case *ast.InterfaceType:
			commands(&b, of)
		case *ast.Ident: // an enumeration
			var values []string
			for _, v := range d.values[name] {
				values = append(values, strings.ReplaceAll(v, `"`, "'"))
			}
			if len(values) == 0 {
				t.Errorf("%s has no values", name)
			}
			b.WriteString("export type " + name + " = " + strings.Join(values, " | ") + ";\n")
		default:
			t.Errorf("%s: no type of TypeScript for %T", name, of)
		}
	}
	if *update {
		if err := os.WriteFile(typeScript, []byte(b.String()), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	have, err := os.ReadFile(typeScript)
	if err != nil {
		t.Fatal(err)
	}
	if string(have) != b.String() {
		t.Errorf("%s differs from the types of Go: run go generate ./heap/wire", typeScript)
	}
}

func comment(b *strings.Builder, indent, text string) {
	lines := strings.Split(strings.TrimSpace(text), "\n")
	switch {
	case lines[0] == "":
	case len(lines) == 1:
		b.WriteString(indent + "/** " + lines[0] + " */\n")
	default:
		b.WriteString(indent + "/**\n")
		for _, line := range lines {
			b.WriteString(strings.TrimRight(indent+" * "+line, " ") + "\n")
		}
		b.WriteString(indent + " */\n")
	}
}

func structure(b *strings.Builder, spec *ast.TypeSpec, of *ast.StructType) {
	name := spec.Name.Name
	if spec.TypeParams != nil {
		name += "<" + spec.TypeParams.List[0].Names[0].Name + ">"
	}
	var extends []string
	for _, f := range of.Fields.List {
		if f.Names == nil {
			extends = append(extends, script(f.Type))
		}
	}
	if len(of.Fields.List) == 0 {
		b.WriteString("export type " + name + " = Record<string, never>;\n")
		return
	}
	b.WriteString("export interface " + name)
	if extends != nil {
		b.WriteString(" extends " + strings.Join(extends, ", "))
	}
	b.WriteString(" {\n")
	for _, f := range of.Fields.List {
		if f.Names == nil {
			continue
		}
		raw, _ := strconv.Unquote(f.Tag.Value)
		key, options, _ := strings.Cut(reflect.StructTag(raw).Get("json"), ",")
		if key == "-" {
			continue
		}
		typ := f.Type
		star, pointer := typ.(*ast.StarExpr)
		if pointer {
			typ = star.X
		}
		text := script(typ)
		switch {
		case options != "":
			key += "?"
		case pointer:
			text += " | null"
		}
		comment(b, "  ", f.Doc.Text()+f.Comment.Text())
		b.WriteString("  " + key + ": " + text + ";\n")
	}
	b.WriteString("}\n")
}

// commands writes the interface of the commands as a table of their types.
func commands(b *strings.Builder, of *ast.InterfaceType) {
	b.WriteString("export interface ServerCommands {\n")
	for _, m := range of.Methods.List {
		f := m.Type.(*ast.FuncType)
		comment(b, "  ", m.Doc.Text())
		b.WriteString("  '" + commandName(m.Names[0].Name) + "': { params: " + script(f.Params.List[1].Type) +
			"; result: " + script(f.Results.List[0].Type) + " };\n")
	}
	b.WriteString("}\n")
}

func commandName(method string) string {
	return "perlheap." + strings.ToLower(method[:1]) + method[1:]
}

// script is a type in TypeScript.
func script(e ast.Expr) string {
	switch t := e.(type) {
	case *ast.Ident:
		switch {
		case t.Name == "bool":
			return "boolean"
		case strings.Contains(t.Name, "int") || t.Name == "float64":
			return "number"
		}
		return t.Name
	case *ast.StarExpr:
		return script(t.X)
	case *ast.SelectorExpr: // time.Time
		return "string"
	case *ast.ArrayType:
		return script(t.Elt) + "[]"
	case *ast.MapType:
		return "Record<" + script(t.Key) + ", " + script(t.Value) + ">"
	case *ast.IndexExpr:
		return script(t.X) + "<" + script(t.Index) + ">"
	}
	return "never"
}

// TestConventions: what the documentation of the package says of keys holds of
// all types.
func TestConventions(t *testing.T) {
	noUnit := []string{"size", "rss", "retained", "owned", "structure"}
	for _, spec := range parse(t).types {
		of, ok := spec.Type.(*ast.StructType)
		if !ok {
			continue
		}
		for _, f := range of.Fields.List {
			if f.Names == nil {
				continue
			}
			where := spec.Name.Name + "." + f.Names[0].Name
			if !f.Names[0].IsExported() || f.Tag == nil {
				t.Errorf("%s is not exported, or has no key", where)
				continue
			}
			raw, _ := strconv.Unquote(f.Tag.Value)
			key, _, _ := strings.Cut(reflect.StructTag(raw).Get("json"), ",")
			if key == "-" {
				continue
			}
			if key == "" || !unicode.IsLower(rune(key[0])) || strings.ContainsFunc(key, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }) {
				t.Errorf("%s: the key %q is no camelCase", where, key)
			}
			ast.Inspect(f.Type, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.InterfaceType:
					t.Errorf("%s can be anything", where)
				case *ast.Ident:
					if n.Name == "any" {
						t.Errorf("%s can be anything", where)
					}
					if strings.Contains(n.Name, "int") && slices.Contains(noUnit, key) {
						t.Errorf("%s: %q is a number without unit", where, key)
					}
				}
				return true
			})
		}
	}
}
