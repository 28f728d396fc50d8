package pmat

import (
	"fmt"
)

// Sizes says what follows the type byte of a record: bytes of fixed-size
// fields, pointers, strings.
type Sizes struct{ Bytes, Ptrs, Strs uint8 }

// Header is the beginning of a dump: how values are written, and the sizes of
// every kind of record.
type Header struct {
	BigEndian bool
	UintLen   int // bytes of an integer (UV, IV), 4 or 8
	PtrLen    int // bytes of a pointer, 4 or 8
	NVLen     int // bytes of a floating point number, 8 or 10 (x87 extended)
	Ithreads  bool
	Minor     int    // of the format; the major number is 0
	Perl      uint32 // revision<<24 | version<<16 | subversion

	SV       []Sizes // by type; the common part of every SV is at 0
	Ext      []Sizes // by type - 0x80
	Contexts []Sizes // by type; the common part at 0; none before format 0.2
}

// PerlVersion returns the version in the form that perl -v prints: 5.36.0.
func (h *Header) PerlVersion() string {
	return fmt.Sprintf("%d.%d.%d", h.Perl>>24, h.Perl>>16&0xff, h.Perl&0xffff)
}

// Endian returns "little" or "big".
func (h *Header) Endian() string {
	if h.BigEndian {
		return "big"
	}
	return "little"
}

// MaxSize returns how large an SV can be, in bytes, given the addresses that a
// system gives to a program. A record that claims more is damaged.
func (h *Header) MaxSize() uint64 {
	if h.PtrLen == 4 {
		return 1 << 32
	}
	return 1 << 47
}

// ArrayFlags reports whether an ARRAY record says if its elements are counted
// references (Dumper 0.12 and newer).
func (h *Header) ArrayFlags() bool { return int(h.SV[TypeArray].Bytes) > h.UintLen }

// SharedKeys reports whether names and hash keys carry a pointer to their
// shared string (format 0.6).
func (h *Header) SharedKeys() bool { return h.Minor >= 6 }

const (
	flagBigEndian  = 0x01
	flagLongUint   = 0x02
	flagLongPtr    = 0x04
	flagLongDouble = 0x08
	flagIthreads   = 0x10
	knownFlags     = 0x1f

	newestMinor = 6
)

// NewestFormat is the newest format of dumps that is read.
var NewestFormat = fmt.Sprintf("0.%d", newestMinor)

const (
	dumpHint  = "write one with Devel::MAT::Dumper::dump($path)"
	olderHint = "dump again with Devel::MAT::Dumper 0.11 or newer"
)

// readHeader reads up to the roots.
func readHeader(in *input) (*Header, error) {
	fail := func(format string, args ...any) error {
		return &Error{Record: "header", Offset: 0, Reason: fmt.Errorf(format, args...)}
	}
	short := func() error {
		return fail("%w: the file ends after %d bytes, inside the header; %s", ErrNotDump, in.size, dumpHint)
	}
	fixed, err := in.take(12)
	if err != nil {
		if in.size == 0 {
			return nil, fail("%w: the file is empty; %s", ErrNotDump, dumpHint)
		}
		if magic, _ := in.take(int(min(in.size, 4))); len(magic) == 4 && string(magic) == "PMAT" {
			return nil, short()
		}
	}
	if string(fixed[:4]) != "PMAT" {
		in.reset(0)
		if p := compressionOf(in.window(magicBytes)); p != nil {
			hint := p.hint
			if hint == "" {
				hint = "unpack it first with " + p.name + " -d"
			}
			return nil, fail("%w: its contents are packed with %s; %s", ErrNotDump, p.name, hint)
		}
		return nil, fail("%w: it does not begin with PMAT; %s", ErrNotDump, dumpHint)
	}
	flags := fixed[4]
	if flags&^knownFlags != 0 {
		return nil, fail("%w: flags %#02x have bits that format 0.%d does not define; a newer perlheap may read it", ErrUnsupported, flags, newestMinor)
	}
	if fixed[5] != 0 || fixed[6] != 0 || fixed[7] > newestMinor {
		return nil, fail("%w: format %d.%d, the newest that is read is 0.%d; a newer perlheap may read it", ErrUnsupported, fixed[6], fixed[7], newestMinor)
	}
	h := &Header{
		BigEndian: flags&flagBigEndian != 0,
		UintLen:   4, PtrLen: 4, NVLen: 8,
		Ithreads: flags&flagIthreads != 0,
		Minor:    int(fixed[7]),
	}
	in.order = byteOrder(h.BigEndian)
	if flags&flagLongUint != 0 {
		h.UintLen = 8
	}
	if flags&flagLongPtr != 0 {
		h.PtrLen = 8
	}
	if flags&flagLongDouble != 0 {
		h.NVLen = 10
	}
	h.Perl = in.order.u32(fixed[8:])

	if h.SV, err = readSizes(in); err != nil {
		return nil, short()
	}
	// What follows the perl version in a dump of Dumper 0.10 or older is
	// already a pointer: its low byte read as a count makes no sense.
	if common := int(TypeClass); h.Minor == 0 && (len(h.SV) > common+1 || !h.commonFits()) {
		return nil, fail("%w: this dump was written by Devel::MAT::Dumper 0.10 or older; %s", ErrNoSizeTable, olderHint)
	}
	if !h.commonFits() {
		return nil, fail("%w: the table of record sizes gives an SV %s, which cannot hold address, reference count, size and package", ErrNotDump, describe(h.SV))
	}
	h.Ext = []Sizes{{2, 2, 0}} // only magic, before format 0.4
	if h.Minor >= 4 {
		if h.Ext, err = readSizes(in); err != nil {
			return nil, short()
		}
	}
	if h.Minor >= 2 {
		if h.Contexts, err = readSizes(in); err != nil {
			return nil, short()
		}
	}
	if err := h.check(); err != nil {
		return nil, fail("%w: %w", ErrNotDump, err)
	}
	return h, nil
}

func readSizes(in *input) ([]Sizes, error) {
	n, err := in.u8()
	if err != nil {
		return nil, err
	}
	b, err := in.take(3 * int(n))
	if err != nil {
		return nil, err
	}
	sizes := make([]Sizes, n)
	for i := range sizes {
		sizes[i] = Sizes{b[3*i], b[3*i+1], b[3*i+2]}
	}
	return sizes, nil
}

func (h *Header) commonBytes() int { return h.PtrLen + 4 + h.UintLen }

func (h *Header) commonFits() bool {
	return len(h.SV) > 0 && int(h.SV[0].Bytes) >= h.commonBytes() && h.SV[0].Ptrs >= 1
}

func describe(sizes []Sizes) string {
	if len(sizes) == 0 {
		return "nothing"
	}
	return fmt.Sprintf("%d bytes and %d pointers", sizes[0].Bytes, sizes[0].Ptrs)
}

// check refuses a table whose records are too small for the fields that give
// the record its length: without them nothing after the record can be found.
func (h *Header) check() error {
	need := func(t Type, bytes, ptrs, strs int) error {
		if int(t) >= len(h.SV) {
			return nil
		}
		s := h.SV[t]
		if int(s.Bytes) < bytes || int(s.Ptrs) < ptrs || int(s.Strs) < strs {
			return fmt.Errorf("the table of record sizes gives a %s %d bytes, %d pointers and %d strings, but at least %d, %d and %d are needed", t, s.Bytes, s.Ptrs, s.Strs, bytes, ptrs, strs)
		}
		return nil
	}
	u, p := h.UintLen, h.PtrLen
	hek := 0
	if h.SharedKeys() {
		hek = p
	}
	for _, err := range []error{
		need(TypeGlob, u+hek, 8, 2),
		need(TypeScalar, 1+2*u+h.NVLen, 0, 1), // Dumper 0.11 does not give the package of an `our`,
		need(TypeRef, 1, 1, 0),                // nor here
		need(TypeArray, u, 0, 0),
		need(TypeHash, u, 1, 0),
		need(TypeStash, u, 5, 1),
		need(TypeCode, u+1+p, 5, 1),
		need(TypeIO, 0, 3, 0),
		need(TypeLvalue, 1+2*u, 1, 0),
		need(TypeObject, u, 0, 0),
		need(TypeClass, u, 6, 1),
	} {
		if err != nil {
			return err
		}
	}
	if len(h.SV) <= int(TypeCode) {
		return fmt.Errorf("the table of record sizes ends before CODE")
	}
	if h.Minor >= 2 && (len(h.Contexts) == 0 || int(h.Contexts[0].Bytes) < 1+u || h.Contexts[0].Strs < 1) {
		return fmt.Errorf("the table of record sizes gives contexts %s, too little for gimme, line and file", describe(h.Contexts))
	}
	return nil
}
