package suspect

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

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
	r := files.NewResolver(files.Config{Folders: []string{dir}, PWD: dir, Inc: s.Last().Inc()})
	found, err := Find(ctx, s, Options{Sources: &Sources{
		Roots:   []string{dir},
		Resolve: func(recorded string) (string, bool) { f := r.Resolve(recorded); return f.Path, f.Path != "" },
		Read:    os.ReadFile,
	}})
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

func TestOwnFiles(t *testing.T) {
	s := &Sources{Roots: []string{"/srv/app"}}
	for path, want := range map[string]bool{
		"/srv/app/lib/App.pm":                          true,
		"/srv/app/lib/App/vendor/Own.pm":               true,
		"/srv/app/lib/perl/App.pm":                     true,
		"/srv/app/script/app.pl":                       true,
		"/srv/app/local/lib/perl5/Mojo/Base.pm":        false,
		"/srv/app/local/lib/perl5/x86_64-linux/DBI.pm": false,
		"/srv/app/vendor/lib/Moo.pm":                   false,
		"/srv/app/extlib/lib/perl5/Moo.pm":             false,
		"/srv/app/fatlib/Try/Tiny.pm":                  false,
		"/srv/app/perl/lib/site_perl/5.36.0/Moo.pm":    false,
		"/usr/share/perl5/Moo.pm":                      false,
		"/srv/other/lib/App.pm":                        false,
	} {
		if got := s.below(path); got != want {
			t.Errorf("%s: %v", path, got)
		}
	}
	all := &Sources{}
	for path, want := range map[string]bool{
		"/srv/app/lib/App.pm":                          true,
		"/home/me/perl/app.pl":                         true,
		"/usr/share/perl5/Moo.pm":                      false,
		"/usr/share/perl/5.36.0/List/Util.pm":          false,
		"/usr/lib/x86_64-linux-gnu/perl-base/POSIX.pm": false,
		"/usr/local/share/perl/5.36.0/Moo.pm":          false,
		"/home/me/perl5/lib/perl5/Moo.pm":              false,
		"/opt/perl/lib/site_perl/5.40.0/Moo.pm":        false,
	} {
		if got := all.below(path); got != want {
			t.Errorf("without roots %s: %v", path, got)
		}
	}
}
