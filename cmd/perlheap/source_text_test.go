package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"path/filepath"
	"strings"
	"testing"
)

// Only package perl reads Perl: whoever places or judges something asks what the
// scanner has listed, and neither searches the bytes of a text nor cuts them up.
func TestNobodySearchesSourceText(t *testing.T) {
	for _, dir := range []string{"../../heap/diagnose", "../../heap/site"} {
		names, err := filepath.Glob(filepath.Join(dir, "*.go"))
		if err != nil || len(names) == 0 {
			t.Fatalf("%s: %v", dir, err)
		}
		for _, name := range names {
			if base := filepath.Base(name); strings.HasSuffix(base, "_test.go") || base == "mentions.go" { // which reads what stands behind __END__
				continue
			}
			fset := token.NewFileSet()
			f, err := parser.ParseFile(fset, name, nil, 0)
			if err != nil {
				t.Fatal(err)
			}
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.SliceExpr:
					if isSourceText(n.X) {
						t.Errorf("%s takes a part of a text: ask heap/perl what is there", fset.Position(n.Pos()))
					}
				case *ast.CallExpr:
					of, ok := n.Fun.(*ast.SelectorExpr)
					if !ok {
						return true
					}
					pkg, ok := of.X.(*ast.Ident)
					if !ok || pkg.Name != "bytes" && pkg.Name != "strings" {
						return true
					}
					for _, arg := range n.Args {
						if isSourceText(arg) {
							t.Errorf("%s searches a text: ask heap/perl what is there", fset.Position(n.Pos()))
						}
					}
				}
				return true
			})
		}
	}
}

// isSourceText reports whether an expression is the bytes of a text, or a string of
// them.
func isSourceText(x ast.Expr) bool {
	if call, ok := x.(*ast.CallExpr); ok && len(call.Args) == 1 {
		if to, ok := call.Fun.(*ast.Ident); ok && to.Name == "string" {
			return isSourceText(call.Args[0])
		}
	}
	of, ok := x.(*ast.SelectorExpr)
	return ok && of.Sel.Name == "Bytes"
}
