// Package files reads files of this machine that are named by something
// untrusted: a dump, a link in a downloaded folder, a repository. What is named
// may not be a file, may have no end, may block whoever opens it, or may be
// none of the reader's business.
//
// Every name goes the same way: it is checked as text, then without symbolic
// links, then with stat, and only then opened, without blocking, and checked
// once more. /proc, /sys and /dev are never read, nor are names that lead to
// other machines. There is a limit for each file, and one for all of them
// together.
//
// The package knows nothing about dumps themselves except [Regular].
//
// A [Resolver] finds the file for a name that perl recorded. It tries, in
// order: rules of the user, the very name (also through symbolic links, and lib
// for its copy in blib), the working directory of the process, %INC and @INC,
// known layouts, and the longest common end among the files of the workspace.
// Several files that fit equally well are reported, and none is chosen; a
// module is never matched by its base name alone.
package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
)

const (
	// MaxFile is the largest size of a source file, in bytes. Perl's largest
	// modules have less than 2 MiB.
	MaxFile = 16 << 20
	// MaxTotal is how many bytes are read for one dump. The data derived from a
	// text takes several times as much.
	MaxTotal = 256 << 20
)

// ErrRefused is wrapped by the errors for files that exist but are not read.
var ErrRefused = errors.New("not read")

// Policy says what may be read.
type Policy struct {
	// Folders are named by a person. Everything below them may be read.
	Folders []string
	// Elsewhere allows reading any other file too: those that a dump names by
	// an absolute name. Without it, only the folders and perl's own libraries
	// are read.
	Elsewhere bool
}

// Reader reads files as a policy allows. It may be used by several goroutines.
type Reader struct {
	ctx       context.Context
	folders   []string // absolute, clean
	reals     []string // without symbolic links, by index in folders
	elsewhere bool

	mu    sync.Mutex
	kept  map[string]kept // by name
	total int64           // bytes of kept
	limit int64           // of total
}

// kept is what reading a file gave.
type kept struct {
	text []byte
	err  error
}

// New returns a Reader. Whatever it does ends with ctx.
func New(ctx context.Context, p Policy) *Reader {
	r := &Reader{ctx: ctx, elsewhere: p.Elsewhere, kept: make(map[string]kept), limit: MaxTotal}
	for _, folder := range p.Folders {
		folder = filepath.Clean(filepath.FromSlash(folder))
		real, err := filepath.EvalSymlinks(folder)
		if err != nil {
			real = folder // it may come to be
		}
		r.folders, r.reals = append(r.folders, folder), append(r.reals, real)
	}
	return r
}

// Read returns the text of a file as it was when first read. The text is kept,
// and counts against [MaxTotal].
func (r *Reader) Read(name string) ([]byte, error) {
	r.mu.Lock()
	k, known := r.kept[name]
	r.mu.Unlock()
	if known {
		return k.text, k.err
	}
	k.text, k.err = r.ReadAgain(name)
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.total += int64(len(k.text)); r.total > r.limit {
		r.total -= int64(len(k.text))
		k = kept{err: fmt.Errorf("%s: %w: %d MiB of source were read for this dump, which is the limit", name, ErrRefused, r.limit>>20)}
	}
	if r.ctx.Err() == nil {
		r.kept[name] = k
	}
	return k.text, k.err
}

// ReadAgain returns the text of a file that is not kept, or instead of another.
func (r *Reader) ReadAgain(name string) ([]byte, error) {
	f, err := r.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	text, err := r.readAll(f)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return text, nil
}

// readAll reads an open file, as far as it has a size: one that is written to
// does not get longer under the reader.
func (r *Reader) readAll(f *os.File) ([]byte, error) {
	info, err := f.Stat()
	if err != nil {
		return nil, err
	}
	size := info.Size()
	if size > MaxFile {
		return nil, fmt.Errorf("%w: it has %d bytes, and source files are read up to %d MiB", ErrRefused, size, MaxFile>>20)
	}
	text := make([]byte, size)
	for at := 0; at < len(text); {
		if err := r.ctx.Err(); err != nil {
			return nil, err
		}
		n, err := f.Read(text[at:min(len(text), at+1<<20)])
		at += n
		if errors.Is(err, io.EOF) {
			return text[:at], nil // it was cut meanwhile
		}
		if err != nil {
			return nil, err
		}
	}
	return text, nil
}

// open opens a file that may be read.
func (r *Reader) open(name string) (*os.File, error) {
	if err := r.ctx.Err(); err != nil {
		return nil, err
	}
	real, folder, err := r.allowed(name)
	if err != nil {
		return nil, err
	}
	before, err := regular(real)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	f, err := openBelow(folder, real)
	if err != nil {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	if err := same(f, before); err != nil {
		_ = f.Close() // it was not read
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return f, nil
}

// same tells, of an open file, whether it is what was looked at before.
func same(f *os.File, before os.FileInfo) error {
	now, err := f.Stat()
	if err != nil {
		return err
	}
	if !os.SameFile(before, now) {
		return fmt.Errorf("%w: it was replaced in the meantime", ErrRefused)
	}
	return regularFile(now)
}

// IsFile reports whether a name is that of a file that may be read.
func (r *Reader) IsFile(name string) bool {
	real, _, err := r.allowed(filepath.FromSlash(name))
	if err != nil {
		return false
	}
	_, err = regular(real)
	return err == nil
}

// Real returns a name without symbolic links, with slashes; "" if there is
// nothing there that may be read.
func (r *Reader) Real(name string) string {
	real, _, err := r.allowed(filepath.FromSlash(name))
	if err != nil {
		return ""
	}
	return filepath.ToSlash(real)
}

// Refused says why a file that exists is not read; nil if there is none, or
// if it is read.
func (r *Reader) Refused(name string) error {
	if name = filepath.FromSlash(name); !filepath.IsAbs(name) || strings.HasPrefix(name, "//") {
		return nil // of another system
	}
	real, _, err := r.allowed(name)
	if err == nil {
		_, err = regular(real)
	}
	if errors.Is(err, ErrRefused) {
		return err
	}
	return nil
}

// Regular returns the result of stat for a dump. If the name does not lead to a
// regular file on a disk, the error says what it leads to: opening something
// else may block, and reading it may never end.
func Regular(name string) (os.FileInfo, error) {
	info, err := regular(name)
	if err != nil && errors.Is(err, ErrRefused) {
		return nil, fmt.Errorf("%s: %w", name, err)
	}
	return info, err
}

// regular looks at a file without opening it.
func regular(name string) (os.FileInfo, error) {
	info, err := os.Stat(name)
	if err != nil {
		return nil, err
	}
	if err := regularFile(info); err != nil {
		return nil, err
	}
	if made(name) {
		return nil, fmt.Errorf("%w: it is generated by the system as it is read, not stored on a disk", ErrRefused)
	}
	return info, nil
}

func regularFile(info os.FileInfo) error {
	if info.Mode().IsRegular() {
		return nil
	}
	return fmt.Errorf("%w: it is %s, not a regular file", ErrRefused, kindOf(info.Mode()))
}

func kindOf(m os.FileMode) string {
	switch {
	case m.IsDir():
		return "a directory"
	case m&os.ModeNamedPipe != 0:
		return "a named pipe"
	case m&os.ModeSocket != 0:
		return "a socket"
	case m&os.ModeDevice != 0:
		return "a device"
	}
	return "something special"
}

// With returns a Reader that may also read what is below some other folders,
// which it has reason to trust.
func (r *Reader) With(folders ...string) *Reader {
	return New(r.ctx, Policy{Folders: append(slices.Clone(r.folders), folders...), Elsewhere: r.elsewhere})
}

// Err returns why nothing is read any more.
func (r *Reader) Err() error { return r.ctx.Err() }

// Open opens a file that may be read.
func (r *Reader) Open(name string) (*os.File, error) { return r.open(name) }

// ReadSmall returns the first limit bytes of a file that may be read.
func (r *Reader) ReadSmall(name string, limit int64) ([]byte, error) {
	f, err := r.open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it was only read
	return io.ReadAll(io.LimitReader(f, limit))
}

// Names lists a folder that may be read, at most limit names.
func (r *Reader) Names(folder string, limit int) []string {
	real, _, err := r.allowed(folder)
	if err != nil {
		return nil
	}
	w := Walk{MaxEntries: limit}
	entries, _ := w.read(r.ctx, real) // what is there serves
	names := make([]string, len(entries))
	for i, e := range entries {
		names[i] = e.Name()
	}
	return names
}
