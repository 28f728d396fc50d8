package perl

import "sort"

// Candidate is a sub that a recorded location can refer to.
type Candidate struct {
	Sub int // index in File.Subs
	Fit Fit
}

// Fit says how well a sub explains a recorded line; lower is better.
type Fit uint8

// The fits of [Candidate].
const (
	// FitFirst: the line is one of those of the sub's first statement, its
	// signature, or its empty body.
	FitFirst Fit = iota
	// FitReach: perl may have recorded the line, though it would rather be
	// another: a sub inside the first statement ends behind the line, and perl
	// records where the last of them ends; the line is that of the brace behind
	// a statement without semicolon; or the first statement names a constant,
	// which may have removed it; or the line is that of the keyword, which is one
	// that puts code of its own first, as `async sub`.
	FitReach
	// FitInside: the line is behind the first statement. perl records it for
	// this sub only if it compiled the statements before to nothing.
	FitInside
	// FitHead: the line is between the keyword and the first statement. perl
	// never records it; the text is not the one that ran.
	FitHead
)

// Locate returns the subs that may be a CODE whose first statement perl
// recorded at loc, best first. Subs whose first statement can have this line
// come before those that merely enclose the line; among the former, inner subs
// come before outer ones, then later before earlier ones. Several subs of the
// best fit cannot be told apart by the line alone.
//
// loc.File is "" for the file itself, or the name given by a `# line`
// directive.
func (f *File) Locate(loc Location) []Candidate {
	var all []Candidate
	for _, line := range f.Physical(loc) {
		for _, i := range f.SubsAt(line) {
			all = append(all, Candidate{Sub: i, Fit: f.FitOf(i, line)})
		}
	}
	sort.SliceStable(all, func(a, b int) bool { return all[a].Fit < all[b].Fit })
	return all
}

// FitOf tells how well a sub, given by its index in Subs, explains a physical
// line. A sub that does not contain the line has FitHead or FitInside as well.
func (f *File) FitOf(i int, line Line) Fit {
	s := &f.Subs[i]
	switch {
	case line < s.FirstLine && line >= s.Line && s.wrapped:
		return FitReach
	case line < s.FirstLine:
		return FitHead
	case line > s.FirstEndLine && line > s.loose:
		return FitInside
	case line > s.FirstEndLine, line < s.reach, f.inBlock(i, line):
		return FitReach
	}
	return FitFirst
}

// inBlock reports whether a line is strictly inside of a Block of several lines in the
// first statement of a sub: if the Block is a sub, perl records where it ends, if
// not, where the statement begins.
func (f *File) inBlock(i int, line Line) bool {
	blocks := f.Subs[i].blocks
	// Siblings do not overlap: the last that begins above the line decides.
	k := sort.Search(len(blocks), func(k int) bool { return f.Subs[blocks[k]].BodyLine >= line })
	return k > 0 && line < f.Subs[blocks[k-1]].LastLine
}

// LastRecorded returns the last line that perl may record for the sub.
func (s *Sub) LastRecorded() Line { return max(s.FirstEndLine, s.loose, s.reach) }
