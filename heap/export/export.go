// Package export writes all that is known of a heap as JSON Lines: one record
// for the dump, then one for every SV in the order of addresses. The keys are
// those that a Perl script over Devel::MAT would give, so that the two can be
// compared value by value; package doc of [Write] lists them.
package export

import (
	"bufio"
	"context"
	"encoding/binary"
	"encoding/hex"
	"encoding/json"
	"io"
	"math"
	"slices"
	"strconv"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
)

// Options are for [Write].
type Options struct {
	Owned bool // also the owned size of every SV, which takes longer
}

// Write writes the heap. Addresses are lower-case hexadecimal with 0x. Byte
// strings that need not be text (pv, keys, the name of a GLOB) are
// hexadecimal without 0x; other strings are bytes read as Latin-1. What does
// not exist is absent. The record of an SV has
//
//	addr, type, desc, refcnt, size, structure, outrefs   of every SV
//	owned                                                with Options.Owned
//	blessed, symname, mortal, debug, magic               where there are any
//	uv or iv, nv, pv, pvlen                              of a SCALAR
//	weak                                                 of a REF
//	file, line, name                                     of a GLOB
//	file, line, depth, name, padnames, oproot            of a CODE
//	keys, name                                           of a HASH, STASH or CLASS
//	elems                                                of an ARRAY and the parts of pads
//	ifileno, ofileno                                     of an IO
func Write(ctx context.Context, out io.Writer, h *heap.Heap, opt Options) error {
	w := bufio.NewWriterSize(out, 1<<16)
	enc := json.NewEncoder(w)
	enc.SetEscapeHTML(false)
	if err := enc.Encode(dumpRecord(h)); err != nil {
		return err
	}
	for sv := range heap.SV(h.Count()) {
		if err := ctx.Err(); err != nil {
			return err
		}
		r, err := record(h, sv, opt)
		if err != nil {
			return err
		}
		if err := enc.Encode(r); err != nil {
			return err
		}
	}
	return w.Flush()
}

type object map[string]any

// latin1 reads bytes as Latin-1, so that JSON text can hold them.
func latin1(s string) string {
	runes := make([]rune, len(s))
	for i := range len(s) {
		runes[i] = rune(s[i])
	}
	return string(runes)
}

func dumpRecord(h *heap.Heap) object {
	hdr := h.Header()
	roots := map[string]string{}
	for _, r := range h.Roots() {
		roots[latin1(r.Name)] = r.Addr.String()
	}
	stack := []string{}
	for _, a := range h.Stack() {
		stack = append(stack, a.String())
	}
	contexts := []object{}
	for _, c := range h.Calls() {
		o := object{"type": c.Type.String(), "gimme": c.GimmeName(), "file": latin1(c.File), "line": c.Line}
		if c.Type == pmat.ContextSub {
			o["cv"], o["depth"] = c.CV.String(), c.Depth
		}
		contexts = append(contexts, o)
	}
	return object{
		"record": "dump", "perl_version": hdr.PerlVersion(), "endian": hdr.Endian(), "uint_len": hdr.UintLen,
		"ptr_len": hdr.PtrLen, "nv_len": hdr.NVLen, "ithreads": hdr.Ithreads, "format_minor": hdr.Minor,
		"objects": h.Count(), "roots": roots, "stack": stack, "contexts": contexts,
	}
}

func record(h *heap.Heap, sv heap.SV, opt Options) (object, error) {
	refs, err := h.Outrefs(sv, heap.All)
	if err != nil {
		return nil, err
	}
	outrefs := make([][3]string, len(refs))
	for i, r := range refs {
		outrefs[i] = [3]string{r.Strength.String(), latin1(r.Name), h.Addr(r.SV).String()}
	}
	slices.SortFunc(outrefs, func(a, b [3]string) int { return slices.Compare(a[:], b[:]) })
	structure, err := h.StructureSize(sv)
	if err != nil {
		return nil, err
	}
	o := object{
		"record": "sv", "addr": h.Addr(sv).String(), "type": h.Type(sv), "desc": latin1(h.Desc(sv)),
		"refcnt": h.Refcnt(sv), "size": h.Size(sv), "structure": structure, "outrefs": outrefs,
	}
	if opt.Owned {
		if o["owned"], err = h.OwnedSize(sv); err != nil {
			return nil, err
		}
	}
	if pkg, ok := h.Package(sv); ok {
		o["blessed"] = latin1(pkg)
	}
	if name, ok := h.SymName(sv); ok {
		o["symname"] = latin1(name)
	}
	if h.IsMortal(sv) {
		o["mortal"] = true
	}
	if a, ok, err := h.Allocation(sv); err != nil {
		return nil, err
	} else if ok {
		o["debug"] = []any{a.Serial, latin1(a.File), a.Line}
	}
	magic, err := h.Magic(sv)
	if err != nil {
		return nil, err
	}
	if len(magic) > 0 {
		list := [][3]string{}
		for _, m := range magic {
			list = append(list, [3]string{latin1(m.Letter()), h.AddrIfThere(m.Obj).String(), h.AddrIfThere(m.Ptr).String()})
		}
		o["magic"] = list
	}
	return o, details(h, sv, o)
}

// details adds what only SVs of one kind have.
func details(h *heap.Heap, sv heap.SV, o object) error {
	hexed := func(b []byte) string { return hex.EncodeToString(b) }
	switch k := h.Kind(sv); {
	case k == heap.KindScalar:
		v, err := h.Scalar(sv)
		if err != nil {
			return err
		}
		if v.HasInteger() {
			if v.Unsigned() {
				o["uv"] = strconv.FormatUint(v.UV, 10)
			} else {
				o["iv"] = strconv.FormatInt(v.IV(), 10)
			}
		}
		if v.Flags&pmat.ScalarNV != 0 {
			var b [8]byte
			binary.BigEndian.PutUint64(b[:], math.Float64bits(v.NV))
			o["nv"] = hexed(b[:])
		}
		if v.Flags&pmat.ScalarPV != 0 {
			o["pv"], o["pvlen"] = hexed(v.Text), v.Len
		}
	case k == heap.KindRef:
		if h.Flags(sv)&pmat.RefWeak != 0 {
			o["weak"] = true
		}
	case k == heap.KindGlob:
		g, err := h.Glob(sv)
		if err != nil {
			return err
		}
		if g.HasFile {
			o["file"] = latin1(g.File)
		}
		o["line"] = g.Line
		if g.HasName {
			o["name"] = hexed(g.Name)
		} else {
			o["name"] = nil
		}
	case k == heap.KindCode:
		return code(h, sv, o)
	case k.HashLike():
		keys := []string{}
		if err := h.Values(sv, func(key []byte, _ heap.SV) bool {
			keys = append(keys, hexed(key))
			return true
		}); err != nil {
			return err
		}
		slices.Sort(keys)
		o["keys"] = slices.Compact(keys)
		if name, ok := h.StashName(sv); ok {
			o["name"] = latin1(name)
		}
	case k == heap.KindArray, k == heap.KindPad, k == heap.KindPadlist, k == heap.KindPadnames:
		n, err := h.Len(sv)
		if err != nil {
			return err
		}
		o["elems"] = n
	case k == heap.KindIO:
		in, out, ok, err := h.FileNumbers(sv)
		if err != nil {
			return err
		}
		if ok {
			o["ifileno"], o["ofileno"] = in, out
		}
	}
	return nil
}

func code(h *heap.Heap, sv heap.SV, o object) error {
	loc, _ := h.CodeLocation(sv)
	o["file"], o["line"], o["depth"] = latin1(loc.File), loc.Line, h.Depth(sv)
	if name, ok := h.CodeHekName(sv); ok {
		o["name"] = latin1(name)
	}
	if root := h.OpRoot(sv); root != 0 {
		o["oproot"] = root.String()
	}
	names, err := h.Padnames(sv)
	if err != nil {
		return err
	}
	if len(names) > 0 {
		list := make([]any, len(names))
		for i, n := range names {
			if n.Name != "" {
				list[i] = latin1(n.Name)
			}
		}
		o["padnames"] = list
	}
	return nil
}
