package diagnose_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/diagnose"
)

// found runs a program, of one file and of modules that are not its own, and
// returns the suspects of the dumps that it makes after each of its three steps.
func found(t *testing.T, text string, modules map[string]string) []diagnose.Suspect {
	t.Helper()
	if err := exec.Command("perl", "-MDevel::MAT::Dumper", "-e1").Run(); err != nil {
		t.Skip("needs perl with Devel::MAT::Dumper")
	}
	dir := t.TempDir()
	files := map[string]string{"prog.pl": "use strict; use warnings; use lib 'local/lib/perl5'; use Devel::MAT::Dumper;" + text}
	for name, text := range modules {
		files[filepath.Join("local", "lib", "perl5", name)] = text
	}
	for name, text := range files {
		path := filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	run := exec.Command("perl", filepath.Join(dir, "prog.pl"), dir)
	run.Dir = dir
	if out, err := run.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
	p := &program{name: t.Name(), dir: dir, dumps: dir}
	return p.find(t, "early", "mid", "late")
}

const dumped = "    Devel::MAT::Dumper::dump(\"$ARGV[0]/$step.pmat\");\n}\n"

// TestModuleCalls: what a module keeps is placed at the call of the program that has
// it kept, through private subs, imported, or on what another method returns; a call
// that merely leads to the module is not the only one then.
func TestModuleCalls(t *testing.T) {
	const spool = `package Spool;
use Exporter 'import';
our @EXPORT_OK = qw(enqueue);
{
    my %jobs;
    sub flush { my @all = @{ $jobs{$$} || [] }; @{ $jobs{$$} } = (); return @all }
    sub _keep { my ($job) = @_; push @{ $jobs{$$} }, [ $job, 'w' x 50 ]; return }
}
sub enqueue {
    my ($text, %with) = @_;
    my $job = { text => $text };
    _keep($job) if $with{later};
    return $job;
}
1;
`
	const site = `package Site;
sub new { bless { shelves => [ bless { pages => {} }, 'Site::Pages' ], name => 'x' }, shift }
sub shelf { my ($self, $n) = @_; return (grep { 1 } @{ $self->{shelves} })[$n] }
sub render { my ($self, $name) = @_; $self->shelf(0)->define("$name", "page") if $name eq 'none'; return "<$name>" }
package Site::Pages;
sub define { my ($self, $name, $text) = @_; $self->{pages}{$name} = { text => $text, parts => [ split //, $text ] }; return }
1;
`
	for name, c := range map[string]struct {
		program string
		modules map[string]string
		line    int
		want    diagnose.Certainty
	}{
		"imported, through a private sub": {`use Spool qw(enqueue);
my $sent = 0;
sub letter {
    my ($n) = @_;
    my $job = enqueue("letter $n", later => 1);
    $sent += length $job->{text};
}
for my $step (qw(early mid late)) {
    letter($_) for 1 .. 100;
`, map[string]string{"Spool.pm": spool}, 5, diagnose.Reached},
		"of an object of unknown class": {`use Site;
my $site = Site->new;
sub page {
    my ($n, $step) = @_;
    $site->shelf(0)->define("$step/$n", 'text of a page');
    return $site->render("page $n");
}
for my $step (qw(early mid late)) {
    page($_, $step) for 1 .. 100;
`, map[string]string{"Site.pm": site}, 5, diagnose.Called},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			all := found(t, c.program+dumped, c.modules)
			if len(all) == 0 || int(all[0].Place.Line) != c.line || !strings.HasSuffix(all[0].Place.File, "prog.pl") || all[0].Certainty != c.want {
				logSuspects(t, all)
				for _, s := range all {
					t.Log(s.Certainty, s.Reason)
				}
				t.Errorf("want line %d, %s", c.line, c.want)
			}
		})
	}
}
