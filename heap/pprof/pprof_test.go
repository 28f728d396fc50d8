package pprof

import (
	"bytes"
	"context"
	"errors"
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

// stacks gives the samples of a profile as text, leaf first, with their
// values.
func stacks(t *testing.T, h *heap.Heap, opt Options) map[string][2]int64 {
	t.Helper()
	var b bytes.Buffer
	if err := Write(context.Background(), &b, h, opt); err != nil {
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
		File: func(recorded string) (string, bool) { return "there/" + recorded, strings.HasPrefix(recorded, "lib/") },
	})
	const pool = " ← {events}{error} of Leaky::Redis ← {main} of %Leaky::Redis::POOL there/lib/Leaky/Redis.pm:34"
	for stack, count := range map[string]int64{
		"&Leaky::App::__ANON__ here/lib/Leaky/App.pm:121" + pool:                   180,
		"SCALAR ← {thousand} of %Leaky::Misc::STRUCTURE there/lib/Leaky/Misc.pm:8": 1000,
		"Leaky::Redis ← {main} of %Leaky::Redis::POOL there/lib/Leaky/Redis.pm:34": 1,
		"subs as compiled":               596 - 265,
		"INVLIST ← reached from no root": 45,
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

// TestAddsUp: every SV is in one sample.
func TestAddsUp(t *testing.T) {
	for _, name := range []string{"p514-amd64-d012", "p530ld-amd64-d050", "p536-amd64-d046-leak.3", "p536-i386-d046", "p540-amd64-d050-class", "p540-amd64-d050-classcrash", "p540dbg-amd64-d050"} {
		h := stored(t, name)
		sum := int64(0)
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
	p, err := Profile(context.Background(), h, Options{})
	if err != nil {
		t.Fatal(err)
	}
	if len(p.Sample) > 2*ownShare+4 {
		t.Errorf("%d samples", len(p.Sample))
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := Profile(ctx, h, Options{}); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
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
		if err := Write(context.Background(), f, stored(t, "p536-amd64-d046-leak."+n), Options{}); err != nil {
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
		{[]string{"-top", three}, []string{"Type: space", "of 969.52kB total", "INVLIST"}},
		{[]string{"-top", "-sample_index=alive", "-diff_base=" + one, three}, []string{"Type: alive", "SCALAR", "&Leaky::App::__ANON__", "Leaky::Session"}},
		{[]string{"-peek=Leaky::App::__ANON__", three}, []string{"{events}{error} of Leaky::Redis", "&Leaky::App::__ANON__"}},
		{[]string{"-traces", "-lines", three}, []string{"&Leaky::App::__ANON__ lib/Leaky/App.pm:122", "{events}{error} of Leaky::Redis"}},
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
