package render

import (
	"fmt"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// NewShowJSON shows an SV for machines.
func NewShowJSON(h *heap.Heap, sv heap.SV, opt ShowOptions) (*wire.Show, error) {
	var first *wire.Show
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

func newShowJSON(h *heap.Heap, sv heap.SV, opt ShowOptions) (*wire.Show, error) {
	j := &wire.Show{SV: h.JSON(sv), Refcnt: h.Refcnt(sv), Mortal: h.State(sv).IsMortal()}
	magic, err := h.Magic(sv)
	if err != nil {
		return nil, err
	}
	for _, m := range magic {
		mj := wire.Magic{Type: words.Safe(m.Letter())}
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
	made, ok, err := h.Allocations().Of(sv)
	if err != nil {
		return nil, err
	}
	if ok {
		j.Created = &wire.Created{Serial: made.Serial, File: words.Path(made.File), Line: made.Line}
	}
	return j, showKind(j, h, sv, opt)
}

func showKind(j *wire.Show, h *heap.Heap, sv heap.SV, opt ShowOptions) error {
	switch k := h.Kind(sv); k {
	case heap.KindScalar:
		return showScalar(j, h, sv, opt)
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
			j.Values = []wire.NamedValue{{Name: "ifileno", Value: fmt.Sprint(in)}, {Name: "ofileno", Value: fmt.Sprint(out)}}
		}
		return err
	case heap.KindStruct:
		values, err := h.Struct(sv).Values()
		for _, v := range values {
			named := wire.NamedValue{Name: words.Name(v.Name)}
			switch {
			case v.SV != heap.NoSV:
				to := h.JSON(v.SV)
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
		return showRefs(j, h, sv)
	}
	return nil
}

func showScalar(j *wire.Show, h *heap.Heap, sv heap.SV, opt ShowOptions) error {
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
func showRefs(j *wire.Show, h *heap.Heap, sv heap.SV) error {
	refs, err := h.Outrefs(sv, heap.All)
	if err != nil {
		return err
	}
	for _, r := range refs {
		to := h.JSON(r.SV)
		j.Outrefs = append(j.Outrefs, wire.NamedRef{Name: words.Safe(r.Name()), Strength: wire.Strength(r.Strength.String()), SV: &to})
	}
	if h.Kind(sv) != heap.KindCode {
		return nil
	}
	names, err := h.Code(sv).Padnames()
	for _, n := range names {
		if n.Name != "" {
			j.Names = append(j.Names, words.Name(n.Name))
		}
	}
	return err
}
