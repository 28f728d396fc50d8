package align

import (
	"maps"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// doubtTwins lowers the margins of codes that may as well be another of several
// subs that look the same. Behind the last code that is certain by what is in it,
// nothing reports whether such a sub was put in or taken out: if the text has one
// more of them, or one less, all codes of the kind are in doubt.
func (a *aligner) doubtTwins() {
	a.doubtReplaced()
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
	lost := map[string][]int{} // codes that are no sub, by what they look like
	for c := range a.codes {
		if a.match[c].Sub < 0 {
			look := a.look(c)
			lost[look] = append(lost[look], c)
		}
	}
	certain := false
	for _, c := range slices.Backward(a.order) {
		s := a.match[c].Sub
		if s < 0 {
			continue
		}
		if looks[s] == "" || count[looks[s]] == 1 || a.feats.keyFit(&a.codes[c], &a.feats.subs[s]) > 0 {
			certain = true
			continue
		}
		free, ok := last[looks[s]]
		gone := []int(nil)
		if len(lost) > 0 {
			gone = lost[a.look(c)]
		}
		for _, l := range gone {
			a.match[l].Unknown = true // which of them it is that is gone cannot be said
		}
		if !certain && (ok && free > s || len(gone) > 0) {
			a.match[c].Margin = min(a.match[c].Margin, 0)
		}
	}
}

func (a *aligner) look(i int) string {
	c := &a.codes[i]
	return strings.Join(slices.Sorted(slices.Values(c.Pad)), "\x00") + "\x01" + strings.Join(slices.Sorted(slices.Values(c.Constants)), "\x00") + strings.Repeat("\x01{}", min(1, len(a.kids[i])))
}

// doubtReplaced lowers the margins of codes that are kept by another name than
// their sub has in the text, where the subs before and behind it are kept by
// theirs: its row was replaced by another.
func (a *aligner) doubtReplaced() {
	fits := make([]int8, len(a.f.Subs)) // whether a sub is kept by all of its labels, -1 if not
	for c := range a.codes {
		if s := a.match[c].Sub; s >= 0 && len(a.codes[c].Keys) > 0 && len(a.feats.subs[s].keys) > 0 {
			fits[s] = 1
			if slices.ContainsFunc(a.feats.subs[s].keys, func(k string) bool { return !slices.Contains(a.codes[c].Keys, k) }) {
				fits[s] = -1
			}
		}
	}
	before := map[int]int{}    // by Parent: one more than the last sub that is kept by its labels
	between := map[int][]int{} // and those since that are not
	for s := range fits {
		switch p := a.f.Subs[s].Parent; fits[s] {
		case 1:
			if before[p] > 0 && len(between[p]) <= maxRow {
				for _, at := range between[p] {
					m := &a.match[a.taken[at]]
					m.Margin = min(m.Margin, 0)
				}
			}
			before[p], between[p] = s+1, nil
		case -1:
			between[p] = append(between[p], s)
		}
	}
}

// maxRow is how many subs a row of a table may have.
const maxRow = 4

// looks gives for each anonymous sub what a code can be told apart by, empty for
// others; nil if no two subs look the same.
func (a *aligner) looks() []string {
	looks := make([]string, len(a.f.Subs))
	seen, twins := map[string]bool{}, false
	for s := range a.f.Subs {
		sub, sf := &a.f.Subs[s], &a.feats.subs[s]
		if sub.Kind != perl.Anonymous && sub.Kind != perl.Block {
			continue
		}
		var words []string
		for w := range sf.words {
			if a.feats.consts[w] {
				words = append(words, w)
			}
		}
		slices.Sort(words)
		look := sub.Kind.String() + sub.Name + "\x01" + strings.Join(slices.Sorted(maps.Keys(sf.can)), "\x00") + "\x01" + strings.Join(words, "\x00")
		if a.nests && a.encloses[s] {
			look += "\x01{}"
		}
		twins = twins || seen[look]
		seen[look] = true
		looks[s] = look
	}
	if !twins {
		return nil
	}
	return looks
}

// doubts reports whether some codes that fit their lines may be other subs
// that look the same; see [Codes].
func doubts(f *perl.File, codes []Code, subs []int) bool {
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
