package site_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/site"
)

// An object stands at none of the calls of bless that made other kinds of things.
func TestObjectsByWhatIsBlessed(t *testing.T) {
	if err := exec.Command("perl", "-MDevel::MAT::Dumper", "-e1").Run(); err != nil {
		t.Skip("needs perl with Devel::MAT::Dumper")
	}
	dir := t.TempDir()
	dump := filepath.Join(dir, "a.pmat")
	program := filepath.Join(dir, "a.pl")
	text := `package Hash; sub tie { bless \my $x } sub list { bless [] } sub code { bless sub { 1 } }
sub new { my $self = {}; return bless $self, shift }
package List; sub tie { my $y = \"x"; return bless $y } sub map { bless {} } sub code { my $c = sub { 2 }; bless $c }
sub new {
  return bless [1, 2], shift }
package Both; sub list { bless [] }
sub one { bless { a => 1 }, shift }
sub two { my $s = { b => 1 }; bless $s, shift }
package main;
our @all = map { Hash->new, List->new, Both->two } 1 .. 3;
use Devel::MAT::Dumper;
Devel::MAT::Dumper::dump($ARGV[0]);
`
	if err := os.WriteFile(program, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("perl", program, dump).CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	h, err := heap.Open(context.Background(), dump, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // it was only read
	table, err := site.Collect(t.Context(), h)
	if err != nil {
		t.Fatal(err)
	}
	items, err := site.Alive(t.Context(), h, table, site.Options{Kinds: []site.Kind{site.KindObject}})
	if err != nil {
		t.Fatal(err)
	}
	l := site.NewProgram(h, site.Workspace{Files: fakeFiles{func(recorded string) (string, bool) { return recorded, recorded == program }, os.ReadFile}})
	want := map[string][]int{"Hash": {2}, "List": {5}, "Both": {7, 8}}
	for k := range items {
		i := &items[k]
		lines, ok := want[i.Name]
		if !ok {
			continue
		}
		delete(want, i.Name)
		var got []int
		for _, s := range l.Places(i) {
			if s.Role == site.RoleBless {
				got = append(got, int(s.Line))
				if s.Attributed != (len(lines) > 1) {
					t.Errorf("%s: %+v", i.Name, s)
				}
			}
		}
		if len(got) != len(lines) || got[0] != lines[0] || got[len(got)-1] != lines[len(lines)-1] {
			t.Errorf("%s is blessed at lines %v, want %v", i.Name, got, lines)
		}
	}
	if len(want) > 0 {
		t.Errorf("no objects of %v", want)
	}
}
