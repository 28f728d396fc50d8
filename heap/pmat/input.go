package pmat

import (
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
)

// input is a window over a file that moves forwards: small values are taken
// from a buffer, long strings are skipped without being read. ReadAt is used
// and not a mapping, because the process that writes a dump may truncate the
// file and a mapped page past the end would kill this process.
type input struct {
	r     io.ReaderAt
	size  int64          // of the file, as far as it is known
	ahead *unpackedAhead // where more of it comes from; nil if that is all
	buf   []byte
	start int64 // file offset of buf[0]
	pos   int   // next byte in buf
	end   int   // valid bytes in buf
	err   error // of the last read
	order byteOrder
	most  int // how much is read at a time; 0 for as much as the buffer holds
}

const (
	// maxAround is how much is read at most around a place, and near how far it
	// may be from what was read before to be called near that.
	maxAround = 128 << 10
	near      = 48 << 10
)

// seek is [input.reset] for places that are asked for one by one. As long as
// each is near the one before, ever more is read at a time: SVs in the order of
// their addresses stand in the file arena by arena, and the arenas often in the
// opposite order, so that more is read before a place if the way leads back.
func (in *input) seek(off int64) {
	end := in.start + int64(in.end)
	if off >= in.start && off < end {
		in.pos = int(off - in.start)
		return
	}
	if in.most == 0 || off < in.start-near || off > end+near {
		in.most = recordBuffer
		in.reset(off)
		return
	}
	back := off < in.start
	in.start, in.pos, in.end = off, 0, 0
	in.readMore()
	if !back {
		return
	}
	in.start = max(0, off-int64(in.most*3/4))
	in.fill(1)
	if skip := off - in.start; skip < int64(in.end) {
		in.pos = int(skip)
	} else {
		in.start, in.pos, in.end = off, 0, 0
	}
}

// readMore lets more be read at a time, and makes room for it.
func (in *input) readMore() {
	in.most = min(2*in.most, maxAround)
	if room := in.most + maxWindow; len(in.buf) < room {
		in.buf = append(make([]byte, 0, room), in.buf[:in.end]...)[:room]
	}
}

// maxWindow is the longest that is looked at as one: the fixed bytes and the
// pointers of an SV, the sizes of which the header has in bytes, twice.
const maxWindow = 1 + 2*(255+255*8)

func newInput(r io.ReaderAt, size int64, buffer int, order byteOrder) input {
	return input{r: r, size: size, buf: make([]byte, buffer+maxWindow), order: order}
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

// has reports whether the file has so many bytes. It waits until that is known.
func (in *input) has(bytes int64) bool {
	if bytes > in.size && in.ahead != nil {
		in.size = in.ahead.wait(bytes)
	}
	return bytes <= in.size
}

// hasEntries reports whether the rest of the file has room for n entries of at least
// size bytes each.
func (in *input) hasEntries(n, size uint64) bool {
	at := in.offset()
	if n > uint64(math.MaxInt64-at)/size {
		return false
	}
	return in.has(at + int64(n*size))
}

func (in *input) offset() int64 { return in.start + int64(in.pos) }

// window returns the n bytes from here on, valid until the next call: zeros
// where the file ends before, so that a record is decoded without asking for
// each of its fields whether it is there. What was used is then passed over
// with advance, which says whether the file had it. n is at most maxWindow.
func (in *input) window(n int) []byte {
	if in.end-in.pos < n {
		in.fill(n)
	}
	return in.buf[in.pos : in.pos+n]
}

// advance moves n bytes on, which a window has shown.
func (in *input) advance(n int) error {
	if n > in.end-in.pos {
		return in.missing()
	}
	in.pos += n
	return nil
}

// missing is why the file has no more bytes.
func (in *input) missing() error {
	if in.err != nil {
		return in.err
	}
	return errShort
}

// fill makes the buffer hold the next n bytes, and as many more as fit.
func (in *input) fill(n int) {
	if in.buf == nil {
		in.buf = make([]byte, recordBuffer+maxWindow)
	}
	kept := copy(in.buf, in.buf[in.pos:in.end])
	in.start += int64(in.pos)
	in.pos, in.end, in.err = 0, kept, nil
	if in.most > 0 && kept > 0 { // this goes on from what was read before
		in.readMore()
	}
	room := in.buf[:len(in.buf)-maxWindow] // what follows stays free for zeros
	if in.most > 0 {
		room = room[:in.most]
	}
	for in.end < n {
		at := in.start + int64(in.end)
		if in.end >= len(room) || !in.has(at+1) {
			break
		}
		got, err := in.r.ReadAt(room[in.end:min(int64(len(room)), int64(in.end)+in.size-at)], at)
		in.end += got
		if got > 0 {
			continue
		}
		if err != nil && !errors.Is(err, io.EOF) {
			in.err = err
		}
		break
	}
	if in.end < n {
		clear(in.buf[in.end:n])
	}
}

// take returns the next n bytes, valid until the next call. n is at most
// maxWindow; longer values go through skip.
func (in *input) take(n int) ([]byte, error) {
	b := in.window(n)
	return b, in.advance(n)
}

// skip moves n bytes on.
func (in *input) skip(n int64) error {
	if n <= int64(in.end-in.pos) {
		in.pos += int(n)
		return nil
	}
	if n > math.MaxInt64-in.offset() || !in.has(in.offset()+n) {
		return errShort
	}
	in.reset(in.offset() + n)
	return nil
}

// view returns bytes of the file: from the buffer where it holds them, else
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
	b := in.window(1)
	return b[0], in.advance(1)
}

func (in *input) u32() (uint32, error) {
	v := in.order.u32(in.window(4))
	return v, in.advance(4)
}

// word reads an unsigned integer of 4 or 8 bytes.
func (in *input) word(n int) (uint64, error) {
	v := in.order.word(in.window(n), n)
	return v, in.advance(n)
}
