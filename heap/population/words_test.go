package population_test

import (
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/population"
)

// TestAlone: a sub that the last dump has not keeps its name, and is told apart from the
// one that stands there now.
func TestAlone(t *testing.T) {
	at := heap.Location{File: "app.pl", Line: 2}
	top := &population.Population{}
	for want, s := range map[string][2]path.Step{
		"sub app.pl:2 (not found in the last dump)": {{}, {Kind: path.Closure, At: at, Alone: true}},
		"sub app.pl:2": {{}, {Kind: path.Closure, At: at}},
		"my $x of &work (not found in the last dump)":        {{Kind: path.Captured, Text: "$x", Sub: "&work", At: at, Alone: true}, {}},
		"my $x of sub app.pl:2 (not found in the last dump)": {{Kind: path.Captured, Text: "$x", At: at, Alone: true}, {}},
		"my $x of &work": {{Kind: path.Captured, Text: "$x", Sub: "&work", At: at}, {}},
	} {
		if got := (population.Writer{}).Path(&population.Population{Parent: top, Step: s[0], Class: s[1]}); got != want {
			t.Errorf("%q, not %q", got, want)
		}
	}
}
