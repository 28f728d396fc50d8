package capture

import "fmt"

// eachSV yields the SVs in the order of perl's arenas, leaving out freed ones.
func (p *Perl) eachSV(yield func(sv uint64, head []byte) bool) error {
	return p.eachSlot(func(sv uint64, head []byte) bool {
		return head[p.o.svFlags] == freedSV || yield(sv, head)
	})
}

// eachSlot yields the slots for SVs.
func (p *Perl) eachSlot(yield func(sv uint64, head []byte) bool) error {
	return p.eachArena(func(arena uint64, all []byte) bool {
		for i := p.o.svSize; i < uint64(len(all)); i += p.o.svSize {
			if !yield(arena+i, all[i:i+p.o.svSize]) {
				return false
			}
		}
		return true
	})
}

// eachArena yields the arenas. An arena begins with an SV of its own, whose body is
// the next arena and whose reference count is how many places there are.
func (p *Perl) eachArena(yield func(arena uint64, all []byte) bool) error {
	seen := map[uint64]bool{}
	for arena := p.ptr("sv_arenaroot"); arena != 0; arena = p.m.u64(arena + p.o.svAny) {
		if seen[arena] {
			return fmt.Errorf("%w: its arenas lead in a circle at %#x", ErrTorn, arena)
		}
		seen[arena] = true
		slots := uint64(p.m.u32(arena + p.o.svRefcnt))
		all := p.m.bytes(arena, int(min(slots*p.o.svSize, 1<<40)))
		if all == nil {
			return fmt.Errorf("%w: the arena at %#x, of %d SVs, is not in memory", ErrTorn, arena, slots)
		}
		if !yield(arena, all) {
			return nil
		}
	}
	if len(seen) == 0 {
		return fmt.Errorf("%w: it has no arenas", ErrNotPerl)
	}
	return nil
}

// allocated reports whether an SV is in a slot of the arenas.
func (p *Perl) allocated(sv uint64) bool {
	found := false
	err := p.eachArena(func(arena uint64, all []byte) bool {
		found = sv > arena && sv-arena < uint64(len(all)) && (sv-arena)%p.o.svSize == 0
		return !found
	})
	return err == nil && found
}

// counts returns how many SVs are alive in the arenas, and how many there are
// according to perl, less those that are being freed: these are neither alive nor
// free while a destructor runs.
func (p *Perl) counts() (found, said int, err error) {
	slots := 0
	err = p.eachSlot(func(_ uint64, head []byte) bool {
		if slots++; head[p.o.svFlags] != freedSV {
			found++
		}
		return true
	})
	if err != nil {
		return 0, 0, err
	}
	addr, _ := p.variable("sv_count")
	said = int(int64(p.m.u64(addr)))
	p.freeing = 0
	if free, ok := p.free(slots); ok && slots-free == said {
		p.freeing = said - found
	}
	said -= p.freeing
	return found, said, nil
}

// free counts the list of free SVs; false if it is longer than the limit, or leads
// to memory that is not there.
func (p *Perl) free(most int) (n int, ok bool) {
	for sv := p.ptr("sv_root"); sv != 0; sv = p.m.u64(sv + p.o.svAny) {
		if n++; n > most || !p.m.has(sv, int(p.o.svSize)) {
			return 0, false
		}
	}
	return n, true
}
