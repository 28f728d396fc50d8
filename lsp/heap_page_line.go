package lsp

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/lsp/session"
)

// line writes what is alive that was made on a line, what keeps it, and the
// SVs themselves, a page of them.
func (p *heapPage) line(ctx context.Context) error {
	f, now, ok := p.v.Now(session.At(p.doc.File, p.doc.Line))
	if !ok {
		return fmt.Errorf("%s cannot be read", p.doc.File)
	}
	line := session.PerlLine(now.Line)
	at := heap.Location{File: p.s.displaySlash(p.doc.File), Line: int(line)}
	p.heading(p.marks.Mark(words.Safe(at.String()), at))
	var on []*session.Item
	var recorded []heap.Location
	for i := range f.Items {
		if item := &f.Items[i]; item.Placed == p.doc.Line {
			on = append(on, item)
			line = item.Line // moves with the sub, where lines are edited too
			p.say("%s", lensTitle(p.v, item))
			p.item(item)
			if loc := item.Items[0].Recorded; loc.File != "" && !slices.Contains(recorded, loc) {
				recorded = append(recorded, loc)
			}
		}
	}
	for _, loc := range recorded {
		p.say("Recorded as %s", loc)
	}
	for _, x := range p.s.suspectsAt(f, line) {
		p.suspect(x)
	}
	instances := p.s.instances(f, line)
	if len(instances.svs) == 0 {
		p.say("Nothing that is alive was made here, as far as the dump shows.")
		return nil
	}
	style := p.style
	style.Spoken = true
	why, err := p.s.why(ctx, p.v, instances, style)
	if err != nil {
		return err
	}
	p.heading("Why this is alive")
	p.block(why.Text)
	for _, item := range on {
		p.instances(item)
	}
	return nil
}

// item says more about an item than its lens does.
func (p *heapPage) item(i *session.Item) {
	if i.Kind == site.KindClosure && len(i.Sites[0].Captures) > 0 {
		var names []string
		for _, name := range i.Sites[0].Captures {
			names = append(names, words.Name(name))
		}
		p.say("Each captures %s", strings.Join(names, ", "))
	}
	if c, ok := courseOf(p.v, i); ok {
		p.say("In each dump: %s", c.steps())
	}
}

// suspect says why something of the line is a suspect, what the cure is, and what
// speaks for and against it.
func (p *heapPage) suspect(x *diagnose.Suspect) {
	p.say("Suspect, %s: %s. %s.", x.Level, words.Safe(x.WhyHeld()), capital(suspectNumbers(p.v, x)))
	p.say("Cure: %s.", words.Safe(x.Fix))
	for _, told := range slices.Concat(evidenceOf(x, true, diagnose.Evidence.String), evidenceOf(x, false, diagnose.Evidence.String)) {
		p.say("%s", told)
	}
}

// instances lists the SVs of an item, or one that stands for all where the dump
// does not say which they are.
func (p *heapPage) instances(i *session.Item) {
	var svs []heap.SV
	switch i.Kind {
	case site.KindClosure:
		svs = p.v.Dump.ClosuresOf(i.Sites)
	case site.KindObject:
		svs = p.v.Dump.ObjectsOf(i.Name)
	}
	title := named(words.Name).headline(i)
	if len(svs) == 0 {
		p.heading(title + ": " + words.Plural(i.Count(), "it is", "a typical one is"))
		p.say("%s", p.of(i.Example()))
		return
	}
	from := min(p.doc.Offset, len(svs))
	page := svs[from:min(len(svs), from+pageElements)]
	p.pageHeading(title, len(svs), len(page))
	r := p.v.Analysis.Retained
	for n, sv := range page {
		text := fmt.Sprintf("[%d] %s · %s", from+n, p.of(sv), words.Bytes(p.v.Heap.Size(sv)))
		if r != nil {
			text += " · " + words.Bytes(r.Sizes.Bytes(sv)) + " retained"
		}
		p.say("%s", text)
	}
	p.nextPage(len(svs) - from - len(page))
}
