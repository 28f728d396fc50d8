package diagnose

import (
	"strings"
	"testing"
)

// A reference to perl's own undef is held by a closure that roots reach, and by
// others of its sub that nothing holds: asking who else holds the undef answers.
func TestReferenceToImmortal(t *testing.T) {
	found, _ := ofModule(t, "None.pm", "package Vendor::None;\n1;\n", `use strict;
use Devel::MAT::Dumper;
our @keep;
sub make { my ($what) = @_; my $f = sub { return $what }; $what->{cb} = $f if ref $what eq 'HASH'; return $f }
push @keep, make(\undef), make(\!!1), make(\!!0);
for my $step (1, 2, 3) {
    make({ n => $_ }) for 1 .. 300;
    Devel::MAT::Dumper::dump("$step.pmat");
}
`)
	if len(found) == 0 || !strings.HasSuffix(found[0].Place.File, "app.pl") || found[0].Kind != SelfSub {
		t.Errorf("found %+v", found)
	}
}
