package source

import "strings"

// Follow tells what each sub of a text has become in another text of the same
// file. Subs on lines that a diff finds unchanged are followed by it; where
// it has nothing to say, or says another thing than names and contents do,
// the subs are aligned as [File.Align] aligns compiled ones.
func Follow(before []byte, old *File, after []byte, now *File) []Match {
	codes := old.codes()
	matches := now.Align(codes)
	hunks := DiffLines(before, after)
	byDiff := FollowSubs(old, now, hunks)
	taken := make(map[int]int, len(matches)) // by sub of now: that of old
	untouched := untouchedSubs(old, hunks)
	for i := range matches {
		if j := byDiff[i]; j >= 0 && untouched[i] {
			taken[j] = i
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
		if _, same := MapLine(old.Subs[i].Line, hunks); j < 0 || !same || untouched[i] {
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

// untouchedSubs tells which subs have no line in a hunk.
func untouchedSubs(f *File, hunks []Hunk) []bool {
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

// codes describes the subs of a text as perl would compile them.
func (f *File) codes() []Code {
	var fs featureSet
	fs.init(f, nil)
	codes := make([]Code, len(f.Subs))
	for i := range f.Subs {
		s, sf := &f.Subs[i], &fs.subs[i]
		c := Code{Line: s.FirstLine, Outer: s.Parent, Slot: i + 1, Closure: s.Kind != Named && s.Kind != Phaser}
		if s.Kind != Block {
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
			if !f.lexical(i, v) { // a GLOB of the CODE
				c.Constants = append(c.Constants, v[max(1, strings.LastIndexByte(v, ':')+1):])
			}
		}
		c.Keys = sf.keys
		codes[i] = c
	}
	return codes
}
