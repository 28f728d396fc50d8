package diagnose_test

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/diagnose"
)

// TestCertainty asks how the place of a leak is known, and that a guess is
// called one and is never high.
func TestCertainty(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	if err := exec.Command("perl", "-MDevel::MAT::Dumper", "-e1").Run(); err != nil {
		t.Skip("needs perl with Devel::MAT::Dumper")
	}
	for name, want := range map[string]diagnose.Certainty{
		"click-handler": diagnose.Recorded, // the closure's own sub
		"array-object":  diagnose.Stored,
		"generic-put":   diagnose.Stored,  // into the container that its caller passes
		"named-handler": diagnose.Told,    // by the sub that all entries refer to
		"memoized":      diagnose.Reached, // the only call of the module
		"module-tree":   diagnose.Reached,
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			p := readProgram(t, filepath.Join(ours, name))
			p.write(t)
			all := p.find(t, "early", "mid", "late")
			if p.rank(all) != 1 {
				t.Fatalf("%s", p.verdict(all))
			}
			if got := all[0].Certainty; got != want {
				t.Errorf("%s is %s, want %s: %s", all[0].Place, got, want, all[0].Reason)
			}
			for _, s := range all {
				said := strings.Contains(s.Why.String(), "the line is a guess")
				if guess := s.Certainty.IsGuess() && s.Place.Line > 0; guess != said || guess && s.Level == diagnose.High {
					t.Errorf("%s is known as %s and %s, and yet %q", s.Place, s.Certainty, s.Level, s.Why)
				}
			}
		})
	}
}
