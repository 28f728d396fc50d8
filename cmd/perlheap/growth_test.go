package main

import (
	"path/filepath"
	"strings"
	"testing"
)

// growth says where subs stand now if it is told where the source is, by --root
// or by --map, and says so where it does not know.
func TestGrowthPlacesLines(t *testing.T) {
	dumps := []string{dumpPath("p536-amd64-d046-leak.1"), dumpPath("p536-amd64-d046-leak.3")}
	src := filepath.Join(testdata, "dumps", "src")
	empty := t.TempDir()
	for name, c := range map[string]struct {
		options []string
		want    string
	}{
		"root":  {[]string{"--root", src}, "lib/Leaky/App.pm line 121"},
		"map":   {[]string{"--root", empty, "--map", "lib=" + filepath.Join(src, "lib")}, "App.pm line 121"},
		"empty": {[]string{"--root", empty}, "lib/Leaky/App.pm line 122 as recorded"},
	} {
		out, errs, status := perlheap(t.Context(), append(append([]string{"growth"}, c.options...), dumps...)...)
		if status != 0 || !strings.Contains(out, c.want) {
			t.Errorf("%s: status %d, %s, no %q in\n%s", name, status, errs, c.want, out)
		}
	}
}
