package session

import (
	"context"
	"maps"
	"path/filepath"
	"slices"
	"sync"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/site"
)

// placement is where what a dump tells of stands in one workspace. Listing
// folders, reading files and placing take long: they are done without the lock
// that answers take, which is held for one item at a time.
type placement struct {
	ctx      context.Context // of the dump
	where    Workspace
	trouble  error         // with the setting perlheap.revision
	reader   *files.Reader // of the sources
	resolver *files.Resolver
	loaded   map[string]string // %INC of the process

	locating sync.Mutex // one question after the other
	locator  *site.Locator

	mu        sync.Mutex             // of what is below
	texts     map[string][]byte      // of the placement before: what is compared with the dump is the text of when it was loaded
	files     map[string]*file       // by path; each is read once
	real      map[string]string      // their paths by path without symbolic links
	variables map[heap.SV]*site.Item // by the SV of one that is alive once
	classes   map[string]*site.Item  // of objects
	spots     map[*site.Item][]site.Spot
	missing   map[string]*Missing // by recorded name
	held      map[*site.Site]*Held
}

// newPlacement prepares to place the items of a dump. It lists the workspace,
// so that no answer has to.
func (d *Dump) newPlacement(where Workspace) *placement {
	p := &placement{
		ctx: d.life, where: where, reader: where.reader(d.life),
		texts: make(map[string][]byte), files: make(map[string]*file), real: make(map[string]string),
		variables: make(map[heap.SV]*site.Item), classes: make(map[string]*site.Item),
		spots: make(map[*site.Item][]site.Spot), missing: make(map[string]*Missing), held: make(map[*site.Site]*Held),
	}
	p.loaded = d.Heap.Inc()
	p.resolver = resolver(d.Heap, where, p.reader)
	p.resolver.Prepare()
	p.locator = &site.Locator{Heap: d.Heap, Resolve: p.resolve, Read: p.read, Written: d.written, Times: files.TimesOf}
	history, trouble := where.history(p.reader)
	if p.trouble = trouble; history != nil {
		p.locator.History = history.At(p.locator.Written)
	}
	if old := d.placed(); old != nil {
		old.mu.Lock()
		defer old.mu.Unlock()
		maps.Copy(p.texts, old.texts)
		for path, f := range old.files {
			p.texts[path] = f.text
		}
	}
	return p
}

// spotsOf finds where an item stands.
func (p *placement) spotsOf(one *site.Item) []site.Spot {
	p.locating.Lock()
	defer p.locating.Unlock()
	return p.locator.Spots(one)
}

// place finds the places of items. It ends early with the dump.
func (p *placement) place(items []*site.Item) {
	var unfound []*site.Item
	for _, one := range items {
		if p.ctx.Err() != nil {
			return
		}
		if !p.put(one, p.spotsOf(one)) {
			unfound = append(unfound, one)
		}
	}
	for _, one := range unfound {
		if p.ctx.Err() != nil {
			return
		}
		// A file that was read meanwhile may have a `# line` directive of its name.
		if !p.put(one, p.spotsOf(one)) {
			p.miss(one)
		}
	}
}

// put notes the spots of an item; false if its file was not found.
func (p *placement) put(one *site.Item, spots []site.Spot) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.spots[one] = spots
	switch {
	case one.Kind == site.KindVariable && one.Count == 1:
		p.variables[one.Example] = one
	case one.Kind == site.KindObject:
		p.classes[one.Name] = one
	}
	var lost *site.Spot
	stands := false
	for i := range spots {
		spot := &spots[i]
		f := p.files[spot.Path]
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
		p.files[lost.Path].lose(one, *lost)
	}
	return stands || lost != nil
}

// resolve finds the file that was recorded under a name; false if there is none
// or several fit.
func (p *placement) resolve(recorded string) (path string, ok bool) {
	found := p.resolver.Resolve(recorded)
	return found.Path, found.Path != ""
}

// read gives the text of a file as it was when it was first needed.
func (p *placement) read(path string) ([]byte, error) {
	p.mu.Lock()
	f, ok := p.files[path]
	text, old := p.texts[path]
	p.mu.Unlock()
	if ok {
		return f.text, nil
	}
	if !old {
		var err error
		if text, err = p.reader.Read(path); err != nil {
			return nil, err
		}
	}
	real, err := filepath.EvalSymlinks(path)
	p.mu.Lock()
	defer p.mu.Unlock()
	if f, ok := p.files[path]; ok {
		return f.text, nil
	}
	if err == nil {
		p.real[real] = path
	}
	p.files[path] = newFile(text)
	return text, nil
}

// file finds a file by a path, which may lead to it over other symbolic links
// than the path that the dump led to.
func (p *placement) file(path string) (*file, bool) {
	p.mu.Lock()
	f, ok := p.files[path]
	p.mu.Unlock()
	if ok {
		return f, true
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil, false
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	f, ok = p.files[p.real[real]]
	return f, ok
}

// sourcePaths are the paths of the files that which is true for, sorted.
func (p *placement) sourcePaths(which func(*file) bool) []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var paths []string
	for path, f := range p.files {
		if which(f) {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}
