package heap

import (
	"bytes"
	"context"
	"fmt"
	"sync/atomic"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/safe"
)

// part is a section of the dump as one goroutine reads it: what is noted of
// its SVs, in the order of the file. A place is the position of an SV in that
// order, counted within the part where nothing else is said.
type part struct {
	file    *pmat.File
	decoder *pmat.Decoder
	limits  *limits
	room    *room
	counted int64        // bytes that were taken from the room
	begin   int64        // offset of its first record
	read    atomic.Int64 // offset that was reached
	err     error        // that loading ends with if the part is one of the dump
	base    uint32       // place of its first SV in the whole file

	addrs    chunked[pmat.Addr]
	runs     []uint32 // places at which addresses begin to ascend in one arena
	lastAddr pmat.Addr
	allAddrs pmat.Addr // bits that any address has
	svs      chunked[fileSV]
	starts   chunked[uint32]   // the first reference of each SV, relative to refsBase
	sizes    map[uint32]uint64 // by place, of those that do not fit fileSV
	refcnts  map[uint32]uint32

	refsBase    []int64 // by chunk of starts: the first of their references
	refs        references
	chunkStarts []chunkStart // in large containers, by place

	some [entriesPerChunk / 8]pmat.Addr // elements that were read together

	codes    chunked[fileCode]
	files    interned[string]
	opRoots  interned[pmat.Addr]
	detached []detachedExtension
	lists    []pmat.Addr // of weak references, by a HASH's slot
	byMagic  []pmat.Addr // the same by '<' magic
}

// newPart gives the part of a scan that begins at an offset, of which nothing has
// been read yet.
func newPart(s *scan, begin int64) *part {
	p := &part{file: s.file, limits: &s.limits, room: &s.room, begin: begin}
	p.addrs.slab, p.svs.slab = s.slabs.addrs, s.slabs.svs
	p.starts.slab, p.refs.words.slab, p.codes.slab = s.slabs.refs, s.slabs.refs, s.slabs.refs
	return p
}

// fileSV is an SV in the order of the file, without its address.
type fileSV struct {
	offset   uint32 // of its record, the lower 32 of 40 bits
	size     uint16 // ^0 for one that does not fit
	offsetHi uint8
	refcnt   uint8 // ^0 for one that does not fit
	kind     Kind
	flags    uint8
	state    State
}

// fileCode is a CODE whose SV is still a place. Its pads are the references
// padFrom … padFrom+pads-1 of its own, the names of their lexicals padnames-1, or
// none if that is 0.
type fileCode struct {
	place    uint32
	code     code
	padlist  pmat.Addr
	padFrom  uint32
	pads     uint32
	padnames uint32
}

// detachedExtension is an extension record that does not stand behind its SV.
type detachedExtension struct {
	addr   pmat.Addr
	sv     SV
	offset int64
	refs   []reference
	edges  []edge
	state  State
}

// interned gives every distinct value a number. Neighbours mostly have the
// same, so the last one is looked at first.
type interned[T comparable] struct {
	values []T
	index  map[T]uint32
	last   uint32
}

func (t *interned[T]) number(v T) uint32 {
	if len(t.values) > 0 && t.values[t.last] == v {
		return t.last
	}
	n, ok := t.index[v]
	if !ok {
		if t.index == nil {
			t.index = map[T]uint32{}
		}
		n = uint32(len(t.values))
		t.values = append(t.values, v)
		t.index[v] = n
	}
	t.last = n
	return n
}

// fileNumber returns the number of a file name.
func (s *part) fileNumber(name []byte) uint32 {
	if t := &s.files; len(t.values) > 0 && t.values[t.last] == string(name) {
		return t.last
	}
	return s.files.number(string(bytes.Clone(name)))
}

const (
	// askEvery is after how many records a reader asks whether it is to go on;
	// in large containers it asks where chunks begin.
	askEvery  = 1 << 12
	offsetEnd = 1 << 40 // what the columns of offsets hold
	arena     = 1 << 12 // more than the SVs of one of perl's arenas span
)

// run reads records until the part ends or breaks off, which the decoder then
// tells. It may be called again after the decoder's Resume.
func (s *part) run(ctx context.Context) error {
	d := s.decoder
	for n := 0; d.Next(); n++ {
		if n%askEvery == 0 {
			if err := s.ask(ctx); err != nil {
				return err
			}
		}
		if d.Record().Type.IsExtension() {
			s.extension()
			continue
		}
		if s.svs.len() >= s.limits.svs {
			return fmt.Errorf("heap: the dump has more than %d SVs, which is more than can be loaded", s.limits.svs)
		}
		if err := s.sv(ctx); err != nil {
			return err
		}
	}
	s.read.Store(d.Offset())
	if d.Truncation() != nil {
		s.dropPartial(d.SVs)
	}
	if err := s.checkTwice(); err != nil {
		return err
	}
	return s.checkRefs()
}

func (s *part) ask(ctx context.Context) error {
	s.read.Store(s.decoder.Offset())
	needs := int64(s.svs.len())*svMemory + s.refs.len()*refMemory + int64(len(s.detached))*detachedMemory
	taken := needs - s.counted
	s.counted = needs
	if err := s.room.take(taken); err != nil {
		return err
	}
	if !safe.Turn(ctx) {
		return ctx.Err()
	}
	return nil
}

// dropPartial forgets the last SV if its record broke off inside its body.
func (s *part) dropPartial(whole int) {
	if s.svs.len() == whole {
		return
	}
	from, _ := s.refsOf(whole)
	s.refs.cut(from)
	s.addrs.cut(whole)
	s.svs.cut(whole)
	s.starts.cut(whole)
	if n := len(s.runs); n > 0 && int(s.runs[n-1]) == whole {
		s.runs = s.runs[:n-1]
	}
	if n := s.codes.len(); n > 0 && int(s.codes.ref(n-1).place) == whole {
		s.codes.cut(n - 1)
	}
	s.chunkStarts = s.chunkStarts[:len(s.chunkStarts)-len(s.chunkStartsFrom(whole))]
}

// refsOf returns the references that the SV at a place has.
func (s *part) refsOf(place int) (from, to int64) {
	return s.refsFrom(place), s.refsFrom(place + 1)
}

// refsFrom returns the first reference of the SVs from a place on.
func (s *part) refsFrom(place int) int64 {
	if place == s.starts.len() {
		return s.refs.len()
	}
	return s.refsBase[place>>chunkBits] + int64(s.starts.at(place))
}

// refsEnds returns where the references of SVs from a place on end, relative to a
// base: of n SVs, or fewer where these do not lie side by side.
func (s *part) refsEnds(place, n int) (ends []uint32, base int64) {
	next := place + 1
	if next&(chunkLen-1) == 0 || next == s.starts.len() {
		return []uint32{0}, s.refsFrom(next)
	}
	return s.starts.run(next, n), s.refsBase[next>>chunkBits]
}

// checkRefs refuses more references than can be told apart.
func (s *part) checkRefs() error {
	if n := len(s.refsBase); n > 0 && s.refs.len()-s.refsBase[n-1] > s.limits.block {
		return fmt.Errorf("heap: %d SVs behind each other have more than %d references", chunkLen, s.limits.block)
	}
	return nil
}

func (s *part) sv(ctx context.Context) error {
	rec := s.decoder.Record()
	place := s.svs.len()
	if place&(chunkLen-1) == 0 {
		if err := s.checkRefs(); err != nil {
			return err
		}
		s.refsBase = append(s.refsBase, s.refs.len())
	}
	begin := s.refs.len() - s.refsBase[place>>chunkBits]
	if begin > s.limits.block {
		return s.checkRefs()
	}
	if rec.Offset >= s.limits.offset {
		return fmt.Errorf("heap: the dump is longer than %d bytes, which is more than can be loaded", s.limits.offset)
	}
	kind, flags := kindOf(rec)
	sv := fileSV{
		offset: uint32(rec.Offset), offsetHi: uint8(rec.Offset >> 32),
		size: uint16(rec.Size), refcnt: uint8(rec.Refcnt), kind: kind, flags: flags,
	}
	if rec.Size >= 1<<16-1 || rec.Refcnt >= 1<<8-1 {
		s.large(&sv, uint32(place), rec)
	}
	if rec.Addr-s.lastAddr-1 >= arena || place == 0 { // wraps where addresses descend
		s.runs = append(s.runs, uint32(place))
	}
	if place == 0 {
		s.refs.near(rec.Addr, s.file.Header.PtrLen)
	}
	s.lastAddr = rec.Addr
	s.allAddrs |= rec.Addr
	s.addrs.add(rec.Addr)
	if rec.Blessed != 0 {
		sv.state = isBlessed
		s.refs.add(rec.Blessed, blessedSlot.how(rec))
	}
	s.svs.add(sv)
	s.starts.add(uint32(begin))
	refers := &slotsOf[rec.Type]
	for i := range refers.slots {
		r := &refers.slots[i]
		if p := rec.Ptrs[r.ptr]; int(r.ptr) < rec.NPtrs && p != 0 && r.rule != noReference {
			if r.rule == ofBackrefs {
				s.lists = append(s.lists, p)
			}
			s.refs.add(p, r.how(rec))
		}
	}
	switch rec.Type {
	case pmat.TypeArray, pmat.TypeObject:
		return s.elems(ctx, rec, refers.entry.how(rec))
	case pmat.TypeHash, pmat.TypeStash, pmat.TypeClass:
		return s.values(ctx, rec, refers.entry.how(rec))
	case pmat.TypeCode:
		return s.code(rec, uint32(place))
	case pmat.TypeStruct:
		for _, field := range rec.Struct.Fields {
			v, ok := s.decoder.NextStructValue()
			if ok && field.Kind == pmat.FieldPtr {
				s.refs.add(pmat.Addr(v), refers.entry.how(rec))
			}
		}
	}
	return nil
}

// large notes the numbers that do not fit a fileSV.
func (s *part) large(sv *fileSV, place uint32, rec *pmat.Record) {
	if rec.Size >= 1<<16-1 {
		if s.sizes == nil {
			s.sizes = map[uint32]uint64{}
		}
		sv.size, s.sizes[place] = 1<<16-1, rec.Size
	}
	if rec.Refcnt >= 1<<8-1 {
		if s.refcnts == nil {
			s.refcnts = map[uint32]uint32{}
		}
		sv.refcnt, s.refcnts[place] = 1<<8-1, rec.Refcnt
	}
}

func (s *part) elems(ctx context.Context, rec *pmat.Record, how uint32) error {
	for n := 0; ; {
		if n == 0 && isLarge(rec) {
			if err := s.ask(ctx); err != nil {
				return err
			}
			s.startChunk()
		}
		k := s.decoder.NextElems(s.some[:min(len(s.some), entriesPerChunk-n)])
		if k == 0 {
			return nil
		}
		for _, p := range s.some[:k] {
			s.refs.add(p, how)
		}
		n = (n + k) % entriesPerChunk
	}
}

func (s *part) values(ctx context.Context, rec *pmat.Record, how uint32) error {
	for n := uint64(0); ; n++ {
		if n%entriesPerChunk == 0 && isLarge(rec) {
			if err := s.ask(ctx); err != nil {
				return err
			}
			s.startChunk()
		}
		p, ok := s.decoder.NextPair()
		if !ok {
			return nil
		}
		s.refs.add(p.Value, how)
	}
}

// What the body of a CODE refers to, and what of it counts under threads.
var bodyItems, threadItems = countedItems(false), countedItems(true)

func (s *part) code(rec *pmat.Record, place uint32) error {
	d := s.decoder
	b, err := d.Text(rec.Strs[pmat.CodeFile], maxFileName)
	if err != nil {
		return err
	}
	line := rec.Line
	if line > 1<<32-1 {
		line = 0
	}
	c := fileCode{place: place, padlist: rec.Ptrs[pmat.CodePadlist], code: code{
		file: s.fileNumber(b), line: uint32(line), depth: rec.Depth, optree: s.opRoots.number(rec.OpRoot),
	}}
	begin := s.refsFrom(int(place))
	kinds := bodyItems
	if s.file.Header.Ithreads {
		kinds = threadItems
	}
	for {
		item, ok := d.NextCodeItemOf(kinds)
		if !ok {
			break
		}
		if item.Ptr == 0 {
			continue
		}
		at := uint32(s.refs.len() - begin)
		s.refs.add(item.Ptr, codeItems[item.Kind].how(rec))
		switch item.Kind {
		case pmat.ItemPadnames:
			c.padnames = at + 1
		case pmat.ItemPad:
			// perl's lie side by side. Of others the last that do count.
			if at != c.padFrom+c.pads {
				c.padFrom, c.pads = at, 0
			}
			c.pads++
		}
	}
	s.codes.add(c)
	return nil
}

// extension reads what adds to an SV: mostly the one just before.
func (s *part) extension() {
	rec := s.decoder.Record()
	var refs []reference
	for i := range slotsOf[rec.Type].slots {
		r := &slotsOf[rec.Type].slots[i]
		if p := rec.Ptrs[r.ptr]; int(r.ptr) < rec.NPtrs && p != 0 && r.rule != noReference {
			refs = append(refs, reference{p, r.how(rec)})
		}
	}
	st := State(0)
	if rec.Type == pmat.ExtMagic {
		st = hasMagic
		if rec.Kind == magicBackrefs {
			s.byMagic = append(s.byMagic, rec.Ptrs[pmat.MagicObj])
		}
	}
	if last := s.svs.len() - 1; last >= 0 && s.lastAddr == rec.Addr {
		for _, r := range refs {
			s.refs.add(r.to, r.how)
		}
		s.svs.ref(last).state |= st | hasExtension
		return
	}
	s.detached = append(s.detached, detachedExtension{addr: rec.Addr, offset: rec.Offset, refs: refs, state: st | hasDetached})
}
