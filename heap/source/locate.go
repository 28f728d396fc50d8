package source

import "sort"

// Candidate is a sub that a recorded location can mean.
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
	// FitHead: the line is between the keyword and the first statement. perl
	// never records it; the text may have changed.
	FitHead
	// FitInside: the line is behind the first statement. perl does not record
	// it for this sub if the text is the one that ran.
	FitInside
)

// Locate returns the subs that a CODE may be whose first statement perl
// recorded at loc, best first: those whose first statement can have this line,
// the innermost and then the later before the others; then those that merely
// enclose the line. Several subs of the best fit cannot be told apart by the
// line alone, see [File.Pick].
//
// loc.File is "" for the file itself or the name given by a `# line`
// directive.
func (f *File) Locate(loc Location) []Candidate {
	var all []Candidate
	for _, line := range f.Physical(loc) {
		for _, i := range f.SubsAt(line) {
			all = append(all, Candidate{Sub: i, Fit: f.fit(i, line)})
		}
	}
	sort.SliceStable(all, func(a, b int) bool {
		x, y := all[a], all[b]
		if x.Fit != y.Fit {
			return x.Fit < y.Fit
		}
		// A sub that starts its statement on the line before one whose long
		// statement merely reaches it.
		return f.distance(x, loc) < f.distance(y, loc)
	})
	return all
}

// distance is 0 for equal candidates; SubsAt already put inner subs first.
func (f *File) distance(Candidate, Location) int { return 0 }

func (f *File) fit(i int, line Line) Fit {
	s := &f.Subs[i]
	switch {
	case line < s.FirstLine:
		return FitHead
	case line <= s.FirstEndLine:
		return FitFirst
	}
	return FitInside
}

// Trait is what is known of a CODE besides its location.
type Trait struct {
	Name string // without package; "" for an anonymous sub
	// Pad are the names of its pad with sigil: its own variables and those that
	// it captured.
	Pad []string
}

// Pick chooses among the subs that Locate returned the one with the name and
// the pad of a CODE. ambiguous tells that another fits as well; sub is -1 when
// none fits.
func (f *File) Pick(candidates []Candidate, t Trait) (sub int, ambiguous bool) {
	best, bestScore := -1, score{}
	for _, c := range candidates {
		sc := f.score(c, t)
		switch d := sc.compare(bestScore); {
		case best < 0 || d < 0:
			best, bestScore, ambiguous = c.Sub, sc, false
		case d == 0:
			ambiguous = true
		}
	}
	if best >= 0 && bestScore.wrongName {
		return -1, false
	}
	return best, ambiguous
}

// score orders candidates: fewer of everything is better, from the first
// field on.
type score struct {
	wrongName bool
	foreign   int // names of the pad that the sub neither declares nor uses
	fit       Fit
	missing   int // variables of the sub that the pad has not
}

func (a score) compare(b score) int {
	switch {
	case a.wrongName != b.wrongName:
		if b.wrongName {
			return -1
		}
		return 1
	case a.foreign != b.foreign:
		return a.foreign - b.foreign
	case a.fit != b.fit:
		return int(a.fit) - int(b.fit)
	}
	return a.missing - b.missing
}

func (f *File) score(c Candidate, t Trait) score {
	s := &f.Subs[c.Sub]
	sc := score{fit: c.Fit, wrongName: !s.named(t.Name)}
	pad := f.PadNames(c.Sub)
	have := map[string]bool{}
	for _, n := range t.Pad {
		have[n] = true
		if !pad[n] {
			sc.foreign++
		}
	}
	for _, v := range s.Declares {
		if !have[v.Name] {
			sc.missing++
		}
	}
	return sc
}

// named tells whether a CODE of this name (without package) can be the sub. An
// anonymous sub may have been given a name at run time (Sub::Util,
// *glob = sub), a named one keeps its own.
func (s *Sub) named(name string) bool {
	own := s.Name
	for i := len(own) - 1; i > 0; i-- {
		if own[i-1] == ':' || own[i] == '\'' {
			own = own[i:]
			break
		}
	}
	if s.Kind == Anonymous || s.Kind == Block || own == "" {
		return true
	}
	return name == own || name == "" && s.Kind != Named
}

// PadNames returns the names that the pad of a sub may have: what it declares
// and uses, and what subs inside it capture through it.
func (f *File) PadNames(i int) map[string]bool {
	pad := map[string]bool{}
	end := i + 1
	for end < len(f.Subs) && f.Subs[end].Start < f.Subs[i].End {
		end++
	}
	for k := i; k < end; k++ {
		for _, v := range f.Subs[k].Declares {
			// The block of a Block may be no sub, so that its variables are ours.
			if k == i || f.ownBlock(k, i) {
				pad[v.Name] = true
			}
		}
		for _, n := range f.Subs[k].Uses {
			pad[n] = true
		}
	}
	return pad
}

// ownBlock tells whether only Blocks are between sub k and sub i around it.
func (f *File) ownBlock(k, i int) bool {
	for ; k != i; k = f.Subs[k].Parent {
		if f.Subs[k].Kind != Block {
			return false
		}
	}
	return true
}
