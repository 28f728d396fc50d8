package perl

import "strings"

// operand reads a term: a variable, literal, call or bracket with all
// subscripts and methods behind it; nil if none begins here.
func (r *recorder) operand() *node {
	if r.pos >= r.end || r.depth >= maxExpression {
		return nil
	}
	r.depth++
	defer func() { r.depth-- }()
	n := r.primary()
	if n == nil {
		return nil
	}
	return r.postfix(n)
}

func (r *recorder) primary() *node {
	i := r.pos
	p := &r.pieces[i]
	start := int(p.start)
	switch c := r.text[start]; {
	case p.heads:
		return r.sub()
	case c == '$' || c == '@' || c == '%' || c == '&' || c == '*':
		return r.variable()
	case c == '(':
		n := r.bracket(nodeList)
		return n
	case c == '[':
		return r.bracket(nodeArray)
	case c == '{':
		if p.block {
			r.block()
			return &node{start: start, end: r.last()}
		}
		return r.bracket(nodeHash)
	case c == '"' || c == '\'' || c == '`' || c == '<' && p.end > p.start+1 || c == '/' && p.end > p.start+1:
		return r.quoted(start, c)
	case isDigit(c) || c == '.' && p.end > p.start+1 && isDigit(r.text[start+1]):
		r.advance()
		return &node{kind: nodeNumber, name: string(r.text[start:min(p.end, p.start+maxWord)]), start: start, end: int(p.end)}
	case isWordStart(c) || c == ':' && p.end > p.start+2:
		return r.named()
	}
	return nil
}

// bracket reads what is in parentheses or other brackets.
func (r *recorder) bracket(kind nodeKind) *node {
	n := &node{kind: kind, start: r.offset()}
	r.group(func() { n.kids = r.items() })
	n.end = r.last()
	if kind == nodeList && len(n.kids) == 1 && n.kids[0].kind == nodeList {
		n.kids = n.kids[0].kids
	}
	return n
}

// items reads the expressions of a bracket.
func (r *recorder) items() []*node {
	var all []*node
	for r.pos < r.end {
		before := r.pos
		n := r.full()
		switch {
		case n == nil:
		case n.kind == nodeList && r.text[n.start] != '(':
			all = append(all, n.kids...)
		default:
			all = append(all, n)
		}
		if r.pos == before || r.pos < r.end && r.word(r.pos) == ";" {
			r.advance()
		}
	}
	return all
}

// sub reads the head of a sub, its signature and its body.
func (r *recorder) sub() *node {
	n := &node{kind: nodeSub, start: r.offset()}
	for r.pos < r.end && r.pieces[r.pos].opens {
		i := r.pos
		if r.pieces[i].block {
			r.block()
			break
		}
		r.group(func() { r.record(&node{kind: nodeList, kids: r.items()}) })
		if r.pos == i || r.pos >= r.end || !r.pieces[r.pos].heads {
			break
		}
	}
	if r.last() <= n.start {
		r.advance()
	}
	n.end = r.last()
	return n
}

// quoted reads a quote.
func (r *recorder) quoted(start int, open byte) *node {
	p := &r.pieces[r.pos]
	n := &node{kind: nodeString, start: start, end: int(p.end), here: int(p.here), hereTo: int(p.hereTo)}
	interpolates, from, to := open != '\'', start+1, int(p.end)-1
	switch {
	case p.hereTo > 0:
		quote := strings.TrimLeft(string(r.text[start+2:min(p.end, p.start+maxWord)]), "~ \t")
		interpolates, from, to = quote == "" || quote[0] != '\'' && quote[0] != '\\', int(p.here), int(p.hereTo)
	case open == '<' || open == '/' || open == '`':
		n.kind = nodeQuote
	case isWordStart(open):
		end := start
		for end < int(p.end) && isWord(r.text[end]) {
			end++
		}
		w := string(r.text[start:end])
		for end < int(p.end) && (isSpace(r.text[end]) || r.text[end] == '\n') {
			end++
		}
		from = end + 1
		switch w {
		case "q":
			interpolates = false
		case "qq":
		case "qw":
			n.kind = nodeList
			r.words(n, from, to)
		default:
			n.kind = nodeQuote
		}
		if end < int(p.end) {
			open = r.text[end]
		}
	}
	r.advance()
	if n.kind == nodeString {
		n.name, n.part = literalValue(r.text[min(from, to):max(from, to)], open, interpolates)
	}
	return n
}

// words makes strings of what stands in qw.
func (r *recorder) words(n *node, from, to int) {
	for i := from; i < to; {
		for i < to && (isSpace(r.text[i]) || r.text[i] == '\n') {
			i++
		}
		begin := i
		for i < to && !isSpace(r.text[i]) && r.text[i] != '\n' {
			i++
		}
		if i > begin {
			n.kids = append(n.kids, &node{kind: nodeString, name: string(r.text[begin:min(i, begin+maxKept)]), start: begin, end: i})
		}
	}
}

// maxKept bounds how much of a string is kept.
const maxKept = 256

// literalValue returns the value of a string up to the first variable in it.
func literalValue(quoted []byte, delim byte, interpolates bool) (value string, part bool) {
	end := len(quoted)
	if interpolates {
		for i := 0; i < len(quoted); i++ {
			if quoted[i] == '\\' {
				i++
			} else if (quoted[i] == '$' || quoted[i] == '@') && i+1 < len(quoted) && !isSpace(quoted[i+1]) && quoted[i+1] != '\n' {
				end, part = i, true
				break
			}
		}
	}
	whole := unquote(nil, quoted[:min(end, 4*maxKept)], delim, interpolates)
	return string(whole[:min(len(whole), maxKept)]), part
}

// variable reads what begins with a sigil.
func (r *recorder) variable() *node {
	p := &r.pieces[r.pos]
	start := int(p.start)
	text := r.text[start:p.end]
	sigil := text[0]
	i := 1
	if sigil == '$' && len(text) > 2 && text[1] == '#' && (text[2] == '{' || text[2] == '$' || isWordStart(text[2]) || text[2] == ':') {
		sigil, i = '#', 2
	}
	if p.opens { // @{ ... }
		n := &node{kind: nodeDeref, name: string(sigil), start: start}
		for i < len(text) && text[i] == '$' {
			i++ // $${ ... }
		}
		kid := r.value()
		if kid == nil {
			kid = &node{start: start, end: r.last()}
		}
		n.kids, n.end = []*node{kid}, r.last()
		return n
	}
	derefs := 0
	for i+1 < len(text) && text[i] == '$' && (text[i+1] == '$' || text[i+1] == '{' || text[i+1] == ':' || isWordStart(text[i+1])) {
		derefs, i = derefs+1, i+1
	}
	name := strings.Trim(string(text[min(i, len(text)):min(len(text), i+maxKept)]), "{} \t\r\n")
	r.advance()
	end := r.last()
	if len(text) == 1 { // an operator where a term is wanted
		return &node{start: start, end: end}
	}
	if sigil == '&' && derefs == 0 {
		n := &node{kind: nodeCall, name: name, start: start, end: end}
		if r.pos < r.end && r.word(r.pos) == "(" {
			n.kids = r.bracket(nodeList).kids
			n.end = r.last()
		}
		return n
	}
	if derefs == 0 {
		return &node{kind: nodeVariable, name: string(sigil) + name, start: start, end: end}
	}
	n := &node{kind: nodeVariable, name: "$" + name, start: start + 1, end: end}
	for ; derefs > 1; derefs-- {
		n = &node{kind: nodeDeref, name: "$", kids: []*node{n}, start: start, end: end}
	}
	return &node{kind: nodeDeref, name: string(sigil), kids: []*node{n}, start: start, end: end}
}

// postfix reads the subscripts, methods and calls behind a term.
func (r *recorder) postfix(n *node) *node {
	for steps := 1; r.pos < r.end; steps++ {
		if steps%maxJoined == 0 {
			n = r.cut(n)
		}
		p := &r.pieces[r.pos]
		switch c := r.text[p.start]; {
		case c == '-' && r.at(1) == '>':
			r.advance()
			n = r.arrow(n)
		case c == '[' && (p.subscript || n.kind == nodeList && r.text[n.start] == '(' || n.kind == nodeList && r.text[n.start] == 'q'):
			n = r.subscript(n, "[")
		case c == '{' && p.subscript:
			n = r.subscript(n, "{")
		case c == '(' && p.subscript && n.kind != nodeVariable, c == '(' && n.kind == nodeDeref && n.name == "&":
			n = r.invoke(n)
		default:
			return n
		}
		n.end = r.last()
	}
	return n
}

// arrow reads what follows an arrow.
func (r *recorder) arrow(n *node) *node {
	if r.pos >= r.end {
		return n
	}
	p := &r.pieces[r.pos]
	text := r.text[p.start:p.end]
	switch c := text[0]; {
	case c == '[':
		return r.subscript(n, "[")
	case c == '{':
		return r.subscript(n, "{")
	case c == '(':
		return r.invoke(n)
	case text[len(text)-1] == '*' && (c == '@' || c == '%' || c == '$' || c == '&' || c == '*'): // ->@*
		sigil := string(c)
		if len(text) > 2 && text[1] == '#' {
			sigil = "#"
		}
		r.advance()
		return &node{kind: nodeDeref, name: sigil, kids: []*node{n}, start: n.start, end: r.last()}
	case (c == '@' || c == '%') && len(text) == 1: // ->@{...}, ->@[...]
		r.advance()
		n = &node{kind: nodeDeref, name: string(c), kids: []*node{n}, start: n.start, end: r.last()}
		if r.pos < r.end {
			return r.subscript(n, r.word(r.pos)[:1])
		}
		return n
	case c == '$': // ->$method
		m := &node{kind: nodeMethod, kids: []*node{n}, start: n.start}
		r.record(r.primary())
		return r.arguments(m)
	case isWordStart(c) || c == '\'' || c == ':':
		m := &node{kind: nodeMethod, name: string(text[:min(len(text), maxWord)]), kids: []*node{n}, start: n.start}
		r.advance()
		return r.arguments(m)
	}
	return n
}

// arguments reads the parentheses behind a method.
func (r *recorder) arguments(n *node) *node {
	n.end = r.last()
	if r.pos < r.end && r.word(r.pos) == "(" {
		n.kids = append(n.kids, r.bracket(nodeList).kids...)
		n.end = r.last()
	}
	return n
}

func (r *recorder) invoke(n *node) *node {
	c := &node{kind: nodeInvoke, kids: []*node{n}, start: n.start}
	c.kids = append(c.kids, r.bracket(nodeList).kids...)
	c.end = r.last()
	return c
}

// subscript reads a subscript; bracket is what it begins with.
func (r *recorder) subscript(n *node, bracket string) *node {
	s := &node{kind: nodeIndex, name: bracket, kids: []*node{n}, start: n.start}
	p := &r.pieces[r.pos]
	if p.opens {
		index := r.bracket(nodeList)
		if len(index.kids) == 1 {
			index = index.kids[0]
		}
		s.kids = append(s.kids, index)
	} else { // {word} is one piece
		word := strings.Trim(string(r.text[p.start:min(p.end, p.start+maxKept)]), "{} \t\r\n")
		if i := strings.IndexByte(word, '#'); i >= 0 {
			word = strings.TrimSpace(word[:i])
		}
		r.advance()
		s.kids = append(s.kids, &node{kind: nodeString, name: word, start: int(p.start), end: int(p.end)})
	}
	s.end = r.last()
	return s
}
