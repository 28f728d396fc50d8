package capture

import "fmt"

// eachSV gives the SVs in the order of perl's arenas, freed ones left out. An
// arena begins with an SV of its own, whose body is the next arena and whose
// reference count is how many SVs there are. It stops when yield says so.
func (p *Perl) eachSV(yield func(sv uint64, head []byte) bool) error {
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
		for i := p.o.svSize; i < uint64(len(all)); i += p.o.svSize {
			head := all[i : i+p.o.svSize]
			if head[p.o.svFlags] == freedSV {
				continue
			}
			if !yield(arena+i, head) {
				return nil
			}
		}
	}
	if len(seen) == 0 {
		return fmt.Errorf("%w: it has no arenas", ErrNotPerl)
	}
	return nil
}

// counts gives how many SVs are alive in the arenas, and how many perl says
// that there are.
func (p *Perl) counts() (found, said int, err error) {
	err = p.eachSV(func(uint64, []byte) bool { found++; return true })
	addr, _ := p.variable("sv_count")
	return found, int(int64(p.m.u64(addr))), err
}
