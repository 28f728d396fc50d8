package site

import (
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/align"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/pmat"
)

// compiled is what perl compiled from one recorded file.
type compiled struct {
	svs   []heap.SV // a CODE for each optree
	codes []align.Code
}

// compiledFiles returns a CODE for each optree of a heap by recorded file,
// in the order of lines.
func compiledFiles(h *heap.Heap) map[string][]heap.SV {
	byFile := map[string][]heap.SV{}
	main, hasMain := h.Roots().Find("main_cv")
	for _, cv := range h.Codes().Compiled() {
		if loc, ok := h.Code(cv).Location(); ok && loc.Line > 0 && InFile(loc) && !(hasMain && cv == main) {
			byFile[loc.File] = append(byFile[loc.File], cv)
		}
	}
	return byFile
}

// describe reads what the CODEs of a file are told apart by: names, pads,
// constants, and which is inside which.
func describe(h *heap.Heap, svs []heap.SV) (*compiled, error) {
	keys := &keyReader{h: h}
	c := &compiled{svs: svs, codes: make([]align.Code, len(svs))}
	index := make(map[pmat.Addr]int, len(svs))
	for i, cv := range svs {
		index[h.Code(cv).OpRoot()] = i
	}
	for i, cv := range svs {
		code, err := describeCode(h, cv, keys)
		if err != nil {
			return nil, err
		}
		if outer, ok := h.Code(cv).Scope(); ok {
			if o, ok := index[h.Code(outer).OpRoot()]; ok && h.Code(outer).OpRoot() != 0 {
				code.Outer = o
			}
		}
		c.codes[i] = code
	}
	return c, c.order(h)
}

// traits reads as much of the CODEs of a file as [perl.File.Misfits] looks at:
// it is done for all files, of which most have not changed. f is the text of one.
func traits(h *heap.Heap, svs []heap.SV, f *perl.File) ([]align.Code, error) {
	names := map[string]bool{}
	for i := range f.Subs {
		if s := &f.Subs[i]; s.Kind != perl.Block {
			names[subName(s.Name)] = true
		}
	}
	keys := &keyReader{h: h}
	codes := make([]align.Code, len(svs))
	for i, cv := range svs {
		code := named(h, cv)
		if code.Name == "" || code.Closure || !names[code.Name] {
			var err error
			if code, err = describeCode(h, cv, keys); err != nil {
				return nil, err
			}
		}
		codes[i] = code
	}
	return codes, nil
}

// order finds in which order the subs of one sub stand in it: that of the
// slots that they have in its pad.
func (c *compiled) order(h *heap.Heap) error {
	index := make(map[heap.SV]int, len(c.svs))
	outer := make(map[int]bool)
	for i, cv := range c.svs {
		index[cv] = i
		if o := c.codes[i].Outer; o >= 0 {
			outer[o] = true
		}
	}
	for o := range outer {
		body, err := h.Code(c.svs[o]).Body()
		if err != nil {
			return err
		}
		if len(body.Pads) == 0 || body.Pads[0] == heap.NoSV {
			continue
		}
		slots, err := h.Elems(body.Pads[0])
		if err != nil {
			return err
		}
		for slot, sv := range slots {
			if i, ok := index[sv]; ok && c.codes[i].Outer == o {
				c.codes[i].Slot = slot
			}
		}
	}
	return nil
}

// named reads the line and the name of a CODE.
func named(h *heap.Heap, cv heap.SV) align.Code {
	loc, _ := h.Code(cv).Location()
	code := align.Code{Line: perl.Line(loc.Line), Outer: -1, Closure: h.Code(cv).IsClosure() || h.Code(cv).IsPrototype()}
	name, _ := h.Symbols().Name(cv)
	code.Name = subName(name)
	if own, ok := h.Code(cv).CompiledName(); ok && subName(own) == "" {
		code.Closure = true
	}
	if i := strings.LastIndex(name, "::"); i > 0 {
		code.Package = strings.TrimPrefix(name[:i], "&")
	}
	return code
}

func describeCode(h *heap.Heap, cv heap.SV, keys *keyReader) (align.Code, error) {
	code := named(h, cv)
	trait, err := traitOf(h, cv, keys)
	trait.Name = code.Name
	code.Trait = trait
	return code, err
}

// traitOf reads what a CODE has in common with all that were cloned from the same
// sub: everything but its name.
func traitOf(h *heap.Heap, cv heap.SV, keys *keyReader) (t align.Trait, err error) {
	names, err := h.Code(cv).Padnames()
	if err != nil {
		return t, err
	}
	t.Pad, t.Captured = variables(names)
	if t.Constants, err = constants(h, cv, names); err == nil {
		t.Keys, err = keys.of(cv)
	}
	return t, err
}

// describe describes a CODE. A thousand closures of one sub in a row are asked for,
// and what they have in common is found out once.
func (prog *Program) describe(cv heap.SV) (align.Code, error) {
	optree, ok := prog.heap.Code(cv).Optree()
	if !ok {
		return describeCode(prog.heap, cv, &keyReader{h: prog.heap})
	}
	common := prog.common.Get(optree, func() described {
		t, err := traitOf(prog.heap, cv, &keyReader{h: prog.heap})
		return described{t, err}
	})
	code := named(prog.heap, cv)
	common.trait.Name = code.Name
	code.Trait = common.trait
	return code, common.err
}

// described is what the CODEs of an optree have in common, or why it cannot be read.
type described struct {
	trait align.Trait
	err   error
}

// variables returns the names of the variables in a pad, and those of them that
// were captured, nil if none is marked: dumps of old perls mark none.
func variables(names []heap.Padname) (pad, captured []string) {
	pad = []string{}
	for _, n := range names {
		if len(n.Name) < 2 || n.Name[0] == '&' || n.Our != heap.NoSV || n.Flags&pmat.PadnameOur != 0 {
			continue // a nested sub's slot, or no variable of the pad
		}
		pad = append(pad, n.Name)
		if n.Flags&pmat.PadnameOuter != 0 {
			captured = append(captured, n.Name)
		}
	}
	return pad, captured
}

// constants returns the distinct literals of a CODE as [perl.Word] has them,
// and the names of the GLOBs that it uses: subs that it calls and package
// variables. names are those of its pad.
func constants(h *heap.Heap, cv heap.SV, names []heap.Padname) ([]string, error) {
	body, err := h.Code(cv).Body()
	if err != nil {
		return nil, err
	}
	inPad, err := padConstants(h, &body, names)
	if err != nil {
		return nil, err
	}
	all := []string{}
	for _, sv := range slices.Concat(body.Constants, body.Globs, inPad) {
		if word := constant(h, sv); word != "" {
			all = append(all, word)
		}
	}
	slices.Sort(all)
	return slices.Compact(all), nil
}

// padConstants returns the constants that stand in the pad of a CODE and are not
// listed as such: keys and elements of the operator that perls from 5.22 on make of
// `$x->{key}[1]`. With threads these perls give the slots of constants an
// empty name.
func padConstants(h *heap.Heap, body *heap.CodeBody, names []heap.Padname) ([]heap.SV, error) {
	if len(body.Pads) == 0 || body.Pads[0] == heap.NoSV || !h.File().Header.Ithreads {
		return nil, nil
	}
	var found []heap.SV
	var slots []heap.SV
	for k, n := range names {
		if k == 0 || !n.Defined || n.Name != "" {
			continue
		}
		if slots == nil {
			var err error
			if slots, err = h.Elems(body.Pads[0]); err != nil {
				return nil, err
			}
		}
		if k < len(slots) && slots[k] != heap.NoSV {
			found = append(found, slots[k])
		}
	}
	return found, nil
}

// constant returns a literal, or the name of a GLOB without its package; "" for
// anything else.
func constant(h *heap.Heap, sv heap.SV) string {
	switch h.Kind(sv) {
	case heap.KindGlob:
		name, _ := h.Glob(sv).Name()
		return name[strings.LastIndexByte(name, ':')+1:]
	case heap.KindScalar:
	default:
		return ""
	}
	s, err := h.Scalar(sv)
	switch {
	case err != nil:
	case s.Flags&pmat.ScalarPV != 0:
		word, _ := perl.Word(s.Text, s.Len)
		return word
	case s.HasInteger() && s.Unsigned():
		return perl.NumberWord(float64(s.UV))
	case s.HasInteger():
		return perl.NumberWord(float64(s.IV()))
	case s.HasNumber():
		return perl.NumberWord(s.NV)
	}
	return ""
}
