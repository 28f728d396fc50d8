package diagnose

import (
	"slices"
	"sync"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
)

// naming is what a text calls a container: a name, and how many subscripts lead from
// there to it. Of something inside of an entry these are less than none.
type naming struct {
	name    string
	nested  int
	several bool                              // there are so many of the container that a limit of their number limits what is in them
	over    func(t *text, l *perl.Limit) bool // whether the container has far more than a comparison of its size allows; nil if nobody knows
}

// has reports whether a term leads to the container itself or, with one subscript more,
// to an entry of it. What is in an entry is neither.
func (n naming) has(t perl.Term, more int) bool {
	behind, ok := subscriptsBehind(t, n.name)
	return ok && (behind == n.nested+more || n.several && behind < n.nested+more)
}

// isOver reports whether a statement depends on a comparison of the size of the
// container which it has long exceeded: something else keeps the statement from running.
func (n naming) isOver(t *text, on perl.Condition) bool {
	if n.over == nil || on.Guard < 0 {
		return false
	}
	l := &t.record().Limits[on.Guard]
	return l.Kind == perl.LimitSize && n.has(l.Term, 0) && n.over(t, l)
}

// subscriptsBehind counts the subscripts behind the last step, or the variable, of a name.
func subscriptsBehind(t perl.Term, name string) (n int, ok bool) {
	for _, s := range slices.Backward(t.Steps) {
		switch {
		case s.Name == name:
			return n, true
		case s.Kind == perl.StepKey || s.Kind == perl.StepElement:
			n++
		}
	}
	return n, t.Root == perl.RootVariable && baseName(t.Name[1:]) == name
}

// exceeds reports whether a container has far more than a comparison of its size with a
// number allows: the comparison is of something else, or nothing follows from it.
func (f *finder) exceeds(s *Suspect, c *collector) func(t *text, l *perl.Limit) bool {
	held := sync.OnceValue(func() float64 { return float64(f.h.HeldCount(c.sv)) }) // a look at the whole container
	return func(t *text, l *perl.Limit) bool {
		n, ok := f.numberOf(t, l.Than, l.Sub, c.sv)
		return ok && n >= 1 && s.reaches(exceeded, held()/n)
	}
}

// numberOf returns the number that a value in a sub always is, if the text shows it, or if it
// is in a field of the object that has a container.
func (f *finder) numberOf(t *text, v perl.Value, sub int, of heap.SV) (float64, bool) {
	if n, ok := perl.NumberIn(t.decoded.Bytes, v); ok {
		return n, true
	}
	switch n := len(v.Term.Steps); {
	case n == 0 && v.Kind == perl.ValueTerm && v.Term.Root == perl.RootVariable:
		if t.isGiven(v.Term.Name, sub) {
			return 0, false
		}
		return f.fixedNumber(t, v.Term.Name, sub)
	case n == 0 && v.Kind == perl.ValueCall && v.Term.Root != perl.RootVariable: // use constant MOST => 9
		return t.constant(v.Term.Name)
	case n == 1 && isInvocant(v.Term) && v.Term.Steps[0].Name != "":
		return f.fieldNumber(of, v.Term.Steps[0].Name)
	}
	return 0, false
}

// fieldNumber returns the integer in a field of the nearest object above an SV.
func (f *finder) fieldNumber(sv heap.SV, field string) (float64, bool) {
	for range maxNesting {
		if _, isObject := f.h.Package(sv); isObject && f.h.Kind(sv).HashLike() {
			value, ok := f.h.Hash(sv).Value(field)
			if !ok || f.h.Kind(value) != heap.KindScalar {
				return 0, false
			}
			s, err := f.h.Scalar(value)
			return float64(s.IV()), err == nil && s.HasInteger()
		}
		above, ok := f.sizes.Dominator(sv)
		if !ok {
			break
		}
		sv = above
	}
	return 0, false
}
