package session

import (
	"context"
	"slices"
	"sync"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/site"
)

// placement is where the items of a dump are in one workspace: by file, their
// places in texts as they were when the dump was loaded, and where these lines are
// in the current texts. Placing takes long and is done without the lock, which is
// held to record and to answer.
type placement struct {
	ctx     context.Context // of the dump
	where   Workspace
	trouble error         // with the setting perlheap.revision
	reader  *files.Reader // of the sources
	program *site.Program
	loaded  map[string]string // %INC of the process

	mu        sync.Mutex             // of what is below
	files     map[string]*file       // by path in the program; those that something was asked of
	variables map[heap.SV]*site.Item // by the SV of one that is alive once
	classes   map[string]*site.Item  // of objects
	places    map[*site.Item][]site.Place
	missing   map[string]*Missing // by recorded name
	held      map[*site.Site]*Held
}

// newPlacement prepares to place the items of a dump.
func (d *Dump) newPlacement(where Workspace) *placement {
	p := &placement{
		ctx: d.life, where: where, reader: where.reader(d.life), loaded: d.Heap.Process().Inc(), files: make(map[string]*file),
		variables: make(map[heap.SV]*site.Item), classes: make(map[string]*site.Item),
		places: make(map[*site.Item][]site.Place), missing: make(map[string]*Missing), held: make(map[*site.Site]*Held),
	}
	p.program, p.trouble = where.program(d, p.reader)
	return p
}

// place finds the places of items. It ends early with the dump.
func (p *placement) place(items []*site.Item) {
	var unfound []*site.Item
	for _, one := range items {
		if p.ctx.Err() != nil {
			return
		}
		if !p.put(one, p.program.Places(one)) {
			unfound = append(unfound, one)
		}
	}
	for _, one := range unfound {
		if p.ctx.Err() != nil {
			return
		}
		// A file that was read meanwhile may have a `# line` directive of its name.
		if !p.put(one, p.program.Places(one)) {
			p.miss(one)
		}
	}
}

// unplaced returns the items that have not been placed.
func (p *placement) unplaced(items []*site.Item) []*site.Item {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.DeleteFunc(slices.Clone(items), func(one *site.Item) bool {
		_, known := p.places[one]
		return known
	})
}

// put records the places of an item; false if its file was not found.
func (p *placement) put(one *site.Item, places []site.Place) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.places[one] = places
	switch {
	case one.Kind == site.KindVariable && one.Count == 1:
		p.variables[one.Example] = one
	case one.Kind == site.KindObject:
		p.classes[one.Name] = one
	}
	var lost *site.Place
	stands := false
	for i := range places {
		at := &places[i]
		switch {
		case at.Text == nil:
			continue
		case at.State == site.Gone || at.Role == site.RoleSub && at.Sub < 0:
			lost = at
			continue
		}
		p.fileOf(at.Text).put(one, *at, stands)
		stands = true
	}
	if !stands && lost != nil {
		p.fileOf(lost.Text).lose(one, *lost)
	}
	return stands || lost != nil
}

// fileOf returns the file of a text of the program. The lock must be held.
func (p *placement) fileOf(t *site.Text) *file {
	f, known := p.files[t.Path]
	if !known {
		f = newFile(t)
		p.files[t.Path] = f
	}
	return f
}

// file finds a file by a path, which may lead to it over other symbolic links
// than the path that the dump led to; false for one that the program has not
// read.
func (p *placement) file(path string) (*file, bool) {
	t, ok := p.program.Known(path)
	if !ok {
		return nil, false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.fileOf(t), true
}

// withItems returns the paths of the files that have items, sorted.
func (p *placement) withItems() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var paths []string
	for path, f := range p.files {
		if len(f.items) > 0 {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// known returns the place of a variable that is an item.
func (p *placement) known(sv heap.SV) (at site.Place, ok bool) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if places := p.places[p.variables[sv]]; len(places) > 0 {
		return places[0], true
	}
	return at, false
}

// class returns the place of a class that has objects.
func (p *placement) class(name string) (at site.Place) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if places := p.places[p.classes[name]]; len(places) > 0 {
		at = places[0]
	}
	return at
}
