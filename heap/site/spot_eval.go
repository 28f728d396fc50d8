package site

import (
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
)

// evalSpots gives the eval that compiled an item: where the name of its text
// says, else the evals of strings in the sub that ran it, else those in the
// package that see what the item has captured. A captured variable stands at
// its declaration instead.
func (l *Locator) evalSpots(i *Item) []Spot {
	e := i.Evals
	if e.in != nil && i.Kind == KindVariable && i.outer {
		if spots := l.declaredAround(i.Name, e.in); len(spots) > 0 {
			return spots
		}
	}
	if e.At.File != "" {
		if p, ok := l.open(e.At.File); ok {
			return []Spot{l.evalAt(p, e.At)}
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
		evals := p.evalsSeeing(e.pkg, i.captures(), l.files[p.Path].text)
		if len(evals) == 0 {
			continue
		}
		var spots []Spot
		for _, at := range evals {
			if s := p.at(at.Offset, RoleEval); i.Kind != KindVariable || !i.outer {
				s.Sub = at.Sub
				spots = append(spots, s)
			} else if d := p.visible(at, i.Name); d != nil && !slices.ContainsFunc(spots, func(o Spot) bool { return o.Line == d[0].Line }) {
				spots = append(spots, d[0])
			}
		}
		for k := range spots {
			spots[k].Attributed = true
		}
		return oneOf(spots)
	}
	return nil
}

// captures gives the variables that the CODE of an item has captured.
func (i *Item) captures() []string {
	if i.at != nil {
		return i.at.Captures
	}
	return i.Sites[0].Captures
}

// evalsSeeing gives the evals of strings in a package at which some variables
// are declared, or if there are none all of them: the text itself then declares
// the variables. Of these it gives only those whose statement names them all, if
// there are such.
func (p Place) evalsSeeing(pkg string, captured []string, text []byte) []perl.Eval {
	var own, seeing, naming []perl.Eval
	for _, e := range p.File.Evals {
		if p.File.PackageAt(e.Offset) != pkg {
			continue
		}
		own = append(own, e)
		if !slices.ContainsFunc(captured, func(v string) bool { return p.visible(e, v) == nil }) {
			seeing = append(seeing, e)
		}
	}
	if len(seeing) == 0 {
		seeing = own
	}
	for _, e := range seeing {
		end := p.File.End
		if e.Sub >= 0 {
			end = p.File.Subs[e.Sub].End
		}
		if k := slices.Index(p.File.Evals, e); k+1 < len(p.File.Evals) {
			end = min(end, p.File.Evals[k+1].Offset)
		}
		end = min(end, len(text))
		if !slices.ContainsFunc(captured, func(v string) bool { return !hasWord(text[min(e.Offset, end):end], []byte(v[min(1, len(v)):])) }) {
			naming = append(naming, e)
		}
	}
	if len(captured) == 0 || len(naming) == 0 {
		return seeing
	}
	return naming
}

// visible finds the declaration of a variable that an eval sees; nil if there
// is none.
func (p Place) visible(e perl.Eval, name string) []Spot {
	declares := p.File.Declares
	if e.Sub >= 0 {
		declares = p.File.Subs[e.Sub].Declares
	}
	p.State = Exact
	if spots := p.declarations(declares, name, e.Offset); len(spots) > 0 {
		return spots[len(spots)-1:]
	}
	return p.outward(e.Sub, name)
}

// evalAt gives the eval of a line, which is the first of a statement that may
// go on behind it.
func (l *Locator) evalAt(p Place, at heap.Location) Spot {
	line := perl.Line(at.Line)
	if lines := physical(p.File, at); len(lines) > 0 {
		line = lines[0]
	}
	line, state, reason := l.lineNow(at.File, p.Path, line)
	for _, e := range p.File.Evals {
		if e.Line == line {
			s := p.at(e.Offset, RoleEval)
			s.State, s.Reason = state, reason
			return s
		}
	}
	p.Line, p.State, p.Reason = line, Uncertain, l.reason(at.File, p.Path)
	if l.kept(at.File, p.Path) { // another function called it for the module
		p.State, p.Reason = Exact, ReasonGenerated
	}
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
				spots[k].State, spots[k].Reason, spots[k].Ambiguous = p.State, p.Reason, p.Ambiguous
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
