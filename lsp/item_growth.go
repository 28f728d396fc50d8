package lsp

import (
	"fmt"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/lsp/session"
)

// This file says what the analysis adds to an item: what it retains, and how
// it went from dump to dump. Nothing is said that is not known yet.

// retainedBy is what would be freed if all of an item went, at least.
func retainedBy(v *session.View, i *session.Item) (t session.Together, known bool) {
	r := v.Analysis.Retained
	if r == nil {
		return t, false
	}
	switch {
	case i.Kind == site.KindClosure:
		t = r.Closures(i.Sites)
	case i.Kind == site.KindObject && len(i.Items) == 1:
		t = r.Objects(i.Name)
	case i.Kind == site.KindVariable && i.Count() == 1:
		t = r.One(i.Example())
	default:
		return t, false
	}
	return t, true
}

// course is how a number went from dump to dump.
type course struct {
	dumps  []*session.Snapshot // oldest first
	counts []int               // in each
	forced bool                // the first is of another process
}

// grown is the difference between the last dump and the first.
func (c course) grown() int { return c.counts[len(c.counts)-1] - c.counts[0] }

// since says when the first dump was written: `10:31`, or with the day if that
// is not the day of the last.
func (c course) since() string { return clock(c.dumps[0].Time, c.dumps[len(c.dumps)-1].Time) }

// courseOf returns how many of an item there were in each dump of the series; for a
// variable that grew, how many entries it had in the dumps that were compared.
func courseOf(v *session.View, i *session.Item) (c course, ok bool) {
	a := v.Analysis
	if a.Series == nil {
		return c, false
	}
	c = course{dumps: a.Series.Dumps, forced: a.Series.Forced}
	switch {
	case i.Kind == site.KindClosure:
		c.counts, ok = a.Series.Closures(i.Sites)
	case i.Kind == site.KindObject && len(i.Items) == 1:
		c.counts, ok = a.Series.Objects(i.Name)
	case i.Kind == site.KindVariable && len(i.Items) == 1 && a.Report != nil:
		c.dumps = a.Compared
		c.counts, ok = entries(a.Report, i.Example())
	}
	return c, ok
}

// entries counts what a growing variable holds: all of it, not only what grew.
func entries(r *growth.Report, variable heap.SV) (counts []int, ok bool) {
	for _, t := range r.Holders {
		holder := t.Population.Parent
		last := len(holder.Example) - 1
		if holder.Example[last] != variable || holder.Count[last] != 1 {
			continue
		}
		counts = make([]int, last+1)
		for _, p := range holder.Children {
			for k, n := range p.Count {
				counts[k] += n
			}
		}
		return counts, true
	}
	return nil, false
}

// trends are the trends in words that can stand in a sentence.
var trends = map[growth.Trend]string{
	growth.Grows:  "grows in every step",
	growth.Slows:  "grows, but ever more slowly",
	growth.Once:   "grew once, but not in the last step",
	growth.Lately: "grew in the last step only",
	growth.Stable: "is stable",
	growth.Falls:  "falls",
}

// maxSteps is how many dumps a hover lists.
const maxSteps = 12

// steps says how the number went from dump to dump.
func (c course) steps() string {
	steps := make([]string, len(c.counts))
	values := make([]int64, len(c.counts))
	last := c.dumps[len(c.dumps)-1].Time
	for k, n := range c.counts {
		values[k] = int64(n)
		steps[k] = fmt.Sprintf("%s (%s)", words.Count(n), clock(c.dumps[k].Time, last))
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
