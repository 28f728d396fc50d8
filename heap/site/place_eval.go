package site

import (
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/perl"
)

// evalSpots returns the eval that compiled an item: where the name of its text
// says, else the evals of strings in the sub that ran it, else those in the
// package that see what the item has captured. A captured variable stands at
// its declaration instead.
func (prog *Program) evalSpots(i *Item) []Place {
	e := i.Evals
	if e.in != nil && i.Kind == KindVariable && i.outer {
		if spots := prog.declaredAround(i.Name, e.in); len(spots) > 0 {
			return spots
		}
	}
	if e.At.File != "" {
		if p, ok := prog.open(e.At.File); ok {
			return []Place{prog.evalAt(p, e.At)}
		}
		return nil
	}
	if e.in != nil {
		return prog.evalsIn(e.in, i)
	}
	for _, file := range e.files[:min(len(e.files), maxFiles)] {
		p, ok := prog.open(file)
		if !ok {
			continue
		}
		evals := prog.fitting(p, p.evalsSeeing(e.pkg, i.captures()), i)
		if len(evals) == 0 {
			continue
		}
		var spots []Place
		for _, at := range evals {
			if s := p.at(at.Offset, RoleEval); i.Kind != KindVariable || !i.outer {
				s.Sub = at.Sub
				spots = append(spots, s)
			} else if d := p.visible(at, i.Name); d != nil && !slices.ContainsFunc(spots, func(o Place) bool { return o.Line == d[0].Line }) {
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

// generated returns where a CODE stands whose text is in no file: at the eval, or
// the line that Moose names; nothing for any other.
func (prog *Program) generated(cv heap.SV, loc heap.Location) []Place {
	if file, line, ok := files.DefinedAt(loc.File); ok {
		return prog.lineSpots(heap.Location{File: file, Line: line})
	}
	_, at, ok := evalText(loc.File)
	if !ok {
		return nil
	}
	names, err := prog.heap.Code(cv).Padnames()
	if err != nil {
		return nil
	}
	i := Item{Kind: KindClosure, Recorded: loc, Example: cv}
	if i.at, err = siteOf(prog.heap, cv, names); err != nil {
		return nil
	}
	in, ok := evalledIn(prog.heap, cv)
	if !ok {
		in = heap.NoSV
	}
	if i.fromEval(prog.heap, prog.packages(), in, at) != nil {
		return nil
	}
	return prog.evalSpots(&i)
}

// captures returns the variables that the CODE of an item has captured.
func (i *Item) captures() []string {
	if i.at != nil {
		return i.at.Captures
	}
	return i.Sites[0].Captures
}

// evalsSeeing returns the evals of strings in a package at which some variables
// are declared, or if there are none all of them: the text itself then declares
// the variables.
func (p Place) evalsSeeing(pkg string, captured []string) []perl.Eval {
	var own, seeing []perl.Eval
	for _, e := range p.Text.File.Evals {
		if p.Text.File.PackageAt(e.Offset) != pkg {
			continue
		}
		own = append(own, e)
		if !slices.ContainsFunc(captured, func(v string) bool { return p.visible(e, v) == nil }) {
			seeing = append(seeing, e)
		}
	}
	if len(seeing) == 0 {
		return own
	}
	return seeing
}

// minLiteral is from which length on a literal tells something: 0 and 1 are
// everywhere.
const minLiteral = 3

// fitting returns those of some evals whose text has what the CODE of an item
// has: what it captured, its variables, its name, most of its literals. What
// none of them has was put into the text at run time, and tells nothing.
func (prog *Program) fitting(p Place, evals []perl.Eval, i *Item) []perl.Eval {
	if len(evals) < 2 {
		return evals
	}
	code, err := prog.describe(i.code())
	if err != nil {
		return evals
	}
	for _, names := range [][]string{code.Captured, code.Pad, {code.Name}} {
		fit := slices.DeleteFunc(slices.Clone(evals), func(e perl.Eval) bool {
			text := p.evalled(e)
			return slices.ContainsFunc(names, func(name string) bool { return !evalNames(text, name) })
		})
		if len(fit) > 0 {
			evals = fit
		}
	}
	most := 0
	var fit []perl.Eval
	for _, e := range evals {
		has, n := wordsOf(p.evalled(e)), 0
		for _, w := range code.Constants {
			if len(w) >= minLiteral && allIn(wordsIn(w), has) {
				n++
			}
		}
		if n > most {
			most, fit = n, nil
		}
		if n == most {
			fit = append(fit, e)
		}
	}
	return fit
}

// evalNames reports whether what an eval mentions has the name of a sub, or of a
// variable behind any sigil.
func evalNames(text []perl.Mention, name string) bool {
	word := strings.TrimLeft(name, "$@%")
	return word == "" || slices.ContainsFunc(text, func(m perl.Mention) bool {
		return m.Base() == word[strings.LastIndexByte(word, ':')+1:] && (len(word) == len(name) || m.Sigil != 0 || m.Kind == perl.MentionKey)
	})
}

// wordsOf are the words of what an eval mentions.
func wordsOf(text []perl.Mention) map[string]bool {
	has := map[string]bool{}
	for _, m := range text {
		for _, w := range wordsIn(m.Name) {
			has[w] = true
		}
	}
	return has
}

// wordsIn are the words and numbers of a literal.
func wordsIn(literal string) []string {
	return strings.FieldsFunc(literal, func(r rune) bool {
		return r != '_' && r < 0x80 && !('0' <= r && r <= '9') && !('a' <= r|0x20 && r|0x20 <= 'z')
	})
}

// allIn reports whether there are words, and all are among others.
func allIn(words []string, has map[string]bool) bool {
	return len(words) > 0 && !slices.ContainsFunc(words, func(w string) bool { return !has[w] })
}

// evalled is what the text mentions from an eval to the next one, or to the end
// of the sub that it is in.
func (p Place) evalled(e perl.Eval) []perl.Mention {
	end := p.Text.File.End
	if e.Sub >= 0 {
		end = p.Text.File.Subs[e.Sub].End
	}
	if k := slices.Index(p.Text.File.Evals, e); k+1 < len(p.Text.File.Evals) {
		end = min(end, p.Text.File.Evals[k+1].Offset)
	}
	return p.Text.MentionsIn(e.Offset, end)
}

// visible finds the declaration of a variable that an eval sees; nil if there
// is none.
func (p Place) visible(e perl.Eval, name string) []Place {
	declares := p.Text.File.Declares
	if e.Sub >= 0 {
		declares = p.Text.File.Subs[e.Sub].Declares
	}
	p.State = Exact
	if spots := p.declarations(declares, name, e.Offset); len(spots) > 0 {
		return spots[len(spots)-1:]
	}
	return p.outward(e.Sub, name)
}

// evalAt returns the eval of a line, which is the first of a statement that may
// go on behind it.
func (prog *Program) evalAt(p Place, at heap.Location) Place {
	line := perl.Line(at.Line)
	if lines := physical(p.Text.File, at); len(lines) > 0 {
		line = lines[0]
	}
	line, state, reason := prog.lineNow(at.File, p.Text, line)
	for _, e := range p.Text.File.Evals {
		if e.Line == line {
			s := p.at(e.Offset, RoleEval)
			s.State, s.Reason = state, reason
			return s
		}
	}
	p.Line, p.State, p.Reason = line, Uncertain, prog.reason(at.File, p.Text)
	if prog.kept(at.File, p.Text) { // another function called it for the module
		p.State, p.Reason = Exact, ReasonGenerated
	}
	return p.as(RoleLine)
}

// evalsIn returns the evals of a sub, or the sub if it has none: what it calls
// may have run them.
func (prog *Program) evalsIn(s *Site, i *Item) []Place {
	if s.Recorded.Line == 0 { // the program itself
		p, ok := prog.open(s.Recorded.File)
		if !ok {
			return nil
		}
		return prog.evalsOf(p, i)
	}
	p := prog.PlaceSite(s)
	if p.Text == nil {
		return nil
	}
	if p.Sub >= 0 {
		if spots := prog.evalsOf(p, i); len(spots) > 0 {
			for k := range spots {
				spots[k].State, spots[k].Reason, spots[k].Ambiguous = p.State, p.Reason, p.Ambiguous
			}
			return spots
		}
	}
	return []Place{p.as(RoleSub).inferred()}
}

// evalsOf returns the evals directly in the sub of a place, or in none if that is
// -1, of which one compiled an item. The block of a Block belongs to the sub
// around it.
func (prog *Program) evalsOf(p Place, i *Item) []Place {
	var evals []perl.Eval
	for _, e := range p.Text.File.Evals {
		if p.Text.File.EnclosingSub(e.Sub) == p.Sub || e.Sub == p.Sub {
			evals = append(evals, e)
		}
	}
	var spots []Place
	fit := prog.fitting(p, evals, i)
	for _, e := range fit {
		s := p.at(e.Offset, RoleEval)
		s.Sub, s.Attributed = e.Sub, len(fit) < len(evals)
		spots = append(spots, s)
	}
	return oneOf(spots)
}
