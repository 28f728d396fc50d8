package pmat

import (
	"context"
	"errors"
	"io"
	"math"
	"sync"

	"github.com/perlheap/perlheap/heap/safe"
)

// AheadOptions are for [OpenAhead].
type AheadOptions struct {
	// Streams allows reading what [OpenStream] reads.
	Streams bool
	// InMemory is up to how many bytes a dump is unpacked into memory; a larger one
	// goes to a temporary file. It is 64 MiB if it is 0.
	InMemory int
	// Progress, which may be nil, is called as that of [Open].
	Progress func(done, total int64)
}

// OpenAhead is like [Open], but does not wait until a large compressed file is
// decompressed: that goes on while the dump is read. Whoever wants what is not there
// yet waits for it, and so ctx must not end before [File.Unpacked] has returned.
func OpenAhead(ctx context.Context, path string, opt AheadOptions) (*File, error) {
	how := opening{ctx: ctx, progress: opt.Progress, inMemory: opt.InMemory, ahead: true}
	if how.inMemory == 0 {
		how.inMemory = maxUnpackedInMemory
	}
	if opt.Streams {
		return how.stream(path)
	}
	return how.regular(path)
}

// unpackedAhead is a dump that is unpacked while it is read.
type unpackedAhead struct {
	work   safe.Workers
	cancel context.CancelFunc
	source *countingReader

	mu    sync.Mutex
	more  sync.Cond // it is longer, or all there
	size  int64     // as far as it is there
	whole bool
	err   error // why there is no dump; set before it is whole
}

// goOn lets the rest of a dump be unpacked by a goroutine of its own.
func (u *decompression) goOn() {
	a := &unpackedAhead{cancel: u.cancel, source: u.source, size: u.store.size}
	a.more.L = &a.mu
	u.source.progress = nil // whoever asked for it does not wait any more
	u.file.src, u.file.ahead = u.store, a
	a.work.Go(func() {
		err := errors.New("pmat: decompressing the dump has ended early") // unless it ends as it should
		defer func() { a.is(u.store.size, true, err) }()
		_, err = u.run(func() bool {
			a.is(u.store.size, false, nil)
			return false
		})
	})
}

// is tells up to where the dump is there now.
func (a *unpackedAhead) is(size int64, whole bool, err error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	a.size, a.whole, a.err = size, whole, err
	a.more.Broadcast()
}

// wait waits until the dump is there up to an offset, or whole. It returns up to
// where it is there.
func (a *unpackedAhead) wait(end int64) int64 {
	a.mu.Lock()
	defer a.mu.Unlock()
	for a.size < end && !a.whole {
		a.more.Wait()
	}
	return a.size
}

// end ends the unpacking.
func (a *unpackedAhead) end() {
	a.cancel()
	a.work.Join() //nolint:errcheck // whoever waited for the dump knows
}

// Unpacked waits until all of the dump is unpacked. The error says why there is
// none; what is damaged is in [File.UnpackNote].
func (f *File) Unpacked() error {
	if f.ahead == nil {
		return nil
	}
	f.ahead.work.Wait()
	return f.ahead.err
}

// Unpacking returns how many bytes of the compressed file have been read, of how
// many; false if the dump was all there when it was opened.
func (f *File) Unpacking() (done, total int64, ok bool) {
	if f.ahead == nil {
		return 0, 0, false
	}
	return f.ahead.source.done.Load(), f.ahead.source.total, true
}

// there returns up to where the dump is there, without waiting.
func (f *File) there() int64 {
	if f.ahead == nil {
		return f.size
	}
	return f.ahead.wait(0)
}

// Has reports whether the dump has so many bytes. It waits until that is known.
func (f *File) Has(bytes int64) bool {
	if f.ahead == nil {
		return f.size >= bytes
	}
	return f.ahead.wait(bytes) >= bytes
}

// Size returns the length of the uncompressed dump in bytes. It waits until that is
// known.
func (f *File) Size() int64 {
	if f.ahead == nil {
		return f.size
	}
	return f.ahead.wait(math.MaxInt64)
}

// UnpackNote says what is wrong with the compressed data; it is empty if
// nothing is. harmless means that all the compressed data is there, but
// something follows it. It waits until that is known.
func (f *File) UnpackNote() (note string, harmless bool) {
	f.Size()
	return f.packed.note, f.packed.trailing
}

// Contents returns the bytes of the dump, decompressed if necessary.
func (f *File) Contents() io.Reader { return io.NewSectionReader(f.src, 0, f.Size()) }

// input is a window over the dump, without a buffer.
func (f *File) input(order byteOrder) input {
	return input{r: f.src, size: f.there(), ahead: f.ahead, order: order}
}
