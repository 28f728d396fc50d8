package lsp

import (
	"fmt"
	"strings"

	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/suspect"
	"github.com/perlheap/perlheap/lsp/session"
)

// This file says what the analysis adds to an item: what it retains, and how
// it went from dump to dump. Nothing is said that is not known yet.

// retainedBy is what would be freed if all of an item went, at least.
func retainedBy(d *session.Dump, i *session.Item) (t session.Together, known bool) {
	r := d.Analysis().Retained
	if r == nil {
		return t, false
	}
	switch {
	case i.Kind == site.KindClosure:
		t = r.Closures(i.Sites)
	case i.Kind == site.KindObject && len(i.Items) == 1:
		t = r.Objects(i.Name)
	case i.Kind == site.KindVariable && i.Count() == 1:
		t.Bytes, t.SVs = r.Sizes.Bytes(i.Example()), r.Sizes.Count(i.Example())
	default:
		return t, false
	}
	// What no root reaches retains nothing in the sense of dominators.
	t.Bytes = max(t.Bytes, i.Bytes())
	return t, true
}

// counts is how many of an item there were in each dump of the series.
func counts(d *session.Dump, i *session.Item) (*session.Series, []int, bool) {
	series := d.Analysis().Series
	switch {
	case i.Kind == site.KindClosure:
		n, ok := series.Closures(i.Sites)
		return series, n, ok
	case i.Kind == site.KindObject && len(i.Items) == 1:
		n, ok := series.Objects(i.Name)
		return series, n, ok
	}
	return nil, nil, false
}

// growthText says how many came since the baseline: `+12,304 since 10:31`.
func growthText(d *session.Dump, i *session.Item) (string, bool) {
	series, n, ok := counts(d, i)
	if !ok {
		return "", false
	}
	return signed(n[len(n)-1]-n[0]) + " since " + since(series), true
}

// trends are the trends in words that can stand in a sentence.
var trends = map[growth.Trend]string{
	growth.Grows:  "grows in every step",
	growth.Slows:  "grows, but less and less",
	growth.Once:   "grew once, and not in the last step",
	growth.Lately: "grew in the last step only",
	growth.Stable: "is stable",
	growth.Falls:  "falls",
}

// maxSteps is how many dumps a hover lists.
const maxSteps = 12

// growthSteps says how a number went from dump to dump.
func growthSteps(series *session.Series, n []int) string {
	steps := make([]string, len(n))
	values := make([]int64, len(n))
	last := series.Dumps[len(series.Dumps)-1].Time
	for k := range n {
		values[k] = int64(n[k])
		steps[k] = fmt.Sprintf("%s (%s)", render.Count(n[k]), clock(series.Dumps[k].Time, last))
	}
	if len(steps) > maxSteps {
		steps = append(append(steps[:1:1], "…"), steps[len(steps)-maxSteps+2:]...)
	}
	text := strings.Join(steps, " → ")
	if trend, ok := trends[growth.TrendOf(values)]; ok {
		text += "; the number " + trend
	}
	return text
}

// analysis writes what the analysis adds to an item, in a hover.
func (h *hoverText) analysis(i *session.Item) {
	if t, ok := retainedBy(h.d, i); ok && i.Kind != site.KindVariable {
		text := fmt.Sprintf("If all of them went, at least %s would be freed", render.Bytes(t.Bytes))
		if share := heapShare(h.d, t.Bytes); t.Unreached < i.Count() {
			text += ", " + share
		}
		text += "."
		if t.Unreached > 0 {
			text += fmt.Sprintf(" No root leads to %s of them: nothing but themselves, or C code, holds these.", render.Count(t.Unreached))
		}
		h.paragraph(text)
	}
	if series, n, ok := counts(h.d, i); ok {
		text := "Alive in each dump: " + growthSteps(series, n)
		if series.Forced {
			text += ". The first is of another process"
		}
		h.paragraph(text + ".")
	}
}

// suspectsAt gives the suspects on a line of the text of now, the strongest
// first.
func (s *Server) suspectsAt(d *session.Dump, v view, line session.PerlLine) []*suspect.Suspect {
	path := session.PathOf(v.uri)
	var found []*suspect.Suspect
	for _, x := range d.Analysis().SuspectsIn(path) {
		if d.LineNow(path, session.PerlLine(x.Place.Line), v.text) == line {
			found = append(found, x)
		}
	}
	return found
}

// suspicions writes the suspects that have not been told yet.
func (h *hoverText) suspicions() {
	for _, x := range h.suspects {
		h.paragraph(h.strong("Suspect, "+string(x.Level)) + ": " + h.safeProse(x.Why) + ". " + capital(suspectNumbers(h.d, x)) + ".")
		if len(x.Cycle) > 0 {
			steps := make([]string, len(x.Cycle))
			for i, step := range x.Cycle {
				steps[i] = render.Safe(step)
			}
			h.block(strings.Join(steps, "\n"))
		}
		if x.Holder != "" {
			h.paragraph("Held by " + h.code(render.Safe(x.Holder)) + h.prose(h.at(x.HolderPlace)) + ".")
		}
		h.paragraph(h.strong("Cure") + ": " + h.safeProse(x.Fix) + ".")
	}
	h.suspects = nil
}

func (h *hoverText) safeProse(text string) string { return h.prose(render.Safe(text)) }
