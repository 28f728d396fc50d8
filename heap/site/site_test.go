package site_test

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
	"github.com/perlheap/perlheap/heap/site"
)

const dumps = "../../testdata/dumps"

func collect(t *testing.T, path string) (*heap.Heap, *site.Table) {
	t.Helper()
	h, err := heap.Open(context.Background(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	table, err := site.Collect(context.Background(), h)
	if err != nil {
		t.Fatal(err)
	}
	return h, table
}

func find(t *testing.T, table *site.Table, file string, line int) *site.Site {
	t.Helper()
	for i := range table.Sites {
		if table.Sites[i].Recorded == (heap.Location{File: file, Line: line}) {
			return &table.Sites[i]
		}
	}
	t.Fatalf("no site at %s line %d", file, line)
	return nil
}

// The programs say how many closures they made: 300 of the leak, 50 sessions.
// Prototypes are not among them, in no perl.
func TestCounts(t *testing.T) {
	for name, want := range map[string]struct {
		leak, sessions int
	}{
		"p514-amd64-d012": {300, 50}, "p514-amd64-d020": {300, 50}, "p520-amd64-d050": {300, 50},
		"p530ld-amd64-d050": {300, 50}, "p536-amd64-d046": {300, 50}, "p536-i386-d046": {300, 50},
		"p540-amd64-d050": {300, 50}, "p540dbg-amd64-d050": {40, 50},
		"p536-amd64-d046-leak.1": {60, 50}, "p536-amd64-d046-leak.2": {120, 60}, "p536-amd64-d046-leak.3": {180, 70},
	} {
		t.Run(name, func(t *testing.T) {
			h, table := collect(t, filepath.Join(dumps, name+".pmat.gz"))
			leak := find(t, table, "lib/Leaky/App.pm", 122)
			if leak.Closures != want.leak || leak.Name != "&Leaky::App::__ANON__" || !h.Code(leak.Prototype).IsPrototype() || !h.Code(leak.Example).IsClosure() {
				t.Errorf("%+v, want %d closures", leak, want.leak)
			}
			if !slices.Equal(leak.Captures, []string{"$app", "$redis_name"}) {
				t.Errorf("captures %v", leak.Captures)
			}
			session := find(t, table, "lib/Leaky/App.pm", 27)
			if session.Closures != want.sessions || !slices.Equal(session.Captures, []string{"$self", "$ticks"}) {
				t.Errorf("%+v, want %d closures", session, want.sessions)
			}
			size := int64(0)
			for cv := range h.Codes().All {
				if h.Code(cv).IsClosure() && h.Code(cv).OpRoot() == h.Code(leak.Example).OpRoot() {
					size += h.Code(cv).OwnBytes()
				}
			}
			if size != leak.Bytes || table.Codes != h.Codes().Len() || table.HeapBytes != h.Bytes() {
				t.Errorf("%d bytes, want %d", leak.Bytes, size)
			}
		})
	}
}

// The dump has the line of the first statement; the place is that of the sub.
func TestPlaces(t *testing.T) {
	root := filepath.Join(dumps, "src")
	h, table := collect(t, filepath.Join(dumps, "p536-amd64-d046.pmat.gz"))
	prog := site.NewProgram(h, site.Workspace{Files: fakeFiles{
		resolve: func(recorded string) (string, bool) {
			path := filepath.Join(root, filepath.FromSlash(recorded))
			_, err := os.Stat(path)
			return path, err == nil
		},
		read: os.ReadFile,
	}})
	for _, test := range []struct {
		file           string
		recorded, line int
		text           string
	}{
		{"lib/Leaky/App.pm", 122, 121, "$redis->on(error => sub {"},
		{"lib/Leaky/App.pm", 27, 27, "$self->{cb} = sub { $ticks++; $self->tick($ticks) };"},
		{"lib/Leaky/App.pm", 150, 150, "return sub { return $x + $y + $z };"},
		{"lib/Leaky/New18.pm", 10, 10, `my sub private { return "private $v" }`},
	} {
		p := prog.PlaceSite(find(t, table, test.file, test.recorded))
		if p.Sub < 0 || int(p.Line) != test.line || p.State != site.Exact || p.Ambiguous {
			t.Errorf("%s line %d: %+v, want line %d", test.file, test.recorded, p, test.line)
			continue
		}
		text, err := os.ReadFile(p.Path)
		if err != nil {
			t.Fatal(err)
		}
		if line := strings.Split(string(text), "\n")[test.line-1]; strings.TrimSpace(line) != test.text {
			t.Errorf("line %d is %q", test.line, line)
		}
	}
	if p := prog.PlaceSite(find(t, table, "(eval 1)", 4)); filepath.Base(p.Path) != "Misc.pm" || p.Role != site.RoleEval || p.Line != 131 {
		t.Errorf("a string eval is placed at %+v", p)
	}
}

// Most closures stand in an array, a few elsewhere: the example is one of most.
func TestTypicalIsOneOfMost(t *testing.T) {
	b := pmatbuild.New(pmatbuild.Default)
	var elems []pmat.Addr
	for i := range pmat.Addr(40) {
		cv := 0x10000 + 0x100*i
		b.Code(pmatbuild.SV{Addr: cv, Size: 100}, pmatbuild.Code{File: "a.pl", Line: 7, Flags: pmat.CodeCloned, OpRoot: 0x99, Names: []string{"$x"}, Outer: map[int]bool{1: true}})
		if i%5 == 0 {
			b.Hash(pmatbuild.SV{Addr: cv + 0x10}, 0, pmatbuild.Pair{Key: "cb", Value: cv})
			continue
		}
		b.Ref(pmatbuild.SV{Addr: cv + 0x20}, cv, false)
		elems = append(elems, cv+0x20)
	}
	b.Array(pmatbuild.SV{Addr: 0x500}, elems...)
	b.End()
	path := filepath.Join(t.TempDir(), "a.pmat")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	h, table := collect(t, path)
	if len(table.Sites) != 1 || table.Sites[0].Closures != 40 || table.Sites[0].Bytes != 4000 || table.Sites[0].Prototype != heap.NoSV {
		t.Fatalf("%+v", table.Sites)
	}
	from, _ := h.FirstReferrer(table.Sites[0].Example)
	if h.Kind(from) != heap.KindRef {
		t.Errorf("the example is held by a %s", h.Kind(from))
	}
}

func TestCancel(t *testing.T) {
	h, _ := collect(t, filepath.Join(dumps, "p536-amd64-d046.pmat.gz"))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := site.Collect(ctx, h); err == nil {
		t.Error("no error")
	}
}
