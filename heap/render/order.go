package render

import "github.com/perlheap/perlheap/heap/growth"

// OrderJSON says for machines how dumps were put into the order of time. Its
// keys are stable.
type OrderJSON struct {
	Given  []string          `json:"given"`            // paths, as they were given
	Moved  bool              `json:"moved"`            // the order of time is another one
	By     []string          `json:"by"`               // what told it: time, $^T, %INC, name, given, forced
	Tied   []string          `json:"tied,omitempty"`   // dumps of which nothing tells which is the older
	Copies map[string]string `json:"copies,omitempty"` // dumps that are left out, with that which they are a copy of
}

// NewOrderJSON describes an order for machines; nil for none.
func NewOrderJSON(o *growth.Order) *OrderJSON {
	if o == nil {
		return nil
	}
	j := &OrderJSON{Given: o.Given, Moved: o.Moved(), By: []string{}, Tied: o.Tied, Copies: o.Copies}
	for _, b := range o.By {
		j.By = append(j.By, string(b))
	}
	return j
}
