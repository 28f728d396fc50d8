// Package diagnose judges which lines of a program make its heap grow without
// end, from one dump or, better, from several of one process.
//
// Perl frees by reference counts, so there are few ways to leak, and each
// leaves its own trace: a cycle that nothing outside holds any more, a
// container that nothing is ever removed from, a chain in which each handler
// keeps the one before, names that string eval puts into a symbol table, the
// entries that dead weak references leave behind. The rules look for these
// traces and for where the source makes them; they know no module by name.
//
// What is found is a suspicion with its evidence, not a proof; Level says how
// strong it is. Facts are "alive" only.
package diagnose

import (
	"cmp"
	"context"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose/cure"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// Level is how strong a suspicion is.
type Level = wire.Level

// The levels. A big heap that does not grow gives nothing above Low.
const (
	High   = wire.LevelHigh
	Medium = wire.LevelMedium
	Low    = wire.LevelLow
)

// Suspect is a line that the heap probably grows by, with the evidence.
type Suspect struct {
	Rank  int
	Score float64 // 0 … 100: the part of the growth, or of the heap, that it explains, weighed
	Level Level
	Kind  Kind
	Placement
	Class    string // of the objects that collect, or that the cycle goes through
	Captured string // variables of the closure, with sigil, separated by commas
	Holder   string // what collects: `{events}{message} of Chat::Backend`
	// HolderPlace is where the holder is declared or its sub begins.
	HolderPlace site.Place
	// Added is the line that puts closures into the holder, if it was found.
	Added  site.Place
	SV     heap.SV // an example, or the container, in the last heap
	Count  int     // entries of the container, closures, or cycles, in the last heap
	Counts []int   // the same in each heap
	// Counted is what Count counts, if not what collects itself: the objects and subs,
	// or the SVs, of cycles that become larger and not more.
	Counted  string
	Trend    growth.Trend
	Bytes    []int64       // what it retains in each heap
	Retained retained.Size // in the last heap: of the closures, the links, the cycles, or of the containers
	Grown    int64         // bytes since the first heap
	Cycle    []string      // the shortest cycle, in Perl's terms
	CycleAt  []site.Place  // of each step of Cycle, where what refers was made; a line of 0 where that is not known
	Why      Explanation
	Fix      string // one sentence
	// Case is what the cure of a cycle is decided on, together with the current
	// text; nil for what has no such cure.
	Case *cure.Case

	// Parts grow in step with it and are counted with it, those that grew most first.
	Parts []Part

	// Evidence is what speaks for and against the suspicion; Measures are the
	// numbers behind it.
	Evidence []Evidence
	Measures []Measure

	finding
}

// finding is what patterns and rules tell each other about a suspect while they look into
// it. Nobody else sees it.
type finding struct {
	unknown bool                     // it fits no pattern: only its bytes say that it grows
	into    string                   // what the entries are added to
	objects string                   // the class of these, if they are objects
	of      []*population.Population // that collect
	cohort  cohort                   // what came of an earlier heap's; of populations, it is known later
	inList  bool                     // closures of one line are the elements of an ARRAY
	memo    bool                     // the container is filled by its own lookup, or as once says
	once    once                     // on what condition it is filled, if not by //=
	pending string                   // how the closure of a cycle ends it itself; "" if it does not
	bounded string                   // how the source limits the container; "" if it does not
	removed string                   // what takes entries out of it; "" if nothing does
}

// WhyHeld says why it is a suspect and who holds it, in one sentence.
func (s *Suspect) WhyHeld() string { return s.Why.heldBy(s.Holder) }

// Course says how what collects went from dump to dump: its number, or
// the bytes of a string; empty for a single dump.
func (s *Suspect) Course() string {
	if len(s.Counts) < 2 {
		return ""
	}
	return arrows(s.course(), s.inBytes())
}

// inBytes reports whether its bytes say how it grows, and not its number.
func (s *Suspect) inBytes() bool { return s.Kind == Text || s.unknown }

// Alive says how much there is of what is counted.
func (s *Suspect) Alive() string { return s.number(s.Count) + " alive" }

// Amounts are how much there is of the suspect, in words: what is counted, but for
// what is one however large, as a string, and what it retains.
func (s *Suspect) Amounts() []string {
	retained := s.Retained.String() + " retained"
	if s.inBytes() {
		return []string{retained}
	}
	return []string{s.Alive(), retained}
}

// number writes a number of what is counted.
func (s *Suspect) number(n int) string {
	if s.Counted == "" {
		return words.Count(n)
	}
	return words.Count(n) + " " + s.Counted
}

// Growth returns by how much Count grew since the first heap.
func (s *Suspect) Growth() int {
	if len(s.Counts) < 2 {
		return 0
	}
	return s.Counts[len(s.Counts)-1] - s.Counts[0]
}

// Options are for [Find].
type Options struct {
	Program *site.Program // of the last heap; nil for one without files: places are then those that it records
	Limit   int           // how many suspects to give; 0 for DefaultLimit
	// Keys are the keys of hashes that texts may show; nil for all.
	Keys words.Keys
}

// DefaultLimit is how many suspects are returned by default.
const DefaultLimit = 10

// Find ranks suspects, the strongest first.
func Find(ctx context.Context, s *growth.Series, opt Options) ([]Suspect, error) {
	known, err := newFacts(ctx, s)
	if err != nil {
		return nil, err
	}
	f := &finder{
		facts: known, src: newSources(s.Last(), opt.Program), paths: path.Finder{Heap: s.Last()}, write: path.Writer{Keys: opt.Keys},
		claimed: map[*population.Population]bool{},
	}
	for _, t := range f.src.own {
		t.uncalled = f.uncalled
	}
	for _, p := range patterns {
		if err := p.find(f); err != nil {
			return nil, err
		}
	}
	return f.ranked(cmp.Or(opt.Limit, DefaultLimit)), nil
}

// ranked sorts what was found and drops repetitions of a line.
func (f *finder) ranked(limit int) []Suspect {
	f.limitElsewhere()
	f.join()
	for i := range f.found {
		f.judge(&f.found[i])
		if s := &f.found[i]; s.Certainty.IsGuess() && s.Level == High {
			s.Level = Medium // nobody should bet on a line that is a guess
		}
	}
	slices.SortStableFunc(f.found, func(a, b Suspect) int {
		return cmp.Or(
			cmp.Compare(order(a.Level), order(b.Level)),
			cmpBool(a.unknown, b.unknown),
			-cmp.Compare(a.Score, b.Score),
			cmp.Compare(a.Place.File, b.Place.File),
			cmp.Compare(a.Place.Line, b.Place.Line),
		)
	})
	seen := map[site.Line]bool{}
	out := []Suspect{}
	for _, s := range f.found {
		if s.Score < leastScore || s.Place.Line > 0 && seen[s.Place.At()] || f.echoes(&s, out) || len(out) == limit {
			continue
		}
		seen[s.Place.At()] = true
		s.Rank = len(out) + 1
		out = append(out, s)
	}
	return out
}

// echoes reports whether a suspect repeats the growth of a better one: what a
// module keeps, in equal numbers and below the same variable, for each thing that a
// certain line of the program gives it.
func (f *finder) echoes(s *Suspect, better []Suspect) bool {
	own := f.src.below(s.Place.Path) && s.Certainty != Reached && !s.Certainty.IsGuess()
	if len(s.Counts) < 3 || s.HolderPlace.Line == 0 || own {
		return false
	}
	return slices.ContainsFunc(better, func(b Suspect) bool {
		return slices.Equal(b.Counts, s.Counts) && b.HolderPlace.At() == s.HolderPlace.At() && f.src.below(b.Place.Path) && !b.Certainty.IsGuess()
	})
}

// leastScore is the least score that is worth a line of output.
const leastScore = 0.5

func order(l Level) int { return slices.Index([]Level{High, Medium, Low}, l) }
