package session

import (
	"slices"

	"github.com/perlheap/perlheap/heap/revision"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/source"
)

// locate finds the places of all items anew. A file that was read before is not
// read again: what is compared with the dump is the text of when it was loaded.
func (d *Dump) locate(where Workspace) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.where, d.holders = where, make(map[*site.Site]*Holder)
	d.resolver = resolver(d.Heap, where)
	d.locator = &site.Locator{Heap: d.Heap, Resolve: d.resolve, Read: d.read}
	var history *revision.History
	if history, d.trouble = where.history(); history != nil {
		d.locator.History = history.At(d.stamp.modTime)
	}
	for _, f := range d.files {
		f.forget()
	}
	d.spots, d.missing = make(map[*site.Item][]site.Spot), make(map[string]*Missing)
	d.place(d.items)
}

// Where is the workspace that the places are in.
func (d *Dump) Where() Workspace {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.where
}

// Trouble is why the setting perlheap.revision is not followed; nil if it is.
func (d *Dump) Trouble() error {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.trouble
}

// place finds the places of items.
func (d *Dump) place(items []*site.Item) {
	var unfound []*site.Item
	for _, one := range items {
		if !d.put(one, d.locator.Spots(one)) {
			unfound = append(unfound, one)
		}
	}
	for _, one := range unfound {
		// A file that was read meanwhile may have a `# line` directive of its name.
		if !d.put(one, d.locator.Spots(one)) {
			d.miss(one)
		}
	}
}

// put notes the spots of an item; false if its file was not found.
func (d *Dump) put(one *site.Item, spots []site.Spot) bool {
	d.spots[one] = spots
	for _, s := range one.Sites {
		d.itemOf[s] = one
	}
	switch {
	case one.Kind == site.KindVariable && one.Count == 1:
		d.variables[one.Example] = one
	case one.Kind == site.KindObject:
		d.classes[one.Name] = one
	}
	var lost *site.Spot
	stands := false
	for i := range spots {
		spot := &spots[i]
		f := d.files[spot.Path]
		switch {
		case f == nil || spot.File == nil:
			continue
		case spot.State == site.Gone || spot.Role == site.RoleSub && spot.Sub < 0:
			lost = spot
			continue
		}
		f.scan = spot.File
		f.put(one, *spot)
		stands = true
	}
	if !stands && lost != nil {
		d.files[lost.Path].lose(one, *lost)
	}
	return stands || lost != nil
}

// resolve finds the file that was recorded under a name; false if there is none
// or several fit.
func (d *Dump) resolve(recorded string) (path string, ok bool) {
	found := d.resolver.Resolve(recorded)
	return found.Path, found.Path != ""
}

// File finds the file that was recorded under a name.
func (d *Dump) File(recorded string) (path string, ok bool) {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.resolve(recorded)
}

// Spots are where an item stands in the text of when the dump was loaded, the
// one that tells most first.
func (d *Dump) Spots(one *site.Item) []site.Spot {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.spots[one]
}

// Items are everything alive by its kind and place, most bytes first. While the
// dump is being looked through these are the closures alone.
func (d *Dump) Items() []*site.Item {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.items
}

// Place is where a site stands in the text of when the dump was loaded.
func (d *Dump) Place(s *site.Site) site.Place {
	d.mu.Lock()
	defer d.mu.Unlock()
	if spots := d.spots[d.itemOf[s]]; len(spots) > 0 {
		return spots[0].Place
	}
	return site.Place{Sub: -1, Line: source.Line(s.Recorded.Line)}
}

// MayReport tells whether a file has an item that diagnostics report, without
// looking at its text of today.
func (d *Dump) MayReport(path string, settings DiagnosticSettings) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.ContainsFunc(d.files[path].items, func(p *placed) bool { return d.Reports(&p.Item, settings) })
}

// Reports tells whether diagnostics report an item: closures that reach both
// thresholds.
func (d *Dump) Reports(i *Item, settings DiagnosticSettings) bool {
	return i.Kind == site.KindClosure && i.Count() >= settings.MinimumCount &&
		float64(i.Bytes()) >= settings.MinimumShare*float64(d.Table.HeapBytes)
}
