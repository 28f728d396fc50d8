package main

import (
	"encoding/json"
	"fmt"

	"github.com/perlheap/perlheap/heap/text"
)

// page is a part of a list, as an assistant asks for it.
type page struct {
	Offset int `json:"offset,omitempty" jsonschema:"how many to pass over"`
	Limit  int `json:"limit,omitempty" jsonschema:"how many to list at most"`
}

// limit is how many an assistant wants, within bounds.
func limit(asked, usual, most int) int {
	if asked <= 0 {
		return usual
	}
	return min(asked, most)
}

// fitting makes an answer that is short enough, with fewer and fewer items, down to
// one.
func (c *toolCall) fitting(n int, f func(n int) (any, error)) (result any, used int, err error) {
	for {
		if result, err = f(n); err != nil {
			return nil, n, err
		}
		printed, err := json.Marshal(result)
		if err != nil || len(printed) <= c.room {
			return result, n, err
		}
		if n <= 1 {
			return nil, n, fmt.Errorf("even one of these makes an answer of %d bytes; ask for a part", len(printed))
		}
		n = max(1, min(n/2, n*c.room/len(printed)))
	}
}

// cut returns the beginning of a list.
func cut[T any](list []T, n int) []T { return list[:min(n, len(list))] }

// part gives those of a list that are on a page.
func part[T any](list []T, p page, n int) []T {
	from, to := min(p.Offset, len(list)), min(p.Offset+n, len(list))
	return list[from:to]
}

// check refuses what is no page.
func (p page) check() error {
	if p.Offset < 0 || p.Offset > mostPassed {
		return fmt.Errorf("offset must be 0 to %d", mostPassed)
	}
	return nil
}

// mostPassed bounds what is passed over.
const mostPassed = 1 << 30

// onward says how to go on with a list that was cut.
func onward(shown, total int, what, how string) string {
	if shown >= total {
		return ""
	}
	return fmt.Sprintf("%d of %s %s are listed; %s", shown, text.Count(total), what, how)
}

// next says how to go on behind a page of a list on which n are. If the list was
// capped, there may be more than total.
func (p page) next(n, total int, capped bool, what string) string {
	atLeast := ""
	if capped {
		atLeast = "at least "
	}
	switch end := p.Offset + n; {
	case end < total:
		return fmt.Sprintf("there are %s%s %s; ask again with offset %d", atLeast, text.Count(total), what, end)
	case capped && end >= total:
		return fmt.Sprintf("there may be more than these %s %s, which are all that can be listed", text.Count(total), what)
	case n == 0 && p.Offset > 0:
		return fmt.Sprintf("there are only %s %s", text.Count(total), what)
	}
	return ""
}
