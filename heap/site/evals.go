package site

import (
	"cmp"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/safe"
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
			var err error
			if n, err = strconv.Atoi(m[1]); err != nil {
				n = 0 // too large for any perl
			}
		}
		if m[2] == "" {
			return n, heap.Location{}, true
		}
		line, _ := strconv.Atoi(m[3])
		file, at = m[2], heap.Location{File: m[2], Line: line}
	}
}

// regroup puts together what was compiled from one text several times, each
// time as subs of their own: by a string eval that ran again and again, whose
// texts have other names each time, or from a file or template that was read
// again. Two subs of a text that nothing tells apart stay two items.
func regroup(h *heap.Heap, items []Item) ([]Item, error) {
	alike := make(map[string]int, len(items))
	keys := make([]string, len(items))
	for k := range items {
		keys[k] = items[k].textKey()
		alike[keys[k]]++
	}
	var out []Item
	groups := map[string]int{} // in out
	units := map[string]int{}  // items of a key in one compilation
	var pkgs *packages
	for k := range items {
		i := &items[k]
		n, at, eval := evalText(i.Recorded.File)
		key := keys[k]
		if eval || alike[key] > 1 {
			unit := key + "\x00" + i.Recorded.File
			if in, ok := outside(h, i.code()); ok && !eval {
				unit += "\x00" + h.Addr(in).String()
			} else if !ok && !eval {
				unit += fmt.Sprintf("\x00%d", k) // nothing encloses it any more
			}
			key += fmt.Sprintf("\x00%d", units[unit])
			units[unit]++
		}
		if eval {
			in, ok := evalledIn(h, i.code())
			if !ok {
				in = heap.NoSV
			}
			key += fmt.Sprintf("\x00%d", in)
			if _, known := groups[key]; !known {
				if pkgs == nil {
					pkgs = newPackages(h)
				}
				if err := i.fromEval(h, pkgs, in, at); err != nil {
					return nil, err
				}
			}
		}
		g, known := groups[key]
		if !known {
			g = len(out)
			groups[key] = g
			out = append(out, *i)
		} else {
			out[g].merge(i)
			if eval && n < out[g].Evals.First {
				out[g].Recorded = i.Recorded
			}
		}
		if eval {
			out[g].Evals.add(n)
		}
	}
	for g := range out {
		slices.SortStableFunc(out[g].Sites, func(a, b *Site) int { return -cmp.Compare(a.Closures, b.Closures) })
	}
	return out, nil
}

// compiledAgain gives what reports whether the text of a CODE may have been
// compiled several times: another optree was recorded at the same place, or it
// is the text of an eval.
func compiledAgain(h *heap.Heap) func(cv heap.SV) bool {
	optrees := map[heap.Location]int{}
	for _, cv := range h.Codes().Compiled() {
		if loc, ok := h.Code(cv).Location(); ok {
			optrees[loc]++
		}
	}
	return func(cv heap.SV) bool {
		loc, _ := h.Code(cv).Location()
		return optrees[loc] > 1 || strings.HasPrefix(loc.File, "(eval ")
	}
}

// textKey is the same for what can be from the same place of the same text.
func (i *Item) textKey() string {
	name, file := i.Name, i.Recorded.File
	if i.at != nil {
		name += "\x00" + i.at.Name
	}
	if _, at, ok := evalText(file); ok {
		file = fmt.Sprintf("(eval)[%s:%d]", at.File, at.Line)
		name = evalFree(name)
	}
	return fmt.Sprintf("%s\x00%d\x00%s\x00%t\x00%s", file, i.Recorded.Line, name, i.outer, strings.Join(i.padNames(), "\x00"))
}

// code is a CODE that the item is, or is a variable of.
func (i *Item) code() heap.SV {
	if i.at != nil {
		return i.at.Example
	}
	return i.Example
}

// fromEval notes that a string eval compiled the item: run by a sub, or by
// nothing that is alive.
func (i *Item) fromEval(h *heap.Heap, pkgs *packages, in heap.SV, at heap.Location) error {
	i.Evals = &Evals{At: at, numbers: map[int]bool{}}
	if in != heap.NoSV {
		names, err := h.Code(in).Padnames()
		if err != nil {
			return err
		}
		if i.Evals.in, err = siteOf(h, in, names); err != nil {
			return err
		}
		i.Evals.In = i.Evals.in.Recorded
		return nil
	}
	if stash, ok := h.Code(i.code()).Stash(); ok {
		name, _ := h.Stash(stash).Name()
		i.Evals.pkg, i.Evals.files = name, pkgs.filesOf(name, stash)
	}
	return nil
}

// add notes that something is alive of the n-th text.
func (e *Evals) add(n int) {
	if e.numbers[n] {
		return
	}
	e.numbers[n] = true
	e.Texts = len(e.numbers)
	if e.Texts == 1 {
		e.First, e.Last = n, n
	}
	e.First, e.Last = min(e.First, n), max(e.Last, n)
}

// padNames gives the names in the pad of the item's CODE.
func (i *Item) padNames() []string {
	if i.at != nil {
		return i.at.Pad
	}
	return i.Sites[0].Pad
}

// merge adds an item of the same text.
func (i *Item) merge(other *Item) {
	i.Count, i.Bytes, i.Elements = i.Count+other.Count, i.Bytes+other.Bytes, i.Elements+other.Elements
	i.Temporaries = safe.Add(i.Temporaries, other.Temporaries)
	i.Sites = append(i.Sites, other.Sites...)
}

// digits are what differs between the names of subs that a program generates.
var digits = regexp.MustCompile(`\d+`)

// evalFree is a name without its numbers: an eval that makes named subs has to
// give each another name.
func evalFree(name string) string { return digits.ReplaceAllString(name, "0") }

// outside gives the CODE that encloses a CODE in its text.
func outside(h *heap.Heap, cv heap.SV) (heap.SV, bool) {
	if proto, ok := h.Code(cv).Prototype(); ok {
		cv = proto // perls from 5.18 on tell only it which sub encloses it
	}
	return h.Code(cv).Scope()
}

// evalledIn gives the CODE whose string eval compiled a CODE, through all evals
// around it; false if that is not in the dump.
func evalledIn(h *heap.Heap, cv heap.SV) (heap.SV, bool) {
	main, _ := h.Roots().Find("main_cv")
	for range maxNesting {
		in, ok := outside(h, cv)
		if !ok {
			break
		}
		cv = in
		if loc, ok := h.Code(cv).Location(); cv == main || ok && loc.Line > 0 && InFile(loc) {
			return cv, true
		}
	}
	return heap.NoSV, false
}
