package text

import (
	"math/rand/v2"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// SortBy is a stable sort, whatever the order before.
func TestSortBy(t *testing.T) {
	type thing struct{ name, at int }
	name := func(x thing) string { return strconv.Itoa(x.name) }
	rng := rand.New(rand.NewPCG(7, 7))
	for range 200 {
		all := make([]thing, rng.IntN(40))
		for i := range all {
			all[i] = thing{rng.IntN(12), i}
		}
		want := slices.Clone(all)
		slices.SortStableFunc(want, func(a, b thing) int { return strings.Compare(name(a), name(b)) })
		if SortBy(all, name); !slices.Equal(all, want) {
			t.Fatalf("%v, want %v", all, want)
		}
	}
}

// What stands alone, as most do, is ordered without making a name.
func TestSortByOfOneMakesNoName(t *testing.T) {
	SortBy([]int{1}, func(int) string { t.Error("a name was made"); return "" })
}
