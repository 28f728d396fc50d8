package render

import (
	"fmt"
	"strings"

	"github.com/perlheap/perlheap/heap"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// Summary describes a dump as pmat does.
func Summary(h *heap.Heap) string {
	threads := "non-threaded"
	if h.File().Header.Ithreads {
		threads = "threaded"
	}
	return fmt.Sprintf("Perl memory dumpfile from perl %s %s\nHeap contains %d objects\n", h.File().Header.PerlVersion(), threads, h.Count())
}

// Sizes writes the sizes of an SV as pmat does.
func Sizes(h *heap.Heap, sv heap.SV, j wire.Sizes, s Style) string {
	text := fmt.Sprintf("%s consumes:\n  %s directly\n  %s structurally\n  %s including owned referrants\n",
		SV(h, sv, s), words.Bytes(j.Bytes), words.Bytes(j.StructureBytes), words.Bytes(j.OwnedBytes))
	if j.RetainedBytes != nil {
		text += fmt.Sprintf("  %s retained: with all that only it keeps\n", words.Bytes(*j.RetainedBytes))
	}
	return text
}

// Symbols writes symbols as pmat does.
func Symbols(h *heap.Heap, symbols []heap.Symbol, s Style) string {
	var b strings.Builder
	for _, sym := range symbols {
		fmt.Fprintf(&b, "%s at %s\n", s.Name(sym.Name), SV(h, sym.SV, s))
	}
	return b.String()
}

// NewPackagesJSON lists the packages, with their versions if asked for.
func NewPackagesJSON(h *heap.Heap, versions bool) (wire.Page[wire.Package], error) {
	var all []wire.Package
	var failed error
	err := h.Symbols().Packages(func(p heap.Package) bool {
		j := wire.Package{Name: words.Name(p.Name), SV: h.JSON(p.Stash)}
		if versions {
			j.Version, failed = version(h, p.Stash)
		}
		all = append(all, j)
		return failed == nil
	})
	if err == nil {
		err = failed
	}
	return wire.NewPage(all, 0, 0), err
}

// version writes the version of a package as plain text: a string as it is,
// or a number.
func version(h *heap.Heap, stash heap.SV) (string, error) {
	sv, ok := h.Stash(stash).Version()
	if !ok {
		return "", nil
	}
	v, err := h.Scalar(sv)
	switch {
	case err != nil:
		return "", err
	case v.Text != nil:
		return words.Name(string(v.Text)), nil
	case v.HasNumber():
		return Number(v.NV), nil
	case v.HasInteger():
		return integer(v), nil
	}
	return "", nil
}

// Packages writes the packages as pmat does.
func Packages(h *heap.Heap, page wire.Page[wire.Package], s Style) string {
	var b strings.Builder
	for _, p := range page.Items {
		name := s.Symbol(p.Name)
		if p.Version != "" {
			name += " " + s.Value(p.Version)
		}
		fmt.Fprintf(&b, "%s %s at %s\n", s.Note("package"), name, svOf(h, &p.SV, s))
	}
	return b.String()
}

// Roots writes the roots as pmat does.
func Roots(h *heap.Heap, page wire.Page[wire.Root], s Style) string {
	t := &words.Table{Seps: []string{": "}}
	for _, r := range page.Items {
		if r.SV == nil {
			t.Add(r.Desc, "PTR("+r.Address+")")
		} else {
			t.Add(r.Desc, svOf(h, r.SV, s))
		}
	}
	return t.String()
}

// NewStackJSON lists the values on perl's argument stack, topmost first.
func NewStackJSON(h *heap.Heap, s Style) (wire.Page[wire.Element], error) {
	stack := h.File().Stack
	var all []wire.Element
	for i := len(stack) - 1; i >= 0; i-- {
		sv, ok := h.At(stack[i])
		if !ok {
			sv = heap.NoSV
		}
		text, err := SVValue(h, sv, s)
		if err != nil {
			return wire.Page[wire.Element]{}, err
		}
		e := wire.Element{Index: i, Text: text}
		if ok {
			j := h.JSON(sv)
			e.SV = &j
		}
		all = append(all, e)
	}
	return wire.NewPage(all, 0, 0), nil
}

// Stack writes the values on the stack as pmat does.
func Stack(_ *heap.Heap, page wire.Page[wire.Element], _ Style) string {
	var b strings.Builder
	for _, e := range page.Items {
		fmt.Fprintf(&b, "[%d]: %s\n", e.Index, e.Text)
	}
	return b.String()
}

// svOf writes an SV of a wire value of this heap.
func svOf(h *heap.Heap, sv *wire.SV, s Style) string {
	found, err := h.Find(sv.Address)
	if err != nil {
		return sv.Desc + " at " + sv.Address // it is of another heap
	}
	return SV(h, found, s)
}
