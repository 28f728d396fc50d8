package perl

// opposite is a comparison with its sides changed.
var opposite = map[string]string{"<": ">", ">": "<", "<=": ">=", ">=": "<=", "==": "==", "!=": "!="}

// binary records an operator: a comparison limits what depends on it.
func (r *recorder) binary(n *node) {
	limits := len(r.rec.Limits)
	left, right := n.kids[0], n.kids[1]
	if op, ok := opposite[n.name]; ok {
		if !r.limit(n, left, n.name, right) {
			r.limit(n, right, op, left)
		}
	}
	if isModulo(n) {
		r.rec.Remainders = append(r.rec.Remainders, At{Start: n.start, End: n.end})
	}
	r.record(left)
	switch n.name {
	case "and", "&&", "or", "||":
		r.guard(right.start, right.end, limits)
	}
	r.record(right)
}

// limit notes a comparison of the size, length or value of something.
func (r *recorder) limit(at, of *node, op string, than *node) bool {
	kind, counted := r.counted(of)
	if counted == nil {
		return false
	}
	t := r.term(counted)
	if t.Root == RootNone || kind == LimitValue && t.Root != RootVariable {
		return false
	}
	r.rec.Limits = append(r.rec.Limits, Limit{At: At{Start: at.start, End: at.end}, Kind: kind, Term: t, Op: op, Than: r.valueOf(than)})
	return true
}

// counted returns what an expression counts: @x, scalar(@x), keys %x, $#x,
// length $x; or the scalar that it is.
func (r *recorder) counted(n *node) (LimitKind, *node) {
	for n = inner(n); n != nil; n = inner(n) {
		switch n.kind {
		case nodeVariable, nodeDeref:
			if n.name[0] == '$' {
				return LimitValue, n
			}
			return LimitSize, n
		case nodeIndex:
			return LimitValue, n
		case nodeMethod: // $self->size, which may count something
			if len(n.kids) > 1 || n.name == "" {
				return 0, nil
			}
			return LimitValue, n
		case nodeStep: // ++$n
			if len(n.kids) == 0 {
				return 0, nil // of nothing: a mistake
			}
			n = n.kids[0]
			continue
		case nodeCall:
			if len(n.kids) != 1 {
				return 0, nil
			}
			switch n.name {
			case "scalar":
				n = n.kids[0]
				continue
			case "keys", "values":
				return LimitSize, n.kids[0]
			case "length":
				return LimitLength, n.kids[0]
			}
			return 0, nil
		case nodeBinary: // @x - 1, @x + $n
			if n.name != "+" && n.name != "-" {
				return 0, nil
			}
			n = n.kids[0]
			continue
		}
		return 0, nil
	}
	return 0, nil
}
