package render

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

func retainedText(l *wire.Line) string {
	if l.RetainedBytes == nil {
		return "-"
	}
	return retained.Size{Bytes: *l.RetainedBytes, Least: l.RetainedLeast}.String()
}

// NewItemJSON describes an item for machines, with its places: there is at
// least one.
func NewItemJSON(h *heap.Heap, t *site.Table, i *site.Item, spots []site.Place) wire.Line {
	j := wire.Line{
		Place: spots[0].JSON(), Kind: i.Kind, Name: words.Whole(i.Name), Type: i.Type, Scope: string(i.Scope),
		Count: i.Count, Elements: i.Elements, TemporaryBytes: i.Temporaries, Bytes: i.Bytes, ByteShare: share(i.Bytes, t.HeapBytes),
		Example: h.Addr(i.Example).String(), Recorded: i.Recorded.File, Shown: words.Name(i.Name), Where: where(spots[0]),
	}
	j.RecordedFile, j.RecordedLine = words.Whole(i.Recorded.File), i.Recorded.Line
	if j.File = j.Path; j.Path == "" {
		j.File = j.RecordedFile
	}
	switch i.Kind {
	case site.KindObject:
		j.Class = j.Name
	case site.KindClosure:
		j.Share = share(int64(i.Count), int64(t.Codes))
		if n := len(i.Sites); n > 1 {
			j.Compiled = n
		}
		for _, c := range i.Sites[0].Captures {
			j.Captures = append(j.Captures, words.Whole(c))
		}
	}
	if e := i.Evals; e != nil {
		j.Evals = &wire.Evals{Texts: e.Texts, First: e.First, Last: e.Last}
	}
	for _, p := range i.Parts {
		j.Parts = append(j.Parts, wire.LinePart{Type: p.Type, Class: words.Whole(p.Class), Count: p.Count, Bytes: p.Bytes, FirstSerial: p.First, LastSerial: p.Last, Example: h.Addr(p.Example).String(), ShownClass: words.Name(p.Class)})
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
func Miss(j *wire.Lines, prog *site.Program) {
	index := map[string]int{}
	for k := range j.Lines {
		l := &j.Lines[k]
		if l.Path != "" || l.Reason != "" || l.Recorded == "" || !site.InFile(heap.Location{File: l.Recorded}) {
			continue
		}
		at, known := index[l.RecordedFile]
		if !known {
			found, _ := prog.Missing(l.Recorded)
			at = len(j.Missing)
			index[l.RecordedFile] = at
			j.Missing = append(j.Missing, NewMissingJSON(l.Recorded, found.Candidates, found.Reason))
		}
		j.Missing[at].Count++
	}
}

// NewMissingJSON describes a recorded file that was not found, or not read, with
// the files that it may be and the reason why one that is there is not read.
func NewMissingJSON(recorded string, candidates []string, reason error) wire.Missing {
	m := wire.Missing{RecordedFile: words.Whole(recorded), Candidates: candidates}
	if m.Candidates == nil {
		m.Candidates = []string{}
	}
	if reason != nil {
		m.Reason = words.Safe(strings.TrimPrefix(reason.Error(), recorded+": "))
	}
	return m
}

// Lines writes what is alive as a table.
func Lines(w io.Writer, j wire.Lines) error {
	if len(j.Lines) == 0 {
		_, err := fmt.Fprintf(w, "Nothing of what was asked for is alive in %s.\n", j.Dump)
		return err
	}
	t := &table{seps: []string{"  "}, right: []bool{true, true, true, true}}
	head := []string{"BYTES", "OF THE HEAP", "COUNT", "TYPICAL", "KIND", "WHAT", "LINE"}
	retain := slices.ContainsFunc(j.Lines, func(l wire.Line) bool { return l.RetainedBytes != nil })
	if retain {
		t.right = append(t.right, true)
		head = slices.Insert(head, 1, "RETAINED")
	}
	t.add(head...)
	for k := range j.Lines {
		l := &j.Lines[k]
		row := []string{words.Bytes(l.Bytes), words.Percent(l.ByteShare), words.Count(l.Count), l.Example, string(l.Kind), what(l), l.Where}
		if retain {
			row = slices.Insert(row, 1, retainedText(l))
		}
		t.add(row...)
	}
	if _, err := io.WriteString(w, t.String()); err != nil {
		return err
	}
	if more := j.Total - len(j.Lines); more > 0 {
		_, err := fmt.Fprintf(w, "… and %s more\n", words.Count(more))
		return err
	}
	return nil
}

// shownParts is how many parts of an allocation a table names.
const shownParts = 3

// what says what an item is.
func what(l *wire.Line) string {
	text := l.Shown
	switch l.Kind {
	case site.KindAllocation:
		var parts []string
		for k, p := range l.Parts {
			if k == shownParts {
				parts = append(parts, "…")
				break
			}
			part := words.Count(p.Count) + " " + p.Type
			if p.Class != "" {
				part += "=" + p.ShownClass
			}
			parts = append(parts, part)
		}
		text = strings.Join(parts, ", ")
	case site.KindClosure:
		if text == "" {
			text = "an anonymous sub"
		}
		text += ", " + words.Percent(l.Share) + " of all subs"
	case site.KindSub:
		if text == "" {
			text = "the program"
		}
		if l.Type == heap.KindCode.String() {
			text += counted(l.Elements, "constant", "constants")
			if l.TemporaryBytes > 0 {
				text += ", " + words.Bytes(l.TemporaryBytes) + " of temporaries"
			}
		} else {
			text += ", a constant" + counted(l.Elements, "entry", "entries")
		}
	case site.KindVariable:
		if strings.HasPrefix(l.Name, "@") {
			text += counted(l.Elements, "element", "elements")
		} else {
			text += counted(l.Elements, "entry", "entries")
		}
	}
	if l.Evals != nil && l.Evals.Texts > 1 {
		text += fmt.Sprintf(", of %s evals (eval %d … %d)", words.Count(l.Evals.Texts), l.Evals.First, l.Evals.Last)
	} else if l.Evals != nil {
		text += fmt.Sprintf(", of (eval %d)", l.Evals.First)
	} else if l.Compiled > 1 {
		text += fmt.Sprintf(", compiled %s times", words.Count(l.Compiled))
	}
	return text
}

// counted writes how many there are of something, if there is any.
func counted(n int64, one, many string) string {
	switch n {
	case 0:
		return ""
	case 1:
		return ", 1 " + one
	}
	return ", " + words.Count(int(n)) + " " + many
}

// where says where an item stands, and how sure that is unless it is exact.
func where(at site.Place) string {
	switch {
	case at.File != "":
		return at.Written(site.Terse | site.WithState)
	case at.Reason == site.ReasonDebugger:
		return "– (" + at.Doubt() + ")"
	}
	return "–"
}
