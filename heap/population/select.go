package population

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/path"
)

// Order is what populations are selected by.
type Order string

// The orders of populations, each the highest first.
const (
	ByBytes  Order = "bytes"  // retained in the last heap
	ByCount  Order = "count"  // members in the last heap
	ByGrowth Order = "growth" // by how much the retained bytes of the last heap exceed those of the first
)

// ParseOrder parses the name of an order.
func ParseOrder(name string) (Order, error) {
	switch o := Order(name); o {
	case ByBytes, ByCount, ByGrowth:
		return o, nil
	}
	return "", fmt.Errorf("%q is not an order of populations; these are bytes, count and growth", name)
}

func (o Order) of(p *Population) int64 {
	last := len(p.Count) - 1
	switch o {
	case ByCount:
		return int64(p.Count[last])
	case ByGrowth:
		return p.Retained[last] - p.Retained[0]
	}
	return p.Retained[last]
}

// Top selects at most limit populations, p or below it (0 for all), and returns
// them together with everything that leads to them. Populations with a value of
// zero in the given order are left out.
func (p *Population) Top(o Order, limit int) map[*Population]bool {
	var all []*Population
	for q := range p.All {
		if q == p || o.of(q) > 0 {
			all = append(all, q)
		}
	}
	slices.SortStableFunc(all, func(a, b *Population) int { return -cmp.Compare(o.of(a), o.of(b)) })
	if limit > 0 && len(all) > limit {
		all = all[:limit]
	}
	chosen := map[*Population]bool{p: true}
	for _, q := range all {
		for ; q != nil && !chosen[q]; q = q.Parent {
			chosen[q] = true
			if q == p {
				break
			}
		}
	}
	return chosen
}

// OfClass returns the populations of objects of a class, wherever they are.
func (p *Population) OfClass(class string) (found []*Population) {
	for q := range p.All {
		if q.Class.Kind == path.Object && q.Class.Text == class {
			found = append(found, q)
		}
	}
	return found
}

// Under returns the uppermost populations whose words have all of a text in them,
// as a person copies it from what was printed.
func (p *Population) Under(text string, w Writer) (found []*Population) {
	todo := []*Population{p}
	for len(todo) > 0 {
		q := todo[0]
		todo = todo[1:]
		if q.Parent != nil && strings.Contains(w.Path(q), text) {
			found = append(found, q)
			continue
		}
		todo = append(todo, q.Children...)
	}
	return found
}
