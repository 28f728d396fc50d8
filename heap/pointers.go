package heap

import (
	"fmt"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/text"
)

// Pointer is a pointer in an SV's record that should lead to an SV.
type Pointer struct {
	Addr pmat.Addr // not 0

	h      *Heap
	format string
	what   any
}

// Name returns what pmat calls the pointer: `elem [3]`, `value {x}`, `rv`. A
// key is read from the dump.
func (p *Pointer) Name() (string, error) {
	if key, ok := p.what.(pmat.Str); ok {
		b, err := p.h.file.ReadText(key, maxKey)
		return fmt.Sprintf(p.format, text.Name(string(b))), err
	}
	return fmt.Sprintf(p.format, p.what), nil
}

// EachPointer calls yield for the pointers in an SV's record, whether or not
// they lead to an SV, until yield returns false. It does not include those in
// the bodies of CODEs and in extension records. The pointer is valid during the
// call.
func (h *Heap) EachPointer(sv SV, yield func(*Pointer) bool) error {
	d, err := h.record(sv)
	if err != nil {
		return err
	}
	defer d.Release()
	rec := d.Record()
	p, more := Pointer{h: h}, true
	give := func(addr pmat.Addr, format string, what any) {
		if addr != 0 && more {
			p.Addr, p.format, p.what = addr, format, what
			more = yield(&p)
		}
	}
	// A PADLIST of perls from 5.18 on is no SV.
	isList := rec.Type == pmat.TypeCode && !h.oldPads()
	give(rec.Blessed, "%s", blessedSlot.name)
	refers := &slotsOf[rec.Type]
	for ptr := range rec.NPtrs { // pmat's order
		for i := range refers.slots {
			s := &refers.slots[i]
			if int(s.ptr) == ptr && s.name != "" && !(isList && s.kind == RefPadlist) {
				give(rec.Ptrs[ptr], "%s", s.name)
			}
		}
	}
	switch entry := refers.entry.name; rec.Type {
	case pmat.TypeArray, pmat.TypeObject:
		for i := 0; more; i++ {
			addr, ok := d.NextElem()
			if !ok {
				break
			}
			give(addr, entry, i)
		}
	case pmat.TypeHash, pmat.TypeStash, pmat.TypeClass:
		for more {
			pair, ok := d.NextPair()
			if !ok {
				break
			}
			give(pair.Value, entry, pair.Key)
		}
	case pmat.TypeStruct:
		for _, field := range rec.Struct.Fields {
			v, ok := d.NextStructValue()
			if !ok || !more {
				break
			}
			if field.Kind == pmat.FieldPtr {
				give(pmat.Addr(v), entry, field.Name)
			}
		}
	}
	return d.Err()
}
