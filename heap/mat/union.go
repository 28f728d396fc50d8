package mat

import (
	"github.com/perlheap/perlheap/heap"
)

// OwnedUnion adds up what several SVs own together: like [OwnedSize] of each,
// except that what two of them own counts once. It is not safe for concurrent
// use.
type OwnedUnion struct {
	h     *heap.Heap
	seen  []uint64  // a bit for each SV that is counted
	met   []heap.SV // the first of them, so that few bits need to be cleared
	owned []heap.SV // what one of them owns
	todo  []heap.SV // of which the references are still to be followed
}

// maxMet is up to how many SVs the bits are cleared one by one.
const maxMet = 1 << 12

// NewOwnedUnion returns an OwnedUnion for a heap. It takes one bit per SV.
func NewOwnedUnion(h *heap.Heap) *OwnedUnion {
	return &OwnedUnion{h: h, seen: make([]uint64, h.Count()/64+1)}
}

// Bytes returns what the SVs own together, including themselves. Perl's
// immortals and NoSV are skipped.
func (u *OwnedUnion) Bytes(svs ...heap.SV) int64 { return u.bytes(1<<63-1, svs) }

// Reaches reports whether the SVs together own at least this many bytes. It is
// faster than Bytes if they own many more.
func (u *OwnedUnion) Reaches(bytes int64, svs ...heap.SV) bool { return u.bytes(bytes, svs) >= bytes }

// bytes adds up until enough is reached.
func (u *OwnedUnion) bytes(enough int64, svs []heap.SV) (bytes int64) {
	for _, sv := range svs {
		if bytes >= enough {
			break
		}
		if !u.h.Immortal(sv) { // NoSV is a higher number than they are
			bytes += u.add(sv)
		}
		for len(u.todo) > 0 && bytes < enough {
			next := u.todo[len(u.todo)-1]
			u.todo = u.todo[:len(u.todo)-1]
			u.owned = u.h.AppendOwned(next, u.owned[:0])
			for _, sv := range u.owned {
				bytes += u.add(sv)
			}
		}
	}
	if len(u.met) == maxMet {
		clear(u.seen)
	}
	for _, sv := range u.met {
		u.seen[sv>>6] = 0
	}
	u.met, u.todo = u.met[:0], u.todo[:0]
	return bytes
}

// add counts an SV, and gives its size if it was not counted before.
func (u *OwnedUnion) add(sv heap.SV) int64 {
	word, bit := sv>>6, uint64(1)<<(sv&63)
	if u.seen[word]&bit != 0 {
		return 0
	}
	u.seen[word] |= bit
	if len(u.met) < maxMet {
		u.met = append(u.met, sv)
	}
	u.todo = append(u.todo, sv)
	return u.h.Size(sv)
}
