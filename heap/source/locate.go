package source

import (
	"cmp"
	"sort"
	"strings"
)

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
	sort.SliceStable(all, func(a, b int) bool { return all[a].Fit < all[b].Fit })
	return all
}

// FitOf tells how well a sub, by its index in Subs, explains a physical line.
// A sub that the line is not in has FitHead or FitInside as well.
func (f *File) FitOf(sub int, line Line) Fit { return f.fit(sub, line) }

// Fits tells whether perl would record a line, of the file itself, for a sub
// of the text that can have the name and the pad of t.
func (f *File) Fits(line Line, t Trait) bool { return f.FitsAt(Location{Line: line}, t) }

// FitsAt is Fits for a line that a `# line` directive may have named.
func (f *File) FitsAt(loc Location, t Trait) bool {
	for _, c := range f.Locate(loc) {
		if sc := f.score(c, t); sc.fit <= FitReach && !sc.renamed && sc.foreign == 0 {
			return true
		}
	}
	return false
}

// Alike tells whether a sub, by its index in Subs, and a CODE have anything in
// common: a variable or a constant, or that they have none of these. It reads
// what is in the sub and costs more than [File.Fits].
func (f *File) Alike(sub int, t Trait) bool {
	a := aligner{f: f, codes: []Code{{Trait: t}}}
	a.feats.subs = make([]subFeatures, len(f.Subs))
	a.feats.subs[sub] = f.features(sub)
	return a.alike(0, sub)
}

func (f *File) fit(i int, line Line) Fit {
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

// inBlock tells whether a line is strictly inside of a Block of several lines in the
// first statement of a sub: if the Block is a sub, perl records where it ends, if
// not, where the statement begins.
func (f *File) inBlock(i int, line Line) bool {
	blocks := f.Subs[i].blocks
	// Siblings do not overlap: the last that begins above the line decides.
	k := sort.Search(len(blocks), func(k int) bool { return f.Subs[blocks[k]].BodyLine >= line })
	return k > 0 && line < f.Subs[blocks[k-1]].LastLine
}

// Trait is what is known of a CODE besides its location.
type Trait struct {
	Name string // without package; "" for an anonymous sub
	// Pad are the names in its pad with sigil: its own variables and those that
	// it captured. nil means that they are not known.
	Pad []string
	// Captured are those of Pad that it captured. nil means that they are not
	// known.
	Captured []string
	// Constants are its distinct constants as [Word] and [NumberWord] have them,
	// as far as they are known. nil means that they are not.
	Constants []string
	// Keys are names by which the program keeps it, mostly the key of a HASH:
	// error of what `error => sub {...}` made.
	Keys []string
}

// Pick chooses among the subs that [File.Locate] returned the one with the
// name, pad and constants of a CODE. sub is -1 when none can be it. ambiguous
// tells that another one fits as well; sub is then the first of these.
func (f *File) Pick(candidates []Candidate, t Trait) (sub int, ambiguous bool) {
	best, bestScore := -1, score{}
	for _, c := range candidates {
		sc := f.score(c, t)
		if sc.name == nameOther && (sc.fit != FitFirst || sc.foreign > 0) {
			continue
		}
		switch d := sc.compare(bestScore); {
		case best < 0 || d < 0:
			best, bestScore, ambiguous = c.Sub, sc, false
		case d == 0:
			ambiguous = true
		}
	}
	return best, ambiguous
}

// nameFit says how well a sub explains the name of a CODE.
type nameFit uint8

const (
	nameSame nameFit = iota
	// nameGiven: an anonymous sub that was given the name at run time
	// (Sub::Util, *name = sub), or a CODE whose name the dump does not tell.
	nameGiven
	// nameOther: a named sub that would have been renamed, which is rare.
	nameOther
)

// score orders candidates: less is better, and the first field counts most.
type score struct {
	renamed bool // name == nameOther
	foreign int  // names of the pad that the sub cannot have
	fit     Fit
	name    nameFit
	swapped int  // captured variables that the sub declares
	missing int  // variables that the pad should have and has not
	strange int  // constants that are not written in the sub
	unseen  int  // what is written in the sub and is no constant; calls of functions are not
	block   bool // may be no sub at all
}

func (a score) compare(b score) int {
	return cmp.Or(
		cmp.Compare(btoi(a.renamed), btoi(b.renamed)),
		cmp.Compare(a.foreign, b.foreign),
		cmp.Compare(a.fit, b.fit),
		cmp.Compare(a.name, b.name),
		cmp.Compare(a.swapped, b.swapped),
		cmp.Compare(a.missing, b.missing),
		cmp.Compare(a.strange, b.strange),
		cmp.Compare(a.unseen, b.unseen),
		cmp.Compare(btoi(a.block), btoi(b.block)),
	)
}

func btoi(b bool) int {
	if b {
		return 1
	}
	return 0
}

func (f *File) score(c Candidate, t Trait) score {
	s := &f.Subs[c.Sub]
	sc := score{fit: c.Fit, name: s.nameFit(t.Name)}
	sc.renamed, sc.block = sc.name == nameOther, s.Kind == Block
	if t.Pad != nil {
		sc.foreign, sc.missing = f.padFit(c.Sub, t.Pad)
	}
	if t.Captured != nil {
		sc.swapped = f.swapped(c.Sub, t)
	}
	if t.Constants != nil {
		sc.unseen = len(s.Words)
	}
	for _, w := range t.Constants {
		if i := sort.SearchStrings(s.Words, w); i == len(s.Words) || s.Words[i] != w {
			sc.strange++
		} else {
			sc.unseen--
		}
	}
	return sc
}

func (s *Sub) nameFit(name string) nameFit {
	own := s.Name
	if i := strings.LastIndexAny(own, ":'"); i >= 0 {
		own = own[i+1:]
	}
	switch {
	case s.Kind == Block || own == "":
		if name == "" || s.labelled(name) {
			return nameSame
		}
		return nameGiven
	case name == own:
		return nameSame
	case name == "" && s.Kind != Named:
		return nameGiven
	}
	return nameOther
}

// labelled tells whether a name given at run time is the sub's label: that of
// an overloaded operator begins with a parenthesis, and globs are assigned to.
func (s *Sub) labelled(name string) bool {
	label := strings.TrimPrefix(s.Label, "*")
	if i := strings.LastIndexByte(label, ':'); i >= 0 {
		label = label[i+1:]
	}
	return label != "" && strings.TrimPrefix(name, "(") == label
}

// padFit counts the names of a pad that the sub can not have, and those that
// it should have but the pad has not.
func (f *File) padFit(i int, pad []string) (foreign, missing int) {
	can := f.PadNames(i)
	have := make(map[string]bool, len(pad))
	for _, n := range pad {
		have[n] = true
		if !can[n] {
			foreign++
		}
	}
	for n := range can {
		if !have[n] && f.lexical(i, n) {
			missing++
		}
	}
	return foreign, missing
}

// swapped counts the names of a pad that the sub declares but the CODE
// captured, or the other way round. A name may be both.
func (f *File) swapped(i int, t Trait) int {
	captured := make(map[string]bool, len(t.Captured))
	for _, n := range t.Captured {
		captured[n] = true
	}
	own := map[string]bool{}
	for k := i; k < len(f.Subs) && f.Subs[k].Start < f.Subs[i].End; k++ {
		if !f.ownBlock(k, i) {
			continue
		}
		for _, v := range f.Subs[k].Declares {
			if v.Declarator != "our" {
				own[v.Name] = true
			}
		}
	}
	n := 0
	for _, name := range t.Pad {
		if captured[name] == own[name] && f.lexical(i, name) {
			n++
		}
	}
	return n
}

// lexical tells whether a variable that sub i names is declared in it or
// around it with anything but our, so that it has a place in its pad.
func (f *File) lexical(i int, name string) bool {
	before := f.Subs[i].End
	for ; i >= 0; i = f.Subs[i].Parent {
		if declared(f.Subs[i].Declares, name, before) {
			return true
		}
		before = f.Subs[i].Start
	}
	return declared(f.Declares, name, before)
}

func declared(vs []Variable, name string, before int) bool {
	for i := range vs {
		if vs[i].Offset >= before {
			return false
		}
		if vs[i].Name == name && vs[i].Declarator != "our" {
			return true
		}
	}
	return false
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
		if f.Subs[k].Kind == Method || f.Subs[k].Kind == Adjust {
			pad["$self"] = true
		}
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
