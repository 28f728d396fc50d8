package parquet

import "github.com/perlheap/perlheap/heap"

// referenceColumns are those of the table references.
var referenceColumns = []column{
	{"addr", integer},   // of the SV that holds the reference; rows are sorted by it
	{"target", integer}, // address of what it holds
	{"strength", text},  // strong, weak or inferred
	{"via", text},       // element, value, lexical, field, the referrant, …
	{"index", nullable}, // of an element
	{"name", text},      // of a variable or field; a key that may be told
}

// written are the references that are rows. Indirect ones are two of these,
// one behind the other.
const written = heap.Direct | heap.Inferred

// references writes a row for every reference.
func (e *exporter) references(t *table) error {
	h, known := e.h, texts{}
	return e.each(func(sv heap.SV) error {
		from := number(h.Addr(sv))
		var failed error
		err := h.EachOutref(sv, written, func(r *heap.Outref) bool {
			index, name := null, null
			if r.Kind.HasIndex() {
				index = number(r.Index)
			}
			via, s := r.Kind.String(), r.Text
			secret := r.Kind == heap.RefSavedValue
			switch r.Kind {
			case heap.RefOther, heap.RefStructField:
				via, s = s, ""
			case heap.RefValue:
				secret = true
				if s, failed = r.Key(); failed != nil {
					return false
				}
			}
			if !secret || e.keys.May(s) {
				if len(known) > maxTexts {
					clear(known)
				}
				name = known.name(s)
			}
			failed = t.row(from, number(h.Addr(r.SV)), known.value(r.Strength.String()), known.name(via), index, name)
			return failed == nil
		})
		if failed != nil {
			return failed
		}
		return err
	})
}

// maxTexts bounds how many texts are kept: with keys there may be millions.
const maxTexts = 1 << 16
