package session

import (
	"slices"

	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/site"
)

// locate finds the places of all items anew, and takes them over when all are
// found. A file that was read before is not read again.
func (d *Dump) locate(where Workspace) {
	d.placing.Lock()
	defer d.placing.Unlock()
	p := d.newPlacement(where)
	p.place(d.Items())
	d.placement.Store(p)
}

// add finds the places of more items, which are shown as they are found.
func (d *Dump) add(items []*site.Item) {
	d.placed().place(items)
}

// placed is where the items stand by now; nil before that was looked for.
func (d *Dump) placed() *placement { return d.placement.Load() }

// Where is the workspace that the places are in.
func (d *Dump) Where() Workspace { return d.placed().where }

// Trouble is why the setting perlheap.revision is not followed; nil if it is.
func (d *Dump) Trouble() error { return d.placed().trouble }

// File finds the file that was recorded under a name.
func (d *Dump) File(recorded string) (path string, ok bool) { return d.placed().resolve(recorded) }

// Spots are where an item stands in the text of when the dump was loaded, the
// one that tells most first.
func (d *Dump) Spots(one *site.Item) []site.Spot {
	p := d.placed()
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.spots[one]
}

// Place is where a site stands in the text of when the dump was loaded.
func (d *Dump) Place(s *site.Site) site.Place {
	p := d.placed()
	p.mu.Lock()
	defer p.mu.Unlock()
	if spots := p.spots[p.itemOf[s]]; len(spots) > 0 {
		return spots[0].Place
	}
	return site.Place{Sub: -1, Line: perl.Line(s.Recorded.Line)}
}

// MayReport tells whether a file has an item that diagnostics report, without
// looking at its text of today.
func (d *Dump) MayReport(path string, settings DiagnosticSettings) bool {
	p := d.placed()
	p.mu.Lock()
	defer p.mu.Unlock()
	f, ok := p.files[path]
	return ok && slices.ContainsFunc(f.items, func(i *placed) bool { return d.Reports(&i.Item, settings) })
}

// Reports tells whether diagnostics report an item: closures that reach both
// thresholds.
func (d *Dump) Reports(i *Item, settings DiagnosticSettings) bool {
	return i.Kind == site.KindClosure && i.Count() >= settings.MinimumCount &&
		float64(i.Bytes()) >= settings.MinimumShare*float64(d.Table.HeapBytes)
}
