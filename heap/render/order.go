package render

import (
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/wire"
)

// NewOrderJSON describes an order for machines; nil for none.
func NewOrderJSON(o *growth.Order) *wire.Order {
	if o == nil {
		return nil
	}
	j := &wire.Order{Given: o.Given, Moved: o.Moved(), By: []string{}, Tied: o.Tied, Copies: o.Copies}
	for _, b := range o.By {
		j.By = append(j.By, string(b))
	}
	return j
}
