package source

import (
	"maps"
	"slices"
	"strings"
)

// doubtTwins lowers the margins of codes that may as well be the next of several
// subs that look the same. Behind the last code that is certain by what is in it,
// nothing tells whether such a sub was put in: then all codes of the kind
// are in doubt, if the text has one more.
func (a *aligner) doubtTwins() {
	looks := a.looks()
	if looks == nil {
		return
	}
	count := map[string]int{}
	last := map[string]int{} // the last free sub of a look
	for s, look := range looks {
		if look == "" {
			continue
		}
		if count[look]++; a.taken[s] < 0 {
			last[look] = s
		}
	}
	for _, c := range slices.Backward(a.order) {
		s := a.match[c].Sub
		if s < 0 {
			continue
		}
		if looks[s] == "" || count[looks[s]] == 1 || a.feats.keyFit(&a.codes[c], &a.feats.subs[s]) > 0 {
			return
		}
		if free, ok := last[looks[s]]; ok && free > s {
			a.match[c].Margin = min(a.match[c].Margin, 0)
		}
	}
}

// looks gives for each anonymous sub what a code can be told apart by, empty for
// others; nil if no two subs look the same.
func (a *aligner) looks() []string {
	looks := make([]string, len(a.f.Subs))
	seen, twins := map[string]bool{}, false
	for s := range a.f.Subs {
		sub, sf := &a.f.Subs[s], &a.feats.subs[s]
		if sub.Kind != Anonymous && sub.Kind != Block {
			continue
		}
		look := sub.Kind.String() + sub.Name + "\x01" + strings.Join(slices.Sorted(maps.Keys(sf.can)), "\x00") + "\x01" + strings.Join(slices.Sorted(maps.Keys(sf.words)), "\x00")
		twins = twins || seen[look]
		seen[look] = true
		looks[s] = look
	}
	if !twins {
		return nil
	}
	return looks
}

// Doubts tells whether some codes that fit their lines may be other subs
// that look the same; see [File.Align].
func (f *File) doubts(codes []Code, subs []int) bool {
	a := newAligner(f, codes)
	for c, s := range subs {
		if s >= 0 && a.taken[s] < 0 {
			a.match[c] = Match{Sub: s, Margin: 1}
			a.taken[s] = c
		}
	}
	a.doubtTwins()
	return slices.ContainsFunc(a.match, func(m Match) bool { return m.Sub >= 0 && m.Margin < 1 })
}
