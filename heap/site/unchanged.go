package site

import (
	"path/filepath"
	"sort"
	"strings"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/align"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/pmat"
)

// older tells whether a text is the one that ran, as far as times tell: it was
// written before the process began, or if that is not known before the dump.
func (l *Locator) older(t *text) bool {
	at := l.Written
	if s, ok := l.Heap.Started(); ok && time.Unix(s, 0).Before(at) {
		at = time.Unix(s+1, 0)
	}
	return !t.times.Text.IsZero() && !at.IsZero() && !t.times.Text.After(at)
}

// kept tells whether the text of a recorded file is still the one that ran, as
// far as one can tell.
func (l *Locator) kept(recorded, path string) bool {
	return l.Heap != nil && l.drift(recorded, path, l.files[path]) == nil
}

// split tells whether a name is one that AutoSplit has made: the sub stands
// behind the __END__ of the file, where nothing tells whether it fits.
func split(recorded string) bool { return strings.Contains(recorded, " (autosplit into ") }

// isTemplate tells whether a file is no Perl, so that it has no subs that perl
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
func (l *Locator) settle(path string, t *text, cv heap.SV, loc heap.Location, trait align.Trait, d *drift) Place {
	candidates := locate(t.file, loc)
	p := pick(path, t.file, candidates, loc, trait)
	if d != nil {
		if p.State != Exact {
			p.Reason = d.reason()
		}
		return p
	}
	template := isTemplate(path)
	switch {
	case p.State == Exact:
		if !l.replaced(p, cv) {
			return p
		}
		if !template && !l.older(t) {
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
		if p = pick(path, t.file, candidates, loc, trait); p.Sub >= 0 && !l.claimed(loc.File, p, cv) {
			p.State = Exact
			return p
		}
	}
	p.Ambiguous = false
	return l.lineAlone(p, loc)
}

// lineAlone is a recorded line of a text that has no sub there.
func (l *Locator) lineAlone(p Place, loc heap.Location) Place {
	p.Sub, p.Line, p.State, p.Reason = -1, perl.Line(loc.Line), Exact, ReasonGenerated
	if isTemplate(p.Path) {
		p.Reason = ReasonTemplate
	}
	if lines := physical(p.File, loc); len(lines) > 0 {
		p.Line = lines[0]
		if at, ok := quoted(l.files[p.Path], lines[0]); ok && p.Reason == ReasonGenerated {
			p.Line = at
		}
	} else if loc.Line < 1 || loc.Line > p.File.Lines() {
		return Place{Sub: -1, Line: perl.Line(loc.Line), Reason: ReasonGenerated} // not of this text
	}
	return p
}

// physical gives the lines of a file that were recorded at a place. A `# line`
// directive may name the file itself.
func physical(f *perl.File, loc heap.Location) []perl.Line {
	lines := f.Physical(perl.Location{Line: perl.Line(loc.Line)})
	if len(f.Directives) > 0 {
		lines = append(lines, f.Physical(perl.Location{File: loc.File, Line: perl.Line(loc.Line)})...)
	}
	return lines
}

// replaced tells whether an anonymous sub that stands where that of a CODE did
// has nothing in common with it: lines alone do not tell them apart.
func (l *Locator) replaced(p Place, cv heap.SV) bool {
	if p.File.Subs[p.Sub].Name != "" {
		return false
	}
	code, err := describeCode(l.Heap, cv, &keyReader{h: l.Heap})
	return err == nil && code.Closure && !align.Alike(p.File, p.Sub, code.Trait)
}

// claimed tells whether the sub of a place is for certain that of another CODE
// than the one that was placed there: its first statement was recorded for
// that.
func (l *Locator) claimed(recorded string, p Place, cv heap.SV) bool {
	key := driftKey{recorded, p.Path}
	claims, known := l.claims[key]
	if !known {
		claims = l.claim(recorded, p.File)
		if l.claims == nil {
			l.claims = map[driftKey]map[int]pmat.Addr{}
		}
		l.claims[key] = claims
	}
	of, ok := claims[p.Sub]
	return ok && of != l.Heap.OpRoot(cv)
}

// claim gives the optrees of the subs of a text whose lines fit, by sub.
func (l *Locator) claim(recorded string, f *perl.File) map[int]pmat.Addr {
	claims := map[int]pmat.Addr{}
	for _, cv := range l.compiled[recorded] {
		code, err := describeCode(l.Heap, cv, &keyReader{h: l.Heap})
		if err != nil {
			continue
		}
		loc, _ := l.Heap.CodeLocation(cv)
		if p := pick("", f, locate(f, loc), loc, code.Trait); p.State == Exact && !p.Ambiguous {
			claims[p.Sub] = l.Heap.OpRoot(cv)
		}
	}
	return claims
}

// maxHead is how many lines before its first statement the word `sub` of a
// quoted sub is looked for.
const maxHead = 3

// quoted finds the word `sub` at a line or just before it that is none of the
// text's own subs: it is in a string or a here-document, for an eval that was
// told the lines of the file.
func quoted(t *text, line perl.Line) (at perl.Line, ok bool) {
	f := t.file
	for n := line; n >= 1 && n >= line-maxHead && int(n) <= f.Lines(); n-- {
		from := f.LineStart(n)
		for k := range wordsIn(t.text[from:f.LineStart(n+1)], []byte("sub")) {
			i := sort.Search(len(f.Subs), func(i int) bool { return f.Subs[i].Start >= from+k })
			if i == len(f.Subs) || f.Subs[i].Start != from+k {
				return n, true
			}
		}
	}
	return 0, false
}
