package population

import (
	"cmp"
	"regexp"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/safe"
)

// Merge overlays the trees of heaps, in the order given. Keys and numbers in
// names count as data if the heaps together have many of them, or if they come
// and go.
func Merge(trees ...*Tree) *Populations {
	top := newPopulation(nil, path.Step{}, path.Step{}, len(trees))
	type key struct {
		parent      *Population
		step, class path.Step
	}
	known := map[key]*Population{}
	heaps := make([]merged, len(trees))
	for i, t := range trees {
		of := make([]*Population, len(t.nodes))
		for at := range t.nodes {
			n := &t.nodes[at]
			switch shape(at) {
			case whole:
				of[at] = top
			case unknown:
				continue
			default:
				k := key{of[n.parent], t.words.steps[n.step], t.words.steps[n.class]}
				p := known[k]
				if p == nil {
					p = newPopulation(k.parent, k.step, k.class, len(trees))
					k.parent.Children = append(k.parent.Children, p)
					known[k] = p
				}
				of[at] = p
			}
			p := of[at]
			p.Count[i], p.SVs[i], p.Bytes[i], p.Retained[i], p.Example[i] = n.count, n.svs, n.bytes, n.retained, n.example
		}
		heaps[i].tree, heaps[i].of = t, of
	}
	for p := range top.All {
		p.foldKeys()
		p.foldNumbers()
		p.sort()
	}
	for i := range heaps {
		for at, p := range heaps[i].of {
			for p != nil && p.in != nil {
				p = p.in
			}
			heaps[i].of[at] = p
		}
	}
	return &Populations{Top: top, heaps: heaps}
}

func newPopulation(parent *Population, step, class path.Step, heaps int) *Population {
	p := &Population{
		Step: step, Class: class, Parent: parent,
		Count: make([]int, heaps), SVs: make([]int, heaps), Bytes: make([]int64, heaps), Retained: make([]int64, heaps),
		Example: make([]heap.SV, heaps),
	}
	for i := range p.Example {
		p.Example[i] = heap.NoSV
	}
	return p
}

// sort puts those below into their order: what retains most in the last heap
// first.
func (p *Population) sort() {
	slices.SortStableFunc(p.Children, func(a, b *Population) int {
		return cmp.Or(
			-cmp.Compare(a.Retained[len(a.Retained)-1], b.Retained[len(b.Retained)-1]),
			comparePaths(a.Step, b.Step), comparePaths(a.Class, b.Class),
		)
	})
}

func comparePaths(a, b path.Step) int {
	return cmp.Or(
		cmp.Compare(a.Kind, b.Kind), strings.Compare(a.Text, b.Text), strings.Compare(a.Sub, b.Sub),
		strings.Compare(a.At.File, b.At.File), cmp.Compare(a.At.Line, b.At.Line), compareBools(a.Alone, b.Alone),
	)
}

// compareBools puts false first.
func compareBools(a, b bool) int {
	switch {
	case a == b:
		return 0
	case b:
		return -1
	}
	return 1
}

// maxComing is how many names of keys may come or go from heap to heap. Names in
// a program's text stay; keys that are data do not.
const maxComing = 8

// foldKeys makes one of the children by key if the keys are data.
func (p *Population) foldKeys() {
	names, coming := map[string]bool{}, 0
	data := false
	for _, c := range p.Children {
		switch c.Step.Kind {
		case path.AnyKey:
			data = true
		case path.Key:
			if names[c.Step.Text] {
				continue
			}
			names[c.Step.Text] = true
			if slices.Contains(c.SVs, 0) {
				coming++
			}
		}
	}
	if data = data || len(names) > maxKeys || coming > maxComing; !data || len(names) == 0 {
		return
	}
	p.fold(func(c *Population) (path.Step, path.Step) {
		if c.Step.Kind == path.Key {
			return path.Step{Kind: path.AnyKey}, c.Class
		}
		return c.Step, c.Class
	})
}

// manyNumbers is how many names that differ in numbers alone were made by
// counting.
const manyNumbers = 8

var number = regexp.MustCompile(`[0-9]+`)

// foldNumbers makes one of the children whose names differ in numbers alone, if
// they are many.
func (p *Population) foldNumbers() {
	without := func(s path.Step) path.Step {
		s.Text, s.Sub, s.At.File = number.ReplaceAllString(s.Text, "N"), number.ReplaceAllString(s.Sub, "N"), number.ReplaceAllString(s.At.File, "N")
		return s
	}
	alike := map[named]int{}
	for _, c := range p.Children {
		alike[named{without(c.Step), without(c.Class)}]++
	}
	if len(alike) == len(p.Children) {
		return
	}
	p.fold(func(c *Population) (path.Step, path.Step) {
		w := named{without(c.Step), without(c.Class)}
		switch {
		case alike[w] <= manyNumbers:
			return c.Step, c.Class
		case c.Step.Kind == path.Key:
			return path.Step{Kind: path.AnyKey}, w.class
		}
		return w.step, w.class
	})
}

// named is what children of a population are told apart by.
type named struct{ step, class path.Step }

// fold gives the children other names, and makes one of those that have the same
// name then.
func (p *Population) fold(name func(*Population) (step, class path.Step)) {
	known, below := map[named]*Population{}, children{}
	var kept []*Population
	for _, c := range p.Children {
		c.Step, c.Class = name(c)
		k := named{c.Step, c.Class}
		if q := known[k]; q != nil {
			below.take(q, c)
			continue
		}
		known[k] = c
		kept = append(kept, c)
	}
	p.Children = kept
}

// children are those of populations that take others, by name: one that takes many
// is looked through once.
type children map[*Population]map[named]*Population

func (all children) of(p *Population) map[named]*Population {
	known, ok := all[p]
	if !ok {
		known = make(map[named]*Population, len(p.Children))
		for _, c := range p.Children {
			known[named{c.Step, c.Class}] = c
		}
		all[p] = known
	}
	return known
}

// take adds a population to another one, and what is below it to what is below that.
func (all children) take(into, from *Population) {
	type two struct{ into, from *Population }
	todo := []two{{into, from}}
	for len(todo) > 0 {
		t := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		t.into.addNumbers(t.from)
		t.from.in = t.into
		if len(t.from.Children) == 0 {
			continue
		}
		known := all.of(t.into)
		for _, c := range t.from.Children {
			k := named{c.Step, c.Class}
			if into := known[k]; into != nil {
				todo = append(todo, two{into, c})
				continue
			}
			c.Parent = t.into
			t.into.Children = append(t.into.Children, c)
			known[k] = c
		}
	}
}

func (p *Population) addNumbers(other *Population) {
	for i := range p.Count {
		p.Count[i] += other.Count[i]
		p.SVs[i] += other.SVs[i]
		p.Bytes[i] = safe.Add(p.Bytes[i], other.Bytes[i])
		p.Retained[i] = safe.Add(p.Retained[i], other.Retained[i])
		if p.Example[i] == heap.NoSV {
			p.Example[i] = other.Example[i]
		}
	}
}
