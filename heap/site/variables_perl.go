package site

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
)

// The names of items that stand for all the variables of perl's that begin so.
// Behind it they have the name of a file or of the text of an eval each.
const (
	debuggerLines  = "@main::_<" // the lines of all files, kept for the debugger
	debuggerBreaks = "%main::_<" // its breakpoints
	fileNames      = "$main::_<" // nothing but the name
)

// keptByPerl is those variables by sigil. They are no program's, and a
// debugger has thousands.
type keptByPerl map[string][]heap.SV

func (k keptByPerl) add(h *heap.Heap, glob heap.SV, buf []heap.SV) []heap.SV {
	buf = h.AppendHeld(glob, buf[:0])
	for _, value := range buf {
		if s := sigil(h.Kind(value)); s != "" {
			k[s] = append(k[s], value)
		}
	}
	return buf
}

// items makes one item of each sigil.
func (k keptByPerl) items(h *heap.Heap, union *mat.OwnedUnion, opt *Options) ([]Item, error) {
	var items []Item
	for _, name := range []string{debuggerLines, debuggerBreaks, fileNames} {
		i := Item{Kind: KindVariable, Scope: ScopePackage, Name: name, Example: heap.NoSV}
		var full []heap.SV
		for _, sv := range k[name[:1]] {
			n, err := elements(h, sv)
			if err != nil {
				return nil, err
			}
			if isEmpty(h, sv, n) && h.Size(sv) < hollow {
				continue
			}
			i.Elements += n
			full = append(full, sv)
			if i.Example == heap.NoSV || h.Size(sv) > h.Size(i.Example) {
				i.Example = sv
			}
		}
		if len(full) == 0 {
			continue
		}
		i.Count, i.Bytes, i.Type = len(full), union.Bytes(full...), h.Type(i.Example)
		if opt.reached(&i) {
			items = append(items, i)
		}
	}
	return items, nil
}
