package render

import (
	"fmt"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
)

// ShowJSON is what is known of an SV for machines. Its keys are stable; what
// an SV does not have is absent. Strings and keys are Perl source, quoted.
type ShowJSON struct {
	SVJSON
	Refcnt  uint32         `json:"refcnt"`
	Mortal  bool           `json:"mortal,omitempty"`
	Magic   []MagicJSON    `json:"magic,omitempty"`
	Created *CreatedJSON   `json:"created,omitempty"`
	Integer string         `json:"integer,omitempty"` // decimal, of a SCALAR
	Number  string         `json:"number,omitempty"`  // floating-point, of a SCALAR
	String  string         `json:"string,omitempty"`  // of a SCALAR, quoted
	Length  *uint64        `json:"length,omitempty"`  // of the whole string, bytes
	Bool    *bool          `json:"bool,omitempty"`
	Weak    bool           `json:"weak,omitempty"`     // of a REF
	Count   *int64         `json:"count,omitempty"`    // of elements or values
	Names   []string       `json:"lexicals,omitempty"` // of a CODE's pads
	Values  []NamedJSON    `json:"values,omitempty"`   // fields of an OBJECT or C_STRUCT, file numbers of an IO
	Outrefs []NamedRefJSON `json:"outrefs,omitempty"`  // strong and weak, but for those of containers
	Refers  *ShowJSON      `json:"refersTo,omitempty"`
}

// MagicJSON is perl's magic on an SV.
type MagicJSON struct {
	Type    string `json:"type"`
	Object  string `json:"object,omitempty"`
	Pointer string `json:"pointer,omitempty"`
	VTBL    string `json:"vtbl,omitempty"`
}

// CreatedJSON says where a debugging perl made an SV.
type CreatedJSON struct {
	Serial uint64 `json:"serial"`
	File   string `json:"file,omitempty"`
	Line   uint64 `json:"line,omitempty"`
}

// NamedJSON is a value with its name.
type NamedJSON struct {
	Name  string  `json:"name"`
	Value string  `json:"value,omitempty"`
	SV    *SVJSON `json:"sv,omitempty"`
}

// NamedRefJSON is a reference with what it is called.
type NamedRefJSON struct {
	Name     string  `json:"name"`
	Strength string  `json:"strength"`
	SV       *SVJSON `json:"sv,omitempty"` // absent for a root
}

// NewShowJSON shows an SV for machines.
func NewShowJSON(h *heap.Heap, sv heap.SV, opt ShowOptions) (*ShowJSON, error) {
	var first *ShowJSON
	into := &first
	shown := map[heap.SV]bool{}
	for ok := true; ok && !shown[sv] && len(shown) < maxRefs; {
		j, err := newShowJSON(h, sv, opt)
		if err != nil {
			return nil, fmt.Errorf("%s at %s: %w", h.Desc(sv), h.Addr(sv), err)
		}
		*into, into = j, &j.Refers
		shown[sv] = true
		if ok = opt.Referent && h.Kind(sv) == heap.KindRef; ok {
			sv, ok = h.Referent(sv)
		}
	}
	return first, nil
}

func newShowJSON(h *heap.Heap, sv heap.SV, opt ShowOptions) (*ShowJSON, error) {
	j := &ShowJSON{SVJSON: NewSVJSON(h, sv), Refcnt: h.Refcnt(sv), Mortal: h.IsMortal(sv)}
	magic, err := h.Magic(sv)
	if err != nil {
		return nil, err
	}
	for _, m := range magic {
		mj := MagicJSON{Type: Safe(m.Letter())}
		if obj, ok := h.At(m.Obj); ok {
			mj.Object = h.Addr(obj).String()
		}
		if ptr, ok := h.At(m.Ptr); ok {
			mj.Pointer = h.Addr(ptr).String()
		}
		if m.VTBL != 0 {
			mj.VTBL = m.VTBL.String()
		}
		j.Magic = append(j.Magic, mj)
	}
	made, ok, err := h.Allocation(sv)
	if err != nil {
		return nil, err
	}
	if ok {
		j.Created = &CreatedJSON{made.Serial, Whole(made.File), made.Line}
	}
	return j, j.kind(h, sv, opt)
}

func (j *ShowJSON) kind(h *heap.Heap, sv heap.SV, opt ShowOptions) error {
	switch k := h.Kind(sv); k {
	case heap.KindScalar:
		return j.scalar(h, sv, opt)
	case heap.KindBool:
		yes := boolText(h, sv) == "true"
		j.Bool = &yes
	case heap.KindArray, heap.KindHash, heap.KindStash, heap.KindClass, heap.KindPad, heap.KindPadlist, heap.KindPadnames:
		n, err := h.Len(sv)
		j.Count = &n
		return err
	case heap.KindIO:
		in, out, ok, err := h.FileNumbers(sv)
		if ok {
			j.Values = []NamedJSON{{Name: "ifileno", Value: fmt.Sprint(in)}, {Name: "ofileno", Value: fmt.Sprint(out)}}
		}
		return err
	case heap.KindStruct:
		values, err := h.StructValues(sv)
		for _, v := range values {
			named := NamedJSON{Name: Whole(v.Name)}
			switch {
			case v.SV != heap.NoSV:
				to := NewSVJSON(h, v.SV)
				named.SV = &to
			case v.Kind != pmat.FieldPtr:
				named.Value = fmt.Sprint(v.Number)
			}
			j.Values = append(j.Values, named)
		}
		return err
	case heap.KindImmortal:
	default:
		j.Weak = k == heap.KindRef && h.Flags(sv)&pmat.RefWeak != 0
		return j.refs(h, sv)
	}
	return nil
}

func (j *ShowJSON) scalar(h *heap.Heap, sv heap.SV, opt ShowOptions) error {
	v, err := h.Scalar(sv)
	if err != nil {
		return err
	}
	if v.HasInteger() {
		j.Integer = integer(v)
	}
	if v.Flags&pmat.ScalarNV != 0 {
		j.Number = Number(v.NV)
	}
	if v.Flags&pmat.ScalarPV != 0 {
		limit := shortText
		if opt.FullPV {
			limit = 0
		}
		j.String, j.Length = text(v, limit), &v.Len
	}
	return nil
}

// refs adds the references of an SV that has few of them, and the names of a
// CODE's lexicals.
func (j *ShowJSON) refs(h *heap.Heap, sv heap.SV) error {
	refs, err := h.Outrefs(sv, heap.All)
	if err != nil {
		return err
	}
	for _, r := range refs {
		to := NewSVJSON(h, r.SV)
		j.Outrefs = append(j.Outrefs, NamedRefJSON{Safe(r.Name), r.Strength.String(), &to})
	}
	if h.Kind(sv) != heap.KindCode {
		return nil
	}
	names, err := h.Padnames(sv)
	for _, n := range names {
		if n.Name != "" {
			j.Names = append(j.Names, Whole(n.Name))
		}
	}
	return err
}
