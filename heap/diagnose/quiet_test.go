package diagnose_test

import (
	"fmt"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/diagnose"
)

// TestQuiet lets real applications work, small programs around modules of CPAN
// that are known to be healthy, and takes three dumps of each. It logs what the
// rules say about them.
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
			judged := p.judge(t, wanted...)
			for i, all := range judged {
				t.Logf("%s, %s: %s", p.name, strings.Join(wanted[i], " "), levels(all))
			}
			for _, s := range judged[0] {
				if s.Level != diagnose.Low {
					t.Logf("it is healthy, but %s line %d is %s: %s %v", s.Place.File, s.Place.Line, s.Level, s.Why, s.Counts)
				}
			}
		})
	}
}

// levels says how many suspects are of which level.
func levels(all []diagnose.Suspect) string {
	n := map[diagnose.Level]int{}
	for _, s := range all {
		n[s.Level]++
	}
	return fmt.Sprintf("%d high, %d medium, %d low", n[diagnose.High], n[diagnose.Medium], n[diagnose.Low])
}
