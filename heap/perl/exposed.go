package perl

import "strings"

// expose notes that something which does not name them may set the scalars that an
// expression is of: of the elements of a list, each.
func (r *recorder) expose(n *node) {
	for depth := 0; n != nil && depth < maxSteps; depth++ {
		switch n.kind {
		case nodeVariable:
			if n.name[0] == '$' {
				r.rec.Exposed = append(r.rec.Exposed, n.name)
			}
			return
		case nodeList, nodeDeclare:
			for _, k := range n.kids {
				if k.kind != nodeList || len(n.kids) == 1 {
					r.expose(k)
				}
			}
			return
		case nodeIndex, nodeDeref, nodeAssign:
			n = n.kids[0]
		default:
			return
		}
	}
}

// exposeElements exposes the scalars that are elements of what a foreach goes through.
func (r *recorder) exposeElements(over *node) {
	for _, k := range listOf(over) {
		if k = inner(k); k != nil && k.kind == nodeVariable {
			r.expose(k)
		}
	}
}

// isSubstitution reports whether a node is s///, tr/// or y///.
func (r *recorder) isSubstitution(n *node) bool {
	if n.kind != nodeQuote {
		return false
	}
	word := string(r.text[n.start:min(n.end, n.start+3)])
	end := strings.IndexFunc(word, func(c rune) bool { return c < 'a' || c > 'z' })
	switch word[:max(0, end)] {
	case "s", "tr", "y":
		return true
	}
	return false
}
