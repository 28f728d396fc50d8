package session

import (
	"cmp"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/site"
)

// Missing is a file that the dump names and that was not found, not found for
// certain, or not read.
type Missing struct {
	File       string   // as recorded
	Reason     error    // why it is not read although it is there; nil if it is not
	Candidates []string // absolute paths of files that it may be, likeliest first
	Ambiguous  bool     // the candidates fit equally; else they have its base name and no more
	// Installed means that the file looks like one of an installed module, which is
	// not expected in a workspace.
	Installed bool
	Items     int   // of the dump that are recorded there
	Closures  int   // alive
	Bytes     int64 // that the items take
}

// miss notes an item whose file was not found, unless it is of none.
func (p *placement) miss(one *site.Item) {
	name := one.Recorded.File
	if name == "" {
		return
	}
	p.mu.Lock()
	m, ok := p.missing[name]
	p.mu.Unlock()
	if !ok {
		found, missing := p.program.Missing(name)
		if !missing {
			return
		}
		m = &Missing{File: name, Reason: found.Reason, Candidates: found.Candidates, Ambiguous: found.How == files.Ambiguous, Installed: isInstalled(name, p.loaded)}
	}
	p.mu.Lock()
	defer p.mu.Unlock()
	p.missing[name] = m
	m.Items++
	m.Bytes = safe.Add(m.Bytes, one.Bytes)
	if one.Kind == site.KindClosure {
		m.Closures += one.Count
	}
}

// installed are the folders that perl and its tools install modules to.
var installed = regexp.MustCompile(`[/\\](?:perl5?|perl-base|perl-5[^/\\]*|site_perl|vendor_perl|perlbrew|plenv|local[/\\]lib)[/\\]`)

// isInstalled reports whether a name looks like one of an installed module, or ends
// like a module that the process had loaded from such a folder: it was built
// elsewhere. The name may be that of a sub that AutoSplit took out of a file.
func isInstalled(name string, inc map[string]string) bool {
	of, into, _ := strings.Cut(strings.TrimSuffix(name, ")"), " (autosplit into ")
	for _, path := range []string{of, into} {
		if installed.MatchString(path) {
			return true
		}
		for rest, more := strings.ReplaceAll(path, `\`, "/"), true; more; _, rest, more = strings.Cut(rest, "/") {
			if installed.MatchString(inc[rest]) {
				return true
			}
		}
	}
	return false
}

// Missing lists the files that were not found: those that people may have
// before those of installed modules, then by what is alive.
func (v *View) Missing() []Missing {
	p := v.places
	p.mu.Lock()
	defer p.mu.Unlock()
	var all []Missing
	for _, m := range p.missing {
		all = append(all, *m)
	}
	slices.SortFunc(all, func(a, b Missing) int {
		return cmp.Or(compareBool(a.Expected(), b.Expected()), -cmp.Compare(a.Bytes, b.Bytes), cmp.Compare(a.File, b.File))
	})
	return all
}

// Expected reports whether the file should have been found: it is not one of an
// installed module.
func (m *Missing) Expected() bool { return !m.Installed || m.Ambiguous }

// Notable reports whether the file is missed: enough from it is alive for its lines
// to have lenses.
func (m *Missing) Notable(s CodeLensSettings) bool {
	return m.Expected() && (m.Closures >= s.MinimumCount || m.Bytes >= s.MinimumBytes)
}

func compareBool(a, b bool) int {
	switch {
	case a == b:
		return 0
	case a:
		return -1
	}
	return 1
}

// Mapping returns the entry of perlheap.pathMappings that maps the file to a
// candidate: the beginnings in which the two names differ, but no folder above top,
// unless that is "". ok is false if they do not differ so.
func (m *Missing) Mapping(candidate, top string) (prefix, folder string, ok bool) {
	prefix, folder, top = m.File, filepath.ToSlash(candidate), filepath.ToSlash(top)
	same := func(a, b string) bool { return a == b || strings.ReplaceAll(a, `\`, "/") == b }
	for {
		i, j := strings.LastIndexAny(prefix, `/\`), strings.LastIndexByte(folder, '/')
		if i <= 0 || j <= 0 || folder == top || !same(prefix[i:], folder[j:]) {
			return prefix, filepath.FromSlash(folder), ok
		}
		prefix, folder, ok = prefix[:i], folder[:j], true
	}
}
