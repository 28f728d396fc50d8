package lsp

import (
	"fmt"
	"strings"

	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/lsp/session"
)

// analysis writes what the analysis adds to an item, in a hover.
func (h *hoverText) analysis(i *session.Item) {
	if t, ok := retainedBy(h.v, i); ok && i.Kind != site.KindVariable {
		least := ""
		if t.Least {
			least = "at least "
		}
		text := ""
		if !h.beside {
			text = fmt.Sprintf("If all of them went away, %s%s would be freed, %s.", least, words.Bytes(t.Bytes), heapShare(h.v, t.Bytes))
		}
		switch {
		case t.Unreached > 0 && i.Reason == site.ReasonRegexp:
			text += " Their regular expressions hold them, which no dump shows: no root leads to them."
		case t.Unreached > 0:
			text += fmt.Sprintf(" No root leads to %s of them: they are held only by themselves or by C code.", words.Count(t.Unreached))
		}
		if text != "" {
			h.say(strings.TrimSpace(text))
		}
	}
	if c, ok := courseOf(h.v, i); ok {
		text := "Alive in each dump: "
		if i.Kind == site.KindVariable {
			text = "Entries in each dump: "
		}
		text += c.steps()
		if c.forced {
			text += ". The first dump is from another process"
		}
		h.say(text + ".")
	}
}
