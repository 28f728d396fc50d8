package session

import (
	"context"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/identify"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/source"
)

// Holder is what keeps the closures of a site alive.
type Holder struct {
	What string // `the lexical %singleton of &Helpers::redis`
	Path string // of its file; empty if that is not here
	Line PerlLine
}

// chainLimit is how many referrers of one SV are followed to find a holder.
const chainLimit = 20

// Holder finds the holder of a site's typical closure that is nearest to it;
// nil if the chain has none with a recorded place.
func (d *Dump) Holder(ctx context.Context, s *site.Site) (*Holder, error) {
	d.mu.Lock()
	h, known := d.holders[s]
	d.mu.Unlock()
	if known {
		return h, nil
	}
	tree, err := d.Chain(ctx, s.Example, identify.Options{Depth: identify.DefaultDepth, Elide: true, Limit: chainLimit})
	if err != nil {
		return nil, err
	}
	if found, ok := tree.Holder(d.Heap); ok {
		h = &Holder{What: found.What}
		if path, line, ok := d.Locate(found.SV, found.Recorded); ok {
			h.Path, h.Line = path, line
		}
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	d.holders[s] = h
	return h, nil
}

// Locate finds a recorded location in the files of now, as they were when the
// dump was loaded: of a CODE the line of its sub, of anything else the recorded
// line. ok is false if the file is not here.
func (d *Dump) Locate(sv heap.SV, recorded heap.Location) (path string, line PerlLine, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	line = PerlLine(recorded.Line)
	path, ok = d.resolve(recorded.File)
	if !ok || d.Heap.Kind(sv) != heap.KindCode {
		return path, line, ok
	}
	text, err := d.read(path)
	if err != nil {
		return "", 0, false
	}
	at := site.Site{Recorded: recorded}
	at.Name, _ = d.Heap.SymName(sv)
	names, err := d.Heap.Padnames(sv)
	if err != nil {
		return path, line, true // the recorded line is better than none
	}
	for _, n := range names {
		if len(n.Name) > 1 && n.Our == heap.NoSV {
			at.Pad = append(at.Pad, n.Name)
		}
	}
	if p := at.InFile(path, source.Scan(text)); p.Sub >= 0 {
		line = PerlLine(p.Line)
	}
	return path, line, true
}
