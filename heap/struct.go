package heap

import "github.com/perlheap/perlheap/heap/pmat"

// StructValue is a field of a C struct that an extension module described.
type StructValue struct {
	Name   string
	Kind   pmat.FieldKind
	Number uint64 // of a field that is not a pointer
	SV     SV     // of a pointer; NoSV if it does not lead to an SV
}

// Struct is a C struct of a heap. For any other SV it is empty.
type Struct struct {
	h  *Heap
	sv SV
}

// Struct returns an SV as a C struct.
func (h *Heap) Struct(sv SV) Struct { return Struct{h, sv} }

// Name returns the name of a C struct's type; "" for any other SV.
func (s Struct) Name() string {
	if s.h.Kind(s.sv) != KindStruct {
		return ""
	}
	return s.h.structName(s.sv)
}

// Values returns the fields of a C struct.
func (s Struct) Values() ([]StructValue, error) {
	if s.h.Kind(s.sv) != KindStruct {
		return nil, nil
	}
	d, err := s.h.record(s.sv)
	if err != nil {
		return nil, err
	}
	defer d.Release()
	if d.Record().Struct == nil {
		return nil, d.Err()
	}
	var values []StructValue
	for _, field := range d.Record().Struct.Fields {
		n, ok := d.NextStructValue()
		if !ok {
			break
		}
		v := StructValue{Name: field.Name, Kind: field.Kind, Number: n, SV: NoSV}
		if field.Kind == pmat.FieldPtr {
			v.Number = 0
			if to, ok := s.h.At(pmat.Addr(n)); ok {
				v.SV = to
			}
		}
		values = append(values, v)
	}
	return values, d.Err()
}

// Lvalue says what an LVALUE stands for: a part of its target.
type Lvalue struct {
	Type   byte // perl's letter: x of substr, v of vec, y of an element …
	Offset uint64
	Len    uint64
}

// Lvalue reads an LVALUE.
func (h *Heap) Lvalue(sv SV) (Lvalue, error) {
	if h.Kind(sv) != KindLvalue {
		return Lvalue{}, nil
	}
	d, err := h.record(sv)
	if err != nil {
		return Lvalue{}, err
	}
	defer d.Release()
	rec := d.Record()
	return Lvalue{rec.Kind, rec.LvOff, rec.LvLen}, nil
}
