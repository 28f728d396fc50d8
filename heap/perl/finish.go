package perl

import "sort"

// finish turns what the pass collected into the File: subs without body go,
// the others are put in order and learn their lines and parents.
func (s *scanner) finish() {
	f := s.file
	for i := range f.Packages {
		if f.Packages[i].End < 0 {
			f.Packages[i].End = f.End
		}
		f.Packages[i].Line = f.LineOf(f.Packages[i].Start)
	}
	kept := s.subs[:0:len(s.subs)]
	index := make([]int, len(s.subs)) // by Sub.id
	for i := range s.subs {
		index[i] = -1
		if s.subs[i].Body >= 0 {
			kept = append(kept, s.subs[i])
		}
	}
	sort.SliceStable(kept, func(a, b int) bool { return kept[a].Start < kept[b].Start })
	var open []int
	for i := range kept {
		sub := &kept[i]
		if sub.End < 0 {
			sub.End = f.End
		}
		index[sub.id] = i
		for len(open) > 0 && kept[open[len(open)-1]].End <= sub.Start {
			open = open[:len(open)-1]
		}
		sub.Parent, sub.Depth = -1, len(open)
		if len(open) > 0 {
			sub.Parent = open[len(open)-1]
		}
		open = append(open, i)
		s.finishSub(sub)
		if p := sub.Parent; p >= 0 && sub.Kind != Block && sub.Start > kept[p].First && sub.Start < kept[p].FirstEnd {
			kept[p].reach = max(kept[p].reach, sub.LastLine)
		} else if p >= 0 && sub.Kind == Block && sub.Start >= kept[p].First && sub.Start < kept[p].FirstEnd && sub.LastLine > sub.BodyLine+1 {
			kept[p].blocks = append(kept[p].blocks, i)
		}
	}
	f.Subs = kept
	for i := range f.Blesses {
		b := &f.Blesses[i]
		b.Line = f.LineOf(b.Offset)
		b.Sub = lookup(index, b.Sub)
	}
	sort.SliceStable(f.Blesses, func(a, b int) bool { return f.Blesses[a].Offset < f.Blesses[b].Offset })
	for i := range f.Evals {
		e := &f.Evals[i]
		e.Line = f.LineOf(e.Offset)
		e.Sub = lookup(index, e.Sub)
	}
	sort.SliceStable(f.Evals, func(a, b int) bool { return f.Evals[a].Offset < f.Evals[b].Offset })
	s.finishVariables(f.Declares)
}

func lookup(index []int, id int) int {
	if id < 0 {
		return -1
	}
	return index[id]
}

func (s *scanner) finishSub(sub *Sub) {
	f := s.file
	sub.Line = f.LineOf(sub.Start)
	sub.BodyLine = f.LineOf(sub.Body)
	sub.LastLine = f.LineOf(max(sub.End-1, sub.Body))
	sub.First = min(max(sub.First, sub.Start), sub.End)
	sub.FirstEnd = min(max(sub.FirstEnd, sub.First), sub.End)
	if sub.FirstEnd == sub.End-1 {
		// No semicolon: perl has read the closing brace when it makes the statement.
		sub.loose = sub.LastLine
	}
	if sub.foldEnd > 0 {
		sub.loose = max(sub.loose, f.LineOf(sub.foldEnd))
	}
	for sub.FirstEnd > sub.First+1 && (isSpace(s.text[sub.FirstEnd-1]) || s.text[sub.FirstEnd-1] == '\n') {
		sub.FirstEnd--
	}
	sub.FirstLine = f.LineOf(sub.First)
	sub.FirstEndLine = f.LineOf(max(sub.FirstEnd-1, sub.First))
	s.finishVariables(sub.Declares)
	sort.Strings(sub.Uses)
	sort.Strings(sub.Words)
}
