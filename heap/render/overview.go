package render

import (
	"fmt"
	"strings"

	"github.com/perlheap/perlheap/heap"
)

// SummaryJSON says what a dump is of. Its keys are stable.
type SummaryJSON struct {
	Perl      string `json:"perl"`
	Threads   bool   `json:"threads"`
	Format    string `json:"format"` // of the dump: 0.4
	Objects   int    `json:"objects"`
	Bytes     int64  `json:"bytes"`
	Program   string `json:"program,omitempty"`
	WorkDir   string `json:"workDir,omitempty"`
	Truncated string `json:"truncated,omitempty"` // where the dump breaks off
}

// NewSummaryJSON describes a dump.
func NewSummaryJSON(h *heap.Heap) SummaryJSON {
	hdr := h.Header()
	j := SummaryJSON{
		Perl: hdr.PerlVersion(), Threads: hdr.Ithreads, Format: fmt.Sprintf("0.%d", hdr.Minor), Objects: h.Count(), Bytes: h.Bytes(),
		Program: Whole(h.Program()), WorkDir: Whole(h.WorkDir()),
	}
	if t := h.Truncation(); t != nil {
		j.Truncated = Safe(t.String())
	}
	return j
}

// Summary describes a dump as pmat does.
func Summary(h *heap.Heap) string {
	threads := "non-threaded"
	if h.Header().Ithreads {
		threads = "threaded"
	}
	return fmt.Sprintf("Perl memory dumpfile from perl %s %s\nHeap contains %d objects\n", h.Header().PerlVersion(), threads, h.Count())
}

// SizesJSON is the sizes of an SV in bytes.
type SizesJSON struct {
	SV        SVJSON `json:"sv"`
	Size      int64  `json:"size"`
	Structure int64  `json:"structure"`
	Owned     int64  `json:"owned"`
	Retained  *int64 `json:"retained,omitempty"` // absent if nobody asked
}

// NewSizesJSON measures an SV.
func NewSizesJSON(h *heap.Heap, sv heap.SV) (j SizesJSON, err error) {
	j.SV, j.Size = NewSVJSON(h, sv), h.Size(sv)
	if h.Immortal(sv) {
		return j, nil
	}
	if j.Structure, err = h.StructureSize(sv); err != nil {
		return j, err
	}
	j.Owned, err = h.OwnedSize(sv)
	return j, err
}

// Sizes writes the sizes of an SV as pmat does.
func Sizes(h *heap.Heap, sv heap.SV, j SizesJSON, s Style) string {
	text := fmt.Sprintf("%s consumes:\n  %s directly\n  %s structurally\n  %s including owned referrants\n",
		SV(h, sv, s), Bytes(j.Size), Bytes(j.Structure), Bytes(j.Owned))
	if j.Retained != nil {
		text += fmt.Sprintf("  %s retained: with all that only it keeps\n", Bytes(*j.Retained))
	}
	return text
}

// SymbolJSON is something with a name in the symbol table.
type SymbolJSON struct {
	Name string `json:"name"`
	SV   SVJSON `json:"sv"`
}

// NewSymbolsJSON gives symbols for machines.
func NewSymbolsJSON(h *heap.Heap, page Page[heap.Symbol]) Page[SymbolJSON] {
	items := make([]SymbolJSON, len(page.Items))
	for i, s := range page.Items {
		items[i] = SymbolJSON{Whole(s.Name), NewSVJSON(h, s.SV)}
	}
	return Page[SymbolJSON]{page.Total, page.Offset, items}
}

// Symbols writes symbols as pmat does.
func Symbols(h *heap.Heap, symbols []heap.Symbol, s Style) string {
	var b strings.Builder
	for _, sym := range symbols {
		fmt.Fprintf(&b, "%s at %s\n", s.Name(sym.Name), SV(h, sym.SV, s))
	}
	return b.String()
}

// PackageJSON is a package of the symbol table.
type PackageJSON struct {
	Name    string `json:"name"`
	Version string `json:"version,omitempty"`
	SV      SVJSON `json:"sv"`
	stash   heap.SV
	shown   string // Name for a person
}

// NewPackagesJSON lists the packages, with their versions if asked for.
func NewPackagesJSON(h *heap.Heap, versions bool) (Page[PackageJSON], error) {
	var all []PackageJSON
	var failed error
	err := h.Packages(func(p heap.Package) bool {
		j := PackageJSON{Name: Whole(p.Name), SV: NewSVJSON(h, p.Stash), stash: p.Stash, shown: Name(p.Name)}
		if versions {
			j.Version, failed = version(h, p.Stash)
		}
		all = append(all, j)
		return failed == nil
	})
	if err == nil {
		err = failed
	}
	return NewPage(all, 0, 0), err
}

// version writes the version of a package as plain text: a string as it is,
// or a number.
func version(h *heap.Heap, stash heap.SV) (string, error) {
	sv, ok := h.Version(stash)
	if !ok {
		return "", nil
	}
	v, err := h.Scalar(sv)
	switch {
	case err != nil:
		return "", err
	case v.Text != nil:
		return Name(string(v.Text)), nil
	case v.HasNumber():
		return Number(v.NV), nil
	case v.HasInteger():
		return integer(v), nil
	}
	return "", nil
}

// Packages writes the packages as pmat does.
func Packages(h *heap.Heap, page Page[PackageJSON], s Style) string {
	var b strings.Builder
	for _, p := range page.Items {
		name := s.symbol(p.shown)
		if p.Version != "" {
			name += " " + s.value(p.Version)
		}
		fmt.Fprintf(&b, "%s %s at %s\n", s.note("package"), name, SV(h, p.stash, s))
	}
	return b.String()
}

// RootJSON is a root of the heap.
type RootJSON struct {
	Name     string  `json:"name"`
	Desc     string  `json:"desc"`
	Strength string  `json:"strength"`
	Address  string  `json:"address"`
	SV       *SVJSON `json:"sv,omitempty"` // absent if there is no SV at the address
	sv       heap.SV
}

// NewRootsJSON lists the roots that are not null, by name.
func NewRootsJSON(h *heap.Heap, _ Style) (Page[RootJSON], error) {
	var all []RootJSON
	for _, r := range h.Roots() {
		if r.Addr == 0 {
			continue
		}
		j := RootJSON{Name: Whole(r.Name), Desc: Whole(r.Desc), Strength: r.Strength.String(), Address: r.Addr.String(), sv: heap.NoSV}
		if sv, ok := h.At(r.Addr); ok {
			described := NewSVJSON(h, sv)
			j.SV, j.sv = &described, sv
		}
		all = append(all, j)
	}
	return NewPage(all, 0, 0), nil
}

// Roots writes the roots as pmat does.
func Roots(h *heap.Heap, page Page[RootJSON], s Style) string {
	t := &table{seps: []string{": "}}
	for _, r := range page.Items {
		if r.sv == heap.NoSV {
			t.add(r.Desc, "PTR("+r.Address+")")
		} else {
			t.add(r.Desc, SV(h, r.sv, s))
		}
	}
	return t.String()
}

// NewStackJSON lists the values on perl's argument stack, the top first.
func NewStackJSON(h *heap.Heap, s Style) (Page[ElementJSON], error) {
	stack := h.Stack()
	var all []ElementJSON
	for i := len(stack) - 1; i >= 0; i-- {
		sv, ok := h.At(stack[i])
		if !ok {
			sv = heap.NoSV
		}
		text, err := SVValue(h, sv, s)
		if err != nil {
			return Page[ElementJSON]{}, err
		}
		e := ElementJSON{Index: i, Text: text}
		if ok {
			j := NewSVJSON(h, sv)
			e.SV = &j
		}
		all = append(all, e)
	}
	return NewPage(all, 0, 0), nil
}

// Stack writes the values on the stack as pmat does.
func Stack(_ *heap.Heap, page Page[ElementJSON], _ Style) string {
	var b strings.Builder
	for _, e := range page.Items {
		fmt.Fprintf(&b, "[%d]: %s\n", e.Index, e.Text)
	}
	return b.String()
}
