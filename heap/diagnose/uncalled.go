package diagnose

import (
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// leastPrefix is how long the beginning of a name must be that a program puts together.
const leastPrefix = 2

// names are what the program's own texts mention, other than as the name of a sub that
// they declare.
type names struct {
	count    map[string]int  // by base name
	prefixes map[string]bool // what strings begin with that a name may be put together of
}

// mentioned returns what the own texts mention.
func (s *sources) mentioned() *names {
	if s.names != nil {
		return s.names
	}
	n := &names{map[string]int{}, map[string]bool{}}
	for _, t := range s.own {
		for _, m := range t.decoded.MentionsIn(0, len(t.decoded.Bytes)) {
			switch m.Kind {
			case perl.MentionVariable:
				if m.Sigil != '&' {
					continue
				}
			case perl.MentionDeclaration, perl.MentionCode:
				continue
			}
			n.count[m.Base()]++
		}
		for i := range t.coded.Subs {
			if s := &t.coded.Subs[i]; s.Kind == perl.Named || s.Kind == perl.Method {
				n.count[baseName(s.Name)]-- // of the declaration itself
			}
		}
		for _, l := range t.record().Literals {
			begins, format := l.Text, strings.IndexByte(l.Text, '%')
			if format >= 0 {
				begins = begins[:format]
			}
			if (!l.Whole || format >= 0 || strings.HasSuffix(begins, "_")) && len(begins) >= leastPrefix {
				n.prefixes[baseName(begins)] = true
			}
		}
	}
	s.names = n
	return n
}

// mentions reports whether an own text mentions a name, or may put it together.
func (s *sources) mentions(name string) bool {
	all := s.mentioned()
	for n := leastPrefix; n <= len(name); n++ {
		if all.prefixes[name[:n]] {
			return true
		}
	}
	return all.count[name] > 0
}

// uses reports whether an own text calls methods of a class by its name.
func (s *sources) uses(class string) bool {
	return slices.ContainsFunc(s.own, func(t *text) bool {
		return slices.ContainsFunc(t.record().Calls, func(c perl.Call) bool {
			return c.Method && c.Receiver.Root == perl.RootClass && len(c.Receiver.Steps) == 0 && strings.TrimSuffix(c.Receiver.Name, "::") == class
		})
	})
}

// calledByName reports whether perl or an object system calls a sub by its name alone.
func calledByName(name string) bool {
	return name == "import" || name == "unimport" || strings.HasPrefix(name, "_build") || strings.HasPrefix(name, "_trigger")
}

// hasRoles reports whether a class takes roles, as with 'Role' says: what they require,
// they call.
func (t *text) hasRoles(class string) bool {
	return slices.ContainsFunc(t.record().Calls, func(c perl.Call) bool { return c.Name == "with" && !c.Method && c.Package == class })
}

// uncalled reports whether nothing in the program's own texts mentions a named sub, and
// neither a module that its class inherits from nor a program that is not the own one
// can call it: what it would do is not done.
func (f *finder) uncalled(t *text, sub int) bool {
	at := &t.coded.Subs[sub]
	name := baseName(at.Name)
	if at.Kind != perl.Named && at.Kind != perl.Method || name == "" || strings.ToUpper(name) == name {
		return false // as DESTROY, which perl calls
	}
	if calledByName(name) || t.hasRoles(at.Package) {
		return false
	}
	if f.src.mentions(name) || !f.src.IsOwn(f.h.Process().Program()) && !f.src.uses(at.Package) {
		return false
	}
	for _, of := range f.bases(at.Package) {
		if !f.src.ownClass(of) {
			return false
		}
	}
	return true
}

// isIdle reports whether a sub or block runs as a part of a named sub that nobody calls.
func (t *text) isIdle(sub int) bool {
	run := t.runOf(sub)
	for run >= 0 && t.coded.Subs[run].Kind != perl.Named && t.coded.Subs[run].Kind != perl.Method {
		run = t.runOf(t.coded.Subs[run].Parent)
	}
	if run < 0 || t.uncalled == nil {
		return false
	}
	idle, known := t.idle[run]
	if !known {
		idle = t.uncalled(t, run)
		t.idle[run] = idle
	}
	return idle
}
