package suspect

import (
	"cmp"
	"regexp"
	"slices"
	"strconv"

	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
)

// elementStores finds the lines that put something into a container which is
// an element of an object that is an ARRAY. Programs name the elements by
// constants: with `use constant { QUEUE => 3 }` it is `$self->[QUEUE]`.
func (f *finder) elementStores(o path.Path, array, isText bool) []store {
	way := o.Way()
	if o.Class() == "" || len(way) != 1 || way[0].Kind != path.Element {
		return nil
	}
	index := strconv.FormatInt(way[0].Index, 10)
	var found []store
	for tier, texts := range f.textsOf(o)[:2] {
		for _, t := range texts {
			for _, s := range t.elementStores(index, wanted{array: array, text: isText}) {
				s.score -= 3 * tier
				found = append(found, s)
			}
		}
	}
	slices.SortStableFunc(found, func(a, b store) int { return -cmp.Compare(a.score, b.score) })
	return found
}

func (t *text) elementStores(index string, w wanted) []store {
	names := map[string]bool{index: true}
	for _, line := range t.lines {
		for _, m := range constant.FindAllStringSubmatch(line, -1) {
			if cmp.Or(m[2], m[4]) == index {
				names[cmp.Or(m[1], m[3])] = true
			}
		}
	}
	var found []store
	for i, line := range t.lines {
		for _, m := range element.FindAllStringSubmatchIndex(line, -1) {
			name := line[m[2]:m[3]]
			if !names[name] {
				continue
			}
			w.name = name
			s, ok := t.use(w, line, m[0], m[1])
			if !ok {
				continue
			}
			if name == index {
				s.name = "" // a number says nothing elsewhere
			}
			s.line = perl.Line(i + 1)
			found = append(found, s)
		}
	}
	return found
}

// constant is a name that stands for a number.
var constant = regexp.MustCompile(`([\pL\p{Pc}]` + word + `*)\s*=>\s*(\d+)\s*(?:[,;)}]|$)|\bsub\s+(` + word + `+)\s*\(\s*\)\s*\{\s*(\d+)\s*;?\s*\}`)

// element is an element of an ARRAY that a reference leads to.
var element = regexp.MustCompile(`->\s*\[\s*(` + word + `+)\s*(?:\(\s*\))?\s*\]`)
