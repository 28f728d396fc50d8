package parquet

import (
	"cmp"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/parquet-go/parquet-go"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

func dumpPath(name string) string {
	return filepath.Join("..", "..", "testdata", "dumps", name+".pmat.gz")
}

func open(t testing.TB, path string) *heap.Heap {
	t.Helper()
	h, err := heap.Open(context.Background(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

func export(t testing.TB, h *heap.Heap, dir string, opt Options) {
	t.Helper()
	if err := Export(context.Background(), h, dir, opt); err != nil {
		t.Fatal(err)
	}
}

// files gives all files below a folder, hidden ones among them.
func files(t *testing.T, dir string) []string {
	t.Helper()
	var all []string
	err := filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error {
		if err == nil && !d.IsDir() {
			all = append(all, path)
		}
		return err
	})
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	return all
}

// rows reads the only file of a table, each row by the names of its columns.
func rows(t *testing.T, dir, name string) []map[string]string {
	t.Helper()
	all := files(t, filepath.Join(dir, name))
	if len(all) != 1 {
		t.Fatalf("table %s has the files %q, want one", name, all)
	}
	f, err := os.Open(all[0])
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	r := parquet.NewReader(f)
	defer r.Close() //nolint:errcheck // it was only read
	var out []map[string]string
	buf := make([]parquet.Row, 64)
	for {
		n, err := r.ReadRows(buf)
		for _, row := range buf[:n] {
			m := map[string]string{}
			for i, c := range r.Schema().Columns() {
				if m[c[0]] = row[i].String(); row[i].IsNull() {
					m[c[0]] = "NULL"
				}
			}
			out = append(out, m)
		}
		if errors.Is(err, io.EOF) {
			return out
		}
		if err != nil {
			t.Fatal(err)
		}
	}
}

const (
	stash  = 0x1000
	object = 0x2000 // a HASH of class Shop::Cart, the root main_cv
	field  = 0x2100 // REF in {customers}
	people = 0x2200 // the HASH it refers to
	secret = 0x2300 // its only value
	list   = 0x2400
)

// private writes a dump with something that must not get out, in a value and
// in a key.
func private(t *testing.T) *heap.Heap {
	t.Helper()
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "main_cv", Addr: object})
	b.Stash(pmatbuild.SV{Addr: stash, Refcnt: 2, Size: 100}, "Shop::Cart\x1b")
	b.Hash(pmatbuild.SV{Addr: object, Refcnt: 1, Size: 200, Blessed: stash}, 0,
		pmatbuild.Pair{Key: "customers", Value: field}, pmatbuild.Pair{Key: "list", Value: list})
	b.Ref(pmatbuild.SV{Addr: field, Refcnt: 1, Size: 24}, people, false)
	b.Hash(pmatbuild.SV{Addr: people, Refcnt: 1, Size: 300}, 0, pmatbuild.Pair{Key: "bob@example.org", Value: secret})
	b.Scalar(pmatbuild.SV{Addr: secret, Refcnt: 1, Size: 50}, pmat.ScalarPV, 0, 0, "swordfish")
	b.Array(pmatbuild.SV{Addr: list, Refcnt: 1, Size: 64}, secret, pmatbuild.Undef, secret)
	b.End()
	path := filepath.Join(t.TempDir(), "shop cart.pmat")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	return open(t, path)
}

func TestTables(t *testing.T) {
	h, dir := private(t), t.TempDir()
	written := time.Date(2026, 11, 22, 10, 31, 0, 0, time.UTC)
	if err := os.Chtimes(h.File().Path(), written, written); err != nil {
		t.Fatal(err)
	}
	h = open(t, h.File().Path())
	export(t, h, dir, Options{Labels: map[string]string{"host": "web1", "service": "shop"}, Keys: func(key string) bool { return key == "customers" || key == "list" }})
	svs := rows(t, dir, "svs")
	if len(svs) != h.Count() {
		t.Fatalf("%d rows, want %d", len(svs), h.Count())
	}
	for i, want := range []map[string]string{
		{"addr": "4096", "type": "STASH", "class": "NULL", "length": "0", "dominator": "NULL", "reached": "false", "size": "100", "refcnt": "2"},
		{"addr": "8192", "type": "HASH", "class": `Shop::Cart\x{1b}`, "length": "2", "retained_bytes": "638", "retained_svs": "5", "reached": "true"},
		{"addr": "8448", "type": "REF", "length": "NULL", "dominator": "8192", "retained_bytes": "324"},
		{"addr": "8704", "type": "HASH", "length": "1", "dominator": "8448", "retained_svs": "1", "recorded_file": "NULL", "recorded_line": "0"},
		{"addr": "8960", "type": "SCALAR", "dominator": "8192", "value": "NULL"},
		{"addr": "9216", "type": "ARRAY", "length": "3", "name": "NULL"},
	} {
		want["host"], want["service"], want["pid"], want["program"] = "web1", "shop", "NULL", "NULL"
		want["time"] = fmt.Sprint(written.UnixMicro())
		for name, value := range want {
			if svs[i][name] != value {
				t.Errorf("row %d has %s %q, want %q", i, name, svs[i][name], value)
			}
		}
		if !strings.HasPrefix(svs[i]["dump"], "shop_cart-") || len(svs[i]["process"]) != 16 {
			t.Errorf("row %d is of dump %q, process %q", i, svs[i]["dump"], svs[i]["process"])
		}
	}
	var refs []string
	for _, r := range rows(t, dir, "references") {
		refs = append(refs, strings.Join([]string{r["addr"], r["strength"], r["via"], r["index"], r["name"], r["target"]}, " "))
	}
	want := []string{
		"8192 strong value NULL customers 8448", "8192 strong value NULL list 9216", "8192 weak the bless package NULL NULL 4096",
		"8448 strong the referrant NULL NULL 8704", "8704 strong value NULL NULL 8960",
		"9216 strong element 0 NULL 8960", "9216 strong element 1 NULL 16", "9216 strong element 2 NULL 8960",
	}
	if !slices.Equal(refs, want) {
		t.Errorf("references are\n%s\nwant\n%s", strings.Join(refs, "\n"), strings.Join(want, "\n"))
	}
}

// TestPrivate looks for what a program was given in everything that is
// written.
func TestPrivate(t *testing.T) {
	for _, values := range []bool{false, true} {
		dir := t.TempDir()
		export(t, private(t), dir, Options{Values: values})
		for _, secret := range []string{"swordfish", "bob@example.org"} {
			found := false
			for _, table := range Tables {
				for _, row := range rows(t, dir, table) {
					for _, v := range row {
						found = found || strings.Contains(v, secret)
					}
				}
			}
			if found != values {
				t.Errorf("with Values %t, %q is found: %t", values, secret, found)
			}
		}
	}
}

// TestRealDumps holds the tables against the heap, and exports twice: the
// second time replaces the first.
func TestRealDumps(t *testing.T) {
	for _, name := range []string{"p514-amd64-d012", "p536-i386-d046", "p536-amd64-d046-leak.3", "p540-amd64-d050-classcrash", "p540dbg-amd64-d050"} {
		h, dir := open(t, dumpPath(name)), t.TempDir()
		export(t, h, dir, Options{})
		first := files(t, dir)
		export(t, h, dir, Options{Labels: map[string]string{"host": "other"}})
		if again := files(t, dir); !slices.Equal(again, first) || len(first) != len(Tables) {
			t.Errorf("%s: the files are %q, then %q", name, first, again)
		}
		bytes, svs := int64(0), rows(t, dir, "svs")
		for _, r := range svs {
			var n int64
			if _, err := fmt.Sscan(r["size"], &n); err != nil {
				t.Fatal(err)
			}
			bytes += n
		}
		references := 0
		for sv := range heap.SV(h.Count()) {
			refs, err := h.Outrefs(sv, heap.Direct|heap.Inferred)
			if err != nil {
				t.Fatal(err)
			}
			references += len(refs)
		}
		if got := len(rows(t, dir, "references")); len(svs) != h.Count() || bytes != h.Bytes() || got != references {
			t.Errorf("%s: %d SVs of %d bytes, %d references; the heap has %d of %d, %d", name, len(svs), bytes, got, h.Count(), h.Bytes(), references)
		}
	}
}

func TestLabels(t *testing.T) {
	for labels, says := range map[[2]string]string{
		{"host", ""}:         "no value",
		{"Data Center", "x"}: "a-z",
		{"count", "x"}:       "column of that name",
		{"pid", "1"}:         "column of that name",
		{"time", "today"}:    "2026-11-22T10:31:00Z",
	} {
		if err := CheckLabels(map[string]string{labels[0]: labels[1]}); err == nil || !strings.Contains(err.Error(), says) {
			t.Errorf("%v: %v, want %q", labels, err, says)
		}
	}
	if err := CheckLabels(map[string]string{"host": "a", "process": "b", "time": "2026-11-22T10:31:00+01:00", "data_center": "c"}); err != nil {
		t.Error(err)
	}
}

// TestProcess: the dumps of one process have one, and those of others another.
func TestProcess(t *testing.T) {
	seen := map[string]string{}
	of := func(name string, labels map[string]string) *identity {
		id, err := identify(t.Context(), open(t, dumpPath(name)), labels)
		if err != nil {
			t.Fatal(err)
		}
		return id
	}
	for _, n := range []string{"1", "2", "3"} {
		id := of("p536-amd64-d046-leak."+n, nil)
		seen[id.process] = id.program
	}
	if len(seen) != 1 {
		t.Errorf("three dumps of one process are of %v", seen)
	}
	for _, name := range []string{"p514-amd64-d020", "p536-i386-d046", "p540-amd64-d050-future"} {
		id := of(name, nil)
		seen[id.process] = id.program
	}
	if len(seen) != 4 {
		t.Errorf("dumps of four processes are of %v", seen)
	}
	if id := of("p514-amd64-d020", nil); id.pid != 18952 || id.program != "leak.pl" {
		t.Errorf("p514-amd64-d020 has pid %d and program %q", id.pid, id.program)
	}
	id := of("p514-amd64-d020", map[string]string{"process": "worker 3", "time": "2026-11-22T10:31:00+01:00"})
	if id.process != "worker 3" || !id.time.Equal(time.Date(2026, 11, 22, 9, 31, 0, 0, time.UTC)) {
		t.Errorf("the labels give %+v", id)
	}
}

// cancelling is a context that ends when it was asked often enough.
type cancelling struct {
	context.Context
	left atomic.Int64
}

func (c *cancelling) Err() error {
	if c.left.Add(-1) < 0 {
		return context.Canceled
	}
	return nil
}

// TestCancel stops at every place where the context is asked, and looks for
// what is left behind.
func TestCancel(t *testing.T) {
	h, dir := open(t, dumpPath("p536-amd64-d046-leak.1")), t.TempDir()
	for n := int64(0); ; n += 1 + n/3 {
		ctx := &cancelling{Context: context.Background()}
		ctx.left.Store(n)
		err := Export(ctx, h, dir, Options{})
		if err == nil {
			if n < 8 {
				t.Errorf("the context was asked only %d times", n)
			}
			break
		}
		if left := files(t, dir); !errors.Is(err, context.Canceled) || left != nil {
			t.Fatalf("cancelled at %d: %v; left behind: %q", n, err, left)
		}
	}
	if got := files(t, dir); len(got) != len(Tables) {
		t.Errorf("the files are %q", got)
	}
}

// TestFailures: a folder that cannot be made, and a dump that is written again
// while it is read.
func TestFailures(t *testing.T) {
	h, dir := open(t, dumpPath("p536-amd64-d046-gadget")), t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "references"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Export(t.Context(), h, dir, Options{}); err == nil || !strings.Contains(err.Error(), filepath.Join(dir, "references")) {
		t.Errorf("a file is in the way: %v", err)
	}
	if left := files(t, dir); len(left) != 1 {
		t.Errorf("left behind: %q", left)
	}
	h, dir = private(t), t.TempDir()
	if err := os.WriteFile(h.File().Path(), make([]byte, 200), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := Export(t.Context(), h, dir, Options{Values: true}); err == nil {
		t.Error("a dump that was written again is exported")
	}
	if left := files(t, dir); left != nil {
		t.Errorf("left behind: %q", left)
	}
}

// TestMemoryStays: what waits to be written is bounded, and nothing of a dump
// is kept when the next is read.
func TestMemoryStays(t *testing.T) {
	id := &identity{dump: "d"}
	tab, err := newTable(t.TempDir(), "references", id, referenceColumns)
	if err != nil {
		t.Fatal(err)
	}
	defer tab.discard()
	for i := range 2*groupRows + groupRows/2 {
		if err := tab.row(number(i), number(i), null, null, null, null); err != nil {
			t.Fatal(err)
		}
	}
	if tab.most != groupRows {
		t.Errorf("%d rows wait to be written, want at most %d", tab.most, groupRows)
	}
	if err := tab.finish(); err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	live := func() uint64 {
		runtime.GC()
		runtime.GC() // what pools have goes with the second
		var m runtime.MemStats
		runtime.ReadMemStats(&m)
		return m.HeapAlloc
	}
	var after []uint64
	for n := range 8 {
		h, err := heap.Open(t.Context(), dumpPath(fmt.Sprintf("p536-amd64-d046-leak.%d", n%3+1)), heap.Options{})
		if err != nil {
			t.Fatal(err)
		}
		export(t, h, dir, Options{Labels: map[string]string{"host": fmt.Sprint(n)}})
		_ = h.Close() // it was only read
		after = append(after, live())
	}
	if grown := int64(after[7]) - int64(after[0]); grown > 256<<10 {
		t.Errorf("after 8 dumps there are %d bytes more in memory than after one: %d", grown, after)
	}
}

// BenchmarkExport writes the tables of a stored dump, or of the one that
// PERLHEAP_BENCH_DUMP names.
func BenchmarkExport(b *testing.B) {
	h := open(b, cmp.Or(os.Getenv("PERLHEAP_BENCH_DUMP"), dumpPath("p536-amd64-d046-leak.3")))
	for b.Loop() {
		export(b, h, b.TempDir(), Options{})
	}
	b.ReportMetric(b.Elapsed().Seconds()*1e9/float64(b.N)/float64(h.Count()), "ns/SV")
}

// A dump is named after what is in it, however it came: through a pipe, packed,
// or from a file that is another one by now.
func TestNameOfDump(t *testing.T) {
	packed, err := os.ReadFile(dumpPath("p536-amd64-d046-gadget"))
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	path := filepath.Join(dir, "worker.pmat.gz")
	if err := os.WriteFile(path, packed, 0o600); err != nil {
		t.Fatal(err)
	}
	file := open(t, path)
	if err := os.Remove(path); err != nil {
		t.Fatal(err)
	}
	r, w, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func(stdin *os.File) { os.Stdin = stdin }(os.Stdin)
	os.Stdin = r
	go func() {
		_, _ = w.Write(packed)
		_ = w.Close()
	}()
	pipe, err := heap.Open(t.Context(), pmat.Stdin, heap.Options{Streams: true})
	if err != nil {
		t.Fatal(err)
	}
	defer pipe.Close() //nolint:errcheck // it was only read
	var names []string
	for _, h := range []*heap.Heap{file, pipe, open(t, dumpPath("p540-amd64-d050-class"))} {
		id, err := identify(t.Context(), h, nil)
		if err != nil {
			t.Fatal(err)
		}
		names = append(names, id.dump)
	}
	sum := strings.TrimPrefix(names[0], "worker-")
	if len(sum) != 12 || names[1] != "stdin-"+sum || strings.HasSuffix(names[2], sum) {
		t.Errorf("the dumps are named %q", names)
	}
}
