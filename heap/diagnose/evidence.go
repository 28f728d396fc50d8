package diagnose

import (
	"fmt"
	"math"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/growth"
	words "github.com/perlheap/perlheap/heap/text"
)

// Evidence is something that speaks for or against a suspicion.
type Evidence struct {
	Principle Principle
	For       bool
	Measured  string // what there is, with its numbers
	Needed    string // what would speak for the suspicion
}

// Principle is a kind of evidence.
type Principle string

// The principles.
const (
	Unheld    Principle = "unheld"              // nothing in the dump holds it
	Growing   Principle = "keeps growing"       // there is more in every step, and the heap grows
	Explains  Principle = "explains the growth" // it is much of what the heap grew by, and of the heap
	Survives  Principle = "survives"            // what came between the first dumps is still there
	Numerous  Principle = "numerous"            // it is no coincidence
	PiledUp   Principle = "piled up"            // one dump shows that it is of no use any more
	Bounded   Principle = "bounded"             // the source limits it
	Saturates Principle = "saturates"           // less and less comes
	Steady    Principle = "in step with load"   // as much comes as before for what the program does
	Removed   Principle = "taken out"           // the program takes entries out again
	Pending   Principle = "awaits its call"     // it lets go of itself when it is called, which may come
	Lookup    Principle = "filled by lookup"    // it is full when everything was asked for once
	TooLittle Principle = "too little"          // it explains nothing
	FewDumps  Principle = "few dumps"           // one shows no growth, two no trend
	Unknown   Principle = "fits no pattern"     // nobody knows why it grows
	Truncated Principle = "truncated dump"      // what is missing may hold it, or be the rest of it
)

const trendDumps = 3 // so many dumps show a trend

// weigh collects what speaks for and against a suspicion.
func (f *finder) weigh(s *Suspect) {
	add := func(p Principle, speaks bool, measured, needed string) {
		s.Evidence = append(s.Evidence, Evidence{p, speaks, measured, needed})
	}
	dumps := len(f.s.Heaps)
	for _, h := range f.s.Heaps {
		if h.Damage().Truncation != nil {
			add(Truncated, false, h.File().Path()+" breaks off", "whole dumps")
			break
		}
	}
	switch s.Kind {
	case Cycle, SelfSub:
		add(Unheld, true, "nothing in the dump holds it", "")
	case Foreign: // a module's handles are held so for as long as they are used
		if dumps < trendDumps {
			add(Unheld, false, "C code may hold it", "that nothing does")
		} else {
			add(Unheld, true, "nothing in the dump holds it", "")
		}
	default:
		if dumps < trendDumps {
			add(Unheld, false, "something holds it", "that nothing does")
		}
	}
	if dumps < trendDumps {
		add(FewDumps, false, words.CountOf(dumps, "dump", "dumps"), words.Count(trendDumps)+" dumps of the process")
	}
	if dumps == 1 {
		f.weighOne(s, add)
	} else {
		f.weighGrowth(s, add)
	}
	if s.pending != "" && !s.stays() {
		add(Pending, false, s.pending, "three dumps, which show that it stays")
	}
	if s.unknown {
		add(Unknown, false, "it grows, and nothing shows why", "a known way in which a heap grows")
	}
	if s.bounded != "" {
		add(Bounded, false, s.bounded, "that nothing limits it")
	}
	if s.removed != "" && dumps >= trendDumps {
		add(Removed, s.stays(), s.removed, "that what came between the first dumps stays all the same")
	}
	if s.memo {
		measured := "looking an entry up creates it"
		if s.once.line > 0 {
			measured = s.once.String()
		}
		add(Lookup, false, measured, "a statement that adds entries without looking for them")
	}
}

// stays reports whether it was seen that what came to a suspect is still there later.
func (s *Suspect) stays() bool {
	return slices.ContainsFunc(s.Evidence, func(e Evidence) bool { return e.Principle == Survives && e.For })
}

type adder func(p Principle, speaks bool, measured, needed string)

// weighOne is for a single dump.
func (f *finder) weighOne(s *Suspect, add adder) {
	share := float64(s.Retained.Bytes) / float64(f.h.Bytes())
	add(Numerous, s.reaches(manyUnheld, float64(s.Count)), s.Alive(), manyUnheld.String())
	add(Explains, s.reaches(someUnheld, share), words.Percent(share)+" of the heap", someUnheld.String())
	if s.Kind == StaleWeakKeys {
		add(PiledUp, both(s.reaches(manyStale, float64(s.Count)), s.reaches(staleShare, share)),
			fmt.Sprintf("%s of dead weak references, %s of the heap", words.CountOf(s.Count, "entry", "entries"), words.Percent(share)), manyStale.and(staleShare))
	}
	if s.inList {
		add(PiledUp, both(s.reaches(manyListed, float64(s.Count)), s.reaches(listShare, share)),
			fmt.Sprintf("%s closures of one line in an array, %s of the heap", words.Count(s.Count), words.Percent(share)), manyListed.and(listShare))
	}
}

// weighGrowth is for several dumps.
func (f *finder) weighGrowth(s *Suspect, add adder) {
	course := s.course()
	s.Trend = growth.TrendOf(course)
	heaps := f.bytes()
	s.reaches(growing, smallestStep(course)) // as the trend has it
	grows, heapGrows := s.Trend == growth.Grows || s.Trend == growth.Slows, true
	for k := 1; k < len(heaps); k++ {
		heapGrows = heapGrows && heaps[k] > heaps[k-1]
	}
	measured := arrows(course, s.inBytes())
	if !heapGrows {
		measured += ", in a heap of " + arrows(heaps, true)
	}
	add(Growing, grows && heapGrows, measured, "more in every step, in a heap that grows")
	if len(course) > 2 && grows {
		f.weighSteps(s, course, add)
	}
	added := course[len(course)-1] - course[0]
	switch n := len(s.once.marks); {
	case s.inBytes():
		add(Numerous, s.reaches(longText, float64(added)), words.Bytes(added)+" came", longText.String())
	case n > 0: // few large steps are no trend
		came := s.once.marks[n-1] - s.once.marks[0]
		add(Numerous, s.reaches(numerous, float64(came)), "it was filled "+words.CountOf(came, "time", "times"), numerous.String())
	default:
		least := numerous
		if s.Kind == Cycle || s.Kind == SelfSub {
			least = lostMore
		}
		add(Numerous, s.reaches(least, float64(added)), s.number(int(added))+" came", least.String())
	}
	share, part := f.share(s)
	measured = fmt.Sprintf("%s of the heap's growth, %s of the heap as it was", words.Percent(share), words.Percent(part))
	if len(s.Parts) > 0 {
		measured += ", with what grows in step"
	}
	s.weighShare(share, part, measured, add)
	f.weighCohort(s, add)
}

// weighCohort asks whether what an earlier heap has is still there. The whole of it
// speaks only against a suspicion: it may be old and stay, while what comes is done with.
func (f *finder) weighCohort(s *Suspect, add adder) {
	c := f.cohortOfSuspect(s)
	if !s.reaches(cohortLeast, float64(c.was)) {
		return
	}
	stays := s.reaches(survival, float64(c.still)/float64(c.was))
	which := "that were added between the first dumps"
	if c.all {
		which = "in the dump before"
	}
	if stays && c.all {
		return
	}
	add(Survives, stays, fmt.Sprintf("%s of the %s %s are still in the last", words.Count(c.still), words.Count(c.was), which), survival.String())
}

// weighShare asks whether a suspect is much of the growth. What is too little to
// explain anything is not said twice.
func (s *Suspect) weighShare(share, part float64, measured string, add adder) {
	explains := both(s.reaches(explainsShare, share), s.reaches(explainsPart, part))
	if both(s.reaches(littleShare, share), s.reaches(littlePart, part)) {
		add(Explains, explains, measured, explainsShare.and(explainsPart))
	} else {
		add(TooLittle, false, measured, littleShare.and(littlePart))
	}
}

// weighSteps asks whether less and less is added, in relation to what the program did.
func (f *finder) weighSteps(s *Suspect, course []int64, add adder) {
	n := len(course)
	part := float64(course[n-1]-course[n-2]) / float64(course[n-2]-course[n-3])
	if done, known := f.workload(course); known {
		ofExpected := part / done.step
		measured := fmt.Sprintf("measured by %s, the last step is %s of the one before", done, words.Percent(ofExpected))
		if !s.reaches(s.pace(), ofExpected) {
			add(Saturates, false, measured, s.pace().String())
			return
		}
		add(Steady, true, measured, s.pace().String())
		if !done.counts(course) {
			return
		}
		// The counters may merely count what is added.
	} else if done, known := f.lookedUpMore(course); known && s.memo {
		if ofExpected := part / done.step; !s.reaches(s.pace(), ofExpected) {
			add(Saturates, false, fmt.Sprintf("measured by %s, the last step is %s of the one before", done, words.Percent(ofExpected)), s.pace().String())
			return
		}
	}
	if !s.reaches(slowing, part) {
		add(Saturates, false, fmt.Sprintf("the last step is %s of the one before", words.Percent(part)), slowing.String())
	}
}

// pace is how far what collects must keep up with what the program does. What a lookup
// fills does so to the end only if there is always something new to ask for.
func (s *Suspect) pace() *Threshold {
	if s.memo {
		return slowingMemo
	}
	return slowingWork
}

// smallestStep returns the smallest step of a course, as a part of what there was before it.
func smallestStep(course []int64) float64 {
	least := math.Inf(1)
	for k := 1; k < len(course); k++ {
		least = min(least, float64(course[k]-course[k-1])/float64(max(1, course[k-1])))
	}
	return least
}

// course returns the course of what collects: its number, or the bytes of a string.
func (s *Suspect) course() []int64 {
	if s.inBytes() {
		return s.Bytes
	}
	course := make([]int64, len(s.Counts))
	for i, n := range s.Counts {
		course[i] = int64(n)
	}
	return course
}

// share returns a suspect's part of the growth of the heap, at most 1, and what
// part of the first heap that is.
func (f *finder) share(s *Suspect) (share, part float64) {
	first, last := f.s.Heaps[0].Bytes(), f.h.Bytes()
	if last <= first || s.Grown <= 0 {
		return 0, 0
	}
	grown := min(s.Grown, last-first)
	return float64(grown) / float64(last-first), float64(grown) / float64(first)
}

// arrows writes a course of numbers.
func arrows(course []int64, bytes bool) string {
	var all []string
	for _, n := range course {
		if bytes {
			all = append(all, words.Bytes(n))
		} else {
			all = append(all, words.Count(int(n)))
		}
	}
	return strings.Join(all, " → ")
}
