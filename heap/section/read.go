package section

import (
	"bytes"
	"context"
	"fmt"
	"hash/crc32"
	"os"
	"runtime"
	"unsafe"
)

// Reader is an open file of sections.
type Reader struct {
	entries []entry
	m       *mapping
}

// Open opens a file that was written for an identity. All of it is read and
// compared with its checksums first; the error wraps [ErrUnusable] if it is not
// what was written. The file may be closed and removed while the reader is used,
// but must not be cut or changed. What the reader gives can be used for as long
// as something leads to the reader itself.
func Open(ctx context.Context, file *os.File, of Identity) (*Reader, error) {
	info, err := file.Stat()
	if err != nil {
		return nil, fmt.Errorf("section: %w", err)
	}
	f := &front{file: file, size: info.Size()}
	if err := f.read(of); err != nil {
		return nil, fmt.Errorf("%w: %w", ErrUnusable, err)
	}
	if err := f.check(ctx); err != nil {
		return nil, err
	}
	m, err := mapFile(file, f.size)
	if err != nil {
		return nil, fmt.Errorf("section: %w", err)
	}
	return &Reader{entries: f.entries, m: m}, nil
}

// front is what stands before the sections.
type front struct {
	file    *os.File
	size    int64
	entries []entry
	sums    []byte
}

func (f *front) read(of Identity) error {
	if f.size < headerSize || f.size > maxSize {
		return fmt.Errorf("%d bytes", f.size)
	}
	head := make([]byte, headerSize)
	if _, err := f.file.ReadAt(head, 0); err != nil {
		return err
	}
	n := native.Uint64(head[56:])
	switch {
	case string(head[:8]) != magic || native.Uint32(head[8:]) != byteOrder:
		return fmt.Errorf("it begins with %q", head[:12])
	case !bytes.Equal(head[16:48], of[:]):
		return fmt.Errorf("it is of something else")
	case native.Uint64(head[48:]) != uint64(f.size):
		return fmt.Errorf("it has %d bytes and should have %d", f.size, native.Uint64(head[48:]))
	case n > maxSections || headerSize+entrySize*int64(n) > f.size:
		return fmt.Errorf("%d sections", n)
	}
	table := make([]byte, entrySize*n)
	if _, err := f.file.ReadAt(table, headerSize); err != nil {
		return err
	}
	blocks := int64(0)
	for ; len(table) > 0; table = table[entrySize:] {
		at, size := native.Uint64(table[nameSize:]), native.Uint64(table[nameSize+8:])
		if at%alignment != 0 || at > uint64(f.size) || size > uint64(f.size)-at {
			return fmt.Errorf("a section of %d bytes at %d", size, at)
		}
		e := entry{string(bytes.TrimRight(table[:nameSize], "\x00")), int64(at), int64(size)}
		f.entries = append(f.entries, e)
		blocks += e.blocks()
	}
	begin := headerSize + entrySize*int64(n)
	if 4*blocks > f.size-begin {
		return fmt.Errorf("%d blocks", blocks)
	}
	rest := make([]byte, begin+4*blocks)
	if _, err := f.file.ReadAt(rest, 0); err != nil {
		return err
	}
	if crc32.Checksum(rest[16:], castagnoli) != native.Uint32(head[12:]) {
		return fmt.Errorf("its header is damaged")
	}
	f.sums = rest[begin:]
	return nil
}

// check reads all sections, on all cores, and compares them with their
// checksums.
func (f *front) check(ctx context.Context) error {
	type piece struct {
		section   string
		at        int64
		size, sum uint32
	}
	var pieces []piece
	sums := f.sums
	for _, e := range f.entries {
		for at := int64(0); at < e.size; at += block {
			pieces = append(pieces, piece{e.name, e.offset + at, uint32(min(block, e.size-at)), native.Uint32(sums)})
			sums = sums[4:]
		}
	}
	buffers := make(chan []byte, len(pieces))
	return eachBlock(ctx, len(pieces), func(i int) error {
		var buf []byte
		select {
		case buf = <-buffers:
		default:
			buf = make([]byte, block)
		}
		p := &pieces[i]
		b := buf[:p.size]
		if _, err := f.file.ReadAt(b, p.at); err != nil {
			return fmt.Errorf("%w: %s: %w", ErrUnusable, p.section, err)
		}
		if crc32.Checksum(b, castagnoli) != p.sum {
			return fmt.Errorf("%w: %s is damaged at %d", ErrUnusable, p.section, p.at)
		}
		buffers <- buf
		return nil
	})
}

// Column gives a section. T must be what it was written as. The column must not
// be written to, and is valid for as long as something leads to the reader.
func Column[T any](r *Reader, name string) ([]T, error) {
	for i := range r.entries {
		e := &r.entries[i]
		if e.name != name {
			continue
		}
		var v T
		size := int64(unsafe.Sizeof(v))
		if e.size%size != 0 {
			return nil, fmt.Errorf("%w: %s has %d bytes, no multiple of %d", ErrUnusable, name, e.size, size)
		}
		if e.size == 0 {
			return []T{}, nil
		}
		return unsafe.Slice((*T)(unsafe.Pointer(&r.m.bytes[e.offset])), e.size/size), nil
	}
	return nil, fmt.Errorf("%w: there is no %s", ErrUnusable, name)
}

// Rest lets go of the pages that the columns are a map of. They are mapped again
// when somebody reads them.
func (r *Reader) Rest() {
	if r != nil {
		rest(unsafe.Pointer(unsafe.SliceData(r.m.bytes)), uintptr(len(r.m.bytes)))
		runtime.KeepAlive(r.m) // who lets go of the reader meanwhile would unmap it
	}
}

// AnyLength is the length of a column whose length does not follow from another
// column.
const AnyLength = -1

// Columns takes the columns of a file, until one is not as it should be.
type Columns struct {
	Reader *Reader
	Err    error // the first
}

// Take is [Column] for one of n values. It gives none as soon as there is an
// error.
func Take[T any](c *Columns, name string, n int) []T {
	if c.Err != nil {
		return nil
	}
	column, err := Column[T](c.Reader, name)
	if err == nil && n != AnyLength && len(column) != n {
		err = fmt.Errorf("%w: %s has %d values, and should have %d", ErrUnusable, name, len(column), n)
	}
	if err != nil {
		c.Err = err
		return nil
	}
	return column
}
