package site

import (
	"context"
	"maps"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/safe"
)

// hollow is the size up to which a variable without value or elements is
// nothing to speak of.
const hollow = 4096

// packageVariables returns the package variables that hold something.
func packageVariables(ctx context.Context, h *heap.Heap, t *Table, opt *Options) ([]Item, error) {
	globs := map[heap.SV][]heap.SV{} // by variable
	var buf []heap.SV
	kept := keptByPerl{}
	for sv := range h.SVs().OfKind(heap.KindGlob) {
		if name, ok := h.Glob(sv).Name(); ok && strings.HasPrefix(name, "main::_<") {
			buf = kept.add(h, sv, buf)
			continue
		}
		buf = h.AppendHeld(sv, buf[:0])
		for _, value := range buf {
			if sigil(h.Kind(value)) != "" && !slices.Contains(globs[value], sv) {
				globs[value] = append(globs[value], sv)
			}
		}
	}
	union := mat.NewOwnedUnion(h)
	items, err := kept.items(h, union, opt)
	if err != nil {
		return nil, err
	}
	rows, err := tallied(t.tally, &t.tally.variables, func() (rows []variableTally, err error) {
		for _, value := range slices.Sorted(maps.Keys(globs)) {
			if !safe.Turn(ctx) {
				return nil, ctx.Err()
			}
			rows = append(rows, variableTally{Value: value, Bytes: union.Bytes(value)})
		}
		return rows, nil
	})
	if err != nil {
		return nil, err
	}
	for k := range rows {
		if err := ctx.Err(); err != nil {
			return nil, err
		}
		value := rows[k].Value
		of := globs[value]
		i := Item{Kind: KindVariable, Scope: ScopePackage, Count: 1, Bytes: rows[k].Bytes, Example: value}
		if !opt.reached(&i) {
			continue
		}
		if i.Elements, err = elements(h, value); err != nil {
			return nil, err
		}
		if isEmpty(h, value, i.Elements) && i.Bytes < hollow {
			continue
		}
		i.Type = h.Type(value)
		for _, glob := range of {
			name, ok := h.Glob(glob).Name()
			if !ok {
				continue
			}
			loc, _ := h.Glob(glob).Location()
			i.aliases = append(i.aliases, alias{sigil(h.Kind(value)) + name, loc})
		}
		if len(i.aliases) == 0 {
			continue // of a GLOB that is in no package
		}
		if name, ok := h.Symbols().Name(value); ok {
			if k := slices.IndexFunc(i.aliases, func(a alias) bool { return a.name == name }); k > 0 {
				i.aliases[0], i.aliases[k] = i.aliases[k], i.aliases[0]
			}
		}
		i.Name = i.aliases[0].name
		if !isPerls(i.Name) {
			i.Recorded = i.aliases[0].recorded // the first to name them is nobody's
		}
		items = append(items, i)
	}
	return items, nil
}

// sigil is that of variables of a kind; empty for what is no value of a
// variable. A package's symbol table is none.
func sigil(k heap.Kind) string {
	switch k {
	case heap.KindScalar, heap.KindRef, heap.KindBool, heap.KindRegexp, heap.KindLvalue:
		return "$"
	case heap.KindArray:
		return "@"
	case heap.KindHash:
		return "%"
	}
	return ""
}

// elements is how many elements or keys a variable has; of one that holds the
// only reference to a container, how many that has.
func elements(h *heap.Heap, sv heap.SV) (int64, error) {
	switch k := h.Kind(sv); {
	case k == heap.KindArray, k == heap.KindHash:
		return h.Len(sv)
	case k == heap.KindRef && h.Flags(sv)&pmat.RefWeak == 0:
		var held [4]heap.SV
		for _, to := range h.AppendHeld(sv, held[:0]) {
			if h.Refcnt(to) == 1 && (h.Kind(to) == heap.KindArray || h.Kind(to) == heap.KindHash) {
				return h.Len(to)
			}
		}
	}
	return 0, nil
}

// isEmpty reports whether a variable has no value.
func isEmpty(h *heap.Heap, sv heap.SV, elements int64) bool {
	switch h.Kind(sv) {
	case heap.KindArray, heap.KindHash:
		return elements == 0
	case heap.KindScalar:
		return h.Type(sv) == "UNDEF"
	}
	return false
}
