package site

import (
	"slices"
	"strconv"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/source"
)

// Place is where a site stands in the source of today.
type Place struct {
	Path string // of the file; empty if it was not found
	File *source.File
	Sub  int         // index in File.Subs; -1 if the text has no sub that it can be
	Line source.Line // of the sub's keyword; the recorded line if there is no sub
	// Ambiguous tells that another sub of the text fits as well.
	Ambiguous bool
	State     State
	Reason    Reason // empty where there is nothing to explain
}

// InFile places a site in the text of a file that was found to be the one it
// was recorded in.
func (s *Site) InFile(path string, f *source.File) Place {
	return s.pick(path, f, locate(f, s.Recorded))
}

// InDirective places a site whose recorded file is a name that a `# line`
// directive of the text gives.
func (s *Site) InDirective(path string, f *source.File) Place {
	candidates := f.Locate(source.Location{File: s.Recorded.File, Line: source.Line(s.Recorded.Line)})
	return s.pick(path, f, candidates)
}

// locate gives the subs that may have been recorded at a place of a file. A
// `# line` directive may name the file itself.
func locate(f *source.File, loc heap.Location) []source.Candidate {
	line := source.Line(loc.Line)
	all := f.Locate(source.Location{Line: line})
	if len(f.Directives) > 0 && slices.Contains(f.Names(), loc.File) {
		all = append(all, f.Locate(source.Location{File: loc.File, Line: line})...)
	}
	return all
}

func (s *Site) pick(path string, f *source.File, candidates []source.Candidate) Place {
	return pick(path, f, candidates, s.Recorded, s.trait())
}

func (s *Site) trait() source.Trait {
	trait := source.Trait{Name: subName(s.Name), Pad: s.Pad, Captured: s.Captures}
	if trait.Pad == nil {
		trait.Pad = []string{} // known to have none
	}
	return trait
}

func pick(path string, f *source.File, candidates []source.Candidate, loc heap.Location, trait source.Trait) Place {
	p := Place{Path: path, File: f, Sub: -1, Line: source.Line(loc.Line), State: Gone}
	p.Sub, p.Ambiguous = f.Pick(candidates, trait)
	if p.Sub < 0 {
		return p
	}
	p.Line, p.State = f.Subs[p.Sub].Line, Uncertain
	for _, c := range candidates {
		if c.Sub == p.Sub && c.Fit <= source.FitReach {
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
