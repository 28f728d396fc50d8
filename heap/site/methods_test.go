package site_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// perl records no line of a method: those without a name are told apart by what
// is in them. It needs a perl from 5.38 on, beside perl or in PERLHEAP_PERLS.
func TestAnonymousMethods(t *testing.T) {
	tried := 0
	for _, perl := range append([]string{"perl", "perl5.38", "perl5.40", "perl5.42"}, strings.Fields(os.Getenv("PERLHEAP_PERLS"))...) {
		if exec.Command(perl, "-Mfeature=class", "-MDevel::MAT::Dumper", "-e1").Run() != nil {
			continue
		}
		tried++
		t.Run(filepath.Base(perl), func(t *testing.T) {
			p := runOn(t, perl, map[string]string{"prog.pl": `use v5.38;
use feature 'class';
no warnings 'experimental';
class Timer {
    field $n :param;
    field $first = 'made at once';
    method start ($by) {
        return method ($more) { return $n + $by + $more };
    }
    method name {
        my $prefix = 'timer';
        return method { return join ' ', $prefix, $first, $n };
    }
}
our @keep = map { my $t = Timer->new(n => $_); ($t->start(1), $t->name) } 1 .. 9;
` + dumpHere}, "prog.pl")
			p.want("closure &Timer::__ANON__: 9 at sub prog.pl:8 exact", "closure &Timer::__ANON__: 9 at sub prog.pl:12 exact", "sub &Timer::start: 1 at sub prog.pl:7 exact")
			if d := p.drifted(); len(d) > 0 {
				t.Errorf("drifted: %q", d)
			}
		})
	}
	if tried == 0 {
		t.Skip("no perl has the feature class")
	}
}
