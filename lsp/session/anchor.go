package session

import (
	"bytes"
	"strings"
	"unicode"

	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/site"
)

// scanned is a text with what items can be anchored to, by line.
type scanned struct {
	*perl.File
	text     []byte
	declares map[perl.Line][]perl.Variable
}

func newScanned(f *perl.File, text []byte) *scanned {
	s := &scanned{File: f, text: text, declares: make(map[perl.Line][]perl.Variable)}
	s.index(f.Declares)
	for i := range f.Subs {
		s.index(f.Subs[i].Declares)
	}
	return s
}

func (s *scanned) index(variables []perl.Variable) {
	for _, v := range variables {
		s.declares[v.Line] = append(s.declares[v.Line], v)
	}
}

// anchor finds what a place is anchored to on a line: the keyword of its sub, or
// the word that declares, mentions or blesses. ok is false if there is none.
func (s *scanned) anchor(at *site.Place, name string, line perl.Line) (start, end int, ok bool) {
	switch at.Role {
	case site.RoleSub:
		if at.Sub >= 0 && at.Sub < len(s.Subs) {
			start, end = s.sub(at.Sub)
			return start, end, true
		}
	case site.RoleDeclaration:
		short := withoutPackage(name)
		for _, v := range s.declares[line] {
			if v.Name == short || v.Name == name {
				return v.Offset, v.Offset + len(v.Name), true
			}
		}
	case site.RolePackage:
		for _, p := range s.Packages {
			if p.Line == line && p.Name == name {
				return p.Start, s.behind(p.Start, name), true
			}
		}
	case site.RoleBless:
		return s.bless(name, line)
	case site.RoleEval:
		for _, e := range s.Evals {
			if e.Line == line {
				return e.Offset, e.Offset + keyword(s.text[e.Offset:]), true
			}
		}
	case site.RoleMention:
		return s.mention(withoutPackage(name), line)
	}
	return 0, 0, false
}

// sub returns the keyword of a sub.
func (s *scanned) sub(sub int) (start, end int) {
	start = s.Subs[sub].Start
	return start, start + keyword(s.text[start:])
}

// bless finds a call of bless on a line, preferably one that names the class.
func (s *scanned) bless(class string, line perl.Line) (start, end int, ok bool) {
	for _, b := range s.Blesses {
		if b.Line != line || ok && b.Class != class {
			continue
		}
		start, end, ok = b.Offset, b.Offset+keyword(s.text[b.Offset:]), true
		if b.Class == class {
			break
		}
	}
	return start, end, ok
}

// mention finds the name of a variable on a line. Its sigil may be another:
// $cache{x} is of %cache.
func (s *scanned) mention(name string, line perl.Line) (start, end int, ok bool) {
	word := strings.TrimLeft(name, "$@%&*")
	from, to := s.LineStart(line), s.LineStart(line+1)
	for at := from; word != ""; {
		i := bytes.Index(s.text[at:to], []byte(word))
		if i < 0 {
			break
		}
		start, end = at+i, at+i+len(word)
		if (start == from || !isWord(rune(s.text[start-1]))) && (end == len(s.text) || !isWord(rune(s.text[end]))) {
			return start, end, true
		}
		at = end
	}
	return 0, 0, false
}

// behind is the offset behind a name that follows a keyword.
func (s *scanned) behind(start int, name string) int {
	if i := bytes.Index(s.text[start:], []byte(name)); i >= 0 {
		return start + i + len(name)
	}
	return start + keyword(s.text[start:])
}

// written is what is written on a line, without the blanks around it.
func (s *scanned) written(line perl.Line) (start, end int) {
	start, end = s.LineStart(line), s.LineStart(line+1)
	text := bytes.TrimRightFunc(s.text[start:end], unicode.IsSpace)
	end = start + len(text)
	return end - len(bytes.TrimLeftFunc(text, unicode.IsSpace)), end
}

// withoutPackage is %cache of %Foo::cache, the name by which `our` declares it.
func withoutPackage(name string) string {
	i := strings.LastIndex(name, "::")
	if i < 0 {
		return name
	}
	return strings.TrimRight(name[:min(1, i)], "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ_:") + name[i+2:]
}

// keyword is the length of the word that a text begins with, at least 1 byte
// if there is any text.
func keyword(text []byte) int {
	n := bytes.IndexFunc(text, func(r rune) bool { return !isWord(r) })
	if n < 0 {
		n = len(text)
	}
	return min(len(text), max(1, n))
}

func isWord(r rune) bool { return r == '_' || unicode.IsLetter(r) || unicode.IsDigit(r) }
