package session

import (
	"bytes"

	"github.com/aymanbagabas/go-udiff"

	"github.com/perlheap/perlheap/heap/source"
)

// hunk is a stretch of lines that an edit replaced, 1-based and half open:
// lines [from, to) of the old text became lines [newFrom, newTo) of the new.
type hunk struct {
	from, to, newFrom, newTo int
}

// diffLines compares two texts by lines; what is in no hunk did not change.
func diffLines(before, after []byte) []hunk {
	var hunks []hunk
	text := string(before)
	line, at, shift := 1, 0, 0
	for _, e := range udiff.Lines(text, string(after)) {
		line += bytes.Count(before[at:e.Start], newline)
		removed := bytes.Count(before[e.Start:e.End], newline)
		added := bytes.Count([]byte(e.New), newline)
		// A last line without "\n" is a line as well.
		if e.End == len(before) && e.End > e.Start && before[e.End-1] != '\n' {
			removed++
		}
		if e.New != "" && e.New[len(e.New)-1] != '\n' {
			added++
		}
		hunks = append(hunks, hunk{line, line + removed, line + shift, line + shift + added})
		line += bytes.Count(before[e.Start:e.End], newline)
		shift += added - removed
		at = e.End
	}
	return hunks
}

var newline = []byte{'\n'}

// followSubs tells for each sub of a text which sub of an edited text it has
// become, -1 if it is gone. A sub whose line has not changed is the sub on that
// line; one whose line was edited is the sub of the same kind and name in what
// the line was replaced by.
func followSubs(old, edited *source.File, hunks []hunk) []int {
	byLine := make(map[source.Line][]int)
	for i := range edited.Subs {
		byLine[edited.Subs[i].Line] = append(byLine[edited.Subs[i].Line], i)
	}
	became := make([]int, len(old.Subs))
	next, shift := 0, 0
	nth := make(map[subKey]int) // subs of a kind and name met in the line or hunk
	group := -1
	for i := range old.Subs {
		s := &old.Subs[i]
		line := int(s.Line)
		for next < len(hunks) && line >= hunks[next].to {
			shift += hunks[next].newTo - hunks[next].newFrom - (hunks[next].to - hunks[next].from)
			next++
		}
		from, to, id := line+shift, line+shift+1, line
		if next < len(hunks) && line >= hunks[next].from {
			from, to, id = hunks[next].newFrom, hunks[next].newTo, hunks[next].from
		}
		if id != group {
			clear(nth)
			group = id
		}
		key := subKey{s.Kind, s.Name}
		became[i] = find(edited, byLine, from, to, key, nth[key])
		nth[key]++
	}
	return became
}

type subKey struct {
	kind source.Kind
	name string
}

// find gives the n-th sub of a kind and name on lines [from, to), or -1.
func find(f *source.File, byLine map[source.Line][]int, from, to int, key subKey, n int) int {
	for line := from; line < to; line++ {
		for _, i := range byLine[source.Line(line)] {
			if (subKey{f.Subs[i].Kind, f.Subs[i].Name}) != key {
				continue
			}
			if n == 0 {
				return i
			}
			n--
		}
	}
	return -1
}
