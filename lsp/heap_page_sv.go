package lsp

import (
	"context"
	"fmt"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/identify"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/retained"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/lsp/session"
)

// How much of each list the document of an SV has.
const (
	pageElements = 1000 // elements, values, instances
	pageRefs     = 1000
	pageOwned    = 20_000 // SVs that the owned size is added up of
	pageChain    = 40     // lines of the chain; the whole of it is a document of its own
)

// sv writes everything that is known about an SV.
func (p *heapPage) sv(ctx context.Context, sv heap.SV) error {
	h := p.v.Heap
	text, err := render.Show(h, sv, render.ShowOptions{FullPV: true, Pad: true, Referent: true, NoHints: true}, p.style)
	if err != nil {
		return err
	}
	p.write(text) // begins as a heading does
	if err := p.sizes(sv); err != nil {
		return err
	}
	if err := p.shortChain(ctx, sv); err != nil {
		return err
	}
	if err := p.inrefs(sv); err != nil {
		return err
	}
	if k := p.v.Heap.Kind(sv); k.HashLike() || k == heap.KindArray {
		return p.contents(sv)
	}
	return p.outrefs(sv)
}

func (p *heapPage) sizes(sv heap.SV) error {
	h := p.v.Heap
	p.heading("Sizes")
	p.say("%s directly", words.Bytes(h.Size(sv)))
	if h.Immortal(sv) {
		return nil
	}
	structure, err := mat.StructureSize(h, sv)
	if err != nil {
		return err
	}
	p.say("%s structurally", words.Bytes(structure))
	owned, all, err := mat.OwnedSizeWithin(h, sv, pageOwned)
	if err != nil {
		return err
	}
	p.say("%s including owned referrants", retained.Size{Bytes: owned, Least: !all})
	if text, ok := retainedText(p.v, sv); ok {
		p.say("%s", text)
	}
	return nil
}

// retainedText writes what an SV retains; false if that is not known.
func retainedText(v *session.View, sv heap.SV) (string, bool) {
	r := v.Analysis.Retained
	switch {
	case r == nil || v.Heap.Immortal(sv):
		return "", false
	}
	n := r.Sizes.Count(sv)
	if !r.Sizes.Reached(sv) {
		return fmt.Sprintf("%s retained with it, %s · no root leads to it: it is held by others that no root leads to, by C code, or by nothing", words.Bytes(r.Sizes.Bytes(sv)), words.CountOf(n, "SV", "SVs")), true
	}
	return fmt.Sprintf("%s retained: what would be freed with it, %s", words.Bytes(r.Sizes.Bytes(sv)), words.CountOf(n, "SV", "SVs")), true
}

// contents lists the elements or the values of an SV, a page of them.
func (p *heapPage) contents(sv heap.SV) error {
	h := p.v.Heap
	if h.Kind(sv) == heap.KindArray {
		page, err := render.NewElementsJSON(h, sv, p.doc.Offset, pageElements, p.style)
		if err != nil {
			return err
		}
		total := page.Total
		page.Total = page.Offset + len(page.Items) // what follows is said in another way
		p.list("Elements", render.Elements(page, p.style), total, len(page.Items))
		return nil
	}
	page, err := render.NewValuesJSON(h, sv, render.ValuesOptions{Skip: p.doc.Offset, Count: pageElements}, p.style)
	if err != nil {
		return err
	}
	total := page.Total
	page.Total = page.Offset + len(page.Items)
	p.list("Values", render.Values(page, p.style), total, len(page.Items))
	return nil
}

// list writes a page of a list; its text is indented.
func (p *heapPage) list(what, text string, total, shown int) {
	p.pageHeading(fmt.Sprintf("%s, %s in all", what, words.Count(total)), total, shown)
	p.write(text)
	p.nextPage(total - p.doc.Offset - shown)
}

// pageHeading begins a list that may be one page of many.
func (p *heapPage) pageHeading(what string, total, shown int) {
	if shown < total {
		what += fmt.Sprintf(", from %s on", words.Count(p.doc.Offset))
	}
	p.heading(what)
}

// nextPage says how much of a list follows; the line is a link to it.
func (p *heapPage) nextPage(rest int) {
	if rest > 0 {
		p.say("%s", p.marks.Mark(nextPageText+words.Count(rest), nextPage{}))
	}
}

// nextPage is what a link to the next page of a list leads to.
type nextPage struct{}

// nextPageText begins the line that leads to the next page.
const nextPageText = "… the next of "

func (p *heapPage) shortChain(ctx context.Context, sv heap.SV) error {
	tree, err := p.v.Dump.Chain(ctx, sv, shortChain)
	if err != nil {
		return err
	}
	p.heading("Identify: what holds it")
	p.block(strings.Join(cut(chainLines(p.v, tree, p.style), pageChain)[1:], "\n")) // the first names the SV
	return nil
}

// inrefs lists what refers to an SV.
func (p *heapPage) inrefs(sv heap.SV) error {
	in, err := p.v.Heap.Inrefs(sv, heap.All, pageRefs+1) // of some there are hundreds of thousands
	if err != nil {
		return err
	}
	render.SortRefs(in)
	p.heading("Inrefs: what refers to it, " + atMost(len(in)))
	for line := range strings.Lines(render.Refs(p.v.Heap, in[:min(len(in), pageRefs)], p.style)) {
		p.referrers = append(p.referrers, p.b.Len()+len("  "))
		p.block(line)
	}
	return nil
}

// outrefs lists what an SV refers to.
func (p *heapPage) outrefs(sv heap.SV) error {
	out, err := p.v.Heap.Outrefs(sv, heap.All)
	if err != nil {
		return err
	}
	p.heading("Outrefs: what it refers to, " + atMost(len(out)))
	p.block(render.Refs(p.v.Heap, out[:min(len(out), pageRefs)], p.style))
	return nil
}

// atMost writes the length of a list, which has at most pageRefs entries.
func atMost(n int) string {
	if n > pageRefs {
		return "the first " + words.Count(pageRefs)
	}
	return words.Count(n)
}

// identify writes the whole chain of an SV.
func (p *heapPage) identify(ctx context.Context, sv heap.SV) error {
	tree, err := p.v.Dump.Chain(ctx, sv, identify.Options{Depth: identify.DefaultDepth, Elide: true, Limit: maxReferrers})
	if err != nil {
		return err
	}
	p.write(render.Identify(p.v.Heap, tree, p.style))
	return nil
}
