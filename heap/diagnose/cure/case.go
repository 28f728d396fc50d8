package cure

import (
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/site"
)

// Case is what a heap tells of a cycle that nothing outside holds: what a cure
// is decided by, besides the text.
type Case struct {
	Perl uint32 // the version that ran, as pmat.Header.Perl counts
	// Subs are the closures of the cycle that lead back to themselves by what
	// they captured, the one that the suspect stands for first. With any of
	// them the cure is for them, else for Refs.
	Subs []Sub
	// Refs are the references between objects and data on the way around.
	Refs []Ref
	// Whole means that without what is to be weakened (what the Subs captured,
	// or the Ref that is Back) nothing of the cycle leads back to itself.
	Whole bool
}

// Sub is a closure.
type Sub struct {
	Path     string // absolute; empty if there is no text
	File     string // for a person
	Line     int    // in the text that the case was made with, 1-based
	Own      bool   // it is in the program's own code
	Captures []Capture
}

// at writes where a closure is.
func (s *Sub) at() string {
	return site.Place{File: s.File, Line: perl.Line(s.Line)}.String()
}

// Capture is a variable that a closure captured and that leads back to it.
type Capture struct {
	Name  string // with sigil
	Holds Holds
	What  string // what it holds, for a person: a class, `a HASH`
	Way   string // from what it holds to the closure, for a person: {cb}; empty if that is no key
	Key   string // the first key of Way; empty if it has none
	Sub   int    // of HoldsSub: which of the case's Subs; -1 if it is none of them
	// Alone means that somewhere in the heap nothing but such closures holds what
	// the variable holds: weakened, it would be gone before they are called.
	Alone bool
}

// Holds says what a captured variable holds.
type Holds uint8

// What a captured variable may hold.
const (
	HoldsObject Holds = iota // an object that leads back to the closure
	HoldsData                // a hash or array without a class that does
	HoldsItself              // the very closure
	HoldsSub                 // another closure
	IsData                   // nothing: the variable is a hash or array itself
)

// Ref is a reference from an object, or from data, to the next of a cycle.
type Ref struct {
	Name string // for a person: `{up} of App::Node`
	Key  string // the key, if the way has no other step
	Many bool   // the way leads through elements: what it leads to is one of many
	Own  bool   // what has it is of the program's own
	// Module means that what has it is of a module, whose text is not to be changed.
	Module bool
	Path   string // of the line that sets it, if that was found
	File   string
	Line   int
	Value  Value
	// Attribute means that the line declares an attribute (has), by whose options
	// all that set it weaken.
	Attribute bool
	// Back means that it is the one to weaken: what it leads to is held by
	// others, by the source, and nothing in the heap says otherwise.
	Back bool
	// Steps is how many references the way has, at least 1.
	Steps int
	// Code means that the way leads through a closure, which may have no other
	// holder: weakened, the reference would free it.
	Code bool
}

// Text is a file as it is now.
type Text struct {
	Bytes []byte
	// Line says where a line of the text that the case was made with is now, 0
	// if it is gone; nil if nothing has moved.
	Line func(line int) perl.Line
}

func (t *Text) line(line int) perl.Line {
	if t.Line == nil {
		return perl.Line(line)
	}
	return t.Line(line)
}

// Edit replaces text[Start:End] by New.
type Edit struct {
	Start, End int
	New        string
}

// Cure is what may end a leak.
type Cure struct {
	Fix   string // what to do, in a sentence without its full stop
	Title string // of the edits, for a menu; empty if there are none
	Why   string // what to think of before taking them, as a clause
	Path  string // of the file that the edits are for
	Edits []Edit // by Start, without overlaps
}
