package mat

import (
	"context"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
)

// Reach says how an SV is reachable, in Devel::MAT's classification: the first
// class that applies when walking from the symbol table to the user's data and
// then to perl's own.
type Reach uint8

// The classes.
const (
	Unreached     Reach = iota // from nothing: part of a cycle that nothing can break, or only on the stack
	ReachSymtab                // a GLOB or STASH of the symbol table
	ReachUser                  // data of the program, by a symbol or a REF
	ReachPadlist               // a PADLIST, PADNAMES or PAD
	ReachLexical               // a lexical variable
	ReachInternal              // perl's own
)

// String returns Devel::MAT's name of the class.
func (r Reach) String() string {
	return [...]string{"none", "symtab", "user", "padlist", "lexical", "internal"}[r]
}

// ReachNames returns the names of the classes.
func ReachNames() []string {
	var names []string
	for r := Unreached; r <= ReachInternal; r++ {
		names = append(names, r.String())
	}
	return names
}

// Reachability returns the class of every SV, indexed by number. It ends early
// with ctx's error.
func Reachability(ctx context.Context, h *heap.Heap) ([]Reach, error) {
	r := &reach{h: h, ctx: ctx, class: make([]Reach, h.Count())}
	for _, walk := range []func() error{r.symbols, r.users, r.internals} {
		if err := walk(); err != nil {
			return nil, err
		}
	}
	return r.class, nil
}

// reach is a classification under way; its lists are queues.
type reach struct {
	h        *heap.Heap
	ctx      context.Context
	class    []Reach
	user     []heap.SV
	internal []heap.SV
	steps    int
}

// mark returns an SV its class, and reports whether it had none before.
func (r *reach) mark(sv heap.SV, class Reach) bool {
	if sv == heap.NoSV || r.h.Immortal(sv) || r.class[sv] != Unreached {
		return false
	}
	r.class[sv] = class
	return true
}

func (r *reach) markUser(svs ...heap.SV) {
	for _, sv := range svs {
		if r.mark(sv, ReachUser) {
			r.user = append(r.user, sv)
		}
	}
}

// toInternal queues SVs that are perl's own; they are marked when their turn
// comes.
func (r *reach) toInternal(svs ...heap.SV) {
	for _, sv := range svs {
		if sv != heap.NoSV && !r.h.Immortal(sv) && r.class[sv] == Unreached {
			r.internal = append(r.internal, sv)
		}
	}
}

func (r *reach) step() error {
	if r.steps++; r.steps%checkEvery == 0 {
		return r.ctx.Err()
	}
	return nil
}

// symbols walks the symbol table.
func (r *reach) symbols() error {
	h := r.h
	start, ok := h.Roots().Find("defstash")
	if !ok || !h.Kind(start).IsStash() {
		return nil
	}
	r.mark(start, ReachSymtab)
	for queue := []heap.SV{start}; len(queue) > 0; {
		if err := r.step(); err != nil {
			return err
		}
		stash := queue[0]
		queue = queue[1:]
		var inner, user []heap.SV
		var failed error
		err := h.Hash(stash).Values(func(key []byte, value heap.SV) bool {
			slots, err := h.Glob(value).Slots()
			failed = err
			hash, hasHash := globHash(slots)
			switch {
			case value == heap.NoSV:
			case strings.HasSuffix(string(key), "::") && hasHash && h.Kind(hash).IsStash():
				inner = append(inner, hash)
			case strings.HasSuffix(string(key), "::"):
			case h.Kind(value) == heap.KindGlob:
				if !h.Immortal(value) {
					r.class[value] = ReachSymtab
				}
				for _, slot := range slots {
					if slot.Name != "EGV" {
						user = append(user, slot.SV)
					}
				}
			default:
				user = append(user, value)
			}
			return failed == nil
		})
		if err == nil {
			err = failed
		}
		if err != nil {
			return err
		}
		for _, sv := range inner {
			if r.mark(sv, ReachSymtab) {
				queue = append(queue, sv)
			}
		}
		r.markUser(user...)
		refs, err := h.Outrefs(stash, heap.Strong|heap.Weak)
		if err != nil {
			return err
		}
		for _, ref := range refs {
			if k := ref.Kind; k.IsMRO() || k == heap.RefBackrefs || k == heap.RefBackref || k == heap.RefMagicObject || k == heap.RefMagicPointer {
				r.toInternal(ref.SV)
			}
		}
	}
	return nil
}

// users walks the program's data.
func (r *reach) users() error {
	if main, ok := r.h.Roots().Find("main_cv"); ok {
		r.user = append(r.user, main)
	}
	for len(r.user) > 0 {
		if err := r.step(); err != nil {
			return err
		}
		sv := r.user[0]
		r.user = r.user[1:]
		if err := r.userData(sv); err != nil {
			return err
		}
	}
	return nil
}

func (r *reach) userData(sv heap.SV) error {
	h := r.h
	switch h.Kind(sv) {
	case heap.KindImmortal:
		return nil
	case heap.KindRef:
		if to, ok := h.Referent(sv); ok {
			r.markUser(to)
		}
	case heap.KindArray, heap.KindObject:
		elems, err := h.Elems(sv)
		if err != nil {
			return err
		}
		r.markUser(elems...)
	case heap.KindHash:
		var values []heap.SV
		if err := h.Hash(sv).Values(func(_ []byte, v heap.SV) bool {
			values = append(values, v)
			return true
		}); err != nil {
			return err
		}
		r.markUser(values...)
	case heap.KindGlob:
		if r.class[sv] == ReachSymtab {
			break
		}
		slots, err := h.Glob(sv).Slots()
		if err != nil {
			return err
		}
		for _, slot := range slots {
			r.markUser(slot.SV)
		}
	case heap.KindCode:
		if err := r.userCode(sv); err != nil {
			return err
		}
	case heap.KindLvalue:
		refs, err := h.Outrefs(sv, heap.Strong)
		if err != nil {
			return err
		}
		for _, ref := range refs {
			r.toInternal(ref.SV)
		}
	}
	magic, err := h.Magic(sv)
	for _, m := range magic {
		for _, addr := range [...]pmat.Addr{m.Obj, m.Ptr} {
			if held, ok := h.At(addr); ok {
				r.toInternal(held)
			}
		}
	}
	return err
}

func (r *reach) userCode(cv heap.SV) error {
	h := r.h
	body, err := h.Code(cv).Body()
	if err != nil {
		return err
	}
	names, err := h.Code(cv).Padnames()
	if err != nil {
		return err
	}
	refs, err := h.Outrefs(cv, heap.Direct)
	if err != nil {
		return err
	}
	user := append(append([]heap.SV{}, body.Constants...), body.Globs...)
	for _, ref := range refs {
		switch ref.Kind {
		case heap.RefPadlist:
			r.mark(ref.SV, ReachPadlist)
		case heap.RefScope, heap.RefConstval:
			user = append(user, ref.SV)
		}
	}
	if body.Padnames != heap.NoSV {
		r.mark(body.Padnames, ReachPadlist)
		elems, err := h.Elems(body.Padnames)
		if err != nil {
			return err
		}
		for _, name := range elems {
			r.mark(name, ReachPadlist)
		}
	}
	for _, pad := range body.Pads {
		if pad == heap.NoSV {
			continue
		}
		r.mark(pad, ReachPadlist)
		slots, err := h.Elems(pad)
		if err != nil {
			return err
		}
		for i, sv := range slots {
			switch {
			case i == 0 || i >= len(names) || names[i].Name == "":
				r.toInternal(sv)
			case names[i].Name == "&":
				user = append(user, sv) // a closure's prototype
			case r.mark(sv, ReachLexical):
				r.user = append(r.user, sv)
			}
		}
	}
	r.markUser(user...)
	return nil
}

// internals walks what only perl itself refers to.
func (r *reach) internals() error {
	for _, root := range r.h.Roots().All() {
		if sv, ok := r.h.At(root.Addr); ok {
			r.toInternal(sv)
		}
	}
	for len(r.internal) > 0 {
		if err := r.step(); err != nil {
			return err
		}
		sv := r.internal[0]
		r.internal = r.internal[1:]
		if !r.mark(sv, ReachInternal) {
			continue
		}
		err := r.h.EachTarget(sv, func(to heap.SV, _ heap.Strength, _ heap.RefKind) bool {
			r.toInternal(to)
			return true
		})
		if err != nil {
			return err
		}
	}
	return nil
}

func globHash(slots []heap.GlobSlot) (heap.SV, bool) {
	i := slices.IndexFunc(slots, func(s heap.GlobSlot) bool { return s.Name == "HASH" })
	if i < 0 {
		return heap.NoSV, false
	}
	return slots[i].SV, true
}
