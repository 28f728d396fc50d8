package site

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/source"
)

// evalName is what perl calls the text of a string eval: "(eval 7)", and under
// the debugger ($^P with 0x100) "(eval 7)[lib/Foo.pm:34]", where the name in
// brackets may be that of a text again.
var evalName = regexp.MustCompile(`^\(eval (\d+)\)(?:\[(.*):(\d+)\])?$`)

// evalText reads the name of an eval's text: its number, and where the eval
// stands if the name says so, through all evals around it.
func evalText(file string) (n int, at heap.Location, ok bool) {
	for first := true; ; first = false {
		m := evalName.FindStringSubmatch(file)
		if m == nil {
			return n, at, !first
		}
		if first {
			n, _ = strconv.Atoi(m[1]) // a number that is too large says no more than 0
		}
		if m[2] == "" {
			return n, heap.Location{}, true
		}
		line, _ := strconv.Atoi(m[3])
		file, at = m[2], heap.Location{File: m[2], Line: line}
	}
}

// evalGroups puts together what one string eval compiled again and again: the
// items whose CODEs are from texts of the same place, with the same line in
// the text, name and pad. Other items stay as they are.
func evalGroups(h *heap.Heap, items []Item) ([]Item, error) {
	var out []Item
	groups := map[string]int{} // in out
	var pkgs *packages
	for _, i := range items {
		n, at, ok := evalText(i.Recorded.File)
		if !ok {
			out = append(out, i)
			continue
		}
		code := i.Example
		if i.at != nil {
			code = i.at.Example
		}
		in, found := evalledIn(h, code)
		pad := i.padNames()
		key := fmt.Sprintf("%d\x00%s\x00%s\x00%v\x00%d", i.Recorded.Line, evalFree(i.Name), strings.Join(pad, "\x00"), at, in)
		k, known := groups[key]
		if !known {
			groups[key] = len(out)
			i.Evals = &Evals{Texts: 1, First: n, Last: n, At: at, numbers: map[int]bool{n: true}}
			if found {
				names, err := h.Padnames(in)
				if err != nil {
					return nil, err
				}
				if i.Evals.in, err = siteOf(h, in, names); err != nil {
					return nil, err
				}
				i.Evals.In = i.Evals.in.Recorded
			} else if stash, ok := h.Stash(code); ok {
				if pkgs == nil {
					pkgs = newPackages(h)
				}
				name, _ := h.StashName(stash)
				i.Evals.files = pkgs.filesOf(name, stash)
			}
			out = append(out, i)
			continue
		}
		out[k].merge(&i, n)
	}
	for k := range out {
		if e := out[k].Evals; e != nil {
			e.Texts = len(e.numbers)
			slices.SortStableFunc(out[k].Sites, func(a, b *Site) int { return -cmp.Compare(a.Closures, b.Closures) })
		}
	}
	return out, nil
}

// padNames gives the names in the pad of the item's CODE.
func (i *Item) padNames() []string {
	if i.at != nil {
		return i.at.Pad
	}
	return i.Sites[0].Pad
}

// merge adds an item of the n-th text of the same eval.
func (i *Item) merge(other *Item, n int) {
	e := i.Evals
	e.numbers[n] = true
	e.First, e.Last = min(e.First, n), max(e.Last, n)
	if e.First == n {
		i.Recorded = other.Recorded
	}
	i.Count, i.Bytes, i.Elements = i.Count+other.Count, i.Bytes+other.Bytes, i.Elements+other.Elements
	i.Sites = append(i.Sites, other.Sites...)
}

// digits are what differs between the names of subs that a program generates.
var digits = regexp.MustCompile(`\d+`)

// evalFree is a name without its numbers: an eval that makes named subs has to
// give each another name.
func evalFree(name string) string { return digits.ReplaceAllString(name, "0") }

// evalledIn gives the CODE whose string eval compiled a CODE, through all evals
// around it; false if that is not in the dump.
func evalledIn(h *heap.Heap, cv heap.SV) (heap.SV, bool) {
	if proto, ok := h.Prototype(cv); ok {
		cv = proto // perls from 5.18 on tell only it which sub encloses it
	}
	main, _ := h.Root("main_cv")
	for range maxNesting {
		scope, ok := h.Scope(cv)
		if !ok {
			break
		}
		cv = scope
		if loc, ok := h.CodeLocation(cv); cv == main || ok && loc.Line > 0 && !source.NoFile(loc.File) {
			return cv, true
		}
	}
	return heap.NoSV, false
}
