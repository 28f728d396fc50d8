package growth

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/retained"
)

// The closures of two runs are the same line, wherever the program was installed and
// whatever was written above them; what only one of the runs has stays apart.
func TestOverlay(t *testing.T) {
	if err := exec.Command("perl", "-MDevel::MAT::Dumper", "-e1").Run(); err != nil {
		if os.Getenv("PERLHEAP_REQUIRE_TOOLS") != "" {
			t.Fatal(err)
		}
		t.Skip("needs perl with Devel::MAT::Dumper")
	}
	kept := "sub keep { my $x = shift; push @kept, sub { $x } }\n"
	before := run(t, "our (@kept, @old);\nsub old { my ($y) = @_; push @old, sub { my ($first, $second) = @_; $y->{a}{b} = $first . 'x' . $second } }\n"+kept+"keep($_) for 1 .. 20; old($_) for 1 .. 3;\n")
	after := run(t, "our @kept;\n"+kept+"keep($_) for 1 .. 30;\n")
	heaps := []*heap.Heap{before, after}
	trees := make([]*population.Tree, len(heaps))
	for i, h := range heaps {
		sizes, err := retained.Compute(t.Context(), h)
		if err != nil {
			t.Fatal(err)
		}
		if trees[i], err = population.New(t.Context(), h, sizes); err != nil {
			t.Fatal(err)
		}
	}
	ps, err := Overlay(t.Context(), heaps, trees)
	if err != nil {
		t.Fatal(err)
	}
	rows := ps.Histogram(population.Origins{Own: func(string) bool { return true }})
	population.Writer{}.NameRows(rows)
	got := map[string][]int{}
	for _, r := range rows {
		if r.Class.Kind == path.Closure {
			got[r.Name[strings.LastIndex(r.Name, "/")+1:]] = r.Count
		}
	}
	want := map[string][2]int{"app.pl:2": {20, 30}, "app.pl:2 (not found in the last dump)": {3, 0}}
	for name, n := range want {
		if c := got[name]; len(c) != 2 || c[0] != n[0] || c[1] != n[1] {
			t.Errorf("%s: %v, want %v; all: %v", name, c, n, got)
		}
	}
}

// run runs a program in a folder of its own, and dumps it at its end.
func run(t *testing.T, program string) *heap.Heap {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, "app.pl"), []byte(program+"require Devel::MAT::Dumper; Devel::MAT::Dumper::dump('out.pmat');\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command("perl", filepath.Join(dir, "app.pl"))
	cmd.Dir = dir
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	return open(t, filepath.Join(dir, "out.pmat"))
}
