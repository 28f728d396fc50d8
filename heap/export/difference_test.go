package export_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/text"
)

// The reasons for which a value may differ from Devel::MAT's. Each is a
// heading of testdata/oracle-differences.md, which explains it.
const (
	theGlob      = "The glob of a CODE"
	aliases      = "Symbols of several GLOBs"
	ownedByOrder = "Owned sizes that follow from these or from the order of hashes"
	equalKeys    = "Keys of equal bytes"
	inherited    = "Fields of parent classes"
	lostNumbers  = "Numbers that Devel::MAT loses"
	asWritten    = "Names as people write them"
)

func TestDifferencesAreExplained(t *testing.T) {
	b, err := os.ReadFile(filepath.Join(testdata, "oracle-differences.md"))
	if err != nil {
		t.Fatal(err)
	}
	for _, reason := range []string{theGlob, aliases, ownedByOrder, equalKeys, inherited, lostNumbers, asWritten} {
		if !strings.Contains(string(b), "\n## "+reason+"\n") {
			t.Errorf("oracle-differences.md does not explain %q", reason)
		}
	}
}

// excuse gives the reason why a value may differ from what Devel::MAT says;
// empty if there is none.
func excuse(t *testing.T, h *heap.Heap, addr, key string, want, got record) string {
	t.Helper()
	if addr == "" {
		return ""
	}
	sv, err := h.Find(addr)
	if err != nil {
		t.Fatal(err)
	}
	switch key {
	case "symname":
		if names := holderNames(h, sv); len(names) > 1 && slices.Contains(names, want.text(key)) && slices.Contains(names, got.text(key)) {
			return aliases
		}
	case "type", "nv":
		if losesNV(t, h, sv) {
			return lostNumbers
		}
	case "desc", "structure":
		switch {
		case losesNV(t, h, sv) && key == "desc":
			return lostNumbers
		case equalKeyed(t, h, sv):
			return equalKeys
		}
	case "outrefs":
		switch {
		case equalKeyed(t, h, sv):
			return equalKeys
		case sameAsWritten(want, got):
			return asWritten
		case otherGlob(h, sv, want, got):
			return theGlob
		case onlyInheritedMore(t, h, sv, want, got):
			return inherited
		}
	case "owned":
		if equalKeyed(t, h, sv) {
			return equalKeys
		}
		if ownedMayDiffer(t, h, sv, integer(want[key]), integer(got[key])) {
			return ownedByOrder
		}
	}
	return ""
}

func integer(raw json.RawMessage) int64 {
	var n int64
	_ = json.Unmarshal(raw, &n) // a value that is no number equals none
	return n
}

// holders gives the GLOBs that hold an SV in a slot of its kind.
func holders(h *heap.Heap, sv heap.SV) []heap.SV {
	refs, _ := h.Inrefs(sv, heap.Strong, 0) // no referrers, no excuse
	var globs []heap.SV
	for _, r := range refs {
		switch r.Kind {
		case heap.RefScalar, heap.RefArray, heap.RefHash, heap.RefCode:
			globs = append(globs, r.SV)
		}
	}
	slices.Sort(globs)
	return slices.Compact(globs)
}

func holderNames(h *heap.Heap, sv heap.SV) []string {
	sigil := map[heap.Kind]string{heap.KindArray: "@", heap.KindHash: "%", heap.KindStash: "%", heap.KindClass: "%", heap.KindCode: "&"}[h.Kind(sv)]
	if sigil == "" {
		sigil = "$"
	}
	var names []string
	for _, glob := range holders(h, sv) {
		name, ok := h.Glob(glob).Name()
		if rest := strings.TrimPrefix(name, "main::"); sigil != "&" && strings.Contains(rest, "::") {
			name = rest
		}
		if ok {
			names = append(names, sigil+name)
		}
	}
	return names
}

// givenGlobs gives the GLOBs that Devel::MAT may call the glob of a CODE, and
// whether that need not be the one of the dump.
func givenGlobs(h *heap.Heap, cv heap.SV) ([]heap.SV, bool) {
	own := heap.NoSV
	refs, _ := h.Outrefs(cv, heap.Direct) // no references, no excuse
	for _, r := range refs {
		if r.Kind == heap.RefGlob {
			own = r.SV
		}
	}
	given := holders(h, cv)
	return given, len(given) > 1 || len(given) == 1 && given[0] != own
}

// otherGlob reports whether the references differ in the glob only, and
// Devel::MAT has one that holds the CODE.
func otherGlob(h *heap.Heap, cv heap.SV, want, got record) bool {
	given, may := givenGlobs(h, cv)
	if h.Kind(cv) != heap.KindCode || !may {
		return false
	}
	split := func(raw json.RawMessage) (others [][3]string, glob string) {
		var all [][3]string
		if json.Unmarshal(raw, &all) != nil {
			return nil, "unreadable"
		}
		for _, r := range all {
			if r[1] == "the glob" {
				glob = r[2]
			} else {
				others = append(others, r)
			}
		}
		return others, glob
	}
	w, glob := split(want["outrefs"])
	g, _ := split(got["outrefs"])
	sv, err := h.Find(glob)
	return err == nil && slices.Contains(given, sv) && slices.Equal(w, g)
}

// sameAsWritten reports whether the references differ only in that Devel::MAT
// writes the bytes of a key by their numbers.
func sameAsWritten(want, got record) bool {
	var w, g [][3]string
	if json.Unmarshal(want["outrefs"], &w) != nil || json.Unmarshal(got["outrefs"], &g) != nil {
		return false
	}
	byNumber := regexp.MustCompile(`(?:\\[2-3][0-7]{2})+`)
	for i := range w {
		w[i][1] = byNumber.ReplaceAllStringFunc(w[i][1], func(escapes string) string {
			var b []byte
			for _, octal := range strings.Split(escapes, `\`)[1:] {
				n, err := strconv.ParseUint(octal, 8, 8)
				if err != nil {
					return escapes
				}
				b = append(b, byte(n))
			}
			return text.Decode(b)
		})
	}
	order := func(a, b [3]string) int { return slices.Compare(a[:], b[:]) }
	slices.SortFunc(w, order)
	slices.SortFunc(g, order)
	return slices.Equal(w, g)
}

// ownField reports whether a reference is that to a field which the class of
// the OBJECT itself declares.
func ownField(t *testing.T, h *heap.Heap, object heap.SV, name string) bool {
	t.Helper()
	class, ok := h.Blessed(object)
	if !ok {
		return false
	}
	fields, err := h.Stash(class).OwnFields()
	if err != nil {
		t.Fatal(err)
	}
	return slices.ContainsFunc(fields, func(f heap.Field) bool {
		return f.Name == name
	})
}

// onlyInheritedMore reports whether all that the references have beyond
// Devel::MAT's are those to fields that parent classes declare.
func onlyInheritedMore(t *testing.T, h *heap.Heap, object heap.SV, want, got record) bool {
	t.Helper()
	var w, g [][3]string
	if h.Kind(object) != heap.KindObject || json.Unmarshal(want["outrefs"], &w) != nil || json.Unmarshal(got["outrefs"], &g) != nil {
		return false
	}
	g = slices.DeleteFunc(g, func(r [3]string) bool {
		return !slices.Contains(w, r) && strings.Contains(r[1], " field") && !ownField(t, h, object, r[1])
	})
	return slices.Equal(w, g)
}

// equalKeyed reports whether a HASH has two keys of the same bytes, of which
// one is UTF-8.
func equalKeyed(t *testing.T, h *heap.Heap, sv heap.SV) bool {
	t.Helper()
	seen, twice := map[string]bool{}, false
	err := h.Hash(sv).Values(func(key []byte, _ heap.SV) bool {
		twice = twice || seen[string(key)]
		seen[string(key)] = true
		return !twice
	})
	if err != nil {
		t.Fatal(err)
	}
	return twice
}

// losesNV reports whether Devel::MAT cannot read the number of a SCALAR: a long
// double, or one whose last byte in the dump it takes for padding.
func losesNV(t *testing.T, h *heap.Heap, sv heap.SV) bool {
	t.Helper()
	if h.Kind(sv) != heap.KindScalar || h.Flags(sv)&pmat.ScalarNV == 0 {
		return false
	}
	if h.File().Header.NVLen == 10 {
		return true
	}
	v, err := h.Scalar(sv)
	if err != nil {
		t.Fatal(err)
	}
	last := byte(v.NVBits() >> 56)
	if h.File().Header.BigEndian {
		last = byte(v.NVBits())
	}
	return bytes.IndexByte([]byte("\x00\t\n\v\f\r "), last) >= 0
}

// ownedMayDiffer reports whether Devel::MAT's owned size of an SV follows the
// order of a hash, a glob that is not the CODE's or fields that it does not
// know, and is one of the sizes
// that it can then say.
func ownedMayDiffer(t *testing.T, h *heap.Heap, sv heap.SV, want, got int64) bool {
	t.Helper()
	var least, most int64
	var otherGlobs, inheritedFields, anyOrder, hashes bool
	more, met := []heap.SV{sv}, map[heap.SV]int{sv: 1}
	for len(more) > 0 {
		next := more[len(more)-1]
		more = more[:len(more)-1]
		hashes = hashes || h.Kind(next).HashLike()
		refs, err := h.Outrefs(next, heap.Strong|heap.Inferred)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range refs {
			if r.Kind == heap.RefProtosub {
				continue
			}
			if h.Kind(next) == heap.KindObject && r.Strength == heap.Strong && r.Kind == heap.RefField && !ownField(t, h, next, r.Text) {
				inheritedFields = true
			}
			to := []heap.SV{r.SV}
			if given, other := givenGlobs(h, next); r.Kind == heap.RefGlob && other {
				to, otherGlobs = append(given, r.SV), true
			}
			for _, s := range to {
				if h.Immortal(s) || h.Refcnt(s) != 1 || s == sv {
					continue
				}
				if met[s]++; met[s] == 1 {
					more = append(more, s)
				} else {
					anyOrder = true
				}
			}
		}
	}
	for s, times := range met {
		least += h.Size(s)
		most += h.Size(s) * int64(times)
	}
	if otherGlobs || inheritedFields {
		least = h.Size(sv)
	}
	return (otherGlobs || inheritedFields || anyOrder && hashes) && least <= min(want, got) && max(want, got) <= most
}
