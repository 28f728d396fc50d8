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

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/origin"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
	"github.com/perlheap/perlheap/heap/wire"
)

// secretDump writes a dump in which a table of the object in
// {known}{session SECRET} of Shop grows.
func secretDump(t *testing.T, path string, program string, n int) {
	t.Helper()
	secretDumpOf(t, path, program, program, n)
}

// secretDumpOf is the same of a program that has set $0.
func secretDumpOf(t *testing.T, path, program, zero string, n int) {
	t.Helper()
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "defstash", Addr: 0x1000}, pmat.Root{Name: "main_cv", Addr: 0x2000})
	sv := func(addr pmat.Addr) pmatbuild.SV { return pmatbuild.SV{Addr: addr, Refcnt: 1, Size: 100} }
	b.Stash(sv(0x1000), "main", pmatbuild.Pair{Key: "0", Value: 0x1300}, pmatbuild.Pair{Key: "main::", Value: 0x1500}, pmatbuild.Pair{Key: "ENV", Value: 0x1600})
	b.Stash(sv(0x1100), "Shop")
	b.Glob(sv(0x1300), "0", program, 1, map[int]pmat.Addr{pmat.GlobStash: 0x1000, pmat.GlobScalar: 0x1400})
	b.Glob(sv(0x1500), "main::", program, 1, map[int]pmat.Addr{pmat.GlobStash: 0x1000, pmat.GlobHash: 0x1000})
	b.Scalar(sv(0x1400), 0x08, 0, 0, zero)
	b.Glob(sv(0x1600), "ENV", program, 1, map[int]pmat.Addr{pmat.GlobStash: 0x1000, pmat.GlobHash: 0x1700})
	b.Hash(sv(0x1700), 0, pmatbuild.Pair{Key: "PWD", Value: 0x1800})
	b.Scalar(sv(0x1800), 0x08, 0, 0, "/srv/value SECRET")
	shop := sv(0x2000)
	shop.Blessed = 0x1100
	b.Hash(shop, 0, pmatbuild.Pair{Key: "known", Value: 0x2100})
	b.Ref(sv(0x2100), 0x2200, false)
	b.Hash(sv(0x2200), 0, pmatbuild.Pair{Key: "session SECRET", Value: 0x2300})
	const table = 0x10000000 // behind all else
	b.Ref(sv(0x2300), table, false)
	var elems []pmat.Addr
	for i := range n {
		at := pmat.Addr(0x100000 + 0x20*i)
		elems = append(elems, at)
		b.Scalar(sv(at), 0x08, 0, 0, "value SECRET")
	}
	b.Array(pmatbuild.SV{Addr: table, Refcnt: 1, Size: uint64(64 + 8*n)}, elems...)
	b.End()
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	h, err := heap.Open(t.Context(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // it was only read
	beside := wire.Origin{
		Format: origin.Format, Dump: wire.OriginDump{SVs: h.Count(), DefStash: "0x1000"}, Host: "host value SECRET",
		Command: []string{"perl", program, "--token", "value SECRET"}, WorkDir: "/srv/value SECRET",
		Files: []wire.OriginFile{{Recorded: "value SECRET", SHA256: "00"}},
	}
	if err := files.Write(origin.PathOf(path), func(w io.Writer) error { return origin.Write(w, &beside) }); err != nil {
		t.Fatal(err)
	}
	if o, err := origin.Of(h); o == nil || err != nil {
		t.Fatalf("what stands beside the dump is not read: %v", err)
	}
}

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
