package site

import (
	"bytes"

	"github.com/perlheap/perlheap/heap/perl"
)

// constantSpots gives the line that gives a constant its name: one where the
// name stands before =>, or behind `use constant`; else the first that has it,
// which may have another thing of this name.
func (l *Locator) constantSpots(i *Item) []Spot {
	c := i.lineage[0]
	_, name := splitName(i.Name)
	opened := false
	for _, file := range c.files[:min(len(c.files), maxFiles)] {
		p, ok := l.open(file)
		if !ok {
			continue
		}
		if s, ok := l.constantIn(p, []byte(name[1:])); ok {
			return []Spot{s}
		}
		opened = true
	}
	if opened { // C code made it, or a name that was put together
		return []Spot{{Place: Place{Sub: -1, Reason: ReasonRuntime}, Role: RoleLine, Of: 1}}
	}
	return nil
}

func (l *Locator) constantIn(p Place, name []byte) (best Spot, ok bool) {
	text := l.files[p.Path].text
	for n, line := range bytes.Split(text[:min(p.File.End, len(text))], []byte("\n")) {
		if !hasWord(line, name) {
			continue
		}
		p.Line, p.State = perl.Line(n+1), Exact
		s := Spot{Place: p, Role: RoleMention, Attributed: true, Of: 1}
		_, behind, _ := bytes.Cut(line, name)
		if bytes.HasPrefix(bytes.TrimLeft(behind, " \t'\""), []byte("=>")) || bytes.Contains(line, []byte("use constant")) {
			s.Attributed, s.Role = false, RoleDeclaration
			return s, true
		}
		if !ok {
			best, ok = s, true
		}
	}
	return best, ok
}
