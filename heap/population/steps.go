package population

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/text"
)

// findSteps finds for every SV how its dominator leads to it. What holds a
// thing is read once, in the order of the dump.
func (b *builder) findSteps() error {
	b.via = make([]word, b.h.Count())
	pads := map[int][]word{} // by optree: the steps to what the pads of its closures hold
	for i := range b.via {
		if i&0xfff == 0 && b.ctx.Err() != nil {
			return b.ctx.Err()
		}
		if err := b.stepsFrom(heap.SV(i), pads); err != nil {
			return err
		}
	}
	for i := range b.via {
		if b.via[i] == noStep {
			b.via[i] = b.indirect(heap.SV(i))
		}
	}
	return nil
}

// stepsFrom notes the steps from an SV to what it dominates and holds itself.
func (b *builder) stepsFrom(d heap.SV, pads map[int][]word) error {
	n := 0
	for to, i, ok := b.h.NextHeld(d, 0); ok; to, i, ok = b.h.NextHeld(d, i) {
		if b.dominates(d, to) {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	switch kind := b.h.Kind(d); kind {
	case heap.KindRef, heap.KindGlob, heap.KindPadlist:
		b.all(d, through)
		if kind == heap.KindGlob {
			b.slots(d)
		}
	case heap.KindArray:
		b.all(d, anyElement)
		if b.h.HasMagic(d) {
			return b.named(d)
		}
	case heap.KindHash, heap.KindClass, heap.KindStash:
		return b.values(d)
	case heap.KindPad:
		return b.variables(d, pads)
	case heap.KindCode:
		b.all(d, further)
		for to, i, ok := b.h.NextHeld(d, 0); ok; to, i, ok = b.h.NextHeld(d, i) {
			switch b.h.Kind(to) {
			case heap.KindPad, heap.KindPadlist, heap.KindPadnames:
				b.set(d, to, through)
			}
		}
	default:
		return b.named(d)
	}
	return nil
}

func (b *builder) dominates(d, sv heap.SV) bool {
	if b.h.Immortal(sv) {
		return false
	}
	above, ok := b.sizes.Dominator(sv)
	return ok && above == d
}

// set notes a step, if the first SV dominates the second.
func (b *builder) set(d, sv heap.SV, w word) {
	if b.dominates(d, sv) {
		b.via[sv] = w
	}
}

// all notes one step to everything that an SV holds.
func (b *builder) all(d heap.SV, w word) {
	for to, i, ok := b.h.NextHeld(d, 0); ok; to, i, ok = b.h.NextHeld(d, i) {
		b.set(d, to, w)
	}
}

// slots notes the steps to what a GLOB holds: the package variables. Subs have
// their names as classes.
func (b *builder) slots(glob heap.SV) {
	isSymbol := b.isSymbol(glob)
	for to, i, ok := b.h.NextHeld(glob, 0); ok; to, i, ok = b.h.NextHeld(glob, i) {
		if !b.dominates(glob, to) || b.h.Kind(to).IsStash() {
			continue
		}
		b.via[to] = further
		if isSymbol && b.h.Kind(to) != heap.KindCode {
			b.via[to] = b.symbol(to)
		}
	}
}

// isSymbol reports whether a GLOB stands in a package. Others are file handles,
// whose parts nobody calls by name.
func (b *builder) isSymbol(glob heap.SV) bool {
	for from, i, ok := b.h.NextHolder(glob, 0); ok; from, i, ok = b.h.NextHolder(glob, i) {
		if b.h.Kind(from).IsStash() {
			return true
		}
	}
	return false
}

// symbol is the step to a package variable.
func (b *builder) symbol(sv heap.SV) word {
	if name, ok := b.h.SymName(sv); ok {
		return b.words.number(path.Step{Kind: path.Symbol, Text: numbered(name)})
	}
	return further
}

// values notes the steps to the values of a HASH.
func (b *builder) values(hash heap.SV) error {
	if b.h.Kind(hash).IsStash() {
		b.all(hash, through)
		return nil
	}
	if b.h.HeldCount(hash) > maxKeys {
		b.all(hash, anyKey)
	} else {
		err := b.h.Values(hash, func(key []byte, value heap.SV) bool {
			if b.dominates(hash, value) {
				b.via[value] = b.words.number(path.Step{Kind: path.Key, Text: text.Decode(key)})
			}
			return true
		})
		if err != nil {
			return err
		}
	}
	if b.h.HasMagic(hash) {
		return b.named(hash)
	}
	return nil
}

// variables notes the steps to what stands in a pad. perl clones pads slot by
// slot: of the closures of an optree only the first pad is read.
func (b *builder) variables(pad heap.SV, pads map[int][]word) error {
	cv, ok := b.h.PadCode(pad)
	if !ok {
		b.all(pad, further)
		return nil
	}
	optree, cloned := b.h.OptreeOf(cv)
	cloned = cloned && b.h.IsClosure(cv)
	if cloned {
		if known := pads[optree]; len(known) > 0 && len(known) == b.h.HeldCount(pad) {
			n := 0
			for to, i, ok := b.h.NextHeld(pad, 0); ok; to, i, ok = b.h.NextHeld(pad, i) {
				b.set(pad, to, known[n])
				n++
			}
			return nil
		}
	}
	refs, err := b.h.Outrefs(pad, heap.Strong)
	if err != nil {
		return err
	}
	steps := make([]word, 0, len(refs))
	for _, r := range refs {
		s, ok := b.finder.Step(pad, r)
		if !ok {
			s = path.Step{Kind: path.More}
		}
		if s.Kind == path.Lexical && cloned {
			s.Kind = path.Captured
		}
		steps = append(steps, b.words.number(s))
		b.set(pad, r.SV, steps[len(steps)-1])
	}
	if cloned && pads[optree] == nil && len(steps) == b.h.HeldCount(pad) {
		pads[optree] = steps
	}
	return nil
}

// named notes the steps by the names of the references.
func (b *builder) named(d heap.SV) error {
	refs, err := b.h.Outrefs(d, heap.Strong)
	if err != nil {
		return err
	}
	for _, r := range refs {
		if r.SV == heap.NoSV || !b.dominates(d, r.SV) || b.via[r.SV] != noStep && b.via[r.SV] != anyElement {
			continue
		}
		s, ok := b.finder.Step(d, r)
		if !ok {
			s = path.Step{Kind: path.More}
		}
		b.via[r.SV] = b.words.number(s)
	}
	return nil
}

// maxHolders is how many of those that hold an SV are asked what they call it.
const maxHolders = 16

// indirect finds a name for what its dominator does not hold itself: that of a
// package variable, or of the variable of a sub, the first by name, else none.
func (b *builder) indirect(sv heap.SV) word {
	if root, ok := b.root(sv); ok {
		return root
	}
	best := path.Step{Kind: path.More}
	n := 0
	for from, i, ok := b.h.NextHolder(sv, 0); ok && n < maxHolders; from, i, ok = b.h.NextHolder(sv, i) {
		n++
		switch b.h.Kind(from) {
		case heap.KindGlob:
			if b.isSymbol(from) && b.h.Kind(sv) != heap.KindCode {
				return b.symbol(sv)
			}
			continue
		case heap.KindPad:
		default:
			continue
		}
		if s, ok := b.lexical(from, sv); ok && (best.Kind == path.More || s.Sub < best.Sub || s.Sub == best.Sub && s.Text < best.Text) {
			best = s
		}
	}
	if _, dominated := b.sizes.Dominator(sv); !dominated && best.Kind == path.More {
		return noStep
	}
	return b.words.number(best)
}

// lexical is the variable that a pad has an SV as.
func (b *builder) lexical(pad, sv heap.SV) (path.Step, bool) {
	if len(b.lexicals) >= keptPads {
		b.lexicals = nil
	}
	vars, known := b.lexicals[pad]
	if !known {
		vars = b.readPad(pad)
		if b.lexicals == nil {
			b.lexicals = map[heap.SV]map[heap.SV]path.Step{}
		}
		b.lexicals[pad] = vars
	}
	s, ok := vars[sv]
	return s, ok
}

// keptPads is how many pads are kept in memory.
const keptPads = 1 << 14

// readPad gives the variables that stand in a pad. What is readable helps.
func (b *builder) readPad(pad heap.SV) map[heap.SV]path.Step {
	cv, ok := b.h.PadCode(pad)
	if !ok {
		return nil
	}
	refs, _ := b.h.Outrefs(pad, heap.Strong)
	vars := map[heap.SV]path.Step{}
	for _, r := range refs {
		s, ok := b.finder.Step(pad, r)
		if !ok || s.Kind != path.Lexical {
			continue
		}
		if name, ok := b.h.SymName(cv); ok {
			s.Sub = numbered(name)
		} else if at, ok := b.h.CodeLocation(cv); ok {
			at.File = numbered(at.File)
			s.At = at
		}
		vars[r.SV] = s
	}
	return vars
}

// root says of what perl itself holds by which root.
func (b *builder) root(sv heap.SV) (word, bool) {
	if b.held == nil {
		b.held = map[heap.SV]word{}
		for _, r := range b.h.Roots() {
			if to, ok := b.h.At(r.Addr); ok && r.Strength == heap.Strong && !b.h.Immortal(to) {
				if _, known := b.held[to]; !known {
					b.held[to] = b.words.number(path.Step{Kind: path.Root, Text: r.Desc})
				}
			}
		}
	}
	if _, dominated := b.sizes.Dominator(sv); dominated {
		return noStep, false
	}
	w, ok := b.held[sv]
	return w, ok
}
