package site

import (
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/align"
	"github.com/perlheap/perlheap/heap/perl"
)

// lineless returns the lines that a CODE may be from of which perl records a
// file and no line. Such are code blocks of regular expressions: they stand in
// the sub that encloses them. Under the debugger no sub has one, and anonymous
// subs have it in their name. Without any, it stands at the sub around it. There
// is at least one.
func (prog *Program) lineless(cv heap.SV, loc heap.Location) []Place {
	p, ok := prog.open(loc.File)
	if !ok {
		return []Place{unlocated(loc).as(RoleLine)}
	}
	if at, ok := closedAt(prog.name(cv)); ok && at.File == loc.File {
		if closed, ok := prog.closing(cv, p, at); ok {
			return []Place{closed.as(RoleSub)}
		}
	}
	if method, ok := prog.anonymousMethod(cv, p); ok {
		return []Place{method.as(RoleSub)}
	}
	around := prog.around(cv, p)
	if spots := around.codeBlocks(); len(spots) > 0 && prog.anonymous(cv) {
		return oneOf(spots)
	}
	if named, ok := p.named(prog.name(cv)); ok {
		named.State = Exact
		return []Place{named.as(RoleSub)}
	}
	if around.Sub >= 0 {
		around.Reason = ReasonNoLine
		return []Place{around.as(RoleSub).inferred()}
	}
	return []Place{{Sub: -1, Reason: ReasonNoLine, Role: RoleLine}}
}

// closing finds the sub that ends on a line of a file and has most in common
// with a CODE.
func (prog *Program) closing(cv heap.SV, p Place, at heap.Location) (Place, bool) {
	var candidates []perl.Candidate
	for _, line := range physical(p.Text.File, at) {
		for _, sub := range p.Text.File.SubsAt(line) {
			if s := &p.Text.File.Subs[sub]; s.LastLine == line && s.Kind != perl.Named && s.Kind != perl.Phaser {
				candidates = append(candidates, perl.Candidate{Sub: sub})
			}
		}
	}
	return prog.likest(cv, p, candidates)
}

// anonymousMethod finds the `method {...}` of a class that has most in common
// with a CODE: perl records no line of a method.
func (prog *Program) anonymousMethod(cv heap.SV, p Place) (Place, bool) {
	name := prog.name(cv)
	if subName(name) != "" {
		return p, false
	}
	var candidates []perl.Candidate
	for i := range p.Text.File.Subs {
		if s := &p.Text.File.Subs[i]; s.Kind == perl.Method && s.Name == "" && strings.HasPrefix(name, "&"+s.Package+"::") {
			candidates = append(candidates, perl.Candidate{Sub: i})
		}
	}
	p, ok := prog.likest(cv, p, candidates)
	return p, ok && p.State == Exact // a field's initial value is compiled as a method too
}

// likest finds the one of some subs that has most in common with a CODE.
func (prog *Program) likest(cv heap.SV, p Place, candidates []perl.Candidate) (Place, bool) {
	code, err := prog.describe(cv)
	if err != nil {
		return p, false
	}
	if p.Sub, p.Ambiguous = align.Pick(p.Text.File, candidates, code.Trait); p.Sub < 0 {
		return p, false
	}
	if p.Line, p.State = p.Text.File.Subs[p.Sub].Line, Exact; !align.Alike(p.Text.File, p.Sub, code.Trait) {
		p.State, p.Reason = Uncertain, ReasonUnclear
	}
	return p, true
}

func (prog *Program) name(cv heap.SV) string {
	name, _ := prog.heap.Symbols().Name(cv)
	return name
}

func (prog *Program) anonymous(cv heap.SV) bool { return subName(prog.name(cv)) == "" }

// around places the sub that encloses a CODE in a file; Sub is -1 if that is
// the file, or not known.
func (prog *Program) around(cv heap.SV, p Place) Place {
	p.State = Exact
	for range maxNesting {
		scope, ok := outside(prog.heap, cv)
		if !ok {
			break
		}
		if loc, ok := prog.heap.Code(scope).Location(); ok && loc.Line > 0 {
			if in := prog.PlaceCode(scope); in.Path == p.Path && in.Sub >= 0 {
				return in
			}
			break
		}
		cv = scope
	}
	return p
}

// codeBlocks returns the lines of a sub with code blocks of regular expressions,
// or of what is in no sub if it is -1.
func (p Place) codeBlocks() []Place {
	from, to := 0, p.Text.File.End
	if p.Sub >= 0 {
		from, to = p.Text.File.Subs[p.Sub].Body, p.Text.File.Subs[p.Sub].End
	}
	p.Reason = ReasonRegexp
	var spots []Place
	for _, m := range p.Text.MentionsIn(max(from, 0), to) {
		if m.Kind != perl.MentionCode {
			continue
		}
		line := p.Text.File.LineOf(m.Start)
		if in := p.Text.File.SubsAt(line); p.enclosing(in, m.Start) != p.Sub || len(spots) > 0 && spots[len(spots)-1].Line == line {
			continue
		}
		p.Line = line
		spots = append(spots, p.as(RoleLine))
	}
	return spots
}

// enclosing returns the innermost of some subs that an offset is in, taking for
// a Block the sub around it; -1 for none.
func (p Place) enclosing(in []int, offset int) int {
	for _, sub := range in {
		if s := &p.Text.File.Subs[sub]; s.Start <= offset && offset < s.End && s.Kind != perl.Block {
			return sub
		}
	}
	return -1
}
