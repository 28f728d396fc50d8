// Package pmatbuild writes heap dumps for tests: small ones in which every byte
// is known, damaged ones, and ones with shapes that no available program has.
// It writes the layout of the format, without trying to contain what a real
// perl would.
package pmatbuild

import (
	"bytes"
	"encoding/binary"
	"io"
	"math"

	"github.com/perlheap/perlheap/heap/pmat"
)

// Config says how values are written. The zero value is not usable; copy
// Default and change it.
type Config struct {
	BigEndian bool
	UintLen   int // 4 or 8
	PtrLen    int // 4 or 8
	NVLen     int // 8 or 10
	Ithreads  bool
	Minor     int // 0 … 6
	Perl      uint32
}

// Default is a threaded 64-bit perl 5.36 and Dumper 0.46.
var Default = Config{UintLen: 8, PtrLen: 8, NVLen: 8, Ithreads: true, Minor: 4, Perl: 5<<24 | 36<<16}

// The immortals of every built dump.
const (
	Undef pmat.Addr = 0x10
	Yes   pmat.Addr = 0x20
	No    pmat.Addr = 0x30
)

// SV is the part common to all SVs.
type SV struct {
	Addr    pmat.Addr
	Refcnt  uint32
	Size    uint64
	Blessed pmat.Addr
}

// Builder writes a dump. Records are written in the order of the calls.
type Builder struct {
	cfg Config
	buf bytes.Buffer
}

// New begins a dump: header, roots and an empty stack.
func New(cfg Config, roots ...pmat.Root) *Builder {
	b := &Builder{cfg: cfg}
	flags := byte(0)
	for bit, on := range map[byte]bool{
		0x01: cfg.BigEndian, 0x02: cfg.UintLen == 8, 0x04: cfg.PtrLen == 8, 0x08: cfg.NVLen == 10, 0x10: cfg.Ithreads,
	} {
		if on {
			flags |= bit
		}
	}
	b.buf.WriteString("PMAT")
	b.buf.Write([]byte{flags, 0, 0, byte(cfg.Minor)})
	b.u32(cfg.Perl)
	b.sizes()
	b.Ptr(Undef)
	b.Ptr(Yes)
	b.Ptr(No)
	b.u32(uint32(len(roots)))
	for _, r := range roots {
		b.Str(r.Name)
		b.Ptr(r.Addr)
	}
	b.Uint(0)
	return b
}

// sizes writes the tables of record sizes.
func (b *Builder) sizes() {
	u, p, hek := byte(b.cfg.UintLen), byte(b.cfg.PtrLen), byte(0)
	if b.cfg.Minor >= 6 {
		hek = p
	}
	b.buf.WriteByte(18)
	b.buf.Write([]byte{
		p + 4 + u, 1, 0, u + hek, 8, 2, 1 + 2*u + byte(b.cfg.NVLen), 1, 1, 1, 2, 0, 1 + u, 0, 0, u, 1, 0, u, 5, 1,
		u + 1 + p + 4 + hek, 5, 2, 2 * u, 3, 0, 1 + 2*u, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
		u, 0, 0, u, 6, 1,
	})
	if b.cfg.Minor >= 4 {
		b.buf.WriteByte(10)
		b.buf.Write([]byte{2, 3, 0, 0, 1, 0, 0, 1, 0, 0, 1, 0, u, 1, 0, 0, 2, 0, 0, 1, 0, 0, 1, 1, 2 * u, 0, 1, p, 0, 0})
	}
	if b.cfg.Minor >= 2 {
		b.buf.WriteByte(4)
		b.buf.Write([]byte{1 + u, 0, 1, 4, 2, 0, 0, 0, 0, 0, 1, 0})
	}
}

func (b *Builder) order() binary.AppendByteOrder {
	if b.cfg.BigEndian {
		return binary.BigEndian
	}
	return binary.LittleEndian
}

func (b *Builder) u32(v uint32) { b.buf.Write(b.order().AppendUint32(b.buf.AvailableBuffer(), v)) }

func (b *Builder) word(v uint64, n int) {
	if n == 4 {
		b.u32(uint32(v))
		return
	}
	b.buf.Write(b.order().AppendUint64(b.buf.AvailableBuffer(), v))
}

// Byte, Uint, Ptr and Str write single values, for records that the other
// methods do not know.
func (b *Builder) Byte(v ...byte) { b.buf.Write(v) }

// Uint writes an integer.
func (b *Builder) Uint(v uint64) { b.word(v, b.cfg.UintLen) }

// Ptr writes a pointer.
func (b *Builder) Ptr(p pmat.Addr) { b.word(uint64(p), b.cfg.PtrLen) }

// Str writes a string with its length.
func (b *Builder) Str(s string) {
	b.Uint(uint64(len(s)))
	b.buf.WriteString(s)
}

// NoStr writes an undefined string.
func (b *Builder) NoStr() { b.Uint(math.MaxUint64) }

// Common writes the type byte and the part common to all SVs.
func (b *Builder) Common(t pmat.Type, sv SV) {
	b.Byte(byte(t))
	b.Ptr(sv.Addr)
	b.u32(sv.Refcnt)
	b.Uint(sv.Size)
	b.Ptr(sv.Blessed)
}

// NV writes a floating point number.
func (b *Builder) NV(v float64) {
	if b.cfg.NVLen == 8 {
		b.buf.Write(b.order().AppendUint64(nil, math.Float64bits(v)))
		return
	}
	var sign, exponent uint16
	frac, exp := math.Frexp(math.Abs(v))
	mantissa := uint64(0)
	if math.Signbit(v) {
		sign = 0x8000
	}
	switch {
	case math.IsNaN(v):
		exponent, mantissa = 0x7fff, 3<<62
	case math.IsInf(v, 0):
		exponent, mantissa = 0x7fff, 1<<63
	case v != 0:
		exponent, mantissa = uint16(exp-1+16383), uint64(math.Ldexp(frac, 64))
	}
	if b.cfg.BigEndian {
		b.buf.Write(binary.BigEndian.AppendUint64(binary.BigEndian.AppendUint16(nil, sign|exponent), mantissa))
		return
	}
	b.buf.Write(binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint64(nil, mantissa), sign|exponent))
}

// Undef writes a SCALAR without a value.
func (b *Builder) Undef(sv SV) { b.Common(pmat.TypeUndef, sv) }

// Scalar writes a SCALAR; pv is written if the flags have ScalarPV.
func (b *Builder) Scalar(sv SV, flags byte, uv uint64, nv float64, pv string) {
	b.Common(pmat.TypeScalar, sv)
	b.Byte(flags)
	b.Uint(uv)
	b.NV(nv)
	b.Uint(uint64(len(pv)))
	b.Ptr(0)
	if flags&pmat.ScalarPV == 0 {
		b.NoStr()
		return
	}
	b.Str(pv)
}

// Ref writes a REF.
func (b *Builder) Ref(sv SV, to pmat.Addr, weak bool) {
	b.Common(pmat.TypeRef, sv)
	flags := byte(0)
	if weak {
		flags = pmat.RefWeak
	}
	b.Byte(flags)
	b.Ptr(to)
	b.Ptr(0)
}

// Array writes an ARRAY.
func (b *Builder) Array(sv SV, elems ...pmat.Addr) {
	b.Common(pmat.TypeArray, sv)
	b.Uint(uint64(len(elems)))
	b.Byte(0)
	for _, e := range elems {
		b.Ptr(e)
	}
}

// Pair is an entry of a hash.
type Pair struct {
	Key   string
	Value pmat.Addr
}

func (b *Builder) pairs(pairs []Pair) {
	for _, p := range pairs {
		b.Str(p.Key)
		if b.cfg.Minor >= 6 {
			b.Ptr(0)
		}
		b.Ptr(p.Value)
	}
}

// Hash writes a HASH.
func (b *Builder) Hash(sv SV, backrefs pmat.Addr, pairs ...Pair) {
	b.Common(pmat.TypeHash, sv)
	b.Uint(uint64(len(pairs)))
	b.Ptr(backrefs)
	b.pairs(pairs)
}

// Stash writes a STASH.
func (b *Builder) Stash(sv SV, name string, pairs ...Pair) {
	b.Common(pmat.TypeStash, sv)
	b.Uint(uint64(len(pairs)))
	for range 5 {
		b.Ptr(0)
	}
	b.Str(name)
	b.pairs(pairs)
}

// Glob writes a GLOB; slots are those of package pmat's Glob… constants.
func (b *Builder) Glob(sv SV, name, file string, line uint64, slots map[int]pmat.Addr) {
	b.Common(pmat.TypeGlob, sv)
	b.Uint(line)
	if b.cfg.Minor >= 6 {
		b.Ptr(0)
	}
	for i := range 8 {
		b.Ptr(slots[i])
	}
	b.Str(name)
	b.Str(file)
}

// Code is what a CODE has besides the part common to all SVs.
type Code struct {
	File                           string
	Line                           uint64
	Flags                          byte
	OpRoot                         pmat.Addr
	Stash, Glob, Outside, Padlist  pmat.Addr
	Pads                           []pmat.Addr // by depth, from 1 on
	Names                          []string    // of the pad's slots, from 1 on
	Outer                          map[int]bool
	ConstIndexes, GlobIndexesInPad []uint64
}

// Code writes a CODE as perls from 5.18 on have it.
func (b *Builder) Code(sv SV, c Code) {
	b.Common(pmat.TypeCode, sv)
	b.Uint(c.Line)
	b.Byte(c.Flags)
	b.Ptr(c.OpRoot)
	b.u32(0)
	if b.cfg.Minor >= 6 {
		b.Ptr(0)
	}
	for _, p := range []pmat.Addr{c.Stash, c.Glob, c.Outside, c.Padlist, 0} {
		b.Ptr(p)
	}
	b.Str(c.File)
	b.NoStr()
	for _, i := range c.ConstIndexes {
		b.Byte(byte(pmat.ItemConstIndex))
		b.Uint(i)
	}
	for _, i := range c.GlobIndexesInPad {
		b.Byte(byte(pmat.ItemGlobIndex))
		b.Uint(i)
	}
	for i, name := range c.Names {
		b.Byte(byte(pmat.ItemPadname))
		b.Uint(uint64(i + 1))
		b.Str(name)
		b.Ptr(0)
		if c.Outer[i+1] {
			b.Byte(byte(pmat.ItemPadnameFlags))
			b.Uint(uint64(i + 1))
			b.Byte(pmat.PadnameOuter)
		}
	}
	for i, pad := range c.Pads {
		b.Byte(byte(pmat.ItemPad))
		b.Uint(uint64(i + 1))
		b.Ptr(pad)
	}
	b.Byte(0)
}

// Magic writes magic that is attached to an SV.
func (b *Builder) Magic(sv pmat.Addr, kind byte, refcounted bool, obj, ptr pmat.Addr) {
	b.Byte(byte(pmat.ExtMagic))
	b.Ptr(sv)
	if b.cfg.Minor == 0 {
		b.Ptr(obj)
		b.Byte(kind)
		return
	}
	flags := byte(0)
	if refcounted {
		flags = pmat.MagicRefcounted
	}
	b.Byte(kind, flags)
	b.Ptr(obj)
	b.Ptr(ptr)
	if b.cfg.Minor >= 4 {
		b.Ptr(0)
	}
}

// End ends the heap section and writes an empty context stack, and mortals if
// there are any.
func (b *Builder) End(mortals ...pmat.Addr) {
	b.Byte(0, 0)
	if len(mortals) == 0 {
		return
	}
	b.Uint(uint64(len(mortals)))
	for _, m := range mortals {
		b.Ptr(m)
	}
	b.Uint(math.MaxUint64)
}

// Bytes returns the dump so far.
func (b *Builder) Bytes() []byte { return b.buf.Bytes() }

// WriteTo writes what was built since the last call, for dumps that are too
// large to be held in memory. Bytes then returns only what follows.
func (b *Builder) WriteTo(w io.Writer) (int64, error) { return b.buf.WriteTo(w) }

// StructType declares a C struct whose fields are pointers.
func (b *Builder) StructType(id uint64, name string, fields ...string) {
	b.Byte(byte(pmat.MetaStruct))
	b.Uint(id)
	b.Uint(uint64(len(fields)))
	b.Str(name)
	for _, f := range fields {
		b.Str(f)
		b.Byte(byte(pmat.FieldPtr))
	}
}

// Struct writes a C struct of a declared type.
func (b *Builder) Struct(sv SV, id uint64, fields ...pmat.Addr) {
	sv.Blessed = pmat.Addr(id)
	b.Common(pmat.TypeStruct, sv)
	for _, f := range fields {
		b.Ptr(f)
	}
}
