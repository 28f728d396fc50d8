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
	if (n.name == "ne" || n.name == "eq") && !isConstant(left) && !isConstant(right) {
		r.change(n, left, right)
	}
	if n.kind == nodeBinary && n.name == "%" {
		r.every(n, left, right)
	}
	if isModulo(n) {
		r.rec.Remainders = append(r.rec.Remainders, At{Start: n.start, End: n.end})
	}
	handles := len(r.rec.Handles)
	if (n.name == "=~" || n.name == "!~") && r.isSubstitution(right) {
		r.expose(left)
	}
	r.record(left)
	if (n.name == "or" || n.name == "||") && isLeaving(right) {
		r.readToEnd(handles)
	}
	switch n.name {
	case "and", "&&", "or", "||", "//":
		both := n.name == "and" || n.name == "&&"
		r.guard(right.start, right.end, limits, both)
		r.absent(right.start, right.end, left, both)
	}
	r.record(right)
}

// change notes a comparison of two texts that are not constant.
func (r *recorder) change(n, left, right *node) {
	if t := r.term(inner(left)); t.Root != RootNone {
		r.rec.Limits = append(r.rec.Limits, Limit{At: At{Start: n.start, End: n.end}, Kind: LimitChange, Term: t, Op: n.name, Than: r.valueOf(right)})
	}
}

// every notes the remainder of what is counted.
func (r *recorder) every(n, left, right *node) {
	if _, counted := r.counted(left); counted != nil {
		if t := r.term(counted); t.Root != RootNone {
			r.rec.Limits = append(r.rec.Limits, Limit{At: At{Start: n.start, End: n.end}, Kind: LimitEvery, Term: t, Op: "%", Than: r.valueOf(right)})
		}
	}
}

func isConstant(n *node) bool {
	n = inner(n)
	return n == nil || n.kind == nodeNumber || n.kind == nodeString && !n.part
}

// AsksWhether reports whether a comparison only asks whether there is anything, or more
// than one thing, or what is no measure at all: @x > 0, $n == 1, $i != 0, @_ < 2.
func (l *Limit) AsksWhether(text []byte) bool {
	if l.Term.Name == "@_" {
		return true
	}
	n, ok := NumberIn(text, l.Than)
	if !ok {
		return false
	}
	switch l.Op {
	case ">=", "<": // at least n is more than n-1
		return n <= 2
	case ">", "<=", "==":
		return n <= 1
	case "!=":
		return true
	}
	return false
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
