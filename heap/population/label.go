package population

import (
	"sync"

	"github.com/perlheap/perlheap/heap/path"
)

// word is the number of a step in a table.
type word uint32

// words are the steps of a tree, each once. Several goroutines number them.
type words struct {
	mu      sync.RWMutex
	steps   []path.Step
	numbers map[path.Step]word
}

const (
	// wordBits is how many bits the number of a word has.
	wordBits = 22
	// maxWords is how many steps a heap may have before all keys are data.
	maxWords = 1 << 18
)

// number returns the number of a step; that of any further one when no number is
// left.
func (w *words) number(s path.Step) word {
	w.mu.Lock()
	defer w.mu.Unlock()
	n, ok := w.numbers[s]
	if !ok {
		if len(w.steps) == 1<<wordBits {
			return further
		}
		if w.numbers == nil {
			w.numbers = map[path.Step]word{}
		}
		n = word(len(w.steps))
		w.numbers[s] = n
		w.steps = append(w.steps, s)
	}
	return n
}

func (w *words) step(n word) path.Step {
	w.mu.RLock()
	defer w.mu.RUnlock()
	return w.steps[n]
}

func (w *words) len() int {
	w.mu.RLock()
	defer w.mu.RUnlock()
	return len(w.steps)
}

// The words that every tree has.
const (
	noStep     word = iota
	through         // a part of what holds it
	target          // what a REF leads to
	further         // held, but not directly: by several things below its dominator
	anyElement      // of an ARRAY
	anyKey          // of a table
)

var commonWords = []path.Step{
	{}, {Kind: path.More, Text: "part"}, {Kind: path.More, Text: "target"}, {Kind: path.More}, {Kind: path.AnyElement}, {Kind: path.AnyKey},
}

// label is what is known of an SV before its shape is: the word of its class,
// and the marks below.
type label uint32

const (
	pending label = 1 << 31 // it is no shape yet
	isPart  label = 1 << 30 // of a member, and no member
	atTop   label = 1 << 29 // it stands directly below the heap
)

func (l label) class() word { return word(l & (1<<wordBits - 1)) }

// transitions are the shapes that lead on from shapes: a hash table with open
// addresses, since there is a look-up for nearly every SV.
type transitions struct {
	keys   []uint64 // 0 for none: no transition leads from the heap without a step and a class
	values []shape
	n      int
}

func keyOf(parent shape, step, class word) uint64 {
	return uint64(parent)<<(2*wordBits) | uint64(step)<<wordBits | uint64(class)
}

func (t *transitions) at(key uint64) int {
	mask := len(t.keys) - 1
	i := int(key*0x9e3779b97f4a7c15>>32) & mask
	for t.keys[i] != 0 && t.keys[i] != key {
		i = (i + 1) & mask
	}
	return i
}

func (t *transitions) get(key uint64) (shape, bool) {
	if len(t.keys) == 0 {
		return 0, false
	}
	i := t.at(key)
	return t.values[i], t.keys[i] == key
}

func (t *transitions) put(key uint64, s shape) {
	if 2*t.n >= len(t.keys) {
		keys, values := t.keys, t.values
		size := max(1<<10, 2*len(keys))
		t.keys, t.values = make([]uint64, size), make([]shape, size)
		for i, k := range keys {
			if k != 0 {
				at := t.at(k)
				t.keys[at], t.values[at] = k, values[i]
			}
		}
	}
	i := t.at(key)
	t.keys[i], t.values[i] = key, s
	t.n++
}
