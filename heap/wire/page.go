package wire

// Page is a part of a list.
type Page[T any] struct {
	Total  int `json:"total"`  // how many there are in all
	Offset int `json:"offset"` // of the first item
	Items  []T `json:"items"`
}

// NewPage returns a part of a list: limit items from offset on, all if limit is 0.
func NewPage[T any](all []T, offset, limit int) Page[T] {
	from := min(max(offset, 0), len(all))
	to := len(all)
	if limit > 0 {
		to = min(to, from+limit)
	}
	items := all[from:to]
	if items == nil {
		items = []T{}
	}
	return Page[T]{len(all), from, items}
}

// Map converts the items of a page.
func Map[T, U any](p Page[T], turn func(T) U) Page[U] {
	items := make([]U, len(p.Items))
	for i, item := range p.Items {
		items[i] = turn(item)
	}
	return Page[U]{p.Total, p.Offset, items}
}
