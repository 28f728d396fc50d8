package site_test

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/site"
)

// sourceOf gives what finds the sources of the dumps of testdata.
func sourceOf(h *heap.Heap) *site.Program { return sourceRead(h, os.ReadFile) }

// sourceRead is sourceOf with other texts.
func sourceRead(h *heap.Heap, read func(path string) ([]byte, error)) *site.Program {
	return site.NewProgram(h, site.Workspace{Files: fakeFiles{
		resolve: func(recorded string) (string, bool) {
			for _, folder := range []string{"src", "src/lib"} {
				path := filepath.Join(dumps, folder, filepath.FromSlash(recorded))
				if info, err := os.Stat(path); err == nil && info.Mode().IsRegular() {
					return path, true
				}
			}
			return "", false
		},
		read: read,
	}})
}

func alive(t *testing.T, name string, opt site.Options) (*heap.Heap, []site.Item) {
	t.Helper()
	h, table := collect(t, filepath.Join(dumps, name+".pmat.gz"))
	items, err := site.Alive(context.Background(), h, table, opt)
	if err != nil {
		t.Fatal(err)
	}
	return h, items
}

// text writes spots in one line: role, file and line of each, the state unless
// it is exact, and what it is one of if it is attributed.
func text(spots []site.Place) string {
	var parts []string
	for _, s := range spots {
		part := fmt.Sprintf("%s %s:%d", s.Role, filepath.Base(s.Path), s.Line)
		if s.State != site.Exact {
			part += " " + s.State.String()
		}
		if s.Attributed {
			part += fmt.Sprintf(" of %d", s.Of)
		}
		parts = append(parts, part)
	}
	return strings.Join(parts, ", ")
}

// The program says how much of everything it made.
func TestAlive(t *testing.T) {
	h, items := alive(t, "p536-amd64-d046-alive", site.Options{})
	l := sourceOf(h)
	for _, want := range []struct {
		kind            site.Kind
		name, type_     string
		scope           site.Scope
		count, elements int
		recorded, spots string
	}{
		{"variable", "%Alive::Cache::cache", "HASH", "package", 1, 1200, "lib/Alive/Cache.pm:6", "declaration Cache.pm:6"},
		{"variable", "$Alive::Cache::banner", "SCALAR", "package", 1, 0, "lib/Alive/Cache.pm:7", "declaration Cache.pm:7"},
		{"variable", "@main::tasks", "ARRAY", "package", 1, 40, "alive.pl:27", "declaration alive.pl:27"},
		{"variable", "%main::ENV", "HASH", "package", 1, 4, ":0", "line .:0 unlocated"},
		{"variable", "%seen", "HASH", "my", 1, 700, "lib/Alive/Cache.pm:17", "declaration Cache.pm:8"},
		{"variable", "$notes", "SCALAR", "my", 1, 0, "lib/Alive/Cache.pm:17", "declaration Cache.pm:9"},
		{"variable", "@log", "ARRAY", "state", 1, 64, "lib/Alive/Cache.pm:24", "declaration Cache.pm:23"},
		{"variable", "%index", "HASH", "my", 1, 90, "alive.pl:0", "declaration alive.pl:12"},
		{"variable", "$label", "SCALAR", "my", 40, 0, "lib/Alive/Tasks.pm:12", "declaration Tasks.pm:10"},
		{"variable", "$state", "REF", "my", 1, 1, "lib/Alive/Tasks.pm:12", "declaration Tasks.pm:7"},
		{"variable", "$factor", "SCALAR", "my", 25, 0, "(eval 1):2", "declaration Tasks.pm:21 of 1"},
		{"object", "Alive::Circle", "HASH", "", 30, 0, "lib/Alive/Shapes.pm:0", "package Shapes.pm:11, bless Shapes.pm:8 of 1"},
		{"object", "Alive::Shape", "HASH", "", 20, 0, "lib/Alive/Shapes.pm:0", "bless Shapes.pm:8, package Shapes.pm:1"},
		{"object", "Alive::Point", "ARRAY", "", 15, 0, "lib/Alive/Shapes.pm:0", "package Shapes.pm:16, bless Shapes.pm:20 of 2, bless Shapes.pm:23 of 2"},
		{"sub", "&Alive::Cache::help", "CODE", "", 1, 1, "lib/Alive/Cache.pm:31", "sub Cache.pm:30"},
		{"sub", "&Alive::Cache::TABLE", "REF", "", 1, 100, "lib/Alive/Cache.pm:0", "declaration Cache.pm:11"},
		{"sub", "", "CODE", "", 1, 26, "alive.pl:0", "line alive.pl:1"},
		{"closure", "&Alive::Tasks::__ANON__", "CODE", "", 40, 0, "lib/Alive/Tasks.pm:12", "sub Tasks.pm:11"},
		{"closure", "", "CODE", "", 25, 0, "(eval 1):2", "eval Tasks.pm:22 of 1"},
		{"closure", "", "CODE", "", 6, 0, "(eval 38):1", "eval Tasks.pm:29 of 5, eval Tasks.pm:35 of 5, eval Tasks.pm:36 of 5, eval Tasks.pm:44 of 5, eval Tasks.pm:50 of 5"},
		{"closure", "&Alive::Tasks::__ANON__", "CODE", "", 9, 0, "(eval 44)[lib/Alive/Tasks.pm:44]:1", "eval Tasks.pm:44"},
		{"closure", "", "CODE", "", 5, 0, "hello.html.tmpl:7", "line .:7 unlocated"},
		{"sub", "&Alive::Tasks::generated_1", "CODE", "", 12, 12, "(eval 26):1", "eval Tasks.pm:29"},
	} {
		k := slices.IndexFunc(items, func(i site.Item) bool {
			return i.Kind == want.kind && i.Name == want.name && fmt.Sprintf("%s:%d", i.Recorded.File, i.Recorded.Line) == want.recorded
		})
		if k < 0 {
			t.Errorf("no %s %s recorded at %s", want.kind, want.name, want.recorded)
			continue
		}
		i := &items[k]
		if i.Type != want.type_ || i.Scope != want.scope || i.Count != want.count || i.Elements != int64(want.elements) {
			t.Errorf("%s %s: %s %s, %d with %d elements; want %+v", i.Kind, i.Name, i.Type, i.Scope, i.Count, i.Elements, want)
		}
		if got := text(l.Places(i)); got != want.spots {
			t.Errorf("%s %s stands at %s, want %s", i.Kind, i.Name, got, want.spots)
		}
	}
	for _, i := range items {
		switch {
		case i.Name == "@Alive::Cache::never", i.Name == "@unused":
			t.Errorf("%s is empty and listed", i.Name)
		case i.Name == "&Alive::Cache::table" && i.Bytes > 1000:
			t.Errorf("a sub that uses a constant has its %d bytes", i.Bytes)
		case i.Name == "&Alive::Cache::SMALL":
			t.Error("a constant that is a number is listed")
		}
	}
	if !slices.IsSortedFunc(items, func(a, b site.Item) int { return int(b.Bytes - a.Bytes) }) {
		t.Error("not most bytes first")
	}
}

// The bytes are those that other ways of counting give.
func TestBytes(t *testing.T) {
	for _, name := range []string{"p514-amd64-d012", "p536-amd64-d046", "p536-i386-d046", "p536-amd64-d046-alive", "p540-amd64-d050", "p540-amd64-d050-class", "p540dbg-amd64-d050"} {
		t.Run(name, func(t *testing.T) {
			h, items := alive(t, name, site.Options{})
			census, err := mat.NewCensus(t.Context(), h, mat.Alone(h))
			if err != nil {
				t.Fatal(err)
			}
			type total struct {
				count int
				bytes int64
			}
			blessed := map[string]total{}
			for _, tallies := range census.ByPackage {
				for _, c := range tallies {
					at := blessed[c.Name]
					blessed[c.Name] = total{at.count + c.Blessed, at.bytes + c.BlessedBytes}
				}
			}
			variables := 0
			for _, i := range items {
				switch i.Kind {
				case site.KindObject:
					if got := (total{i.Count, i.Bytes}); got != blessed[i.Name] {
						t.Errorf("objects of %s: %+v, want %+v", i.Name, got, blessed[i.Name])
					}
					delete(blessed, i.Name)
				case site.KindVariable:
					variables++
					if owned, err := mat.OwnedSize(h, i.Example); err != nil || i.Count == 1 && i.Bytes != owned || i.Bytes < owned {
						t.Errorf("%s: %d bytes, one owns %d: %v", i.Name, i.Bytes, owned, err)
					}
				case site.KindClosure:
					var bytes int64
					for _, s := range i.Sites {
						bytes += s.Bytes
					}
					if bytes != i.Bytes {
						t.Errorf("closures of %s: %d bytes, want %d", i.Name, i.Bytes, bytes)
					}
				case site.KindSub:
					if h.Kind(i.Example) == heap.KindCode && i.Count == 1 && i.Bytes < h.Code(i.Example).OwnBytes() {
						t.Errorf("%s: %d bytes, its CODE has more", i.Name, i.Bytes)
					}
				}
			}
			if len(blessed) > 0 {
				t.Errorf("objects of %v are not listed", blessed)
			}
			if variables < 50 {
				t.Errorf("%d variables", variables)
			}
		})
	}
}

// Dumps of old perls do not mark what is captured, and have pads that are
// ARRAYs; the counts are the same.
func TestLexicalsOfAllPerls(t *testing.T) {
	for _, name := range []string{"p514-amd64-d012", "p514-amd64-d020", "p520-amd64-d050", "p530ld-amd64-d050", "p536-amd64-d046", "p536-i386-d046", "p540-amd64-d050"} {
		t.Run(name, func(t *testing.T) {
			h, items := alive(t, name, site.Options{Kinds: []site.Kind{site.KindVariable}})
			l := sourceOf(h)
			for _, want := range []struct {
				name  string
				count int
				spots string
			}{
				{"$redis_name", 300, "declaration App.pm:119"},
				{"$ticks", 50, "declaration App.pm:26"},
				{"@history", 1, "declaration App.pm:140"},
				{"$connections", 1, "declaration Redis.pm:36"},
				{"%seen", 1, "declaration App.pm:131"}, // of the state of a sub
			} {
				var found []string
				count := 0
				for k := range items {
					if i := &items[k]; i.Name == want.name && i.Scope != site.ScopePackage && strings.HasPrefix(i.Recorded.File, "lib/") {
						count += i.Count
						found = append(found, text(l.Places(i)))
					}
				}
				if got := strings.Join(found, "; "); count != want.count || got != want.spots {
					t.Errorf("%s: %d at %s, want %d at %s", want.name, count, got, want.count, want.spots)
				}
			}
		})
	}
}

// Objects of perl's own classes have no bless; what a method declares is found
// though dumps have no line of methods.
func TestClasses(t *testing.T) {
	h, items := alive(t, "p540-amd64-d050-class", site.Options{})
	l := sourceOf(h)
	for _, want := range []string{
		"object Circle OBJECT 20: package class.pl:20",
		"object Shape OBJECT 20: package class.pl:8",
		"closure &Shape::__ANON__ CODE 40: sub class.pl:17",
		"closure &Circle::__ANON__ CODE 20: sub class.pl:24",
		"variable $self REF 20: sub class.pl:24",
		"variable $local SCALAR 1: declaration class.pl:26",
		"sub &Circle::dump_inside CODE 1: sub class.pl:26",
		"variable $Shape::VERSION REF 1: package class.pl:8",
	} {
		if !slices.ContainsFunc(items, func(i site.Item) bool {
			return fmt.Sprintf("%s %s %s %d: %s", i.Kind, i.Name, i.Type, i.Count, text(l.Places(&i))) == want
		}) {
			t.Errorf("no %s", want)
		}
	}
}

// The names that # line directives give are found for items of every kind.
func TestDirectives(t *testing.T) {
	h, items := alive(t, "p536-amd64-d046", site.Options{})
	l := sourceOf(h)
	for _, want := range []string{
		"closure &Leaky::Misc::__ANON__: sub Misc.pm:141",
		"sub &Leaky::Misc::from_line_directive: sub Misc.pm:139",
		"variable $x: declaration Misc.pm:140",
		"variable $Leaky::Misc::linesub: declaration Misc.pm:143",
	} {
		if !slices.ContainsFunc(items, func(i site.Item) bool {
			return i.Recorded.File == "lib/Leaky/generated.tt" && fmt.Sprintf("%s %s: %s", i.Kind, i.Name, text(l.Places(&i))) == want
		}) {
			t.Errorf("no %s", want)
		}
	}
}

func TestOptions(t *testing.T) {
	_, all := alive(t, "p536-amd64-d046-alive", site.Options{})
	for name, c := range map[string]struct {
		opt  site.Options
		want func(i site.Item) bool
	}{
		"bytes":       {site.Options{MinBytes: 4096}, func(i site.Item) bool { return i.Bytes >= 4096 || i.Kind == site.KindClosure }},
		"count":       {site.Options{MinCount: 12}, func(i site.Item) bool { return i.Count >= 12 || i.Kind == site.KindClosure }},
		"one of both": {site.Options{MinBytes: 4096, MinCount: 12}, func(i site.Item) bool { return i.Bytes >= 4096 || i.Count >= 12 || i.Kind == site.KindClosure }},
		"kinds":       {site.Options{Kinds: []site.Kind{site.KindObject, site.KindSub}}, func(i site.Item) bool { return i.Kind == site.KindObject || i.Kind == site.KindSub }},
	} {
		_, got := alive(t, "p536-amd64-d046-alive", c.opt)
		var want []string
		for _, i := range all {
			if c.want(i) {
				want = append(want, string(i.Kind)+i.Name)
			}
		}
		var names []string
		for _, i := range got {
			names = append(names, string(i.Kind)+i.Name)
		}
		if !slices.Equal(names, want) || len(want) == 0 || len(want) == len(all) {
			t.Errorf("%s: %v\nwant %v", name, names, want)
		}
	}
}

func TestAliveCancelled(t *testing.T) {
	h, table := collect(t, filepath.Join(dumps, "p536-amd64-d046.pmat.gz"))
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := site.Alive(ctx, h, table, site.Options{}); err == nil {
		t.Error("no error")
	}
}
