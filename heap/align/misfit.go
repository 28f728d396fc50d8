package align

import (
	"slices"

	"github.com/perlheap/perlheap/heap/perl"
)

// Misfits counts the codes that show that a text is not the one that ran, and
// stops at one more than most. A code shows it if perl would not record its
// line for any sub of the text, or if its contents, or the name by which it is
// kept, match another sub better than the one on its line. Named subs are
// compared by name only.
func Misfits(f *perl.File, codes []Code, most int) int {
	a := aligner{f: f, codes: codes}
	inited, anonymous, n := false, 0, 0
	subs := make([]int, len(codes))
	for c := range codes {
		code := &codes[c]
		s, fits := fitting(f, code)
		if fits && f.Subs[s].Name == "" && (len(code.Constants) > 0 || len(code.Keys) > 0) {
			if !inited {
				a.feats.init(f, codes)
				inited = true
			}
			fits = !a.foreign(c, s)
		}
		if subs[c] = s; s >= 0 && f.Subs[s].Name == "" {
			anonymous++
		}
		if !fits {
			if n++; n > most {
				return n
			}
		}
	}
	if n == 0 && anonymous > 1 && doubts(f, codes, subs) {
		n++
	}
	return n
}

// fitting gives the sub that a code is by its line, if perl would record that
// line for it.
func fitting(f *perl.File, code *Code) (sub int, ok bool) {
	candidates := f.Locate(perl.Location{Line: code.Line})
	sub, _ = Pick(f, candidates, code.Trait)
	if sub < 0 {
		return -1, false
	}
	i := slices.IndexFunc(candidates, func(c perl.Candidate) bool { return c.Sub == sub })
	sc := scoreOf(f, candidates[i], code.Trait)
	return sub, sc.fit <= perl.FitReach && !sc.renamed && sc.foreign == 0 && mayBe(f, sub, code)
}

// mayBe reports whether the name of a code does not contradict a sub: what was
// compiled as a named sub is no anonymous one. A name of a package that the text
// does not have was given at run time.
func mayBe(f *perl.File, sub int, code *Code) bool {
	s := &f.Subs[sub]
	switch {
	case s.Kind == perl.Named && code.Closure:
		return false
	case s.Kind != perl.Anonymous && s.Kind != perl.Block || code.Closure || code.Name == "" || labelled(s, code.Name):
		return true
	}
	return !hasPackage(f, code.Package)
}

func hasPackage(f *perl.File, name string) bool {
	return slices.ContainsFunc(f.Packages, func(p perl.PackageRange) bool { return p.Name == name })
}

// foreign reports whether something in a code, or a name by which it is kept, is not
// that of a sub but of others of the text.
func (a *aligner) foreign(c, s int) bool {
	sf := &a.feats.subs[s]
	for _, k := range a.codes[c].Constants {
		if !sf.words[k] && a.feats.has[k] {
			return true
		}
	}
	return a.feats.keyFit(&a.codes[c], sf) < 0
}
