package pmat

import (
	"encoding/binary"
	"errors"
	"io"
)

// xzGuard passes on an xz file as long as it asks for no more memory than
// there may be: the size of the dictionary stands at the beginning of each
// block, and whoever unpacks it allocates that much. It follows the file only
// as far as that takes: what else is wrong, the one that unpacks it finds.
type xzGuard struct {
	r       io.Reader
	state   xzState
	have    []byte // of the state's bytes, where they are looked at
	need    int    // bytes that are still to be passed over
	length  int    // of the compressed data of a block, or of the index, so far
	check   int    // bytes of the check behind each block
	records uint64 // numbers of the index that are still to come
	streams int    // that have ended
	err     error
}

type xzState uint8

const (
	xzStream     xzState = iota // the header of a stream, or padding before it
	xzBlockSize                 // the first byte of a block's header; 0 begins the index
	xzBlock                     // the rest of that header
	xzChunk                     // the control byte of a chunk of data
	xzChunkSizes                // what follows that byte
	xzData                      // the chunk itself
	xzCheck                     // padding and check behind a block
	xzRecords                   // how many records the index has
	xzIndex                     // its records
	xzFooter                    // padding, checksum and the footer of the stream
	xzLost                      // nothing that a reader of xz accepts
)

var errXZMemory = errors.New("it needs more than 128 MiB of memory to decompress; decompress it first with xz -d")

// between tells that a stream has ended and no other has begun.
func (g *xzGuard) between() bool {
	return g.state == xzStream && g.streams > 0 || g.state == xzFooter && g.need == 0
}

func (g *xzGuard) Read(p []byte) (int, error) {
	if g.err != nil {
		return 0, g.err
	}
	n, err := g.r.Read(p)
	for i := 0; i < n && g.err == nil; {
		if g.need > 0 {
			k := min(g.need, n-i)
			g.need, i = g.need-k, i+k
			continue
		}
		g.step(p[i])
		i++
	}
	if g.err != nil {
		return 0, g.err
	}
	return n, err
}

// step takes a byte that is not passed over.
func (g *xzGuard) step(b byte) {
	switch g.state { // what was passed over has ended
	case xzData:
		g.state = xzChunk
	case xzCheck:
		g.state = xzBlockSize
	case xzFooter:
		g.streams++
		g.have, g.state = g.have[:0], xzStream
	}
	switch g.state {
	case xzStream:
		g.stream(b)
	case xzBlockSize:
		g.have, g.length = g.have[:0], 0
		g.state = xzBlock
		if b == 0 {
			g.state, g.records, g.length = xzRecords, 0, 1
		} else {
			g.have = append(g.have, b)
		}
	case xzBlock:
		if g.have = append(g.have, b); len(g.have) == 4*(int(g.have[0])+1) {
			g.header(g.have[1:])
			g.state = xzChunk
		}
	case xzChunk:
		g.length++
		g.have, g.state = append(g.have[:0], b), xzChunkSizes
		switch {
		case b == 0:
			g.state, g.need = xzCheck, -g.length&3+g.check
		case b > 2 && b < 0x80:
			g.state = xzLost
		}
	case xzChunkSizes:
		g.length++
		g.have = append(g.have, b)
		g.sizes()
	case xzRecords, xzIndex:
		g.index(b)
	}
}

// stream takes a byte of a stream's header, which is 12 bytes, or of the
// padding before, which is zeros in fours.
func (g *xzGuard) stream(b byte) {
	g.have = append(g.have, b)
	if len(g.have) == 4 && binary.LittleEndian.Uint32(g.have) == 0 {
		g.have = g.have[:0]
	}
	if len(g.have) < 12 {
		return
	}
	switch kind := int(g.have[7] & 0xf); kind {
	case 0:
		g.check = 0
	default:
		g.check = 4 << ((kind - 1) / 3)
	}
	g.state = xzBlockSize
	if string(g.have[:6]) != "\xfd7zXZ\x00" {
		g.state = xzStream
		g.have = g.have[:11] // not padding, and no header either
	}
}

// header looks for the size of the dictionary in the header of a block.
func (g *xzGuard) header(b []byte) {
	flags := b[0]
	b = b[1:]
	number := func() uint64 {
		n, k := binary.Uvarint(b)
		b = b[max(0, k):]
		return n
	}
	for _, given := range [...]byte{0x40, 0x80} { // sizes of the block
		if flags&given != 0 {
			number()
		}
	}
	for range flags&3 + 1 {
		const lzma2 = 0x21
		id, n := number(), number()
		if n > uint64(len(b)) {
			return
		}
		if id == lzma2 && n > 0 {
			if bits := b[0] & 0x3f; uint64(2|bits&1)<<(bits/2+11) > maxPackedWindow {
				g.err = errXZMemory
			}
		}
		b = b[n:]
	}
}

// sizes passes over a chunk when its sizes are there.
func (g *xzGuard) sizes() {
	control, sizes := g.have[0], g.have[1:]
	want, at := 2, 0
	if control >= 0x80 {
		want, at = 4, 2
	}
	if control >= 0xc0 {
		want++
	}
	if len(sizes) == want {
		g.need = int(binary.BigEndian.Uint16(sizes[at:])) + 1
		g.length += g.need
		g.state = xzData
	}
}

// index takes a byte of the index: how many records it has, and two numbers
// for each of them.
func (g *xzGuard) index(b byte) {
	g.length++
	if g.state == xzRecords {
		if len(g.have) < 9 {
			g.have = append(g.have, b)
		}
		if b&0x80 != 0 {
			return
		}
		n, _ := binary.Uvarint(g.have)
		g.records, g.state = 2*n, xzIndex
	} else if b&0x80 == 0 {
		g.records--
	}
	if g.records == 0 {
		g.state, g.need = xzFooter, -g.length&3+4+12
	}
}
