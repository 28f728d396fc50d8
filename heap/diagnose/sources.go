package diagnose

import (
	"slices"
	"unicode/utf8"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose/cure"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
)

// sources is the program with what its own texts do, as far as rules have asked.
type sources struct {
	*site.Program
	texts    map[string]*text // by path; nil for one that cannot be read
	own      []*text          // of the files that the program loaded, by path
	packages map[string]bool  // declared in own
	named    map[string]named // the subs of own, by base name; nil until one is asked for
	names    *names           // what own mentions; nil until it is asked for
	keys     map[string]bool  // names of keys and fields in own; nil until one is asked for
}

// text is a file, read for what its lines do.
type text struct {
	*site.Text
	fields map[string][]cure.Store // by name, as far as it was asked for
	loops  []cure.Loop             // if looped
	looped bool
	// decoded is the text as UTF-8, coded what the scanner finds in it and
	// recorded what its statements do, if that was asked for: names of a dump
	// are compared with those in it.
	coded     *perl.File
	recorded  *perl.Record
	indexed   *statements // nil until it is asked for
	decoded   *site.Text
	ofScalars *scalars                    // nil until it is asked for
	uncalled  func(t *text, sub int) bool // whether nobody calls a named sub; nil if that is not known
	idle      map[int]bool                // what that said before
}

// newSources reads the own files that the process of a heap loaded.
func newSources(h *heap.Heap, prog *site.Program) *sources {
	if prog == nil {
		prog = site.NewProgram(h, site.Workspace{})
	}
	s := &sources{Program: prog, texts: map[string]*text{}, packages: map[string]bool{}}
	names := []string{}
	for _, name := range h.Process().Inc() {
		names = append(names, name)
	}
	names = append(names, h.Process().Program())
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		path := s.path(name)
		if path == "" || !s.below(path) {
			continue
		}
		if t := s.text(path); t != nil && !slices.Contains(s.own, t) {
			s.own = append(s.own, t)
			for _, p := range t.File.Packages {
				s.packages[p.Name] = true
			}
		}
	}
	return s
}

// path returns where a recorded file is now; empty if it was not found.
func (s *sources) path(recorded string) string {
	path, _ := s.Program.File(recorded)
	return path
}

// below reports whether a file is the program's own.
func (s *sources) below(path string) bool { return s.Workspace().IsOwn(path) }

// ownClass reports whether a package is declared in the program's own files.
func (s *sources) ownClass(name string) bool { return !s.HasFiles() || s.packages[name] }

// ofModule reports whether a class is of a module, which is not to be changed.
func (s *sources) ofModule(class string) bool {
	return class != "" && !s.packages[class] && !s.MayChangeClass(class)
}

// keyed reports whether an own text has a name as the key of a hash or as a field.
func (s *sources) keyed(name string) bool {
	if s.keys == nil {
		s.keys = map[string]bool{}
		for _, t := range s.own {
			perl.Keys(t.Bytes, func(key string) { s.keys[key] = true })
		}
	}
	return s.keys[name]
}

// place returns the place of a line of a file that was found.
func (s *sources) place(t *text, line perl.Line) site.Place {
	return s.PlaceLine(t.Text, line, site.RoleStore)
}

// text returns a file, which it reads once; nil if there is none.
func (s *sources) text(path string) *text {
	t, known := s.texts[path]
	if known || path == "" {
		return t
	}
	if read, err := s.Program.Text(path); err == nil {
		t = newText(read)
	}
	s.texts[path] = t
	return t
}

func newText(read *site.Text) *text {
	t := &text{Text: read, decoded: read, coded: read.File, idle: map[int]bool{}}
	if !utf8.Valid(read.Bytes) {
		b := []byte(words.Decode(read.Bytes))
		t.coded = perl.Scan(b)
		t.decoded = &site.Text{Path: read.Path, Bytes: b, File: t.coded}
	}
	return t
}

// opensWith returns the name of the function or keyword that a value, or what is in
// its brackets, begins with; empty if it is no word.
func (t *text) opensWith(v perl.Value) string {
	in := t.decoded.MentionsIn(v.Start, v.End)
	if len(in) > 0 && (in[0].Kind == perl.MentionBuiltin || in[0].Kind == perl.MentionWord) {
		return in[0].Name
	}
	return ""
}

// hasVariable reports whether a value has a variable in it.
func (t *text) hasVariable(v perl.Value) bool {
	return slices.ContainsFunc(t.decoded.MentionsIn(v.Start, v.End), func(m perl.Mention) bool { return m.Kind == perl.MentionVariable })
}

// speaksOf reports whether the text mentions a package, or what is in it.
func (t *text) speaksOf(pkg string) bool {
	return slices.ContainsFunc(t.decoded.MentionsIn(0, t.coded.Size), func(m perl.Mention) bool {
		return m.Name == pkg || m.Package() == pkg
	})
}

// has reports whether a value mentions a name, with its package if it belongs to a
// class.
func (t *text) has(in perl.Value, name string) bool {
	return slices.ContainsFunc(t.decoded.MentionsIn(in.Start, in.End), func(m perl.Mention) bool {
		return m.Kind != perl.MentionQuoted && (m.Name == name || m.Base() == name)
	})
}

// record returns what the statements of the text do.
func (t *text) record() *perl.Record {
	if t.recorded == nil {
		t.recorded = perl.RecordOf(t.decoded.Bytes, t.coded)
	}
	return t.recorded
}

// declares reports whether a package statement of the text names a package.
func (t *text) declares(pkg string) bool {
	return slices.ContainsFunc(t.File.Packages, func(p perl.PackageRange) bool { return p.Name == pkg })
}
