package pmat

import (
	"bufio"
	"bytes"
	"errors"
	"fmt"
	"io"
	"strings"

	"github.com/klauspost/compress/gzip"
	"github.com/klauspost/compress/zstd"
	"github.com/ulikunitz/xz"
)

// compression is a way that files are compressed or put together, told by what
// they begin with.
type compression struct {
	name  string
	at    int // of the magic
	magic string
	// open gives what is packed; nil for a packing that is not read. What it
	// gives ends with errTrailing where something else follows what is packed.
	open func(*bufio.Reader) (io.ReadCloser, error)
	hint string // what to do about one that is not read
}

// compressions are looked through in this order.
var compressions = []compression{
	{name: "gzip", magic: "\x1f\x8b", open: openGzip},
	{name: "zstd", magic: "\x28\xb5\x2f\xfd", open: openZstd},
	{name: "xz", magic: "\xfd7zXZ\x00", open: openXZ},
	{name: "bzip2", magic: "BZh", hint: "unpack it first with bunzip2"},
	{name: "lz4", magic: "\x04\x22\x4d\x18", hint: "unpack it first with lz4 -d"},
	{name: "lz4", magic: "\x02\x21\x4c\x18", hint: "unpack it first with lz4 -d"},
	{name: "lzip", magic: "LZIP", hint: "unpack it first with lzip -d"},
	{name: "lzma", magic: "\x5d\x00\x00", hint: "unpack it first with xz -d"},
	{name: "lzop", magic: "\x89LZO", hint: "unpack it first with lzop -d"},
	{name: "compress", magic: "\x1f\x9d", hint: "unpack it first with uncompress"},
	{name: "snappy", magic: "\xff\x06\x00\x00sNaPpY", hint: "unpack it first with snzip -d"},
	{name: "zip", magic: "PK\x03\x04", hint: "extract the dump first with unzip"},
	{name: "7z", magic: "7z\xbc\xaf\x27\x1c", hint: "extract the dump first with 7z x"},
	{name: "rar", magic: "Rar!\x1a\x07", hint: "extract the dump first with unrar x"},
	{name: "ar", magic: "!<arch>\n", hint: "extract the dump first with ar x"},
	{name: "tar", at: 257, magic: "ustar", hint: "extract the dump first with tar -xf"},
}

// endings are those of the names of packed files.
var endings = []string{".gz", ".zst", ".xz", ".bz2", ".lz4"}

// PlainName returns the name of a file without the suffix of its compression.
func PlainName(path string) string {
	for _, ending := range endings {
		if name, ok := strings.CutSuffix(path, ending); ok {
			return name
		}
	}
	return path
}

// IsName reports whether a file is called as a dump is, packed or not.
func IsName(name string) bool { return strings.HasSuffix(PlainName(name), ".pmat") }

// skippable frames may stand before those of zstd.
const (
	skippableMagic = "\x2a\x4d\x18"
	magicBytes     = 512 // in which every magic lies
)

// compressionOf tells by its first bytes how something is packed; nil for none
// that is known.
func compressionOf(first []byte) *compression {
	for i := range compressions {
		p := &compressions[i]
		if len(first) >= p.at && bytes.HasPrefix(first[p.at:], []byte(p.magic)) {
			return p
		}
		if p.name == "zstd" && len(first) > 4 && first[0]&^0xf == 0x50 && string(first[1:4]) == skippableMagic {
			return p
		}
	}
	return nil
}

// Unpack returns the decompressed contents of a file, which it recognizes by
// the first bytes; nil if the file is not compressed. The error says what to do
// about a compression that is not supported.
func Unpack(r *bufio.Reader) (io.ReadCloser, error) {
	first, err := r.Peek(magicBytes)
	if err != nil && !errors.Is(err, io.EOF) {
		return nil, err
	}
	switch p := compressionOf(first); {
	case p == nil:
		return nil, nil
	case p.open == nil:
		return nil, fmt.Errorf("it is packed with %s, which is not supported; %s", p.name, p.hint)
	default:
		return p.open(r)
	}
}

// errTrailing ends what is packed where something that is not follows, such as
// a signature or the padding of a tape.
var errTrailing = errors.New("what follows is not compressed")

func openGzip(r *bufio.Reader) (io.ReadCloser, error) {
	zr, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	zr.Multistream(false)
	return &gzipMembers{zr, r}, nil
}

// gzipMembers reads the members of a gzip file, as of bgzip or pigz, one
// behind the other.
type gzipMembers struct {
	*gzip.Reader
	from *bufio.Reader
}

func (g *gzipMembers) Read(p []byte) (int, error) {
	for {
		n, err := g.Reader.Read(p)
		if n > 0 && errors.Is(err, io.EOF) {
			return n, nil
		}
		if n > 0 || !errors.Is(err, io.EOF) {
			return n, err
		}
		next, err := g.from.Peek(2)
		if err != nil && !errors.Is(err, io.EOF) {
			return 0, err
		}
		if len(next) == 0 {
			return 0, io.EOF
		}
		if p := compressionOf(next); p == nil || p.name != "gzip" {
			return 0, errTrailing
		}
		if err := g.Reset(g.from); err != nil {
			return 0, err
		}
		g.Multistream(false)
	}
}

// maxWindow of the compressions: how far back what is unpacked may refer, which is
// kept in memory. It is what zstd itself takes without being told more.
const maxPackedWindow = 128 << 20

func openZstd(r *bufio.Reader) (io.ReadCloser, error) {
	zr, err := zstd.NewReader(r, zstd.WithDecoderConcurrency(1), zstd.WithDecoderLowmem(true), zstd.WithDecoderMaxWindow(maxPackedWindow))
	if err != nil {
		return nil, err
	}
	return zstdFrames{zr}, nil
}

// zstdFrames reads the frames of a zstd file.
type zstdFrames struct{ *zstd.Decoder }

func (z zstdFrames) Read(p []byte) (int, error) {
	n, err := z.Decoder.Read(p)
	switch {
	case errors.Is(err, zstd.ErrMagicMismatch):
		err = errTrailing
	case errors.Is(err, zstd.ErrWindowSizeExceeded):
		err = errors.New("it needs more than 128 MiB of memory to decompress; decompress it first with zstd -d --long=31")
	case errors.Is(err, zstd.ErrUnknownDictionary):
		err = errors.New("it needs a dictionary to decompress; decompress it first with zstd -d -D DICTIONARY")
	}
	return n, err
}

func (z zstdFrames) Close() error {
	z.Decoder.Close()
	return nil
}

func openXZ(r *bufio.Reader) (io.ReadCloser, error) {
	guard := &xzGuard{r: r}
	zr, err := xz.NewReader(guard)
	if err != nil {
		return nil, err
	}
	return io.NopCloser(xzStreams{zr, guard}), nil
}

// xzStreams reads the streams of an xz file.
type xzStreams struct {
	*xz.Reader
	guard *xzGuard
}

func (x xzStreams) Read(p []byte) (int, error) {
	n, err := x.Reader.Read(p)
	if err != nil && !errors.Is(err, io.EOF) && x.guard.between() {
		err = errTrailing
	}
	return n, err
}
