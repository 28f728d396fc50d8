package heap

import (
	"bytes"
	"context"
	"fmt"
	"slices"

	"github.com/perlheap/perlheap/heap/pmat"
)

// SharedString is an entry of perl's table of shared strings.
type SharedString struct {
	Key   []byte
	HEK   pmat.Addr // where the string stands; 0 in dumps before format 0.6
	Users []StringUser
}

// StringUser is an SV that uses a shared string.
type StringUser struct {
	How string // `key`, `name`, `shared PV`
	SV  SV
}

// SharedStrings gives the shared strings that match, sorted by key or in the
// order of the dump: limit of them at most, from offset on, and how many match in all. Who uses them is known in
// dumps of format 0.6. It ends early with ctx's error.
func (h *Heap) SharedStrings(ctx context.Context, match func([]byte) bool, sorted bool, offset, limit int) ([]SharedString, int, error) {
	table, ok := h.Root("strtab")
	if !ok {
		return nil, 0, fmt.Errorf("the dump has no shared string table")
	}
	all, err := h.sharedKeys(table, match)
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
	return page, len(all), h.findStringUsers(ctx, table, page)
}

func (h *Heap) sharedKeys(table SV, match func([]byte) bool) ([]SharedString, error) {
	if !h.Kind(table).HashLike() {
		return nil, nil
	}
	d, err := h.record(table)
	if err != nil {
		return nil, err
	}
	defer d.Release()
	var all []SharedString
	for {
		pair, ok := d.NextPair()
		if !ok {
			return all, d.Err()
		}
		key, err := d.Text(pair.Key, maxKey)
		if err != nil {
			return all, err
		}
		if match(key) {
			all = append(all, SharedString{Key: bytes.Clone(key), HEK: pair.HEK})
		}
	}
}

// findStringUsers reads all SVs once and notes those that use the strings.
func (h *Heap) findStringUsers(ctx context.Context, table SV, list []SharedString) error {
	byHEK := map[pmat.Addr]*SharedString{}
	for i := range list {
		if list[i].HEK != 0 {
			byHEK[list[i].HEK] = &list[i]
		}
	}
	if len(byHEK) == 0 {
		return nil
	}
	use := func(hek pmat.Addr, how string, sv SV) {
		if s, ok := byHEK[hek]; ok && hek != 0 {
			s.Users = append(s.Users, StringUser{how, sv})
		}
	}
	for sv := range SV(h.count) {
		if sv%checkEvery == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		if err := h.stringsOf(sv, table, use); err != nil {
			return err
		}
	}
	return nil
}

func (h *Heap) stringsOf(sv, table SV, use func(pmat.Addr, string, SV)) error {
	switch h.kinds[sv] {
	case KindGlob, KindCode:
		d, err := h.record(sv)
		if err != nil {
			return err
		}
		use(d.Record().NameHEK, "name", sv)
		d.Release()
	case KindHash:
		if sv == table {
			return nil
		}
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
			use(pair.HEK, "key", sv)
		}
	case KindScalar:
		return h.eachExtension(sv, func(d *pmat.Decoder) {
			if rec := d.Record(); rec.Type == pmat.ExtSharedHEK {
				use(rec.SharedHEK, "shared PV", sv)
			}
		})
	}
	return nil
}
