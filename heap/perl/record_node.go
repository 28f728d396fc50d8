package perl

// record notes what an expression does, and what is in it does.
func (r *recorder) record(n *node) {
	if n == nil {
		return
	}
	r.handle(n)
	switch n.kind {
	case nodeAssign:
		r.assignment(n)
		return
	case nodeStep:
		from := len(r.rec.Stores)
		for _, k := range n.kids {
			r.storeInto(StoreChange, n.start, k, Value{Sub: -1}, nil)
		}
		r.lowered(from, n.name == "--")
	case nodeCall:
		r.function(n)
		return
	case nodeMethod, nodeInvoke:
		r.method(n)
		return
	case nodeHash, nodeArray:
		r.data(Term{Root: RootData, Sigil: '$'}, n, "")
		return
	case nodeBinary:
		r.binary(n)
		return
	case nodeTernary:
		limits := len(r.rec.Limits)
		r.record(n.kids[0])
		yes, no := n.kids[1], n.kids[2]
		r.guard(yes.start, yes.end, limits, true)
		r.guard(no.start, no.end, limits, false)
		r.absent(yes.start, yes.end, n.kids[0], true)
		r.absent(no.start, no.end, n.kids[0], false)
		r.record(n.kids[1])
		r.record(n.kids[2])
		return
	case nodeUnary:
		if n.name == "\\" && len(n.kids) > 0 {
			r.expose(n.kids[0])
		}
		from := len(r.rec.Limits)
		for _, k := range n.kids {
			r.record(k)
		}
		if n.name == "!" || n.name == "not" {
			for i := range r.rec.Limits[from:] {
				l := &r.rec.Limits[from+i]
				l.negated = !l.negated
			}
		}
		return
	case nodeIndex:
		r.index(n)
	case nodeString, nodeNumber:
		r.literal(n)
	case nodeList:
		r.pairs(Term{}, n.kids, nil)
		return
	}
	for _, k := range n.kids {
		r.record(k)
	}
}

func (r *recorder) literal(n *node) {
	start, end := n.start, n.end
	if n.hereTo > 0 {
		start, end = n.here, n.hereTo
	}
	r.rec.Literals = append(r.rec.Literals, Literal{At: At{Start: start, End: end}, Text: n.name, Whole: !n.part, Number: n.kind == nodeNumber})
}

// index notes a subscript of a subscript, and an index that goes round.
func (r *recorder) index(n *node) {
	t := r.term(n)
	if len(t.Steps) > 1 && t.Root != RootNone && t.Steps[len(t.Steps)-1].Kind <= StepElement && t.Steps[len(t.Steps)-2].Kind <= StepElement {
		r.rec.Lookups = append(r.rec.Lookups, Lookup{At{Start: n.start, End: n.end}, t})
	}
	r.moduloIndex(n, t)
}

// store notes a store.
func (r *recorder) store(how StoreKind, start int, target *node, v Value, declares bool) {
	t := r.term(target)
	if t.Root == RootNone && len(t.Steps) == 0 {
		return
	}
	r.rec.Stores = append(r.rec.Stores, Store{At: At{Start: start, End: max(target.end, v.End)}, How: how, Target: t, Value: v, Index: lastIndex(target), Declares: declares})
}

// lastIndex is where the last [index] of a term is written.
func lastIndex(n *node) Span {
	for n = inner(n); n != nil && len(n.kids) > 0; n = inner(n.kids[0]) {
		switch {
		case n.kind == nodeIndex && n.name == "[" && len(n.kids) > 1:
			return Span{n.kids[1].start, n.kids[1].end}
		case n.kind != nodeIndex && n.kind != nodeMethod && n.kind != nodeInvoke && n.kind != nodeDeref:
			return Span{}
		}
	}
	return Span{}
}

// storeInto notes a store into each of what may be a list.
// values are those of a list, if it is known that each is one.
func (r *recorder) storeInto(how StoreKind, start int, target *node, v Value, values []*node) {
	switch {
	case target.kind == nodeTernary:
		r.storeInto(how, start, target.kids[1], v, values)
		r.storeInto(how, start, target.kids[2], v, values)
	case target.kind == nodeDeclare:
		for _, k := range target.kids {
			r.store(how, start, k, v, true)
		}
	case target.kind == nodeList:
		for _, k := range target.kids {
			r.storeInto(how, start, k, Value{Start: v.Start, End: v.End, Sub: -1}, nil)
		}
	case target.kind == nodeCall && len(target.kids) > 0 && (target.name == "substr" || target.name == "vec"):
		r.store(StoreChange, start, target.kids[0], v, false)
	case target.kind == nodeIndex && len(target.kids) > 1 && inner(target.kids[1]) != nil && r.slice(target):
		// @h{qw(a b)} = ...: each of the keys
		keys := target.kids[1].keys()
		for i, k := range keys {
			v := v
			if len(values) == len(keys) {
				v = r.valueOf(values[i])
			}
			one := *target
			one.kids = []*node{target.kids[0], k}
			r.store(how, start, &one, v, false)
		}
	default:
		r.store(how, start, target, v, false)
	}
}

// lowered notes whether the stores from an index on make a number less.
func (r *recorder) lowered(from int, lowers bool) {
	for i := from; lowers && i < len(r.rec.Stores); i++ {
		r.rec.Stores[i].Lowers = true
	}
}

func (r *recorder) slice(n *node) bool { s := r.term(n).Sigil; return s == '@' || s == '%' }

// keys are what a subscript of several has.
func (n *node) keys() []*node {
	if n.kind == nodeList && len(n.kids) > 0 {
		return n.kids
	}
	return []*node{n}
}

var storeKinds = map[string]StoreKind{"=": StoreAssign, "//=": StoreDefault, "||=": StoreDefault, ".=": StoreAppend, "x=": StoreAppend}

// assignment notes what is stored, of lists one by one, and what is emptied.
func (r *recorder) assignment(n *node) {
	left, right := n.kids[0], n.kids[1]
	how, ok := storeKinds[n.name]
	if !ok {
		how = StoreChange
	}
	if how == StoreDefault {
		r.absent(right.start, right.end, left, false)
	}
	v := r.valueOf(right)
	targets, declared := targetsOf(left)
	values := listOf(right)
	if targets != nil && how == StoreAssign {
		for i, t := range targets {
			w := Value{Start: right.start, End: right.end, Sub: -1}
			plain := t.kind != nodeVariable || t.name[0] == '$'
			if len(targets) == 1 && len(values) != 1 || !plain {
				w = v
			} else if i < len(values) && plain && r.single(values[:i]) {
				w = r.valueOf(values[i])
			} else if v.Kind == ValueTerm {
				w = v
			}
			if declared {
				r.store(how, n.start, t, w, true)
			} else {
				r.storeInto(how, n.start, t, w, nil)
			}
			if !plain {
				break // it takes the rest
			}
		}
	} else {
		if !r.single(values) {
			values = nil
		}
		from := len(r.rec.Stores)
		r.storeInto(how, n.start, left, v, values)
		r.lowered(from, n.name == "-=")
	}
	if how == StoreAssign && left.kind != nodeDeclare && targets == nil {
		r.emptied(n, left, v)
	}
	r.moduloAssignment(n)
	r.record(left)
	base := r.term(left)
	if data := inner(right); data != nil && targets == nil && base.Root != RootNone {
		switch {
		case data.kind == nodeHash || data.kind == nodeArray:
			r.data(base, data, "")
			return
		case data.kind == nodeCall && data.name == "bless" && len(data.kids) > 0 && (data.kids[0].kind == nodeHash || data.kids[0].kind == nodeArray):
			r.bless(data, &base)
			return
		case right.kind == nodeList && (base.Sigil == '%' || base.Sigil == '@') && base.Root != RootNone:
			if base.Sigil == '%' {
				r.pairs(base, right.kids, &base)
			} else {
				r.data(base, &node{kind: nodeArray, start: right.start, end: right.end, kids: right.kids}, "")
			}
			return
		}
	}
	r.record(right)
}

// targetsOf returns what a list assignment assigns to; nil if it is none.
func targetsOf(left *node) (targets []*node, declared bool) {
	if left.kind == nodeList {
		if len(left.kids) == 1 && left.kids[0].kind == nodeDeclare {
			return left.kids[0].kids, true
		}
		return left.kids, false
	}
	if left.kind == nodeDeclare && len(left.kids) > 1 {
		return left.kids, true
	}
	return nil, false
}

func listOf(n *node) []*node {
	if n.kind == nodeList {
		return n.kids
	}
	return []*node{n}
}

// single reports whether each of some expressions gives one value.
func (r *recorder) single(all []*node) bool {
	for _, n := range all {
		switch n.kind {
		case nodeVariable, nodeDeref:
			if n.name[0] != '$' {
				return false
			}
		case nodeCall:
			if n.name != "shift" && n.name != "pop" && n.name != "scalar" {
				return false
			}
		case nodeMethod, nodeInvoke, nodeList:
			return false
		case nodeIndex:
			if r.slice(n) {
				return false
			}
		}
	}
	return true
}

// emptied notes an assignment that leaves nothing.
func (r *recorder) emptied(n, left *node, v Value) {
	how := RemoveAll
	switch {
	case left.kind == nodeVariable && left.name[0] == '#', left.kind == nodeDeref && left.name == "#":
		how = RemoveTruncate
	case v.Kind == ValueUndef:
		how = RemoveUndef
	case (v.Kind == ValueArray || v.Kind == ValueHash || v.Kind == ValueList) && v.Empty, v.Kind == ValueString && v.Text == "" && v.End-v.Start <= 4:
	default:
		return
	}
	r.remove(how, n, left)
}

func (r *recorder) remove(how RemovalKind, at, target *node) {
	if target == nil {
		return
	}
	if target.kind == nodeDeclare && len(target.kids) == 1 {
		target = target.kids[0]
	}
	keys := []*node{nil}
	if target.kind == nodeIndex && r.slice(target) {
		keys = target.kids[1].keys()
	}
	for _, k := range keys {
		one := *target
		if k != nil {
			one.kids = []*node{target.kids[0], k}
		}
		if t := r.term(&one); t.Root != RootNone {
			r.rec.Removals = append(r.rec.Removals, Removal{At: At{Start: at.start, End: at.end}, How: how, Target: t})
		}
	}
}

// data notes the entries of a literal as stored below base.
func (r *recorder) data(base Term, n *node, class string) {
	if base.Root == RootData && class != "" {
		base.Name = class
	}
	if n.kind == nodeHash {
		base.Sigil = '$'
		r.pairs(base, n.kids, &base)
		return
	}
	for _, k := range n.kids {
		r.below(base, Step{Kind: StepElement}, k)
	}
}

// below records a value that is kept in a step from base.
func (r *recorder) below(base Term, step Step, n *node) {
	if v := inner(n); v != nil && (v.kind == nodeHash || v.kind == nodeArray) && len(base.Steps) < maxSteps {
		base.Steps = append(base.Steps[:len(base.Steps):len(base.Steps)], step)
		r.data(base, v, "")
		return
	} else if v != nil && v.kind == nodeList && base.Root == RootCall { // has name => (is => 'ro')
		base.Steps = append(base.Steps[:len(base.Steps):len(base.Steps)], step)
		r.pairs(base, v.kids, nil)
		return
	}
	r.record(n)
}

// pairs records the items of a list; key => value among them are stored below
// base, if there is one, or handed over to what base names.
func (r *recorder) pairs(base Term, items []*node, keep *Term) {
	for i := 0; i < len(items); i++ {
		k := items[i]
		if !(k.fat || keep != nil && k.kind == nodeString && i%2 == 0) || i+1 == len(items) {
			r.record(k)
			continue
		}
		i++
		v := items[i]
		r.record(k)
		step := r.step(&node{kind: nodeIndex, name: "{", kids: []*node{nil, k}})
		if base.Root != RootNone && len(base.Steps) < maxSteps {
			t := base
			t.Sigil = '$'
			t.Steps = append(base.Steps[:len(base.Steps):len(base.Steps)], step)
			r.rec.Stores = append(r.rec.Stores, Store{At: At{Start: k.start, End: v.end}, How: StorePair, Target: t, Value: r.valueOf(v)})
		} else if base.Root == RootNone && k.fat {
			t := Term{Root: RootData, Sigil: '$', Steps: []Step{step}}
			r.rec.Stores = append(r.rec.Stores, Store{At: At{Start: k.start, End: v.end}, How: StorePair, Target: t, Value: r.valueOf(v)})
		}
		if base.Root == RootNone {
			r.record(v)
		} else {
			r.below(base, step, v)
		}
	}
}
