package perl

// maxSteps bounds the steps of a term.
const maxSteps = 24

// term returns what leads to data; the root is RootNone if it is an expression.
func (r *recorder) term(n *node) Term {
	var way []*node // from the end to the root
	sigil := byte('$')
	n = inner(n)
	if n != nil && n.kind == nodeDeref && n.name != "$" {
		sigil = n.name[0]
		n = n.kids[0]
	} else if n != nil && n.kind == nodeVariable {
		sigil = n.name[0]
	} else if n != nil && n.kind == nodeIndex {
		if of := n.kids[0]; (of.kind == nodeVariable || of.kind == nodeDeref) && (of.name[0] == '@' || of.name[0] == '%') {
			sigil = of.name[0] // a slice
		}
	}
	for len(way) < 4*maxSteps {
		n = inner(n)
		if n == nil || n.kind != nodeIndex && n.kind != nodeMethod && n.kind != nodeInvoke && n.kind != nodeDeref {
			break
		}
		way = append(way, n)
		n = n.kids[0]
	}
	t := r.root(n, way)
	t.Sigil = sigil
	for i := len(way) - 1; i >= 0 && len(t.Steps) < maxSteps; i-- {
		w := way[i]
		s := Step{}
		switch w.kind {
		case nodeIndex:
			s = r.step(w)
		case nodeMethod:
			s = Step{Kind: StepMethod, Name: w.name}
		case nodeInvoke:
			s = Step{Kind: StepInvoke}
		case nodeDeref:
			// @{ $x } and the like are read by the subscript behind; $$x is a step.
			if w.name != "$" || i > 0 && way[i-1].kind == nodeIndex {
				continue
			}
			s = Step{Kind: StepDeref}
		}
		t.Steps = append(t.Steps, s)
	}
	return t
}

// inner is what stands in parentheses alone, or is declared alone.
func inner(n *node) *node {
	for n != nil && len(n.kids) == 1 && (n.kind == nodeList || n.kind == nodeDeclare) {
		n = n.kids[0]
	}
	// ($x ||= {})->{y}, (my $x = $y)
	for n != nil && n.kind == nodeAssign {
		n = inner(n.kids[0])
	}
	return n
}

// root makes a term of what the way begins with.
func (r *recorder) root(n *node, way []*node) Term {
	if n == nil {
		return Term{}
	}
	switch n.kind {
	case nodeVariable:
		name := n.name
		sigil := name[0]
		if len(way) > 0 {
			if first := way[len(way)-1]; first.kind == nodeIndex && first.kids[0] == n && r.direct(n, first) {
				sigil = '@'
				if first.name == "{" {
					sigil = '%'
				}
			}
		}
		if sigil == '#' {
			sigil = '@'
		}
		return Term{Root: RootVariable, Name: string(sigil) + name[1:]}
	case nodeClass:
		return Term{Root: RootClass, Name: n.name}
	case nodeCall:
		return Term{Root: RootCall, Name: n.name}
	case nodeHash, nodeArray:
		return Term{Root: RootData}
	}
	return Term{}
}

// direct reports whether a subscript is of the variable itself and not of what
// it refers to: $x[0] and not $x->[0].
func (r *recorder) direct(v, index *node) bool {
	for i := v.end; i < len(r.text) && i < v.end+maxWord; i++ {
		switch c := r.text[i]; {
		case c == '[' || c == '{':
			return true
		case c == '-':
			return false
		case c == '}' || isSpace(c) || c == '\n' || c == ')':
		default:
			return false
		}
	}
	return true
}

// step reads a subscript.
func (r *recorder) step(n *node) Step {
	s := Step{Kind: StepKey}
	if n.name == "[" {
		s.Kind = StepElement
	}
	if len(n.kids) < 2 {
		return s
	}
	index := inner(n.kids[1])
	if index == nil {
		return s
	}
	switch index.kind {
	case nodeString:
		if !index.part {
			s.Name = index.name
		}
	case nodeNumber:
		s.Name = index.name
	case nodeVariable:
		s.By = index.name
	case nodeClass:
		s.By = index.name
	case nodeCall:
		if len(index.kids) == 0 {
			s.By = index.name
		}
	case nodeUnary:
		if k := index.kids; index.name == "-" && len(k) == 1 && (k[0].kind == nodeNumber || k[0].kind == nodeString || k[0].kind == nodeClass) {
			s.Name = "-" + k[0].name
		}
	case nodeBinary:
		s.Modulo = s.Kind == StepElement && isModulo(index)
		s.Range = s.Kind == StepElement && index.name == ".."
	}
	return s
}

// valueOf says what an expression is, as far as that can be seen.
func (r *recorder) valueOf(n *node) Value {
	if n == nil {
		return Value{Sub: -1}
	}
	for n.kind == nodeList && len(n.kids) == 1 {
		n = n.kids[0]
	}
	v := Value{Start: n.start, End: n.end, Sub: -1}
	switch n.kind {
	case nodeVariable, nodeDeref, nodeIndex:
		v.Kind, v.Term = ValueTerm, r.term(n)
	case nodeDeclare:
		v.Kind, v.Term = ValueTerm, r.term(n)
	case nodeMethod, nodeInvoke, nodeCall:
		v.Kind, v.Term = ValueCall, r.term(n)
		if n.kind == nodeCall && n.name == "bless" && len(n.kids) > 0 {
			w := r.valueOf(n.kids[0])
			v.Kind, v.Empty = w.Kind, w.Empty
		}
	case nodeClass:
		v.Kind, v.Term = ValueCall, Term{Root: RootClass, Name: n.name, Sigil: '$'}
	case nodeSub:
		v.Kind = ValueSub
	case nodeArray:
		v.Kind, v.Empty = ValueArray, len(n.kids) == 0
	case nodeHash:
		v.Kind, v.Empty = ValueHash, len(n.kids) == 0
	case nodeString:
		v.Kind, v.Text = ValueString, n.name
	case nodeNumber:
		v.Kind, v.Text = ValueNumber, n.name
	case nodeUndef:
		v.Kind = ValueUndef
	case nodeList:
		v.Kind, v.Empty = ValueList, len(n.kids) == 0
	case nodeUnary:
		if n.name == "\\" && len(n.kids) == 1 {
			v.Kind, v.Term = ValueRef, r.term(n.kids[0])
		}
	case nodeBinary: // what is there, or a default
		if n.name == "||" || n.name == "//" || n.name == "or" {
			w := r.valueOf(n.kids[0])
			w.Start, w.End = v.Start, v.End
			return w
		}
		v.Modulo = isModulo(n)
	case nodeTernary:
		w := r.valueOf(n.kids[1])
		w.Start, w.End = v.Start, v.End
		return w
	case nodeAssign:
		w := r.valueOf(n.kids[1])
		if n.name != "=" {
			w = r.valueOf(n.kids[0])
		}
		w.Start, w.End = v.Start, v.End
		return w
	}
	return v
}
