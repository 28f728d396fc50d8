package diagnose

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/site"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/growth"
)

const bus = `package Vendor::Bus;
use strict;
sub new { my $class = shift; my $self = bless { n => shift }, $class; $self->{cb} = sub { $self->{n}++ }; return $self }
sub keep { my $x = shift; our @kept; push @kept, sub { $x }; return }
1;
`

const usesBus = `use strict;
use lib 'local/lib/perl5';
use Vendor::Bus;
use Devel::MAT::Dumper;
for my $step (1, 2, 3) {
    for (1 .. 300) {
        my $bus = Vendor::Bus->new($_);
        Vendor::Bus::keep([$_]);
    }
    Devel::MAT::Dumper::dump("$step.pmat");
}
`

// TestModulesAreNotChanged advises nobody to edit what was installed beside the
// program, and says where the program meets it.
func TestModulesAreNotChanged(t *testing.T) {
	if err := exec.Command("perl", "-MDevel::MAT::Dumper", "-e1").Run(); err != nil {
		t.Skip("needs perl with Devel::MAT::Dumper")
	}
	dir := t.TempDir()
	lib := filepath.Join(dir, "local/lib/perl5/Vendor")
	if err := os.MkdirAll(lib, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{filepath.Join(lib, "Bus.pm"): bus, filepath.Join(dir, "app.pl"): usesBus} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	perl := exec.Command("perl", "app.pl")
	perl.Dir = dir
	if out, err := perl.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	ctx := context.Background()
	var heaps []*heap.Heap
	for _, name := range []string{"1.pmat", "2.pmat", "3.pmat"} {
		h, err := heap.Open(ctx, filepath.Join(dir, name), heap.Options{})
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
	folders := []string{dir}
	reader := files.New(ctx, files.Policy{Folders: folders, Elsewhere: true})
	found, err := Find(ctx, s, Options{Program: site.NewProgram(s.Last(), site.Workspace{Folders: folders, Files: site.NewDisk(s.Last(), reader, folders, nil)})})
	if err != nil {
		t.Fatal(err)
	}
	seen := map[Kind]bool{}
	for _, x := range found {
		if x.Level == Low {
			continue
		}
		seen[x.Kind] = true
		t.Logf("%s at %s: %s", x.Kind, x.Place, x.Fix)
		if x.Case != nil || strings.Contains(x.Fix, "let the closure") || strings.Contains(x.Fix, "weaken") || !strings.Contains(x.Fix+x.Place.String(), "app.pl line ") {
			t.Errorf("%s at %s: %s", x.Kind, x.Place, x.Fix)
		}
	}
	if !seen[SelfSub] || !seen[Closures] {
		t.Errorf("found %v", seen)
	}
}
