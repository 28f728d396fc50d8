package diagnose

import (
	"context"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/retained"
)

// componentClass is a kind of lost components: those that go through the same classes and subs.
type componentClass struct {
	count   int
	things  int // objects and CODEs in them
	svs     int
	bytes   int64
	foreign int // lost components with references that are not in the dump
	cyclic  bool
	example []lostComponent // a few

	came   int // of the second heap: that the first did not have
	stayed int // of the last heap: that the one before had, lost as they are
	kept   int // of the last heap: that came between the first two
}

// componentClasses groups the lost components of a heap, by what [signer.sign] calls
// them, and hands each to a function.
func componentClasses(ctx context.Context, h *heap.Heap, sizes *retained.Sizes, each func(*componentClass, lostComponent)) (map[string]*componentClass, error) {
	found := map[string]*componentClass{}
	if sizes.Unreached == 0 {
		return found, ctx.Err()
	}
	s := &signer{h: h, classes: map[heap.SV]uint32{}, subs: map[heap.Location]uint32{}, ids: map[string]uint32{}}
	known := map[string]*componentClass{} // by what the signer has noted
	err := lostComponents(ctx, h, sizes, func(i lostComponent) {
		s.note(&i)
		c := known[string(s.key)]
		if c == nil {
			name := s.sign()
			if c = found[name]; c == nil {
				c = &componentClass{cyclic: i.cyclic}
				found[name] = c
			}
			known[string(s.key)] = c
		}
		c.count++
		c.things += things(h, i.members)
		c.bytes += i.bytes
		c.svs += i.svs
		if i.foreign > 0 {
			c.foreign++
		}
		each(c, i)
		if len(c.example) < 3 {
			c.example = append(c.example, i)
		}
	})
	return found, err
}

// things counts the objects and CODEs among some SVs.
func things(h *heap.Heap, svs []heap.SV) (n int) {
	for _, sv := range svs {
		if _, ok := h.Blessed(sv); ok || h.Kind(sv) == heap.KindCode {
			n++
		}
	}
	return n
}

// signer names lost components by the classes and subs of their members, so that
// those of one origin get the same name, in one dump and across dumps. Pure data is
// distinguished by kind. Names are numbered: there may be a million lost components
// of a few names.
type signer struct {
	h       *heap.Heap
	classes map[heap.SV]uint32 // by package
	subs    map[heap.Location]uint32
	ids     map[string]uint32 // by name
	names   []string

	seen      []uint32 // by id: the last lost component that has the name
	component uint32
	noted     []uint32 // ids of the names of the lost component
	below     []heap.SV
	cyclic    bool
	key       []byte // the same, for a map
}

const (
	signingMembers = 1 << 12 // of a lost component that are looked at
	signingData    = 1 << 8  // if all is data
)

// note records the names of a lost component.
func (s *signer) note(i *lostComponent) {
	s.component++
	s.noted, s.cyclic = s.noted[:0], i.cyclic
	for _, sv := range i.members[:min(len(i.members), signingMembers)] {
		if id, ok := s.idOf(sv); ok {
			s.add(id)
		}
	}
	if len(s.noted) == 0 {
		for _, sv := range i.members[:min(len(i.members), signingData)] {
			s.add(s.id(s.h.Kind(sv).String()))
		}
		if !i.cyclic {
			s.noteHeld(i.members[0])
		}
	}
	slices.Sort(s.noted)
	s.key = append(s.key[:0], 0)
	if i.cyclic {
		s.key[0] = 1
	}
	for _, id := range s.noted {
		s.key = binary.NativeEndian.AppendUint32(s.key, id)
	}
}

// signingHeld is how many SVs below data that nothing holds are looked at.
const signingHeld = 16

// signingEach is how many of these one SV may hold: a list of many is like its first.
const signingEach = 6

// noteHeld records the classes and subs next below data: arguments that C code
// keeps are an ARRAY like any other, but for what is in it.
func (s *signer) noteHeld(sv heap.SV) {
	s.below = append(s.below[:0], sv)
	looked := 0
	for n := 0; n < len(s.below); n++ {
		each := 0
		for to, i, ok := s.h.NextHeld(s.below[n], 0); ok && looked < signingHeld && each < signingEach; to, i, ok = s.h.NextHeld(s.below[n], i) {
			looked++
			each++
			if id, ok := s.idOf(to); ok {
				s.add(s.id("holds " + s.names[id]))
				continue
			}
			switch s.h.Kind(to) {
			case heap.KindRef, heap.KindScalar, heap.KindArray, heap.KindHash:
				if !slices.Contains(s.below, to) {
					s.below = append(s.below, to)
				}
			}
		}
	}
}

// idOf numbers the class or the sub of an SV.
func (s *signer) idOf(sv heap.SV) (uint32, bool) {
	if stash, ok := s.h.Blessed(sv); ok {
		id, known := s.classes[stash]
		if known {
			return id, true
		}
		if class, ok := s.h.Stash(stash).Name(); ok {
			id = s.id("=" + class)
			s.classes[stash] = id
			return id, true
		}
	}
	if s.h.Kind(sv) != heap.KindCode {
		return 0, false
	}
	loc, ok := s.h.Code(sv).Location()
	if !ok {
		return 0, false
	}
	id, known := s.subs[loc]
	if !known {
		id = s.id("&" + siteKey(loc))
		s.subs[loc] = id
	}
	return id, true
}

func (s *signer) id(name string) uint32 {
	id, known := s.ids[name]
	if !known {
		id = uint32(len(s.names))
		s.ids[name] = id
		s.names = append(s.names, name)
		s.seen = append(s.seen, 0)
	}
	return id
}

func (s *signer) add(id uint32) {
	if s.seen[id] != s.component {
		s.seen[id] = s.component
		s.noted = append(s.noted, id)
	}
}

// sign makes one name from those that were recorded.
func (s *signer) sign() string {
	names := make([]string, 0, len(s.noted)+1)
	for _, id := range s.noted {
		names = append(names, s.names[id])
	}
	slices.Sort(names)
	if s.cyclic {
		names = append(names, "cycle")
	}
	return strings.Join(names, "\x00")
}
