package session

import (
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/site"
)

// locate finds the places of all items again, and takes them over when all are
// found. A file that was read before is not read again.
func (d *Dump) locate(where Workspace) {
	p := d.newPlacement(where)
	for done := false; !done; {
		items := d.Items()
		p.place(p.unplaced(items))
		done = d.takeOver(p, len(items))
	}
}

// takeOver shows a placement of all items; false if there are more than were
// placed.
func (d *Dump) takeOver(p *placement, placed int) bool {
	d.placing.Lock()
	defer d.placing.Unlock()
	if len(d.Items()) > placed {
		return false
	}
	d.placement.Store(p)
	return true
}

// complete finds the places of the last items, which are shown as they are found,
// and adds the items. If another placement is taken over meanwhile, they are
// placed there as well.
func (d *Dump) complete(items []*site.Item, err error) {
	for done := false; !done; {
		p := d.placed()
		p.place(p.unplaced(items))
		done = d.addTo(p, items, err)
	}
}

// addTo adds the last items if they are in the placement that is shown.
func (d *Dump) addTo(p *placement, items []*site.Item, err error) bool {
	d.placing.Lock()
	defer d.placing.Unlock()
	if d.placed() != p {
		return false
	}
	d.contents.complete(items, err)
	return true
}

// placed returns where the items are, as far as known; nil before the first placement.
func (d *Dump) placed() *placement { return d.placement.Load() }

// Where returns the workspace that the places are in.
func (d *Dump) Where() Workspace { return d.placed().where }

// Trouble says why the setting perlheap.revision has no effect; nil if it has.
func (v *View) Trouble() error { return v.places.trouble }

// Recorded finds the file that was recorded under a name.
func (v *View) Recorded(name string) (path string, ok bool) { return v.places.program.File(name) }

// IsOwn reports whether a recorded file is the program's own.
func (v *View) IsOwn(recorded string) bool { return v.places.program.IsOwn(recorded) }

// PlaceSub finds where a sub stands whose first statement is recorded at a line.
func (v *View) PlaceSub(recorded heap.Location) site.Place {
	return v.places.program.PlaceSub(recorded)
}

// placesOf returns the places of an item in the text of when the dump was loaded,
// the most telling first.
func (p *placement) placesOf(one *site.Item) []site.Place {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.places[one]
}

// MayReport reports whether a file has an item that diagnostics report, without
// looking at its current text.
func (v *View) MayReport(path string) bool {
	p := v.places
	p.mu.Lock()
	defer p.mu.Unlock()
	f, ok := p.files[path]
	return ok && slices.ContainsFunc(f.items, func(i *placed) bool { return v.Reports(&i.Item) })
}

// Reports reports whether diagnostics report an item: closures that reach both
// thresholds.
func (v *View) Reports(i *Item) bool {
	settings := v.Settings.Diagnostics
	return i.Kind == site.KindClosure && i.Count() >= settings.MinimumCount &&
		float64(i.Bytes()) >= settings.MinimumShare*float64(v.Table.HeapBytes)
}
