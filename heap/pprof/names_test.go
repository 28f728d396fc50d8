package pprof

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

// A profile is escaped and cut as everything else is.
func TestNamesInAProfileAreHarmless(t *testing.T) {
	class := "Evil\x1b]0;title\a\u202e" + strings.Repeat("k", 1<<15)
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "main_cv", Addr: 0x2000})
	b.Stash(pmatbuild.SV{Addr: 0x1000, Refcnt: 1, Size: 100}, class)
	b.Hash(pmatbuild.SV{Addr: 0x2000, Refcnt: 1, Size: 100, Blessed: 0x1000}, 0, pmatbuild.Pair{Key: "\x1b[31m\x9b" + strings.Repeat("k", 1<<20), Value: 0x3000})
	b.Hash(pmatbuild.SV{Addr: 0x3000, Refcnt: 1, Size: 100, Blessed: 0x1000}, 0)
	b.End()
	path := filepath.Join(t.TempDir(), "evil.pmat")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	h, err := heap.Open(context.Background(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // it was only read
	p := Profile(h, topOf(t, h), Options{})
	seen := false
	for _, f := range p.Function {
		seen = seen || strings.Contains(f.Name, `Evil\x{1b}]0;title\x{7}\x{202e}kkk`)
		for _, s := range []string{f.Name, f.SystemName, f.Filename} {
			if len(s) > 1200 || !utf8.ValidString(s) || strings.ContainsAny(s, "\x1b\a\u202e\u009b\n") {
				t.Errorf("the profile has %.80q…, %d bytes", s, len(s))
			}
		}
	}
	if !seen {
		t.Errorf("the class is not in the profile: %+v", p.Function)
	}
}
