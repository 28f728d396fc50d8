package heap

import (
	"context"
	"fmt"
	"runtime"
	"sync"
	"sync/atomic"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/section"
)

// limits are what the types of the columns can hold. Tests set small ones.
type limits struct {
	svs    int   // SVs of a heap
	block  int64 // references of neighbouring SVs that share a base
	offset int64 // of a record in the dump
	part   int64 // bytes of the dump that one goroutine reads at a time
	slabs  int64 // bytes of a dump from which on slabs are worth their while
}

var defaultLimits = limits{svs: MaxSVs, block: 1<<32 - 1, offset: offsetEnd, part: 16 << 20, slabs: freeAfter}

// slabs are where what a scan notes is kept until it is in the columns: in one
// for each time at which it can be given back. They are nil for small dumps.
type slabs struct {
	addrs, svs, refs *section.Slab
}

func (s *slabs) free() {
	s.addrs.Free()
	s.svs.Free()
	s.refs.Free()
}

// scan is one pass over the dump by as many goroutines as there are
// processors.
type scan struct {
	file   *pmat.File
	limits limits
	parts  []*part // that follow each other, from the first record to the last
	count  int     // of all their SVs
	tail   *pmat.Tail
	ends   int64 // offset of the tail
	cut    *pmat.Truncation
	skip   map[pmat.Type]int
	large  int // SVs whose size is not believed
	room   room
	slabs  slabs

	files    interned[string]
	opRoots  interned[pmat.Addr]
	lists    []pmat.Addr
	byMagic  []pmat.Addr
	detached []detachedExtension
}

func (s *scan) run(ctx context.Context, progress func(Progress)) error {
	progress(s.progress(0))
	s.room.limit = freeMemory()
	if s.file.Has(s.limits.slabs) {
		s.slabs = slabs{section.NewSlab(), section.NewSlab(), section.NewSlab()}
	}
	starts := s.file.Starts(ctx, s.limits.part)
	parts, err := s.read(ctx, starts, progress)
	if err != nil {
		return err
	}
	if err := s.file.Unpacked(); err != nil {
		return err
	}
	if err := s.follow(ctx, starts, parts); err != nil {
		return err
	}
	return s.end()
}

// progress says how far the scan has come when so many bytes are read; of a dump that
// is unpacked meanwhile, how much is unpacked.
func (s *scan) progress(read int64) Progress {
	if done, total, ahead := s.file.Unpacking(); ahead {
		return Progress{"reading SVs", done, total}
	}
	return Progress{"reading SVs", min(read, s.file.Size()), s.file.Size()}
}

// read lets goroutines read parts, the first ones first. It gives them by the
// offset at which they begin.
func (s *scan) read(ctx context.Context, starts *pmat.Starts, progress func(Progress)) (map[int64]*part, error) {
	var next atomic.Int64
	var mu sync.Mutex // for parts
	parts := map[int64]*part{}
	begin := func(i int) *part {
		at, ok := starts.At(i)
		if !ok {
			return nil
		}
		p := newPart(s, at)
		p.decoder = s.file.RecordsFrom(starts, i)
		p.read.Store(at)
		mu.Lock()
		defer mu.Unlock()
		parts[at] = p
		return p
	}
	var workers safe.Workers
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				p := begin(i)
				if p == nil {
					return
				}
				p.err = p.run(ctx)
				p.decoder.Pause()
				if i == 0 && p.err != nil {
					// It is one of the dump in any case: no other is worth reading.
					s.room.closed.Store(true)
				}
			}
		})
	}
	join(&workers, func() {
		if ctx.Err() != nil {
			return // nobody waits for it any more
		}
		read := int64(0)
		mu.Lock()
		for _, p := range parts {
			read += p.read.Load() - p.begin
		}
		mu.Unlock()
		progress(s.progress(read))
	})
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	return parts, s.room.err()
}

// follow finds the parts that make up the dump: the first, then the one that
// begins where it ended, and so on.
func (s *scan) follow(ctx context.Context, starts *pmat.Starts, parts map[int64]*part) error {
	at, ok := starts.At(0)
	for ok {
		p := parts[at]
		if p.err == nil && p.decoder.Resume() {
			p.err = p.run(ctx)
		}
		if p.err != nil {
			return p.err
		}
		p.base = uint32(s.count)
		s.count += p.svs.len()
		if s.count > s.limits.svs {
			return fmt.Errorf("heap: the dump has more than %d SVs, which is more than can be loaded", s.limits.svs)
		}
		s.add(p)
		at, ok = p.decoder.Start()
	}
	return nil
}

// add takes over what a part has that is not by SV.
func (s *scan) add(p *part) {
	s.parts = append(s.parts, p)
	files := renumbered(&s.files, &p.files)
	opRoots := renumbered(&s.opRoots, &p.opRoots)
	for i := range p.codes.len() {
		c := &p.codes.ref(i).code
		c.file, c.optree = files[c.file], opRoots[c.optree]
	}
	s.lists = append(s.lists, p.lists...)
	s.byMagic = append(s.byMagic, p.byMagic...)
	s.detached = append(s.detached, p.detached...)
	s.large += p.decoder.Oversized
	for t, n := range p.decoder.Skipped {
		if s.skip == nil {
			s.skip = map[pmat.Type]int{}
		}
		s.skip[t] += n
	}
}

// renumbered adds the values of a part to those of all parts, and gives for
// each number of the part the one that it has among all.
func renumbered[T comparable](all, part *interned[T]) []uint32 {
	numbers := make([]uint32, len(part.values))
	for i, v := range part.values {
		numbers[i] = all.number(v)
	}
	return numbers
}

// end reads what follows the SVs.
func (s *scan) end() error {
	last := s.parts[len(s.parts)-1]
	d := last.decoder
	if s.cut = d.Truncation(); s.cut != nil {
		s.tail = &pmat.Tail{Floor: -1}
		if s.count == 0 {
			return fmt.Errorf("%w: %w", ErrNoSVs, d.Err())
		}
	} else {
		s.ends = d.Offset()
		s.tail = d.Tail()
		s.cut = s.tail.Cut
	}
	if note, harmless := s.file.UnpackNote(); note != "" && (s.cut != nil || !harmless) {
		// Damaged packed data can unpack to something that looks like a proper
		// end, so this is said in any case.
		if s.cut == nil {
			s.cut = &pmat.Truncation{Record: "rest of the dump", Offset: d.Offset(), SVs: d.SVs}
		}
		s.cut.Reason, s.cut.Ends = note, false
	}
	if s.cut != nil {
		s.cut.SVs += int(last.base)
	}
	for _, p := range s.parts {
		p.decoder = nil
	}
	return nil
}
