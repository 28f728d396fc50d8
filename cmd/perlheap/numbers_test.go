package main

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// handMade is a share or a difference written by hand: heap/text has one function
// for each, and those of the extension write the same.
var handMade = regexp.MustCompile(`%[-+0-9.]*[efg] ?%%|^[-+±−]%[sd]|^[-+±−]$`)

func TestNumbersAreWrittenInOnePlace(t *testing.T) {
	for _, top := range []string{"heap", "lsp", "cmd"} {
		root := filepath.Join("..", "..", top)
		err := filepath.WalkDir(root, func(file string, d fs.DirEntry, err error) error {
			name := filepath.ToSlash(file)
			switch {
			case err != nil || d.IsDir() || !strings.HasSuffix(name, ".go") || strings.HasSuffix(name, "_test.go"):
				return err
			case strings.Contains(name, "/heap/text/") || strings.Contains(name, "/bench_"):
				return nil
			}
			f, err := parser.ParseFile(token.NewFileSet(), file, nil, 0)
			if err != nil {
				return err
			}
			ast.Inspect(f, func(n ast.Node) bool {
				switch n := n.(type) {
				case *ast.BinaryExpr: // "+" + text.Count(n)
					if l, ok := n.X.(*ast.BasicLit); ok && n.Op == token.ADD && handMade.MatchString(strings.Trim(l.Value, "`\"")) && isCallOf(n.Y, "text", "words") {
						t.Errorf("%s writes a number with %s: heap/text does", file, l.Value)
					}
				case *ast.BasicLit:
					if n.Kind == token.STRING && len(n.Value) > 3 && handMade.MatchString(strings.Trim(n.Value, "`\"")) {
						t.Errorf("%s writes a number with %s: heap/text does", file, n.Value)
					}
				}
				return true
			})
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
}

// isCallOf reports whether an expression calls a function of one of the packages.
func isCallOf(e ast.Expr, packages ...string) bool {
	call, ok := e.(*ast.CallExpr)
	if !ok {
		return false
	}
	s, ok := call.Fun.(*ast.SelectorExpr)
	if !ok {
		return false
	}
	x, ok := s.X.(*ast.Ident)
	for _, p := range packages {
		if ok && x.Name == p {
			return true
		}
	}
	return false
}
