package diagnose

import (
	"bytes"
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
	s := &scalars{map[string]string{}, t.exposed(), map[string]*number{}}
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

// exposed finds the scalars that a text lets something set that does not name them: there
// is a reference to them, a foreach makes an alias of them, or they are tied; and those
// that a substitution changes.
func (t *text) exposed() map[string]bool {
	all, code := map[string]bool{}, t.code()
	names := t.decoded.MentionsIn(0, len(code))
	var open []bool // whether \ applies to what is in each open bracket
	refers, tied := false, false
	inside := func() bool { return len(open) > 0 && open[len(open)-1] }
	for i := 0; i < len(code); {
		c := code[i]
		for len(names) > 0 && names[0].Start < i {
			names = names[1:]
		}
		switch {
		case len(names) > 0 && names[0].Start == i && names[0].Sigil == '$' && isVariable(names[0]):
			m := names[0]
			if refers || tied || inside() || isSubstituted(code[m.End:]) {
				all["$"+m.Name] = true
			}
			refers, tied, i = false, false, m.End
			continue
		case isNameByte(c):
			end := i
			for end < len(code) && isNameByte(code[end]) {
				end++
			}
			switch string(code[i:end]) {
			case "my", "our", "state", "local":
			default:
				refers, tied = false, string(code[i:end]) == "tie"
			}
			i = end
			continue
		case c == '\\':
			refers, tied = true, false
		case c == '$' || c == ' ' || c == '\t' || c == '\n' || c == '\r':
		case c == '(':
			open = append(open, refers || inside())
			refers = false
		case c == '{' && i > 0 && code[i-1] == '$': // ${name}
			open = append(open, false)
		case c == '{' || c == '[':
			open = append(open, false)
			refers, tied = false, false
		case c == ')' || c == ']' || c == '}':
			if len(open) > 0 {
				open = open[:len(open)-1]
			}
			refers, tied = false, false
		default:
			refers, tied = false, false
		}
		i++
	}
	for i := range t.record().Stores {
		if s := &t.record().Stores[i]; s.How == perl.StoreIterate {
			t.wholeElements(s.Value, all)
		}
	}
	return all
}

// wholeElements adds the scalars that are elements of a list as a whole.
func (t *text) wholeElements(list perl.Value, to map[string]bool) {
	code := t.code()
	for _, m := range t.decoded.MentionsIn(list.Start, list.End) {
		if m.Sigil != '$' || !isVariable(m) || m.Start <= list.Start || m.End > list.End {
			continue
		}
		before := bytes.TrimRight(code[list.Start:m.Start-1], " \t\r\n")
		after := bytes.TrimLeft(code[m.End:list.End], " \t\r\n")
		if (len(before) == 0 || bytes.IndexByte([]byte("(,"), before[len(before)-1]) >= 0) &&
			(len(after) == 0 || bytes.IndexByte([]byte("),"), after[0]) >= 0) {
			to["$"+m.Name] = true
		}
	}
}

func isVariable(m perl.Mention) bool {
	return m.Kind == perl.MentionVariable || m.Kind == perl.MentionDeclaration
}

func isNameByte(c byte) bool {
	return c == '_' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z' || c >= 0x80
}

// isSubstituted reports whether code goes on with a substitution or transliteration of what
// is before it.
func isSubstituted(code []byte) bool {
	rest, ok := bytes.CutPrefix(bytes.TrimLeft(code, " \t\r\n"), []byte("=~"))
	if !ok {
		return false
	}
	rest = bytes.TrimLeft(rest, " \t\r\n")
	n := 0
	for n < len(rest) && isNameByte(rest[n]) {
		n++
	}
	switch string(rest[:n]) {
	case "s", "tr", "y":
		return true
	}
	return false
}
