package diagnose

import "testing"

// TestVerdict: one dump or two show no trend, what is limited or replaced is no
// leak, and what only grows is no bet without being much.
func TestVerdict(t *testing.T) {
	speaks := func(all ...Principle) (e []Evidence) {
		for _, p := range all {
			e = append(e, Evidence{Principle: p, For: true})
		}
		return e
	}
	against := func(e []Evidence, all ...Principle) []Evidence {
		for _, p := range all {
			e = append(e, Evidence{Principle: p})
		}
		return e
	}
	for _, c := range []struct {
		name string
		of   []Evidence
		want Level
	}{
		{"nothing is known", nil, Low},
		{"a leak", speaks(Growing, Numerous, Explains), High},
		{"a leak whose cohort stays", speaks(Growing, Numerous, Explains, Survives), High},
		{"it is replaced", against(speaks(Growing, Numerous, Explains), Survives), Low},
		{"a small leak", against(speaks(Growing, Numerous), Explains), Medium},
		{"hardly anything", against(speaks(Growing, Numerous), Explains, TooLittle), Low},
		{"a step that did not grow", against(speaks(Numerous, Explains), Growing), Low},
		{"less and less", against(speaks(Growing, Numerous, Explains), Saturates), Low},
		{"less and less of what nothing holds", against(speaks(Unheld, Growing, Numerous, Explains), Saturates), Medium},
		{"less and less, in step with what may count it", against(speaks(Growing, Numerous, Explains, Steady), Saturates), Medium},
		{"the source limits it", against(speaks(Growing, Numerous, Explains), Bounded), Low},
		{"filled by lookup", against(speaks(Growing, Numerous, Explains), Lookup), Medium},
		{"two dumps", against(speaks(Numerous, Explains), FewDumps, Growing, Unheld), Low},
		{"one dump of many cycles", against(speaks(Unheld, Numerous, Explains), FewDumps), High},
		{"one dump of small cycles", against(speaks(Unheld, Numerous), FewDumps, Explains), Medium},
		{"one dump of a few cycles", against(speaks(Unheld, Explains), FewDumps, Numerous), Low},
		{"one dump of many cycles that end themselves when they are called", against(speaks(Unheld, Numerous, Explains), FewDumps, Pending), Low},
		{"three dumps of such that may have been replaced", against(speaks(Unheld, Growing, Numerous, Explains), Pending), Low},
		{"one dump of dead entries", against(speaks(PiledUp), FewDumps), Medium},
		{"a truncated dump", against(speaks(Unheld, Growing, Numerous, Explains), Truncated), Low},
	} {
		if got := verdict(c.of); got != c.want {
			t.Errorf("%s is %s, want %s", c.name, got, c.want)
		}
	}
}
