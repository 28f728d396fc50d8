package render

import (
	"errors"
	"fmt"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	words "github.com/perlheap/perlheap/heap/text"
)

// ShowOptions are for [Show].
type ShowOptions struct {
	FullPV   bool // as much of the string as the dump has, instead of just its beginning
	Pad      bool // for a CODE, also the contents of its first pad
	Referent bool // for a REF, also what it refers to, and so on
	NoHints  bool // do not mention commands of pmat that would show more
}

// Show writes what is known about an SV, as pmat's `show` does: first what all
// SVs have, then what depends on its type. It ends with a newline.
func Show(h *heap.Heap, sv heap.SV, opt ShowOptions, s Style) (string, error) {
	if sv == heap.NoSV {
		return "", errors.New("there is no SV to show")
	}
	p := &page{h: h, s: s, opt: opt}
	shown := map[heap.SV]bool{}
	for {
		shown[sv] = true
		if err := p.show(sv); err != nil {
			return "", fmt.Errorf("%s at %s: %w", h.Desc(sv), h.Addr(sv), err)
		}
		to, ok := heap.NoSV, false
		if opt.Referent && h.Kind(sv) == heap.KindRef {
			to, ok = h.Referent(sv)
		}
		if !ok || shown[to] || len(shown) > maxRefs {
			return p.text.String(), nil
		}
		p.text.WriteByte('\n')
		sv = to
	}
}

// page is a text being written about an SV.
type page struct {
	h    *heap.Heap
	s    Style
	opt  ShowOptions
	text strings.Builder
}

func (p *page) printf(format string, args ...any) { fmt.Fprintf(&p.text, format, args...) }

// sv writes a line about another SV.
func (p *page) sv(what string, sv heap.SV) { p.printf("  %s=%s\n", what, SV(p.h, sv, p.s)) }

func (p *page) show(sv heap.SV) error {
	h := p.h
	mortal := ""
	if h.State(sv).IsMortal() {
		mortal = " " + p.s.Note("(mortalized)")
	}
	p.printf("%s with refcount %d%s\n", SV(h, sv, p.s), h.Refcnt(sv), mortal)
	if size := h.Size(sv); size < 1024 {
		p.printf("  size %d bytes\n", size)
	} else {
		p.printf("  size %s (%d bytes)\n", words.Bytes(size), size)
	}
	if pkg, ok := h.Package(sv); ok {
		p.printf("  blessed as %s\n", words.Name(pkg))
	}
	if name, ok := h.Symbols().Name(sv); ok {
		p.printf("  named as %s\n", p.s.Name(name))
	}
	if err := p.magic(sv); err != nil {
		return err
	}
	made, ok, err := h.Allocations().Of(sv)
	if err != nil {
		return err
	}
	if ok {
		p.printf("  debug serial %d\n", made.Serial)
		if made.HasFile {
			p.printf("  created at %s:%d\n", words.Name(made.File), made.Line)
		}
	}
	return p.kind(sv)
}

func (p *page) magic(sv heap.SV) error {
	magic, err := p.h.Magic(sv)
	for _, m := range magic {
		letter := string(rune(m.Type))
		if m.Type < ' ' || m.Letter() == "" {
			letter = "^" + string(rune('@'+m.Type&0x1f))
		}
		p.printf("  has %s magic", p.s.Note(words.Safe(letter)))
		if obj, ok := p.h.At(m.Obj); ok {
			p.printf(" with object at %s", SV(p.h, obj, p.s))
		}
		if ptr, ok := p.h.At(m.Ptr); ok {
			p.printf(" with pointer at %s", SV(p.h, ptr, p.s))
		}
		if m.VTBL != 0 {
			p.printf("\n     with virtual table at %s", m.VTBL)
		}
		p.printf("\n")
	}
	return err
}

func (p *page) hint(command string) string {
	if p.opt.NoHints {
		return ""
	}
	return fmt.Sprintf(" (use '%s' command to show)", command)
}

// kind writes what only SVs of one kind have.
func (p *page) kind(sv heap.SV) error {
	h := p.h
	switch k := h.Kind(sv); k {
	case heap.KindGlob:
		return p.glob(sv)
	case heap.KindScalar:
		return p.scalar(sv)
	case heap.KindBool:
		p.printf("  BOOL=%s\n", p.s.Value(boolText(h, sv)))
	case heap.KindRef:
		if to, ok := h.Referent(sv); ok {
			p.sv("RV", to)
		}
	case heap.KindArray:
		n, err := h.Len(sv)
		p.printf("  %d elements%s\n", n, p.hint("elems"))
		return err
	case heap.KindHash, heap.KindStash, heap.KindClass:
		return p.hash(sv)
	case heap.KindCode:
		return p.code(sv)
	case heap.KindPad, heap.KindPadlist, heap.KindPadnames:
		return p.padPart(sv)
	case heap.KindIO:
		in, out, ok, err := h.FileNumbers(sv)
		if ok {
			p.printf("  ifileno=%d\n  ofileno=%d\n", in, out)
		}
		return err
	case heap.KindLvalue:
		return p.lvalue(sv)
	case heap.KindObject:
		return p.object(sv)
	case heap.KindStruct:
		return p.structure(sv)
	}
	return nil
}

func (p *page) glob(sv heap.SV) error {
	g, err := p.h.Glob(sv).Record()
	if err != nil {
		return err
	}
	if len(g.Name) > 0 {
		p.printf("  name=%s\n", words.Name(string(g.Name)))
	}
	if stash, ok := p.h.Glob(sv).Stash(); ok {
		p.sv("stash", stash)
	}
	slots, err := p.h.Glob(sv).Slots()
	for _, slot := range slots {
		p.sv(slot.Name, slot.SV)
	}
	return err
}

func (p *page) scalar(sv heap.SV) error {
	v, err := p.h.Scalar(sv)
	if err != nil {
		return err
	}
	if v.HasInteger() {
		name := "IV"
		if v.Unsigned() {
			name = "UV"
		}
		p.printf("  %s=%s\n", name, p.s.Value(integer(v)))
	}
	if v.Flags&pmat.ScalarNV != 0 {
		p.printf("  NV=%s\n", p.s.Value(Number(v.NV)))
	}
	if v.Flags&pmat.ScalarPV != 0 {
		limit := shortText
		if p.opt.FullPV {
			limit = 0
		}
		p.printf("  PV=%s\n  PVLEN %d\n", p.s.Value(text(v, limit)), v.Len)
	}
	return nil
}

func (p *page) hash(sv heap.SV) error {
	if p.h.Kind(sv) == heap.KindClass {
		p.printf("  is CLASS\n")
		refs, err := p.h.Outrefs(sv, heap.Strong)
		if err != nil {
			return err
		}
		for _, r := range refs {
			if r.Kind == heap.RefAdjust {
				p.sv("adjust_blocks", r.SV)
			}
		}
	}
	if name, ok := p.h.Stash(sv).Name(); ok {
		p.printf("  stashname=%s\n", words.Name(name))
	}
	n, err := p.h.Len(sv)
	p.printf("  %d values%s\n", n, p.hint("values"))
	return err
}

func (p *page) lvalue(sv heap.SV) error {
	lv, err := p.h.Lvalue(sv)
	if err != nil {
		return err
	}
	p.printf("  type=%s\n  offset=%d\n  length=%d\n", words.Safe(string(rune(lv.Type))), lv.Offset, lv.Len)
	refs, err := p.h.Outrefs(sv, heap.Strong)
	for _, r := range refs {
		if r.Kind == heap.RefTarget {
			p.sv("target", r.SV)
		}
	}
	return err
}

func (p *page) object(sv heap.SV) error {
	class, ok := p.h.Blessed(sv)
	if !ok {
		return nil
	}
	fields, err := p.h.Stash(class).Fields()
	if err != nil {
		return err
	}
	values, err := p.h.Elems(sv)
	if err != nil {
		return err
	}
	for _, f := range fields {
		held := heap.NoSV
		if f.Index < uint64(len(values)) {
			held = values[f.Index]
		}
		line, err := SVValue(p.h, held, p.s)
		if err != nil {
			return err
		}
		p.printf("  %s=%s\n", p.s.Note(words.Name(f.Name)), line)
	}
	return nil
}

func (p *page) structure(sv heap.SV) error {
	values, err := p.h.Struct(sv).Values()
	if err != nil {
		return err
	}
	for _, v := range values {
		switch v.Kind {
		case pmat.FieldPtr:
			if v.SV == heap.NoSV {
				continue
			}
			line, err := SVValue(p.h, v.SV, p.s)
			if err != nil {
				return err
			}
			p.printf("  %s=%s\n", words.Name(v.Name), line)
		case pmat.FieldBool:
			p.printf("  %s=%s\n", words.Name(v.Name), p.s.Value(fmt.Sprint(v.Number != 0)))
		default:
			p.printf("  %s=%s\n", words.Name(v.Name), p.s.Value(fmt.Sprint(v.Number)))
		}
	}
	return nil
}
