package site

import (
	"iter"
	"slices"
	"strings"
	"sync"

	"github.com/perlheap/perlheap/heap/perl"
)

// mentioned is what a text mentions, read when it is first asked for.
type mentioned struct {
	once  sync.Once
	names []perl.Mention
	by    map[string][]int // indices in names, by name without package
	// behind is what stands behind __END__, read as Perl that an eval may get.
	behind []perl.Mention
	subs   []int // offsets of the subs there
}

func (t *Text) mentioned() *mentioned {
	m := &t.mentions
	m.once.Do(func() {
		m.names = perl.MentionsOf(t.Bytes, t.File)
		m.by = make(map[string][]int)
		for i, one := range m.names {
			m.by[one.Base()] = append(m.by[one.Base()], i)
		}
		if end := t.File.End; end < len(t.Bytes) {
			rest := t.Bytes[end:]
			if n := slices.Index(rest, '\n'); n >= 0 { // the line of __END__ itself
				end, rest = end+n, rest[n:]
			}
			f := perl.Scan(rest)
			m.behind = perl.MentionsOf(rest, f)
			for i := range m.behind {
				m.behind[i].Start += end
				m.behind[i].End += end
			}
			for i := range f.Subs {
				m.subs = append(m.subs, end+f.Subs[i].Start)
			}
		}
	})
	return m
}

// mentionsOf yields where a text mentions a name, by position; the name has no
// sigil and no package.
func (t *Text) mentionsOf(name string) iter.Seq[perl.Mention] {
	return func(yield func(perl.Mention) bool) {
		m := t.mentioned()
		for _, i := range m.by[name] {
			if !yield(m.names[i]) {
				return
			}
		}
	}
}

// MentionsIn returns what a part of a text mentions.
func (t *Text) MentionsIn(from, to int) []perl.Mention {
	all := t.mentioned().names
	at := func(offset int) int {
		i, _ := slices.BinarySearchFunc(all, offset, func(m perl.Mention, offset int) int { return m.Start - offset })
		return i
	}
	return all[at(from):max(at(from), at(to))]
}

// mentionsBehind reports whether a text mentions a name behind an offset, or
// behind __END__.
func (t *Text) mentionsBehind(offset int, name string) bool {
	for m := range t.mentionsOf(name) {
		if m.Start >= offset {
			return true
		}
	}
	return name == "" || slices.ContainsFunc(t.mentioned().behind, func(m perl.Mention) bool { return m.Start >= offset && m.Base() == name })
}

// namesVariable reports whether a mention may be the package variable of a name
// whatever its sigil: perl has one GLOB for all.
func namesVariable(m perl.Mention, pkg string) bool {
	switch of := m.Package(); {
	case m.Kind == perl.MentionVariable, m.Kind == perl.MentionDeclaration, m.Kind == perl.MentionGlobal:
		return of == "" || of == pkg
	case m.Kind == perl.MentionName, m.Kind == perl.MentionQuoted && (m.Sigil != 0 || of != ""):
		return of == "" || of == pkg || strings.HasPrefix(m.Name, "::") // behind a package that is computed
	}
	return false
}
