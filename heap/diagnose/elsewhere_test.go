package diagnose

import (
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
	seen := map[Kind]bool{}
	found, _ := ofModule(t, "Bus.pm", bus, usesBus)
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

const tree = `package Vendor::Node;
use strict;
sub new { my ($class, %arg) = @_; return bless { owner => $arg{owner} }, $class }
package Vendor::Leaf;
sub new { my $class = shift; my $self = bless {}, $class; $self->{near} = Vendor::Twig->new($self); return $self }
package Vendor::Twig;
sub new { my ($class, $far) = @_; return bless { far => $far }, $class }
1;
`

const usesTree = `use strict;
use lib 'local/lib/perl5';
use Vendor::Tree;
use Devel::MAT::Dumper;
package App::Page { sub new { my $self = bless {}, shift; $self->{node} = Vendor::Node->new(owner => $self); return $self } }
for my $step (1, 2, 3) {
    App::Page->new, Vendor::Leaf->new for 1 .. 300;
    Devel::MAT::Dumper::dump("$step.pmat");
}
`

// TestReferencesOfModulesAreNotChanged advises nobody to weaken a field of a module,
// be the module's text there or not.
func TestReferencesOfModulesAreNotChanged(t *testing.T) {
	mixed, inside := 0, 0
	found, blind := ofModule(t, "Tree.pm", tree, usesTree)
	for _, x := range append(found, blind...) {
		if x.Kind != Cycle {
			continue
		}
		t.Logf("%s: %s", x.Place, x.Fix)
		switch {
		case strings.Contains(x.Fix, "weaken {node} of App::Page where it") && strings.HasSuffix(x.Fix, "; the cycle also leads through {owner} of Vendor::Node, not the program's own"):
			mixed++
		case !strings.Contains(x.Fix, "weaken"):
			inside++
		default:
			t.Errorf("%s: %s", x.Place, x.Fix)
		}
	}
	if mixed != 2 || inside != 2 {
		t.Errorf("%d cycles of both, %d of the module alone", mixed, inside)
	}
}

const base = `package Vendor::Base;
sub new { my ($class, %a) = @_; return bless {%a, kids => []}, $class }
sub add { my ($self, $kid) = @_; push @{ $self->{kids} }, $kid; $kid->{parent} = $self; return $kid }
1;
`

// usesBase inherits from the module: FIELD is a key in its own text.
const usesBase = `use strict;
use lib 'local/lib/perl5';
use Vendor::Base;
use Devel::MAT::Dumper;
package App::Node { our @ISA = 'Vendor::Base'; sub is_leaf { return !@{ $_[0]{FIELD} } } }
for my $step (1, 2, 3) {
    for (1 .. 300) { App::Node->new->add(App::Node->new) }
    Devel::MAT::Dumper::dump("$step.pmat");
}
`

// TestInheritedFieldsAreNotChanged advises nobody to weaken a field that a module sets
// in objects of a class that inherits from it, but one that the class has in its text.
func TestInheritedFieldsAreNotChanged(t *testing.T) {
	for field, want := range map[string]string{
		"name": "the cycle leads only through {parent} that App::Node inherits, {kids}[…] that App::Node inherits, not through",
		"kids": "weaken {kids}[…] of App::Node where it leads to something held elsewhere, or cut it when it is no longer needed; the cycle also leads through {parent} that App::Node inherits, not",
	} {
		found, _ := ofModule(t, "Base.pm", base, strings.Replace(usesBase, "FIELD", field, 1))
		cycles := 0
		for _, x := range found {
			if x.Kind != Cycle {
				continue
			}
			cycles++
			if !strings.HasPrefix(x.Fix, want) {
				t.Errorf("%s: %s", field, x.Fix)
			}
		}
		if cycles == 0 {
			t.Errorf("%s: no cycle is found", field)
		}
	}
}

// ofModule lets a program run that uses a module installed beside it, and finds
// the suspects in its three dumps, with the texts and without any.
func ofModule(t *testing.T, name, module, program string) (found, blind []Suspect) {
	t.Helper()
	if err := exec.Command("perl", "-MDevel::MAT::Dumper", "-e1").Run(); err != nil {
		t.Skip("needs perl with Devel::MAT::Dumper")
	}
	dir := t.TempDir()
	lib := filepath.Join(dir, "local/lib/perl5/Vendor")
	if err := os.MkdirAll(lib, 0o755); err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{filepath.Join(lib, name): module, filepath.Join(dir, "app.pl"): program} {
		if err := os.WriteFile(name, []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	perl := exec.Command("perl", "app.pl")
	perl.Dir = dir
	if out, err := perl.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	var heaps []*heap.Heap
	for _, name := range []string{"1.pmat", "2.pmat", "3.pmat"} {
		h, err := heap.Open(t.Context(), filepath.Join(dir, name), heap.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = h.Close() }) // it was only read
		heaps = append(heaps, h)
	}
	s, err := growth.NewSeries(t.Context(), heaps, false)
	if err != nil {
		t.Fatal(err)
	}
	folders := []string{dir}
	reader := files.New(t.Context(), files.Policy{Folders: folders, Elsewhere: true})
	prog := site.NewProgram(s.Last(), site.Workspace{Folders: folders, Files: site.NewDisk(s.Last(), reader, folders, nil)})
	if found, err = Find(t.Context(), s, Options{Program: prog}); err != nil {
		t.Fatal(err)
	}
	if blind, err = Find(t.Context(), s, Options{}); err != nil {
		t.Fatal(err)
	}
	return found, blind
}
