package pmat

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

const (
	packedBuffer = 64 << 10
	// dumps up to this size are unpacked into memory, larger ones into a file
	maxUnpackedInMemory = 64 << 20

	// What is packed small and unpacks to very much is no heap: those with
	// nearly nothing but equal closures unpack to about 100 times the bytes.
	// Files that take little are not looked at.
	maxRatio      = 400
	ratioDoesntDo = 128 << 20
)

// packed says what was found when a dump was unpacked.
type packed struct {
	note string // what is wrong with the packed data; empty if nothing is
	// trailing tells that all of the packed data is right, but something else
	// follows it.
	trailing bool
}

// UnpackNote says what is wrong with the compressed data; it is empty if
// nothing is. harmless means that all the compressed data is there, but
// something follows it.
func (f *File) UnpackNote() (note string, harmless bool) { return f.packed.note, f.packed.trailing }

// unpack replaces the source by the unpacked dump. Packed data that ends early
// gives what could be unpacked: the decoder then finds the place where the dump
// ends, and the note is part of what is said about it.
func (f *File) unpack(p *packing, r *bufio.Reader, source *countingReader) error {
	if p.open == nil {
		return fmt.Errorf("%w: it is packed with %s, which is not supported; %s", ErrNotDump, p.name, p.hint)
	}
	broken := func(err error) error {
		return fmt.Errorf("%w: its %s data cannot be read: %w; copy the file again", ErrNotDump, p.name, unexpected(err))
	}
	zr, err := p.open(r)
	if err != nil {
		if source.ctx.Err() != nil {
			return source.ctx.Err()
		}
		return broken(err)
	}
	defer zr.Close() //nolint:errcheck // it was only read
	store := &spool{ctx: source.ctx, limit: maxUnpackedInMemory}
	f.closers = append(f.closers, store.Close)
	refused, err := store.fill(zr, func(n int64) error {
		if n > ratioDoesntDo && n/maxRatio > source.done {
			return fmt.Errorf("%w: %d bytes of %s data decompress to more than %d, as no heap dump does; if it is one, decompress it yourself", ErrNotDump, source.done, p.name, n)
		}
		return nil
	})
	switch {
	case err == nil:
	case source.ctx.Err() != nil:
		return source.ctx.Err()
	case store.err != nil:
		return fmt.Errorf("pmat: cannot decompress the dump into a temporary file: %w", store.err)
	case refused:
		return err
	case errors.Is(err, errTrailing):
		f.packed = packed{fmt.Sprintf("the %s data is followed by something else", p.name), true}
	case store.size == 0:
		return broken(err)
	default:
		f.packed.note = fmt.Sprintf("the %s data ends or is damaged after %d of %d bytes: %v", p.name, source.done, max(source.done, source.total), unexpected(err))
	}
	f.src, f.size = store, store.size
	return nil
}

// unexpected says what io.EOF means where more was to come.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
