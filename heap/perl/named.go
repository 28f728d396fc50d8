package perl

// named reads what begins with a word: a string before a fat comma, a
// declaration, a quote, a class, a call.
func (r *recorder) named() *node {
	p := &r.pieces[r.pos]
	start, end := int(p.start), int(p.end)
	to := start
	for to < end && (isWord(r.text[to]) || r.text[to] == ':' || r.text[to] == '\'' && to+1 < end && isWordStart(r.text[to+1]) && wordClasses[string(r.text[start:to])] != wordQuote) {
		to++
	}
	w := string(r.text[start:min(to, start+maxKept)])
	if r.word(r.pos+1) == "=>" && to == end {
		r.advance()
		return &node{kind: nodeString, name: w, start: start, end: end}
	}
	class := wordClasses[w]
	if len(w) > len("CORE::") && w[:6] == "CORE::" {
		class = wordClasses[w[6:]]
		w = w[6:]
	}
	if w == "local" || w == "field" || (w == "has" && to < end) {
		class = wordDeclare
	}
	switch class {
	case wordQuote:
		if to < end || p.hereTo > 0 {
			return r.quoted(start, r.text[start])
		}
	case wordDeclare:
		return r.declaration(w)
	case wordValue:
		r.advance()
		n := &node{kind: nodeCall, name: w, start: start, end: r.last()}
		if r.pos < r.end && r.word(r.pos) == "{" {
			if last := r.value(); last != nil {
				n.kids = []*node{last}
			}
		} else if r.begins() {
			if kid := r.expression(bindUnary); kid != nil {
				n.kids = []*node{kid}
			}
		}
		n.end = r.last()
		return n
	case wordNullary:
		r.advance()
		if w == "__PACKAGE__" || w == "__CLASS__" {
			return &node{kind: nodeClass, name: w, start: start, end: r.last()}
		}
		n := &node{kind: nodeCall, name: w, start: start, end: r.last()}
		if r.word(r.pos) == "(" {
			n.kids = r.bracket(nodeList).kids
		}
		return n
	case wordUse, wordPackage, wordEnd:
		r.advance()
		return &node{start: start, end: r.last()}
	case wordInfix, wordControl, wordElse:
		return nil
	}
	return r.call(w, class, start)
}

// call reads the arguments of a function, or finds a class.
func (r *recorder) call(w string, class wordClass, start int) *node {
	block := r.pieces[r.pos].heads
	r.advance()
	n := &node{kind: nodeCall, name: w, start: start, end: r.last()}
	next := r.word(r.pos)
	unknown := class == wordOther || class == wordPhaser || class == wordSub
	switch {
	case block:
	case next == "(" && r.pos < r.end:
		n.kids = r.parenthesized(class == wordBlock)
		n.end = r.last()
		return n
	case unknown && (next == "->" || len(w) > 2 && w[len(w)-2:] == "::"):
		return &node{kind: nodeClass, name: w, start: start, end: r.last()}
	case unknown && w == "new" && next != "" && isWordStart(next[0]) && wordClasses[next] == wordOther: // new Foo(...)
		object := &node{kind: nodeClass, name: next, start: r.offset()}
		r.advance()
		object.end = r.last()
		m := r.arguments(&node{kind: nodeMethod, name: w, kids: []*node{object}, start: start})
		m.end = r.last()
		return m
	case class == wordUnary:
		if r.begins() {
			if kid := r.expression(bindUnary + 1); kid != nil {
				n.kids = []*node{kid}
			}
			n.end = r.last()
		}
		if w == "undef" && len(n.kids) == 0 {
			n.kind = nodeUndef
		}
		return n
	}
	if unknown && !r.begins() {
		n.kind = nodeClass
		return n
	}
	n.kids = r.listed(class == wordBlock)
	n.end = r.last()
	return n
}

// parenthesized reads the arguments of a function in parentheses; block tells
// that the first may be a block without a comma.
func (r *recorder) parenthesized(block bool) (all []*node) {
	r.group(func() {
		if r.pos < r.end && r.pieces[r.pos].opens && r.pieces[r.pos].block {
			block = true
		}
		if block {
			all = r.listed(true)
		}
		all = append(all, r.items()...)
	})
	return all
}

// listed reads the arguments of a function without parentheses.
func (r *recorder) listed(block bool) []*node {
	var all []*node
	if r.pos < r.end && r.pieces[r.pos].opens && r.pieces[r.pos].block && r.word(r.pos) == "{" {
		b := &node{kind: nodeSub, start: r.offset()}
		r.block()
		b.end = r.last()
		all = append(all, b)
		if r.word(r.pos) == "," {
			r.advance()
		}
	} else if block && r.pos < r.end && r.word(r.pos) == "{" {
		all = append(all, r.operand()) // map { hash } ..., print {$handle} ...
	}
	n := r.expression(bindList)
	switch {
	case n == nil:
	case n.kind == nodeList && r.text[n.start] != '(' && r.text[n.start] != 'q':
		all = append(all, n.kids...)
	default:
		all = append(all, n)
	}
	return all
}

// declaration reads my, our, state, field and local.
func (r *recorder) declaration(w string) *node {
	p := &r.pieces[r.pos]
	n := &node{kind: nodeDeclare, name: w, start: int(p.start)}
	if w == "local" {
		r.advance()
		if kid := r.operand(); kid != nil {
			n.kids = []*node{kid}
			if kid.kind == nodeList {
				n.kids = kid.kids
			}
		}
		n.end = r.last()
		return n
	}
	text := r.text[p.start:p.end]
	for i := len(w); i < len(text); i++ {
		switch c := text[i]; {
		case c == '#' && (isSpace(text[i-1]) || text[i-1] == '\n'):
			for i < len(text) && text[i] != '\n' {
				i++
			}
		case (c == '$' || c == '@' || c == '%') && i+1 < len(text):
			end := i + 1
			for end < len(text) && (isWord(text[end]) || text[end] == ':' && end+1 < len(text) && text[end+1] == ':' || text[end] == ':' && text[end-1] == ':') {
				end++
			}
			if end > i+1 {
				n.kids = append(n.kids, &node{kind: nodeVariable, name: string(text[i:end]), start: int(p.start) + i, end: int(p.start) + end})
			}
			i = end - 1
		}
	}
	list := false
	for _, c := range text {
		list = list || c == '('
	}
	if p.opens && !p.heads {
		n.kids = append(n.kids, r.bracket(nodeList).kids...)
		n.end = r.last()
		return n
	}
	if p.heads {
		return r.sub()
	}
	r.advance()
	n.end = r.last()
	if list { // my ($x) = ... is a list
		return &node{kind: nodeList, name: w, start: n.start, end: n.end, kids: []*node{n}}
	}
	return n
}
