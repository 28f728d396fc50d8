package site

import (
	"github.com/perlheap/perlheap/heap/perl"
)

// lexicalSpots gives the declaration of a lexical variable: in the sub whose
// pad has it, or around that if the sub has captured it.
func (l *Locator) lexicalSpots(i *Item) []Spot {
	if i.outer {
		if spots := l.declaredOutside(i.Name, i.at); len(spots) > 0 {
			return spots
		}
	} else if spots := l.declaredIn(i.Name, i.at); len(spots) > 0 {
		return spots
	}
	p, ok := l.subOf(i.at)
	switch {
	case p.File == nil:
		return nil
	case ok && i.Name == "$self":
		if p.Sub = p.method(p.Sub); p.Sub >= 0 { // perl itself declares it
			p.Line = p.File.Subs[p.Sub].Line
			return []Spot{{Place: p, Role: RoleSub, Of: 1}}
		}
	}
	kept := l.kept(i.at.Recorded.File, p.Path)
	if kept || !ok {
		// A name that is declared once is clear without the sub.
		if all := p.declaredAnywhere(i.Name); len(all) == 1 {
			if all[0].State, all[0].Reason = Exact, ""; !kept {
				all[0].State, all[0].Reason = Uncertain, l.reason(i.at.Recorded.File, p.Path)
			}
			return all
		}
	}
	if kept { // a module, or what made Perl of the text, declares it
		if p.Sub >= 0 {
			p.Line, p.State, p.Reason = p.File.Subs[p.Sub].Line, Exact, ReasonGenerated
		} else {
			p = l.lineAlone(p, i.at.Recorded)
		}
		return []Spot{{Place: p, Role: RoleLine, Of: 1}}
	}
	p.State, p.Reason = Gone, l.reason(i.at.Recorded.File, p.Path) // the text does not declare it
	return []Spot{{Place: p, Role: RoleLine, Of: 1}}
}

// declaredAnywhere finds all declarations of a variable in a file.
func (p Place) declaredAnywhere(name string) []Spot {
	spots := p.declarations(p.File.Declares, name, p.File.Size)
	for k := range p.File.Subs {
		spots = append(spots, p.declarations(p.File.Subs[k].Declares, name, p.File.Size)...)
	}
	return spots
}

// method gives the method that a sub is or is in, -1 if it is in none.
func (p Place) method(sub int) int {
	for sub >= 0 && p.File.Subs[sub].Kind != perl.Method && p.File.Subs[sub].Kind != perl.Adjust {
		sub = p.File.Subs[sub].Parent
	}
	return sub
}

// subOf places the sub of a site. The program itself has none, and stands at
// -1. What has no line of its own stands in the sub around it.
func (l *Locator) subOf(s *Site) (Place, bool) {
	if s.Recorded.Line > 0 {
		p := l.Place(s)
		return p, p.File != nil && p.Sub >= 0
	}
	p, ok := l.open(s.Recorded.File)
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
	if l.Heap != nil && l.anonymous(s.Example) {
		if at, ok := closedAt(l.name(s.Example)); ok && at.File == s.Recorded.File {
			if closed, ok := l.closing(s.Example, p, at); ok {
				return closed, true
			}
		}
		return l.around(s.Example, p), true
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
	for k := range p.File.Subs {
		if sub := &p.File.Subs[k]; sub.Name != "" && sub.Name == base[1:] && sub.Package == pkg && sub.Kind != perl.Block {
			p.Sub, p.Line = k, sub.Line
			return p, true
		}
	}
	return p, false
}

// declaredIn finds the declarations of a variable in the sub of a site.
func (l *Locator) declaredIn(name string, s *Site) []Spot {
	p, ok := l.subOf(s)
	if !ok {
		return nil
	}
	var spots []Spot
	if p.Sub < 0 {
		spots = p.declarations(p.File.Declares, name, p.File.Size)
	}
	for k := range p.File.Subs {
		if sub := &p.File.Subs[k]; k == p.Sub || sub.Kind == perl.Block && p.File.EnclosingSub(k) == p.Sub {
			spots = append(spots, p.declarations(sub.Declares, name, p.File.Size)...)
		}
	}
	return oneOf(spots)
}

// declaredOutside finds the declaration that the sub of a site sees when it
// names a variable of a sub around it: the last before it.
func (l *Locator) declaredOutside(name string, s *Site) []Spot {
	p, ok := l.subOf(s)
	if !ok {
		return nil
	}
	if _, closed := closedAt(s.Name); s.Recorded.Line == 0 && !closed { // p is already the sub around it
		declares := p.File.Declares
		if p.Sub >= 0 {
			declares = p.File.Subs[p.Sub].Declares
		}
		if spots := p.declarations(declares, name, p.File.Size); len(spots) > 0 {
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
func (p Place) outward(sub int, name string) []Spot {
	for sub >= 0 {
		before := p.File.Subs[sub].Start
		sub = p.File.Subs[sub].Parent
		declares := p.File.Declares
		if sub >= 0 {
			declares = p.File.Subs[sub].Declares
		}
		if spots := p.declarations(declares, name, before); len(spots) > 0 {
			return spots[len(spots)-1:]
		}
	}
	return nil
}

// declaredAround finds the declaration of a variable that an eval in the sub
// of a site sees.
func (l *Locator) declaredAround(name string, s *Site) []Spot {
	if spots := l.declaredIn(name, s); len(spots) > 0 {
		return spots
	}
	return l.declaredOutside(name, s)
}

// declarations gives those of some declarations that are of a lexical and
// before an offset. They are as sure as the sub that the place is of.
func (p Place) declarations(declares []perl.Variable, name string, before int) []Spot {
	var spots []Spot
	for _, v := range declares {
		if v.Name == name && v.Declarator != "our" && v.Offset < before {
			s := p.at(v.Offset, RoleDeclaration)
			s.State, s.Reason, s.Ambiguous = p.State, p.Reason, p.Ambiguous
			spots = append(spots, s)
		}
	}
	return spots
}
