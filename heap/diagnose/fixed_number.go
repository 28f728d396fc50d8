package diagnose

import (
	"slices"

	"github.com/perlheap/perlheap/heap/perl"
)

// scalars are what a text says of its scalar variables, by name with sigil.
type scalars struct {
	declared map[string]string  // my, our, ...; "" if it is declared several times
	exposed  map[string]bool    // whether something that does not name it may set it
	numbers  map[string]*number // what was asked for before; nil for none
}

// number is a number and the package in force where it is assigned.
type number struct {
	is float64
	in string
}

// scalars reads what a text says of its scalar variables, which it does once.
func (t *text) scalars() *scalars {
	if t.ofScalars != nil {
		return t.ofScalars
	}
	exposed := map[string]bool{}
	for _, name := range t.record().Exposed {
		exposed[name] = true
	}
	s := &scalars{map[string]string{}, exposed, map[string]*number{}}
	declare := func(all []perl.Variable) {
		for _, v := range all {
			if _, known := s.declared[v.Name]; known {
				s.declared[v.Name] = ""
			} else {
				s.declared[v.Name] = v.Declarator
			}
		}
	}
	declare(t.coded.Declares)
	for i := range t.coded.Subs {
		declare(t.coded.Subs[i].Declares)
	}
	t.ofScalars = s
	return s
}

// fixedNumber returns the number that a scalar variable always is in a sub: it is assigned
// once, and nothing else can set it.
func (f *finder) fixedNumber(t *text, name string, sub int) (float64, bool) {
	known := t.scalars()
	declarator, declared := known.declared[name]
	switch {
	case name[0] != '$' || known.exposed[name]:
		return 0, false
	case !declared, declarator == "our": // it is a variable of a package
	case declarator == "my" || declarator == "state":
		if sub >= 0 && !t.coded.IsLexical(sub, name) {
			return 0, false
		}
	default:
		return 0, false
	}
	n, asked := known.numbers[name]
	if !asked {
		n = t.onlyNumber(func(s *perl.Store) bool {
			return s.How != perl.StorePair && len(s.Target.Steps) == 0 && s.Target.Name == name
		})
		if n != nil && (!declared || declarator == "our") && f.src.namedElsewhere(t, n.in, name[1:]) {
			n = nil
		}
		known.numbers[name] = n
	}
	if n == nil {
		return 0, false
	}
	return n.is, true
}

// constant returns the number that `use constant` gives a name in the text.
func (t *text) constant(name string) (float64, bool) {
	n := t.onlyNumber(func(s *perl.Store) bool {
		k := len(s.Target.Steps)
		return s.How == perl.StorePair && k > 0 && s.Target.Steps[k-1].Name == name &&
			slices.ContainsFunc(t.decoded.MentionsIn(s.Start, s.End), func(m perl.Mention) bool {
				return m.Kind == perl.MentionConstant && m.Name == name
			})
	})
	if n == nil {
		return 0, false
	}
	return n.is, true
}

// onlyNumber returns the number that the only such statement of a text assigns; nil if
// there is none, or several.
func (t *text) onlyNumber(is func(*perl.Store) bool) (only *number) {
	for i := range t.record().Stores {
		s := &t.record().Stores[i]
		if !is(s) {
			continue
		}
		n, ok := perl.NumberIn(t.decoded.Bytes, s.Value)
		if only != nil || !ok {
			return nil
		}
		only = &number{n, s.Package}
	}
	return only
}

// namedElsewhere reports whether an own text names a package's scalar with its package, or
// as a glob, or whether one that does not declare it has imported it, as its name says.
func (s *sources) namedElsewhere(in *text, pkg, name string) bool {
	return slices.ContainsFunc(s.own, func(t *text) bool {
		_, declared := t.scalars().declared["$"+name]
		return slices.ContainsFunc(t.decoded.MentionsIn(0, len(t.decoded.Bytes)), func(m perl.Mention) bool {
			switch {
			case m.Base() != name:
				return false
			case m.Package() != "":
				return m.Package() == pkg
			case m.Kind != perl.MentionVariable:
				return false
			}
			return m.Sigil == '*' || m.Sigil == '$' && t != in && !declared
		})
	})
}
