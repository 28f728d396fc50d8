package heap

import (
	"math"

	"github.com/perlheap/perlheap/heap/pmat"
)

// Scalar is the value of a SCALAR.
type Scalar struct {
	Flags uint8 // as package pmat names them: which of the values are set
	UV    uint64
	NV    float64
	Text  []byte // the string, as much of it as the dump has
	Len   uint64 // length of the whole string in bytes
	bits  int
}

// HasInteger reports whether the integer is set.
func (s Scalar) HasInteger() bool { return s.Flags&pmat.ScalarIV != 0 }

// HasNumber reports whether the floating-point number is set.
func (s Scalar) HasNumber() bool { return s.Flags&pmat.ScalarNV != 0 }

// Unsigned reports whether the integer is unsigned.
func (s Scalar) Unsigned() bool { return s.Flags&pmat.ScalarUV != 0 }

// NVBits returns the bits of the floating-point number as an IEEE double.
func (s Scalar) NVBits() uint64 { return math.Float64bits(s.NV) }

// IV returns the integer as a signed one of perl's width.
func (s Scalar) IV() int64 {
	if s.bits == 32 {
		return int64(int32(s.UV))
	}
	return int64(s.UV)
}

// Truncated reports whether the dump has only the beginning of the string.
func (s Scalar) Truncated() bool { return uint64(len(s.Text)) < s.Len }

// maxText bounds how much of a string is read at once.
const maxText = 1 << 26

// Scalar reads the value of a SCALAR.
func (h *Heap) Scalar(sv SV) (Scalar, error) {
	if h.Kind(sv) != KindScalar {
		return Scalar{}, nil
	}
	d, err := h.record(sv)
	if err != nil {
		return Scalar{}, err
	}
	defer d.Release()
	rec := d.Record()
	s := Scalar{Flags: rec.Flags, UV: rec.UV, NV: rec.NV, Len: rec.PVLen, bits: 8 * h.File().Header.UintLen}
	if rec.Type != pmat.TypeScalar {
		return Scalar{}, nil
	}
	if rec.Flags&pmat.ScalarPV != 0 {
		b, err := d.Text(rec.Strs[pmat.ScalarString], maxText)
		if err != nil {
			return s, err
		}
		s.Text = append([]byte{}, b...)
	}
	return s, nil
}
