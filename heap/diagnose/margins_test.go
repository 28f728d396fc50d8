package diagnose_test

import (
	"testing"

	"github.com/perlheap/perlheap/heap/diagnose"
)

// side is on which side of a threshold a number is, and of what: of the first
// suspect of a program that leaks, if that is the leak, or of any of an innocent
// program.
type side struct{ reached, innocent bool }

// nearest is a number that comes nearest to a threshold from a side.
type nearest struct {
	diagnose.Measure
	program string
}

// margins are how near programs come to each threshold.
type margins map[*diagnose.Threshold]map[side]nearest

// add takes up what the suspects of a program were judged by.
func (m margins) add(p *program, all []diagnose.Suspect) {
	innocent := len(p.Culprit) == 0
	if !innocent {
		if p.rank(all) != 1 {
			return
		}
		all = all[:1]
	}
	for i := range all {
		for _, n := range all[i].Measures {
			if m[n.Threshold] == nil {
				m[n.Threshold] = map[side]nearest{}
			}
			at := side{n.Value >= n.Least, innocent}
			was, known := m[n.Threshold][at]
			if !known || at.reached && n.Value < was.Value || !at.reached && n.Value > was.Value {
				m[n.Threshold][at] = nearest{n, p.name}
			}
		}
	}
}

// log prints, as rows of a table, for each threshold what comes nearest to it.
func (m margins) log(t *testing.T) {
	t.Helper()
	for _, of := range diagnose.Thresholds {
		row := "| " + of.Name + " | " + of.String()
		for _, at := range []side{{false, false}, {false, true}, {true, false}, {true, true}} {
			row += " | "
			if n, known := m[of][at]; known {
				row += n.String() + ", " + n.program
			}
		}
		t.Log(row + " |")
	}
}
