package pmat

import "fmt"

// openBody announces Count entries of at least size bytes each, and refuses a
// count that the rest of the file cannot hold.
func (d *Decoder) openBody(size uint64) error {
	rec := &d.rec
	if !d.in.hasEntries(rec.Count, size) {
		return fmt.Errorf("%d entries: %w", rec.Count, errShort)
	}
	rec.left = rec.Count
	return nil
}

// drain passes over what the caller left of the record's body.
func (d *Decoder) drain() bool {
	rec := &d.rec
	if rec.left == 0 && !rec.codeItems && !rec.classFields {
		rec.Struct = nil
		return d.err == nil
	}
	if rec.left > 0 {
		switch {
		case rec.Struct != nil:
			for rec.left > 0 {
				if _, ok := d.NextStructValue(); !ok {
					break
				}
			}
		case rec.hasPairs():
			for rec.left > 0 {
				if _, ok := d.NextPair(); !ok {
					break
				}
			}
		default:
			if err := d.in.skip(int64(rec.left) * int64(d.file.Header.PtrLen)); err != nil {
				d.fail(err)
			}
			rec.left = 0
		}
	}
	for rec.codeItems && d.err == nil {
		d.NextCodeItem()
	}
	for rec.classFields && d.err == nil {
		d.NextClassField()
	}
	rec.Struct = nil
	return d.err == nil
}

// SeekEntry moves to the i-th element or pair of the body. off is what Offset
// returned when that entry was the next one.
func (d *Decoder) SeekEntry(i uint64, off int64) {
	if d.err != nil || i > d.rec.Count {
		return
	}
	d.in.reset(off)
	d.rec.left = d.rec.Count - i
}

// NextElem returns the next element of an ARRAY or field of an OBJECT; 0 if
// there is none at that index.
func (d *Decoder) NextElem() (Addr, bool) {
	if d.rec.left == 0 || d.err != nil {
		return 0, false
	}
	d.rec.left--
	n := d.file.Header.PtrLen
	p := Addr(d.in.order.word(d.in.window(n), n))
	if err := d.in.advance(n); err != nil {
		d.fail(err)
		return 0, false
	}
	return p, true
}

// NextElems is NextElem for several elements, which it puts into a slice that is not
// empty. It returns how many: as many as are in the buffer and fit, 0 if there are no
// more.
func (d *Decoder) NextElems(to []Addr) int {
	in, n := &d.in, d.file.Header.PtrLen
	b := in.buf[in.pos:in.end]
	if len(b) < n || d.err != nil {
		p, ok := d.NextElem()
		if !ok {
			return 0
		}
		to[0] = p
		return 1
	}
	k := int(min(d.rec.left, uint64(len(to)), uint64(len(b)/n)))
	for i := range to[:k] {
		to[i] = Addr(in.order.word(b[i*n:], n))
	}
	in.pos += k * n
	d.rec.left -= uint64(k)
	return k
}

// NextPair returns the next entry of a HASH, STASH or CLASS, in the order of
// the dump, which is that of perl's buckets.
func (d *Decoder) NextPair() (Pair, bool) {
	if d.rec.left == 0 || d.err != nil {
		return Pair{}, false
	}
	d.rec.left--
	var p Pair
	var err error
	if p.Key, err = d.str(); err != nil {
		d.fail(fmt.Errorf("a key: %w", err))
		return Pair{}, false
	}
	h, o := d.file.Header, d.in.order
	w, at := d.in.window(16), 0
	if h.SharedKeys() {
		p.HEK, at = Addr(o.word(w, h.PtrLen)), h.PtrLen
	}
	p.Value = Addr(o.word(w[at:], h.PtrLen))
	if err := d.in.advance(at + h.PtrLen); err != nil {
		d.fail(err)
		return Pair{}, false
	}
	return p, true
}

// NextClassField returns the index and name of the next field that a CLASS
// declares. The pairs must have been read.
func (d *Decoder) NextClassField() (index uint64, name Str, ok bool) {
	if !d.rec.classFields || d.err != nil {
		return 0, Str{}, false
	}
	kind, err := d.in.u8()
	switch {
	case err != nil:
	case kind == 0:
		d.rec.classFields = false
		return 0, Str{}, false
	case kind != 1:
		err = fmt.Errorf("an entry of kind %d is not known", kind)
	default:
		if index, err = d.in.word(d.file.Header.UintLen); err == nil {
			name, err = d.str()
		}
	}
	if err != nil {
		d.rec.classFields = false
		d.fail(err)
		return 0, Str{}, false
	}
	return index, name, true
}

// NextCodeItem returns the next item of a CODE's body.
func (d *Decoder) NextCodeItem() (CodeItem, bool) { return d.NextCodeItemOf(AllItems) }

// NextCodeItemOf returns the next item of a CODE's body that is of one of the
// given kinds.
func (d *Decoder) NextCodeItemOf(kinds CodeItemKinds) (item CodeItem, ok bool) {
	if !d.rec.codeItems || d.err != nil {
		return item, false
	}
	h, o := d.file.Header, d.in.order
	u := h.UintLen
	for {
		if kinds != AllItems {
			d.passItems(kinds)
		}
		w := d.in.window(maxCodeItem)
		kind := CodeItemKind(w[0])
		if kind > ItemPadnameField {
			d.failItem(d.in.advance(1), kind)
			return item, false
		}
		has, n := codeItemHas[kind], 1
		wanted := kinds&(1<<kind) != 0
		if has&hasIndex != 0 {
			item.Index = o.word(w[n:], u)
			n += u
		}
		if has&hasName != 0 {
			err := d.in.advance(n)
			if err == nil {
				item.Name, err = d.str()
			}
			if err != nil {
				d.failItem(err, kind)
				return item, false
			}
			w, n = d.in.window(maxCodeItem), 0
		}
		if has&hasFlags != 0 {
			item.Flags = w[n]
			n++
		}
		if has&hasField != 0 {
			item.Field = o.word(w[n:], u)
			n += u
		}
		if has&hasPtr != 0 {
			item.Ptr = Addr(o.word(w[n:], h.PtrLen))
			n += h.PtrLen
		}
		if err := d.in.advance(n); err != nil {
			d.failItem(err, kind)
			return item, false
		}
		if kind == 0 {
			d.rec.codeItems = false
			return CodeItem{}, false
		}
		if wanted {
			item.Kind = kind
			return item.only(has), true
		}
	}
}

// passItems passes over items of other kinds, as far as they stand in the buffer
// whole: most items are names of lexicals, which hardly anybody wants.
func (d *Decoder) passItems(kinds CodeItemKinds) {
	in := &d.in
	u, none := d.file.Header.UintLen, d.file.minusOne()
	pos := in.pos
	for pos < in.end {
		kind := in.buf[pos]
		if kind == 0 || kind > uint8(ItemPadnameField) || kinds&(1<<kind) != 0 {
			break
		}
		item := &d.file.layout.items[kind]
		next := pos + item.length
		if next > in.end {
			break
		}
		if item.name > 0 {
			if name := in.order.word(in.buf[pos+item.name:], u); name != none {
				if name > uint64(in.end-next) {
					break
				}
				next += int(name)
			}
		}
		pos = next
	}
	in.pos = pos
}

// failItem ends the reading of a CODE at an item.
func (d *Decoder) failItem(err error, kind CodeItemKind) {
	d.rec.codeItems = false
	if err == nil {
		err = fmt.Errorf("an item of kind %d is not known", kind)
	}
	d.fail(err)
}

// NextStructValue returns the next field of a C struct: an address for a
// FieldPtr, else a number. Its type is in Record().Struct.Fields.
func (d *Decoder) NextStructValue() (uint64, bool) {
	rec := &d.rec
	if rec.Struct == nil || rec.left == 0 || d.err != nil {
		return 0, false
	}
	field := rec.Struct.Fields[uint64(len(rec.Struct.Fields))-rec.left]
	rec.left--
	var v uint64
	var err error
	switch field.Kind {
	case FieldPtr:
		v, err = d.in.word(d.file.Header.PtrLen)
	case FieldBool, FieldU8:
		var b uint8
		b, err = d.in.u8()
		v = uint64(b)
	case FieldU32:
		var n uint32
		n, err = d.in.u32()
		v = uint64(n)
	case FieldUint:
		v, err = d.in.word(d.file.Header.UintLen)
	}
	if err != nil {
		d.fail(err)
		return 0, false
	}
	return v, true
}
