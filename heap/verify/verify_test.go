package verify_test

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/verify"
	"github.com/perlheap/perlheap/heap/wire"
)

// source is the files of a program, by name; App.pm is the one that is loaded.
type source map[string]string

// run lets a program work and gives its dumps. The text is as old as the run.
func run(t *testing.T, dir string, src source) []*heap.Heap {
	t.Helper()
	if testing.Short() {
		t.Skip("slow")
	}
	if err := exec.Command("perl", "-MDevel::MAT::Dumper", "-e", "$] >= 5.026 or die").Run(); err != nil {
		t.Skip("needs perl with Devel::MAT::Dumper")
	}
	old, err := filepath.Glob(filepath.Join(dir, "*.pm"))
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range old {
		if err := os.Remove(name); err != nil {
			t.Fatal(err)
		}
	}
	for name, text := range src {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	out := t.TempDir()
	cmd := exec.Command("perl", "../../testdata/leaks/run.pl", dir, out)
	cmd.Env = append(os.Environ(), "PERL_PERTURB_KEYS=0")
	if said, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, said)
	}
	var heaps []*heap.Heap
	for _, name := range []string{"early", "mid", "late"} {
		h, err := heap.Open(t.Context(), filepath.Join(out, name+".pmat"), heap.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = h.Close() })
		heaps = append(heaps, h)
	}
	return heaps
}

// side makes a side of dumps, with the text that is in a folder now.
func side(t *testing.T, dir string, heaps []*heap.Heap) verify.Side {
	t.Helper()
	s, err := growth.NewSeries(t.Context(), heaps, false)
	if err != nil {
		t.Fatal(err)
	}
	folders := []string{dir}
	reader := files.New(t.Context(), files.Policy{Folders: folders, Elsewhere: true})
	h := s.Last()
	where := site.Workspace{Folders: folders, Files: site.NewDisk(h, reader, folders, nil), Written: growth.TimeOf(h.File().Path())}
	return verify.Side{Series: s, Program: site.NewProgram(h, where)}
}

func compare(t *testing.T, dir string, before, after []*heap.Heap, level diagnose.Level) *verify.Result {
	t.Helper()
	r, err := verify.Compare(t.Context(), side(t, dir, before), side(t, dir, after), verify.Options{Level: level})
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// states gives what became of what.
func states(r *verify.Result) (all []string) {
	for _, c := range r.Changes {
		all = append(all, string(c.State)+" "+c.Counted)
	}
	return all
}

const leak = `package App;
use strict; use warnings;
our ($requests, @queue, %seen) = (0);
package App::Bus;
sub new { return bless { on => [], n => 0 }, shift }
sub on  { my ($self, $cb) = @_; push @{ $self->{on} }, $cb; return $self }
sub off { my ($self, $cb) = @_; @{ $self->{on} } = grep { $_ != $cb } @{ $self->{on} }; return $self }
package App;
our $bus = App::Bus->new;
sub work {
    my ($class, $n) = @_;
    $requests++;
    my $request = { id => $n };
    my $cb = sub { $request->{done}++ };
    $bus->on($cb);
    return $n;
}
1;
`

// TestCured: each kind of edit around a cure leaves the suspect recognisable.
func TestCured(t *testing.T) {
	off := strings.Replace(leak, "return $n", "$bus->off($cb);\n    return $n", 1)
	shifted := strings.Replace(off, "our ($requests", "# one\n# two\nsub other { my $x = shift; return sub { $x } }\nour ($requests", 1)
	for name, c := range map[string]struct {
		after source
		want  []string
	}{
		"as it is":          {source{"App.pm": leak}, []string{"still there closures"}},
		"lines shifted":     {source{"App.pm": strings.Replace(leak, "package App::Bus", "\n\nsub other { my $x = shift; return sub { $x } }\n\npackage App::Bus", 1)}, []string{"still there closures"}},
		"cured":             {source{"App.pm": off}, []string{"gone closures"}},
		"cured and shifted": {source{"App.pm": shifted}, []string{"gone closures"}},
		"renamed file":      {source{"App.pm": "require Other; 1;\n", "Other.pm": leak}, []string{"still there closures"}},
		"cured and renamed": {source{"App.pm": "require Other; 1;\n", "Other.pm": shifted}, []string{"gone closures"}},
		"another leak":      {source{"App.pm": strings.Replace(off, "return $n", "$seen{$n} = { of => $n, text => 'x' x 200 };\n    return $n", 1)}, []string{"gone closures", "new entries"}},
		"without the sub":   {source{"App.pm": strings.Replace(leak, "my $cb = sub { $request->{done}++ };\n    $bus->on($cb);", "", 1)}, []string{"gone closures"}},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			before := run(t, dir, source{"App.pm": leak})
			after := run(t, dir, c.after)
			r := compare(t, dir, before, after, diagnose.Medium)
			if got := states(r); !slices.Equal(got, c.want) {
				t.Fatalf("%q, want %q: %+v", got, c.want, r.Changes)
			}
			if cured := r.Changes[0].State == wire.VerifyGone && len(r.Changes) == 1; r.Cured() != cured {
				t.Errorf("cured: %v", r.Cured())
			}
			if r.Changes[0].Per == nil {
				t.Errorf("nothing counts the work: %+v", r.Changes[0])
			}
			if want := []int64{50, 450, 850}; !slices.Equal(r.Changes[0].Before, want) {
				t.Errorf("before there were %d closures, not %d", r.Changes[0].Before, want)
			}
		})
	}
}

// TestWork: a run that did a tenth leaks no less for that, one that did nearly
// nothing proves nothing.
func TestWork(t *testing.T) {
	for _, c := range []struct {
		steps, more string
		want        string
	}{
		{"5, 40, 40", "", "still there closures"},
		{"5, 2, 1", "$bus->off($cb);", "unclear closures"},
		{"5, 40, 40", "$bus->off($cb);", "gone closures"},
	} {
		dir := t.TempDir()
		before := run(t, dir, source{"App.pm": leak})
		text := strings.Replace(leak, "return $n", c.more+"\n    return $n", 1)
		after := run(t, dir, source{"App.pm": strings.Replace(text, "sub work", "sub steps { return ("+c.steps+") }\nsub work", 1)})
		r := compare(t, dir, before, after, diagnose.Medium)
		if got := states(r); !slices.Equal(got, []string{c.want}) {
			t.Errorf("%s %s: %q, want %q", c.steps, c.more, got, c.want)
		}
	}
}

// TestLimit: a limit that the text of today has says nothing of what ran before it.
func TestLimit(t *testing.T) {
	const log = `package App;
use strict; use warnings;
our @log;
sub work {
    my ($class, $n) = @_;
    push @log, { n => $n, text => 'x' x 100 };
    return $n;
}
1;
`
	dir := t.TempDir()
	before := run(t, dir, source{"App.pm": log})
	after := run(t, dir, source{"App.pm": strings.Replace(log, "    return", "    shift @log while @log > 100;\n    return", 1)})
	later := time.Now().Add(time.Hour)
	if err := os.Chtimes(filepath.Join(dir, "App.pm"), later, later); err != nil {
		t.Fatal(err)
	}
	r := compare(t, dir, before, after, diagnose.Medium)
	if got := states(r); !slices.Equal(got, []string{"gone entries"}) {
		t.Errorf("%q: %+v", got, r.Changes)
	}
	if got := r.Changes[0].After; !slices.Equal(got, []int64{50, 100, 100}) {
		t.Errorf("after there are %d", got)
	}
}

// TestAmounts: with one dump on a side, what is in them is compared.
func TestAmounts(t *testing.T) {
	dir := t.TempDir()
	before := run(t, dir, source{"App.pm": leak})
	after := run(t, dir, source{"App.pm": strings.Replace(leak, "return $n", "$bus->off($cb);\n    return $n", 1)})
	r := compare(t, dir, before, after[2:], diagnose.Medium)
	if got := states(r); r.Growth || !slices.Equal(got, []string{"gone closures"}) {
		t.Errorf("%q", got)
	}
	_, err := verify.Compare(t.Context(), side(t, dir, after), side(t, dir, after), verify.Options{Level: diagnose.High})
	if !errors.Is(err, verify.ErrNothing) {
		t.Errorf("of a program that is healthy: %v", err)
	}
}

// TestRunsAreNotMixedUp: addresses in keys and names differ in each run.
func TestRunsAreNotMixedUp(t *testing.T) {
	const keyed = `package App;
use strict; use warnings;
my $self = {};
our %by = ("$self" => { list => [] });
sub work {
    my ($class, $n) = @_;
    push @{ $by{"$self"}{list} }, "some text $n";
    return $n;
}
1;
`
	dir := t.TempDir()
	before := run(t, dir, source{"App.pm": keyed})
	after := run(t, dir, source{"App.pm": "my @other = map { {} } 1 .. 1000;\n" + keyed})
	r := compare(t, dir, before, after, diagnose.Medium)
	if got := states(r); !slices.Equal(got, []string{"still there entries"}) {
		t.Errorf("%q: %+v", got, r.Changes)
	}
}
