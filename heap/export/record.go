package export

import (
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strconv"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/mat"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/text"
)

type dumpRecord struct {
	Record      string            `json:"record"`
	PerlVersion string            `json:"perl_version"`
	Endian      string            `json:"endian"`
	UintLen     int               `json:"uint_len"`
	PtrLen      int               `json:"ptr_len"`
	NVLen       int               `json:"nv_len"`
	Ithreads    bool              `json:"ithreads"`
	FormatMinor int               `json:"format_minor"`
	Objects     int               `json:"objects"`
	Roots       map[string]string `json:"roots"`
	Stack       []string          `json:"stack"`
	Contexts    []contextRecord   `json:"contexts"`
}

type contextRecord struct {
	Type  string `json:"type"`
	Gimme string `json:"gimme"`
	File  string `json:"file"`
	Line  uint64 `json:"line"`
	CV    string `json:"cv,omitempty"`
	Depth *int   `json:"depth,omitempty"`
}

func newDumpRecord(h *heap.Heap) dumpRecord {
	hdr := h.File().Header
	r := dumpRecord{
		Record: "dump", PerlVersion: hdr.PerlVersion(), Endian: hdr.Endian(), UintLen: hdr.UintLen, PtrLen: hdr.PtrLen,
		NVLen: hdr.NVLen, Ithreads: hdr.Ithreads, FormatMinor: int(hdr.Minor), Objects: h.Count(),
		Roots: map[string]string{}, Stack: []string{}, Contexts: []contextRecord{},
	}
	for _, root := range h.Roots().All() {
		r.Roots[latin1(root.Name)] = root.Addr.String()
	}
	for _, a := range h.File().Stack {
		r.Stack = append(r.Stack, a.String())
	}
	for _, c := range h.Calls() {
		context := contextRecord{Type: c.Type.String(), Gimme: c.GimmeName(), File: path(c.File), Line: c.Line}
		if c.Type == pmat.ContextSub {
			context.CV, context.Depth = c.CV.String(), &c.Depth
		}
		r.Contexts = append(r.Contexts, context)
	}
	return r
}

// svRecord is the record of an SV. A value of type any is absent where it is
// nil.
type svRecord struct {
	Record     string      `json:"record"`
	Addr       string      `json:"addr"`
	Type       string      `json:"type"`
	Desc       string      `json:"desc"`
	Refcnt     uint32      `json:"refcnt"`
	Size       int64       `json:"size"`
	Structure  int64       `json:"structure"`
	Owned      *int64      `json:"owned,omitempty"`
	OwnedLeast bool        `json:"owned_least,omitempty"`
	Blessed    any         `json:"blessed,omitempty"`
	Symname    any         `json:"symname,omitempty"`
	Mortal     bool        `json:"mortal,omitempty"`
	Debug      []any       `json:"debug,omitempty"`
	Magic      [][3]string `json:"magic,omitempty"`
	UV         string      `json:"uv,omitempty"`
	IV         string      `json:"iv,omitempty"`
	NV         string      `json:"nv,omitempty"`
	PV         any         `json:"pv,omitempty"`
	PVLen      any         `json:"pvlen,omitempty"`
	Weak       bool        `json:"weak,omitempty"`
	Name       any         `json:"name,omitempty"`
	File       any         `json:"file,omitempty"`
	Line       any         `json:"line,omitempty"`
	Depth      any         `json:"depth,omitempty"`
	OpRoot     string      `json:"oproot,omitempty"`
	Padnames   []any       `json:"padnames,omitempty"`
	Keys       any         `json:"keys,omitempty"`
	Elems      any         `json:"elems,omitempty"`
	InFileno   any         `json:"ifileno,omitempty"`
	OutFileno  any         `json:"ofileno,omitempty"`
	Outrefs    [][3]string `json:"outrefs"`
}

var jsonNull = json.RawMessage("null")

func newRecord(h *heap.Heap, sv heap.SV, owned mat.Measure) (*svRecord, error) {
	r := &svRecord{
		Record: "sv", Addr: h.Addr(sv).String(), Type: h.Type(sv), Desc: text.Raw(h.Desc(sv)),
		Refcnt: h.Refcnt(sv), Size: h.Size(sv), Mortal: h.State(sv).IsMortal(),
	}
	refs, err := h.Outrefs(sv, heap.All)
	if err != nil {
		return nil, err
	}
	r.Outrefs = make([][3]string, len(refs))
	for i, ref := range refs {
		r.Outrefs[i] = [3]string{ref.Strength.String(), text.Raw(ref.Name()), h.Addr(ref.SV).String()}
	}
	slices.SortFunc(r.Outrefs, compareRefs)
	if r.Structure, err = mat.StructureSize(h, sv); err != nil {
		return nil, err
	}
	if owned != nil {
		size, least, err := owned(sv)
		if err != nil {
			return nil, err
		}
		r.Owned, r.OwnedLeast = &size, least
	}
	if pkg, ok := h.Package(sv); ok {
		r.Blessed = text.Raw(pkg)
	}
	if name, ok := h.Symbols().Name(sv); ok {
		r.Symname = text.Raw(name)
	}
	if err := r.extensions(h, sv); err != nil {
		return nil, err
	}
	return r, r.details(h, sv)
}

func compareRefs(a, b [3]string) int { return slices.Compare(a[:], b[:]) }

// extensions adds what extension records say.
func (r *svRecord) extensions(h *heap.Heap, sv heap.SV) error {
	a, ok, err := h.Allocations().Of(sv)
	if err != nil {
		return err
	}
	if ok {
		var file any
		if a.HasFile {
			file = path(a.File)
		}
		r.Debug = []any{a.Serial, file, a.Line}
	}
	magic, err := h.Magic(sv)
	if err != nil {
		return err
	}
	for _, m := range magic {
		r.Magic = append(r.Magic, [3]string{latin1(m.Letter()), addrInDump(h, m.Obj).String(), addrInDump(h, m.Ptr).String()})
	}
	return nil
}

// addrInDump is an address that an SV of the dump has, else 0.
func addrInDump(h *heap.Heap, a pmat.Addr) pmat.Addr {
	if _, ok := h.At(a); !ok {
		return 0
	}
	return a
}

// details adds what only SVs of one kind have.
func (r *svRecord) details(h *heap.Heap, sv heap.SV) error {
	switch k := h.Kind(sv); {
	case k == heap.KindScalar:
		return r.scalar(h, sv)
	case k == heap.KindRef:
		r.Weak = h.Flags(sv)&pmat.RefWeak != 0
	case k == heap.KindGlob:
		g, err := h.Glob(sv).Record()
		if err != nil {
			return err
		}
		if g.HasFile {
			r.File = path(g.File)
		}
		r.Line, r.Name = g.Line, jsonNull
		if g.HasName {
			r.Name = hex.EncodeToString(g.Name)
		}
	case k == heap.KindCode:
		return r.code(h, sv)
	case k.HashLike():
		keys := []string{}
		err := h.Hash(sv).Values(func(key []byte, _ heap.SV) bool {
			keys = append(keys, hex.EncodeToString(key))
			return true
		})
		if err != nil {
			return err
		}
		slices.Sort(keys)
		r.Keys = slices.Compact(keys)
		if name, ok := h.Stash(sv).Name(); ok {
			r.Name = text.Raw(name)
		}
	case k == heap.KindArray, k == heap.KindPad, k == heap.KindPadlist, k == heap.KindPadnames:
		n, err := h.Len(sv)
		if err != nil {
			return err
		}
		r.Elems = n
	case k == heap.KindIO:
		in, out, ok, err := h.FileNumbers(sv)
		if err != nil {
			return err
		}
		if ok {
			r.InFileno, r.OutFileno = in, out
		}
	}
	return nil
}

func (r *svRecord) scalar(h *heap.Heap, sv heap.SV) error {
	v, err := h.Scalar(sv)
	if err != nil {
		return err
	}
	if v.HasInteger() {
		if v.Unsigned() {
			r.UV = strconv.FormatUint(v.UV, 10)
		} else {
			r.IV = strconv.FormatInt(v.IV(), 10)
		}
	}
	if v.Flags&pmat.ScalarNV != 0 {
		r.NV = fmt.Sprintf("%016x", v.NVBits())
	}
	if v.Flags&pmat.ScalarPV != 0 {
		r.PV, r.PVLen = hex.EncodeToString(v.Text), v.Len
	}
	return nil
}

func (r *svRecord) code(h *heap.Heap, sv heap.SV) error {
	loc, _ := h.Code(sv).Location()
	r.File, r.Line, r.Depth = path(loc.File), loc.Line, h.Code(sv).Depth()
	if name, ok := h.Code(sv).HekName(); ok {
		r.Name = text.Raw(name)
	}
	if root := h.Code(sv).OpRoot(); root != 0 {
		r.OpRoot = root.String()
	}
	names, err := h.Code(sv).Padnames()
	if err != nil {
		return err
	}
	for _, n := range names {
		var name any
		if n.Defined {
			name = text.Raw(n.Name)
		}
		r.Padnames = append(r.Padnames, name)
	}
	return nil
}
