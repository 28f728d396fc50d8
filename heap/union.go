package heap

// OwnedUnion adds up what several SVs own together: [Heap.OwnedSize] of each,
// but what two of them own counts once. It is not safe for concurrent use.
type OwnedUnion struct {
	h    *Heap
	seen []uint64 // a bit for each SV that is counted
	met  []SV     // in the order of the walk; the SVs whose bits are set
}

// NewOwnedUnion prepares to add up; a bit per SV of the heap is kept.
func (h *Heap) NewOwnedUnion() *OwnedUnion {
	return &OwnedUnion{h: h, seen: make([]uint64, h.count/64+1)}
}

// Bytes is what the SVs own together, themselves among it. Perl's immortals
// and NoSV are passed over.
func (u *OwnedUnion) Bytes(svs ...SV) int64 { return u.bytes(1<<63-1, svs) }

// Reaches tells whether the SVs own so many bytes together. It is faster than
// Bytes where they own many more.
func (u *OwnedUnion) Reaches(bytes int64, svs ...SV) bool { return u.bytes(bytes, svs) >= bytes }

// bytes adds up until enough is reached.
func (u *OwnedUnion) bytes(enough int64, svs []SV) int64 {
	var bytes int64
	add := func(sv SV) {
		if word, bit := sv>>6, uint64(1)<<(sv&63); u.seen[word]&bit == 0 {
			u.seen[word] |= bit
			u.met = append(u.met, sv)
			bytes += u.h.Size(sv)
		}
	}
	next := 0
	for _, sv := range svs {
		if bytes >= enough {
			break
		}
		if u.h.Immortal(sv) { // NoSV is a higher number than they are
			continue
		}
		add(sv)
		for ; next < len(u.met) && bytes < enough; next++ {
			for _, e := range u.h.out.row(u.met[next]) {
				if e&edgeStrength != edgeWeak && u.h.refcnt.at(e.sv()) == 1 {
					add(e.sv())
				}
			}
		}
	}
	for _, sv := range u.met {
		u.seen[sv>>6] = 0
	}
	u.met = u.met[:0]
	return bytes
}
