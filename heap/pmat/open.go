package pmat

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"time"
)

// Stdin is the path that makes [OpenStream] read standard input.
const Stdin = "-"

// Open opens a dump, plain or compressed with gzip, zstd or xz, and reads its
// header and roots. A compressed dump is decompressed first, into an unnamed
// temporary file if it is large; progress, which may be nil, is called with the
// number of bytes of the compressed file read so far. Only a regular file is
// opened. Errors say what is wrong with the file, and wrap [ErrNotDump],
// ErrNoSizeTable or [ErrUnsupported] where one of these fits.
func Open(ctx context.Context, path string, progress func(done, total int64)) (*File, error) {
	how := opening{ctx: ctx, progress: progress, inMemory: maxUnpackedInMemory}
	return how.regular(path)
}

// opening says how a dump is opened.
type opening struct {
	ctx      context.Context
	progress func(done, total int64)
	inMemory int  // bytes up to which it is unpacked into memory
	ahead    bool // large ones may be unpacked later
}

func (o *opening) regular(path string) (*File, error) {
	fh, err := OpenRegular(path)
	switch {
	case errors.Is(err, ErrNotDump):
		return nil, fmt.Errorf("%s: %w", path, err)
	case err != nil:
		return nil, fmt.Errorf("pmat: cannot open the dump: %w", err)
	}
	return o.file(fh, path)
}

// OpenRegular opens a dump, or a file next to one, to be read as it is. It
// never blocks, even if the file has become a FIFO in the meantime. The error
// wraps [ErrNotDump] if it is not a regular file.
func OpenRegular(path string) (*os.File, error) {
	// Before it is opened: to open a device may do something.
	if info, err := os.Stat(path); err == nil && !info.Mode().IsRegular() {
		return nil, notRegular(info)
	}
	fh, err := os.OpenFile(path, os.O_RDONLY|nonblocking, 0)
	if err != nil {
		return nil, err
	}
	info, err := fh.Stat()
	if err == nil && !info.Mode().IsRegular() {
		err = notRegular(info)
	}
	if err != nil {
		return nil, errors.Join(err, fh.Close())
	}
	return fh, nil
}

// OpenStream is like [Open], but also reads standard input (if the path is
// Stdin), pipes, FIFOs and devices, to their end. Their contents are kept in
// the same way as a decompressed dump.
func OpenStream(ctx context.Context, path string, progress func(done, total int64)) (*File, error) {
	how := opening{ctx: ctx, progress: progress, inMemory: maxUnpackedInMemory}
	return how.stream(path)
}

func (o *opening) stream(path string) (*File, error) {
	if path == Stdin {
		info, err := os.Stdin.Stat()
		if err != nil {
			return nil, fmt.Errorf("pmat: cannot read standard input: %w", err)
		}
		if info.Mode().IsRegular() {
			return o.file(os.Stdin, path)
		}
		return o.all(os.Stdin, path)
	}
	info, err := os.Stat(path)
	if err != nil || info.Mode().IsRegular() || info.IsDir() {
		return o.regular(path)
	}
	fh, err := openPipe(o.ctx, path)
	if err != nil {
		return nil, fmt.Errorf("pmat: cannot open the dump: %w", err)
	}
	return o.all(fh, path)
}

// openPipe opens a file that may not be there to be read before something
// writes into it.
func openPipe(ctx context.Context, path string) (*os.File, error) {
	type opened struct {
		fh  *os.File
		err error
	}
	done := make(chan opened, 1)
	go func() {
		fh, err := os.Open(path)
		done <- opened{fh, err}
	}()
	select {
	case o := <-done:
		return o.fh, o.err
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}

func notRegular(info os.FileInfo) error {
	what := "not a regular file"
	if info.IsDir() {
		what = "a directory"
	}
	return fmt.Errorf("%w: it is %s; give the path of a .pmat file", ErrNotDump, what)
}

// file opens the dump in a regular file, which it then owns.
func (o *opening) file(fh *os.File, path string) (*File, error) {
	f := &File{path: path, src: fh, closers: []func() error{fh.Close}}
	if err := f.open(fh, o); err != nil {
		_ = f.Close() // the first error says more
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return f, nil
}

func (f *File) open(fh *os.File, how *opening) error {
	info, err := fh.Stat()
	if err != nil {
		return fmt.Errorf("pmat: %w", err)
	}
	if !info.Mode().IsRegular() {
		return notRegular(info)
	}
	f.opened = fh
	f.size = info.Size()
	f.stamp = stampOf(info)
	first := make([]byte, magicBytes)
	n, _ := fh.ReadAt(first, 0) // what cannot be read now cannot be read later
	if p := compressionOf(first[:n]); p != nil {
		source := &countingReader{ctx: how.ctx, r: io.NewSectionReader(fh, 0, f.size), total: f.size, progress: how.progress}
		if err := f.decompress(p, bufio.NewReaderSize(source, packedBuffer), source, how); err != nil {
			return err
		}
	}
	return f.begin()
}

// all keeps all that a stream has, unpacked, and opens that.
func (o *opening) all(fh *os.File, path string) (*File, error) {
	f := &File{path: path, stamp: Stamp{ModTime: time.Now()}}
	source := &countingReader{ctx: o.ctx, r: cancellable(o.ctx, fh), progress: o.progress}
	err := f.keep(source, &opening{ctx: o.ctx, inMemory: o.inMemory})
	if closeErr := fh.Close(); err == nil {
		err = closeErr
	}
	if err == nil {
		err = f.begin()
	}
	if err != nil {
		_ = f.Close() // the first error says more
		return nil, fmt.Errorf("%s: %w", name(path), err)
	}
	return f, nil
}

// name is what a person calls a path.
func name(path string) string {
	if path == Stdin {
		return "standard input"
	}
	return path
}

func (f *File) keep(source *countingReader, how *opening) error {
	r := bufio.NewReaderSize(source, packedBuffer)
	first, err := r.Peek(magicBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return fmt.Errorf("pmat: cannot read the dump: %w", err)
	}
	if p := compressionOf(first); p != nil {
		return f.decompress(p, r, source, how)
	}
	store := &spool{ctx: source.ctx, limit: how.inMemory}
	f.closers = append(f.closers, store.Close)
	if _, err := store.fill(r, nil); err != nil {
		if store.err != nil {
			return fmt.Errorf("pmat: cannot keep the dump in a temporary file: %w", store.err)
		}
		if source.err != nil {
			err = fmt.Errorf("pmat: cannot read the dump: %w", err)
		}
		return err
	}
	f.src, f.size = store, store.size
	return nil
}

// cancellable returns a reader that ends with ctx even while it waits for more.
func cancellable(ctx context.Context, r io.Reader) io.Reader {
	pr, pw := io.Pipe()
	go func() {
		_, err := io.CopyBuffer(struct{ io.Writer }{pw}, struct{ io.Reader }{r}, make([]byte, packedBuffer))
		_ = pw.CloseWithError(err) // never fails
	}()
	context.AfterFunc(ctx, func() { _ = pr.CloseWithError(ctx.Err()) }) // never fails
	return pr
}
