package pprof

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/pprof/profile"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/retained"
)

func open(t testing.TB, path string) *heap.Heap {
	t.Helper()
	h, err := heap.Open(context.Background(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return h
}

func stored(t testing.TB, name string) *heap.Heap {
	t.Helper()
	return open(t, filepath.Join("..", "..", "testdata", "dumps", name+".pmat.gz"))
}

// topOf gives the population of all of a heap.
func topOf(t testing.TB, h *heap.Heap) *population.Population {
	t.Helper()
	sizes, err := retained.Compute(context.Background(), h)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := population.New(context.Background(), h, sizes)
	if err != nil {
		t.Fatal(err)
	}
	return population.Merge(tree).Top
}

// stacks gives the samples of a profile as text, leaf first, with their
// values.
func stacks(t *testing.T, h *heap.Heap, opt Options) map[string][2]int64 {
	t.Helper()
	var b bytes.Buffer
	if err := Write(&b, h, topOf(t, h), opt); err != nil {
		t.Fatal(err)
	}
	p, err := profile.Parse(&b)
	if err != nil {
		t.Fatal(err)
	}
	if err := p.CheckValid(); err != nil {
		t.Fatal(err)
	}
	all := map[string][2]int64{}
	for _, s := range p.Sample {
		var names []string
		for _, l := range s.Location {
			name := l.Line[0].Function.Name
			if file := l.Line[0].Function.Filename; file != "" {
				name += fmt.Sprintf(" %s:%d", file, l.Line[0].Line)
			}
			names = append(names, name)
		}
		key := strings.Join(names, " ← ")
		all[key] = [2]int64{all[key][0] + s.Value[0], all[key][1] + s.Value[1]}
	}
	return all
}

func TestStacks(t *testing.T) {
	h := stored(t, "p536-amd64-d046-leak.3")
	got := stacks(t, h, Options{
		Code: func(cv heap.SV) (string, int) {
			at, _ := h.Code(cv).Location()
			return "here/" + at.File, at.Line - 1
		},
		Sub: func(recorded heap.Location) (string, int) { return "there/" + recorded.File, recorded.Line },
	})
	const app = "[…] sub lib/Leaky/App.pm:122 here/lib/Leaky/App.pm:121"
	const pool = "{main} Leaky::Redis ← %Leaky::Redis::POOL ← %Leaky::Redis::"
	for stack, count := range map[string]int64{
		app + " ← {error} ARRAY ← {events} HASH ← " + pool: 180,
		pool: 1,
		"{…} SCALAR ← {thousand} HASH ← %Leaky::Misc::STRUCTURE ← *Leaky::Misc::STRUCTURE":  1000,
		"sub lib/Leaky/App.pm:27 here/lib/Leaky/App.pm:26 ← what nothing in the dump holds": 70,
		"my $redis_name ← " + app + " ← {error} ARRAY ← {events} HASH ← " + pool:            180,
		"my %ops_seen of &overload::OVERLOAD ← %overload::":                                 1,
	} {
		if got[stack][0] != count {
			t.Errorf("%q has %d alive, want %d", stack, got[stack][0], count)
		}
	}
	if t.Failed() {
		for stack, v := range got {
			t.Log(v, stack)
		}
	}
}

// TestAddsUp: every population is a sample, and every SV is in one.
func TestAddsUp(t *testing.T) {
	for _, name := range []string{"p514-amd64-d012", "p530ld-amd64-d050", "p536-amd64-d046-leak.3", "p536-i386-d046", "p540-amd64-d050-class", "p540-amd64-d050-classcrash", "p540dbg-amd64-d050"} {
		h := stored(t, name)
		sum := int64(0)
		top := topOf(t, h)
		p := Profile(h, top, Options{})
		populations := 0
		for q := range top.All {
			if q.Parent != nil && q.Count[0] > 0 || q.Bytes[0] > 0 {
				populations++
			}
		}
		if len(p.Sample) != populations {
			t.Errorf("%s: %d samples of %d populations", name, len(p.Sample), populations)
		}
		for stack, v := range stacks(t, h, Options{}) {
			sum += v[1]
			if v[0] < 0 || v[1] < 0 {
				t.Errorf("%s: %q has %d", name, stack, v)
			}
		}
		if sum != h.Bytes() {
			t.Errorf("%s: the samples have %d bytes, the heap has %d", name, sum, h.Bytes())
		}
	}
}

// TestManyHolders: a list of which each element holds the next, and something
// of its own, gives few stacks.
func TestManyHolders(t *testing.T) {
	const n, first = 50_000, 0x100000
	b := pmatbuild.New(pmatbuild.Default, pmat.Root{Name: "main_cv", Addr: first})
	for i := range pmat.Addr(n) {
		at := first + i*0x40
		elems := []pmat.Addr{at + 0x20, at + 0x40}
		if i == n-1 {
			elems = elems[:1]
		}
		b.Array(pmatbuild.SV{Addr: at, Refcnt: 1, Size: 80}, elems...)
		b.Scalar(pmatbuild.SV{Addr: at + 0x20, Refcnt: 1, Size: 24}, 0x01, 7, 0, "")
	}
	b.End()
	path := filepath.Join(t.TempDir(), "list.pmat")
	if err := os.WriteFile(path, b.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	h := open(t, path)
	if p := Profile(h, topOf(t, h), Options{}); len(p.Sample) > 4 {
		t.Errorf("%d samples", len(p.Sample))
	}
}

// TestGoTool lets go tool pprof read two profiles and compare them.
func TestGoTool(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	dir := t.TempDir()
	for _, n := range []string{"1", "3"} {
		f, err := os.Create(filepath.Join(dir, n+".pb.gz"))
		if err != nil {
			t.Fatal(err)
		}
		h := stored(t, "p536-amd64-d046-leak."+n)
		if err := Write(f, h, topOf(t, h), Options{}); err != nil {
			t.Fatal(err)
		}
		if err := f.Close(); err != nil {
			t.Fatal(err)
		}
	}
	one, three := filepath.Join(dir, "1.pb.gz"), filepath.Join(dir, "3.pb.gz")
	for _, c := range []struct {
		args []string
		want []string // in this order
	}{
		{[]string{"-top", three}, []string{"Type: space", "of 969.52kB total", "108.63kB 11.20%  […] sub lib/Leaky/App.pm:122"}},
		{[]string{"-top", "-sample_index=alive", "-diff_base=" + one, three}, []string{"Type: alive", "temporary SCALAR", "[…] sub lib/Leaky/App.pm:122"}},
		{[]string{"-peek=App.pm:122", three}, []string{"{error} ARRAY", "[…] sub lib/Leaky/App.pm:122"}},
		{[]string{"-traces", "-lines", three}, []string{"[…] sub lib/Leaky/App.pm:122 lib/Leaky/App.pm:122", "{error} ARRAY", "{events} HASH", "%Leaky::Redis::POOL"}},
	} {
		out, err := exec.CommandContext(t.Context(), "go", append([]string{"tool", "pprof"}, c.args...)...).CombinedOutput()
		if err != nil {
			t.Fatalf("%v: %v\n%s", c.args, err, out)
		}
		rest := string(out)
		for _, want := range c.want {
			_, after, ok := strings.Cut(rest, want)
			if !ok {
				t.Errorf("%v: no %q in\n%s", c.args, want, out)
				break
			}
			rest = after
		}
	}
}
