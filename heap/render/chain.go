package render

import (
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/identify"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
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
		strength = s.note("["+e.Ref.Strength.String()+"]") + " "
	}
	switch e.Kind {
	case identify.Root:
		return strength + words.Name(e.Ref.Name())
	case identify.Again:
		text := "already found"
		if e.Circular || e.Label == "" {
			text += " " + s.note("circularly") // pmat writes the word twice where there is no label
		}
		if e.Label != "" {
			text += " as " + s.note("*"+e.Label)
		}
		return text
	case identify.Itself:
		return "itself"
	case identify.NotFound:
		return "not found"
	case identify.TooDeep:
		return "not found at this depth"
	case identify.Cut:
		return "… and others that were not followed"
	case identify.More:
		return "… and " + words.Count(e.Count) + " more references to it"
	}
	text := strength + words.Safe(e.Ref.Name()) + " of " + SV(h, e.Ref.SV, s) + ", which is"
	if e.Label != "" {
		text += " " + s.note("(*"+e.Label+")")
	}
	return text + ":"
}

// NewSVJSON describes an SV for machines.
func NewSVJSON(h *heap.Heap, sv heap.SV) wire.SV {
	j := wire.SV{Address: h.Addr(sv).String(), Type: h.Type(sv), Desc: words.Whole(h.Desc(sv)), Bytes: h.Size(sv)}
	if pkg, ok := h.Package(sv); ok {
		j.Package = words.Whole(pkg)
	}
	if root, ok := h.Roots().Name(sv); ok {
		j.Root = words.Whole(root)
	}
	if name, ok := h.Symbols().Name(sv); ok {
		j.Symbol = words.Whole(name)
	}
	if loc, ok := h.Code(sv).Location(); ok {
		j.File, j.Line = words.Whole(loc.File), loc.Line
	}
	return j
}

// NewChainJSON gives an identify chain for machines. The nesting is at most
// [identify.MaxDepth] deep.
func NewChainJSON(h *heap.Heap, t *identify.Tree) wire.Chain {
	type job struct {
		from []*identify.Entry
		into *[]wire.ChainEntry
	}
	j := wire.Chain{SV: NewSVJSON(h, t.SV)}
	for jobs := []job{{t.Entries, &j.Entries}}; len(jobs) > 0; {
		next := jobs[len(jobs)-1]
		jobs = jobs[:len(jobs)-1]
		*next.into = make([]wire.ChainEntry, len(next.from))
		for i, e := range next.from {
			out := &(*next.into)[i]
			*out = wire.ChainEntry{Kind: e.Kind, Name: words.Whole(e.Ref.Name()), Label: e.Label, Circular: e.Circular, Count: e.Count}
			switch e.Kind {
			case identify.Reference:
				sv := NewSVJSON(h, e.Ref.SV)
				out.SV, out.Strength = &sv, wire.Strength(e.Ref.Strength.String())
				jobs = append(jobs, job{e.Entries, &out.Entries})
			case identify.Root:
				out.Strength = wire.Strength(e.Ref.Strength.String())
			}
		}
	}
	return j
}
