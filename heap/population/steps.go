package population

import (
	"runtime"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/text"
)

// findSteps finds for every SV how its dominator leads to it. What holds a
// thing is read once, in the order of the dump, by goroutines that each have
// a part of it. Only one writes the step of an SV: an SV has one dominator.
func (b *builder) findSteps() error {
	b.via = make([]word, b.h.Count())
	n := len(b.via)
	parts := min(runtime.GOMAXPROCS(0), 1+n/minPart)
	errs := make([]error, parts)
	var workers heap.Workers
	for i := range parts {
		workers.Go(func() {
			f := stepFinder{builder: b, keys: map[string]word{}, pads: map[int][]word{}}
			errs[i] = f.run(heap.SV(n*i/parts), heap.SV(n*(i+1)/parts))
		})
	}
	workers.Wait()
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	for i := range b.via {
		if i&0xfff == 0 && b.ctx.Err() != nil {
			return b.ctx.Err()
		}
		if b.via[i] == noStep {
			b.via[i] = b.indirect(heap.SV(i))
		}
	}
	return nil
}

// minPart is how many SVs are worth a goroutine.
const minPart = 1 << 16

// stepFinder finds the steps from some of the SVs.
type stepFinder struct {
	*builder
	keys map[string]word // names of keys that were met, as the dump has them
	pads map[int][]word  // by optree: the steps to what the pads of its closures hold
}

func (f *stepFinder) run(from, to heap.SV) error {
	for sv := from; sv < to; sv++ {
		if sv&0xfff == 0 && f.ctx.Err() != nil {
			return f.ctx.Err()
		}
		if err := f.stepsFrom(sv); err != nil {
			return err
		}
	}
	return nil
}

// stepsFrom notes the steps from an SV to what it dominates and holds itself.
func (f *stepFinder) stepsFrom(d heap.SV) error {
	n := 0
	for to, i, ok := f.h.NextHeld(d, 0); ok; to, i, ok = f.h.NextHeld(d, i) {
		if f.dominates(d, to) {
			n++
		}
	}
	if n == 0 {
		return nil
	}
	switch kind := f.h.Kind(d); kind {
	case heap.KindRef, heap.KindGlob, heap.KindPadlist:
		f.all(d, through)
		if kind == heap.KindGlob {
			f.slots(d)
		}
	case heap.KindArray:
		f.all(d, anyElement)
		if f.h.State(d).HasMagic() {
			return f.named(d)
		}
	case heap.KindHash, heap.KindClass, heap.KindStash:
		return f.values(d)
	case heap.KindPad:
		return f.variables(d)
	case heap.KindCode:
		f.all(d, further)
		for to, i, ok := f.h.NextHeld(d, 0); ok; to, i, ok = f.h.NextHeld(d, i) {
			switch f.h.Kind(to) {
			case heap.KindPad, heap.KindPadlist, heap.KindPadnames:
				f.set(d, to, through)
			}
		}
	default:
		return f.named(d)
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
func (f *stepFinder) all(d heap.SV, w word) {
	for to, i, ok := f.h.NextHeld(d, 0); ok; to, i, ok = f.h.NextHeld(d, i) {
		f.set(d, to, w)
	}
}

// slots notes the steps to what a GLOB holds: the package variables. Subs have
// their names as classes.
func (f *stepFinder) slots(glob heap.SV) {
	isSymbol := f.isSymbol(glob)
	for to, i, ok := f.h.NextHeld(glob, 0); ok; to, i, ok = f.h.NextHeld(glob, i) {
		if !f.dominates(glob, to) || f.h.Kind(to).IsStash() {
			continue
		}
		f.via[to] = further
		if isSymbol && f.h.Kind(to) != heap.KindCode {
			f.via[to] = f.symbol(to)
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
	if name, ok := b.h.Symbols().Name(sv); ok {
		return b.words.number(path.Step{Kind: path.Symbol, Text: numbered(name)})
	}
	return further
}

// values notes the steps to the values of a HASH.
func (f *stepFinder) values(hash heap.SV) error {
	if f.h.Kind(hash).IsStash() {
		f.all(hash, through)
		return nil
	}
	if f.h.HeldCount(hash) > maxKeys {
		f.all(hash, anyKey)
	} else {
		err := f.h.Hash(hash).Values(func(key []byte, value heap.SV) bool {
			if f.dominates(hash, value) {
				f.via[value] = f.key(key)
			}
			return true
		})
		if err != nil {
			return err
		}
	}
	if f.h.State(hash).HasMagic() {
		return f.named(hash)
	}
	return nil
}

// key is the step that the name of a key is.
func (f *stepFinder) key(name []byte) word {
	if len(name) > maxName {
		return anyKey
	}
	w, known := f.keys[string(name)]
	if !known {
		if f.words.len() >= maxWords {
			return anyKey
		}
		w = f.words.number(path.Step{Kind: path.Key, Text: text.Decode(name)})
		if len(f.keys) < keptKeys {
			f.keys[string(name)] = w
		}
	}
	return w
}

const (
	// maxName is how long the name of a key may be. Longer ones are data.
	maxName = 200
	// maxWords is how many steps a heap may have before all keys are data.
	maxWords = 1 << 18
)

// keptKeys is how many names of keys are kept in memory twice.
const keptKeys = 1 << 14

// variables notes the steps to what stands in a pad. perl clones pads slot by
// slot: of the closures of an optree only the first pad is read.
func (f *stepFinder) variables(pad heap.SV) error {
	cv, ok := f.h.PadCode(pad)
	if !ok {
		f.all(pad, further)
		return nil
	}
	optree, cloned := f.h.Code(cv).Optree()
	cloned = cloned && f.h.Code(cv).IsClosure()
	if cloned {
		if known := f.pads[optree]; len(known) > 0 && len(known) == f.h.HeldCount(pad) {
			n := 0
			for to, i, ok := f.h.NextHeld(pad, 0); ok; to, i, ok = f.h.NextHeld(pad, i) {
				f.set(pad, to, known[n])
				n++
			}
			return nil
		}
	}
	refs, err := f.h.Outrefs(pad, heap.Strong)
	if err != nil {
		return err
	}
	steps := make([]word, 0, len(refs))
	for _, r := range refs {
		s, ok := f.finder.Step(pad, r)
		if !ok {
			s = path.Step{Kind: path.More}
		}
		if s.Kind == path.Lexical && cloned {
			s.Kind = path.Captured
		}
		steps = append(steps, f.words.number(s))
		f.set(pad, r.SV, steps[len(steps)-1])
	}
	if cloned && f.pads[optree] == nil && len(steps) == f.h.HeldCount(pad) {
		f.pads[optree] = steps
	}
	return nil
}

// named notes the steps by the names of the references.
func (f *stepFinder) named(d heap.SV) error {
	refs, err := f.h.Outrefs(d, heap.Strong)
	if err != nil {
		return err
	}
	for _, r := range refs {
		if r.SV == heap.NoSV || !f.dominates(d, r.SV) || f.via[r.SV] != noStep && f.via[r.SV] != anyElement {
			continue
		}
		s, ok := f.finder.Step(d, r)
		if !ok {
			s = path.Step{Kind: path.More}
		}
		f.via[r.SV] = f.words.number(s)
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
		if name, ok := b.h.Symbols().Name(cv); ok {
			s.Sub = numbered(name)
		} else if at, ok := b.h.Code(cv).Location(); ok {
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
		for _, r := range b.h.Roots().All() {
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
