package verify

import (
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/population"
)

// subject is what a suspect is about, in terms of one side: two suspects about
// the same have equal subjects. No addresses are in it.
type subject struct {
	counts what
	at     heap.Location // of closures: the first statement of their sub
	class  string        // of objects, or the package of subs
	shape  string        // of containers and strings
}

// what a subject counts.
type what uint8

const (
	closures what = iota + 1
	objects
	lostParts // what no root reaches, a component each
	entries   // of containers
	bytes     // of strings, and of what grows without entries
	evalled   // subs that string evals compiled
)

func (w what) String() string {
	return [...]string{closures: "closures", objects: "objects", lostParts: "cycles", entries: "entries", bytes: "bytes", evalled: "subs"}[w]
}

// subjectOf says what a suspect of a side is about; false if that has no name by
// which it could be found again.
func (m *measure) subjectOf(s *diagnose.Suspect, of side) (subject, bool) {
	i := m.lastOf(of)
	h := m.heaps[i]
	if s.SV == heap.NoSV {
		return subject{}, false
	}
	loc, _ := h.Code(s.SV).Location()
	isCode := h.Kind(s.SV) == heap.KindCode
	switch {
	case isCode && isEval(loc):
		return subject{counts: evalled, class: m.evalPackage(i, s.SV)}, true
	case !m.sizes[i].Reached(s.SV):
		if isCode {
			return subject{counts: lostParts, at: loc}, true
		}
		return subject{counts: lostParts, class: s.Class}, true
	case isCode && h.Code(s.SV).IsClosure():
		return subject{counts: closures, at: loc}, loc.Line > 0
	case s.Kind == diagnose.Chain && s.Class != "":
		return subject{counts: objects, class: s.Class}, true
	}
	shape, ok := m.shape(m.ps.Of(i, s.SV), nil)
	if !ok {
		return subject{}, false
	}
	if kind := h.Kind(s.SV); kind != heap.KindArray && !kind.HashLike() {
		return subject{counts: bytes, shape: shape}, true
	}
	return subject{counts: entries, shape: shape}, true
}

// other gives the same subject in terms of the other side; false if the sub that
// it is named by is not there.
func (m *measure) other(s subject, of side) (subject, bool, error) {
	if s.at.Line > 0 {
		at, ok, err := m.between(of).Sub(m.ctx, s.at)
		s.at = at
		return s, ok, err
	}
	if s.shape == "" {
		return s, true, nil
	}
	var failed error
	if same := m.shapes[s.shape]; len(same) > 0 {
		shape, ok := m.shape(same[0], func(loc heap.Location) (heap.Location, bool) {
			if isEval(loc) || loc.Line == 0 {
				return loc, true
			}
			at, ok, err := m.between(of).Sub(m.ctx, loc)
			if err != nil {
				failed = err
			}
			return at, ok
		})
		s.shape = shape
		return s, ok, failed
	}
	return s, false, nil
}

// isEval reports whether a place is in what a string eval compiled.
func isEval(loc heap.Location) bool { return strings.HasPrefix(loc.File, "(eval ") }

// evalPackage is the package of a sub, without the numbers that a program counts
// such packages with; empty for a sub without a name.
func (m *measure) evalPackage(i int, cv heap.SV) string {
	name, _ := m.heaps[i].Symbols().Name(cv)
	pkg := name[:max(0, strings.LastIndex(name, "::"))]
	return strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return -1
		}
		return r
	}, pkg)
}

// shape writes what a population is by the steps from the nearest thing that has
// a name of its own: an object, a sub, a variable. What holds that may differ
// from run to run. at says where the subs in it are; nil leaves them as they are.
// False if one of them is not there.
func (m *measure) shape(p *population.Population, at func(heap.Location) (heap.Location, bool)) (string, bool) {
	var parts []string
	for ; p != nil && p.Parent != nil; p = p.Parent {
		for _, s := range []path.Step{p.Class, p.Step} {
			if at != nil && s.Kind == path.Closure {
				to, ok := at(s.At)
				if !ok {
					return "", false
				}
				s.At = to
			}
			if s.Kind != path.None {
				parts = append(parts, stepKey(s))
			}
			if isAnchor(s) {
				return strings.Join(parts, "\x00"), true
			}
		}
	}
	return strings.Join(parts, "\x00"), len(parts) > 0
}

// chain returns a population and those that hold it, up to the nearest that has a
// name of its own, outermost first.
func chain(p *population.Population) (all []*population.Population) {
	for ; p != nil && p.Parent != nil; p = p.Parent {
		all = append(all, p)
		if isAnchor(p.Class) || isAnchor(p.Step) {
			break
		}
	}
	slices.Reverse(all)
	return all
}

// address is that of an SV, which keys made of references have in them. It is
// another one in each run.
var address = regexp.MustCompile(`\b0x[0-9a-f]+`)

// stepKey writes a step so that equal steps are written alike. The variable of an
// anonymous sub goes by its name alone.
func stepKey(s path.Step) string {
	at := heap.Location{}
	if s.Kind == path.Closure {
		at = s.At
	}
	return fmt.Sprintf("%d %s %s %s %d", s.Kind, address.ReplaceAllString(s.Text, "0x"), s.Sub, at.File, at.Line)
}

// isAnchor reports whether a step needs nothing before it to be known by.
func isAnchor(s path.Step) bool {
	switch s.Kind {
	case path.Object, path.Closure, path.Symbol, path.Root, path.Lexical:
		return true
	}
	return false
}
