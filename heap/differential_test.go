package heap

import (
	"bytes"
	"compress/gzip"
	"fmt"
	"io"
	"maps"
	"math/rand/v2"
	"os"
	"slices"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/pmat/pmatbuild"
)

// slowHeap is a heap as maps by address, read by one decoder from the first
// record to the last: slow, and plain enough to be seen to be right. The heap
// itself is held against it.
type slowHeap struct {
	svs      map[pmat.Addr]*slowSV
	detached map[pmat.Addr][]slowRef // of extension records that do not follow their SV
	none     map[pmat.Addr]bool      // the immortals, and the null pointer
}

type slowSV struct {
	typ      pmat.Type
	offset   int64
	size     uint64
	refcnt   uint32
	blessed  pmat.Addr
	unreal   bool // an ARRAY that does not count its elements
	from, to int  // of refs: the elements of the ARRAY
	refs     []slowRef
	padlist  pmat.Addr
	pads     []pmat.Addr // and names
	backrefs int         // of refs: the slot of weak references, -1 for none
}

type slowRef struct {
	to       pmat.Addr
	strength Strength
}

func strongIf(strong bool) Strength {
	if strong {
		return Strong
	}
	return Weak
}

// readSlowly reads a dump.
func readSlowly(f *pmat.File) *slowHeap {
	s := &slowHeap{
		svs: map[pmat.Addr]*slowSV{}, detached: map[pmat.Addr][]slowRef{},
		none: map[pmat.Addr]bool{0: true, f.Undef: true, f.Yes: true, f.No: true},
	}
	var last *slowSV
	var lastAddr pmat.Addr
	d := f.Records()
	for d.Next() {
		rec := d.Record()
		if rec.Type.IsExtension() {
			refs := slowExtension(rec)
			if last != nil && lastAddr == rec.Addr {
				last.refs = append(last.refs, refs...)
			} else {
				s.detached[rec.Addr] = append(s.detached[rec.Addr], refs...)
			}
			continue
		}
		last, lastAddr = slowRecord(f, d), rec.Addr
		s.svs[lastAddr] = last // the last of several with one address counts
	}
	s.resolvePads(f)
	if !f.Header.ArrayFlags() {
		s.resolveLists()
	}
	return s
}

// resolveLists makes the elements of lists of weak references weak, where
// ARRAYs do not say that themselves.
func (s *slowHeap) resolveLists() {
	for _, sv := range s.svs {
		if sv.backrefs < 0 {
			continue
		}
		list := s.svs[sv.refs[sv.backrefs].to]
		if list == nil || list.typ != pmat.TypeArray {
			continue
		}
		list.unreal = true
		for i := list.from; i < list.to; i++ {
			list.refs[i].strength = Weak
		}
	}
}

func slowExtension(rec *pmat.Record) (refs []slowRef) {
	switch rec.Type {
	case pmat.ExtMagic:
		refs = append(refs,
			slowRef{rec.Ptrs[pmat.MagicObj], strongIf(rec.Flags&pmat.MagicRefcounted != 0)},
			slowRef{rec.Ptrs[pmat.MagicPtr], Strong})
	case pmat.ExtNote:
		refs = append(refs, slowRef{rec.Ptrs[pmat.NoteSV], Strong})
	case pmat.ExtSavedSV, pmat.ExtSavedAV, pmat.ExtSavedHV, pmat.ExtSavedElem, pmat.ExtSavedCV:
		refs = append(refs, slowRef{rec.Ptrs[pmat.SavedValue], Inferred})
	case pmat.ExtSavedValue:
		refs = append(refs, slowRef{rec.Ptrs[pmat.SavedKey], Inferred}, slowRef{rec.Ptrs[pmat.SavedHashVal], Inferred})
	}
	return refs
}

// slowRecord reads the SV that the decoder stands on.
func slowRecord(f *pmat.File, d *pmat.Decoder) *slowSV {
	rec := d.Record()
	sv := &slowSV{typ: rec.Type, offset: rec.Offset, size: rec.Size, refcnt: rec.Refcnt, blessed: rec.Blessed, backrefs: -1}
	add := func(strength Strength, to ...pmat.Addr) {
		for _, a := range to {
			sv.refs = append(sv.refs, slowRef{a, strength})
		}
	}
	if rec.Blessed != 0 {
		add(Weak, rec.Blessed)
	}
	switch rec.Type {
	case pmat.TypeRef:
		add(strongIf(rec.Flags&pmat.RefWeak == 0), rec.Ptrs[pmat.RefRV])
		add(Strong, rec.Ptrs[pmat.RefOurstash])
	case pmat.TypeScalar:
		add(Strong, rec.Ptrs[pmat.ScalarOurstash])
	case pmat.TypeArray, pmat.TypeObject:
		sv.unreal = rec.Type == pmat.TypeArray && rec.Flags&pmat.ArrayUnreal != 0
		sv.from = len(sv.refs)
		for p, ok := d.NextElem(); ok; p, ok = d.NextElem() {
			add(strongIf(!sv.unreal), p)
		}
		sv.to = len(sv.refs)
	case pmat.TypeHash, pmat.TypeStash, pmat.TypeClass:
		if slot := rec.Ptrs[pmat.HashBackrefs]; slot != 0 {
			sv.backrefs = len(sv.refs)
			add(Strong, slot)
		}
		add(Strong, rec.Ptrs[1:max(1, rec.NPtrs)]...)
		for p, ok := d.NextPair(); ok; p, ok = d.NextPair() {
			add(Strong, p.Value)
		}
	case pmat.TypeCode:
		slowCode(f, d, sv, add)
	case pmat.TypeGlob:
		for i := pmat.GlobScalar; i <= pmat.GlobForm; i++ {
			add(strongIf(i != pmat.GlobEGV || rec.Ptrs[i] != rec.Addr), rec.Ptrs[i])
		}
	case pmat.TypeIO:
		add(Strong, rec.Ptrs[:rec.NPtrs]...)
	case pmat.TypeLvalue:
		add(Strong, rec.Ptrs[pmat.LvTarget])
	case pmat.TypeStruct:
		for _, field := range rec.Struct.Fields {
			if v, ok := d.NextStructValue(); ok && field.Kind == pmat.FieldPtr {
				add(Strong, pmat.Addr(v))
			}
		}
	}
	return sv
}

func slowCode(f *pmat.File, d *pmat.Decoder, sv *slowSV, add func(Strength, ...pmat.Addr)) {
	rec := d.Record()
	add(strongIf(rec.Flags&pmat.CodeWeakOutside == 0), rec.Ptrs[pmat.CodeOutside])
	add(Weak, rec.Ptrs[pmat.CodeStash])
	add(strongIf(rec.Flags&pmat.CodeStrongGV != 0), rec.Ptrs[pmat.CodeGlob])
	add(Strong, rec.Ptrs[pmat.CodeConstval], rec.Ptrs[pmat.CodePadlist])
	sv.padlist = rec.Ptrs[pmat.CodePadlist]
	for item, ok := d.NextCodeItem(); ok; item, ok = d.NextCodeItem() {
		switch item.Kind {
		case pmat.ItemConst, pmat.ItemGlob:
			if !f.Header.Ithreads { // else the pad counts them
				add(Strong, item.Ptr)
			}
		case pmat.ItemPadnames, pmat.ItemPad:
			sv.pads = append(sv.pads, item.Ptr)
			add(Strong, item.Ptr)
		}
	}
}

// resolvePads makes strong what perl counts, and weak what it does not, where
// that depends on other SVs: a pad counts what is in it though the flags of
// its ARRAY may say that it does not, and the slot of weak references counts
// only a list of them.
func (s *slowHeap) resolvePads(f *pmat.File) {
	isPad := func(a pmat.Addr) {
		if list := s.svs[a]; list != nil && list.typ == pmat.TypeArray {
			for i := list.from; i < list.to; i++ {
				list.refs[i].strength = Strong
			}
		}
	}
	for _, sv := range s.svs {
		if slot := sv.backrefs; slot >= 0 {
			if list := s.svs[sv.refs[slot].to]; list == nil || list.typ != pmat.TypeArray {
				sv.refs[slot].strength = Weak
			}
		}
		if sv.typ != pmat.TypeCode {
			continue
		}
		isPad(sv.padlist)
		list := s.svs[sv.padlist]
		switch {
		case f.Header.Perl >= 5<<24|18<<16:
			for _, a := range sv.pads {
				isPad(a)
			}
		case list != nil:
			for _, r := range list.refs {
				isPad(r.to)
			}
		}
	}
}

// compare holds a heap against the slow one.
func (s *slowHeap) compare(h *Heap) error {
	addrs := slices.Sorted(maps.Keys(s.svs))
	if h.Count() != len(addrs) {
		return fmt.Errorf("%d SVs, want %d", h.Count(), len(addrs))
	}
	number := make(map[pmat.Addr]SV, len(addrs))
	for i, a := range addrs {
		number[a] = SV(i)
	}
	into := map[SV][]edgeOf{}
	bytes := int64(0)
	for i, a := range addrs {
		sv, want := SV(i), s.svs[a]
		bytes += int64(want.size)
		offset := int64(h.offsetHi[sv])<<32 | int64(h.offset[sv])
		if at, ok := h.At(a); h.Addr(sv) != a || !s.none[a] && (!ok || at != sv) || h.Size(sv) != int64(want.size) || h.Refcnt(sv) != want.refcnt || offset != want.offset {
			return fmt.Errorf("SV %d: address %s, size %d, refcount %d, record at %#x; want %s, %d, %d, %#x",
				sv, h.Addr(sv), h.Size(sv), h.Refcnt(sv), offset, a, want.size, want.refcnt, want.offset)
		}
		var refs []edgeOf
		detached := s.detached[a]
		if s.none[a] {
			detached = nil // nothing is added to an immortal
		}
		for _, r := range append(slices.Clip(want.refs), detached...) {
			if to, ok := number[r.to]; ok && !s.none[r.to] {
				refs = append(refs, edgeOf{sv, to, r.strength})
				into[to] = append(into[to], edgeOf{sv, to, r.strength})
			}
		}
		if got := edgesOf(h.out.row(sv), func(e edge) edgeOf { return edgeOf{sv, e.sv(), e.strength()} }); !slices.Equal(got, refs) {
			return fmt.Errorf("outrefs of %s: %v, want %v", a, got, refs)
		}
		pkg, ok := h.Blessed(sv)
		if exp, is := number[want.blessed]; ok != (is && !s.none[want.blessed]) || ok && pkg != exp {
			return fmt.Errorf("%s is blessed into %d %t, want %s", a, pkg, ok, want.blessed)
		}
	}
	for i, a := range addrs {
		sv := SV(i)
		if got := edgesOf(h.in.row(sv), func(e edge) edgeOf { return edgeOf{e.sv(), sv, e.strength()} }); !slices.Equal(got, into[sv]) {
			return fmt.Errorf("inrefs of %s: %v, want %v", a, got, into[sv])
		}
	}
	if h.Bytes() != bytes {
		return fmt.Errorf("%d bytes, want %d", h.Bytes(), bytes)
	}
	return nil
}

func edgesOf(row []edge, f func(edge) edgeOf) []edgeOf {
	var edges []edgeOf
	for _, e := range row {
		edges = append(edges, f(e))
	}
	return edges
}

func plainDump(t testing.TB, name string) []byte {
	t.Helper()
	f, err := os.Open(dumpPath(name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	zr, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(zr)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func compareSlowly(t *testing.T, b []byte, part int64) {
	t.Helper()
	f, err := pmat.NewFile(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		t.Fatal(err)
	}
	l := defaultLimits
	l.part = part
	l.slabs = 0
	h, err := loadWithLimits(b, l)
	if err != nil {
		t.Fatal(err)
	}
	if err := readSlowly(f).compare(h); err != nil {
		t.Error(err)
	}
}

// The columns and the rows are what the dump says, for every dump and read in
// one part or in many.
func TestDumpsAgainstSlowHeap(t *testing.T) {
	for name := range dumps {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			b := plainDump(t, name)
			compareSlowly(t, b, defaultLimits.part)
			compareSlowly(t, b, 50_000)
		})
	}
}

// The same for graphs at random, also such that have many blocks of SVs with
// a base each, and are reversed by several goroutines.
func TestRandomGraphsAgainstSlowHeap(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	rng := rand.New(rand.NewPCG(13, 14))
	for range 20 {
		compareSlowly(t, mixedDump(rng, 1+rng.IntN(1500)), 3000)
	}
	compareSlowly(t, mixedDump(rng, blockLen+blockLen/4), 1<<20)
	for range 50 {
		compareSlowly(t, padDump(rng), defaultLimits.part)
		_, b := randomModel(rng, 1+rng.IntN(60)) // with addresses that lie far apart
		compareSlowly(t, b, defaultLimits.part)
	}
}

// padDump has CODEs with pads, lists and slots of weak references, and ARRAYs
// that do not count their elements, in any relation to each other.
func padDump(rng *rand.Rand) []byte {
	cfg := pmatbuild.Default
	cfg.Ithreads = rng.IntN(2) == 0
	if rng.IntN(2) == 0 {
		cfg.Perl = 5<<24 | 14<<16 // a padlist is an ARRAY of the names and the pads
	}
	b := pmatbuild.New(cfg)
	n := 5 + rng.IntN(40)
	at := func() pmat.Addr { return pmat.Addr(0x1000 + 24*rng.IntN(n+2)) }
	for i := range n {
		sv := pmatbuild.SV{Addr: pmat.Addr(0x1000 + 24*i), Refcnt: 1, Size: 24}
		switch rng.IntN(5) {
		case 0:
			b.Code(sv, pmatbuild.Code{Outside: at(), Stash: at(), Glob: at(), Padlist: at(), Pads: []pmat.Addr{at(), at()}, Flags: byte(rng.IntN(256))})
		case 1:
			b.Hash(sv, at(), pmatbuild.Pair{Key: "k", Value: at()})
		case 2:
			b.Ref(sv, at(), true)
		default:
			b.Common(pmat.TypeArray, sv)
			b.Uint(3)
			b.Byte(byte(rng.IntN(2)) * pmat.ArrayUnreal)
			for range 3 {
				b.Ptr(at())
			}
		}
	}
	b.End()
	return b.Bytes()
}

// Padlists that are in each other belong to their CODEs, and are not followed
// for ever.
func TestPadlistsInEachOther(t *testing.T) {
	b := pmatbuild.New(pmatbuild.Default)
	b.Array(pmatbuild.SV{Addr: 0x100}, 0x200)
	b.Array(pmatbuild.SV{Addr: 0x200}, 0x100)
	b.Code(pmatbuild.SV{Addr: 0x1000}, pmatbuild.Code{Padlist: 0x100})
	b.Code(pmatbuild.SV{Addr: 0x2000}, pmatbuild.Code{Padlist: 0x200})
	b.End()
	h := loadBytes(t, b.Bytes())
	for list, want := range map[pmat.Addr]pmat.Addr{0x100: 0x1000, 0x200: 0x2000} {
		sv, _ := h.At(list)
		if cv, ok := h.PadCode(sv); !ok || h.Addr(cv) != want {
			t.Errorf("the padlist at %s is of %d, want %s", list, cv, want)
		}
	}
}
