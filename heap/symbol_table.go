package heap

import (
	"bytes"
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/text"
)

// Symbol is something that has a name in the symbol table.
type Symbol struct {
	Name string // with its sigil
	SV   SV
}

// stashEntry is a key of a symbol table, with the full name that it gives.
type stashEntry struct {
	name  string
	value SV
}

// stashEntries returns the entries of a symbol table by key. A name that begins
// with a control character is in the default package wherever it stands.
func (h *Heap) stashEntries(stash SV, prefix string) ([]stashEntry, error) {
	type pair struct {
		key   []byte
		value SV
	}
	var pairs []pair
	err := h.Hash(stash).Values(func(k []byte, v SV) bool {
		if v != NoSV {
			pairs = append(pairs, pair{bytes.Clone(k), v})
		}
		return true
	})
	slices.SortFunc(pairs, func(a, b pair) int { return bytes.Compare(a.key, b.key) })
	entries := make([]stashEntry, len(pairs))
	for i, p := range pairs {
		name := prefix + text.Decode(p.key)
		if len(p.key) > 0 && p.key[0] < ' ' {
			name = "{^" + string(rune(p.key[0]+64)) + text.Decode(p.key[1:]) + "}"
		}
		entries[i] = stashEntry{name, p.value}
	}
	return entries, err
}

// startEntries returns the entries of a package, or of the default one if its
// name is empty, without itself.
func (h *Heap) startEntries(pkg string) ([]stashEntry, SV, error) {
	if pkg != "" {
		pkg = strings.TrimSuffix(strings.TrimPrefix(text.Decode([]byte(pkg)), "%"), "::")
		stash, err := h.Symbols().Find("%" + pkg + "::")
		if err != nil {
			return nil, NoSV, err
		}
		if !h.Kind(stash).IsStash() {
			return nil, NoSV, fmt.Errorf("%s is no package, it is %s", text.Name(pkg), h.Desc(stash))
		}
		entries, err := h.stashEntries(stash, pkg+"::")
		return entries, stash, err
	}
	stash, ok := h.Roots().Find("defstash")
	if !ok {
		return nil, NoSV, fmt.Errorf("the dump has no default stash")
	}
	entries, err := h.stashEntries(stash, "")
	return slices.DeleteFunc(entries, func(e stashEntry) bool { return e.name == "main::" }), stash, err
}

// Of calls yield for everything in the symbol table of a package, by name,
// until yield returns false; "" means the default package. With recurse, nested
// packages are listed in place.
func (s Symbols) Of(pkg string, recurse bool, yield func(Symbol) bool) error {
	queue, start, err := s.h.startEntries(pkg)
	if err != nil {
		return err
	}
	if pkg == "" {
		// Those are places of source for the debugger.
		queue = slices.DeleteFunc(queue, func(e stashEntry) bool { return strings.HasPrefix(e.name, "_<") })
	}
	return s.h.walkStashes(queue, start, func(e stashEntry, slots []GlobSlot) (into, more bool) {
		for _, slot := range slots {
			sigil, ok := map[string]string{"SCALAR": "$", "ARRAY": "@", "HASH": "%", "CODE": "&"}[slot.Name]
			if ok && !yield(Symbol{sigil + e.name, slot.SV}) {
				return false, false
			}
		}
		return recurse, true
	}, func(string, SV) bool { return true })
}

// walkStashes calls entry for the entries of a queue, in order, with the slots of
// their GLOBs. If it says into, and the GLOB has a package that was not met yet, it
// calls enter for that, and goes on with what is in it. Either ends the walk by
// returning false for more.
func (h *Heap) walkStashes(queue []stashEntry, start SV, entry func(stashEntry, []GlobSlot) (into, more bool), enter func(name string, stash SV) (more bool)) error {
	seen := map[SV]bool{start: true}
	slices.Reverse(queue) // taken from its end
	for len(queue) > 0 {
		e := queue[len(queue)-1]
		queue = queue[:len(queue)-1]
		slots, err := h.Glob(e.value).Slots()
		if err != nil {
			return err
		}
		into, more := entry(e, slots)
		if !more {
			return nil
		}
		stash, ok := globHash(slots)
		if !ok || !into || !h.Kind(stash).IsStash() || seen[stash] {
			continue
		}
		seen[stash] = true
		if !enter(e.name, stash) {
			return nil
		}
		inner, err := h.stashEntries(stash, e.name)
		if err != nil {
			return err
		}
		slices.Reverse(inner)
		queue = append(queue, inner...)
	}
	return nil
}

func globHash(slots []GlobSlot) (SV, bool) {
	for _, slot := range slots {
		if slot.Name == "HASH" {
			return slot.SV, true
		}
	}
	return NoSV, false
}

// Package is a package of the symbol table.
type Package struct {
	Name  string
	Stash SV
}

// Packages calls yield for the packages in the symbol table, each before those
// within it, until yield returns false.
func (s Symbols) Packages(yield func(Package) bool) error {
	queue, start, err := s.h.startEntries("")
	if err != nil {
		return err
	}
	return s.h.walkStashes(queue, start, func(stashEntry, []GlobSlot) (into, more bool) { return true, true }, func(name string, stash SV) bool {
		return yield(Package{strings.TrimSuffix(name, "::"), stash})
	})
}

// Version returns the contents of a package's $VERSION or, if that is a version
// object, its text; false if it has none.
func (s Stash) Version() (SV, bool) {
	glob, ok := s.h.Hash(s.sv).Value("VERSION")
	if !ok {
		return NoSV, false
	}
	slots, err := s.h.Glob(glob).Slots()
	if err != nil || len(slots) == 0 || slots[0].Name != "SCALAR" {
		return NoSV, false
	}
	sv := slots[0].SV
	if s.h.Kind(sv) != KindRef {
		return sv, true
	}
	object, ok := s.h.Referent(sv)
	if !ok || !s.h.Kind(object).HashLike() {
		return NoSV, false
	}
	return s.h.Hash(object).Value("original")
}
