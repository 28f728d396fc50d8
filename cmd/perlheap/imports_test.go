package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// allowedImports are the packages of this module that each package may import:
// cmd → lsp → heap/* → heap → heap/pmat. Whoever adds one says here that what
// the package holds is made of what the other holds; a helper for both belongs
// into one of them, or below.
var allowedImports = map[string]string{
	"heap/text":        "",
	"heap/wire":        "",
	"heap/wire/schema": "",
	"heap/pmat":        "heap/safe",
	"heap/safe":        "",
	"heap/files":       "",
	"heap/memo":        "",

	"heap/pmat/pmatbuild":  "heap/pmat",
	"heap/pmat/pmatmutate": "heap/pmat",

	"heap/section": "",

	"heap": "heap/pmat heap/safe heap/section heap/text heap/wire",

	"heap/perl":     "heap/text",
	"heap/align":    "heap/perl",
	"heap/revision": "heap/files heap/memo",

	"heap/retained":   "heap heap/safe heap/section heap/text",
	"heap/cache":      "heap heap/pmat heap/retained heap/section heap/site",
	"heap/identify":   "heap heap/text heap/wire",
	"heap/path":       "heap heap/text",
	"heap/mat":        "heap heap/pmat heap/safe heap/text heap/wire",
	"heap/population": "heap heap/path heap/retained heap/safe heap/text heap/wire",
	"heap/waste":      "heap heap/pmat heap/population heap/text heap/wire",
	"heap/origin":     "heap heap/pmat heap/text heap/wire",
	"heap/capture":    "heap/files heap/origin heap/pmat heap/safe heap/text heap/wire",

	"heap/site":   "heap heap/align heap/files heap/mat heap/memo heap/origin heap/perl heap/pmat heap/safe heap/section heap/text heap/wire",
	"heap/growth": "heap heap/pmat heap/population heap/retained heap/safe heap/site heap/text heap/wire",

	"heap/series": "heap heap/files heap/growth heap/path heap/pmat heap/population heap/retained heap/safe heap/text heap/wire",

	"heap/diagnose/cure":     "heap/path heap/perl heap/site",
	"heap/diagnose/handbook": "",
	"heap/diagnose":          "heap heap/diagnose/cure heap/growth heap/path heap/perl heap/pmat heap/population heap/retained heap/safe heap/site heap/text heap/wire",

	"heap/export":  "heap heap/mat heap/pmat heap/text",
	"heap/check":   "heap heap/diagnose heap/site heap/text heap/wire",
	"heap/verify":  "heap heap/diagnose heap/growth heap/path heap/population heap/retained heap/safe heap/site heap/text heap/wire",
	"heap/pprof":   "heap heap/path heap/population heap/text",
	"heap/parquet": "heap heap/diagnose heap/growth heap/pmat heap/population heap/series heap/site heap/text heap/wire",
	"heap/report":  "heap heap/diagnose heap/growth heap/path heap/population heap/site heap/text heap/wire",
	"heap/render":  "heap heap/identify heap/mat heap/pmat heap/text heap/wire",

	"lsp/rpc":     "heap/safe",
	"lsp/session": "heap heap/align heap/cache heap/diagnose heap/files heap/growth heap/identify heap/origin heap/path heap/perl heap/population heap/retained heap/revision heap/safe heap/site heap/text heap/verify heap/wire",
	"lsp":         "heap heap/capture heap/diagnose heap/diagnose/cure heap/diagnose/handbook heap/files heap/growth heap/identify heap/mat heap/origin heap/path heap/perl heap/pmat heap/population heap/render heap/report heap/retained heap/safe heap/site heap/text heap/waste heap/wire lsp/rpc lsp/session",
	"lsp/demo":    "lsp testdata/article",
	"lsp/editors": "",

	"testdata/article": "",
	"testdata/demo":    "",

	"cmd/perlheap/testmodule": "",

	"cmd/perlheap": "cmd/perlheap/testmodule heap heap/cache heap/capture heap/check heap/diagnose heap/diagnose/handbook heap/export heap/files heap/growth heap/identify heap/mat heap/origin heap/parquet heap/path heap/pmat heap/pmat/pmatbuild heap/population heap/pprof heap/render heap/report heap/retained heap/revision heap/safe heap/series heap/site heap/text heap/verify heap/waste heap/wire heap/wire/schema lsp lsp/demo testdata/article",
}

// importing is what a package imports of this module, and what it uses of each.
type importing struct {
	others   []string // of other modules
	uses     map[string]map[string]bool
	function map[string]bool // that the package itself declares
}

func TestImportsRunOneWay(t *testing.T) {
	packages := map[string]*importing{}
	root := filepath.Join("..", "..")
	for _, top := range []string{"cmd", "heap", "lsp", "testdata"} {
		err := filepath.WalkDir(filepath.Join(root, top), func(file string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() || !strings.HasSuffix(file, ".go") || strings.HasSuffix(file, "_test.go") {
				return err
			}
			dir, err := filepath.Rel(root, filepath.Dir(file))
			if err != nil {
				return err
			}
			dir = filepath.ToSlash(dir)
			if packages[dir] == nil {
				packages[dir] = &importing{uses: map[string]map[string]bool{}, function: map[string]bool{}}
			}
			return packages[dir].add(file)
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	for dir, p := range packages {
		allowed, known := allowedImports[dir]
		if !known {
			t.Errorf("%s is not in allowedImports", dir)
		}
		for _, used := range slices.Sorted(maps.Keys(p.uses)) {
			if !slices.Contains(strings.Fields(allowed), used) {
				t.Errorf("%s imports %s, which is not allowed", dir, used)
			}
			names := slices.Collect(maps.Keys(p.uses[used]))
			if sibling(dir, used) && len(names) == 1 && packages[used] != nil && packages[used].function[names[0]] {
				t.Errorf("%s imports %s for %s alone", dir, used, names[0])
			}
		}
		for _, used := range strings.Fields(allowed) {
			if p.uses[used] == nil {
				t.Errorf("%s does not import %s any more: take it out of allowedImports", dir, used)
			}
		}
		for _, other := range p.others {
			if strings.HasPrefix(dir, "heap") && strings.HasPrefix(other, "go.lsp.dev/") {
				t.Errorf("%s imports %s: only lsp knows the protocol", dir, other)
			}
			if (other == "net" || strings.HasPrefix(other, "net/") && other != "net/url") && dir != "lsp/demo" {
				t.Errorf("%s imports %s: nothing leaves the machine, and only the demo talks to itself", dir, other)
			}
			if strings.HasSuffix(other, "/go-humanize") && dir != "heap/text" {
				t.Errorf("%s imports %s: numbers are written by heap/text", dir, other)
			}
		}
	}
	for dir := range allowedImports {
		if packages[dir] == nil {
			t.Errorf("allowedImports has %s, which is no package", dir)
		}
	}
}

// sibling reports whether both are packages beside each other below heap, and
// neither is there for all.
func sibling(a, b string) bool {
	return path.Dir(a) == "heap" && path.Dir(b) == "heap" && !slices.Contains([]string{"heap/files", "heap/text", "heap/wire", "heap/safe", "heap/section", "heap/pmat"}, b)
}

func (p *importing) add(file string) error {
	src, err := os.ReadFile(file)
	if err != nil {
		return err
	}
	f, err := parser.ParseFile(token.NewFileSet(), file, src, 0)
	if err != nil {
		return err
	}
	named := map[string]string{}
	for _, i := range f.Imports {
		whole, err := strconv.Unquote(i.Path.Value)
		if err != nil {
			return err
		}
		ours, ok := strings.CutPrefix(whole, "github.com/perlheap/perlheap/")
		if !ok {
			p.others = append(p.others, whole)
			continue
		}
		name := path.Base(ours)
		if i.Name != nil {
			name = i.Name.Name
		}
		named[name] = ours
		if p.uses[ours] == nil {
			p.uses[ours] = map[string]bool{}
		}
	}
	ast.Inspect(f, func(n ast.Node) bool {
		if s, ok := n.(*ast.SelectorExpr); ok {
			if x, ok := s.X.(*ast.Ident); ok && named[x.Name] != "" && ast.IsExported(s.Sel.Name) {
				p.uses[named[x.Name]][s.Sel.Name] = true
			}
		}
		return true
	})
	for _, d := range f.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok && fn.Recv == nil {
			p.function[fn.Name.Name] = true
		}
	}
	return nil
}
