package pmat

import "testing"

// holes counts reads of a file that has only holes.
type holes struct{ reads int }

func (c *holes) ReadAt(p []byte, _ int64) (int, error) {
	c.reads++
	clear(p)
	return len(p), nil
}

// A file with holes may claim terabytes: it is split into so many parts, and no
// more.
func TestStartsOfHoles(t *testing.T) {
	src := &holes{}
	f := &File{src: src, size: 1 << 45, heapAt: 100, Header: &Header{PtrLen: 8, UintLen: 8}}
	starts := f.Starts(t.Context(), 16<<20)
	if off, ok := starts.At(1); ok || len(starts.found) != 1 || src.reads > 2*maxStarts {
		t.Errorf("%d starts, found by %d reads; a second at %d", len(starts.found), src.reads, off)
	}
}
