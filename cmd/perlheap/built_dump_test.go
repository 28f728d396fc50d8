package main

import (
	"io"
	"os"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/origin"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
	"github.com/perlheap/perlheap/heap/wire"
)

func builtSV(addr pmat.Addr) pmatbuild.SV { return pmatbuild.SV{Addr: addr, Refcnt: 1, Size: 100} }

// writeBuilt ends a dump and writes it.
func writeBuilt(t *testing.T, path string, b *pmatbuild.Builder) {
	t.Helper()
	b.End()
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
}

// describe writes what a capture noted of the process beside its dump.
func describe(t *testing.T, path string, beside wire.Origin) {
	t.Helper()
	h, err := heap.Open(t.Context(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // it was only read
	beside.Format, beside.Dump = origin.Format, wire.OriginDump{SVs: h.Count(), DefStash: "0x1000"}
	if err := files.Write(origin.PathOf(path), func(w io.Writer) error { return origin.Write(w, &beside) }); err != nil {
		t.Fatal(err)
	}
	if o, err := origin.Of(h); o == nil || err != nil {
		t.Fatalf("what stands beside the dump is not read: %v", err)
	}
}

// namedDump writes a dump in which a package, its symbols, keys and strings have one
// name, and are all of one file, as is $0.
func namedDump(t *testing.T, path, name, file string) {
	t.Helper()
	sv := builtSV
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "defstash", Addr: 0x1000})
	b.Stash(sv(0x1000), "main", pmatbuild.Pair{Key: name + "::", Value: 0x1100}, pmatbuild.Pair{Key: "main::", Value: 0x1150}, pmatbuild.Pair{Key: "0", Value: 0x1900})
	b.Glob(sv(0x1100), name+"::", file, 1, map[int]pmat.Addr{pmat.GlobStash: 0x1000, pmat.GlobHash: 0x1200})
	b.Glob(sv(0x1150), "main::", "x.pl", 1, map[int]pmat.Addr{pmat.GlobStash: 0x1000, pmat.GlobHash: 0x1000})
	b.Glob(sv(0x1900), "0", "x.pl", 1, map[int]pmat.Addr{pmat.GlobStash: 0x1000, pmat.GlobScalar: 0x1950})
	b.Scalar(sv(0x1950), 0x08, 0, 0, file)
	b.Stash(sv(0x1200), name, pmatbuild.Pair{Key: name, Value: 0x1300})
	b.Glob(sv(0x1300), name, file, 7, map[int]pmat.Addr{pmat.GlobStash: 0x1200, pmat.GlobHash: 0x1400, pmat.GlobCode: 0x1500})
	b.Hash(sv(0x1400), 0, pmatbuild.Pair{Key: name, Value: 0x1600}, pmatbuild.Pair{Key: name + "2", Value: 0x1700})
	b.Code(sv(0x1500), pmatbuild.Code{Stash: 0x1200, Glob: 0x1300, File: file, Line: 8})
	object := sv(0x1600)
	object.Blessed = 0x1200
	b.Hash(object, 0, pmatbuild.Pair{Key: name, Value: 0x1800})
	b.Scalar(sv(0x1700), 0x08, 0, 0, name)
	var elems []pmat.Addr
	for i := range 400 {
		at := pmat.Addr(0x10000 + 0x20*i)
		elems = append(elems, at)
		one := sv(at)
		one.Blessed, one.Size = 0x1200, 2000
		b.Hash(one, 0)
	}
	b.Array(pmatbuild.SV{Addr: 0x1800, Refcnt: 1, Size: 4000}, elems...)
	writeBuilt(t, path, b)
}

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
	sv := builtSV
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
	writeBuilt(t, path, b)
	describe(t, path, wire.Origin{
		Host: "host value SECRET", Command: []string{"perl", program, "--token", "value SECRET"}, WorkDir: "/srv/value SECRET",
		Files: []wire.OriginFile{{Recorded: "value SECRET", SHA256: "00"}},
	})
}
