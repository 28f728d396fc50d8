package pmat

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"math"
	"os"
	"slices"
	"sync"
	"time"
)

// File is an open dump: its header and roots, and access to its records. It
// may be used by several goroutines at once.
type File struct {
	Header *Header
	Undef  Addr // perl's immortal undef, yes and no, which no record describes
	Yes    Addr
	No     Addr
	Roots  []Root
	Stack  []Addr // of perl's argument stack, bottom first

	layout  layout
	path    string
	opened  *os.File // the file that was opened, if it is a regular one
	src     io.ReaderAt
	size    int64          // of the uncompressed dump, if it is not unpacked ahead
	ahead   *unpackedAhead // nil if all of it is there
	heapAt  int64          // offset of the first SV record
	packed  packed
	stamp   Stamp
	closers []func() error

	mu        sync.RWMutex
	structs   map[uint64]*StructType
	structsAt map[int64]bool // offsets of what declares them

	decoders sync.Pool // of RecordAt
	buffers  sync.Pool // of RecordsFrom
}

// Root is a named entry into the heap; Addr may be 0.
type Root struct {
	Name string
	Addr Addr
}

const (
	sequentialBuffer = 256 << 10
	recordBuffer     = 8 << 10
)

// NewFile reads the header and roots of a dump from memory or any other
// source of size bytes.
func NewFile(r io.ReaderAt, size int64) (*File, error) {
	f := &File{src: r, size: size}
	if err := f.begin(); err != nil {
		return nil, err
	}
	return f, nil
}

// begin reads header, roots and stack.
func (f *File) begin() error {
	in := f.input(false)
	h, err := readHeader(&in)
	if err != nil {
		return err
	}
	f.Header = h
	f.layout = newLayout(h)
	d := &Decoder{file: f, in: in, start: never}
	at := in.offset()
	if err := f.readRoots(d); err != nil {
		if errors.Is(err, errShort) {
			if failed := f.Unpacked(); failed != nil {
				return failed
			}
			err = fmt.Errorf("%w before the first SV, it was not written or copied completely; dump again", err)
		}
		return &Error{Record: "list of roots and stack", Offset: at, Reason: fmt.Errorf("%w: %w", ErrNotDump, err)}
	}
	f.heapAt = d.in.offset()
	return nil
}

func (f *File) readRoots(d *Decoder) (err error) {
	for _, p := range []*Addr{&f.Undef, &f.Yes, &f.No} {
		if *p, err = d.ptr(); err != nil {
			return err
		}
	}
	n, err := d.in.u32()
	if err != nil {
		return err
	}
	if !f.Has(int64(n)) {
		return fmt.Errorf("%d roots: %w", n, errShort)
	}
	for range n {
		var r Root
		if r.Name, err = d.name(); err != nil {
			return err
		}
		if r.Addr, err = d.ptr(); err != nil {
			return err
		}
		f.Roots = append(f.Roots, r)
	}
	size, err := d.in.word(f.Header.UintLen)
	if err != nil {
		return err
	}
	if size > math.MaxInt64 || !f.Has(int64(size)) {
		return fmt.Errorf("a stack of %d: %w", size, errShort)
	}
	for range size {
		p, err := d.ptr()
		if err != nil {
			return err
		}
		f.Stack = append(f.Stack, p)
	}
	return nil
}

// Close releases the file. Its decoders must not be used after that.
func (f *File) Close() error {
	if f.ahead != nil {
		f.ahead.end()
	}
	var first error
	for _, c := range f.closers {
		if err := c(); err != nil && first == nil {
			first = err
		}
	}
	f.closers = nil
	return first
}

// Path returns the path that was opened.
func (f *File) Path() string { return f.path }

// ModTime returns when the dump was last written, as far as the file system
// knows.
func (f *File) ModTime() time.Time { return f.stamp.ModTime }

// OpenedAs returns which version of a file [File.Opened] was when it was
// opened.
func (f *File) OpenedAs() Stamp { return f.stamp }

// Opened returns the regular file that the dump was opened from, compressed or
// not; nil if it came from elsewhere. The File owns it: others may read from it
// until Close.
func (f *File) Opened() *os.File { return f.opened }

// ErrChanged is wrapped by the error for rereading a dump that was rewritten
// since it was opened.
var ErrChanged = errors.New("the dump was rewritten since it was loaded; load it again")

// Unchanged checks, by size and time, that the file is still the one that was
// opened, so that it can be read again. Otherwise its error wraps [ErrChanged].
func (f *File) Unchanged() error {
	fh, ok := f.src.(*os.File)
	if !ok {
		return nil // from memory or from the unpacked copy
	}
	now, err := StampOf(fh)
	if err != nil {
		return fmt.Errorf("pmat: %s: %w", f.path, err)
	}
	if now.Size != f.stamp.Size || !now.ModTime.Equal(f.stamp.ModTime) {
		return fmt.Errorf("pmat: %s: %w", f.path, ErrChanged)
	}
	return nil
}

// Records returns a decoder for the whole heap section.
func (f *File) Records() *Decoder { return f.RecordsFrom(onlyStart(f.heapAt), 0) }

// RecordAt returns a decoder positioned at the record with an offset that an
// earlier [Record] had, with that record already read. Release must be called
// when it is no longer needed.
func (f *File) RecordAt(off int64) (*Decoder, error) {
	d, _ := f.decoders.Get().(*Decoder)
	if d == nil {
		d = &Decoder{file: f, start: never}
		d.in = f.input(byteOrder(f.Header.BigEndian))
	}
	d.err, d.rec, d.isSV = nil, Record{}, false
	d.in.seek(off) // neighbours are asked for one after the other
	if !d.Next() {
		err := d.err
		f.decoders.Put(d)
		if err == nil {
			err = &Error{Record: "record", Offset: off, Reason: errors.New("there is none")}
		}
		if changed := f.Unchanged(); changed != nil {
			err = changed
		}
		return nil, err
	}
	return d, nil
}

// Release returns a decoder obtained from RecordAt for reuse.
func (d *Decoder) Release() { d.file.decoders.Put(d) }

// ReadText reads at most limit bytes of a string of the dump.
func (f *File) ReadText(s Str, limit int64) ([]byte, error) {
	if s.Len <= 0 {
		return nil, nil
	}
	return readAt(f.src, s.Off, min(s.Len, limit))
}

func (f *File) minusOne() uint64 {
	if f.Header.UintLen == 8 {
		return ^uint64(0)
	}
	return uint64(^uint32(0))
}

func (f *File) structType(id uint64) (*StructType, bool) {
	f.mu.RLock()
	defer f.mu.RUnlock()
	st, ok := f.structs[id]
	return st, ok
}

func (f *File) addStructType(st *StructType, at int64) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.structs == nil {
		f.structs, f.structsAt = map[uint64]*StructType{}, map[int64]bool{}
	}
	f.structs[st.ID] = st
	f.structsAt[at] = true
}

// StructTypes gives the offsets of the META_STRUCT records that were read,
// ascending.
func (f *File) StructTypes() []int64 {
	f.mu.RLock()
	defer f.mu.RUnlock()
	return slices.Sorted(maps.Keys(f.structsAt))
}

// ReadStructTypes reads META_STRUCT records at the offsets that
// [File.StructTypes] of another File of the same dump gave: records of C structs
// can then be read without all that stands before them.
func (f *File) ReadStructTypes(offsets []int64) error {
	d := f.Records()
	defer d.Pause()
	for _, at := range offsets {
		d.in.reset(at)
		d.rec = Record{Type: Type(d.in.window(1)[0]), Offset: at}
		if d.rec.Type != MetaStruct {
			return &Error{Record: MetaStruct.String() + " record", Offset: at, Reason: errors.New("there is none")}
		}
		if err := d.readStructType(); err != nil {
			return &Error{Record: MetaStruct.String() + " record", Offset: at, Reason: err}
		}
	}
	return nil
}

// TailAt reads the contexts and mortals from the offset at which a decoder of
// another File of the same dump found them.
func (f *File) TailAt(off int64) *Tail {
	d := f.Records()
	defer d.Pause()
	d.in.reset(off)
	return d.Tail()
}
