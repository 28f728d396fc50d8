package mat

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
)

// SharedString is an entry of perl's table of shared strings.
type SharedString struct {
	Key   []byte
	HEK   pmat.Addr // address of the string; 0 in dumps before format 0.6
	Users []StringUser
}

// StringUser is an SV that uses a shared string.
type StringUser struct {
	How string // `key`, `name`, `shared PV`
	SV  heap.SV
}

// SharedStrings returns the shared strings that match, sorted by key or in the
// order of the dump: at most limit of them, starting at offset, and the number
// of all that match. Who uses them is known in dumps of format 0.6. It ends
// early with ctx's error.
func SharedStrings(ctx context.Context, h *heap.Heap, match func([]byte) bool, sorted bool, offset, limit int) ([]SharedString, int, error) {
	table, ok := h.Roots().Find("strtab")
	if !ok {
		return nil, 0, fmt.Errorf("the dump has no shared string table")
	}
	all, err := sharedKeys(h, table, match)
	if err != nil {
		return nil, 0, err
	}
	if sorted {
		slices.SortStableFunc(all, func(a, b SharedString) int { return bytes.Compare(a.Key, b.Key) })
	}
	from := min(max(offset, 0), len(all))
	page := all[from:]
	if limit > 0 {
		page = page[:min(limit, len(page))]
	}
	return page, len(all), findStringUsers(ctx, h, table, page)
}

func sharedKeys(h *heap.Heap, table heap.SV, match func([]byte) bool) ([]SharedString, error) {
	if !h.Kind(table).HashLike() {
		return nil, nil
	}
	var all []SharedString
	err := h.Hash(table).Pairs(func(key []byte, hek pmat.Addr, _ heap.SV) bool {
		if match(key) {
			all = append(all, SharedString{Key: bytes.Clone(key), HEK: hek})
		}
		return true
	})
	return all, err
}

// findStringUsers reads all SVs once and notes those that use the strings.
func findStringUsers(ctx context.Context, h *heap.Heap, table heap.SV, list []SharedString) error {
	byHEK := map[pmat.Addr]*SharedString{}
	for i := range list {
		if list[i].HEK != 0 {
			byHEK[list[i].HEK] = &list[i]
		}
	}
	if len(byHEK) == 0 {
		return nil
	}
	use := func(hek pmat.Addr, how string, sv heap.SV) {
		if s, ok := byHEK[hek]; ok && hek != 0 {
			s.Users = append(s.Users, StringUser{how, sv})
		}
	}
	for sv := range heap.SV(h.Count()) {
		if sv%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		if sv == table {
			continue
		}
		if err := h.EachHEK(sv, func(hek pmat.Addr, how string) { use(hek, how, sv) }); err != nil {
			return err
		}
	}
	return nil
}
