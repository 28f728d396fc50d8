package render

import (
	"fmt"
	"math"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
)

// Callers writes the calls in progress as pmat does; with pad, also the
// contents of their pads.
func Callers(h *heap.Heap, pad bool, s Style) (string, error) {
	p := &page{h: h, s: s}
	for i, c := range h.Calls() {
		what := "eval {...}"
		cv, isSub := h.At(c.CV)
		isSub = isSub && c.Type == pmat.ContextSub
		switch {
		case isSub:
			name, _ := h.Symbols().Name(cv)
			what = SV(h, cv, s) + "=" + s.Name(name)
		case c.Type == pmat.ContextSub:
			what = "CODE at " + c.CV.String()
		case c.Type == pmat.ContextEval:
			code := "..."
			if sv, ok := h.At(c.Code); ok {
				v, err := h.Scalar(sv)
				if err != nil {
					return "", err
				}
				code = s.Value(text(v, shortText))
			}
			what = "eval (" + code + ")"
		}
		p.printf("%s: %s => %s\n  at %s\n", s.Note(fmt.Sprintf("caller(%d)", i)), what, s.Note(c.GimmeName()), heap.Location{File: c.File, Line: int(min(c.Line, math.MaxInt32))})
		if isSub {
			if err := p.call(c, cv, pad); err != nil {
				return "", err
			}
		}
	}
	return p.text.String(), nil
}

// call writes the arguments of a call, and its pad or its $self.
func (p *page) call(c heap.Call, cv heap.SV, withPad bool) error {
	h := p.h
	list, ok := c.ArgsArray()
	if !ok {
		return nil
	}
	args, err := h.Elems(list)
	if err != nil {
		return err
	}
	for i, arg := range args {
		line, err := SVValue(h, arg, p.s)
		if err != nil {
			return err
		}
		p.printf("  %s: %s\n", p.s.Note(fmt.Sprintf("$_[%d]", i)), line)
	}
	p.sv("cv", cv)
	body, err := h.Code(cv).Body()
	depth := c.Depth
	if depth < 0 && len(body.Pads) == 1 {
		depth = 1 // old dumpers do not say it, but there is no other
	}
	if err != nil || depth < 1 || depth > len(body.Pads) || body.Pads[depth-1] == heap.NoSV {
		return err
	}
	pad, said := body.Pads[depth-1], len(args) > 0
	if withPad {
		p.sv("curpad", pad)
		if err := p.padContents(cv, body, pad); err != nil {
			return err
		}
	} else {
		self, err := p.self(cv, pad)
		if err != nil {
			return err
		}
		said = said || self
	}
	if !said {
		p.printf("  %s\n", p.s.Note("(no args)"))
	}
	return nil
}

// self writes the lexical $self of a call, if the sub has one.
func (p *page) self(cv, pad heap.SV) (bool, error) {
	names, err := p.h.Code(cv).Padnames()
	if err != nil {
		return false, err
	}
	slots, err := p.h.Elems(pad)
	if err != nil {
		return false, err
	}
	for i := 1; i < len(names) && i < len(slots); i++ {
		if names[i].Name != "$self" {
			continue
		}
		if slots[i] == heap.NoSV {
			p.printf("  no %s\n", p.s.Note("$self"))
			return true, nil
		}
		line, err := SVValue(p.h, slots[i], p.s)
		p.printf("  %s: %s\n", p.s.Note("$self"), line)
		return true, err
	}
	return false, nil
}
