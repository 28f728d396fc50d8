package heap

import (
	"bytes"
	"context"
	"fmt"
	"sort"
	"sync"

	"github.com/perlheap/perlheap/heap/pmat"
)

// pending is a reference before its target is known by number: the address
// shifted left by two, and in the two bits how it counts. Addresses have two
// upper bits alike (they are sign-extended), so none is lost.
type pending uint64

const (
	pendStrong pending = iota
	pendWeak
	pendBackrefs // strong to an ARRAY, weak to the only referrer itself
	pendInferred
)

func (p pending) addr() pmat.Addr { return pmat.Addr(int64(p) >> 2) }

// scan is one pass over the dump: columns in the order of the file.
type scan struct {
	file    *pmat.File
	decoder *pmat.Decoder
	tail    *pmat.Tail

	addrs   chunked[pmat.Addr]
	offsets chunked[int64]
	kinds   chunked[Kind]
	flags   chunked[uint8]
	states  chunked[state]
	sizes   narrowed[uint16]
	refcnts narrowed[uint8]

	refs      chunked[pending]
	refsBegin chunked[uint32] // by SV, relative to refsBase of its block
	refsBase  []int64         // by block of SVs

	codes  chunked[fileCode]
	files  interned
	strays []stray
	mu     sync.Mutex  // for lists
	lists  []pmat.Addr // of weak references, by a HASH's slot or '<' magic
}

// fileCode is a code whose SV is still a place in the file. Its pads are the
// references padFrom … padFrom+pads-1 of its own, its names are padFrom-1 if
// padnames is set.
type fileCode struct {
	place    uint32
	code     code
	padFrom  uint32
	pads     uint32
	padnames bool
}

// stray is an extension record that does not stand behind its SV.
type stray struct {
	addr   pmat.Addr
	sv     SV
	offset int64
	refs   []pending
	state  state
}

// interned gives every distinct string a number. Neighbours mostly have the
// same, so the last one is looked at first.
type interned struct {
	names []string
	index map[string]uint32
	last  uint32
}

func (t *interned) number(b []byte) uint32 {
	if len(t.names) > 0 && t.names[t.last] == string(b) {
		return t.last
	}
	n, ok := t.index[string(b)]
	if !ok {
		if t.index == nil {
			t.index = map[string]uint32{}
		}
		n = uint32(len(t.names))
		name := string(bytes.Clone(b))
		t.names = append(t.names, name)
		t.index[name] = n
	}
	t.last = n
	return n
}

func newScan(file *pmat.File) *scan {
	return &scan{file: file, decoder: file.Records()}
}

// progressEvery is after how many records progress is told and ctx is asked.
const progressEvery = 1 << 15

func (s *scan) run(ctx context.Context, progress func(Progress)) error {
	d := s.decoder
	for n := 0; d.Next(); n++ {
		if n%progressEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
			progress(Progress{"reading SVs", d.Offset(), s.file.Size()})
		}
		if d.Record().Type.IsExtension() {
			s.extension()
			continue
		}
		if s.addrs.len() > MaxSVs {
			return fmt.Errorf("heap: the dump has more than %d SVs, which is more than can be loaded", MaxSVs)
		}
		if err := s.sv(); err != nil {
			return err
		}
	}
	if t := d.Truncation(); t != nil {
		s.tail = &pmat.Tail{Floor: -1}
		if d.SVs == 0 {
			return fmt.Errorf("%w: %w", ErrNoSVs, d.Err())
		}
		s.dropPartial(d.SVs)
		return nil
	}
	s.tail = d.Tail()
	return nil
}

// dropPartial forgets the last SV if its record broke off inside its body.
func (s *scan) dropPartial(whole int) {
	if s.addrs.len() == whole {
		return
	}
	from, _ := s.refsOf(uint32(whole))
	s.refs.cut(from)
	s.addrs.cut(whole)
	s.offsets.cut(whole)
	s.kinds.cut(whole)
	s.flags.cut(whole)
	s.states.cut(whole)
	s.sizes.small.cut(whole)
	s.refcnts.small.cut(whole)
	s.refsBegin.cut(whole)
	if n := s.codes.len(); n > 0 && int(s.codes.at(n-1).place) == whole {
		s.codes.cut(n - 1)
	}
}

func (s *scan) truncation() *pmat.Truncation {
	t := s.decoder.Truncation()
	if t == nil {
		t = s.tail.Cut
	}
	if note := s.file.UnpackNote(); note != "" {
		// Damaged gzip data can unpack to something that looks like a proper
		// end, so this is said in any case.
		if t == nil {
			t = &pmat.Truncation{Record: "rest of the dump", Offset: s.decoder.Offset(), SVs: s.decoder.SVs}
		}
		t.Reason, t.Ends = note, false
	}
	return t
}

// ref notes a reference of the SV being read.
func (s *scan) ref(to pmat.Addr, how pending) {
	if to != 0 {
		s.refs.add(pending(to)<<2 | how)
	}
}

func (s *scan) sv() error {
	rec := s.decoder.Record()
	place := s.addrs.len()
	if place&(blockLen-1) == 0 {
		s.refsBase = append(s.refsBase, int64(s.refs.len()))
	}
	s.refsBegin.add(uint32(int64(s.refs.len()) - s.refsBase[place>>blockBits]))
	kind, flags := kindOf(rec)
	s.addrs.add(rec.Addr)
	s.offsets.add(rec.Offset)
	s.kinds.add(kind)
	s.flags.add(flags)
	s.sizes.add(rec.Size)
	s.refcnts.add(uint64(rec.Refcnt))
	if rec.Blessed == 0 {
		s.states.add(0)
	} else {
		s.states.add(isBlessed)
		s.ref(rec.Blessed, pendWeak)
	}
	switch rec.Type {
	case pmat.TypeRef:
		how := pendStrong
		if rec.Flags&pmat.RefWeak != 0 {
			how = pendWeak
		}
		s.ref(rec.Ptrs[pmat.RefRV], how)
		s.ref(rec.Ptrs[pmat.RefOurstash], pendStrong)
	case pmat.TypeScalar:
		s.ref(rec.Ptrs[pmat.ScalarOurstash], pendStrong)
	case pmat.TypeArray:
		how := pendStrong
		if rec.Flags&pmat.ArrayUnreal != 0 {
			how = pendWeak
		}
		s.elems(how)
	case pmat.TypeObject:
		s.elems(pendStrong)
	case pmat.TypeHash, pmat.TypeStash, pmat.TypeClass:
		s.hash(rec)
	case pmat.TypeCode:
		return s.code(rec, uint32(place))
	case pmat.TypeGlob:
		s.glob(rec)
	case pmat.TypeIO:
		for _, p := range rec.Ptrs[:rec.NPtrs] {
			s.ref(p, pendStrong)
		}
	case pmat.TypeLvalue:
		s.ref(rec.Ptrs[pmat.LvTarget], pendStrong)
	case pmat.TypeStruct:
		for _, field := range rec.Struct.Fields {
			v, ok := s.decoder.NextStructValue()
			if ok && field.Kind == pmat.FieldPtr {
				s.ref(pmat.Addr(v), pendStrong)
			}
		}
	}
	return nil
}

func (s *scan) elems(how pending) {
	for {
		p, ok := s.decoder.NextElem()
		if !ok {
			return
		}
		if p != 0 {
			s.refs.add(pending(p)<<2 | how)
		}
	}
}

func (s *scan) hash(rec *pmat.Record) {
	s.ref(rec.Ptrs[pmat.HashBackrefs], pendBackrefs)
	for _, p := range rec.Ptrs[1:max(1, rec.NPtrs)] { // a STASH's and CLASS's own
		s.ref(p, pendStrong)
	}
	for {
		p, ok := s.decoder.NextPair()
		if !ok {
			return
		}
		s.ref(p.Value, pendStrong)
	}
}

func (s *scan) glob(rec *pmat.Record) {
	for i := pmat.GlobScalar; i <= pmat.GlobForm; i++ {
		how := pendStrong
		if i == pmat.GlobEGV && rec.Ptrs[i] == rec.Addr {
			how = pendWeak
		}
		s.ref(rec.Ptrs[i], how)
	}
}

func (s *scan) code(rec *pmat.Record, place uint32) error {
	d := s.decoder
	weakIf := func(weak bool) pending {
		if weak {
			return pendWeak
		}
		return pendStrong
	}
	s.ref(rec.Ptrs[pmat.CodeOutside], weakIf(rec.Flags&pmat.CodeWeakOutside != 0))
	s.ref(rec.Ptrs[pmat.CodeStash], pendWeak)
	s.ref(rec.Ptrs[pmat.CodeGlob], weakIf(rec.Flags&pmat.CodeStrongGV == 0))
	s.ref(rec.Ptrs[pmat.CodeConstval], pendStrong)
	s.ref(rec.Ptrs[pmat.CodePadlist], pendStrong)
	b, err := d.Text(rec.Strs[pmat.CodeFile], 1<<16)
	if err != nil {
		return err
	}
	line := rec.Line
	if line > 1<<32-1 {
		line = 0
	}
	c := fileCode{place: place, code: code{
		file: s.files.number(b), line: uint32(line), depth: rec.Depth,
		padlist: rec.Ptrs[pmat.CodePadlist], opRoot: rec.OpRoot,
	}}
	begin, _ := s.refsOf(place)
	threads := s.file.Header.Ithreads
	for {
		item, ok := d.NextCodeItem()
		if !ok {
			break
		}
		switch item.Kind {
		case pmat.ItemConst, pmat.ItemGlob:
			if !threads { // under threads they are in the pad, which counts them
				s.ref(item.Ptr, pendStrong)
			}
		case pmat.ItemPadnames:
			s.ref(item.Ptr, pendStrong)
			c.padnames = item.Ptr != 0
			c.padFrom = uint32(s.refs.len() - begin)
		case pmat.ItemPad:
			// The pads come last, so they lie side by side.
			if item.Ptr != 0 {
				s.ref(item.Ptr, pendStrong)
				c.pads++
				c.padFrom = uint32(s.refs.len()-begin) - c.pads
			}
		}
	}
	s.codes.add(c)
	return nil
}

// extension reads what adds to an SV: mostly the one just before.
func (s *scan) extension() {
	rec := s.decoder.Record()
	var refs []pending
	add := func(p pmat.Addr, how pending) {
		if p != 0 {
			refs = append(refs, pending(p)<<2|how)
		}
	}
	st := state(0)
	switch rec.Type {
	case pmat.ExtMagic:
		st = hasMagic
		how := pendWeak
		if rec.Flags&pmat.MagicRefcounted != 0 {
			how = pendStrong
		}
		add(rec.Ptrs[pmat.MagicObj], how)
		add(rec.Ptrs[pmat.MagicPtr], pendStrong)
		if rec.Kind == magicBackrefs {
			s.lists = append(s.lists, rec.Ptrs[pmat.MagicObj])
		}
	case pmat.ExtNote:
		add(rec.Ptrs[pmat.NoteSV], pendStrong)
	case pmat.ExtSavedSV, pmat.ExtSavedAV, pmat.ExtSavedHV, pmat.ExtSavedElem, pmat.ExtSavedCV:
		add(rec.Ptrs[pmat.SavedValue], pendInferred)
	case pmat.ExtSavedValue:
		add(rec.Ptrs[pmat.SavedKey], pendInferred)
		add(rec.Ptrs[pmat.SavedHashVal], pendInferred)
	}
	last := s.addrs.len() - 1
	if last >= 0 && s.addrs.at(last) == rec.Addr {
		for _, r := range refs {
			s.refs.add(r)
		}
		s.states.set(last, s.states.at(last)|st|hasExtension)
		return
	}
	s.strays = append(s.strays, stray{addr: rec.Addr, offset: rec.Offset, refs: refs, state: st | hasStray})
}

// refsOf gives the references that the SV at a place in the file has.
func (s *scan) refsOf(place uint32) (from, to int) {
	at := func(i int) int {
		if i == s.refsBegin.len() {
			return s.refs.len()
		}
		return int(s.refsBase[i>>blockBits] + int64(s.refsBegin.at(i)))
	}
	return at(int(place)), at(int(place) + 1)
}

// orderedCodes gives the CODEs in the order of their numbers.
func (s *scan) orderedCodes(kinds []Kind, order []uint32) []code {
	codes := make([]code, 0, s.codes.len())
	for sv, k := range kinds {
		if k != KindCode {
			continue
		}
		c := s.fileCode(order[sv]).code
		c.sv = SV(sv)
		codes = append(codes, c)
	}
	return codes
}

// fileCode finds the CODE at a place in the file.
func (s *scan) fileCode(place uint32) fileCode {
	return s.codes.at(sort.Search(s.codes.len(), func(i int) bool { return s.codes.at(i).place >= place }))
}
