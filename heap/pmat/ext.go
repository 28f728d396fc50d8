package pmat

import "fmt"

// readExtension reads a record that adds to an SV; known is false for one
// that was passed over.
func (d *Decoder) readExtension() (known bool, err error) {
	h, rec, o := d.file.Header, &d.rec, d.in.order
	u := h.UintLen
	t := rec.Type
	rec.Struct, rec.left = nil, 0
	if err = d.in.advance(1); err != nil {
		return false, err
	}
	if t == ExtMagic && h.Minor == 0 {
		return true, d.readLegacyMagic()
	}
	i := int(t - ExtMagic)
	if i >= len(h.Ext) {
		return false, fmt.Errorf("no such extension is known, and the header gives no size for it")
	}
	if rec.Addr, err = d.ptr(); err != nil {
		return false, err
	}
	b, err := d.fields(h.Ext[i])
	if err != nil {
		return false, err
	}
	enough := func(bytes, ptrs, strs int) bool {
		if len(b) >= bytes && rec.NPtrs >= ptrs && rec.NStrs >= strs {
			return true
		}
		err = fmt.Errorf("the header gives it %d bytes, %d pointers and %d strings, but at least %d, %d and %d are needed", len(b), rec.NPtrs, rec.NStrs, bytes, ptrs, strs)
		return false
	}
	switch t {
	case ExtMagic:
		if enough(2, 2, 0) {
			rec.Kind, rec.Flags = b[0], b[1]
			if rec.NPtrs < 3 {
				rec.Ptrs[MagicVTBL] = 0
			}
		}
	case ExtSavedSV, ExtSavedAV, ExtSavedHV, ExtSavedCV:
		enough(0, 1, 0)
	case ExtSavedElem:
		if enough(u, 1, 0) {
			rec.Index = o.word(b, u)
		}
	case ExtSavedValue:
		enough(0, 2, 0)
	case ExtNote:
		enough(0, 1, 1)
	case ExtDebug:
		if enough(2*u, 0, 1) {
			rec.Serial, rec.Line = o.word(b, u), o.word(b[u:], u)
		}
	case ExtSharedHEK:
		if enough(h.PtrLen, 0, 0) {
			rec.SharedHEK = Addr(o.word(b, h.PtrLen))
		}
	default:
		d.skipped(t)
		return false, nil
	}
	return err == nil, err
}

// readLegacyMagic reads the magic of format 0.0, which has no flags, does not
// tell object from pointer, and holds only counted objects.
func (d *Decoder) readLegacyMagic() (err error) {
	rec := &d.rec
	rec.NPtrs, rec.NStrs = 3, 0
	rec.Ptrs[MagicPtr], rec.Ptrs[MagicVTBL] = 0, 0
	rec.Flags = MagicRefcounted
	if rec.Addr, err = d.ptr(); err != nil {
		return err
	}
	if rec.Ptrs[MagicObj], err = d.ptr(); err != nil {
		return err
	}
	rec.Kind, err = d.in.u8()
	return err
}

// A C struct has few fields; more are damage, and must not cost memory.
const maxStructFields = 1 << 16

func (d *Decoder) readStructType() error {
	u := d.file.Header.UintLen
	if d.ahead {
		return errAhead
	}
	if err := d.in.advance(1); err != nil {
		return err
	}
	id, err := d.in.word(u)
	if err != nil {
		return err
	}
	n, err := d.in.word(u)
	if err != nil {
		return err
	}
	if n > maxStructFields {
		return fmt.Errorf("a C struct of %d fields", n)
	}
	st := &StructType{ID: id}
	if st.Name, err = d.name(); err != nil {
		return err
	}
	for range n {
		var f StructField
		if f.Name, err = d.name(); err != nil {
			return err
		}
		kind, err := d.in.u8()
		if err != nil {
			return err
		}
		f.Kind = FieldKind(kind)
		if f.Kind > FieldUint {
			return fmt.Errorf("field %d of the C struct %q is of kind %d, which is not known", len(st.Fields), st.Name, kind)
		}
		st.Fields = append(st.Fields, f)
	}
	d.file.addStructType(st, d.rec.Offset)
	return nil
}

// name reads a short string that is kept.
func (d *Decoder) name() (string, error) {
	s, err := d.str()
	if err != nil {
		return "", err
	}
	b, err := d.in.view(s.Off, max(0, min(s.Len, maxName)))
	return string(b), err
}

const maxName = 4096
