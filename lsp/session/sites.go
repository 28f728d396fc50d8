package session

import (
	"bytes"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/source"
)

// SubSites is a sub of a text of today and what is alive of it: one site, or
// several if the text was compiled several times.
type SubSites struct {
	Sites []*site.Site // most closures first
	Start int          // byte offset of the keyword in the text
	End   int          // … and of its end
	Line  PerlLine     // of the keyword
	// Ambiguous tells that another sub of the text fits as well, Changed that
	// perl would record another line for the text as it was on disk.
	Ambiguous, Changed bool
}

// Closures is how many closures of the sub are alive.
func (s *SubSites) Closures() int {
	n := 0
	for _, site := range s.Sites {
		n += site.Closures
	}
	return n
}

// Bytes is what the closures take.
func (s *SubSites) Bytes() int64 {
	n := int64(0)
	for _, site := range s.Sites {
		n += site.Bytes
	}
	return n
}

// file is a source file as it was when the dump was loaded.
type file struct {
	text []byte
	scan *source.File
	subs map[int]*SubSites // by index in scan.Subs; Start, End and Line are of text

	mapper *Mapper    // the last text that was asked for
	last   []SubSites // and the answer

	onDisk    *Mapper // as it was on disk the last time
	diskStamp stamp
}

// locate finds the places of all sites anew. A file that was read before is not
// read again: what is compared with the dump is the text of when it was loaded.
func (d *Dump) locate(where Workspace) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.where, d.holders = where, make(map[*site.Site]*Holder)
	d.resolver = resolver(d.Heap, where)
	for _, f := range d.files {
		f.subs, f.mapper = make(map[int]*SubSites), nil
	}
	d.places = make(map[*site.Site]site.Place)
	locator := site.Locator{Resolve: d.resolve, Read: d.read}
	for i := range d.Table.Sites {
		s := &d.Table.Sites[i]
		p := locator.Place(s)
		if f := d.files[p.Path]; f != nil && p.File != nil {
			f.scan = p.File
		}
		d.put(s, p)
	}
	d.locateDirectives()
	d.real = make(map[string]string)
	for path := range d.files {
		if real, err := filepath.EvalSymlinks(path); err == nil {
			d.real[real] = path
		}
	}
}

// put notes where a site stands.
func (d *Dump) put(s *site.Site, p site.Place) {
	d.places[s] = p
	if f := d.files[p.Path]; f != nil && p.Sub >= 0 {
		f.add(s, p)
	}
}

// locateDirectives finds the sites whose recorded file is none, but a name that
// a `# line` directive gives: in the files found, and in that of the site's
// package.
func (d *Dump) locateDirectives() {
	for i := range d.Table.Sites {
		s := &d.Table.Sites[i]
		if d.places[s].Path != "" || strings.HasPrefix(s.Recorded.File, "(") {
			continue // found, or the text of an eval
		}
		d.readPackage(s)
		for _, path := range slices.Sorted(maps.Keys(d.files)) {
			f := d.files[path]
			if f.scan == nil || !slices.Contains(f.scan.Names(), s.Recorded.File) {
				continue
			}
			if p := s.InDirective(path, f.scan); p.Sub >= 0 {
				d.put(s, p)
				break
			}
		}
	}
}

// readPackage reads the file that the package of a site's sub is in, if it can
// be found: its module, or the program.
func (d *Dump) readPackage(s *site.Site) {
	name := strings.TrimPrefix(s.Name, "&")
	end := strings.LastIndex(name, "::")
	if end < 0 {
		return
	}
	recorded := strings.ReplaceAll(name[:end], "::", "/") + ".pm"
	if name[:end] == "main" {
		recorded = d.Heap.Program()
	}
	path, ok := d.resolve(recorded)
	if !ok {
		return
	}
	if text, err := d.read(path); err == nil && d.files[path].scan == nil {
		d.files[path].scan = source.Scan(text)
	}
}

// file finds a file by a path, which may lead to it over other symbolic links
// than the path that the dump led to.
func (d *Dump) file(path string) (*file, bool) {
	if f, ok := d.files[path]; ok {
		return f, true
	}
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil, false
	}
	f, ok := d.files[d.real[real]]
	return f, ok
}

// read gives the text of a file as it was when it was first needed.
func (d *Dump) read(path string) ([]byte, error) {
	if f, ok := d.files[path]; ok {
		return f.text, nil
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	d.files[path] = &file{text: text, subs: make(map[int]*SubSites)}
	return text, nil
}

func (f *file) add(s *site.Site, p site.Place) {
	at, ok := f.subs[p.Sub]
	if !ok {
		at = &SubSites{}
		f.subs[p.Sub] = at
	}
	at.Sites = append(at.Sites, s)
	at.Ambiguous = at.Ambiguous || p.Ambiguous
	at.Changed = at.Changed || p.State != site.Exact
}

// Files are the paths of the files that have sites, sorted.
func (d *Dump) Files() []string {
	d.mu.Lock()
	defer d.mu.Unlock()
	var paths []string
	for path, f := range d.files {
		if len(f.subs) > 0 {
			paths = append(paths, path)
		}
	}
	slices.Sort(paths)
	return paths
}

// In finds the sites of a file in a text of it, that of the editor or that of
// the disk, in the order of the text.
func (d *Dump) In(path string, text *Mapper) []SubSites {
	d.mu.Lock()
	defer d.mu.Unlock()
	f, ok := d.file(path)
	if !ok || len(f.subs) == 0 {
		return nil
	}
	if f.mapper != text {
		f.last, f.mapper = f.in(text), text
	}
	return f.last
}

// in maps the subs of the file as it was to a text of it as it is.
func (f *file) in(text *Mapper) []SubSites {
	scan, became := f.scan, []int(nil)
	if !bytes.Equal(f.text, text.Text()) {
		scan = source.Scan(text.Text())
		became = source.FollowSubs(f.scan, scan, source.DiffLines(f.text, text.Text()))
	}
	var found []SubSites
	for sub, at := range f.subs {
		if became != nil {
			sub = became[sub]
		}
		if sub < 0 {
			continue // it was deleted
		}
		s := scan.Subs[sub]
		now := *at
		now.Start, now.End, now.Line = s.Start, s.Start+keyword(text.Text()[s.Start:]), PerlLine(s.Line)
		found = append(found, now)
	}
	slices.SortFunc(found, func(a, b SubSites) int { return a.Start - b.Start })
	return found
}

// keyword is the length of the word that a text begins with, at least 1 byte
// if there is any text.
func keyword(text []byte) int {
	n := bytes.IndexFunc(text, func(r rune) bool { return r != '_' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	if n < 0 {
		n = len(text)
	}
	return min(len(text), max(1, n))
}

// OnDisk gives a file as it is on disk now; false if it cannot be read. A file
// of the dump is read again only when it has changed.
func (d *Dump) OnDisk(path string, index func(text []byte) *Mapper) (*Mapper, bool) {
	now, err := stampOf(path)
	if err != nil {
		return nil, false
	}
	d.mu.Lock()
	defer d.mu.Unlock()
	f, ok := d.file(path)
	if ok && f.onDisk != nil && f.diskStamp == now {
		return f.onDisk, true
	}
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, false
	}
	m := index(text)
	if ok {
		f.onDisk, f.diskStamp = m, now
	}
	return m, true
}

// Place is where a site stands in the text of when the dump was loaded.
func (d *Dump) Place(s *site.Site) site.Place {
	d.mu.Lock()
	defer d.mu.Unlock()
	return d.places[s]
}

// MayReport tells whether a file has a site that diagnostics report, without
// looking at its text of today.
func (d *Dump) MayReport(path string, settings DiagnosticSettings) bool {
	d.mu.Lock()
	defer d.mu.Unlock()
	for _, at := range d.files[path].subs {
		if d.Reports(at, settings) {
			return true
		}
	}
	return false
}

// Reports tells whether diagnostics report a sub: it reaches both thresholds.
func (d *Dump) Reports(sub *SubSites, settings DiagnosticSettings) bool {
	return sub.Closures() >= settings.MinimumCount &&
		float64(sub.Bytes()) >= settings.MinimumShare*float64(d.Table.HeapBytes)
}

// LineNow follows a line of a file from when the dump was loaded to a text of
// now. A line that was edited leads to where the edit begins.
func (d *Dump) LineNow(path string, line PerlLine, text *Mapper) PerlLine {
	d.mu.Lock()
	f, ok := d.file(path)
	d.mu.Unlock()
	if !ok || bytes.Equal(f.text, text.Text()) {
		return line
	}
	now, _ := source.MapLine(source.Line(line), source.DiffLines(f.text, text.Text()))
	return PerlLine(now)
}

// resolve finds the file that was recorded under a name; false if there is none
// or several fit.
func (d *Dump) resolve(recorded string) (path string, ok bool) {
	found := d.resolver.Resolve(recorded)
	return found.Path, found.Path != ""
}
