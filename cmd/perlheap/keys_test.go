package main

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// Keys that are data are in nothing that is made to be passed on, those that
// the source has as constants are, and --keys shows all. What a capture noted
// of the process, its command line among it, is in nothing either.
func TestKeysThatMayBeTold(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	program := filepath.Join(root, "shop.pl")
	if err := os.WriteFile(program, []byte("my $self = bless {}, 'Shop';\npush @{ $self->{known}{\"session $id\"} }, 'x';\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var dumps []string
	for i, n := range []int{200, 1500, 3000} {
		path := filepath.Join(dir, fmt.Sprintf("%d.pmat", i))
		secretDump(t, path, program, n)
		dumps = append(dumps, path)
	}
	last := dumps[2:]
	report, profile := filepath.Join(dir, "r.html"), filepath.Join(dir, "p.pb.gz")
	for name, c := range map[string]struct {
		args []string
		file string // what it writes
		ends int
	}{
		"report":     {append([]string{"report", "-o", report, "--root", root}, dumps...), report, 0},
		"pprof":      {append([]string{"pprof", "-o", profile, "--root", root}, last...), profile, 0},
		"check":      {append([]string{"check", "--fail-on", "low", "--root", root}, dumps...), "", 1},
		"junit":      {append([]string{"check", "--fail-on", "low", "--format", "junit", "--root", root}, dumps...), "", 1},
		"checked":    {append([]string{"check", "--fail-on", "low", "--format", "json", "--root", root}, dumps...), "", 1},
		"sarif":      {append([]string{"check", "--fail-on", "low", "--format", "sarif", "--root", root}, dumps...), "", 1},
		"growth":     {append([]string{"growth", "--json", "--root", root}, dumps...), "", 0},
		"suspects":   {append([]string{"suspects", "--json", "--root", root}, dumps...), "", 0},
		"explain":    {append([]string{"suspects", "--json", "--explain", "--root", root}, dumps...), "", 0},
		"verify":     {append([]string{"verify", "--json", "--root", root, dumps[0], "--"}, dumps...), "", 1},
		"population": {append([]string{"population", "--json", "--root", root}, dumps...), "", 0},
	} {
		t.Run(name, func(t *testing.T) {
			for _, all := range []bool{false, true} {
				args := c.args
				if all {
					args = append([]string{args[0], "--keys"}, args[1:]...)
				}
				out, errs, status := perlheap(t.Context(), args...)
				if status != c.ends {
					t.Fatalf("perlheap %q: status %d: %s", args, status, errs)
				}
				if c.file != "" {
					out = contents(t, c.file)
				}
				if !strings.Contains(out, "{known}") {
					t.Errorf("with --keys %t, the key that the source has is not in\n%s", all, out)
				}
				if told := strings.Contains(out, "session SECRET"); told != all {
					t.Errorf("with --keys %t, the key that is data is told: %t", all, told)
				}
				if strings.Contains(out, "value SECRET") {
					t.Error("a value is told")
				}
			}
		})
	}
	// These have no keys at all.
	for _, name := range []string{"histogram", "lines"} {
		out, errs, status := perlheap(t.Context(), append([]string{name, "--json", "--root", root}, last...)...)
		if status != 0 || !strings.Contains(out, "Shop") || strings.Contains(out, "SECRET") {
			t.Errorf("%s: status %d, %s%s", name, status, out, errs)
		}
	}
	out, _, _ := perlheap(t.Context(), append([]string{"suspects", "--root", root}, dumps...)...)
	if !strings.Contains(out, "session SECRET") {
		t.Errorf("the text for the person who asked hides the key:\n%s", out)
	}
}

// contents reads a file, unpacked if it is packed.
func contents(t *testing.T, path string) string {
	t.Helper()
	b, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if zr, err := gzip.NewReader(bytes.NewReader(b)); err == nil {
		if b, err = io.ReadAll(zr); err != nil {
			t.Fatal(err)
		}
	}
	return string(b)
}
