package align

import (
	"bytes"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// Follow tells what each sub of a text has become in another text of the same
// file. Subs on lines that a diff finds unchanged are followed by the diff;
// where the diff has no answer, or contradicts names and contents, subs are
// aligned the way [Codes] aligns compiled ones.
func Follow(before []byte, old *perl.File, after []byte, now *perl.File) []Match {
	codes := codesOf(old)
	matches := Codes(now, codes)
	hunks := DiffLines(before, after)
	byDiff := FollowSubs(old, now, hunks)
	taken := make(map[int]int, len(matches)) // by sub of now: that of old
	vague := widen(hunks, before, after)
	untouched := untouchedSubs(old, vague)
	for i := range matches {
		if j := byDiff[i]; j >= 0 && untouched[i] && sameSub(&old.Subs[i], &now.Subs[j]) {
			taken[j] = i
		} else {
			untouched[i] = false
		}
	}
	for i := range matches {
		m, j := &matches[i], byDiff[i]
		if k, ok := taken[j]; ok && k == i {
			if m.Sub != j {
				*m = Match{Sub: j, Shift: now.Subs[j].FirstLine - old.Subs[i].FirstLine}
			}
			m.Margin = max(m.Margin, 0) + diffMargin
			continue
		}
		if k, ok := taken[m.Sub]; ok && k != i {
			*m = Match{Sub: -1, Unknown: true} // what it was aligned with is another
		}
	}
	for i, m := range matches {
		if m.Sub >= 0 {
			taken[m.Sub] = i
		}
	}
	for i := range matches {
		m, j := &matches[i], byDiff[i]
		if _, same := MapLine(old.Subs[i].Line, vague); j < 0 || !same || untouched[i] || !sameLabels(&old.Subs[i], &now.Subs[j]) {
			continue
		}
		switch {
		case m.Sub == j:
			m.Margin += diffMargin
		case m.Sub < 0 || m.Margin < diffMargin && old.Subs[i].Name == "":
			if _, ok := taken[j]; ok {
				m.Margin = 0 // two claim it
				continue
			}
			taken[j] = i
			*m = Match{Sub: j, Margin: diffMargin, Shift: now.Subs[j].FirstLine - old.Subs[i].FirstLine}
		}
	}
	return matches
}

// sameSub reports whether two subs are written alike, as far as is known of them:
// what their lines do not have, as a here-document, may differ.
func sameSub(a, b *perl.Sub) bool {
	return sameLabels(a, b) && slices.Equal(a.Words, b.Words)
}

func sameLabels(a, b *perl.Sub) bool { return a.Label == b.Label && slices.Equal(a.Within, b.Within) }

// widen gives hunks with the lines before and behind that a diff may as well
// have taken for those that were edited: where a line equals the one at the
// other end of lines that were only removed, or only added, either may be meant.
func widen(hunks []Hunk, before, after []byte) []Hunk {
	old, now := bytes.Split(before, newline), bytes.Split(after, newline)
	wide := slices.Clone(hunks)
	end := 1 // of the hunk before
	for k := range wide {
		h, w := hunks[k], &wide[k]
		lines, from, to := old, h.From, h.To
		if h.From == h.To {
			lines, from, to = now, h.NewFrom, h.NewTo
		} else if h.NewFrom != h.NewTo {
			end = h.To
			continue
		}
		next := len(old) + 1
		if k+1 < len(hunks) {
			next = hunks[k+1].From
		}
		for n := 0; w.From > end && from-1-n >= 1 && bytes.Equal(lines[from-2-n], lines[to-2-n]); n++ {
			w.From--
			w.NewFrom--
		}
		for n := 0; w.To < next && to+n <= len(lines) && bytes.Equal(lines[to-1+n], lines[from-1+n]); n++ {
			w.To++
			w.NewTo++
		}
		end = h.To
	}
	return wide
}

// untouchedSubs tells which subs have no line in a hunk.
func untouchedSubs(f *perl.File, hunks []Hunk) []bool {
	untouched := make([]bool, len(f.Subs))
	next := 0
	for i := range f.Subs { // by their first lines
		s := &f.Subs[i]
		for next < len(hunks) && hunks[next].To <= int(s.Line) {
			next++
		}
		untouched[i] = next == len(hunks) || hunks[next].From > int(s.LastLine)
	}
	return untouched
}

// diffMargin is the margin of what a diff says.
const diffMargin = 5

// codesOf describes the subs of a text as perl would compile them.
func codesOf(f *perl.File) []Code {
	var fs featureSet
	fs.init(f, nil)
	codes := make([]Code, len(f.Subs))
	for i := range f.Subs {
		s, sf := &f.Subs[i], &fs.subs[i]
		c := Code{Line: s.FirstLine, Outer: s.Parent, Slot: i + 1, Closure: s.Kind != perl.Named && s.Kind != perl.Phaser}
		if s.Kind != perl.Block {
			c.Package, c.Name = splitName(s.Package, s.Name)
		}
		c.Pad = append([]string{}, sf.must...)
		for _, n := range c.Pad {
			if !sf.own[n] {
				c.Captured = append(c.Captured, n)
			}
		}
		c.Constants = append([]string{}, s.Words...)
		for _, v := range s.Uses {
			if !f.IsLexical(i, v) { // a GLOB of the CODE
				c.Constants = append(c.Constants, v[max(1, strings.LastIndexByte(v, ':')+1):])
			}
		}
		c.Keys = sf.keys
		codes[i] = c
	}
	return codes
}
