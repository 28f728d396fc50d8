package parquet

import (
	"strconv"

	"github.com/parquet-go/parquet-go"

	"github.com/perlheap/perlheap/heap"
	words "github.com/perlheap/perlheap/heap/text"
)

// svColumns are those of the table svs. Addresses are signed: few engines
// have unsigned integers.
var svColumns = []column{
	{"addr", integer},          // by which rows are sorted
	{"type", text},             // as pmat says it: SCALAR, HASH, CODE, …
	{"class", text},            // it is blessed into
	{"name", text},             // in the symbol table, with sigil: %Foo::cache
	{"recorded_file", text},    // of a CODE, as the dump has it …
	{"recorded_line", integer}, // … of its first statement; 0 for none
	{"length", nullable},       // elements, keys or fields
	{"size", integer},          // bytes of the SV itself
	{"refcnt", integer},
	{"retained_bytes", integer}, // of it and all that only it keeps reachable
	{"retained_svs", integer},
	{"dominator", nullable}, // address of the SV that it hangs on
	{"reached", truth},      // from a root
	{"value", longText},     // what a SCALAR holds, if asked for
}

// svs writes a row for every SV.
func (e *exporter) svs(t *table) error {
	h, sizes, known := e.h, e.series.Sizes[0], texts{}
	classes := map[heap.SV]parquet.Value{}
	return e.each(func(sv heap.SV) error {
		class := null
		if stash, ok := h.Blessed(sv); ok {
			if class, ok = classes[stash]; !ok {
				name, _ := h.Stash(stash).Name()
				class = textValue(words.Name(name))
				classes[stash] = class
			}
		}
		name, length, dominator := null, null, null
		if s, ok := e.name(sv); ok {
			name = known.name(s)
		}
		if isContainer(h.Kind(sv)) {
			n, err := h.Len(sv)
			if err != nil {
				return err
			}
			length = number(n)
		}
		if d, ok := sizes.Dominator(sv); ok {
			dominator = number(h.Addr(d))
		}
		loc, _ := h.Code(sv).Location()
		value := null
		if e.opt.Values {
			var err error
			if value, err = scalarValue(h, sv); err != nil {
				return err
			}
		}
		return t.row(
			number(h.Addr(sv)), known.value(h.Type(sv)), class, name, known.path(loc.File), number(loc.Line),
			length, number(h.Size(sv)), number(h.Refcnt(sv)), number(sizes.Bytes(sv)), number(sizes.Count(sv)),
			dominator, parquet.BooleanValue(sizes.Reached(sv)), value,
		)
	})
}

// name is under which an SV is in the symbol table. A closure has the name of
// its prototype, which the CODE it was cloned from has.
func (e *exporter) name(sv heap.SV) (string, bool) {
	if e.h.Kind(sv) == heap.KindGlob {
		name, ok := e.h.Glob(sv).Name()
		return "*" + name, ok
	}
	return e.h.Symbols().Name(sv)
}

func isContainer(k heap.Kind) bool {
	switch k {
	case heap.KindArray, heap.KindPad, heap.KindPadlist, heap.KindPadnames, heap.KindObject:
		return true
	}
	return k.HashLike()
}

// scalarValue returns the string of a SCALAR, or else its number.
func scalarValue(h *heap.Heap, sv heap.SV) (parquet.Value, error) {
	if h.Kind(sv) != heap.KindScalar {
		return null, nil
	}
	v, err := h.Scalar(sv)
	switch {
	case err != nil:
		return null, err
	case v.Text != nil:
		return safeValue(string(v.Text)), nil
	case v.HasInteger() && v.Unsigned():
		return textValue(strconv.FormatUint(v.UV, 10)), nil
	case v.HasInteger():
		return textValue(strconv.FormatInt(v.IV(), 10)), nil
	case v.HasNumber():
		return textValue(strconv.FormatFloat(v.NV, 'g', -1, 64)), nil
	}
	return null, nil
}
