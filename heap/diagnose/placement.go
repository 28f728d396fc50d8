package diagnose

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/site"
)

// Placement is where a suspect is in the source, and how that is known. What leaks
// may be certain even where the line is not.
type Placement struct {
	Place     site.Place // the likeliest; without a line if nothing in the source is known
	Certainty Certainty
	Reason    string      // why this line, as a clause: it pushes to {lines} of Log::Shipper
	Others    []Candidate // further lines that it may be, the likeliest first
}

// Candidate is a line that may be the one of a suspect.
type Candidate struct {
	Place     site.Place
	Certainty Certainty
	Reason    string
}

// Certainty says how a place is known.
type Certainty uint8

// The certainties, the surest last.
const (
	Unplaced Certainty = iota // nothing in the source is known
	Declared                  // the holder is declared there, or its objects are made
	Guessed                   // it is one of several lines that fit as well
	Called                    // the program calls there the module that keeps it
	Told                      // what is on the line is in what collects
	Reached                   // only this call of the program leads to the module that keeps it
	Stored                    // the statement stores into what the container is called by
	Recorded                  // the dump has the line
)

var certainties = [...]string{"unplaced", "declared", "guessed", "called", "told", "reached", "stored", "recorded"}

// String returns the word for a certainty.
func (c Certainty) String() string { return certainties[c] }

// IsGuess reports whether another line is just as likely, so that the place
// should not be relied on.
func (c Certainty) IsGuess() bool { return c < Told }

// collecting is what a pattern wants placed: what collects, and where.
type collecting struct {
	in         path.Found // what the container, or all of one path, are called
	containers []heap.SV  // the biggest first
	members    []heap.SV  // entries in the last heap, only the new ones if these are known
	most       content    // what most of the members are
	sub        string     // of a module, that makes what collects; empty if that is not known
}

// undoCall is what to do where a call of a module adds something.
const undoCall = "undo what the call adds when it is no longer needed, as the module's documentation describes, or call it only once"

// guessed adds to a suspect whose place is a guess that it is one, and which other
// lines it may be; and what to do where the program has only a call.
func (f *finder) guessed(s *Suspect) {
	if s.Certainty == Unplaced {
		return
	}
	if s.Certainty.IsGuess() {
		s.Why.add("; the line is a guess: " + s.Reason)
		for i, o := range s.Others {
			joint := ", or "
			if i == 0 {
				joint = "; it may also be "
			}
			s.Why.add(joint + o.Place.String())
		}
	}
	switch s.Kind {
	case Closures, Timers, Entries, StaleWeakKeys, Text:
		if s.Certainty == Called || s.Certainty == Reached {
			s.Fix = undoCall
		}
	}
}
