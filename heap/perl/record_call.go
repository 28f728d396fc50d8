package perl

import "strings"

// lastName is the name of a function without its package.
func lastName(name string) string { return name[strings.LastIndexByte(name, ':')+1:] }

// bless records bless {...}, CLASS; base is what it is assigned to, if any.
func (r *recorder) bless(n *node, base *Term) {
	class := "__PACKAGE__"
	if len(n.kids) > 1 {
		class = ""
		if k := n.kids[1]; k.kind == nodeClass || k.kind == nodeString && !k.part {
			class = k.name
		}
	}
	if base == nil {
		base = &Term{Root: RootData, Sigil: '$'}
	}
	r.calls(n, nil, n.kids)
	r.data(*base, n.kids[0], class)
	for _, k := range n.kids[1:] {
		r.record(k)
	}
}

// function records a call of a function.
func (r *recorder) function(n *node) {
	args := n.kids
	first := func() *node {
		if len(args) > 0 {
			return args[0]
		}
		return &node{kind: nodeVariable, name: "@_", start: n.start, end: n.end} // shift, pop
	}
	switch n.name {
	case "push", "unshift":
		how := StorePush
		if n.name == "unshift" {
			how = StoreUnshift
		}
		r.added(how, n, args, 1)
		return
	case "splice":
		if len(args) > 3 {
			r.added(StoreSplice, n, args, 3)
		}
		switch {
		case len(args) == 1, len(args) == 2 && inner(args[1]) != nil && inner(args[1]).kind == nodeNumber && inner(args[1]).name == "0":
			r.remove(RemoveAll, n, args[0])
		case len(args) == 2, len(args) == 3:
			r.remove(RemoveSplice, n, args[0])
		}
	case "shift":
		r.remove(RemoveShift, n, first())
	case "pop":
		r.remove(RemovePop, n, first())
	case "delete":
		if len(args) > 0 {
			r.remove(RemoveDelete, n, args[0])
		}
	case "return":
		if len(args) > 0 {
			v := r.valueOf(args[0])
			if len(args) > 1 {
				v = Value{Kind: ValueList, Start: n.start, End: n.end, Sub: -1}
			}
			r.rec.Returns = append(r.rec.Returns, Return{At{Start: n.start, End: n.end}, v})
		}
	case "substr": // substr $buffer, 0, $n, ''
		if len(args) == 4 {
			if v := inner(args[3]); v != nil && v.kind == nodeString && v.name == "" && !v.part {
				r.remove(RemoveSplice, n, args[0])
			}
		}
	case "tie":
		if len(args) > 0 {
			r.expose(args[0])
		}
	case "undef":
		if len(args) > 0 {
			r.remove(RemoveUndef, n, args[0])
		}
	case "read", "sysread", "recv":
		if len(args) > 1 {
			r.store(StoreAppend, n.start, args[1], Value{Sub: -1}, false)
		}
	case "bless":
		if len(args) > 0 && (args[0].kind == nodeHash || args[0].kind == nodeArray) {
			r.bless(n, nil)
			return
		}
		r.calls(n, nil, args)
	default:
		if f := lastName(n.name); (f == "weaken" || f == "weak_ref") && len(args) > 0 {
			if t := r.term(args[0]); t.Root != RootNone {
				r.rec.Weakens = append(r.rec.Weakens, Weaken{At{Start: n.start, End: n.end}, t})
			}
		}
		if class := wordClasses[n.name]; class == wordOther || class == wordSub || class == wordPhaser {
			r.calls(n, nil, args)
			r.pairs(Term{Root: RootCall, Name: n.name}, args, nil)
			return
		}
	}
	for _, k := range args {
		r.record(k)
	}
}

// added records what push and the like put in; values begin at from.
func (r *recorder) added(how StoreKind, n *node, args []*node, from int) {
	if len(args) == 0 {
		return
	}
	for i := from; i < len(args); i++ {
		if i > from && args[i-1].fat {
			continue // of a pair
		}
		r.store(how, n.start, args[0], r.valueOf(args[i]), false)
	}
	r.record(args[0])
	base := r.term(args[0])
	for _, k := range args[1:] {
		if base.Root != RootNone {
			r.below(base, Step{Kind: StepElement}, k)
		} else {
			r.record(k)
		}
	}
}

// method records a call of a method or of code.
func (r *recorder) method(n *node) {
	r.record(n.kids[0])
	r.calls(n, n.kids[0], n.kids[1:])
	if len(n.kids) == 2 && n.name != "" { // $self->lines([])
		if v := inner(n.kids[1]); v != nil && (v.kind == nodeArray || v.kind == nodeHash) && len(v.kids) == 0 {
			r.remove(RemoveAll, n, n)
		}
	}
	t := r.term(n)
	if t.Root == RootNone {
		t = Term{Root: RootCall, Name: n.name}
	}
	r.pairs(t, n.kids[1:], nil)
}

func (r *recorder) calls(n, receiver *node, args []*node) {
	c := Call{At: At{Start: n.start, End: n.end}, Name: n.name, Method: n.kind == nodeMethod}
	if receiver != nil {
		c.Receiver = r.term(receiver)
	}
	for _, a := range args {
		c.Args = append(c.Args, r.valueOf(a))
	}
	r.rec.Calls = append(r.rec.Calls, c)
}
