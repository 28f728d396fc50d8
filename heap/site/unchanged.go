package site

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/align"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/pmat"
)

// older reports whether a text is the one that ran under a recorded name, as the
// capture knows, or else as far as times tell: it was written before the process
// began, or if that is not known before the dump.
func (prog *Program) older(recorded string, t *Text) bool {
	switch o := prog.where.Origin; {
	case o.Ran(recorded, t.Bytes):
		return true
	case o.Differs(recorded, t.Bytes):
		return false
	}
	at := prog.where.Written
	if s, ok := prog.heap.Process().Started(); ok && time.Unix(s, 0).Before(at) {
		at = time.Unix(s+1, 0)
	}
	return !t.times.Text.IsZero() && !at.IsZero() && !t.times.Text.After(at)
}

// Newer reports whether a text was written since, so that it may be another one
// than that which ran; false if the times are not known.
func (prog *Program) Newer(recorded string, t *Text) bool {
	return !t.times.Text.IsZero() && !prog.where.Written.IsZero() && !prog.older(recorded, t)
}

// kept reports whether the text of a recorded file is still the one that ran, as
// far as one can tell.
func (prog *Program) kept(recorded string, t *Text) bool {
	return prog.drift(recorded, t) == nil
}

// split reports whether a name is one that AutoSplit has made: the sub stands
// behind the __END__ of the file, where nothing reports whether it fits.
func split(recorded string) bool { return strings.Contains(recorded, " (autosplit into ") }

// told reports whether the lines of a file are those that perl was told by what
// made Perl of it, so that the subs of the text say nothing about them.
func told(recorded, path string) bool { return isTemplate(path) || split(recorded) }

// isTemplate reports whether a file is no Perl, so that it has no subs that perl
// compiled although their lines are recorded for it.
func isTemplate(path string) bool {
	switch strings.ToLower(filepath.Ext(path)) {
	case "", ".pm", ".pl", ".plx", ".pmc", ".t", ".psgi", ".cgi", ".fcgi", ".al", ".ph", ".ix":
		return false
	}
	return true
}

// settle places a CODE in a file. d is the drift of the file, which knows
// nothing of the CODE; nil if the text is the one that ran. In that no sub is
// missing: what stands in none perl has got from something else than a `sub`
// there.
func (prog *Program) settle(t *Text, cv heap.SV, loc heap.Location, d *drift) Place {
	if d != nil && told(loc.File, t.Path) {
		return prog.toldLine(d, loc)
	}
	code, err := prog.describe(cv)
	if err != nil {
		return unlocated(loc)
	}
	candidates := locate(t.File, loc)
	if code.Closure {
		candidates = slices.DeleteFunc(candidates, func(c perl.Candidate) bool { return t.File.Subs[c.Sub].Kind == perl.Phaser })
	}
	p := pick(t, candidates, loc, code.Trait)
	if d != nil {
		if p.State != Exact {
			p.Reason = d.reason()
		}
		return p
	}
	template := isTemplate(t.Path)
	switch {
	case p.State == Exact:
		if !replaced(p, &code) {
			return p
		}
		if !template && !prog.older(loc.File, t) {
			p.State, p.Reason = Uncertain, ReasonUnclear
		}
		if !template {
			return p
		}
	case !template:
		// A keyword that puts other code before the first statement makes perl
		// record its own line.
		for k := range candidates {
			if candidates[k].Fit == perl.FitHead {
				candidates[k].Fit = perl.FitFirst
			}
		}
		if p = pick(t, candidates, loc, code.Trait); p.Sub >= 0 && !prog.claimed(loc.File, p, cv) {
			p.State = Exact
			return p
		}
	}
	p.Ambiguous = false
	return prog.lineAlone(p, loc)
}

// lineAlone is a recorded line of a text that has no sub there.
func (prog *Program) lineAlone(p Place, loc heap.Location) Place {
	p.Sub, p.Line, p.State, p.Reason = -1, perl.Line(loc.Line), Exact, ReasonGenerated
	if isTemplate(p.Path) {
		p.Reason = ReasonTemplate
	}
	if lines := physical(p.Text.File, loc); len(lines) > 0 {
		p.Line = lines[0]
		if at, ok := quoted(p.Text, lines[0]); ok && p.Reason == ReasonGenerated {
			p.Line = at
		}
	} else if loc.Line < 1 || loc.Line > p.Text.File.Lines() {
		return Place{Sub: -1, Line: perl.Line(loc.Line), Reason: ReasonGenerated} // not of this text
	}
	return p
}

// toldLine follows a recorded line of a text that has no subs and has changed,
// or may have.
func (prog *Program) toldLine(d *drift, loc heap.Location) Place {
	p := prog.lineAlone(in(d.text), loc)
	if p.Path == "" {
		p = in(d.text)
		p.Line, p.State, p.Reason = perl.Line(loc.Line), Gone, d.reason()
		return p
	}
	if p.Line, p.State = d.lineNow(p.Line); p.State != Exact {
		p.Reason = d.reason()
	}
	return p
}

// physical returns the lines of a file that were recorded at a place. A `# line`
// directive may name the file itself.
func physical(f *perl.File, loc heap.Location) []perl.Line {
	lines := f.Physical(perl.Location{Line: perl.Line(loc.Line)})
	if len(f.Directives) > 0 {
		lines = append(lines, f.Physical(perl.Location{File: loc.File, Line: perl.Line(loc.Line)})...)
	}
	return lines
}

// replaced reports whether an anonymous sub that stands where that of a CODE did
// has nothing in common with it: lines alone do not tell them apart.
func replaced(p Place, code *align.Code) bool {
	f := p.Text.File
	return f.Subs[p.Sub].Name == "" && code.Closure && !align.Alike(f, p.Sub, code.Trait)
}

// claimed reports whether the sub of a place is for certain that of another CODE
// than the one that was placed there: its first statement was recorded for
// that.
func (prog *Program) claimed(recorded string, p Place, cv heap.SV) bool {
	claims := prog.claims.Get(driftKey{recorded, p.Path}, func() map[int]pmat.Addr { return prog.claim(recorded, p.Text) })
	of, ok := claims[p.Sub]
	return ok && of != prog.heap.Code(cv).OpRoot()
}

// claim returns the optrees of the subs of a text whose lines fit, by sub.
func (prog *Program) claim(recorded string, t *Text) map[int]pmat.Addr {
	claims := map[int]pmat.Addr{}
	for _, cv := range prog.compiled()[recorded] {
		code, err := prog.describe(cv)
		if err != nil {
			continue
		}
		loc, _ := prog.heap.Code(cv).Location()
		if p := pick(t, locate(t.File, loc), loc, code.Trait); p.State == Exact && !p.Ambiguous {
			claims[p.Sub] = prog.heap.Code(cv).OpRoot()
		}
	}
	return claims
}

// maxHead is how many lines before its first statement the word `sub` of a
// quoted sub is looked for.
const maxHead = 3

// quoted finds the word `sub` at a line or just before it that is none of the
// text's own subs: it is in a string or a here-document, or behind __END__, for
// an eval that was told the lines of the file.
func quoted(t *Text, line perl.Line) (at perl.Line, ok bool) {
	at = line - maxHead - 1
	note := func(offset int) {
		if n := t.File.LineOf(offset); at < n && n <= line {
			at, ok = n, true
		}
	}
	for m := range t.mentionsOf("sub") {
		if m.Kind == perl.MentionQuoted || m.Kind == perl.MentionName {
			note(m.Start)
		}
	}
	for _, offset := range t.mentioned().subs {
		note(offset)
	}
	return at, ok
}
