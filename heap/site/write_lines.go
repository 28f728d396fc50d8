package site

import (
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

func retainedText(l *wire.Line) string {
	if l.RetainedBytes == nil {
		return "-"
	}
	return text.Size(*l.RetainedBytes, l.RetainedLeast)
}

// WriteLines writes what is alive as a table.
func WriteLines(w io.Writer, j wire.Lines, style text.Style) error {
	if len(j.Lines) == 0 {
		_, err := fmt.Fprintf(w, "None of what was asked for is alive in %s.\n", j.Dump)
		return err
	}
	t := &text.Table{Seps: []string{"  "}, Right: []bool{true, true, true, true}, Style: style}
	head := []string{"BYTES", "OF THE HEAP", "COUNT", "TYPICAL", "KIND", "WHAT", "LINE"}
	retain := slices.ContainsFunc(j.Lines, func(l wire.Line) bool { return l.RetainedBytes != nil })
	if retain {
		t.Right = append(t.Right, true)
		head = slices.Insert(head, 1, "RETAINED")
	}
	t.Add(head...)
	for k := range j.Lines {
		l := &j.Lines[k]
		row := []string{text.Bytes(l.Bytes), text.Percent(l.ByteShare), text.Count(l.Count), l.Example, string(l.Kind), what(l), l.Where}
		if retain {
			row = slices.Insert(row, 1, retainedText(l))
		}
		t.Add(row...)
	}
	last := len(head) - 1
	t.Cut, t.Drop = []int{last, last - 1}, []int{last - 3, last - 2, last - 5}
	t.Mark = map[int]func(string) string{last: style.SV}
	if _, err := io.WriteString(w, t.String()); err != nil {
		return err
	}
	if more := j.Total - len(j.Lines); more > 0 {
		_, err := fmt.Fprintf(w, "… and %s more\n", text.Count(more))
		return err
	}
	return nil
}

// shownParts is how many parts of an allocation a table names.
const shownParts = 3

// what says what an item is.
func what(l *wire.Line) string {
	said := l.Name
	switch l.Kind {
	case KindAllocation:
		var parts []string
		for k, p := range l.Parts {
			if k == shownParts {
				parts = append(parts, "…")
				break
			}
			part := text.Count(p.Count) + " " + p.Type
			if p.Class != "" {
				part += "=" + p.Class
			}
			parts = append(parts, part)
		}
		said = strings.Join(parts, ", ")
	case KindClosure:
		if said == "" {
			said = "an anonymous sub"
		}
		said += ", " + text.Percent(l.Share) + " of all subs"
	case KindSub:
		if said == "" {
			said = "the program"
		}
		if l.Type == heap.KindCode.String() {
			said += counted(l.Elements, "constant", "constants")
			if l.TemporaryBytes > 0 {
				said += ", " + text.Bytes(l.TemporaryBytes) + " of temporaries"
			}
		} else {
			said += ", a constant" + counted(l.Elements, "entry", "entries")
		}
	case KindVariable:
		if strings.HasPrefix(l.Name, "@") {
			said += counted(l.Elements, "element", "elements")
		} else {
			said += counted(l.Elements, "entry", "entries")
		}
	}
	if l.Evals != nil && l.Evals.Texts > 1 {
		said += fmt.Sprintf(", of %s evals (eval %d … %d)", text.Count(l.Evals.Texts), l.Evals.First, l.Evals.Last)
	} else if l.Evals != nil {
		said += fmt.Sprintf(", of (eval %d)", l.Evals.First)
	} else if l.Compiled > 1 {
		said += fmt.Sprintf(", compiled %s times", text.Count(l.Compiled))
	}
	return said
}

// counted writes how many there are of something, if there is any.
func counted(n int64, one, many string) string {
	if n == 0 {
		return ""
	}
	return ", " + text.CountOf(int(n), one, many)
}

// where says where an item stands, and how sure that is unless it is exact.
func where(at Place) string {
	switch {
	case at.File != "":
		return at.Written(Terse | WithState)
	case at.Reason == ReasonDebugger:
		return "– (" + at.Doubt() + ")"
	}
	return "–"
}
