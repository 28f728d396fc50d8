package site

import (
	"context"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	words "github.com/perlheap/perlheap/heap/text"
)

// smallConstant is what a constant with a name must take at least: programs
// have thousands that are a number.
const smallConstant = 256

// constantSubs returns the constants that have a name, as those of `use
// constant`: perl keeps the value in the symbol table, as a REF in place of a
// GLOB, or in a CODE that returns it.
func constantSubs(ctx context.Context, h *heap.Heap, _ *Table, opt *Options) ([]Item, error) {
	c := &constantScan{h: h, opt: opt, union: mat.NewOwnedUnion(h)}
	for sv := range h.SVs().OfKind(heap.KindStash, heap.KindClass) {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		if err := c.stash(sv); err != nil {
			return nil, err
		}
	}
	for cv := range h.Codes().All {
		if h.Code(cv).IsClosure() {
			continue
		}
		if value, ok := h.Code(cv).ConstantValue(); ok {
			name, _ := h.Symbols().Name(cv)
			c.add(value, cv, name)
		}
	}
	for k := range c.items {
		i := &c.items[k]
		stash, _ := h.Symbols().Find("%" + i.lineage[0].name + "::")
		if c.pkgs == nil {
			c.pkgs = newPackages(h)
		}
		i.lineage[0].files = c.pkgs.filesOf(i.lineage[0].name, stash)
		i.Recorded.File = c.pkgs.fileOf(i.lineage[0].name, stash)
	}
	return c.items, nil
}

type constantScan struct {
	h     *heap.Heap
	opt   *Options
	union *mat.OwnedUnion
	pkgs  *packages
	items []Item
	held  []heap.SV
}

// stash looks through a symbol table for values that stand there by
// themselves, behind a REF each.
func (c *constantScan) stash(stash heap.SV) error {
	h := c.h
	values := map[heap.SV]heap.SV{} // by REF
	c.held = h.AppendHeld(stash, c.held[:0])
	for _, ref := range c.held {
		if value, ok := c.behind(ref); ok && c.union.Reaches(smallConstant, ref, value) {
			values[ref] = value
		}
	}
	pkg, ok := h.Stash(stash).Name()
	if !ok || len(values) == 0 {
		return nil
	}
	return h.Hash(stash).Values(func(key []byte, ref heap.SV) bool {
		if value, ok := values[ref]; ok {
			c.add(value, ref, "&"+pkg+"::"+words.Decode(key))
		}
		return true
	})
}

// behind returns what a REF in a symbol table refers to, if that is no sub.
func (c *constantScan) behind(ref heap.SV) (heap.SV, bool) {
	if c.h.Kind(ref) != heap.KindRef {
		return heap.NoSV, false
	}
	var held [4]heap.SV
	for _, to := range c.h.AppendHeld(ref, held[:0]) {
		if k := c.h.Kind(to); k != heap.KindCode && !k.IsStash() {
			return to, true
		}
	}
	return heap.NoSV, false
}

// add makes the item of a constant. Its type is that of the value, which tells
// it from other subs.
func (c *constantScan) add(value, holder heap.SV, name string) {
	pkg, _ := splitName(name)
	i := Item{
		Kind: KindSub, Name: name, Type: c.h.Type(value), Count: 1, Example: holder,
		Bytes: c.union.Bytes(value, holder), lineage: []class{{name: pkg}},
	}
	if name == "" || i.Bytes < smallConstant || !c.opt.reached(&i) {
		return
	}
	i.Elements, _ = elements(c.h, value) // what is readable helps
	c.items = append(c.items, i)
}
