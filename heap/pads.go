package heap

import "github.com/perlheap/perlheap/heap/pmat"

// Optree returns the number of the optree that a CODE runs; see
// [Codes.ClosuresOf]. ok is false if it has none.
func (c Code) Optree() (optree int, ok bool) {
	kept, ok := c.h.code(c.sv)
	if !ok || c.h.optrees[kept.optree] == 0 {
		return 0, false
	}
	return int(kept.optree), true
}

// Stash returns the package that a CODE was compiled in.
func (c Code) Stash() (SV, bool) {
	if c.h.Kind(c.sv) != KindCode {
		return NoSV, false
	}
	for _, e := range c.h.out.row(c.sv) {
		if to := e.sv(); c.h.kinds[to].IsStash() {
			return to, true
		}
	}
	return NoSV, false
}

// AppendPads appends the PADs of a CODE, starting with that of the first call.
func (c Code) AppendPads(to []SV) []SV {
	for _, e := range c.h.out.row(c.sv) {
		switch part := e.sv(); c.h.kinds[part] {
		case KindPad:
			to = append(to, part)
		case KindPadlist:
			for _, p := range c.h.out.row(part) {
				if c.h.kinds[p.sv()] == KindPad {
					to = append(to, p.sv())
				}
			}
		}
	}
	return to
}

// SlotReader reads the same slots of the pads of many CODEs that run one
// optree. perl clones a pad slot by slot, so the references of two such pads
// are in the same order; where they are, no pad is read from the dump except
// that of the first CODE.
type SlotReader struct {
	h     *Heap
	slots []int
	names []Padname
	place []int // of each slot in the row of a pad like the first; -1 if it has none there
	refs  int   // how many references such a row has
}

// Slots prepares to read some slots of the pads of CODEs that run the optree
// of cv, whose pad names are names.
func (c Code) Slots(names []Padname, slots []int) (*SlotReader, error) {
	r := &SlotReader{h: c.h, slots: slots, names: names, place: make([]int, len(slots)), refs: -1}
	pads := c.AppendPads(nil)
	if len(pads) == 0 {
		return r, nil
	}
	elems, err := c.h.elems(pads[0])
	if err != nil {
		return nil, err
	}
	before := make([]int, len(elems)+1) // by slot: references before it
	for i, addr := range elems {
		before[i+1] = before[i]
		if sv, ok := c.h.At(addr); ok && !c.h.Immortal(sv) {
			before[i+1]++
		}
	}
	if before[len(elems)] != len(c.h.out.row(pads[0])) {
		return r, nil // it refers to more than its elements
	}
	r.refs = before[len(elems)]
	for i, slot := range slots {
		r.place[i] = -1
		if slot >= 0 && slot < len(elems) && before[slot+1] > before[slot] {
			r.place[i] = before[slot]
		}
	}
	return r, nil
}

// Read returns the contents of the requested slots of one PAD, in the order
// requested, with NoSV for empty ones and for negative slots. It appends them
// to to.
func (r *SlotReader) Read(pad SV, to []SV) ([]SV, error) {
	row := r.h.out.row(pad)
	if len(row) == r.refs {
		begin := len(to)
		for i, at := range r.place {
			sv := NoSV
			if at >= 0 {
				if sv = row[at].sv(); !r.fits(r.slots[i], sv) {
					break
				}
			}
			to = append(to, sv)
		}
		if len(to) == begin+len(r.slots) {
			return to, nil
		}
		to = to[:begin]
	}
	elems, err := r.h.elems(pad)
	if err != nil {
		return to, err
	}
	for _, slot := range r.slots {
		sv := NoSV
		if slot >= 0 && slot < len(elems) {
			if at, ok := r.h.At(elems[slot]); ok {
				sv = at
			}
		}
		to = append(to, sv)
	}
	return to, nil
}

// fits reports whether an SV can be the variable of a slot.
func (r *SlotReader) fits(slot int, sv SV) bool {
	if slot < 0 || slot >= len(r.names) || r.names[slot].Name == "" {
		return false
	}
	k := r.h.kinds[sv]
	switch r.names[slot].Name[0] {
	case '@':
		return k == KindArray
	case '%':
		return k == KindHash
	case '&':
		return k == KindCode
	}
	return k != KindArray && k != KindHash && k != KindCode && !k.IsStash()
}

// IsVariable reports whether a slot of a pad belongs to a lexical variable: it
// has a name, and is not an `our` variable, a field of an object, a sub, or
// something of perl's own.
func (n *Padname) IsVariable() bool {
	return len(n.Name) > 1 && n.Our == NoSV && !n.Field && n.Flags&pmat.PadnameOur == 0 &&
		(n.Name[0] == '$' || n.Name[0] == '@' || n.Name[0] == '%')
}
