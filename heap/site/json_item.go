package site

import (
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// JSON describes an item of table t for machines, with its places: there is at
// least one.
func (i *Item) JSON(h *heap.Heap, t *Table, spots []Place) wire.Line {
	j := wire.Line{
		Place: spots[0].JSON(), Kind: i.Kind, Name: text.Name(i.Name), Type: i.Type, Scope: string(i.Scope),
		Count: i.Count, Elements: i.Elements, TemporaryBytes: i.Temporaries, Bytes: i.Bytes, ByteShare: share(i.Bytes, t.HeapBytes),
		Example: h.Addr(i.Example).String(), Recorded: i.Recorded.File, Where: where(spots[0]),
	}
	j.RecordedFile, j.RecordedLine = text.Path(i.Recorded.File), i.Recorded.Line
	if j.File = j.Path; j.Path == "" {
		j.File = j.RecordedFile
	}
	switch i.Kind {
	case KindObject:
		j.Class = j.Name
	case KindClosure:
		j.Share = share(int64(i.Count), int64(t.Codes))
		if n := len(i.Sites); n > 1 {
			j.Compiled = n
		}
		for _, c := range i.Sites[0].Captures {
			j.Captures = append(j.Captures, text.Name(c))
		}
	}
	if e := i.Evals; e != nil {
		j.Evals = &wire.Evals{Texts: e.Texts, First: e.First, Last: e.Last}
	}
	for _, p := range i.Parts {
		j.Parts = append(j.Parts, wire.LinePart{Type: p.Type, Class: text.Name(p.Class), Count: p.Count, Bytes: p.Bytes, FirstSerial: p.First, LastSerial: p.Last, Example: h.Addr(p.Example).String()})
	}
	for _, s := range spots[1:] {
		also := s.JSON()
		also.File = also.Path
		j.Also = append(j.Also, also)
	}
	return j
}

func share(part, whole int64) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}

// Miss adds the recorded files of lines that were not found, most items first
// as the lines are.
func (prog *Program) Miss(j *wire.Lines) {
	index := map[string]int{}
	for k := range j.Lines {
		l := &j.Lines[k]
		if l.Path != "" || l.Reason != "" || l.Recorded == "" || !InFile(heap.Location{File: l.Recorded}) {
			continue
		}
		at, known := index[l.RecordedFile]
		if !known {
			found, _ := prog.Missing(l.Recorded)
			at = len(j.Missing)
			index[l.RecordedFile] = at
			j.Missing = append(j.Missing, MissingJSON(l.Recorded, found.Candidates, found.Reason))
		}
		j.Missing[at].Count++
	}
}

// MissingJSON describes a recorded file that was not found, or not read, with
// the files that it may be and the reason why one that is there is not read.
func MissingJSON(recorded string, candidates []string, reason error) wire.Missing {
	m := wire.Missing{RecordedFile: text.Path(recorded), Shown: text.Name(recorded), Candidates: candidates}
	if m.Candidates == nil {
		m.Candidates = []string{}
	}
	if reason != nil {
		m.Reason = text.Safe(strings.TrimPrefix(reason.Error(), recorded+": "))
	}
	return m
}
