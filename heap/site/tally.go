package site

import (
	"fmt"
	"sync"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/section"
)

// Tally is what [Collect] and [Alive] find by looking at very many SVs, in
// numbers. With it they only read the names of what they tell. It fills as they
// are called, and may be used by several goroutines.
type Tally struct {
	mu        sync.Mutex
	closures  []closureTally // each is nil until it is known
	objects   []objectTally
	variables []variableTally
	lexicals  []lexicalTally
}

// closureTally is the closures of an optree.
type closureTally struct {
	Bytes   int64
	Optree  uint32
	Example heap.SV
}

// objectTally is the objects of a class.
type objectTally struct {
	Bytes, Count   int64
	Stash, Example heap.SV
	Most           uint32 // the kind that takes most
	Kinds          uint32 // a bit for each kind that takes anything
}

// variableTally is what may be the value of a package variable.
type variableTally struct {
	Bytes int64
	Value heap.SV
	_     uint32
}

// lexicalTally is what is alive of the variable in a slot of the pads of a CODE,
// and of all CODEs that run the same optree.
type lexicalTally struct {
	Bytes, Count, Elements int64
	Code, Example          heap.SV
	Slot                   uint32
	Outer                  uint8     // 1 if it is captured
	Kind                   heap.Kind // that takes most
	_                      uint16
}

// tallied returns the rows of a tally, from find if they are not known yet.
func tallied[T any](t *Tally, rows *[]T, find func() ([]T, error)) ([]T, error) {
	t.mu.Lock()
	known := *rows
	t.mu.Unlock()
	if known != nil {
		return known, nil
	}
	found, err := find()
	if err != nil {
		return nil, err
	}
	if found == nil {
		found = []T{}
	}
	t.mu.Lock()
	defer t.mu.Unlock()
	*rows = found
	return found, nil
}

// Whole reports whether everything is known, so that it can be saved.
func (t *Tally) Whole() bool {
	t.mu.Lock()
	defer t.mu.Unlock()
	return t.closures != nil && t.objects != nil && t.variables != nil && t.lexicals != nil
}

// tallyFormat is the version of what [Tally.Save] writes. Whoever changes a row,
// or how it is found, raises it.
const tallyFormat = 1

// Save adds the tally, which must be whole, to a file of sections. It has only
// numbers.
func (t *Tally) Save(w *section.Writer) {
	section.Add(w, "tally", []int64{tallyFormat})
	section.Add(w, "closures", t.closures)
	section.Add(w, "objects", t.objects)
	section.Add(w, "variables", t.variables)
	section.Add(w, "lexicals", t.lexicals)
}

// RestoreTally gives the tally of a heap from what [Tally.Save] wrote of it. That
// it was of this heap is for the caller to know; the error is for what does not fit
// together.
func RestoreTally(h *heap.Heap, r *section.Reader) (*Tally, error) {
	f := section.Columns{Reader: r}
	if format := section.Take[int64](&f, "tally", 1); f.Err == nil && format[0] != tallyFormat {
		return nil, fmt.Errorf("site: what was saved is of format %d", format[0])
	}
	t := &Tally{
		closures: copied[closureTally](&f, "closures"), objects: copied[objectTally](&f, "objects"),
		variables: copied[variableTally](&f, "variables"), lexicals: copied[lexicalTally](&f, "lexicals"),
	}
	if f.Err != nil {
		return nil, f.Err
	}
	fits := true
	check := func(svs ...heap.SV) {
		for _, sv := range svs {
			fits = fits && !h.Immortal(sv)
		}
	}
	for i := range t.closures {
		check(t.closures[i].Example)
		fits = fits && int(t.closures[i].Optree) < h.Codes().Optrees() && len(h.Codes().ClosuresOf(int(t.closures[i].Optree))) > 0
	}
	for i := range t.objects {
		check(t.objects[i].Stash, t.objects[i].Example)
		fits = fits && t.objects[i].Most < uint32(heap.KindImmortal)
	}
	for i := range t.variables {
		check(t.variables[i].Value)
	}
	for i := range t.lexicals {
		check(t.lexicals[i].Code, t.lexicals[i].Example)
		fits = fits && t.lexicals[i].Kind < heap.KindImmortal
	}
	if !fits {
		return nil, fmt.Errorf("site: what was saved is not of this heap")
	}
	return t, nil
}

// copied takes a column out of a file, which is not needed any more then.
func copied[T any](f *section.Columns, name string) []T {
	return append([]T{}, section.Take[T](f, name, section.AnyLength)...)
}
