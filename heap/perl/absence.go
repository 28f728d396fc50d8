package perl

// Absence is a part of a text that runs only if something was not there when it was
// asked for: exists $x{$k}, defined $y, $z{$k}++. Not to be there is to be false as
// well.
type Absence struct {
	From, To int // offsets
	Term     Term
}

// absent notes that what stands between two offsets runs only if a condition is true,
// or only if it is false, for each term that is not there then.
func (r *recorder) absent(from, to int, condition *node, holds bool) {
	for _, t := range r.missing(nil, condition, holds, 0) {
		r.rec.Absences = append(r.rec.Absences, Absence{from, to, t})
	}
}

// missing adds the terms that are not there if a condition is true, or if it is false.
func (r *recorder) missing(all []Term, n *node, holds bool, depth int) []Term {
	for n != nil && n.kind == nodeList && len(n.kids) == 1 {
		n = n.kids[0]
	}
	if n == nil || depth > maxAsked {
		return all
	}
	add := func(n *node) {
		if t := r.term(n); t.Root == RootVariable && !holds {
			all = append(all, t)
		}
	}
	switch n.kind {
	case nodeVariable, nodeIndex, nodeMethod, nodeDeref:
		add(n)
	case nodeStep: // $seen{$k}++
		if n.name == "++" && len(n.kids) == 1 {
			add(n.kids[0])
		}
	case nodeCall, nodeUnary:
		switch {
		case len(n.kids) != 1:
		case n.name == "exists" || n.name == "defined":
			return r.missing(all, n.kids[0], holds, depth+1)
		case n.name == "!" || n.name == "not":
			return r.missing(all, n.kids[0], !holds, depth+1)
		case n.name == "shift" || n.name == "pop": // of what is empty
			add(n.kids[0])
		}
	case nodeAssign: // my $found = $x{$k}
		if n.name == "=" {
			add(n.kids[1])
		}
	case nodeBinary:
		both := n.name == "and" || n.name == "&&"
		if either := n.name == "or" || n.name == "||" || n.name == "//"; both && holds || either && !holds {
			all = r.missing(all, n.kids[0], holds, depth+1)
			return r.missing(all, n.kids[1], holds, depth+1)
		}
	}
	return all
}

// maxAsked bounds how deep conditions in one another are followed.
const maxAsked = 16
