package waste_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/waste"
)

func open(t *testing.T, name string) (*heap.Heap, *population.Populations) {
	t.Helper()
	h, err := heap.Open(t.Context(), name, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { h.Close() })
	sizes, err := retained.Compute(t.Context(), h)
	if err != nil {
		t.Fatal(err)
	}
	tree, err := population.New(t.Context(), h, sizes)
	if err != nil {
		t.Fatal(err)
	}
	return h, population.Merge(tree)
}

// counted is what a look at every SV by itself says.
type counted struct {
	texts map[string]int
	near  int64
	small int // SVs with at most one element
	cut   int
}

func count(t *testing.T, h *heap.Heap) counted {
	t.Helper()
	c := counted{texts: map[string]int{}}
	for sv := range heap.SV(h.Count()) {
		switch h.Type(sv) {
		case "SCALAR":
			s, err := h.Scalar(sv)
			if err != nil {
				t.Fatal(err)
			}
			switch {
			case s.Flags&pmat.ScalarPV == 0:
			case s.Truncated():
				c.cut++
			default:
				c.texts[string(s.Text)]++
			}
		case "HASH", "ARRAY":
			if n, err := h.Len(sv); err != nil {
				t.Fatal(err)
			} else if n < 2 && !isArgs(t, h, sv) {
				c.small++
				c.near += h.Size(sv)
			}
		}
	}
	delete(c.texts, "")
	return c
}

// isArgs reports whether slot 0 of a pad refers to an array.
func isArgs(t *testing.T, h *heap.Heap, sv heap.SV) bool {
	t.Helper()
	refs, err := h.Inrefs(sv, heap.Strong, 0)
	if err != nil {
		t.Fatal(err)
	}
	return h.Type(sv) == "ARRAY" && slices.ContainsFunc(refs, func(r heap.Ref) bool {
		return r.SV != heap.NoSV && h.Type(r.SV) == "PAD" && r.Index == 0
	})
}

// What is found is what a count of every SV by itself finds: each text with as many
// strings, and the same bytes.
func TestFindEqualsACount(t *testing.T) {
	for _, name := range []string{"p536-amd64-d046", "p540-amd64-d050-class"} {
		h, ps := open(t, "../../testdata/dumps/"+name+".pmat.gz")
		want := count(t, h)
		got, err := waste.Find(t.Context(), h, ps, 0, 1_000_000)
		if err != nil {
			t.Fatal(err)
		}
		equal, small := int64(0), 0
		for _, r := range got.Rows {
			switch r.Kind {
			case waste.EqualStrings:
				s, err := h.Scalar(r.Example)
				if err != nil {
					t.Fatal(err)
				}
				n := want.texts[string(s.Text)]
				if r.Count != n || n < 2 || r.Bytes != int64((n-1)*len(s.Text)) || r.Here < 1 || r.Here > n {
					t.Errorf("%s: a text of %d bytes is in %d strings, not %+v", name, len(s.Text), n, r)
				}
				delete(want.texts, string(s.Text))
				equal += r.Bytes
			case waste.NearEmpty:
				small += r.Count
			case waste.Unused:
				if r.Bytes >= h.Bytes() || r.Bytes < 256 {
					t.Errorf("%s: %+v", name, r)
				}
			}
		}
		for _, n := range want.texts {
			if n > 1 {
				t.Errorf("%s: a text in %d strings is not told", name, n)
			}
		}
		if equal != got.Bytes[waste.EqualStrings] || want.near != got.Bytes[waste.NearEmpty] || small != want.small || got.Cut != want.cut {
			t.Errorf("%s: %d bytes of equal strings, %v; %d near-empty, %d bytes, not %d; %d cut, not %d", name, equal, got.Bytes, small, want.near, want.small, got.Cut, want.cut)
		}
	}
}

// A few rows are those with most bytes, and the rest is counted.
func TestFindKeepsTheMost(t *testing.T) {
	h, ps := open(t, "../../testdata/dumps/p536-amd64-d046.pmat.gz")
	all, err := waste.Find(t.Context(), h, ps, 0, 1_000_000)
	if err != nil {
		t.Fatal(err)
	}
	few, err := waste.Find(t.Context(), h, ps, 0, 2)
	if err != nil {
		t.Fatal(err)
	}
	for _, kind := range waste.Kinds {
		rows := func(r *waste.Report) (of []waste.Row) {
			for _, row := range r.Rows {
				if row.Kind == kind {
					of = append(of, row)
				}
			}
			return of
		}
		one, both := rows(few), rows(all)
		if len(one) != 2 || len(both) != 2+few.More[kind] || all.More[kind] != 0 || one[0] != both[0] || one[1] != both[1] || one[0].Bytes < one[1].Bytes {
			t.Errorf("%s: %+v of %d, and %d more", kind, one, len(both), few.More[kind])
		}
		if few.Bytes[kind] != all.Bytes[kind] {
			t.Errorf("%s: %d bytes of few, %d of all", kind, few.Bytes[kind], all.Bytes[kind])
		}
	}
}

// Texts of the program are shown only if they are asked for. A buffer with room that
// the program asked for is found where it is.
func TestTextsOnRequest(t *testing.T) {
	h, ps := open(t, "../../testdata/dumps/p536-amd64-d046.pmat.gz")
	found, err := waste.Find(t.Context(), h, ps, 0, 100)
	if err != nil {
		t.Fatal(err)
	}
	for _, texts := range []bool{false, true} {
		j, err := found.JSON(h, population.Writer{}, texts)
		if err != nil {
			t.Fatal(err)
		}
		told := 0
		for _, k := range j.Kinds {
			for _, r := range k.Rows {
				if r.Text != "" {
					told++
				}
			}
		}
		if (told > 0) != texts {
			t.Errorf("texts %t: %d are told", texts, told)
		}
		var out bytes.Buffer
		if err := waste.Write(&out, &j); err != nil {
			t.Fatal(err)
		}
		if s := out.String(); !strings.Contains(s, "{preallocated}") || !strings.Contains(s, "Equal strings") || !strings.Contains(s, "2 strings of 256 bytes") {
			t.Errorf("the tables are\n%s", s)
		}
	}
}
