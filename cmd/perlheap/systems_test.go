package main

import (
	"os"
	"strings"
	"testing"

	"golang.org/x/tools/go/packages"
)

// What differs from system to system, tests included, fits together on all that
// are released, although it only runs on one here. Types are checked from the
// sources: to compile them for each system would take minutes.
func TestOtherSystems(t *testing.T) {
	if testing.Short() {
		t.Skip("it reads all that is inside anew")
	}
	for _, system := range []string{"darwin/arm64", "windows/amd64", "linux/arm64"} {
		goos, goarch, _ := strings.Cut(system, "/")
		loaded, err := packages.Load(&packages.Config{
			Context: t.Context(),
			Mode:    packages.NeedName | packages.NeedImports | packages.NeedDeps | packages.NeedTypes | packages.NeedSyntax | packages.NeedCompiledGoFiles,
			Env:     append(os.Environ(), "GOOS="+goos, "GOARCH="+goarch, "CGO_ENABLED=0"),
			Dir:     "../..",
			Tests:   true,
		}, "./...")
		if err != nil {
			t.Fatal(err)
		}
		if len(loaded) < 50 {
			t.Errorf("%s: only %d packages", system, len(loaded))
		}
		packages.Visit(loaded, nil, func(p *packages.Package) {
			for _, err := range p.Errors {
				t.Errorf("%s: %s: %v", system, p.PkgPath, err)
			}
		})
	}
}
