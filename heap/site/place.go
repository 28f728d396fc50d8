package site

import (
	"slices"
	"strconv"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/align"
	"github.com/perlheap/perlheap/heap/perl"
)

// Place is where a site stands in the source of today.
type Place struct {
	Path string // of the file; empty if it was not found
	File *perl.File
	Sub  int       // index in File.Subs; -1 if the text has no sub that it can be
	Line perl.Line // of the sub's keyword; the recorded line if there is no sub
	// Ambiguous tells that another sub of the text fits as well.
	Ambiguous bool
	State     State
	Reason    Reason // empty where there is nothing to explain
}

// InFile places a site in the text of a file that was found to be the one it
// was recorded in.
func (s *Site) InFile(path string, f *perl.File) Place {
	return s.pick(path, f, locate(f, s.Recorded))
}

// InDirective places a site whose recorded file is a name that a `# line`
// directive of the text gives.
func (s *Site) InDirective(path string, f *perl.File) Place {
	candidates := f.Locate(perl.Location{File: s.Recorded.File, Line: perl.Line(s.Recorded.Line)})
	return s.pick(path, f, candidates)
}

// locate gives the subs that may have been recorded at a place of a file. A
// `# line` directive may name the file itself.
func locate(f *perl.File, loc heap.Location) []perl.Candidate {
	line := perl.Line(loc.Line)
	all := f.Locate(perl.Location{Line: line})
	if len(f.Directives) > 0 && slices.Contains(f.Names(), loc.File) {
		all = append(all, f.Locate(perl.Location{File: loc.File, Line: line})...)
	}
	return all
}

func (s *Site) pick(path string, f *perl.File, candidates []perl.Candidate) Place {
	return pick(path, f, candidates, s.Recorded, s.trait())
}

func (s *Site) trait() align.Trait {
	trait := align.Trait{Name: subName(s.Name), Pad: s.Pad, Captured: s.Captures}
	if trait.Pad == nil {
		trait.Pad = []string{} // known to have none
	}
	return trait
}

func pick(path string, f *perl.File, candidates []perl.Candidate, loc heap.Location, trait align.Trait) Place {
	p := Place{Path: path, File: f, Sub: -1, Line: perl.Line(loc.Line), State: Gone}
	p.Sub, p.Ambiguous = align.Pick(f, candidates, trait)
	if p.Sub < 0 {
		return p
	}
	p.Line, p.State = f.Subs[p.Sub].Line, Uncertain
	for _, c := range candidates {
		if c.Sub == p.Sub && c.Fit <= perl.FitReach {
			p.State = Exact
		}
	}
	return p
}

// namedAt begins the name of an anonymous sub under the debugger and profilers:
// &Foo::__ANON__[lib/Foo.pm:12], by the line of its closing brace.
const namedAt = "::__ANON__["

// closedAt gives the place in such a name.
func closedAt(symbol string) (heap.Location, bool) {
	_, at, ok := strings.Cut(symbol, namedAt)
	at, closed := strings.CutSuffix(at, "]")
	k := strings.LastIndexByte(at, ':')
	if !ok || !closed || k < 1 {
		return heap.Location{}, false
	}
	line, err := strconv.ParseInt(at[k+1:], 10, 32)
	return heap.Location{File: at[:k], Line: int(line)}, err == nil && line > 0
}

// subName gives the name that a sub has in the source for that of its CODE;
// empty for an anonymous one.
func subName(symbol string) string {
	if strings.Contains(symbol, namedAt) {
		return ""
	}
	name := symbol
	for i := len(name) - 1; i > 0; i-- {
		if name[i-1] == ':' && name[i] == ':' {
			name = name[i+1:]
			break
		}
	}
	if name == "__ANON__" {
		return ""
	}
	return name
}
