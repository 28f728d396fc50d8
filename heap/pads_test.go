package heap_test

import (
	"path/filepath"
	"testing"

	"github.com/perlheap/perlheap/heap"
)

// What SlotReader concludes from the order of references is what reading the
// pads gives, in every perl.
func TestSlots(t *testing.T) {
	for _, name := range []string{"p514-amd64-d008", "p514-amd64-d012", "p520-amd64-d050", "p530ld-amd64-d050", "p536-amd64-d046", "p536-i386-d046", "p536-amd64-d046-alive", "p540-amd64-d050", "p540-amd64-d050-class"} {
		h, err := heap.Open(t.Context(), filepath.Join("../testdata/dumps", name+".pmat.gz"), heap.Options{})
		if err != nil {
			if name == "p514-amd64-d008" {
				continue // too old to be read
			}
			t.Fatal(err)
		}
		read := 0
		for optree := range h.Codes().Optrees() {
			closures := h.Codes().ClosuresOf(optree)
			if len(closures) == 0 {
				continue
			}
			names, err := h.Code(closures[0]).Padnames()
			if err != nil {
				t.Fatal(err)
			}
			slots := []int{-1, 1 << 20}
			for slot := range names {
				slots = append(slots, slot)
			}
			r, err := h.Code(closures[0]).Slots(names, slots)
			if err != nil {
				t.Fatal(err)
			}
			for _, cv := range closures {
				for _, pad := range h.Code(cv).AppendPads(nil) {
					got, err := r.Read(pad, nil)
					if err != nil {
						t.Fatal(err)
					}
					elems, err := h.Elems(pad)
					if err != nil {
						t.Fatal(err)
					}
					want := []heap.SV{heap.NoSV, heap.NoSV}
					for slot := range names {
						if slot < len(elems) {
							want = append(want, elems[slot])
						} else {
							want = append(want, heap.NoSV)
						}
					}
					for k, slot := range slots {
						// A slot without a name is none that anybody asks for.
						if slot < 0 || slot >= len(names) || names[slot].IsVariable() {
							if got[k] != want[k] {
								t.Errorf("%s: slot %d of the pad at %s is %d, want %d", name, slot, h.Addr(pad), got[k], want[k])
							}
							read++
						}
					}
				}
			}
		}
		if read < 100 {
			t.Errorf("%s: %d slots were read", name, read)
		}
		_ = h.Close()
	}
}
