package site

import (
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
}

// InFile places a site in the text of a file that was found to be the one it
// was recorded in.
func (s *Site) InFile(path string, f *source.File) Place {
	candidates := f.Locate(source.Location{Line: source.Line(s.Recorded.Line)})
	return s.pick(path, f, candidates)
}

// InDirective places a site whose recorded file is a name that a `# line`
// directive of the text gives.
func (s *Site) InDirective(path string, f *source.File) Place {
	candidates := f.Locate(source.Location{File: s.Recorded.File, Line: source.Line(s.Recorded.Line)})
	return s.pick(path, f, candidates)
}

func (s *Site) pick(path string, f *source.File, candidates []source.Candidate) Place {
	trait := source.Trait{Name: subName(s.Name), Pad: s.Pad, Captured: s.Captures}
	if trait.Pad == nil {
		trait.Pad = []string{} // known to have none
	}
	return pick(path, f, candidates, s.Recorded, trait)
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

// subName gives the name that a sub has in the source for that of its CODE;
// empty for an anonymous one.
func subName(symbol string) string {
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
