package heap

import (
	"fmt"
	"strconv"
	"strings"

	"github.com/perlheap/perlheap/heap/pmat"
)

// Find finds an SV by what a person writes for it: an address (0x55d0c8…), a
// symbol with its sigil (%Foo::cache, or *STDOUT for a GLOB) or the name of a
// root (defstash). The errors say which of these was not found.
func (h *Heap) Find(what string) (SV, error) {
	switch {
	case what == "":
		return NoSV, fmt.Errorf("an SV is named by its address (0x…), its symbol (%%Foo::bar) or a root (defstash)")
	case strings.HasPrefix(what, "0x") || strings.HasPrefix(what, "0X"):
		n, err := strconv.ParseUint(what[2:], 16, 64)
		if err != nil {
			return NoSV, fmt.Errorf("%q is not an address: an address is 0x and hexadecimal digits", what)
		}
		sv, ok := h.At(pmat.Addr(n))
		if !ok {
			return NoSV, fmt.Errorf("there is no SV at %s in %s", pmat.Addr(n), h.File().Path())
		}
		return sv, nil
	case strings.ContainsRune("$@%&*", rune(what[0])):
		return h.Symbols().Find(what)
	}
	for _, r := range h.Roots().All() {
		if r.Name != what {
			continue
		}
		sv, ok := h.At(r.Addr)
		if !ok {
			return NoSV, fmt.Errorf("the root %s is null in %s", what, h.File().Path())
		}
		return sv, nil
	}
	if n, err := strconv.ParseUint(what, 10, 64); err == nil {
		if sv, ok := h.At(pmat.Addr(n)); ok {
			return sv, nil
		}
	}
	return NoSV, fmt.Errorf("%q is no root of %s; give an address (0x…), a symbol (%%Foo::bar) or a root", what, h.File().Path())
}
