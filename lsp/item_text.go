package lsp

import (
	"fmt"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/lsp/session"
)

// wording is how an item is described.
type wording struct {
	name func(string) string // writes a name of the dump; nil leaves it out
	// ofSub is for words that do not stand next to their line: it names the sub of
	// closures.
	ofSub bool
	// short leaves out that it is alive.
	short bool
	// listed is for a list of items, where "this" would mean nothing.
	listed bool
}

// named is the wording of a sentence with names written in one way.
func named(name func(string) string) wording { return wording{name: name} }

func (w wording) alive() string {
	if w.short {
		return ""
	}
	return " alive"
}

// numbers says in one line how much of an item is alive. Lenses, hovers and
// problems use the same words.
func numbers(v *session.View, i *session.Item) string {
	return strings.Join(facts(v, i, named(words.Name)), " · ")
}

// facts returns the parts of that line: what it is and how many there are, then
// their share of the heap, then what else is known about the item.
func facts(v *session.View, i *session.Item, w wording) []string {
	parts := []string{w.headline(i)}
	kept, known := retainedBy(v, i)
	if i.Kind == site.KindClosure {
		of := "all"
		if known {
			of = words.Count(v.Table.Codes)
		}
		parts = append(parts, words.Percent(shareOf(i.Count(), v.Table.Codes))+" of "+of+" subs")
	}
	if known {
		parts = append(parts, kept.Size.String()+" retained")
	} else {
		parts = append(parts, words.Bytes(i.Bytes()))
	}
	if c, ok := courseOf(v, i); ok {
		parts = append(parts, words.SignedCount(c.grown())+" since "+c.since())
	}
	return parts
}

// brief returns the parts of the short form of that line: how many there are, what
// they retain or take, and how many came since the baseline.
func brief(v *session.View, i *session.Item, w wording) []string {
	w.short = true
	var parts []string
	if what := w.headline(i); what != "" {
		parts = append(parts, what)
	}
	if kept, known := retainedBy(v, i); known {
		parts = append(parts, kept.Size.String())
	} else {
		parts = append(parts, words.Bytes(i.Bytes()))
	}
	if c, ok := courseOf(v, i); ok {
		parts = append(parts, words.SignedCount(c.grown()))
	}
	return parts
}

// headline says what an item is and how many of it there are.
func (w wording) headline(i *session.Item) string {
	n := i.Count()
	switch i.Kind {
	case site.KindClosure:
		return words.CountOf(n, "closure", "closures") + w.severalSubs(i) + w.alive()
	case site.KindObject:
		text := words.CountOf(n, "object", "objects")
		if w.name != nil {
			text += " of " + w.name(i.Name)
		}
		text += w.alive()
		if i.Attributed && i.Lines > 1 {
			text += fmt.Sprintf(", blessed on one of %s lines", words.Count(i.Lines))
		}
		return text
	case site.KindVariable:
		return w.variable(i, n)
	case site.KindSub:
		return w.sub(i)
	default:
		return fmt.Sprintf("%s made here%s", words.CountOf(n, "SV", "SVs"), w.alive())
	}
}

// severalSubs says which sub closures are of, and whether that is uncertain.
func (w wording) severalSubs(i *session.Item) string {
	switch {
	case i.Ambiguous && i.Subs > 1:
		return fmt.Sprintf(" of %s subs on this line", words.Count(i.Subs))
	case i.Ambiguous:
		return " of this sub or another"
	case w.ofSub:
		return " of this sub"
	}
	return ""
}

func (w wording) variable(i *session.Item, n int) string {
	var what []string
	if w.name != nil {
		what = append(what, w.name(i.Name))
	}
	if n > 1 {
		if !w.short {
			what = append(what, "alive")
		}
		what = append(what, words.Count(n)+" times")
	}
	var parts []string
	if len(what) > 0 {
		parts = append(parts, strings.Join(what, " "))
	}
	elements := int(i.Elements())
	switch {
	case i.Items[0].Type == "HASH":
		parts = append(parts, words.CountOf(elements, "key", "keys"))
	case elements > 0 || i.Items[0].Type == "ARRAY":
		parts = append(parts, words.CountOf(elements, "element", "elements"))
	}
	return strings.Join(parts, ": ")
}

func (w wording) sub(i *session.Item) string {
	var what []string
	switch {
	case i.Name == "" && w.listed:
		what = append(what, "main program")
	case i.Name == "":
		what = append(what, "this program")
	case strings.HasSuffix(i.Name, "::__ANON__") && w.listed:
		what = append(what, "anonymous sub")
	case strings.HasSuffix(i.Name, "::__ANON__"):
		what = append(what, "this sub")
	case w.name != nil:
		what = append(what, w.name(i.Name))
	}
	var with []string
	n := int(i.Elements())
	switch {
	case i.Items[0].Type != heap.KindCode.String():
		what = append(what, "(a constant)")
		if n > 0 {
			with = append(with, words.CountOf(n, "entry", "entries"))
		}
	case n > 0:
		with = append(with, words.CountOf(n, "constant", "constants"))
	}
	if bytes := i.Temporaries(); bytes > 0 {
		with = append(with, words.Bytes(bytes)+" of temporaries")
	}
	if len(with) > 0 {
		what = append(what, "with "+strings.Join(with, " and "))
	}
	return strings.Join(what, " ")
}

// heapShare is what part of the heap bytes are.
func heapShare(v *session.View, bytes int64) string {
	return words.Percent(float64(bytes)/float64(max(1, v.Table.HeapBytes))) + " of the heap"
}

func shareOf(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

// problemText says the numbers of closures where their line is not visible.
func problemText(v *session.View, i *session.Item) string {
	text := strings.Join(facts(v, i, wording{name: words.Name, ofSub: true}), " · ")
	bytes := i.Bytes()
	if kept, known := retainedBy(v, i); known {
		bytes = kept.Bytes
	}
	share := heapShare(v, bytes)
	if i.State == site.Uncertain {
		if i.Reason == site.ReasonChanged {
			share += "; the file has changed since the program ran"
		}
		return "Probably " + text + " (" + share + ")"
	}
	return text + " (" + share + ")"
}
