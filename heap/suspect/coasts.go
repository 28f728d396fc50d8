package suspect

import (
	"context"
	"encoding/binary"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/retained"
)

// coast is a kind of island: those that go through the same classes and subs.
type coast struct {
	count   int
	svs     int
	bytes   int64
	foreign int // islands with references that are not in the dump
	cyclic  bool
	example []island // a few
}

// coasts groups the islands of a heap, by what [signer.sign] calls them.
func coasts(ctx context.Context, h *heap.Heap, sizes *retained.Sizes) (map[string]*coast, error) {
	found := map[string]*coast{}
	if sizes.Unreached == 0 {
		return found, ctx.Err()
	}
	s := &signer{h: h, classes: map[heap.SV]uint32{}, subs: map[heap.Location]uint32{}, ids: map[string]uint32{}}
	known := map[string]*coast{} // by what the signer has noted
	err := islands(ctx, h, sizes, func(i island) {
		s.note(&i)
		c := known[string(s.key)]
		if c == nil {
			name := s.sign()
			if c = found[name]; c == nil {
				c = &coast{cyclic: i.cyclic}
				found[name] = c
			}
			known[string(s.key)] = c
		}
		c.count++
		c.bytes += i.bytes
		c.svs += i.svs
		if i.foreign > 0 {
			c.foreign++
		}
		if len(c.example) < 3 {
			c.example = append(c.example, i)
		}
	})
	return found, err
}

// signer names islands by the classes and subs of their members, so that those
// of one origin meet, in one dump and across dumps. Pure data is told apart by
// kind. Names are numbered: there may be a million islands of a few names.
type signer struct {
	h       *heap.Heap
	classes map[heap.SV]uint32 // by package
	subs    map[heap.Location]uint32
	ids     map[string]uint32 // by name
	names   []string

	seen   []uint32 // by id: the last island that has the name
	island uint32
	noted  []uint32 // ids of the names of the island
	cyclic bool
	key    []byte // the same, for a map
}

const (
	signingMembers = 1 << 12 // of an island that are looked at
	signingData    = 1 << 8  // if all is data
)

// note takes down the names of an island.
func (s *signer) note(i *island) {
	s.island++
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

// idOf numbers the class or the sub of an SV.
func (s *signer) idOf(sv heap.SV) (uint32, bool) {
	if stash, ok := s.h.Blessed(sv); ok {
		id, known := s.classes[stash]
		if known {
			return id, true
		}
		if class, ok := s.h.StashName(stash); ok {
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
	if s.seen[id] != s.island {
		s.seen[id] = s.island
		s.noted = append(s.noted, id)
	}
}

// sign makes one name of those that were noted.
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
