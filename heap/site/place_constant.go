package site

import (
	"bytes"

	"github.com/perlheap/perlheap/heap/perl"
)

// constantSpots returns the line that gives a constant its name: one where the
// name stands before =>, or behind `use constant`; else the first that has it,
// which may have another thing of this name.
func (prog *Program) constantSpots(i *Item) []Place {
	c := i.lineage[0]
	_, name := splitName(i.Name)
	opened := false
	for _, file := range c.files[:min(len(c.files), maxFiles)] {
		p, ok := prog.open(file)
		if !ok {
			continue
		}
		if s, ok := prog.constantIn(p, []byte(name[1:])); ok {
			return []Place{s}
		}
		opened = true
	}
	if opened { // C code made it, or a name that was put together
		return []Place{{Sub: -1, Reason: ReasonRuntime, Role: RoleLine}}
	}
	return nil
}

func (prog *Program) constantIn(p Place, name []byte) (best Place, ok bool) {
	text := p.Text.Bytes
	for n, line := range bytes.Split(text[:min(p.Text.File.End, len(text))], []byte("\n")) {
		if !hasWord(line, name) {
			continue
		}
		p.Line, p.State = perl.Line(n+1), Exact
		s := p.as(RoleMention).inferred()
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
