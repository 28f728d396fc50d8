package heap

// FileNumbers returns the file numbers of an IO, -1 for none; ok is false if
// the dump does not record them.
func (h *Heap) FileNumbers(sv SV) (in, out int64, ok bool, err error) {
	d, err := h.record(sv)
	if err != nil {
		return 0, 0, false, err
	}
	defer d.Release()
	rec := d.Record()
	return rec.Input, rec.Output, rec.HasFiles, nil
}
