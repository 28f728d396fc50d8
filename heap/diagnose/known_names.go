package diagnose

import (
	"fmt"
	"strings"

	"github.com/perlheap/perlheap/heap"
	words "github.com/perlheap/perlheap/heap/text"
)

// knownNames says that names in packages are limited to what the first dump shows: the
// packages were there, and something had each name as a key or string, as the list of
// columns has that accessors are made of. "" if not.
func (f *finder) knownNames(s *Suspect, c *collector) string {
	fresh, globs := map[string]bool{}, map[heap.SV]bool{}
	for _, sv := range c.entries {
		glob := sv
		for up := 0; up < near && f.h.Kind(glob) != heap.KindGlob; up++ {
			d, ok := f.sizes.Dominator(glob)
			if !ok {
				return ""
			}
			glob = d
		}
		stash, ok := f.h.Glob(glob).Stash()
		name, named := f.h.Glob(glob).Name()
		if globs[glob] { // they collect under one name
			return ""
		}
		globs[glob] = true
		if !ok || !named || strings.HasSuffix(name, "::") || !f.hadPackage(stash) {
			return ""
		}
		fresh[baseName(name)] = true
	}
	if len(globs) < minCount {
		return ""
	}
	names := len(fresh)
	f.forget(fresh)
	if !s.reaches(keysKnown, float64(names-len(fresh))/float64(names)) {
		return ""
	}
	return fmt.Sprintf("of its %s, %s were known when the first dump was made", words.CountOf(names, "new name", "new names"), words.Count(names-len(fresh)))
}

// hadPackage reports whether the first heap had the package of a symbol table of the last.
func (f *finder) hadPackage(stash heap.SV) bool {
	was := f.s.Past(stash)[0]
	if was == heap.NoSV || !f.s.Heaps[0].Kind(was).IsStash() {
		return false
	}
	before, known := f.s.Heaps[0].Stash(was).Name()
	name, named := f.h.Stash(stash).Name()
	return known && named && name == before
}

// forget deletes the words that the first heap has as a key or as a string.
func (f *finder) forget(fresh map[string]bool) {
	if table, ok := f.s.Heaps[0].Roots().Find("strtab"); ok {
		_ = f.s.Heaps[0].Hash(table).Values(func(key []byte, _ heap.SV) bool { // what can be read is enough
			delete(fresh, string(key))
			return len(fresh) > 0
		})
	}
	for word := range fresh {
		if f.saidThen()[word] {
			delete(fresh, word)
		}
	}
}
