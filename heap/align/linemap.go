package align

import (
	"bytes"

	"github.com/perlheap/perlheap/heap/perl"

	"github.com/aymanbagabas/go-udiff"
)

// Hunk is a range of lines that an edit replaced: lines [From, To) of the old
// text became lines [NewFrom, NewTo) of the new one. The first line is 1.
type Hunk struct {
	From, To, NewFrom, NewTo int
}

// DiffLines compares two texts line by line. Lines in no hunk are unchanged.
// The hunks are in the order of the text.
func DiffLines(before, after []byte) []Hunk {
	var hunks []Hunk
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
		hunks = append(hunks, Hunk{line, line + removed, line + shift, line + shift + added})
		line += bytes.Count(before[e.Start:e.End], newline)
		shift += added - removed
		at = e.End
	}
	return hunks
}

var newline = []byte{'\n'}

// MapLine follows a line through an edit. If the line itself was edited, it
// returns the line where the edit begins, and false.
func MapLine(line perl.Line, hunks []Hunk) (now perl.Line, same bool) {
	shift := 0
	for _, h := range hunks {
		switch {
		case int(line) < h.From:
			return line + perl.Line(shift), true
		case int(line) < h.To:
			return perl.Line(h.NewFrom), false
		}
		shift = h.NewTo - h.To
	}
	return line + perl.Line(shift), true
}

// FollowSubs tells for each sub of a text which sub of an edited text it has
// become, as an index into edited.Subs, or -1 if it is gone. A sub whose line
// has not changed is the sub on that line; one whose line was edited is the sub
// of the same kind and name in the text that replaced the line. hunks are what
// DiffLines returns for the two texts.
func FollowSubs(old, edited *perl.File, hunks []Hunk) []int {
	byLine := make(map[perl.Line][]int)
	for i := range edited.Subs {
		byLine[edited.Subs[i].Line] = append(byLine[edited.Subs[i].Line], i)
	}
	became := make([]int, len(old.Subs))
	next, shift := 0, 0
	group := -1                  // the line or hunk
	in := make(map[subKey][]int) // subs of the edited text that its subs may be, in order
	for i := range old.Subs {
		s := &old.Subs[i]
		line := int(s.Line)
		for next < len(hunks) && line >= hunks[next].To {
			shift += hunks[next].NewTo - hunks[next].NewFrom - (hunks[next].To - hunks[next].From)
			next++
		}
		from, to, id := line+shift, line+shift+1, line
		if next < len(hunks) && line >= hunks[next].From {
			from, to, id = hunks[next].NewFrom, hunks[next].NewTo, hunks[next].From
		}
		if id != group {
			clear(in)
			for l := from; l < to; l++ {
				for _, j := range byLine[perl.Line(l)] {
					key := subKey{edited.Subs[j].Kind, edited.Subs[j].Name}
					in[key] = append(in[key], j)
				}
			}
			group = id
		}
		became[i] = -1
		key := subKey{s.Kind, s.Name}
		if all := in[key]; len(all) > 0 {
			became[i], in[key] = all[0], all[1:]
		}
	}
	return became
}

type subKey struct {
	kind perl.Kind
	name string
}
