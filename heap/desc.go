package heap

import (
	"fmt"
	"strings"

	"github.com/perlheap/perlheap/heap/pmat"
)

// Type is the SV's type in Devel::MAT's words: that of its kind, except that
// a SCALAR without any value is UNDEF.
func (h *Heap) Type(sv SV) string {
	if h.Immortal(sv) {
		if sv == h.undef() {
			return "UNDEF"
		}
		return "SCALAR"
	}
	if h.kinds[sv] == KindScalar && h.flags[sv]&scalarValue == 0 {
		return "UNDEF"
	}
	return h.kinds[sv].String()
}

const scalarValue = pmat.ScalarIV | pmat.ScalarNV | pmat.ScalarPV

// Desc describes an SV as pmat does: its type and the most telling fact about
// it. Numbers that have to be read from the dump are left out if it cannot be
// read.
func (h *Heap) Desc(sv SV) string {
	if h.Immortal(sv) {
		return [...]string{"UNDEF", "YES", "NO"}[sv-h.undef()]
	}
	flags := h.flags[sv]
	switch k := h.kinds[sv]; k {
	case KindUnknown:
		return "UNKNOWN"
	case KindScalar:
		return describeScalar(flags)
	case KindBool:
		if flags&boolYes != 0 {
			return "BOOL(YES)"
		}
		return "BOOL(NO)"
	case KindRef:
		if flags&pmat.RefWeak != 0 {
			return "REF(W)"
		}
		return "REF()"
	case KindCode:
		return h.describeCode(sv)
	case KindGlob:
		return h.describeGlob(sv)
	case KindObject:
		return "OBJ()"
	case KindStruct:
		return "C_STRUCT(" + h.structName(sv) + ")"
	case KindArray, KindPad, KindPadlist, KindPadnames, KindHash, KindStash:
		count := h.countText(sv)
		if k == KindArray && flags&pmat.ArrayUnreal != 0 {
			count += ",!REAL"
		}
		return k.String() + "(" + count + ")"
	case KindClass:
		return "STASH(" + h.countText(sv) + ")"
	default:
		return k.String() + "()"
	}
}

func describeScalar(flags uint8) string {
	var parts []string
	if flags&pmat.ScalarIV != 0 {
		name := "IV"
		if flags&pmat.ScalarUV != 0 {
			name = "UV"
		}
		parts = append(parts, name)
	}
	if flags&pmat.ScalarNV != 0 {
		parts = append(parts, "NV")
	}
	if flags&pmat.ScalarPV != 0 {
		parts = append(parts, "PV")
	}
	if parts == nil {
		return "UNDEF()"
	}
	return "SCALAR(" + strings.Join(parts, ",") + ")"
}

func (h *Heap) describeCode(sv SV) string {
	var parts []string
	c, _ := h.code(sv)
	if c != nil && h.optrees[c.optree] != 0 {
		parts = append(parts, "PP")
	}
	d, err := h.record(sv)
	if err == nil {
		if _, ok := h.At(d.Record().Ptrs[pmat.CodeConstval]); ok {
			parts = append(parts, "CONST")
		}
		d.Release()
	}
	flags := h.flags[sv]
	if flags&pmat.CodeXSUB != 0 {
		parts = append(parts, "XS")
	}
	if flags&pmat.CodeCloned != 0 {
		parts = append(parts, "closure")
	}
	if flags&pmat.CodeClone != 0 {
		parts = append(parts, "proto")
	}
	return "CODE(" + strings.Join(parts, ",") + ")"
}

func (h *Heap) describeGlob(sv SV) string {
	d, err := h.record(sv)
	if err != nil {
		return "GLOB()"
	}
	defer d.Release()
	rec := d.Record()
	var sigils strings.Builder
	for _, slot := range [...]struct {
		ptr   int
		sigil byte
	}{
		{pmat.GlobScalar, '$'}, {pmat.GlobArray, '@'}, {pmat.GlobHash, '%'}, {pmat.GlobCode, '&'},
		{pmat.GlobEGV, '*'}, {pmat.GlobIO, 'I'}, {pmat.GlobForm, 'F'},
	} {
		if _, ok := h.At(rec.Ptrs[slot.ptr]); ok {
			sigils.WriteByte(slot.sigil)
		}
	}
	return "GLOB(" + sigils.String() + ")"
}

func (h *Heap) structName(sv SV) string {
	d, err := h.record(sv)
	if err != nil {
		return ""
	}
	defer d.Release()
	if d.Record().Struct == nil {
		return ""
	}
	return d.Record().Struct.Name
}

// Len returns how many elements, keys or fields an SV has; 0 for kinds of SVs
// that have none.
func (h *Heap) Len(sv SV) (int64, error) {
	d, err := h.record(sv)
	if err != nil {
		return 0, err
	}
	defer d.Release()
	return int64(d.Record().Count), nil
}

func (h *Heap) countText(sv SV) string {
	n, err := h.Len(sv)
	if err != nil {
		return ""
	}
	return fmt.Sprint(n)
}
