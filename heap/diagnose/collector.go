package diagnose

import (
	"cmp"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/population"
)

// collector is a container, or all of one shape, in which something collects.
type collector struct {
	path       path.Found
	sv         heap.SV   // the container that has most of them
	containers []heap.SV // all of them, in the last heap
	entries    []heap.SV // what collects there, in the last heap: what is new, if that is known
	counts     []int     // of what collects, in each heap
	bytes      []int64   // what that retains, in each heap
	of         []*population.Population
	measures   []Measure // what it was found by
}

// added returns how many more there are in the last heap than in the first.
func (c *collector) added() int { return c.counts[len(c.counts)-1] - c.counts[0] }

// grown returns by how many bytes it grew since the first heap; for a single heap,
// what there is.
func (c *collector) grown() int64 {
	if len(c.bytes) == 1 {
		return c.bytes[0]
	}
	return c.bytes[len(c.bytes)-1] - c.bytes[0]
}

// growing finds where the number of something grows while the number of its holders
// does not. What is below is dragged along, unless each has more and more of it.
func (f *finder) growing() []*collector {
	type visit struct{ p, above *population.Population }
	var found []*collector
	fans := map[*population.Population]*collector{} // by what holds them
	todo := []visit{{p: f.pops.Top}}
	for len(todo) > 0 {
		v := todo[len(todo)-1]
		todo = todo[:len(todo)-1]
		if f.aside(v.p) {
			continue
		}
		if collects(v.p) && !dragged(v.p, v.above) {
			v.above = v.p
			c := fans[v.p.Parent]
			if c == nil || !v.p.Step.IsData() {
				c = &collector{}
				found = append(found, c)
			}
			if v.p.Step.IsData() {
				fans[v.p.Parent] = c
			}
			c.of = append(c.of, v.p)
		}
		for _, below := range slices.Backward(v.p.Children) {
			todo = append(todo, visit{below, v.above})
		}
	}
	return found
}

// aside reports whether a population is left to another pattern, or is perl's own:
// what nothing holds, the names of packages, the tables of perl, and the
// temporaries of a sub.
func (f *finder) aside(p *population.Population) bool {
	switch {
	case p.Parent == nil:
		return false
	case p.Class.Kind == path.Root, p.Step.Kind == path.Root && perlsOwn[p.Step.Text], p.Step.Kind == path.Temporary:
		return true
	}
	return f.claimed[p]
}

// perlsOwn are the tables of perl that grow with a program but hold nothing of it.
var perlsOwn = map[string]bool{"the shared string table HV": true, "the stash cache": true, "the main stack AV": true}

// collects reports whether something grew so much that it is no coincidence.
func collects(p *population.Population) bool {
	return p.Parent != nil && p.Count[len(p.Count)-1]-p.Count[0] >= minCount
}

// dragged reports whether something only grows with what grows above it, or mostly: of
// sessions that become more, each may have more as well in a busy hour.
func dragged(p, above *population.Population) bool {
	if above == nil {
		return false
	}
	last := len(p.Count) - 1
	for k := range last {
		if above.Count[k] > 0 {
			each := float64(p.Count[k]) / float64(above.Count[k])
			if 2*(each*float64(above.Count[last])-float64(p.Count[k])) >= float64(p.Count[last]-p.Count[k]) {
				return true
			}
			return float64(p.Count[last]) <= dragging.Least*max(each, 1/float64(above.Count[k]))*float64(above.Count[last])
		}
	}
	return true
}

// locate finds the container and the numbers of what collects. False if it is only
// in what collects itself: it is a part of that.
func (f *finder) locate(c *collector) bool {
	n := len(f.s.Heaps)
	c.counts, c.bytes = make([]int, n), make([]int64, n)
	for k := range n {
		for _, p := range c.of {
			c.counts[k] += p.Count[k]
			c.bytes[k] += p.Retained[k]
		}
		if held := c.of[0]; held.Step.IsData() {
			c.bytes[k] += held.Parent.Bytes[k]
		}
	}
	members := f.members(c.of)
	for _, sv := range members {
		if f.isNew(sv) {
			c.entries = append(c.entries, sv)
		}
	}
	if len(c.entries)*2 < c.added() { // perl used the memory of others again
		c.entries = members
	}
	if c.of[0].Step.Kind == path.More {
		f.heldBy(c)
	} else {
		f.heldDirectly(c, members)
	}
	if c.sv == heap.NoSV {
		return false
	}
	c.path = f.called(c.sv)
	return true
}

// maxPads bounds how many holders of a container are looked at for variables.
const maxPads = 1 << 16

// called returns the path of a container: by the program's own variable, if it has
// one besides its place in a table of a module.
func (f *finder) called(sv heap.SV) path.Found {
	found := f.paths.Of(sv)
	switch found.Start().Kind {
	case path.Symbol, path.Lexical:
	default:
		return found
	}
	if f.isOwn(path.Found{Path: path.New(found.Start()), From: found.From}) {
		return found
	}
	refs, _ := f.h.Inrefs(sv, heap.Strong, maxPads) // what can be read is enough
	for _, r := range refs {
		if r.SV == heap.NoSV || f.h.Kind(r.SV) != heap.KindPad {
			continue
		}
		step, _ := f.paths.Step(r.SV, r)
		cv, ok := f.h.PadCode(r.SV)
		if !ok || step.Kind != path.Lexical {
			continue
		}
		step.At, _ = f.h.Code(cv).Location()
		step.Sub, _ = f.h.Symbols().Name(cv)
		if other := (path.Found{Path: path.New(step), From: cv}); f.isOwn(other) {
			return other
		}
	}
	return found
}

// heldDirectly finds the containers of what its dominator holds directly.
func (f *finder) heldDirectly(c *collector, members []heap.SV) {
	count := map[heap.SV]int{}
	for _, sv := range members {
		if d, ok := f.outside(sv, c.of); ok {
			count[d]++
		}
	}
	f.choose(c, count)
	f.heldInside(c, members)
}

// heldInside finds the container of what one of its own kind holds, as a promise
// holds those that wait for it: the innermost HASH or ARRAY that has most of them. Whoever
// has that one is not where they collect.
func (f *finder) heldInside(c *collector, members []heap.SV) {
	type holder struct {
		count int
		below bool // it is one of its kind, or in one
	}
	holders := map[heap.SV]holder{}
	looked := 0
	step := max(1, len(members)/samples)
	for i := 0; i < len(members); i += step {
		looked++
		var above []heap.SV
		for d, ok := f.sizes.Dominator(members[i]); ok && len(above) < maxInside; d, ok = f.sizes.Dominator(d) {
			above = append(above, d)
		}
		below := false
		for _, d := range slices.Backward(above) {
			below = below || slices.Contains(c.of, f.pops.Of(f.last(), d))
			if f.container(d) == 2 {
				holders[d] = holder{holders[d].count + 1, below}
			}
		}
	}
	found := c.sv != heap.NoSV && f.container(c.sv) == 2
	inner, most := heap.NoSV, 0
	for sv, h := range holders {
		if 2*h.count <= looked || found && !h.below {
			continue
		}
		if inner == heap.NoSV || h.count < most || h.count == most && f.dominates(inner, sv) {
			inner, most = sv, h.count
		}
	}
	if inner == heap.NoSV || inner == c.sv {
		return
	}
	f.choose(c, map[heap.SV]int{inner: most})
	var entries []heap.SV
	for _, sv := range c.entries {
		if entry := f.entryOf(inner, sv); entry != heap.NoSV {
			entries = append(entries, entry)
		}
	}
	slices.Sort(entries)
	if entries = slices.Compact(entries); len(entries) > 0 {
		c.entries = entries
	}
}

// entryOf returns what a container has that leads to an SV, behind references: the SV
// itself, or what dominates it. NoSV if the container does not dominate it.
func (f *finder) entryOf(container, sv heap.SV) heap.SV {
	entry := sv
	d, ok := f.sizes.Dominator(sv)
	for n := 0; ok && n < maxInside; n++ {
		if d == container {
			return entry
		}
		if f.h.Kind(d) != heap.KindRef {
			entry = d
		}
		d, ok = f.sizes.Dominator(d)
	}
	return heap.NoSV
}

// maxInside is how many dominators of an SV are looked at.
const maxInside = 16

// outside returns the nearest dominator of an SV outside these populations.
func (f *finder) outside(sv heap.SV, of []*population.Population) (heap.SV, bool) {
	for d, ok := f.sizes.Dominator(sv); ok; d, ok = f.sizes.Dominator(d) {
		if !slices.Contains(of, f.pops.Of(f.last(), d)) {
			return d, true
		}
	}
	return heap.NoSV, false
}

// heldBy finds the containers of what several hold together: those that have most
// of it and whose own number does not grow.
func (f *finder) heldBy(c *collector) {
	count := map[heap.SV]int{}
	step := max(1, len(c.entries)/samples)
	for i := 0; i < len(c.entries); i += step {
		for _, from := range f.holdersOf(c.entries[i], c.of) {
			count[from]++
		}
	}
	f.choose(c, count)
}

// holdersOf returns what holds an SV, beyond REFs and other parts of its own
// population, if the number of these does not grow; beyond growing holders only if
// nothing else holds it.
func (f *finder) holdersOf(sv heap.SV, of []*population.Population) []heap.SV {
	var found []heap.SV
	queue := []heap.SV{sv}
	seen := map[heap.SV]bool{sv: true}
	var beyond []heap.SV // there are more and more of these as well
	for i := 0; i < crowd; i++ {
		if i == len(queue) {
			if len(found) > 0 || len(beyond) == 0 {
				break
			}
			queue, beyond = append(queue, beyond...), nil
		}
		n := 0
		for from, next, ok := f.h.NextHolder(queue[i], 0); ok && n < crowd; from, next, ok = f.h.NextHolder(queue[i], next) {
			n++
			if seen[from] {
				continue
			}
			seen[from] = true
			p := f.pops.Of(f.last(), from)
			switch kind := f.h.Kind(from); {
			case slices.Contains(of, p), kind == heap.KindRef, kind == heap.KindScalar:
				queue = append(queue, from)
			case p == nil || p.Class.Kind == path.Root:
			case collects(p), kind == heap.KindPad, kind == heap.KindPadlist, kind == heap.KindCode:
				beyond = append(beyond, from)
			default:
				found = append(found, from)
			}
		}
	}
	return found
}

// choose takes the containers that were counted, and the one of them that has most.
func (f *finder) choose(c *collector, count map[heap.SV]int) {
	c.sv, c.containers = heap.NoSV, nil
	for sv := range count {
		c.containers = append(c.containers, sv)
	}
	slices.SortFunc(c.containers, func(a, b heap.SV) int {
		return cmp.Or(-cmp.Compare(count[a], count[b]), -cmp.Compare(f.container(a), f.container(b)), cmp.Compare(a, b))
	})
	if len(c.containers) == 0 {
		return
	}
	c.sv = c.containers[0]
	shape := f.pops.Of(f.last(), c.sv)
	c.containers = slices.DeleteFunc(c.containers, func(sv heap.SV) bool { return f.pops.Of(f.last(), sv) != shape })
}

// container ranks holders by how certainly things collect in them.
func (f *finder) container(sv heap.SV) int {
	switch k := f.h.Kind(sv); {
	case k == heap.KindArray, k.HashLike() && !k.IsStash():
		return 2
	case k.IsStash():
		return 1
	}
	return 0
}

// inItself reports whether most of what collects hangs on others of it, as the
// links of a chain do.
func (f *finder) inItself(c *collector) bool {
	if len(c.entries) == 0 || len(c.of) == 0 {
		return false
	}
	n, looked := 0, 0
	step := max(1, len(c.entries)/samples)
	for i := 0; i < len(c.entries); i += step {
		looked++
		for d, ok := f.sizes.Dominator(c.entries[i]); ok; d, ok = f.sizes.Dominator(d) {
			if slices.Contains(c.of, f.pops.Of(f.last(), d)) {
				if !f.pops.IsMember(f.last(), d) {
					continue
				}
				n++
			}
			break
		}
	}
	return 2*n >= looked
}
