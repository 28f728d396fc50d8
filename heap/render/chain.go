package render

import (
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/identify"
	words "github.com/perlheap/perlheap/heap/text"
)

// Identify writes an identify chain as pmat does: a tree whose branches are
// the answers to "who refers to it".
func Identify(h *heap.Heap, t *identify.Tree, s Style) string {
	var b strings.Builder
	b.WriteString(SV(h, t.SV, s) + " is:\n")
	type level struct {
		entries []*identify.Entry
		next    int
		indent  string
	}
	for stack := []level{{entries: t.Entries}}; len(stack) > 0; {
		l := &stack[len(stack)-1]
		if l.next == len(l.entries) {
			stack = stack[:len(stack)-1]
			continue
		}
		e := l.entries[l.next]
		l.next++
		final := l.next == len(l.entries)
		b.WriteString(l.indent + branch(e, final) + entry(h, e, s) + "\n")
		if len(e.Entries) > 0 {
			indent := "│ "
			if final {
				indent = "  "
			}
			stack = append(stack, level{entries: e.Entries, indent: l.indent + indent})
		}
	}
	return b.String()
}

func branch(e *identify.Entry, final bool) string {
	switch {
	case e.Kind == identify.Itself:
		return ""
	case final:
		return "└─"
	default:
		return "├─"
	}
}

func entry(h *heap.Heap, e *identify.Entry, s Style) string {
	strength := ""
	if e.Ref.Strength != heap.Strong {
		strength = s.Note("["+e.Ref.Strength.String()+"]") + " "
	}
	switch e.Kind {
	case identify.Root:
		return strength + words.Name(s.RefName(e.Ref))
	case identify.Reference:
	default:
		return e.Words(s.Note)
	}
	text := strength + words.Safe(s.RefName(e.Ref)) + " of " + SV(h, e.Ref.SV, s) + ", which is"
	if e.Label != "" {
		text += " " + s.Note("(*"+e.Label+")")
	}
	return text + ":"
}
