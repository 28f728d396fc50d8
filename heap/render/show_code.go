package render

import (
	"fmt"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	cells "github.com/perlheap/perlheap/heap/text"
)

func (p *page) code(cv heap.SV) error {
	h := p.h
	if name, ok := h.Code(cv).HekName(); ok && name != "" {
		p.printf("  hekname=%s\n", cells.Name(name))
	} else {
		p.printf("  no hekname\n")
	}
	refs, err := h.Outrefs(cv, heap.Direct|heap.Inferred)
	if err != nil {
		return err
	}
	of := map[heap.RefKind]heap.SV{}
	for _, r := range refs {
		of[r.Kind] = r.SV
	}
	either := func(kind heap.RefKind, what string) {
		if sv, ok := of[kind]; ok {
			p.sv(what, sv)
		} else {
			p.printf("  no %s\n", what)
		}
	}
	either(heap.RefStash, "stash")
	either(heap.RefGlob, "glob")
	if place := location(h, cv); place != "" {
		p.printf("  location=%s\n", place)
	} else {
		p.printf("  no location\n")
	}
	either(heap.RefScope, "scope")
	if padlist, ok := of[heap.RefPadlist]; ok {
		p.sv("padlist", padlist)
	}
	body, err := h.Code(cv).Body()
	if err != nil {
		return err
	}
	if body.Padnames != heap.NoSV {
		p.sv("padnames_av", body.Padnames)
	}
	if proto, ok := of[heap.RefProtosub]; ok {
		p.sv("protosub", proto)
	}
	for depth, pad := range body.Pads {
		if pad != heap.NoSV {
			p.sv(fmt.Sprintf("pad[%d]", depth), pad)
		}
	}
	if p.opt.Pad && len(body.Pads) > 0 && body.Pads[0] != heap.NoSV {
		p.printf("PAD[0]:\n")
		if err := p.padContents(cv, body, body.Pads[0]); err != nil {
			return err
		}
	}
	if len(body.Globs) > 0 {
		p.printf("Referenced globs:\n  ")
		for _, glob := range body.Globs {
			p.printf("%s, ", SV(h, glob, p.s))
		}
		p.printf("\n")
	}
	return nil
}

// location writes where the first statement of a CODE stands, as perl
// recorded it; empty for a CODE without a file.
func location(h *heap.Heap, cv heap.SV) string {
	loc, _ := h.Code(cv).Location()
	if loc.Line == 0 {
		return cells.Name(loc.File)
	}
	return loc.String()
}

// padPart writes a PAD, PADLIST or PADNAMES.
func (p *page) padPart(sv heap.SV) error {
	cv, ok := p.h.PadCode(sv)
	if ok {
		p.sv("padcv", cv)
	} else {
		p.printf("  no padcv\n")
	}
	elems, err := p.h.Elems(sv)
	if err != nil {
		return err
	}
	switch p.h.Kind(sv) {
	case heap.KindPad:
		body, err := p.h.Code(cv).Body()
		if err != nil {
			return err
		}
		return p.padContents(cv, body, sv)
	case heap.KindPadlist:
		for i, pad := range elems {
			p.printf("  %s=%s\n", p.s.index(i), orNull(p.h, pad, p.s))
		}
	case heap.KindPadnames:
		for i, name := range elems {
			if i == 0 || name == heap.NoSV || p.h.Type(name) != "SCALAR" || p.h.Immortal(name) {
				continue
			}
			b, err := p.h.Text(name, maxName)
			if err != nil {
				return err
			}
			p.printf("  [%d] is %s\n", i, p.s.Note(cells.Name(string(b))))
		}
	}
	return nil
}

// maxName bounds the name of a lexical.
const maxName = 1 << 16

// padContents writes the slots of a PAD: what each is called, or what it is
// for, and what stands there.
func (p *page) padContents(cv heap.SV, body heap.CodeBody, pad heap.SV) error {
	elems, err := p.h.Elems(pad)
	if err != nil {
		return err
	}
	names, err := p.h.Code(cv).Padnames()
	if err != nil {
		return err
	}
	purpose := map[int]string{}
	for _, i := range body.GlobSlots {
		purpose[int(i)] = "GLOB"
	}
	for _, i := range body.ConstSlots {
		purpose[int(i)] = "CONST"
	}
	labels, width := make([]string, len(elems)), 0
	for i := range elems {
		if i > 0 && i < len(names) {
			labels[i] = padLabel(names[i])
		}
		width = max(width, cells.Width(labels[i]))
	}
	digits := len(fmt.Sprint(len(elems) - 1))
	for i, sv := range elems {
		label, sign := labels[i], '/'
		switch {
		case i == 0:
			label = "@_"
		case label == "":
			label, sign = purpose[i], ' '
		}
		line, err := SVValue(p.h, sv, p.s)
		if err != nil {
			return err
		}
		padding := strings.Repeat(" ", max(0, width-cells.Width(label)))
		p.printf("  [%*d%c%s%s]=%s\n", digits, i, sign, p.s.Note(label), padding, line)
	}
	return nil
}

// padLabel writes the name of a slot with what its flags say.
func padLabel(n heap.Padname) string {
	var words []string
	our := n.Flags&pmat.PadnameOur != 0
	if n.Flags&pmat.PadnameState != 0 {
		words = append(words, "state")
	}
	if our {
		words = append(words, "our")
	}
	if n.Field {
		words = append(words, "field")
	}
	words = append(words, cells.Name(n.Name))
	if n.Flags&pmat.PadnameOuter != 0 && !our {
		words = append(words, "*OUTER") // every `our` is
	}
	return strings.Join(words, " ")
}
