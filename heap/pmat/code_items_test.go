package pmat_test

import (
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"testing"

	"github.com/perlheap/perlheap/heap/pmat"
)

// Items of some kinds are those of all kinds without the others.
func TestItemsOfKinds(t *testing.T) {
	paths, err := filepath.Glob("../../testdata/dumps/*.pmat.gz")
	if err != nil || len(paths) == 0 {
		t.Fatalf("%d dumps, %v", len(paths), err)
	}
	for _, path := range paths {
		if f, err := pmat.Open(t.Context(), path, nil); errors.Is(err, pmat.ErrNoSizeTable) {
			continue
		} else if err == nil {
			_ = f.Close()
		}
		for _, kinds := range []pmat.CodeItemKinds{0, 1<<pmat.ItemPad | 1<<pmat.ItemPadnames, 1<<pmat.ItemPadname | 1<<pmat.ItemConst, 1 << pmat.ItemPadnameFlags} {
			items := func(kinds, of pmat.CodeItemKinds) (all []string) {
				f, err := pmat.Open(t.Context(), path, nil)
				if err != nil {
					t.Fatal(err)
				}
				defer f.Close() //nolint:errcheck // it was only read
				d := f.Records()
				for d.Next() {
					rec := d.Record()
					at := rec.Offset
					for rec.Type == pmat.TypeCode {
						item, ok := d.NextCodeItemOf(of)
						if !ok {
							break
						}
						if kinds&(1<<item.Kind) != 0 {
							all = append(all, fmt.Sprintf("%d: %+v", at, item))
						}
					}
				}
				return append(all, fmt.Sprint(d.SVs, d.Err()))
			}
			if got, want := items(kinds, kinds), items(kinds, pmat.AllItems); !slices.Equal(got, want) {
				t.Errorf("%s, kinds %b: %d items, want %d", path, kinds, len(got), len(want))
			}
		}
	}
}
