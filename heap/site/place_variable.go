package site

import (
	"github.com/perlheap/perlheap/heap/perl"
)

// lexicalSpots returns the declaration of a lexical variable: in the sub whose
// pad has it, or around that if the sub has captured it.
func (prog *Program) lexicalSpots(i *Item) []Place {
	if i.outer {
		if spots := prog.declaredOutside(i.Name, i.at); len(spots) > 0 {
			return spots
		}
	} else if spots := prog.declaredIn(i.Name, i.at); len(spots) > 0 {
		return spots
	}
	p, ok := prog.subOf(i.at)
	switch {
	case p.Text == nil:
		return nil
	case ok && i.Name == "$self":
		if p.Sub = p.method(p.Sub); p.Sub >= 0 { // perl itself declares it
			p.Line = p.Text.File.Subs[p.Sub].Line
			return []Place{p.as(RoleSub)}
		}
	}
	kept := prog.kept(i.at.Recorded.File, p.Text)
	if kept || !ok {
		// A name that is declared once is clear without the sub.
		if all := p.declaredAnywhere(i.Name); len(all) == 1 {
			if all[0].State, all[0].Reason = Exact, ""; !kept {
				all[0].State, all[0].Reason = Uncertain, prog.reason(i.at.Recorded.File, p.Text)
			}
			return all
		}
	}
	if kept { // a module, or what made Perl of the text, declares it
		if p.Sub >= 0 {
			p.Line, p.State, p.Reason = p.Text.File.Subs[p.Sub].Line, Exact, ReasonGenerated
		} else {
			p = prog.lineAlone(p, i.at.Recorded)
		}
		return []Place{p.as(RoleLine)}
	}
	if p.State == Exact || !told(i.at.Recorded.File, p.Path) {
		p.State, p.Reason = Gone, prog.reason(i.at.Recorded.File, p.Text) // the text does not declare it
	}
	return []Place{p.as(RoleLine)}
}

// declaredAnywhere finds all declarations of a variable in a file.
func (p Place) declaredAnywhere(name string) []Place {
	spots := p.declarations(p.Text.File.Declares, name, p.Text.File.Size)
	for k := range p.Text.File.Subs {
		spots = append(spots, p.declarations(p.Text.File.Subs[k].Declares, name, p.Text.File.Size)...)
	}
	return spots
}

// method returns the method that a sub is or is in, -1 if it is in none.
func (p Place) method(sub int) int {
	for sub >= 0 && p.Text.File.Subs[sub].Kind != perl.Method && p.Text.File.Subs[sub].Kind != perl.Adjust {
		sub = p.Text.File.Subs[sub].Parent
	}
	return sub
}

// subOf places the sub of a site. The program itself has none, and stands at
// -1. What has no line of its own stands in the sub around it.
func (prog *Program) subOf(s *Site) (Place, bool) {
	if s.Recorded.Line > 0 {
		p := prog.PlaceSite(s)
		return p, p.Text != nil && p.Sub >= 0
	}
	p, ok := prog.open(s.Recorded.File)
	if !ok {
		return p, false
	}
	p.State = Exact
	if s.Name == "" {
		return p, true
	}
	if named, ok := p.named(s.Name); ok {
		return named, true
	}
	if prog.anonymous(s.Example) {
		if at, ok := closedAt(prog.name(s.Example)); ok && at.File == s.Recorded.File {
			if closed, ok := prog.closing(s.Example, p, at); ok {
				return closed, true
			}
		}
		return prog.around(s.Example, p), true
	}
	return p, false
}

// named finds a sub by the name of its CODE. Dumps have no line of methods of
// perl's own classes, which begin without a statement.
func (p Place) named(name string) (Place, bool) {
	pkg, base := splitName(name)
	if len(base) < 2 {
		return p, false // a damaged dump may have no name
	}
	for k := range p.Text.File.Subs {
		if sub := &p.Text.File.Subs[k]; sub.Name != "" && sub.Name == base[1:] && sub.Package == pkg && sub.Kind != perl.Block {
			p.Sub, p.Line = k, sub.Line
			return p, true
		}
	}
	return p, false
}

// declaredIn finds the declarations of a variable in the sub of a site.
func (prog *Program) declaredIn(name string, s *Site) []Place {
	p, ok := prog.subOf(s)
	if !ok {
		return nil
	}
	var spots []Place
	if p.Sub < 0 {
		spots = p.declarations(p.Text.File.Declares, name, p.Text.File.Size)
	}
	for k := range p.Text.File.Subs {
		if sub := &p.Text.File.Subs[k]; k == p.Sub || sub.Kind == perl.Block && p.Text.File.EnclosingSub(k) == p.Sub {
			spots = append(spots, p.declarations(sub.Declares, name, p.Text.File.Size)...)
		}
	}
	return oneOf(spots)
}

// declaredOutside finds the declaration that the sub of a site sees when it
// names a variable of a sub around it: the last before it.
func (prog *Program) declaredOutside(name string, s *Site) []Place {
	p, ok := prog.subOf(s)
	if !ok {
		return nil
	}
	if _, closed := closedAt(s.Name); s.Recorded.Line == 0 && !closed { // p is already the sub around it
		declares := p.Text.File.Declares
		if p.Sub >= 0 {
			declares = p.Text.File.Subs[p.Sub].Declares
		}
		if spots := p.declarations(declares, name, p.Text.File.Size); len(spots) > 0 {
			return oneOf(spots)
		}
	}
	if p.Sub < 0 {
		return nil
	}
	return p.outward(p.Sub, name)
}

// outward finds the last declaration of a variable before a sub, in the subs
// around it.
func (p Place) outward(sub int, name string) []Place {
	for sub >= 0 {
		before := p.Text.File.Subs[sub].Start
		sub = p.Text.File.Subs[sub].Parent
		declares := p.Text.File.Declares
		if sub >= 0 {
			declares = p.Text.File.Subs[sub].Declares
		}
		if spots := p.declarations(declares, name, before); len(spots) > 0 {
			return spots[len(spots)-1:]
		}
	}
	return nil
}

// declaredAround finds the declaration of a variable that an eval in the sub
// of a site sees.
func (prog *Program) declaredAround(name string, s *Site) []Place {
	if spots := prog.declaredIn(name, s); len(spots) > 0 {
		return spots
	}
	return prog.declaredOutside(name, s)
}

// declarations returns those of some declarations that are of a lexical and
// before an offset. They are as sure as the sub that the place is of.
func (p Place) declarations(declares []perl.Variable, name string, before int) []Place {
	var spots []Place
	for _, v := range declares {
		if v.Name == name && v.Declarator != "our" && v.Offset < before {
			s := p.at(v.Offset, RoleDeclaration)
			s.State, s.Reason, s.Ambiguous = p.State, p.Reason, p.Ambiguous
			spots = append(spots, s)
		}
	}
	return spots
}
