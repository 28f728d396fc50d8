package diagnose

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
)

// most parts of a suspect that are named.
const namedParts = 4

// join makes one suspect of those that grow in step and are filled in one file,
// such as the hashes of an inside-out class: one cure serves all. The others are
// named as its parts.
func (f *finder) join() {
	if len(f.s.Heaps) < trendDumps {
		return
	}
	order := make([]int, len(f.found))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		x, y := &f.found[a], &f.found[b]
		return cmp.Or(cmpBool(f.isReplaced(x), f.isReplaced(y)), cmpBool(x.Certainty.IsGuess(), y.Certainty.IsGuess()), -cmp.Compare(x.Grown, y.Grown))
	})
	var heads []int
	parts := map[int][]*Suspect{}
	for _, i := range order {
		s := &f.found[i]
		at := slices.IndexFunc(heads, func(h int) bool { return inStepWith(&f.found[h], s) })
		if at < 0 {
			heads = append(heads, i)
			continue
		}
		parts[heads[at]] = append(parts[heads[at]], s)
	}
	slices.Sort(heads) // as they were found
	joined := make([]Suspect, 0, len(heads))
	for _, i := range heads {
		s := f.found[i]
		s.tellParts(parts[i])
		joined = append(joined, s)
	}
	f.found = joined
}

func cmpBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return 1
	}
	return -1
}

// inStepWith reports whether two containers grow by the same amount in every step,
// and are filled in the same file.
func inStepWith(s, other *Suspect) bool {
	if s.Kind != other.Kind || s.Kind != Entries || s.Place.Path == "" || s.Place.Path != other.Place.Path || s.Place.Line == other.Place.Line {
		return false
	}
	if (s.bounded == "") != (other.bounded == "") || s.memo != other.memo {
		return false
	}
	for k := 1; k < len(s.Counts); k++ {
		step, same := float64(s.Counts[k]-s.Counts[k-1]), float64(other.Counts[k]-other.Counts[k-1])
		if step <= 0 || same < step*(1-inStep.Least) || same > step*(1+inStep.Least) {
			return false
		}
	}
	return true
}

// isReplaced reports whether what a suspect had in an earlier heap is gone: something
// else that grows in step with it keeps what collects, and it is made anew from that.
func (f *finder) isReplaced(s *Suspect) bool {
	c := f.cohortOfSuspect(s)
	return float64(c.was) >= cohortLeast.Least && float64(c.still) < survival.Least*float64(c.was)
}

// Part is something that grows in step with a suspect.
type Part struct {
	What   string // {by_name} of Registry
	Place  site.Place
	Counts []int
	Grown  int64 // bytes since the first heap
}

// String says what it is, where it is filled, and how it grows.
func (p Part) String() string {
	course := Suspect{Counts: p.Counts}
	return fmt.Sprintf("%s, filled at %s: %s", p.What, p.Place, course.Course())
}

// tellParts adds what grows in step to a suspect.
func (s *Suspect) tellParts(parts []*Suspect) {
	if len(parts) == 0 {
		return
	}
	var names []string
	for _, p := range parts {
		s.Parts = append(s.Parts, Part{p.into, p.Place, p.Counts, p.Grown})
		s.Grown += p.Grown
		if len(names) < namedParts {
			names = append(names, fmt.Sprintf("%s (line %d)", p.into, p.Place.Line))
		}
	}
	if n := len(parts) - len(names); n > 0 {
		names = append(names, words.Count(n)+" more")
	}
	s.Why.add("; in step with it grow " + strings.Join(names, ", "))
}
