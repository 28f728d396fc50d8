package lsp

import (
	"fmt"
	"strings"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/lsp/session"
)

// numbers says in one line what is alive of an item. Lenses, hovers and
// problems use the same words.
func numbers(v *session.View, i *session.Item) string {
	return strings.Join(facts(v, i), " · ")
}

// facts are the parts of that line: first what it is and how many there are,
// then what of the heap they are. What else is known of an item is appended.
func facts(v *session.View, i *session.Item) []string {
	parts := []string{headline(i, render.Name)}
	kept, known := retainedBy(v, i)
	if i.Kind == site.KindClosure {
		of := "all"
		if known {
			of = render.Count(v.Table.Codes)
		}
		parts = append(parts, render.Percent(shareOf(i.Count(), v.Table.Codes))+" of "+of+" subs")
	}
	if known {
		parts = append(parts, render.Retained(kept.Size)+" retained")
	} else {
		parts = append(parts, render.Bytes(i.Bytes()))
	}
	if text, ok := growthText(v, i); ok {
		parts = append(parts, text)
	}
	return parts
}

// lensTitle is what a lens says: the facts, and with a number that may stand at
// the wrong place, that it may.
func lensTitle(v *session.View, i *session.Item) string {
	title := numbers(v, i)
	if i.State == site.Uncertain {
		title = "probably " + title
		if i.Reason == site.ReasonChanged {
			title += " · the file has changed, see the hover"
		} else {
			title += " · see the hover"
		}
	}
	return title
}

// headline says what an item is and how many of it there are. name writes a name
// of the dump.
func headline(i *session.Item, name func(string) string) string {
	n := i.Count()
	switch i.Kind {
	case site.KindClosure:
		return fmt.Sprintf("%s %s%s alive", render.Count(n), plural(n, "closure", "closures"), severalSubs(i))
	case site.KindObject:
		text := fmt.Sprintf("%s %s of %s alive", render.Count(n), plural(n, "object", "objects"), name(i.Name))
		if i.Attributed && i.Lines > 1 {
			text += fmt.Sprintf(", blessed on one of %s lines", render.Count(i.Lines))
		}
		return text
	case site.KindVariable:
		return variableHeadline(i, n, name)
	case site.KindSub:
		text := "this sub"
		switch {
		case i.Name == "":
			text = "this program"
		case !strings.HasSuffix(i.Name, "::__ANON__"):
			text = name(i.Name)
		}
		if n := int(i.Elements()); n > 0 {
			text += fmt.Sprintf(" with %s %s", render.Count(n), plural(n, "constant", "constants"))
		}
		return text
	default:
		return fmt.Sprintf("%s %s made here alive", render.Count(n), plural(n, "SV", "SVs"))
	}
}

// severalSubs says that closures are not of one sub for sure.
func severalSubs(i *session.Item) string {
	switch {
	case !i.Ambiguous:
		return ""
	case i.Subs > 1:
		return fmt.Sprintf(" of %s subs on this line", render.Count(i.Subs))
	}
	return " of this sub or another"
}

func variableHeadline(i *session.Item, n int, name func(string) string) string {
	text := name(i.Name)
	if n > 1 {
		text = fmt.Sprintf("%s alive %s times", text, render.Count(n))
	}
	elements := int(i.Elements())
	switch {
	case i.Items[0].Type == "HASH":
		text += fmt.Sprintf(": %s %s", render.Count(elements), plural(elements, "key", "keys"))
	case elements > 0 || i.Items[0].Type == "ARRAY":
		text += fmt.Sprintf(": %s %s", render.Count(elements), plural(elements, "element", "elements"))
	}
	return text
}

// heapShare is what part of the heap bytes are.
func heapShare(v *session.View, bytes int64) string {
	return render.Percent(float64(bytes)/float64(max(1, v.Table.HeapBytes))) + " of the heap"
}

func shareOf(n, of int) float64 {
	if of == 0 {
		return 0
	}
	return float64(n) / float64(of)
}

func plural(n int, one, many string) string {
	if n == 1 {
		return one
	}
	return many
}

// problemText says the numbers where no line is seen beside them.
func problemText(v *session.View, i *session.Item) string {
	text := numbers(v, i)
	if !i.Ambiguous {
		text = strings.Replace(text, "alive", "of this sub alive", 1)
	}
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
