package render

import (
	"fmt"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/identify"
	words "github.com/perlheap/perlheap/heap/text"
)

// Merged writes the merged paths to many SVs as a tree like that of [Identify];
// what describes the SVs: "457,025 closures of lib/Foo.pm line 12".
func Merged(h *heap.Heap, m *identify.Merged, what string, s Style) string {
	var b strings.Builder
	verb := "are"
	if m.Count == 1 {
		verb = "is"
	}
	b.WriteString(what + " " + verb + ":\n")
	type level struct {
		entries []*identify.Group
		next    int
		more    int
		indent  string
	}
	stack := []level{{entries: m.Entries}}
	for len(stack) > 0 {
		l := &stack[len(stack)-1]
		if l.next == len(l.entries) {
			if l.more > 0 {
				fmt.Fprintf(&b, "%s└─… and %s in other ways\n", l.indent, words.Count(l.more))
			}
			stack = stack[:len(stack)-1]
			continue
		}
		g := l.entries[l.next]
		l.next++
		final := l.next == len(l.entries) && l.more == 0 && (len(stack) > 1 || m.Unreached == 0)
		arm, indent := "├─", "│ "
		if final {
			arm, indent = "└─", "  "
		}
		b.WriteString(l.indent + arm + group(h, g, s))
		if g == m.Point {
			b.WriteString(" " + s.Note("← they collect here"))
		}
		b.WriteString("\n")
		stack = append(stack, level{entries: g.Entries, more: g.More, indent: l.indent + indent})
	}
	if m.Unreached > 0 {
		fmt.Fprintf(&b, "└─%s × not found from any root\n", words.Count(m.Unreached))
	}
	return b.String()
}

func group(h *heap.Heap, g *identify.Group, s Style) string {
	count := ""
	if g.Count > 1 {
		count = words.Count(g.Count) + " × "
	}
	name := g.By.String()
	if s.Spoken {
		name = g.By.Spoken()
	}
	if g.Root {
		return count + words.Name(name)
	}
	name = words.Safe(name)
	switch {
	case g.SVs > 1:
		return fmt.Sprintf("%s%s of %s like %s, which are:", count, name, words.Count(g.SVs), SV(h, g.SV, s))
	}
	return fmt.Sprintf("%s%s of %s, which is:", count, name, SV(h, g.SV, s))
}
