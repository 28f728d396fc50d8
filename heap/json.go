package heap

import (
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// JSON describes an SV for machines.
func (h *Heap) JSON(sv SV) wire.SV {
	j := wire.SV{Address: h.Addr(sv).String(), Type: h.Type(sv), Desc: text.Name(h.Desc(sv)), Bytes: h.Size(sv)}
	if pkg, ok := h.Package(sv); ok {
		j.Package = text.Name(pkg)
	}
	if root, ok := h.Roots().Name(sv); ok {
		j.Root = text.Name(root)
	}
	if name, ok := h.Symbols().Name(sv); ok {
		j.Symbol = text.Name(name)
	}
	if loc, ok := h.Code(sv).Location(); ok {
		j.File, j.Line = text.Path(loc.File), loc.Line
	}
	return j
}

// JSON describes a reference of h for machines, with the SV at the other end.
func (r Ref) JSON(h *Heap) wire.NamedRef {
	j := wire.NamedRef{Name: text.Safe(r.Name()), Strength: wire.Strength(r.Strength.String())}
	if r.SV != NoSV {
		sv := h.JSON(r.SV)
		j.SV = &sv
	}
	return j
}

// JSON describes a symbol of h for machines.
func (s Symbol) JSON(h *Heap) wire.Symbol {
	return wire.Symbol{Name: text.Name(s.Name), SV: h.JSON(s.SV)}
}
