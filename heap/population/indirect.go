package population

import (
	"sync/atomic"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/safe"
)

// What several things hold has a dominator that does not hold it itself. It is
// called what the symbol table calls it, or else what a sub does; of several
// such names it has the first by name. Goroutines propose names, and a better
// one replaces one that is not as good, so that their order does not matter.

// proposal marks a step that may be replaced.
const proposal word = 1 << 31

// roots notes by which root perl itself holds what nothing dominates. What is on
// the stack or mortal is a temporary, like those of a pad.
func (b *builder) roots() {
	note := func(sv heap.SV, s path.Step) {
		if _, dominated := b.sizes.Dominator(sv); !dominated && b.via[sv] == noStep {
			b.via[sv] = b.words.number(s)
		}
	}
	for _, r := range b.h.Roots().All() {
		sv, ok := b.h.At(r.Addr)
		if !ok || r.Strength != heap.Strong || b.h.Immortal(sv) {
			continue
		}
		note(sv, path.Step{Kind: path.Root, Text: r.Desc})
	}
	_, passing := b.h.Held()
	for _, sv := range passing {
		note(sv, path.Step{Kind: path.Temporary})
	}
}

// indirect proposes names by the GLOBs and pads that hold what others hold too.
func (l *looker) indirect() error {
	for n, d := range l.shared {
		if n&0xff == 0 && !safe.Turn(l.ctx) {
			return l.ctx.Err()
		}
		if l.h.Kind(d) == heap.KindGlob {
			l.nameSlots(d)
		} else if err := l.nameVariables(d); err != nil {
			return err
		}
	}
	return nil
}

// wants reports whether an SV is to have a name by what holds it without
// dominating it.
func (l *looker) wants(d, sv heap.SV) bool {
	if l.h.Immortal(sv) || l.dominates(d, sv) {
		return false
	}
	was := atomic.LoadUint32((*uint32)(&l.via[sv]))
	return was == uint32(noStep) || word(was)&proposal != 0
}

// propose returns an SV a name unless it has a better one.
func (l *looker) propose(sv heap.SV, w word) {
	at := (*uint32)(&l.via[sv])
	for {
		was := word(atomic.LoadUint32(at))
		if was == w|proposal || was != noStep && comparePaths(l.words.step(was&^proposal), l.words.step(w)) <= 0 {
			return
		}
		if atomic.CompareAndSwapUint32(at, uint32(was), uint32(w|proposal)) {
			return
		}
	}
}

func (l *looker) nameSlots(glob heap.SV) {
	if !l.isSymbol(glob) {
		return
	}
	for to, i, ok := l.h.NextHeld(glob, 0); ok; to, i, ok = l.h.NextHeld(glob, i) {
		if l.wants(glob, to) && l.h.Kind(to) != heap.KindCode {
			if w := l.symbol(to); w != further {
				l.propose(to, w)
			}
		}
	}
}

func (l *looker) nameVariables(pad heap.SV) error {
	cv, optree, cloned := l.optree(pad)
	if cv == heap.NoSV {
		return nil
	}
	names := l.known[optree]
	if !cloned || len(names) == 0 || len(names) != l.h.HeldCount(pad) {
		var err error
		if names, err = l.readPad(pad, cv); err != nil {
			return err
		}
		if cloned && l.known[optree] == nil && len(names) == l.h.HeldCount(pad) {
			l.known[optree] = names
		}
	}
	n := 0
	for to, i, ok := l.h.NextHeld(pad, 0); ok && n < len(names); to, i, ok = l.h.NextHeld(pad, i) {
		if names[n] != noStep && l.wants(pad, to) {
			l.propose(to, names[n])
		}
		n++
	}
	return nil
}

// readPad returns the variables that stand in a pad, as they are called outside
// of their sub; noStep for what is none.
func (l *looker) readPad(pad, cv heap.SV) ([]word, error) {
	refs, err := l.h.Outrefs(pad, heap.Strong)
	if err != nil {
		return nil, err
	}
	names := make([]word, len(refs))
	for i, r := range refs {
		s, ok := l.finder.Step(pad, r)
		if !ok || s.Kind != path.Lexical {
			continue
		}
		if name, ok := l.h.Symbols().Name(cv); ok {
			s.Sub = numbered(name)
		} else if at, ok := l.h.Code(cv).Location(); ok {
			at.File = numbered(at.File)
			s.At = at
		}
		names[i] = l.words.number(s)
	}
	return names, nil
}
