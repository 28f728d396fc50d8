package pmat

import "fmt"

// openBody announces Count entries of at least size bytes each, and refuses a
// count that the rest of the file cannot hold.
func (d *Decoder) openBody(size uint64, pairs bool) error {
	rec := &d.rec
	rest := uint64(d.in.size - d.in.offset())
	if rec.Count > rest/size {
		return fmt.Errorf("%d entries: %w", rec.Count, errShort)
	}
	rec.pairs = pairs
	rec.left = rec.Count
	return nil
}

// drain passes over what the caller left of the record's body.
func (d *Decoder) drain() bool {
	rec := &d.rec
	if rec.left > 0 {
		switch {
		case rec.Struct != nil:
			for rec.left > 0 {
				if _, ok := d.NextStructValue(); !ok {
					break
				}
			}
		case rec.pairs:
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
	rec.Struct, rec.pairs = nil, false
	return d.err == nil
}

// NextElem gives the next element of an ARRAY or field of an OBJECT; 0 where
// there is none at that index.
func (d *Decoder) NextElem() (Addr, bool) {
	if d.rec.left == 0 || d.err != nil {
		return 0, false
	}
	d.rec.left--
	p, err := d.ptr()
	if err != nil {
		d.fail(err)
		return 0, false
	}
	return p, true
}

// NextPair gives the next entry of a HASH, STASH or CLASS, in the order of
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
	if d.file.Header.SharedKeys() {
		if p.HEK, err = d.ptr(); err != nil {
			d.fail(err)
			return Pair{}, false
		}
	}
	if p.Value, err = d.ptr(); err != nil {
		d.fail(err)
		return Pair{}, false
	}
	return p, true
}

// NextClassField gives the index and name of the next field that a CLASS
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

// NextCodeItem gives the next item of a CODE's body.
func (d *Decoder) NextCodeItem() (CodeItem, bool) {
	for d.rec.codeItems && d.err == nil {
		item, err := d.codeItem()
		if err != nil {
			d.rec.codeItems = false
			d.fail(err)
			break
		}
		if item.Kind == 0 {
			d.rec.codeItems = false
			break
		}
		if item.Kind != itemPadSV {
			return item, true
		}
	}
	return CodeItem{}, false
}

func (d *Decoder) codeItem() (item CodeItem, err error) {
	kind, err := d.in.u8()
	if err != nil {
		return item, err
	}
	item.Kind = CodeItemKind(kind)
	switch item.Kind {
	case 0, ItemConst, ItemGlob, ItemPadnames:
	case ItemConstIndex, ItemGlobIndex, ItemPadname, ItemPad, ItemPadnameFlags, ItemPadnameField, itemPadSV:
		if item.Index, err = d.in.word(d.file.Header.UintLen); err != nil {
			return item, err
		}
	default:
		return item, fmt.Errorf("an item of kind %d is not known", kind)
	}
	switch item.Kind {
	case ItemPadname:
		item.Name, err = d.str()
	case ItemPadnameFlags:
		item.Flags, err = d.in.u8()
	case ItemPadnameField, itemPadSV:
		item.Field, err = d.in.word(d.file.Header.UintLen)
	}
	if err != nil {
		return item, err
	}
	switch item.Kind {
	case ItemConst, ItemGlob, ItemPadname, ItemPadnames, ItemPad, ItemPadnameField, itemPadSV:
		item.Ptr, err = d.ptr()
	}
	return item, err
}

// NextStructValue gives the next field of a C struct: an address for a
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
