package heap

import "github.com/perlheap/perlheap/heap/pmat"

// EachHEK calls yield for the addresses of the shared strings that an SV uses:
// the `key` of a HASH, the `name` of a GLOB or CODE, a `shared PV` of a SCALAR.
// Dumps before format 0.6 do not record them: the addresses are then 0.
func (h *Heap) EachHEK(sv SV, yield func(hek pmat.Addr, how string)) error {
	switch h.Kind(sv) {
	case KindGlob, KindCode:
		d, err := h.record(sv)
		if err != nil {
			return err
		}
		yield(d.Record().NameHEK, "name")
		d.Release()
	case KindHash:
		d, err := h.record(sv)
		if err != nil {
			return err
		}
		defer d.Release()
		for {
			pair, ok := d.NextPair()
			if !ok {
				return d.Err()
			}
			yield(pair.HEK, "key")
		}
	case KindScalar:
		return h.eachExtension(sv, func(d *pmat.Decoder) {
			if rec := d.Record(); rec.Type == pmat.ExtSharedHEK {
				yield(rec.SharedHEK, "shared PV")
			}
		})
	}
	return nil
}
