package population

import (
	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/text"
)

// looker finds, for some of the SVs, what they are and how they lead to what
// they dominate. What holds a thing is read once, in the order of the dump.
type looker struct {
	*builder
	finder  path.Finder
	keys    map[string]word  // names of keys that were met, as the dump has them
	pads    map[int][]word   // by optree: the steps to what the pads of its closures hold
	known   map[int][]word   // by optree: what these variables are called elsewhere
	classes map[heap.SV]word // by package
	optrees map[int]word     // by optree of closures
	kinds   [256]word
	shared  []heap.SV // those that hold what others hold too: GLOBs and pads
}

func newLooker(b *builder) *looker {
	return &looker{
		builder: b, finder: path.Finder{Heap: b.h},
		keys: map[string]word{}, pads: map[int][]word{}, known: map[int][]word{}, classes: map[heap.SV]word{}, optrees: map[int]word{},
	}
}

// direct labels SVs, and finds the steps from them.
func (l *looker) direct(from, to heap.SV) error {
	for sv := from; sv < to; sv++ {
		if sv&0xfff == 0 && !safe.Turn(l.ctx) {
			return l.ctx.Err()
		}
		l.of[sv] = shape(pending | l.label(sv))
		if err := l.stepsFrom(sv); err != nil {
			return err
		}
	}
	return nil
}

// stepsFrom notes the steps from an SV to what it dominates and holds itself.
// Only one writes the step of an SV: an SV has one dominator.
func (l *looker) stepsFrom(d heap.SV) error {
	any, shares := false, false
	for to, i, ok := l.h.NextHeld(d, 0); ok; to, i, ok = l.h.NextHeld(d, i) {
		if l.dominates(d, to) {
			any = true
		} else {
			shares = true
		}
	}
	kind := l.h.Kind(d)
	if shares && (kind == heap.KindPad || kind == heap.KindGlob) {
		l.shared = append(l.shared, d)
	}
	if !any {
		return nil
	}
	switch kind {
	case heap.KindRef:
		if l.isObject(d) {
			l.all(d, further)
		} else {
			l.all(d, target)
		}
	case heap.KindPadlist:
		l.all(d, through)
	case heap.KindGlob:
		l.all(d, through)
		l.slots(d)
	case heap.KindArray:
		l.all(d, anyElement)
		if l.h.State(d).HasMagic() {
			return l.named(d)
		}
	case heap.KindHash, heap.KindClass, heap.KindStash:
		return l.values(d)
	case heap.KindPad:
		return l.variables(d)
	case heap.KindCode:
		for to, i, ok := l.h.NextHeld(d, 0); ok; to, i, ok = l.h.NextHeld(d, i) {
			switch l.h.Kind(to) {
			case heap.KindPad, heap.KindPadlist, heap.KindPadnames:
				l.set(d, to, through)
			default:
				l.set(d, to, further)
			}
		}
	default:
		return l.named(d)
	}
	return nil
}

// set notes a step, if the first SV dominates the second.
func (b *builder) set(d, sv heap.SV, w word) {
	if b.dominates(d, sv) {
		b.via[sv] = w
	}
}

// all notes one step to everything that an SV holds.
func (l *looker) all(d heap.SV, w word) {
	for to, i, ok := l.h.NextHeld(d, 0); ok; to, i, ok = l.h.NextHeld(d, i) {
		l.set(d, to, w)
	}
}

// slots notes the steps to what a GLOB holds: the package variables. Subs have
// their names as classes.
func (l *looker) slots(glob heap.SV) {
	isSymbol := l.isSymbol(glob)
	for to, i, ok := l.h.NextHeld(glob, 0); ok; to, i, ok = l.h.NextHeld(glob, i) {
		if !l.dominates(glob, to) || l.h.Kind(to).IsStash() {
			continue
		}
		l.via[to] = further
		if isSymbol && l.h.Kind(to) != heap.KindCode {
			l.via[to] = l.symbol(to)
		}
	}
}

// symbol is the step to a package variable.
func (l *looker) symbol(sv heap.SV) word {
	if name, ok := l.h.Symbols().Name(sv); ok {
		return l.words.number(path.Step{Kind: path.Symbol, Text: numbered(name)})
	}
	return further
}

// values notes the steps to the values of a HASH. A value with two keys, which
// perl has in no order that means anything, has the name of the first.
func (l *looker) values(hash heap.SV) error {
	if l.h.Kind(hash).IsStash() {
		l.all(hash, through)
		return nil
	}
	if l.h.HeldCount(hash) > maxKeys {
		l.all(hash, anyKey)
	} else {
		err := l.h.Hash(hash).Values(func(key []byte, value heap.SV) bool {
			if l.dominates(hash, value) {
				w := l.key(key)
				if was := l.via[value]; was == noStep || was != w && l.words.step(w).Text < l.words.step(was).Text {
					l.via[value] = w
				}
			}
			return true
		})
		if err != nil {
			return err
		}
	}
	if l.h.State(hash).HasMagic() {
		return l.named(hash)
	}
	return nil
}

// key is the step that the name of a key is.
func (l *looker) key(name []byte) word {
	if len(name) > maxName {
		return anyKey
	}
	w, known := l.keys[string(name)]
	if !known {
		if l.words.len() >= maxWords {
			return anyKey
		}
		w = l.words.number(path.Step{Kind: path.Key, Text: text.Decode(name)})
		if len(l.keys) < keptKeys {
			l.keys[string(name)] = w
		}
	}
	return w
}

const (
	// maxName is how long the name of a key may be. Longer ones are data.
	maxName = 200
	// keptKeys is how many names of keys are kept in memory twice.
	keptKeys = 1 << 14
)

// optree returns the optree that the closure of a pad shares with others of its
// sub; false if the pad is of no closure.
func (l *looker) optree(pad heap.SV) (cv heap.SV, optree int, cloned bool) {
	cv, ok := l.h.PadCode(pad)
	if !ok {
		return heap.NoSV, 0, false
	}
	optree, ok = l.h.Code(cv).Optree()
	return cv, optree, ok && l.h.Code(cv).IsClosure()
}

// variables notes the steps to what stands in a pad. perl clones pads slot by
// slot: of the closures of an optree only the first pad is read.
func (l *looker) variables(pad heap.SV) error {
	cv, optree, cloned := l.optree(pad)
	if cv == heap.NoSV {
		l.all(pad, further)
		return nil
	}
	if cloned {
		if known := l.pads[optree]; len(known) > 0 && len(known) == l.h.HeldCount(pad) {
			n := 0
			for to, i, ok := l.h.NextHeld(pad, 0); ok; to, i, ok = l.h.NextHeld(pad, i) {
				l.set(pad, to, known[n])
				n++
			}
			return nil
		}
	}
	refs, err := l.h.Outrefs(pad, heap.Strong)
	if err != nil {
		return err
	}
	steps := make([]word, 0, len(refs))
	for _, r := range refs {
		s, ok := l.finder.Step(pad, r)
		if !ok {
			s = path.Step{Kind: path.More}
		}
		if s.Kind == path.Lexical && cloned {
			s.Kind = path.Captured
		}
		steps = append(steps, l.words.number(s))
		l.set(pad, r.SV, steps[len(steps)-1])
	}
	if cloned && l.pads[optree] == nil && len(steps) == l.h.HeldCount(pad) {
		l.pads[optree] = steps
	}
	return nil
}

// named notes the steps by the names of the references.
func (l *looker) named(d heap.SV) error {
	refs, err := l.h.Outrefs(d, heap.Strong)
	if err != nil {
		return err
	}
	for _, r := range refs {
		if r.SV == heap.NoSV || !l.dominates(d, r.SV) || l.via[r.SV] != noStep && l.via[r.SV] != anyElement {
			continue
		}
		s, ok := l.finder.Step(d, r)
		if !ok {
			s = path.Step{Kind: path.More}
		}
		l.via[r.SV] = l.words.number(s)
	}
	return nil
}
