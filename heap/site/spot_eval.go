package site

import "github.com/perlheap/perlheap/heap/source"

// evalSpots gives the eval that compiled an item: where the name of its text
// says, else the evals of strings in the sub that ran it, else those of the
// package's file that are in no sub. A captured variable stands at its
// declaration if the sub that ran the eval has it.
func (l *Locator) evalSpots(i *Item) []Spot {
	e := i.Evals
	if e.in != nil && i.Kind == KindVariable && i.outer {
		if spots := l.declaredAround(i.Name, e.in); len(spots) > 0 {
			return spots
		}
	}
	if e.At.File != "" {
		if p, ok := l.open(e.At.File); ok {
			return []Spot{p.evalAt(source.Line(e.At.Line))}
		}
		return nil
	}
	if e.in != nil {
		return l.evalsIn(e.in)
	}
	for _, file := range e.files[:min(len(e.files), maxFiles)] {
		p, ok := l.open(file)
		if !ok {
			continue
		}
		if spots := p.evalsOf(-1); len(spots) > 0 {
			for k := range spots {
				spots[k].Attributed = true
			}
			return oneOf(spots)
		}
	}
	return nil
}

// evalAt gives the eval of a line, which is the first of a statement that may
// go on behind it.
func (p Place) evalAt(line source.Line) Spot {
	lines := p.File.Physical(source.Location{Line: line})
	if len(lines) > 0 {
		line = lines[0]
	}
	for _, e := range p.File.Evals {
		if e.Line == line {
			return p.at(e.Offset, RoleEval)
		}
	}
	p.Line, p.State = line, Uncertain
	return Spot{Place: p, Role: RoleLine, Of: 1}
}

// evalsIn gives the evals of a sub, or the sub if it has none: what it calls
// may have run them.
func (l *Locator) evalsIn(s *Site) []Spot {
	if s.Recorded.Line == 0 { // the program itself
		p, ok := l.open(s.Recorded.File)
		if !ok {
			return nil
		}
		return oneOf(p.evalsOf(-1))
	}
	p := l.Place(s)
	if p.File == nil {
		return nil
	}
	if p.Sub >= 0 {
		if spots := p.evalsOf(p.Sub); len(spots) > 0 {
			for k := range spots {
				spots[k].State, spots[k].Ambiguous = p.State, p.Ambiguous
			}
			return oneOf(spots)
		}
	}
	return []Spot{{Place: p, Role: RoleSub, Attributed: true, Of: 1}}
}

// evalsOf gives the evals directly in a sub of a file, or in none if it is -1.
// The block of a Block belongs to the sub around it.
func (p Place) evalsOf(sub int) []Spot {
	var spots []Spot
	for _, e := range p.File.Evals {
		if p.File.EnclosingSub(e.Sub) == sub || e.Sub == sub {
			s := p.at(e.Offset, RoleEval)
			s.Sub = e.Sub
			spots = append(spots, s)
		}
	}
	return spots
}
