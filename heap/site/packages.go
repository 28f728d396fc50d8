package site

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/pmat"
	words "github.com/perlheap/perlheap/heap/text"
)

// packages says in which files the packages of a heap are.
type packages struct {
	h       *heap.Heap
	files   map[heap.SV]map[string]int // by package: how many subs each file has of it
	inc     map[string]string
	program string
	known   map[string][]class // lineages
}

func newPackages(h *heap.Heap) *packages {
	p := &packages{h: h, files: map[heap.SV]map[string]int{}, inc: h.Process().Inc(), program: h.Process().Program(), known: map[string][]class{}}
	for cv := range h.Codes().All {
		if h.Code(cv).IsClosure() || h.Flags(cv)&pmat.CodeXSUB != 0 {
			continue
		}
		loc, _ := h.Code(cv).Location()
		if loc.File == "" || files.NoFile(loc.File) {
			continue
		}
		stash, ok := h.Code(cv).Stash()
		if !ok {
			continue
		}
		if p.files[stash] == nil {
			p.files[stash] = map[string]int{}
		}
		p.files[stash][loc.File]++
	}
	return p
}

// filesOf returns the files that a package can be in, as recorded, the likeliest
// first: those with the most of its subs, that of its name in %INC, and the
// program.
func (p *packages) filesOf(name string, stash heap.SV) []string {
	of := p.files[stash]
	files := slices.SortedFunc(maps.Keys(of), func(a, b string) int {
		return cmp.Or(-cmp.Compare(of[a], of[b]), strings.Compare(a, b))
	})
	add := func(file string) {
		if file != "" && !slices.Contains(files, file) {
			files = append(files, file)
		}
	}
	add(p.inc[moduleName(name)])
	add(p.program)
	return files
}

// fileOf returns the file that has most of a package's subs, or that of its name
// in %INC; empty if the dump has neither.
func (p *packages) fileOf(name string, stash heap.SV) string {
	files := p.filesOf(name, stash)
	if len(files) == 0 || len(p.files[stash]) == 0 && p.inc[moduleName(name)] == "" {
		return ""
	}
	return files[0]
}

func moduleName(pkg string) string { return strings.ReplaceAll(pkg, "::", "/") + ".pm" }

// maxLineage bounds how many classes one inherits from.
const maxLineage = 64

// lineage returns a class and those that it inherits from, in the order in which
// perl looks for methods.
func (p *packages) lineage(name string, stash heap.SV) []class {
	if known, ok := p.known[name]; ok {
		return known
	}
	seen := map[string]bool{}
	var all []class
	todo := []class{{name: name}}
	for len(todo) > 0 && len(all) < maxLineage {
		c := todo[0]
		todo = todo[1:]
		if seen[c.name] {
			continue
		}
		seen[c.name] = true
		if len(all) > 0 {
			var err error
			if stash, err = p.h.Symbols().Find("%" + c.name + "::"); err != nil {
				stash = heap.NoSV
			}
		}
		c.files = p.filesOf(c.name, stash)
		all = append(all, c)
		todo = append(p.parents(c.name), todo...)
	}
	p.known[name] = all
	return all
}

// maxClassName bounds the name of a class in @ISA.
const maxClassName = 1 << 10

func (p *packages) parents(name string) []class {
	isa, err := p.h.Symbols().Find("@" + name + "::ISA")
	if err != nil {
		return nil
	}
	elems, _ := p.h.Elems(isa) // what is readable helps
	var parents []class
	for _, e := range elems {
		if e == heap.NoSV {
			continue
		}
		if b, err := p.h.Text(e, maxClassName); err == nil && len(b) > 0 {
			parents = append(parents, class{name: words.Decode(b)})
		}
	}
	return parents
}
