package diagnose_test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/diagnose"
)

// TestQuiet lets real applications work, small programs around modules of CPAN
// that do not leak, and takes three dumps of each. With all three nothing may be
// above low; what is with one dump or two, is logged.
func TestQuiet(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	if err := exec.Command("perl", "-MDevel::MAT::Dumper", "-e1").Run(); err != nil {
		t.Skip("needs perl with Devel::MAT::Dumper")
	}
	apps, err := filepath.Glob("../../testdata/quiet/*/App.pm")
	if err != nil || len(apps) == 0 {
		t.Fatalf("no applications in testdata/quiet: %v", err)
	}
	for _, app := range apps {
		dir, err := filepath.Abs(filepath.Dir(app))
		if err != nil {
			t.Fatal(err)
		}
		p := &program{name: filepath.Base(dir), dir: dir, run: filepath.Join(ours, "run.pl")}
		t.Run(p.name, func(t *testing.T) {
			t.Parallel()
			p.write(t)
			for i, all := range p.judge(t, wanted...) {
				say := t.Logf
				if len(wanted[i]) == 3 {
					say = t.Errorf
				}
				for _, s := range all {
					if s.Level != diagnose.Low {
						say("%s is healthy, but with %s %s line %d is %s: %s %v", p.name,
							strings.Join(wanted[i], " "), s.Place.File, s.Place.Line, s.Level, s.Why, s.Counts)
					}
				}
			}
		})
	}
}
