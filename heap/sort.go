package heap

import (
	"context"
	"slices"
)

// sortedAtOnce is how long a list is sorted without asking whether to go on.
const sortedAtOnce = 1 << 14

// sortFunc sorts as [slices.SortFunc] does, and gives up when ctx ends: a
// long list is sorted piece by piece, and then neighbours are merged.
func sortFunc[T any](ctx context.Context, list []T, compare func(a, b T) int) error {
	n := len(list)
	for from := 0; from < n; from += sortedAtOnce {
		if err := ctx.Err(); err != nil {
			return err
		}
		slices.SortFunc(list[from:min(n, from+sortedAtOnce)], compare)
	}
	if n <= sortedAtOnce {
		return nil
	}
	from, to := list, make([]T, n)
	for width := sortedAtOnce; width < n; width *= 2 {
		for at := 0; at < n; at += 2 * width {
			middle, end := min(n, at+width), min(n, at+2*width)
			if err := merge(ctx, from[at:middle], from[middle:end], to[at:end], compare); err != nil {
				return err
			}
		}
		from, to = to, from
	}
	copy(list, from)
	return nil
}

// merge merges two sorted lists.
func merge[T any](ctx context.Context, a, b, to []T, compare func(a, b T) int) error {
	for i := range to {
		if i%sortedAtOnce == 0 {
			if err := ctx.Err(); err != nil {
				return err
			}
		}
		if len(b) == 0 || len(a) > 0 && compare(a[0], b[0]) <= 0 {
			to[i], a = a[0], a[1:]
		} else {
			to[i], b = b[0], b[1:]
		}
	}
	return nil
}
