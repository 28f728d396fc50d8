package site

import (
	"bytes"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/align"
	"github.com/perlheap/perlheap/heap/perl"
)

// lineless gives the lines that a CODE may be from of which perl records a
// file and no line. Such are code blocks of regular expressions: they stand in
// the sub that encloses them. Under the debugger no sub has one, and anonymous
// subs have it in their name. Without any, it stands at the sub around it. There
// is at least one.
func (l *Locator) lineless(cv heap.SV, loc heap.Location) []Spot {
	p, ok := l.open(loc.File)
	if !ok {
		return []Spot{{Place: unlocated(loc), Role: RoleLine, Of: 1}}
	}
	if at, ok := closedAt(l.name(cv)); ok && at.File == loc.File {
		if closed, ok := l.closing(cv, p, at); ok {
			return []Spot{{Place: closed, Role: RoleSub, Of: 1}}
		}
	}
	around := l.around(cv, p)
	if spots := around.codeBlocks(l.files[p.Path].text); len(spots) > 0 && l.anonymous(cv) {
		return oneOf(spots)
	}
	if named, ok := p.named(l.name(cv)); ok {
		named.State = Exact
		return []Spot{{Place: named, Role: RoleSub, Of: 1}}
	}
	if around.Sub >= 0 {
		around.Reason = ReasonNoLine
		return []Spot{{Place: around, Role: RoleSub, Attributed: true, Of: 1}}
	}
	return []Spot{{Place: Place{Sub: -1, Reason: ReasonNoLine}, Role: RoleLine, Of: 1}}
}

// closing finds the sub that ends on a line of a file and has most in common
// with a CODE.
func (l *Locator) closing(cv heap.SV, p Place, at heap.Location) (Place, bool) {
	code, err := describeCode(l.Heap, cv, &keyReader{h: l.Heap})
	if err != nil {
		return p, false
	}
	var candidates []perl.Candidate
	for _, line := range physical(p.File, at) {
		for _, sub := range p.File.SubsAt(line) {
			if s := &p.File.Subs[sub]; s.LastLine == line && s.Kind != perl.Named && s.Kind != perl.Phaser {
				candidates = append(candidates, perl.Candidate{Sub: sub})
			}
		}
	}
	if p.Sub, p.Ambiguous = align.Pick(p.File, candidates, code.Trait); p.Sub < 0 {
		return p, false
	}
	if p.Line, p.State = p.File.Subs[p.Sub].Line, Exact; !align.Alike(p.File, p.Sub, code.Trait) {
		p.State, p.Reason = Uncertain, ReasonUnclear
	}
	return p, true
}

func (l *Locator) name(cv heap.SV) string {
	name, _ := l.Heap.SymName(cv)
	return name
}

func (l *Locator) anonymous(cv heap.SV) bool { return subName(l.name(cv)) == "" }

// around places the sub that encloses a CODE in a file; Sub is -1 if that is
// the file, or not known.
func (l *Locator) around(cv heap.SV, p Place) Place {
	p.State = Exact
	for range maxNesting {
		scope, ok := outside(l.Heap, cv)
		if !ok {
			break
		}
		if loc, ok := l.Heap.CodeLocation(scope); ok && loc.Line > 0 {
			if in := l.PlaceCode(scope); in.Path == p.Path && in.Sub >= 0 {
				return in
			}
			break
		}
		cv = scope
	}
	return p
}

// codeBlocks gives the lines of a sub with code blocks of regular expressions,
// or of what is in no sub if it is -1.
func (p Place) codeBlocks(text []byte) []Spot {
	from, to := 0, min(p.File.End, len(text))
	if p.Sub >= 0 {
		from, to = p.File.Subs[p.Sub].Body, min(p.File.Subs[p.Sub].End, to)
	}
	p.Reason = ReasonRegexp
	var spots []Spot
	for at := max(from, 0); at < to; at++ {
		k := bytes.Index(text[at:to], []byte("(?"))
		if k < 0 {
			break
		}
		at += k
		if rest := text[at+2 : to]; !bytes.HasPrefix(rest, []byte("{")) && !bytes.HasPrefix(rest, []byte("?{")) {
			continue
		}
		line := p.File.LineOf(at)
		if in := p.File.SubsAt(line); p.enclosing(in, at) != p.Sub || len(spots) > 0 && spots[len(spots)-1].Line == line {
			continue
		}
		p.Line = line
		spots = append(spots, Spot{Place: p, Role: RoleLine})
	}
	return spots
}

// enclosing gives the innermost of some subs that an offset is in, taking for
// a Block the sub around it; -1 for none.
func (p Place) enclosing(in []int, offset int) int {
	for _, sub := range in {
		if s := &p.File.Subs[sub]; s.Start <= offset && offset < s.End && s.Kind != perl.Block {
			return sub
		}
	}
	return -1
}
