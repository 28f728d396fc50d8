package diagnose_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"testing"

	"github.com/perlheap/perlheap/heap/diagnose"
)

// TestOncePerGrowth: what perl or a module keeps along with what the program
// adds is no suspect of its own.
func TestOncePerGrowth(t *testing.T) {
	if err := exec.Command("perl", "-MDevel::MAT::Dumper", "-e1").Run(); err != nil {
		t.Skip("needs perl with Devel::MAT::Dumper")
	}
	const dumps = "    Devel::MAT::Dumper::dump(\"$ARGV[0]/$step.pmat\");\n}\n"
	const loop = `package Loop;
sub new { bless { notifiers => {}, queue => [] }, shift }
sub add {
    my ($self, $timer) = @_;
    $self->{notifiers}{$timer} = $timer;
    push @{ $self->{queue} }, bless [ $timer->{at}, bless({ text => 'x' x 40 }, 'Loop::Elem') ], 'Loop::Node';
}
package Loop::Timer;
sub new { my ($class, %with) = @_; my $self = bless {%with}, $class; Scalar::Util::weaken(my $weak = $self); $self->{run} = sub { $weak->{code}->() }; $self }
1;
`
	for name, c := range map[string]struct {
		program string
		line    int
		kind    diagnose.Kind
	}{
		"timers of a module": {`use strict; use warnings; use lib 'local/lib/perl5'; use Scalar::Util (); use Loop; use Devel::MAT::Dumper;
my $loop = Loop->new;
sub watch {
    my ($session) = @_;
    my $timer = Loop::Timer->new(at => 3600, code => sub { $session->{expired} = 1 });
    $loop->add($timer);
}
for my $step (qw(early mid late)) {
    watch({ id => $_, data => 'd' x 100 }) for 1 .. 100;
`, 5, diagnose.Closures},
		"regexps with code": {`use strict; use warnings; use re 'eval'; use Devel::MAT::Dumper;
our @rules;
sub rule {
    my ($word) = @_;
    my $hits = 0;
    push @rules, qr/\b$word\b(?{ $hits++ })/;
}
for my $step (qw(early mid late)) {
    rule("w$_") for 1 .. 150;
`, 6, diagnose.Entries},
	} {
		t.Run(name, func(t *testing.T) {
			dir := t.TempDir()
			lib := filepath.Join(dir, "local", "lib", "perl5")
			if err := os.MkdirAll(lib, 0o700); err != nil {
				t.Fatal(err)
			}
			for path, text := range map[string]string{filepath.Join(lib, "Loop.pm"): loop, filepath.Join(dir, "prog.pl"): c.program + dumps} {
				if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}
			run := exec.Command("perl", filepath.Join(dir, "prog.pl"), dir)
			run.Dir = dir
			if out, err := run.CombinedOutput(); err != nil {
				t.Fatalf("%v\n%s", err, out)
			}
			p := &program{name: name, dir: dir, dumps: dir}
			found := p.find(t, "early", "mid", "late")
			if len(found) != 1 || int(found[0].Place.Line) != c.line || found[0].Kind != c.kind || found[0].Level != diagnose.High {
				logSuspects(t, found)
				t.Errorf("want one suspect: high, %s, line %d", c.kind, c.line)
			}
		})
	}
}
