package align

import (
	"slices"
	"strings"
	"unicode"

	"github.com/perlheap/perlheap/heap/perl"
)

// featureSet is what the subs of a text and the codes of a heap have to be
// compared by.
type featureSet struct {
	subs   []subFeatures
	weight map[string]float64 // of a variable (with sigil) or word, by how few subs have it
	rare   float64            // of what no sub has
	consts map[string]bool    // all constants of all codes
	labels map[string]bool    // of anonymous subs, without packages
	keys   map[string]int     // how many subs have a label, around them or their own
	has    map[string]bool    // words of anonymous subs

	packages map[string]bool // of the text
	codes    []codeFeatures
}

// codeFeatures are the names of a code as sets.
type codeFeatures struct {
	pad, captured, consts map[string]bool
}

func setOf(names []string) map[string]bool {
	set := make(map[string]bool, len(names))
	for _, n := range names {
		set[n] = true
	}
	return set
}

type subFeatures struct {
	can    map[string]bool // variables that its pad may have
	must   []string        // variables that its pad has if it is a sub
	own    map[string]bool // variables that it declares itself
	words  map[string]bool // that its constants may be
	expect []string        // words written directly in it
	keys   []string        // its labels, and those of the brackets around it
}

func (fs *featureSet) init(f *perl.File, codes []Code) {
	fs.subs = make([]subFeatures, len(f.Subs))
	fs.weight, fs.consts, fs.labels = map[string]float64{}, map[string]bool{}, map[string]bool{}
	fs.keys, fs.has, fs.packages = map[string]int{}, map[string]bool{}, map[string]bool{}
	for i := range f.Packages {
		fs.packages[f.Packages[i].Name] = true
	}
	fs.codes = make([]codeFeatures, len(codes))
	for i := range codes {
		fs.codes[i] = codeFeatures{setOf(codes[i].Pad), setOf(codes[i].Captured), setOf(codes[i].Constants)}
		for _, k := range codes[i].Constants {
			fs.consts[k] = true
		}
	}
	for i := range f.Subs {
		fs.packages[f.Subs[i].Package] = true
		s, sf := &f.Subs[i], featuresOf(f, i)
		if l := strings.TrimPrefix(s.Label, "*"); l != "" {
			fs.labels[l[strings.LastIndexByte(l, ':')+1:]] = true
		}
		for _, k := range sf.keys {
			fs.keys[k]++
		}
		for n := range sf.can {
			fs.weight[n]++
		}
		for w := range sf.words {
			if s.Name == "" {
				fs.has[w] = true
			}
			fs.weight[w]++
		}
		fs.subs[i] = sf
	}
	total := float64(len(f.Subs) + 1)
	for w, n := range fs.weight {
		fs.weight[w] = rarity(total / n)
	}
	fs.rare = rarity(total)
}

func featuresOf(f *perl.File, i int) subFeatures {
	s := &f.Subs[i]
	sf := subFeatures{can: f.PadNames(i), own: map[string]bool{}, words: map[string]bool{}, expect: s.Words}
	if s.Kind == perl.Anonymous {
		sf.keys = labels(s)
	}
	for n := range sf.can {
		if f.IsLexical(i, n) {
			sf.must = append(sf.must, n)
		}
	}
	for k := range f.WithBlocks(i) {
		for _, v := range f.Subs[k].Declares {
			if v.Declarator != "our" {
				sf.own[v.Name] = true
			}
		}
		for _, w := range f.Subs[k].Words {
			sf.words[w] = true
			if strings.ContainsAny(w, " \t\n") {
				for _, part := range strings.Fields(w) {
					sf.words[part] = true // of qw
				}
			}
			if i := strings.LastIndex(w, "::"); i >= 0 {
				sf.words[w[i+2:]] = true // a sub of another package
			}
		}
		for _, v := range f.Subs[k].Uses {
			sf.words[v[strings.LastIndexByte(v, ':')+1:]] = true // of another package
			sf.words[v[1:]] = true                               // a package variable is a GLOB of the CODE
		}
	}
	return sf
}

func (fs *featureSet) labelled(name string) bool { return fs.labels[strings.TrimPrefix(name, "(")] }

func (fs *featureSet) of(feature string) float64 {
	if w, ok := fs.weight[feature]; ok {
		return w
	}
	return fs.rare
}

// splitName gives the package and the name of a sub as perl knows them, of a
// name that may bring its package along.
func splitName(pkg, name string) (string, string) {
	name = strings.ReplaceAll(name, "'", "::")
	if i := strings.LastIndex(name, "::"); i >= 0 {
		if i == 0 {
			return "main", name[2:]
		}
		return name[:i], name[i+2:]
	}
	return pkg, name
}

// labels are the names by which a program may keep what an anonymous sub makes.
func labels(s *perl.Sub) []string {
	var keys []string
	for _, l := range append([]string{s.Label}, s.Within...) {
		if l != "" && l[0] != '$' && l[0] != '*' && !slices.Contains(keys, l) {
			keys = append(keys, l)
		}
	}
	return keys
}

// keyFit is what the names by which a code is kept say for a sub: each that is
// a label of it as much as a name that was given at run time, if no other sub has the
// label, and each that is a label of others only as much against it. The more
// subs have a label, the less it says.
func (fs *featureSet) keyFit(code *Code, sf *subFeatures) float64 {
	sum := 0.0
	if len(sf.keys) == 0 {
		return 0 // it may be put anywhere
	}
	for _, k := range code.Keys {
		n := fs.keys[k]
		if n == 0 {
			continue
		}
		v := keptName / float64(n)
		if !slices.Contains(sf.keys, k) {
			v = -v
		}
		sum += v
	}
	return max(-keptName, min(keptName, sum))
}

// impossible is the score of a pair that cannot be.
const impossible = -1000

// score tells how much a code and a sub have in common, by what is in them.
func (a *aligner) score(c, s int) float64 {
	code, sub, sf := &a.codes[c], &a.f.Subs[s], &a.feats.subs[s]
	sum := 0.0
	switch named := sub.Kind == perl.Named || sub.Kind == perl.Lexical || sub.Kind == perl.Method && sub.Name != ""; {
	case named && code.Closure && sub.Kind == perl.Named:
		return impossible
	case named:
		if _, name := splitName(sub.Package, sub.Name); code.Name == name {
			sum += sameName
		} else {
			sum -= renamed
		}
	case sub.Kind == perl.Phaser:
		if code.Closure || code.Name != sub.Name {
			return impossible
		}
	case code.Name != "" && labelled(sub, code.Name):
		sum += keptName
	case code.Name == ":"+sub.Call && sub.Kind == perl.Anonymous: // Moose names modifiers so
		sum += modifies
	case isIdentifier(code.Name) && !code.Closure && a.feats.packages[code.Package]:
		sum -= otherName // else it was given at run time, from outside
	case sub.Kind == perl.Block:
		sum -= mayBeNone
	}
	cf := &a.feats.codes[c]
	good, bad := 0.0, 0.0
	for _, n := range code.Pad {
		if sf.can[n] {
			good += a.feats.of(n)
		} else {
			bad += foreign + a.feats.of(n)
		}
	}
	if code.Pad != nil {
		for _, n := range sf.must {
			if !cf.pad[n] {
				bad += a.feats.of(n)
			}
		}
	}
	if code.Captured != nil {
		for _, n := range code.Pad {
			if sf.can[n] && cf.captured[n] == sf.own[n] {
				bad += swappedCapture
			}
		}
	}
	for _, k := range code.Constants {
		if sf.words[k] {
			good += a.feats.of(k)
		} else {
			bad += strange * a.feats.of(k)
		}
	}
	if code.Constants != nil {
		for _, w := range sf.expect {
			if a.feats.consts[w] && !cf.consts[w] {
				bad += unseen * a.feats.of(w)
			}
		}
	}
	return sum + a.nestFit(c, s) + a.feats.keyFit(code, sf) + saturate(good) - saturate(bad)
}

// nestFit tells what the subs inside a code and a sub say: perl compiles what is
// inside a sub with it.
func (a *aligner) nestFit(c, s int) float64 {
	if a.nests && (len(a.kids[c]) > 0 && len(a.inner[s]) == 0 || len(a.kids[c]) == 0 && a.encloses[s]) {
		return -nested
	}
	return 0
}

// fitsWhole reports whether everything that is known of a code is in a sub, and
// everything in the sub that codes of this text have is in the code.
func (a *aligner) fitsWhole(c, s int) bool {
	code, sf, cf := &a.codes[c], &a.feats.subs[s], &a.feats.codes[c]
	if code.Pad == nil || code.Constants == nil || a.nestFit(c, s) < 0 || a.feats.keyFit(code, sf) < 0 {
		return false
	}
	for _, n := range code.Pad {
		if !sf.can[n] || code.Captured != nil && cf.captured[n] == sf.own[n] {
			return false
		}
	}
	for _, n := range sf.must {
		if !cf.pad[n] {
			return false
		}
	}
	for _, k := range code.Constants {
		if !sf.words[k] {
			return false
		}
	}
	for _, w := range sf.expect {
		if a.feats.consts[w] && !cf.consts[w] {
			return false
		}
	}
	for _, v := range a.f.Subs[s].Uses { // those with punctuation for a name may be used unnamed
		name := strings.TrimLeft(v[strings.LastIndexByte(v, ':')+1:], "$@%")
		if (len(name) > 1 || name == "_") && !cf.pad[v] && !cf.consts[name] && a.feats.consts[name] {
			return false
		}
	}
	return true
}

// alike reports whether a code and a sub have anything in common: a name, a
// variable, or a constant, or that they have none of these.
func (a *aligner) alike(c, s int) bool {
	code, sf := &a.codes[c], &a.feats.subs[s]
	if sub := &a.f.Subs[s]; code.Name != "" && (strings.HasSuffix(sub.Name, code.Name) || labelled(sub, code.Name)) {
		return true
	}
	any := false
	for _, n := range code.Pad {
		if any = true; sf.can[n] {
			return true
		}
	}
	for _, k := range code.Constants {
		if !isName(k) {
			continue // numbers and strings may be written in many ways
		}
		if any = true; sf.words[k] {
			return true
		}
	}
	return !any
}

// isName reports whether a constant is written in a text as it is, if it is not
// folded: a method, a sub, a package, a key.
func isName(constant string) bool {
	letters := 0
	for i := range len(constant) {
		switch c := constant[i]; {
		case c|0x20 >= 'a' && c|0x20 <= 'z', c == '_', c >= 0x80:
			letters++
		case (c < '0' || c > '9') && c != ':' || i == 0:
			return false
		}
	}
	return letters > 2
}

// isIdentifier reports whether a name is one that the text of a sub can give.
func isIdentifier(name string) bool {
	return strings.IndexFunc(name, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) }) < 0 && name != ""
}
