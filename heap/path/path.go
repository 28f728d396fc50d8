// Package path says what a program calls an SV: `{errors}` of an object of
// Log::Shipper, an element of the lexical @queue of &Foo::run. A path is data,
// a sequence of steps; it becomes words only when it is shown, by [Writer].
package path

import (
	"slices"
	"unique"

	"github.com/perlheap/perlheap/heap"
)

// Kind is the kind of a [Step].
type Kind uint8

// The kinds of steps that a path begins with.
const (
	None      Kind = iota
	Symbol         // a package variable: Text is its name with sigil, At where it was first mentioned
	Lexical        // a variable of a sub: Text is its name with sigil
	Temporary      // the result of an operator, which perl keeps in the pad of a sub after the call
	Object         // Text is its class
	Closure        // a CODE; At is its first statement
	Data           // something with a type and no name: Text is the type
	Root           // held by perl itself: Text is the description of the root
)

// The kinds of steps by which a path continues, from the outside to the inside.
const (
	Key        Kind = iota + 16 // of a HASH whose keys are names: Text is the key, decoded and complete
	AnyKey                      // of a HASH whose keys are data
	Element                     // of an ARRAY, at Index
	AnyElement                  // of an ARRAY, at any index
	Field                       // of an object of perl's own classes: Text is its name with sigil
	Captured                    // a variable of a closure: Text is its name with sigil
	More                        // further steps, which were not followed
	Magic                       // what perl attached to a variable: Text is the letter of the magic
)

// Step is one step of a path.
type Step struct {
	Kind  Kind
	Alone bool // At has no counterpart in the heap that this one is laid on
	Text  string
	Index int64
	Sub   string        // of a Lexical, Temporary or Closure: the name of the sub with &, if it has one
	At    heap.Location // as recorded in the dump; for a Lexical or Temporary that of the sub's first statement
}

// Path is what a program calls an SV. The zero value is the path of something
// without a name. Two paths are equal if their steps are, and compare as fast
// as pointers. They contain no addresses, so paths from different heaps can be
// compared too.
type Path struct{ last unique.Handle[link] }

// link is a step, and the path that it goes on from.
type link struct {
	from Path
	step Step
}

// New returns the path that consists of the given steps.
func New(steps ...Step) Path { return Path{}.Then(steps...) }

// Then returns the path extended by some steps.
func (p Path) Then(steps ...Step) Path {
	for _, s := range steps {
		p = Path{unique.Make(link{p, s})}
	}
	return p
}

// Steps returns the steps, outermost first.
func (p Path) Steps() []Step {
	var steps []Step
	for ; p != (Path{}); p = p.last.Value().from {
		steps = append(steps, p.last.Value().step)
	}
	slices.Reverse(steps)
	return steps
}

// Start returns the step that the path begins with; of kind None if there is
// none.
func (p Path) Start() (s Step) {
	for ; p != (Path{}); p = p.last.Value().from {
		s = p.last.Value().step
	}
	if s.leads() {
		return Step{}
	}
	return s
}

// Way returns the steps after the start, outermost first.
func (p Path) Way() []Step {
	steps := p.Steps()
	if len(steps) > 0 && !steps[0].leads() {
		return steps[1:]
	}
	return steps
}

// Known reports whether the path begins with something that has a name.
func (p Path) Known() bool { return p.Start().Kind != None }

// Symbol returns the name, with sigil, of the package variable that a path
// begins with, or "" if it begins with something else.
func (p Path) Symbol() string { return p.startsWith(Symbol) }

// Lexical returns the name, with sigil, of the variable of a sub that a path
// begins with, or "" if it begins with something else.
func (p Path) Lexical() string { return p.startsWith(Lexical) }

// Class returns the class of the object that a path begins with, or "" if it
// begins with something else.
func (p Path) Class() string { return p.startsWith(Object) }

func (p Path) startsWith(k Kind) string {
	if s := p.Start(); s.Kind == k {
		return s.Text
	}
	return ""
}

// leads reports whether a step leads on from another one.
func (s Step) leads() bool { return s.Kind >= Key }

// IsData reports whether a step says nothing that is in the program's text: it
// is an element, or a key of a table.
func (s Step) IsData() bool { return s.Kind == AnyKey || s.IsElement() }

// IsName reports whether a step is a name that the program's text may have: a
// key or a field.
func (s Step) IsName() bool { return s.Kind == Key || s.Kind == Field }

// IsElement reports whether a step is an element of an ARRAY.
func (s Step) IsElement() bool { return s.Kind == Element || s.Kind == AnyElement }

// Named returns the path without the trailing steps that are data.
func (p Path) Named() Path {
	for p != (Path{}) && p.last.Value().step.IsData() {
		p = p.last.Value().from
	}
	return p
}
