package pmat

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
)

// input is a window over a file that moves forwards: small values are taken
// from a buffer, long strings are skipped without being read. ReadAt is used
// and not a mapping, because the process that writes a dump may truncate the
// file and a mapped page past the end would kill this process.
type input struct {
	r     io.ReaderAt
	size  int64 // of the file
	buf   []byte
	start int64 // file offset of buf[0]
	pos   int   // next byte in buf
	end   int   // valid bytes in buf
	order byteOrder
}

// byteOrder is big-endian if true. Not a binary.ByteOrder: an interface call
// per value would be a good part of the time that decoding takes.
type byteOrder bool

func (o byteOrder) u32(b []byte) uint32 {
	if o {
		return binary.BigEndian.Uint32(b)
	}
	return binary.LittleEndian.Uint32(b)
}

func (o byteOrder) u64(b []byte) uint64 {
	if o {
		return binary.BigEndian.Uint64(b)
	}
	return binary.LittleEndian.Uint64(b)
}

// word reads an unsigned integer of n bytes, 4 or 8.
func (o byteOrder) word(b []byte, n int) uint64 {
	if n == 8 {
		return o.u64(b)
	}
	return uint64(o.u32(b))
}

func (in *input) reset(off int64) {
	if off >= in.start && off <= in.start+int64(in.end) {
		in.pos = int(off - in.start)
		return
	}
	in.start, in.pos, in.end = off, 0, 0
}

func (in *input) offset() int64 { return in.start + int64(in.pos) }

// take gives the next n bytes, valid until the next call. n is at most the
// size of the buffer; longer values go through skip.
func (in *input) take(n int) ([]byte, error) {
	if in.end-in.pos < n {
		if err := in.fill(n); err != nil {
			return nil, err
		}
	}
	b := in.buf[in.pos : in.pos+n : in.pos+n]
	in.pos += n
	return b, nil
}

func (in *input) fill(n int) error {
	if n > len(in.buf) {
		return fmt.Errorf("a value of %d bytes is longer than any that a record may have", n)
	}
	if in.offset()+int64(n) > in.size {
		return errShort
	}
	kept := copy(in.buf, in.buf[in.pos:in.end])
	in.start += int64(in.pos)
	in.pos, in.end = 0, kept
	for in.end < n {
		got, err := in.r.ReadAt(in.buf[in.end:], in.start+int64(in.end))
		in.end += got
		if got > 0 {
			continue
		}
		if errors.Is(err, io.EOF) || err == nil {
			return errShort
		}
		return err
	}
	return nil
}

// skip moves n bytes on.
func (in *input) skip(n int64) error {
	if n > in.size-in.offset() {
		return errShort
	}
	if n <= int64(in.end-in.pos) {
		in.pos += int(n)
		return nil
	}
	in.reset(in.offset() + n)
	return nil
}

// view gives bytes of the file: from the buffer where it holds them, else
// freshly read. Valid until the next call of any method.
func (in *input) view(off, n int64) ([]byte, error) {
	if off >= in.start && off+n <= in.start+int64(in.end) {
		i := off - in.start
		return in.buf[i : i+n : i+n], nil
	}
	return readAt(in.r, off, n)
}

func readAt(r io.ReaderAt, off, n int64) ([]byte, error) {
	b := make([]byte, n)
	got, err := r.ReadAt(b, off)
	if int64(got) == n {
		return b, nil
	}
	if err == nil || errors.Is(err, io.EOF) {
		err = errShort
	}
	return nil, fmt.Errorf("pmat: %d bytes at offset %#x: %w", n, off, err)
}

func (in *input) u8() (uint8, error) {
	if in.pos < in.end {
		b := in.buf[in.pos]
		in.pos++
		return b, nil
	}
	b, err := in.take(1)
	if err != nil {
		return 0, err
	}
	return b[0], nil
}

func (in *input) u32() (uint32, error) {
	b, err := in.take(4)
	if err != nil {
		return 0, err
	}
	return in.order.u32(b), nil
}

// word reads an unsigned integer of 4 or 8 bytes.
func (in *input) word(n int) (uint64, error) {
	b, err := in.take(n)
	if err != nil {
		return 0, err
	}
	return in.order.word(b, n), nil
}
