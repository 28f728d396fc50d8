package heap

import "context"

// Earlier returns, for every SV, the SV of the same kind that an earlier dump
// of the same process has at the same address, or NoSV if there is none. It
// ends early with ctx's error.
func (s SVs) Earlier(ctx context.Context, before *Heap) ([]SV, error) {
	h := s.h
	was := make([]SV, h.count)
	err := parallel(ctx, h.count, func(from, to int) {
		for i := range was[from:to] {
			sv := SV(from + i)
			b, ok := before.index.find(h.index.addr(sv))
			if !ok || before.kinds[b] != h.kinds[sv] {
				b = NoSV
			}
			was[sv] = b
		}
	})
	return was, err
}
