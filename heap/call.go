package heap

import "github.com/perlheap/perlheap/heap/pmat"

// Call is a frame of perl's context stack, with the depth of its sub.
type Call struct {
	pmat.Context
	Depth int // SUB: which call of its CODE it is, from 1 on; -1 if not known

	h *Heap
}

// GimmeName returns the context that the frame was called in.
func (c Call) GimmeName() string {
	names := [...]string{1: "void", 2: "scalar", 3: "array"}
	if int(c.Gimme) < len(names) {
		return names[c.Gimme]
	}
	return ""
}

// Calls returns the frames of perl's context stack, innermost first.
func (h *Heap) Calls() []Call {
	calls := make([]Call, len(h.tail.Contexts))
	before := map[pmat.Addr]int32{}
	for i, c := range h.tail.Contexts {
		calls[i] = Call{c, -1, h}
		if c.Type != pmat.ContextSub || h.File().Header.Minor < 2 {
			continue
		}
		depth, ok := before[c.CV]
		if !ok {
			if cv, found := h.At(c.CV); found {
				depth = int32(h.Code(cv).Depth())
			}
		}
		calls[i].Depth = int(depth)
		before[c.CV] = c.OldDepth
	}
	return calls
}

// ArgsArray returns the ARRAY of the arguments of a call. Since perl 5.23.8 it
// is in the pad of the call.
func (c Call) ArgsArray() (SV, bool) {
	h := c.h
	if c.Args != 0 && h.File().Header.Perl < 5<<24|23<<16|8 {
		return h.At(c.Args)
	}
	cv, ok := h.At(c.CV)
	if !ok || h.Kind(cv) != KindCode {
		return NoSV, false
	}
	body, err := h.Code(cv).Body()
	if err != nil || c.Depth < 1 || c.Depth > len(body.Pads) || body.Pads[c.Depth-1] == NoSV {
		return NoSV, false
	}
	slots, err := h.Elems(body.Pads[c.Depth-1])
	if err != nil || len(slots) == 0 || slots[0] == NoSV {
		return NoSV, false
	}
	return slots[0], true
}
