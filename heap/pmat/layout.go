package pmat

import "fmt"

// layout is what the header's table of record sizes comes to, worked out once
// so that an SV is read from one window.
type layout struct {
	common  int // fixed bytes and pointers that every SV has
	longest int // type byte, common and own part of the longest SV
	maxSize uint64
	sv      [256]partLayout
	items   [ItemPadnameField + 1]itemLayout // of the body of a CODE
}

// itemLayout is an item of the body of a CODE.
type itemLayout struct {
	length int // without the bytes of a name
	name   int // where the length of its name stands; 0 if it has none
}

// partLayout is the part of an SV that its type gives it.
type partLayout struct {
	fixed  int // bytes before the pointers
	ptrs   int // that are kept, at most MaxPtrs
	none   int // pointers that the oldest dumps do not give: they are 0
	length int // fixed bytes and all pointers
	strs   int
	entry  uint64 // least bytes of one of the Count entries of the body; 0 if there are none
	// refused is why no such SV can be read.
	refused error
}

func newLayout(h *Header) layout {
	size := func(s Sizes) int { return int(s.Bytes) + int(s.Ptrs)*h.PtrLen }
	l := layout{common: size(h.SV[0]), maxSize: h.MaxSize()}
	for kind, has := range codeItemHas {
		item := &l.items[kind]
		item.length = 1
		add := func(what uint8, n int) {
			if has&what != 0 {
				item.length += n
			}
		}
		add(hasIndex, h.UintLen)
		if has&hasName != 0 {
			item.name = item.length
		}
		add(hasName, h.UintLen)
		add(hasFlags, 1)
		add(hasField, h.UintLen)
		add(hasPtr, h.PtrLen)
	}
	for i := range l.sv {
		t, p := Type(i), &l.sv[i]
		listed := i < len(h.SV)
		switch {
		case t == TypeStruct: // its META_STRUCT says what it has
			listed = false
		case t == TypeUnknown || listed:
		case t <= TypeInvlist || t == TypeObject || t == TypeClass:
			p.refused = fmt.Errorf("the header gives no size for it")
		case t > TypeClass:
			p.refused = fmt.Errorf("no such SV is known, and the header gives no size for it")
		}
		if listed {
			s := h.SV[i]
			p.fixed, p.ptrs, p.length, p.strs = int(s.Bytes), min(int(s.Ptrs), MaxPtrs), size(s), int(s.Strs)
		}
		switch t {
		case TypeScalar:
			p.none = max(0, ScalarOurstash+1-p.ptrs)
		case TypeRef:
			p.none = max(0, RefOurstash+1-p.ptrs)
		case TypeArray, TypeObject:
			p.entry = uint64(h.PtrLen)
		case TypeHash, TypeStash, TypeClass:
			p.entry = uint64(h.UintLen + h.PtrLen)
			if h.SharedKeys() {
				p.entry += uint64(h.PtrLen)
			}
		}
		l.longest = max(l.longest, 1+l.common+p.length)
	}
	return l
}
