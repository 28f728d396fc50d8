package section

import (
	"context"
	"fmt"
	"hash/crc32"
	"io"
	"runtime"
	"sync"
	"sync/atomic"
)

// Writer gathers the sections of a file. The columns must not change before
// the file is written.
type Writer struct {
	entries []entry
	columns [][]byte
	end     int64 // of what there is, from the first section on
}

// Add adds a section. T must hold no pointers. A name has at most 16 bytes and
// must be unique in its file.
func Add[T any](w *Writer, name string, column []T) {
	for _, e := range w.entries {
		if e.name == name {
			panic("section: " + name + " is there twice")
		}
	}
	if len(name) > nameSize {
		panic("section: " + name + " is too long")
	}
	b := bytesOf(column)
	w.entries = append(w.entries, entry{name, w.end, int64(len(b))})
	w.columns = append(w.columns, b)
	w.end = aligned(w.end + int64(len(b)))
}

func aligned(n int64) int64 { return (n + alignment - 1) &^ (alignment - 1) }

// begin is where the first section stands.
func (w *Writer) begin() int64 {
	sums := int64(0)
	for i := range w.entries {
		sums += w.entries[i].blocks()
	}
	return aligned(headerSize + entrySize*int64(len(w.entries)) + 4*sums)
}

// Size is how long the file will be.
func (w *Writer) Size() int64 { return w.begin() + w.end }

// Write writes the file. The header is written last, so that an incomplete file
// is not taken for a whole one. It ends early with ctx's error.
func (w *Writer) Write(ctx context.Context, to io.WriterAt, of Identity) error {
	sums, err := w.writeBlocks(ctx, to)
	if err != nil {
		return err
	}
	front := make([]byte, headerSize, w.begin())
	for _, e := range w.entries {
		var name [nameSize]byte
		copy(name[:], e.name)
		front = append(front, name[:]...)
		front = native.AppendUint64(front, uint64(w.begin()+e.offset))
		front = native.AppendUint64(front, uint64(e.size))
	}
	for _, s := range sums {
		front = native.AppendUint32(front, s)
	}
	copy(front, magic)
	native.PutUint32(front[8:], byteOrder)
	copy(front[16:], of[:])
	native.PutUint64(front[48:], uint64(w.Size()))
	native.PutUint64(front[56:], uint64(len(w.entries)))
	native.PutUint32(front[12:], crc32.Checksum(front[16:], castagnoli))
	// The last byte makes the file as long as it says.
	if _, err := to.WriteAt([]byte{0}, w.Size()-1); w.needsEnd() && err != nil {
		return fmt.Errorf("section: %w", err)
	}
	if _, err := to.WriteAt(front, 0); err != nil {
		return fmt.Errorf("section: %w", err)
	}
	return nil
}

// needsEnd reports whether the last section ends before the file does.
func (w *Writer) needsEnd() bool {
	if len(w.entries) == 0 {
		return true
	}
	last := &w.entries[len(w.entries)-1]
	return last.offset+last.size < w.end || w.end == 0
}

// writeBlocks writes the sections, on all cores, and gives the checksums of
// their blocks.
func (w *Writer) writeBlocks(ctx context.Context, to io.WriterAt) ([]uint32, error) {
	type piece struct {
		bytes []byte
		at    int64
	}
	var pieces []piece
	for i, b := range w.columns {
		for at := 0; at < len(b); at += block {
			pieces = append(pieces, piece{b[at:min(len(b), at+block)], w.begin() + w.entries[i].offset + int64(at)})
		}
	}
	sums := make([]uint32, len(pieces))
	err := eachBlock(ctx, len(pieces), func(i int) error {
		sums[i] = crc32.Checksum(pieces[i].bytes, castagnoli)
		if _, err := to.WriteAt(pieces[i].bytes, pieces[i].at); err != nil {
			return fmt.Errorf("section: %w", err)
		}
		return nil
	})
	return sums, err
}

// eachBlock calls f for 0 … n-1 on all cores, until one of them fails.
func eachBlock(ctx context.Context, n int, f func(i int) error) error {
	var next atomic.Int64
	var first error
	var once sync.Once
	var wg sync.WaitGroup
	for range min(n, runtime.GOMAXPROCS(0)) {
		wg.Go(func() {
			for i := int(next.Add(1)) - 1; i < n; i = int(next.Add(1)) - 1 {
				err := ctx.Err()
				if err == nil {
					err = f(i)
				}
				if err != nil {
					once.Do(func() { first = err })
					next.Store(int64(n))
					return
				}
			}
		})
	}
	wg.Wait()
	return first
}
