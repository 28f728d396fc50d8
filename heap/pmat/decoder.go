package pmat

import (
	"errors"
	"fmt"
	"math"
)

// Decoder reads records one after another. It reuses its [Record], so whatever is
// needed for longer must be copied. A Decoder is not safe for concurrent use,
// but several may read one [File] at the same time.
type Decoder struct {
	file *File
	in   input
	rec  Record
	err  error
	// scratch keeps fixed bytes while strings are read; a size is one byte.
	scratch [255]byte
	// SVs counts the SV records read completely so far, not including the
	// current one.
	SVs  int
	isSV bool // the current record is an SV
	// lastFile is the file of the context that was read last.
	lastFile string
	// start is the nearest of starts ahead, where another decoder begins, or an
	// offset before which it does not lie.
	start  int64
	starts *Starts
	next   int  // of starts
	missed int  // starts that were passed without hitting them
	ahead  bool // what stands before is not known yet; see RecordsFrom
	// Oversized counts SVs that claim a size which no process can have
	// ([Header.MaxSize]). The claim is ignored: their Size is 0.
	Oversized int
	// Skipped counts records and extensions of types that this package does
	// not know but whose size the header gives.
	Skipped map[Type]int
}

// Next reads the next record of the heap section, skipping the rest of the
// previous one. It returns false at the end of the section and on an error; Err
// tells which.
func (d *Decoder) Next() bool {
	if d.err != nil || !d.drain() {
		return false
	}
	if d.isSV {
		d.SVs++
		d.isSV = false
	}
	for {
		d.rec.Offset = d.in.offset()
		if d.rec.Offset >= d.start && d.endsAtStart() {
			return false
		}
		w := d.in.window(d.file.layout.longest)
		d.rec.Type = Type(w[0])
		var err error
		switch t := d.rec.Type; {
		case t == TypeEnd:
			if err = d.in.advance(1); err == nil {
				return false
			}
		case t < ExtMagic || t == TypeUnknown:
			if err = d.readSV(w); err == nil {
				return true
			}
		case t == MetaStruct:
			err = d.readStructType()
		case t > MetaStruct:
			err = fmt.Errorf("no such meta record is known")
		default:
			known, extErr := d.readExtension()
			if extErr == nil && known {
				return true
			}
			err = extErr
		}
		if err != nil {
			d.fail(err)
			return false
		}
	}
}

// Record returns the record that Next read. It is valid until the next call of
// Next.
func (d *Decoder) Record() *Record { return &d.rec }

// Offset returns the position of the decoder in the uncompressed dump.
func (d *Decoder) Offset() int64 { return d.in.offset() }

// Err returns what ended the section early, or nil at its proper end.
func (d *Decoder) Err() error { return d.err }

func (d *Decoder) fail(reason error) {
	if d.err != nil {
		return
	}
	name := d.rec.Type.String() + " record"
	if d.rec.Type == TypeEnd {
		name = "list of SVs"
	}
	d.err = &Error{Record: name, Offset: d.rec.Offset, Reason: reason}
}

// Truncation returns what Err means to a person who wants to work with what was
// read; nil if there was no error.
func (d *Decoder) Truncation() *Truncation {
	var e *Error
	if !errors.As(d.err, &e) {
		return nil
	}
	return &Truncation{
		Record: e.Record, Offset: e.Offset, SVs: d.SVs,
		Ends: errors.Is(e.Reason, errShort), Reason: e.Reason.Error(),
	}
}

// fields reads fixed bytes, pointers and strings as the header's table says.
// The bytes are valid until the next read.
func (d *Decoder) fields(s Sizes) ([]byte, error) {
	h, rec := d.file.Header, &d.rec
	fixed := int(s.Bytes)
	b, err := d.in.take(fixed + int(s.Ptrs)*h.PtrLen)
	if err != nil {
		return nil, err
	}
	rec.NPtrs = min(int(s.Ptrs), MaxPtrs)
	for i, p := 0, b[fixed:]; i < rec.NPtrs; i++ {
		rec.Ptrs[i] = Addr(d.in.order.word(p[i*h.PtrLen:], h.PtrLen))
	}
	rec.NStrs = 0
	if s.Strs == 0 {
		return b[:fixed], nil
	}
	// Reading the strings may move the buffer under the fixed bytes.
	kept := append(d.scratch[:0], b[:fixed]...)
	return kept, d.strs(int(s.Strs))
}

// strs reads n strings, of which the record keeps the first.
func (d *Decoder) strs(n int) error {
	rec := &d.rec
	for i := range n {
		str, err := d.str()
		if err != nil {
			return err
		}
		if i < MaxStrs {
			rec.Strs[i] = str
			rec.NStrs++
		}
	}
	return nil
}

// str reads a string's length and passes over its bytes.
func (d *Decoder) str() (Str, error) {
	n, err := d.in.word(d.file.Header.UintLen)
	if err != nil {
		return Str{}, err
	}
	if n == d.file.minusOne() {
		return Str{Len: -1}, nil
	}
	s := Str{Off: d.in.offset(), Len: int64(n)}
	if n > math.MaxInt64 || d.in.skip(s.Len) != nil {
		return Str{}, fmt.Errorf("a string of %d bytes: %w", n, errShort)
	}
	return s, nil
}

func (d *Decoder) ptr() (Addr, error) {
	p, err := d.in.word(d.file.Header.PtrLen)
	return Addr(p), err
}

// Text returns at most limit bytes of a string of the dump. The slice is valid
// until the decoder's next call.
func (d *Decoder) Text(s Str, limit int64) ([]byte, error) {
	if s.Len <= 0 {
		return nil, nil
	}
	return d.in.view(s.Off, min(s.Len, limit))
}

// readSV reads an SV from a window that begins at its type.
func (d *Decoder) readSV(w []byte) error {
	l, rec, o := &d.file.layout, &d.rec, d.in.order
	h := d.file.Header
	t := rec.Type
	part := &l.sv[t]
	if part.refused != nil {
		return part.refused
	}
	at := 1
	rec.Addr = Addr(o.word(w[at:], h.PtrLen))
	rec.Refcnt = o.u32(w[at+h.PtrLen:])
	rec.Size = o.word(w[at+h.PtrLen+4:], h.UintLen)
	if rec.Size > l.maxSize {
		rec.Size = 0
		d.Oversized++
	}
	rec.Blessed = Addr(o.word(w[at+int(h.SV[0].Bytes):], h.PtrLen))
	rec.Flags, rec.Count, rec.left = 0, 0, 0
	at += l.common
	if h.SV[0].Strs > 0 {
		if err := d.in.advance(at); err != nil {
			return err
		}
		rec.NStrs = 0
		if err := d.strs(int(h.SV[0].Strs)); err != nil {
			return err
		}
		w, at = d.in.window(part.length), 0
	}
	if err := d.in.advance(at + part.length); err != nil {
		return err
	}
	rec.NPtrs, rec.NStrs = part.ptrs, 0
	for i, p := 0, w[at+part.fixed:]; i < part.ptrs; i++ {
		rec.Ptrs[i] = Addr(o.word(p[i*h.PtrLen:], h.PtrLen))
	}
	for i := range part.none {
		rec.Ptrs[part.ptrs+i] = 0
	}
	if err := d.decode(t, w[at:at+part.fixed]); err != nil {
		return err
	}
	if part.strs > 0 {
		if err := d.strs(part.strs); err != nil {
			return err
		}
	}
	if part.entry > 0 {
		if err := d.openBody(part.entry); err != nil {
			return err
		}
	}
	d.isSV = true
	return nil
}

// decode reads the fixed bytes of an SV. The header's table was checked to
// give at least the bytes that are taken here without asking.
func (d *Decoder) decode(t Type, b []byte) error {
	h, rec, o := d.file.Header, &d.rec, d.in.order
	u := h.UintLen
	switch t {
	case TypeUndef:
	case TypeGlob:
		rec.Line = o.word(b, u)
		rec.NameHEK = 0
		if h.SharedKeys() {
			rec.NameHEK = Addr(o.word(b[u:], h.PtrLen))
		}
	case TypeScalar:
		rec.Flags = b[0]
		rec.UV = o.word(b[1:], u)
		rec.NV = d.nv(b[1+u:])
		rec.PVLen = o.word(b[1+u+h.NVLen:], u)
	case TypeRef:
		rec.Flags = b[0]
	case TypeArray:
		rec.Count = o.word(b, u)
		if len(b) > u {
			rec.Flags = b[u]
		}
	case TypeHash, TypeStash, TypeObject:
		rec.Count = o.word(b, u)
	case TypeClass:
		rec.Count = o.word(b, u)
		rec.classFields = true
	case TypeCode:
		rec.Line = o.word(b, u)
		rec.Flags = b[u]
		rec.OpRoot = Addr(o.word(b[u+1:], h.PtrLen))
		rec.Depth, rec.NameHEK = -1, 0
		at := u + 1 + h.PtrLen
		if len(b) >= at+4 {
			rec.Depth = max(-1, int32(o.u32(b[at:])))
		}
		if h.SharedKeys() && len(b) >= at+4+h.PtrLen {
			rec.NameHEK = Addr(o.word(b[at+4:], h.PtrLen))
		}
		rec.codeItems = true
	case TypeIO:
		rec.HasFiles = len(b) >= 2*u
		if rec.HasFiles {
			rec.Input, rec.Output = d.fileno(o.word(b, u)), d.fileno(o.word(b[u:], u))
		}
	case TypeLvalue:
		rec.Kind = b[0]
		rec.LvOff, rec.LvLen = o.word(b[1:], u), o.word(b[1+u:], u)
	case TypeStruct:
		// The number of its type stands where other SVs have their package.
		if d.ahead {
			return errAhead
		}
		id := uint64(rec.Blessed)
		st, ok := d.file.structType(id)
		if !ok {
			return fmt.Errorf("it is a C struct of type %d, which no META_STRUCT record before it declares", id)
		}
		rec.Blessed, rec.Struct = 0, st
		rec.Count = uint64(len(st.Fields))
		rec.left = rec.Count
	default:
		if t > TypeClass && t != TypeUnknown {
			d.skipped(t)
		}
	}
	return nil
}

// fileno reads a small number, of which −1 means none; so does one that no
// file and no list has.
func (d *Decoder) fileno(n uint64) int64 {
	if n > math.MaxInt32 {
		return -1
	}
	return int64(n)
}

// nv converts the dump's floating point number. An x87 extended has 10 bytes:
// 64 of mantissa with the leading 1 written out, 15 of exponent, the sign.
func (d *Decoder) nv(b []byte) float64 {
	if d.file.Header.NVLen == 8 {
		return math.Float64frombits(d.in.order.u64(b))
	}
	var mantissa uint64
	var top uint16
	if d.in.order {
		top, mantissa = uint16(b[0])<<8|uint16(b[1]), d.in.order.u64(b[2:])
	} else {
		top, mantissa = uint16(b[9])<<8|uint16(b[8]), d.in.order.u64(b)
	}
	sign, exponent := 1.0, int(top&0x7fff)
	if top&0x8000 != 0 {
		sign = -1
	}
	switch {
	case exponent == 0x7fff && mantissa<<1 == 0:
		return math.Inf(int(sign))
	case exponent == 0x7fff:
		return math.NaN()
	}
	return sign * math.Ldexp(float64(mantissa), exponent-16383-63)
}

func (d *Decoder) skipped(t Type) {
	if d.Skipped == nil {
		d.Skipped = map[Type]int{}
	}
	d.Skipped[t]++
}
