package heap

import (
	"fmt"
	"sort"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/text"
)

// Location is a place in Perl source as perl recorded it, before any mapping
// to a file of this machine.
type Location struct {
	File string // as perl had it: relative to where it ran, or `(eval 7)`
	Line int    // 1-based; 0 if there is none
}

// String writes a location: `lib/Foo.pm line 12`, or only the file if it has no
// line.
func (l Location) String() string {
	if l.Line == 0 {
		return text.Name(l.File)
	}
	return fmt.Sprintf("%s line %d", text.Name(l.File), l.Line)
}

// Padname is the name of a slot of a CODE's pads.
type Padname struct {
	Name    string // with sigil; empty for a slot without a name
	Defined bool   // there is a name, although it may be empty
	Our     SV     // the package of an `our` variable, NoSV otherwise
	Flags   uint8  // as package pmat names them
	Field   bool   // of an object, in a method
}

// Code is a CODE of a heap. For an SV that is not a CODE, it is empty.
type Code struct {
	h  *Heap
	sv SV
}

// Code returns an SV as a CODE.
func (h *Heap) Code(cv SV) Code { return Code{h, cv} }

// Codes are the CODEs of a heap. A prototype and the closures cloned from it
// share an optree, and nothing else does. Optrees have numbers from 0 on, in
// no order that means anything.
type Codes struct{ h *Heap }

// Codes returns the CODEs of the heap.
func (h *Heap) Codes() Codes { return Codes{h} }

// All yields the SVs of all CODEs, by number.
func (c Codes) All(yield func(SV) bool) {
	for i := range c.h.codes {
		if !yield(c.h.codes[i].sv) {
			return
		}
	}
}

// Len returns the number of CODEs.
func (c Codes) Len() int { return len(c.h.codes) }

func (h *Heap) code(sv SV) (*code, bool) {
	i := sort.Search(len(h.codes), func(i int) bool { return h.codes[i].sv >= sv })
	if i < len(h.codes) && h.codes[i].sv == sv {
		return &h.codes[i], true
	}
	return nil, false
}

// Location returns where the first statement of a CODE is. XS subs and
// constants have only a file.
func (c Code) Location() (Location, bool) {
	kept, ok := c.h.code(c.sv)
	if !ok {
		return Location{}, false
	}
	return Location{c.h.fileName(kept.file), int(kept.line)}, true
}

// OpRoot returns the address of a CODE's optree, which a prototype shares with
// the closures made from it; 0 if it has none.
func (c Code) OpRoot() pmat.Addr {
	kept, ok := c.h.code(c.sv)
	if !ok {
		return 0
	}
	return c.h.optrees[kept.optree]
}

// Depth returns how many calls of a CODE were in progress; -1 if the dump does
// not say.
func (c Code) Depth() int {
	kept, ok := c.h.code(c.sv)
	if !ok {
		return 0
	}
	return int(kept.depth)
}

// IsClosure reports whether a CODE was cloned at run time.
func (c Code) IsClosure() bool {
	return c.h.Kind(c.sv) == KindCode && c.h.flags[c.sv]&pmat.CodeCloned != 0
}

// IsPrototype reports whether a CODE is one that closures are cloned from.
func (c Code) IsPrototype() bool {
	return c.h.Kind(c.sv) == KindCode && c.h.flags[c.sv]&pmat.CodeClone != 0
}

// Scope returns the CODE that encloses a CODE.
func (c Code) Scope() (SV, bool) {
	if c.h.Kind(c.sv) != KindCode {
		return NoSV, false
	}
	d, err := c.h.record(c.sv)
	if err != nil {
		return NoSV, false
	}
	defer d.Release()
	scope, ok := c.h.At(d.Record().Ptrs[pmat.CodeOutside])
	return scope, ok && c.h.Kind(scope) == KindCode
}

// Prototype returns the CODE that a closure was cloned from, if it is alive.
func (c Code) Prototype() (SV, bool) {
	kept, ok := c.h.code(c.sv)
	if !ok || c.h.optrees[kept.optree] == 0 || !c.IsClosure() {
		return NoSV, false
	}
	proto := c.h.prototypes[kept.optree]
	return proto, proto != NoSV
}

// clonesOf returns the closures made from a prototype.
func (h *Heap) clonesOf(proto SV) []SV {
	c, ok := h.code(proto)
	if !ok || !h.Code(proto).IsPrototype() {
		return nil
	}
	return h.Codes().ClosuresOf(int(c.optree))
}

// CodeBody is what a CODE refers to through its optree and its pads.
type CodeBody struct {
	Constants  []SV
	Globs      []SV
	ConstSlots []uint64 // slots of the first pad that contain the constants (threaded perls)
	GlobSlots  []uint64 // slots that contain the GLOBs
	Padnames   SV       // NoSV for a perl whose pad names are not SVs
	Pads       []SV     // by depth, from 1 on; NoSV where there is none
}

// Body reads the body of a CODE.
func (c Code) Body() (CodeBody, error) {
	body := CodeBody{Padnames: NoSV}
	d, err := c.h.record(c.sv)
	if err != nil {
		return body, err
	}
	padlistAddr := d.Record().Ptrs[pmat.CodePadlist]
	var constants, globs []pmat.Addr
	for {
		item, ok := d.NextCodeItem()
		if !ok {
			break
		}
		switch item.Kind {
		case pmat.ItemConst:
			constants = append(constants, item.Ptr)
		case pmat.ItemConstIndex:
			body.ConstSlots = append(body.ConstSlots, item.Index)
		case pmat.ItemGlob:
			globs = append(globs, item.Ptr)
		case pmat.ItemGlobIndex:
			body.GlobSlots = append(body.GlobSlots, item.Index)
		case pmat.ItemPadnames:
			if sv, ok := c.h.At(item.Ptr); ok {
				body.Padnames = sv
			}
		case pmat.ItemPad:
			body.addPad(c.h, item.Index, item.Ptr)
		}
	}
	err = d.Err()
	d.Release()
	if err != nil {
		return body, err
	}
	if padlist, ok := c.h.At(padlistAddr); ok && c.h.oldPads() {
		elems, err := c.h.elems(padlist)
		if err != nil {
			return body, err
		}
		for i, addr := range elems {
			if i == 0 {
				if sv, ok := c.h.At(addr); ok {
					body.Padnames = sv
				}
				continue
			}
			body.addPad(c.h, uint64(i), addr)
		}
	}
	if c.h.File().Header.Ithreads {
		// Constants and globs stand in the first pad; the optree has indexes.
		slots := c.h.padSlots(body)
		if body.ConstSlots != nil {
			constants = pick(slots, body.ConstSlots)
		}
		if body.GlobSlots != nil {
			globs = pick(slots, body.GlobSlots)
		}
	}
	body.Constants, body.Globs = c.h.svs(constants), c.h.svs(globs)
	return body, nil
}

// oldPads reports whether the perl kept pads in a PADLIST that is an ARRAY.
func (h *Heap) oldPads() bool { return h.File().Header.Perl < 5<<24|18<<16 }

func (b *CodeBody) addPad(h *Heap, depth uint64, addr pmat.Addr) {
	if depth == 0 || depth > h.maxSlots() {
		return
	}
	for uint64(len(b.Pads)) < depth {
		b.Pads = append(b.Pads, NoSV)
	}
	if sv, ok := h.At(addr); ok {
		b.Pads[depth-1] = sv
	}
}

func (h *Heap) padSlots(b CodeBody) []pmat.Addr {
	if len(b.Pads) == 0 || b.Pads[0] == NoSV {
		return nil
	}
	slots, err := h.elems(b.Pads[0])
	if err != nil {
		return nil
	}
	return slots
}

// pick returns the slots at the indexes, each index once.
func pick(slots []pmat.Addr, indexes []uint64) []pmat.Addr {
	var picked []pmat.Addr
	seen := make(map[uint64]bool, len(indexes))
	for _, i := range indexes {
		if seen[i] || i >= uint64(len(slots)) {
			continue
		}
		seen[i] = true
		picked = append(picked, slots[i])
	}
	return picked
}

func (h *Heap) svs(addrs []pmat.Addr) []SV {
	var svs []SV
	for _, a := range addrs {
		if sv, ok := h.At(a); ok {
			svs = append(svs, sv)
		}
	}
	return svs
}

// Padnames returns the names of the slots of a CODE's pads, indexed by slot.
// Slot 0, which is @_, has none.
func (c Code) Padnames() ([]Padname, error) {
	body, err := c.Body()
	if err != nil {
		return nil, err
	}
	if body.Padnames != NoSV && c.h.Kind(body.Padnames) != KindImmortal {
		return c.h.padnamesOf(body.Padnames)
	}
	d, err := c.h.record(c.sv)
	if err != nil {
		return nil, err
	}
	defer d.Release()
	var names []Padname
	for {
		item, ok := d.NextCodeItem()
		if !ok {
			return names, d.Err()
		}
		if item.Index > c.h.maxSlots() {
			continue
		}
		switch item.Kind {
		case pmat.ItemPadname:
			for uint64(len(names)) <= item.Index {
				names = append(names, Padname{Our: NoSV})
			}
			b, err := d.Text(item.Name, maxName)
			if err != nil {
				return nil, err
			}
			names[item.Index].Name, names[item.Index].Defined = nameOf(b), item.Name.Defined()
			if our, ok := c.h.At(item.Ptr); ok {
				names[item.Index].Our = our
			}
		case pmat.ItemPadnameFlags:
			if item.Index < uint64(len(names)) {
				names[item.Index].Flags = item.Flags
			}
		case pmat.ItemPadnameField:
			if item.Index < uint64(len(names)) {
				names[item.Index].Field = true
			}
		}
	}
}

// maxSlots bounds the slots of a pad and the depth of calls: a dump has a
// pointer for each. More is damage, and must not cost memory.
func (h *Heap) maxSlots() uint64 { return uint64(h.file.Size()) / 4 }

// padnamesOf reads the names from the SVs of a PADNAMES, as perls before 5.22
// have them.
func (h *Heap) padnamesOf(list SV) ([]Padname, error) {
	elems, err := h.elems(list)
	if err != nil {
		return nil, err
	}
	names, used := make([]Padname, len(elems)), 0
	for i, addr := range elems {
		names[i].Our = NoSV
		sv, ok := h.At(addr)
		if i == 0 || !ok || h.Kind(sv) != KindScalar {
			continue
		}
		used = i + 1
		b, err := h.Text(sv, maxName)
		if err != nil {
			return nil, err
		}
		names[i].Name, names[i].Defined = nameOf(b), h.flags[sv]&pmat.ScalarPV != 0
		refs, err := h.Outrefs(sv, Strong)
		if err != nil {
			return nil, err
		}
		for _, r := range refs {
			if r.Kind == RefOurStash {
				names[i].Our = r.SV
			}
		}
	}
	return names[:used], nil
}

// PadCode returns the CODE that a PAD, PADLIST or PADNAMES belongs to.
func (h *Heap) PadCode(sv SV) (SV, bool) {
	switch h.Kind(sv) {
	case KindPad, KindPadlist, KindPadnames:
	default:
		return NoSV, false
	}
	for _, e := range h.in.row(sv) {
		switch from := e.sv(); {
		case e&edgeStrength != edgeStrong:
		case h.kinds[from] == KindCode:
			return from, true
		case h.kinds[from] == KindPadlist && h.kinds[sv] != KindPadlist:
			return h.PadCode(from) // one step: padlists in each other are nobody's
		}
	}
	return NoSV, false
}

// OwnBytes is the size of a CODE and of its pads: what a closure takes even if
// it captures nothing. Names, constants and what stands in the pads are not in
// it, because closures share them.
func (c Code) OwnBytes() int64 {
	size := c.h.Size(c.sv)
	for _, e := range c.h.out.row(c.sv) {
		switch part := e.sv(); c.h.kinds[part] {
		case KindPad:
			size = safe.Add(size, c.h.Size(part))
		case KindPadlist:
			size = safe.Add(size, c.h.Size(part))
			for _, p := range c.h.out.row(part) {
				if c.h.kinds[p.sv()] == KindPad {
					size = safe.Add(size, c.h.Size(p.sv()))
				}
			}
		}
	}
	return size
}
