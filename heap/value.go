package heap

import (
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/text"
)

// elems reads the addresses in an ARRAY or OBJECT.
func (h *Heap) elems(sv SV) ([]pmat.Addr, error) {
	d, err := h.record(sv)
	if err != nil {
		return nil, err
	}
	defer d.Release()
	if d.Record().Type != pmat.TypeArray && d.Record().Type != pmat.TypeObject {
		return nil, nil
	}
	addrs := make([]pmat.Addr, 0, d.Record().Count)
	for {
		p, ok := d.NextElem()
		if !ok {
			return addrs, d.Err()
		}
		addrs = append(addrs, p)
	}
}

// Elems returns the elements of an ARRAY, PAD, PADLIST, PADNAMES or OBJECT,
// with NoSV for those that do not exist.
func (h *Heap) Elems(sv SV) ([]SV, error) {
	addrs, err := h.elems(sv)
	svs := make([]SV, len(addrs))
	for i, a := range addrs {
		var ok bool
		if svs[i], ok = h.At(a); !ok {
			svs[i] = NoSV
		}
	}
	return svs, err
}

// Text reads at most limit bytes of a SCALAR's string, as they are in the dump:
// Latin-1, or UTF-8 if the flag is set. Dumpers keep 256 bytes unless told
// otherwise.
func (h *Heap) Text(sv SV, limit int64) ([]byte, error) {
	if h.Kind(sv) != KindScalar || h.flags[sv]&pmat.ScalarPV == 0 {
		return nil, nil
	}
	d, err := h.record(sv)
	if err != nil {
		return nil, err
	}
	defer d.Release()
	b, err := d.Text(d.Record().Strs[pmat.ScalarString], limit)
	return append([]byte(nil), b...), err
}

// Hash is a HASH, STASH or CLASS of a heap. For any other SV it is empty.
type Hash struct {
	h  *Heap
	sv SV
}

// Hash returns an SV as a HASH.
func (h *Heap) Hash(sv SV) Hash { return Hash{h, sv} }

// Values calls yield for the keys and values of a HASH, STASH or CLASS, in the
// order of the dump, until yield returns false. The key is valid during the
// call; the value is NoSV if it is not in the dump.
func (m Hash) Values(yield func(key []byte, value SV) bool) error {
	return m.Pairs(func(key []byte, _ pmat.Addr, value SV) bool { return yield(key, value) })
}

// Pairs is like [Hash.Values], but also passes the address of the shared string
// of each key: 0 in dumps before format 0.6.
func (m Hash) Pairs(yield func(key []byte, hek pmat.Addr, value SV) bool) error {
	if !m.h.Kind(m.sv).HashLike() {
		return nil
	}
	d, err := m.h.record(m.sv)
	if err != nil {
		return err
	}
	defer d.Release()
	for {
		pair, ok := d.NextPair()
		if !ok {
			return d.Err()
		}
		key, err := d.Text(pair.Key, maxKey)
		if err != nil {
			return err
		}
		value, ok := m.h.At(pair.Value)
		if !ok {
			value = NoSV
		}
		if !yield(key, pair.HEK, value) {
			return nil
		}
	}
}

// Value returns the value of a key, given as a name in UTF-8, whichever
// encoding the dump has; an exact match takes precedence.
func (m Hash) Value(key string) (SV, bool) {
	found, _ := m.h.find(m.sv, func(k []byte) (exactly, it bool) { return string(k) == key, text.Is(k, key) }) // unreadable is not found
	return found, found != NoSV
}

// find returns the value of the key that is exactly what is wanted, else of the
// first that is it.
func (h *Heap) find(sv SV, is func(key []byte) (exactly, it bool)) (SV, error) {
	found := NoSV
	err := h.Hash(sv).Values(func(k []byte, v SV) bool {
		exactly, it := is(k)
		if exactly || it && found == NoSV {
			found = v
		}
		return !exactly
	})
	return found, err
}
