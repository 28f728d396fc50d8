package text

import (
	"cmp"
	"slices"
	"strings"
)

// SortBy puts things into the order of what they are called; those of one name
// stay in their order. It makes each name once, and none where there is nothing
// to order.
func SortBy[T any](all []T, name func(T) string) {
	if len(all) < 2 {
		return
	}
	type position struct {
		name string
		from int
	}
	order := make([]position, len(all))
	for i := range all {
		order[i] = position{name(all[i]), i}
	}
	slices.SortFunc(order, func(a, b position) int {
		return cmp.Or(strings.Compare(a.name, b.name), cmp.Compare(a.from, b.from))
	})
	// Each cycle of the permutation is moved through one spare place.
	for i := range order {
		if order[i].from == i {
			continue
		}
		spare, at := all[i], i
		for order[at].from != i {
			from := order[at].from
			all[at], order[at].from = all[from], at
			at = from
		}
		all[at], order[at].from = spare, at
	}
}
