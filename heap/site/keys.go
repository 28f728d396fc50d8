package site

import (
	"iter"
	"maps"
	"slices"

	"github.com/perlheap/perlheap/heap"
)

const (
	// maxTable bounds the HASHes whose keys may be names that are written in a
	// text; those of bigger ones are data.
	maxTable = 1 << 16
	// maxKeyed bounds how many closures of a sub are asked for their keys.
	maxKeyed = 8
	// maxBeside bounds the HASHes whose values may be names of what they hold,
	// maxName the length of these in bytes.
	maxBeside, maxName = 64, 80
)

// keyReader finds the names by which a program keeps its CODEs, as in a table of
// `name => sub {...}`. It reads every HASH and ARRAY once.
type keyReader struct {
	h      *heap.Heap
	tables map[heap.SV]nameTable // by HASH or ARRAY
}

type nameTable struct {
	names  map[heap.SV]string // by value
	beside []string
}

// of returns the distinct names that a CODE, or if it was cloned some of those that
// were cloned from the same sub, are kept by: keys of HASHes, those of what holds
// these, short strings that stand beside it in a small HASH, and what stands before
// it in an ARRAY. It is the same for all of one sub.
func (k *keyReader) of(cv heap.SV) ([]string, error) {
	var svs []heap.SV
	if optree, ok := k.h.Code(cv).Optree(); ok {
		closures := k.h.Codes().ClosuresOf(optree)
		for i := 0; i < len(closures); i += max(1, len(closures)/maxKeyed) {
			svs = append(svs, closures[i])
		}
	}
	if len(svs) == 0 {
		svs = []heap.SV{cv}
	}
	names := map[string]bool{}
	for _, sv := range svs {
		if err := k.around(sv, names, true); err != nil {
			return nil, err
		}
	}
	return slices.Sorted(maps.Keys(names)), nil
}

// around adds the names that something is kept by through a REF.
func (k *keyReader) around(sv heap.SV, names map[string]bool, outward bool) error {
	for ref := range k.holders(sv) {
		if k.h.Kind(ref) != heap.KindRef {
			continue
		}
		for in := range k.holders(ref) {
			t, err := k.table(in)
			if err != nil {
				return err
			}
			name := t.names[ref]
			if name == "" {
				continue
			}
			names[name] = true
			for _, beside := range t.beside {
				names[beside] = true
			}
			if outward {
				if err := k.around(in, names, false); err != nil {
					return err
				}
			}
		}
	}
	return nil
}

// maxHolders bounds how many holders of an SV are looked at.
const maxHolders = 16

func (k *keyReader) holders(sv heap.SV) iter.Seq[heap.SV] {
	return func(yield func(heap.SV) bool) {
		n := 0
		for from, next, ok := k.h.NextHolder(sv, 0); ok && n < maxHolders; from, next, ok = k.h.NextHolder(sv, next) {
			if n++; !yield(from) {
				return
			}
		}
	}
}

// table reads a HASH or an ARRAY, if it is one and not too big.
func (k *keyReader) table(sv heap.SV) (nameTable, error) {
	if t, known := k.tables[sv]; known {
		return t, nil
	}
	var t nameTable
	kind := k.h.Kind(sv)
	if kind != heap.KindHash && kind != heap.KindArray {
		return t, nil
	}
	n, err := k.h.Len(sv)
	switch {
	case err != nil || n > maxTable:
	case kind == heap.KindHash:
		t, err = k.hash(sv, n)
	default:
		t, err = k.array(sv)
	}
	if k.tables == nil {
		k.tables = map[heap.SV]nameTable{}
	}
	k.tables[sv] = t
	return t, err
}

func (k *keyReader) hash(sv heap.SV, n int64) (nameTable, error) {
	t := nameTable{names: make(map[heap.SV]string, n)}
	err := k.h.Hash(sv).Values(func(key []byte, value heap.SV) bool {
		if value == heap.NoSV {
			return true
		}
		t.names[value] = string(key)
		if text := k.text(value); text != "" && n <= maxBeside {
			t.beside = append(t.beside, text)
		}
		return true
	})
	return t, err
}

func (k *keyReader) array(sv heap.SV) (nameTable, error) {
	t := nameTable{names: map[heap.SV]string{}}
	elems, err := k.h.Elems(sv)
	for i := 1; i < len(elems); i++ {
		if elems[i] != heap.NoSV && k.h.Kind(elems[i]) == heap.KindRef {
			if text := k.text(elems[i-1]); text != "" {
				t.names[elems[i]] = text
			}
		}
	}
	return t, err
}

// text returns a short string, empty for anything else.
func (k *keyReader) text(sv heap.SV) string {
	if sv == heap.NoSV || k.h.Kind(sv) != heap.KindScalar {
		return ""
	}
	text, err := k.h.Text(sv, maxName+1)
	if err != nil || len(text) > maxName {
		return ""
	}
	return string(text)
}
