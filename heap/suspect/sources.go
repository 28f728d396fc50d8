package suspect

import (
	"path/filepath"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/suspect/cure"
	words "github.com/perlheap/perlheap/heap/text"
)

// Sources is the program's text of today. What is below Roots is the
// program's own code; other code that it loaded is taken for finished: a leak
// is looked for in the way the own code uses it. Without Roots all code is
// the program's own. It is not safe for concurrent use.
type Sources struct {
	Roots   []string // absolute folders
	Resolve func(recorded string) (path string, ok bool)
	Read    func(path string) ([]byte, error)
	History site.History // earlier texts; nil if there are none
	// Times asks when a file was changed; nil if nobody knows.
	Times func(path string) (files.Times, bool)

	locator  *site.Locator
	texts    map[string]*text  // by path; nil for one that cannot be read
	resolved map[string]string // by recorded name
	own      []*text           // of the files that the program loaded, by path
	packages map[string]bool   // declared in own
}

// text is a file, read for what its lines do.
type text struct {
	path   string
	bytes  []byte
	fields map[string][]cure.Store // by name, as far as it was asked for
	loops  []cure.Loop             // if looped
	looped bool
	file   *perl.File
	// decoded is the text as UTF-8, coded what the scanner finds in it and
	// recorded what its statements do, if that was asked for: names of a dump
	// are compared with those in it.
	decoded  []byte
	coded    *perl.File
	recorded *perl.Record
	lines    []string // without comments, POD and what is behind __END__
}

// begin reads the own files that the process loaded.
func (s *Sources) begin(h *heap.Heap) {
	s.locator = &site.Locator{Resolve: s.Resolve, Read: s.Read, Heap: h, History: s.History, Written: growth.TimeOf(h.Path()), Times: s.Times}
	s.texts, s.resolved = map[string]*text{}, map[string]string{}
	s.own, s.packages = nil, map[string]bool{}
	names := []string{}
	for _, name := range h.Inc() {
		names = append(names, name)
	}
	names = append(names, h.Program())
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		path := s.path(name)
		if path == "" || !s.below(path) {
			continue
		}
		if t := s.text(path); t != nil && !slices.Contains(s.own, t) {
			s.own = append(s.own, t)
			for _, p := range t.file.Packages {
				s.packages[p.Name] = true
			}
		}
	}
}

// path is where a recorded file is now; empty if it was not found.
func (s *Sources) path(recorded string) string {
	if s.Resolve == nil || recorded == "" || files.NoFile(recorded) {
		return ""
	}
	path, known := s.resolved[recorded]
	if !known {
		if p, ok := s.Resolve(recorded); ok {
			path = p
		}
		s.resolved[recorded] = path
	}
	return path
}

// below tells whether a file is the program's own: below a root, and not among
// modules that were installed there.
func (s *Sources) below(path string) bool {
	if len(s.Roots) == 0 {
		return !installed(filepath.ToSlash(path))
	}
	rel, ok := s.relative(path)
	return ok && !bundled(rel)
}

// bundled tells whether a file below a root is where programs keep copies of
// modules: local/lib/perl5 of Carton and local::lib, vendor, extlib, fatlib.
func bundled(rel string) bool {
	parts := strings.Split(rel, "/")
	for i, part := range parts[:len(parts)-1] {
		switch part {
		case "lib":
			switch next := parts[i+1]; {
			case next == "perl5" && i+2 < len(parts), next == "site_perl", next == "vendor_perl", next == "perl" && i+2 < len(parts) && version(parts[i+2]):
				return true
			}
			return false // below it are the names of the program's own modules
		case "vendor", "extlib", "fatlib", "site_perl", "vendor_perl", "perl5", "cpanlib":
			return true
		case ".carton", ".carmel", ".cpan", ".cpanm", ".plenv", "perlbrew", ".perlbrew":
			return true
		}
	}
	return false
}

// installed tells whether an absolute path is among the modules of a perl.
func installed(path string) bool {
	parts := strings.Split(path, "/")
	for i, part := range parts[:len(parts)-1] {
		switch part {
		case "site_perl", "vendor_perl", "perl5", "perl-base", "extlib", "fatlib", ".plenv", "perlbrew", ".perlbrew":
			return true
		case "perl":
			if version(parts[i+1]) || i > 0 && parts[i-1] == "share" {
				return true
			}
		}
	}
	return false
}

// version tells whether a folder is named like a version of perl.
func version(name string) bool {
	return strings.HasPrefix(name, "5.") || name == "5" || strings.HasPrefix(name, "v5.")
}

func (s *Sources) relative(path string) (string, bool) {
	for _, root := range s.Roots {
		if rel, err := filepath.Rel(root, path); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return filepath.ToSlash(rel), true
		}
	}
	return "", false
}

// Display names a file for a person: relative to its root, or in full.
func (s *Sources) Display(path string) string {
	if rel, ok := s.relative(path); ok {
		return rel
	}
	return path
}

// isOwn tells whether a recorded file is the program's own.
func (s *Sources) isOwn(recorded string) bool {
	if s.Resolve == nil {
		return !installed(recorded)
	}
	path := s.path(recorded)
	return path != "" && s.below(path)
}

// ownClass tells whether a package is declared in the program's own files.
func (s *Sources) ownClass(name string) bool { return s.Resolve == nil || s.packages[name] }

// place is a line of a file that was found.
func (s *Sources) place(t *text, line perl.Line) Place {
	return Place{File: s.Display(t.path), Path: t.path, Line: int(line), State: site.Exact}
}

// text reads a file once; nil if there is none.
func (s *Sources) text(path string) *text {
	if path == "" || s.Read == nil {
		return nil
	}
	t, known := s.texts[path]
	if known {
		return t
	}
	if b, err := s.Read(path); err == nil {
		t = newText(path, b)
	}
	s.texts[path] = t
	return t
}

func newText(path string, b []byte) *text {
	f := perl.Scan(b)
	t := &text{path: path, bytes: b, file: f, decoded: b, coded: f}
	if !utf8.Valid(b) {
		t.decoded = []byte(words.Decode(b))
		t.coded = perl.Scan(t.decoded)
	}
	pod := false
	for i, line := range strings.Split(words.Decode(b[:f.End]), "\n") {
		if len(line) > maxLine {
			line = "" // nobody wrote it, and it would be looked through again for each name on it
		}
		if len(line) > 1 && line[0] == '=' && line[1]|0x20 >= 'a' && line[1]|0x20 <= 'z' {
			pod = !strings.HasPrefix(line, "=cut")
			line = ""
		}
		if pod || i > f.Lines() {
			line = ""
		}
		t.lines = append(t.lines, withoutComment(line))
	}
	return t
}

// record gives what the statements of the text do.
func (t *text) record() *perl.Record {
	if t.recorded == nil {
		t.recorded = perl.RecordOf(t.decoded, t.coded)
	}
	return t.recorded
}

// maxLine is how many bytes the lines have that are read for what they do.
const maxLine = 1 << 12

// withoutComment cuts a comment off. A # inside of quotes is rarely behind a
// blank and before one, and what is lost then is the end of one line.
func withoutComment(line string) string {
	if trimmed := strings.TrimLeft(line, " \t"); strings.HasPrefix(trimmed, "#") {
		return ""
	}
	for _, mark := range []string{" # ", "\t# ", "    #"} {
		if i := strings.Index(line, mark); i >= 0 {
			line = line[:i]
		}
	}
	return line
}

// line gives the code of a line.
func (t *text) line(n perl.Line) string {
	if int(n) < 1 || int(n) > len(t.lines) {
		return ""
	}
	return t.lines[n-1]
}

// declares tells whether a package statement of the text names a package.
func (t *text) declares(pkg string) bool {
	return slices.ContainsFunc(t.file.Packages, func(p perl.PackageRange) bool { return p.Name == pkg })
}
