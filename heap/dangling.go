package heap

import (
	"context"
	"fmt"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/text"
)

// Dangling is a pointer of an SV that leads to no SV.
type Dangling struct {
	SV   SV
	Name string // of the pointer: `elem [3]`, `value {x}`, `rv`
	Addr pmat.Addr
}

// pointerNames are what pmat calls the pointers of records; "" for those that
// lead to no SV by their nature.
var pointerNames = map[pmat.Type][]string{
	pmat.TypeGlob:   {"stash", "scalar", "array", "hash", "code", "egv", "io", "form"},
	pmat.TypeScalar: {"ourstash"},
	pmat.TypeRef:    {"rv", "ourstash"},
	pmat.TypeHash:   {"backrefs"},
	pmat.TypeStash:  {"backrefs", "mro_linearall", "mro_linearcurrent", "mro_nextmethod", "mro_isa"},
	pmat.TypeClass:  {"backrefs", "mro_linearall", "mro_linearcurrent", "mro_nextmethod", "mro_isa", "adjust_blocks"},
	pmat.TypeCode:   {"stash", "glob", "outside", "padlist", "constval"},
	pmat.TypeIO:     {"topgv", "formatgv", "bottomgv"},
	pmat.TypeLvalue: {"target"},
}

// DanglingPointers calls yield for the pointers of an SV that lead to no SV of
// the dump, until it is false. A root's address is taken for an SV.
func (h *Heap) DanglingPointers(sv SV, yield func(Dangling) bool) error {
	d, err := h.record(sv)
	if err != nil {
		return err
	}
	defer d.Release()
	rec := d.Record()
	more := true
	test := func(name string, addr pmat.Addr) {
		if addr == 0 || !more {
			return
		}
		if _, ok := h.At(addr); !ok && !h.isRoot(addr) {
			more = yield(Dangling{sv, name, addr})
		}
	}
	// A PADLIST of perls from 5.18 on is no SV.
	isList := rec.Type == pmat.TypeCode && !h.oldPads()
	test("blessed", rec.Blessed)
	for i, name := range pointerNames[rec.Type] {
		if i < rec.NPtrs && !(isList && name == "padlist") {
			test(name, rec.Ptrs[i])
		}
	}
	switch rec.Type {
	case pmat.TypeArray, pmat.TypeObject:
		for i := 0; more; i++ {
			addr, ok := d.NextElem()
			if !ok {
				break
			}
			test(fmt.Sprintf("elem [%d]", i), addr)
		}
	case pmat.TypeHash, pmat.TypeStash, pmat.TypeClass:
		for more {
			pair, ok := d.NextPair()
			if !ok {
				break
			}
			if _, there := h.At(pair.Value); pair.Value != 0 && !there {
				key, err := h.file.ReadText(pair.Key, maxKey)
				if err != nil {
					return err
				}
				test("value {"+text.Name(string(key))+"}", pair.Value)
			}
		}
	case pmat.TypeStruct:
		for _, field := range rec.Struct.Fields {
			v, ok := d.NextStructValue()
			if !ok {
				break
			}
			if field.Kind == pmat.FieldPtr {
				test("field <"+field.Name+">", pmat.Addr(v))
			}
		}
	}
	return d.Err()
}

func (h *Heap) isRoot(addr pmat.Addr) bool {
	for _, r := range h.Roots() {
		if r.Addr == addr {
			return true
		}
	}
	return false
}

// IsOrphan tells whether nothing in the dump refers to an SV: no other SV, no
// root and not the stack.
func (h *Heap) IsOrphan(sv SV) (bool, error) {
	if h.Immortal(sv) || h.InrefCount(sv, All) > 0 {
		return false, nil
	}
	refs, err := h.Inrefs(sv, All, 1)
	return len(refs) == 0, err
}

// Orphans gives the orphans by address. It ends early with ctx's error.
func (h *Heap) Orphans(ctx context.Context) ([]SV, error) {
	var list []SV
	for sv := range SV(h.count) {
		if sv%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
		}
		orphan, err := h.IsOrphan(sv)
		if err != nil {
			return nil, err
		}
		if orphan {
			list = append(list, sv)
		}
	}
	return list, nil
}
