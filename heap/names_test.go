package heap

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

// Addresses of a built dump with names in both encodings.
const (
	namesMain    = 0x1000
	namesLatin1  = 0x1100 // the package Käse, as Latin-1
	namesUTF8    = 0x1200 // the package Öl, as UTF-8
	namesGlob1   = 0x1300
	namesGlob2   = 0x1400
	namesGlob3   = 0x1500
	namesGlob4   = 0x1600
	namesStore   = 0x1700 // %Käse::vorräte, as Latin-1
	namesStock   = 0x1800 // @Öl::fässer, as UTF-8
	namesObject  = 0x1900 // of the class Käse, with the key zurück as Latin-1
	namesLong    = 0x1a00 // a HASH with a key of a megabyte
	namesLongKey = 1 << 20
)

func namesHeap(t *testing.T) *Heap {
	t.Helper()
	long := make([]byte, namesLongKey)
	for i := range long {
		long[i] = 'k'
	}
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "defstash", Addr: namesMain})
	sv := func(addr pmat.Addr) pmatbuild.SV { return pmatbuild.SV{Addr: addr, Refcnt: 1, Size: 100} }
	blessed := sv(namesObject)
	blessed.Blessed = namesLatin1
	b.Stash(sv(namesMain), "main", pmatbuild.Pair{Key: "K\xe4se::", Value: namesGlob1}, pmatbuild.Pair{Key: "Öl::", Value: namesGlob2})
	b.Stash(sv(namesLatin1), "K\xe4se", pmatbuild.Pair{Key: "vorr\xe4te", Value: namesGlob3})
	b.Stash(sv(namesUTF8), "Öl", pmatbuild.Pair{Key: "fässer", Value: namesGlob4})
	glob := func(at pmat.Addr, name string, stash pmat.Addr, slot int, to pmat.Addr) {
		b.Glob(sv(at), name, "lager.pl", 3, map[int]pmat.Addr{pmat.GlobStash: stash, slot: to})
	}
	glob(namesGlob1, "K\xe4se::", namesMain, pmat.GlobHash, namesLatin1)
	glob(namesGlob2, "Öl::", namesMain, pmat.GlobHash, namesUTF8)
	glob(namesGlob3, "vorr\xe4te", namesLatin1, pmat.GlobHash, namesStore)
	glob(namesGlob4, "fässer", namesUTF8, pmat.GlobArray, namesStock)
	b.Hash(sv(namesStore), 0, pmatbuild.Pair{Key: "x", Value: namesObject})
	b.Array(sv(namesStock), namesObject)
	b.Hash(blessed, 0, pmatbuild.Pair{Key: "zur\xfcck", Value: namesStore}, pmatbuild.Pair{Key: "lang", Value: namesLong})
	b.Hash(sv(namesLong), 0, pmatbuild.Pair{Key: string(long), Value: namesStore})
	b.End()
	path := filepath.Join(t.TempDir(), "names.pmat")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	h, err := Open(context.Background(), path, Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

// Names are found however the dump has them and however they are asked for,
// and are given as their author wrote them.
func TestNamesInLatin1AndUTF8(t *testing.T) {
	h := namesHeap(t)
	for _, c := range []struct {
		asked, name string
		at          pmat.Addr
	}{
		{"%Käse::vorräte", "%Käse::vorräte", namesStore},
		{"%K\xe4se::vorr\xe4te", "%Käse::vorräte", namesStore},
		{"@Öl::fässer", "@Öl::fässer", namesStock},
		{"@\xd6l::f\xe4sser", "@Öl::fässer", namesStock},
		{"%Käse::", "%Käse::", namesLatin1},
	} {
		sv, err := h.Symbols().Find(c.asked)
		if err != nil || h.Addr(sv) != c.at {
			t.Errorf("FindSymbol(%q) = %v, %v; want %v", c.asked, h.Addr(sv), err, c.at)
			continue
		}
		if got, _ := h.Symbols().Name(sv); got != c.name {
			t.Errorf("SymName of %q = %q, want %q", c.asked, got, c.name)
		}
	}
	if _, err := h.Symbols().Find("%Käse::vorrate"); err == nil {
		t.Error("a name that is not there was found")
	}
	object, _ := h.At(namesObject)
	if got, _ := h.Package(object); got != "Käse" {
		t.Errorf("Package = %q, want Käse", got)
	}
	if _, ok := h.Hash(object).Value("zurück"); !ok {
		t.Error("the key zurück was not found")
	}
	refs, err := h.Outrefs(object, Strong)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, r := range refs {
		found = found || r.Name() == "value {zurück}" && r.Text == "zurück" && r.Kind == RefValue
	}
	if !found {
		t.Errorf("the references are %+v, want one called value {zurück}", refs)
	}
	var symbols []string
	if err := h.Symbols().Of("", true, func(s Symbol) bool { symbols = append(symbols, s.Name); return true }); err != nil {
		t.Fatal(err)
	}
	want := []string{"%Käse::", "%Käse::vorräte", "%Öl::", "@Öl::fässer"}
	for i := range want {
		if i >= len(symbols) || symbols[i] != want[i] {
			t.Fatalf("symbols are %q, want %q", symbols, want)
		}
	}
}

// A key of a megabyte is whole where it is compared, and short where it is read.
func TestNameOfAReferenceIsCut(t *testing.T) {
	h := namesHeap(t)
	long, _ := h.At(namesLong)
	refs, err := h.Outrefs(long, Strong)
	if err != nil || len(refs) != 1 {
		t.Fatal(refs, err)
	}
	if n := len(refs[0].Name()); n > 300 {
		t.Errorf("the name of the reference has %d bytes", n)
	}
	if len(refs[0].Text) != namesLongKey {
		t.Errorf("the key has %d bytes, want %d", len(refs[0].Text), namesLongKey)
	}
}
