package source

// Follow tells what each sub of a text has become in another text of the same
// file. Subs on lines that a diff finds unchanged are followed by it; where
// it has nothing to say, or says another thing than names and contents do,
// the subs are aligned as [File.Align] aligns compiled ones.
func Follow(before []byte, old *File, after []byte, now *File) []Match {
	codes := old.codes()
	matches := now.Align(codes)
	hunks := DiffLines(before, after)
	byDiff := FollowSubs(old, now, hunks)
	taken := make(map[int]bool, len(matches))
	for _, m := range matches {
		taken[m.Sub] = true
	}
	for i := range matches {
		m, j := &matches[i], byDiff[i]
		if _, same := MapLine(old.Subs[i].Line, hunks); j < 0 || !same {
			continue
		}
		switch {
		case m.Sub == j:
			m.Margin += diffMargin
		case m.Sub < 0 || m.Margin < diffMargin && old.Subs[i].Name == "":
			if taken[j] {
				m.Margin = 0 // two claim it
				continue
			}
			taken[j] = true
			*m = Match{Sub: j, Margin: diffMargin, Shift: now.Subs[j].FirstLine - old.Subs[i].FirstLine}
		}
	}
	return matches
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
		codes[i] = c
	}
	return codes
}
