package align

import (
	"cmp"
	"sort"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// Trait is what is known of a CODE apart from its location.
type Trait struct {
	Name string // without package; "" for an anonymous sub
	// Pad are the names in its pad, with sigil: its own variables and those
	// that it captured. nil means unknown.
	Pad []string
	// Captured are the names in Pad that it captured. nil means unknown.
	Captured []string
	// Constants are its distinct constants in the form of [perl.Word] and
	// [perl.NumberWord], as far as they are known. nil means unknown.
	Constants []string
	// Keys are names by which the program keeps it, usually the key of a HASH:
	// error for what `error => sub {...}` made.
	Keys []string
}

// Pick chooses, among the subs that [perl.File.Locate] returned, the one with the
// name, pad and constants of a CODE. sub is -1 when none can be it. ambiguous
// means that another one fits as well; sub is then the first of these.
func Pick(f *perl.File, candidates []perl.Candidate, t Trait) (sub int, ambiguous bool) {
	best, bestScore := -1, score{}
	for _, c := range candidates {
		sc := scoreOf(f, c, t)
		if sc.name == nameOther && (sc.fit != perl.FitFirst || sc.foreign > 0) {
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
	fit     perl.Fit
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

func scoreOf(f *perl.File, c perl.Candidate, t Trait) score {
	s := &f.Subs[c.Sub]
	sc := score{fit: c.Fit, name: nameFitOf(s, t.Name)}
	sc.renamed, sc.block = sc.name == nameOther, s.Kind == perl.Block
	if t.Pad != nil {
		sc.foreign, sc.missing = padFit(f, c.Sub, t.Pad)
	}
	if t.Captured != nil {
		sc.swapped = swapped(f, c.Sub, t)
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

func nameFitOf(s *perl.Sub, name string) nameFit {
	own := s.Name
	if i := strings.LastIndexAny(own, ":'"); i >= 0 {
		own = own[i+1:]
	}
	switch {
	case s.Kind == perl.Block || own == "":
		if name == "" || labelled(s, name) {
			return nameSame
		}
		return nameGiven
	case name == own:
		return nameSame
	case name == "" && s.Kind != perl.Named:
		return nameGiven
	}
	return nameOther
}

// labelled reports whether a name given at run time is the sub's label: that of
// an overloaded operator begins with a parenthesis, and globs are assigned to.
func labelled(s *perl.Sub, name string) bool {
	label := strings.TrimPrefix(s.Label, "*")
	if i := strings.LastIndexByte(label, ':'); i >= 0 {
		label = label[i+1:]
	}
	return label != "" && strings.TrimPrefix(name, "(") == label
}

// padFit counts the names of a pad that the sub can not have, and those that
// it should have but the pad has not.
func padFit(f *perl.File, i int, pad []string) (foreign, missing int) {
	can := f.PadNames(i)
	have := make(map[string]bool, len(pad))
	for _, n := range pad {
		have[n] = true
		if !can[n] {
			foreign++
		}
	}
	for n := range can {
		if !have[n] && f.IsLexical(i, n) {
			missing++
		}
	}
	return foreign, missing
}

// swapped counts the names of a pad that the sub declares but the CODE
// captured, or the other way round. A name may be both.
func swapped(f *perl.File, i int, t Trait) int {
	captured := make(map[string]bool, len(t.Captured))
	for _, n := range t.Captured {
		captured[n] = true
	}
	own := map[string]bool{}
	for k := range f.WithBlocks(i) {
		for _, v := range f.Subs[k].Declares {
			if v.Declarator != "our" {
				own[v.Name] = true
			}
		}
	}
	n := 0
	for _, name := range t.Pad {
		if captured[name] == own[name] && f.IsLexical(i, name) {
			n++
		}
	}
	return n
}

// Fits reports whether perl would record a line, of the file itself, for a sub
// of the text that can have the name and the pad of t.
func Fits(f *perl.File, line perl.Line, t Trait) bool { return FitsAt(f, perl.Location{Line: line}, t) }

// FitsAt is like Fits, for a line that a `# line` directive may have named.
func FitsAt(f *perl.File, loc perl.Location, t Trait) bool {
	for _, c := range f.Locate(loc) {
		if sc := scoreOf(f, c, t); sc.fit <= perl.FitReach && !sc.renamed && sc.foreign == 0 {
			return true
		}
	}
	return false
}

// Alike reports whether a sub, given by its index in Subs, and a CODE have a
// variable or a constant in common, or both have none. It reads what is in the
// sub and costs more than [Fits].
func Alike(f *perl.File, sub int, t Trait) bool {
	a := aligner{f: f, codes: []Code{{Trait: t}}}
	a.feats.subs = make([]subFeatures, len(f.Subs))
	a.feats.subs[sub] = featuresOf(f, sub)
	return a.alike(0, sub)
}
