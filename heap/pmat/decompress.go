package pmat

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
)

const (
	packedBuffer = 64 << 10
	// dumps up to this size are unpacked into memory, larger ones into a file
	maxUnpackedInMemory = 64 << 20

	// usualRatio is how many times its packed length a dump has at least, mostly.
	usualRatio = 4

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

// decompress replaces the source by the unpacked dump. Packed data that ends early
// gives what could be unpacked: the decoder then finds the place where the dump
// ends, and the note is part of what is said about it. Ahead, only the beginning of
// a large dump is there when it returns.
func (f *File) decompress(p *compression, r *bufio.Reader, source *countingReader, how *opening) error {
	if p.open == nil {
		return fmt.Errorf("%w: it is packed with %s, which is not supported; %s", ErrNotDump, p.name, p.hint)
	}
	u := &decompression{file: f, name: p.name, source: source}
	zr, err := p.open(r)
	if err != nil {
		if source.ctx.Err() != nil {
			return source.ctx.Err()
		}
		return u.broken(err)
	}
	source.ctx, u.cancel = context.WithCancel(source.ctx)
	u.packed, u.store = zr, &spool{ctx: source.ctx, limit: how.inMemory}
	if source.total > int64(how.inMemory)/usualRatio {
		u.store.limit = 0 // it would only be copied from memory to the file later
	}
	f.closers = append(f.closers, u.store.Close)
	switch paused, err := u.run(func() bool { return how.ahead && u.store.file != nil }); {
	case paused:
		u.goOn()
		return nil
	case err != nil:
		return err
	}
	f.src, f.size = u.store, u.store.size
	return nil
}

// decompression is the work of decompressing a dump.
type decompression struct {
	file   *File
	name   string // of the packing
	source *countingReader
	cancel context.CancelFunc
	packed io.ReadCloser // what it unpacks to
	store  *spool
}

// errPause is why a spool takes no more for now.
var errPause = errors.New("the rest is for later")

// run unpacks all, or up to where it is to pause, which it is asked now and then. It
// may then be called again. The error says why there is no dump.
func (u *decompression) run(pause func() bool) (paused bool, err error) {
	refused, err := u.store.fill(u.packed, func(n int64) error {
		if done := u.source.done.Load(); n > ratioDoesntDo && n/maxRatio > done {
			return fmt.Errorf("%w: %d bytes of %s data decompress to more than %d, as no heap dump does; if it is one, decompress it yourself", ErrNotDump, done, u.name, n)
		}
		if pause() {
			return errPause
		}
		return nil
	})
	if errors.Is(err, errPause) {
		return true, nil
	}
	err = u.ended(refused, err)
	_ = u.packed.Close() // it was only read
	u.cancel()
	return false, err
}

// ended says what it means that no more can be unpacked.
func (u *decompression) ended(refused bool, err error) error {
	switch {
	case err == nil:
	case u.source.ctx.Err() != nil:
		return u.source.ctx.Err()
	case u.store.err != nil:
		return fmt.Errorf("pmat: cannot decompress the dump into a temporary file: %w", u.store.err)
	case refused:
		return err
	case errors.Is(err, errTrailing):
		u.file.packed = packed{fmt.Sprintf("the %s data is followed by something else", u.name), true}
	case u.store.size == 0:
		return u.broken(err)
	default:
		done := u.source.done.Load()
		u.file.packed.note = fmt.Sprintf("the %s data ends or is damaged after %d of %d bytes: %v", u.name, done, max(done, u.source.total), unexpected(err))
	}
	return nil
}

func (u *decompression) broken(err error) error {
	return fmt.Errorf("%w: its %s data cannot be read: %w; copy the file again", ErrNotDump, u.name, unexpected(err))
}

// unexpected says what io.EOF means where more was to come.
func unexpected(err error) error {
	if errors.Is(err, io.EOF) {
		return io.ErrUnexpectedEOF
	}
	return err
}
