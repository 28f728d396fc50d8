package cure_test

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/source"
	"github.com/perlheap/perlheap/heap/suspect"
	"github.com/perlheap/perlheap/heap/suspect/cure"
)

const leaks = "../../../testdata/leaks"

// recursion is a closure that calls itself, and counts what it did.
const recursion = `package App;
use strict;
use warnings;
our $visited = 0;

sub work {
    my ($class, $n) = @_;
    my $walk;
    $walk = sub {
        my $depth = shift;
        $visited++;
        $walk->($depth - 1) if $depth > 0;
        return $depth;
    };
    die "not 3" unless $walk->(3) == 3;
    die "visited $visited" unless $visited == 4 * ($n + 1);
    return;
}

1;
`

// TestPerl lets real programs leak, applies the cure of the first suspect, and
// lets them run again: they must run to their end, and nothing may grow any
// more.
func TestPerl(t *testing.T) {
	if err := exec.Command("perl", "-MDevel::MAT::Dumper", "-e1").Run(); err != nil {
		t.Skip("needs perl with Devel::MAT::Dumper")
	}
	for _, name := range []string{"click-handler", "parent-child", "three-objects", "recursion"} {
		t.Run(name, func(t *testing.T) {
			text := []byte(recursion)
			if name != "recursion" {
				var err error
				if text, err = os.ReadFile(filepath.Join(leaks, name, "App.pm")); err != nil {
					t.Fatal(err)
				}
			}
			dir := t.TempDir()
			found, perl := suspects(t, dir, text)
			if len(found) == 0 || found[0].Level == suspect.Low {
				t.Fatalf("it does not leak: %+v", found)
			}
			x := found[0]
			cures := cure.For(&x, text, source.Line(x.Place.Line), perl)
			if len(cures) != 1 {
				t.Fatalf("no cure for %s line %d: %s", x.Kind, x.Place.Line, x.Fix)
			}
			t.Log(cures[0].Title)
			for _, x := range second(suspects(t, dir, []byte(apply(string(text), cures[0])))) {
				if x.Level != suspect.Low {
					t.Errorf("with the cure, line %d is still suspect (%s): %s\n%s", x.Place.Line, x.Level, x.Why, apply(string(text), cures[0]))
				}
			}
		})
	}
}

func second(found []suspect.Suspect, _ uint32) []suspect.Suspect { return found }

// suspects lets a program run as App.pm and judges its dumps.
func suspects(t *testing.T, dir string, text []byte) ([]suspect.Suspect, uint32) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "App.pm"), text, 0o644); err != nil {
		t.Fatal(err)
	}
	if out, err := exec.Command("perl", filepath.Join(leaks, "run.pl"), dir, dir).CombinedOutput(); err != nil || len(out) > 0 {
		t.Fatalf("%v: %s\n%s", err, out, text)
	}
	ctx := context.Background()
	var heaps []*heap.Heap
	for _, name := range []string{"early", "mid", "late"} {
		h, err := heap.Open(ctx, filepath.Join(dir, name+".pmat"), heap.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer h.Close() //nolint:errcheck // it was only read
		heaps = append(heaps, h)
	}
	s, err := growth.NewSeries(ctx, heaps, false)
	if err != nil {
		t.Fatal(err)
	}
	r := source.NewResolver(source.Config{Folders: []string{dir}, Inc: s.Last().Inc()})
	found, err := suspect.Find(ctx, s, suspect.Options{Sources: &suspect.Sources{
		Roots:   []string{dir},
		Resolve: func(recorded string) (string, bool) { f := r.Resolve(recorded); return f.Path, f.Path != "" },
		Read:    os.ReadFile,
	}})
	if err != nil {
		t.Fatal(err)
	}
	return found, s.Last().Header().Perl
}
