package cure

import (
	"fmt"
	"strings"
)

// mutual decides of closures that hold each other: each captured a variable
// that holds another one of them. One of the references is to be weak, and the
// sub behind it held by another.
func (c *Case) mutual(texts func(string) *Text) (Cure, bool) {
	var ways []string
	for i := range c.Subs {
		s := &c.Subs[i]
		if !s.Own && c.Subs[0].Own {
			return Cure{}, false // a module is not to be changed
		}
		for k := range s.Captures {
			if s.Captures[k].Holds != HoldsSub {
				return Cure{}, false
			}
			way := s.Captures[k].Name
			if s.Line > 0 {
				way += " in the closure at " + s.at()
			} else {
				way += " in the closure of " + s.at()
			}
			ways = append(ways, way)
		}
	}
	if len(ways) < 2 {
		return Cure{}, false
	}
	more := ""
	if n := len(ways) - listed; n > 0 {
		ways, more = ways[:listed], fmt.Sprintf(", %d more", n)
	}
	one := "one of these"
	if len(ways) == 2 && more == "" {
		one = "one of the two"
	}
	return Cure{Fix: "let " + one + " be a weak copy of a closure that something else holds: " + strings.Join(ways, ", or ") + more + "; or undef one of them when none is needed any longer"}, true
}
