package perl

// node is a part of an expression.
type node struct {
	kind       nodeKind
	start, end int
	// name is the operator, the variable as it is written with sigil, the
	// function, method or class, or the value of a string or number.
	name string
	kids []*node
	fat  bool // a fat comma follows
	part bool // of a string: it goes on with a variable
	// here, hereTo is the text of a here-document.
	here, hereTo int
}

type nodeKind uint8

const (
	nodeOther    nodeKind = iota
	nodeVariable          // name
	nodeDeref             // name is the sigil, kids[0] what is dereferenced
	nodeIndex             // name is [ or {, kids[0] what it is in, kids[1] the index
	nodeMethod            // kids[0] the object, the others arguments
	nodeInvoke            // kids[0] the code, the others arguments
	nodeCall              // a function, kids are arguments
	nodeClass             // a bare word
	nodeString
	nodeNumber
	nodeUndef
	nodeArray
	nodeHash
	nodeSub
	nodeList    // with commas or in parentheses
	nodeDeclare // my, our, state, local; kids are variables
	nodeBinary
	nodeUnary
	nodeTernary
	nodeAssign
	nodeStep  // ++ and --
	nodeQuote // a pattern, a substitution
)

// How tightly operators bind (perlop).
const (
	bindOr = iota + 1
	bindAnd
	bindNot
	bindList
	bindAssign
	bindTernary
	bindRange
	bindOrOr
	bindAndAnd
	bindBitOr
	bindBitAnd
	bindEqual
	bindCompare
	bindUnary
	bindShift
	bindAdd
	bindMultiply
	bindMatch
	bindSign
	bindPower
)

var binary = map[string]int{
	"or": bindOr, "xor": bindOr, "and": bindAnd,
	"=": bindAssign, "+=": bindAssign, "-=": bindAssign, "*=": bindAssign, "/=": bindAssign, ".=": bindAssign, "%=": bindAssign, "x=": bindAssign,
	"**=": bindAssign, "||=": bindAssign, "&&=": bindAssign, "//=": bindAssign, "|=": bindAssign, "&=": bindAssign, "^=": bindAssign,
	"<<=": bindAssign, ">>=": bindAssign, "|.=": bindAssign, "&.=": bindAssign, "^.=": bindAssign, "^^=": bindAssign,
	"?": bindTernary, "..": bindRange, "...": bindRange,
	"||": bindOrOr, "//": bindOrOr, "^^": bindOrOr, "&&": bindAndAnd, "|": bindBitOr, "^": bindBitOr, "|.": bindBitOr, "^.": bindBitOr, "&": bindBitAnd, "&.": bindBitAnd,
	"==": bindEqual, "!=": bindEqual, "<=>": bindEqual, "eq": bindEqual, "ne": bindEqual, "cmp": bindEqual, "~~": bindEqual,
	"<": bindCompare, ">": bindCompare, "<=": bindCompare, ">=": bindCompare, "lt": bindCompare, "gt": bindCompare, "le": bindCompare, "ge": bindCompare,
	"isa": bindCompare, "<<": bindShift, ">>": bindShift, "+": bindAdd, "-": bindAdd, ".": bindAdd,
	"*": bindMultiply, "/": bindMultiply, "%": bindMultiply, "x": bindMultiply, "=~": bindMatch, "!~": bindMatch, "**": bindPower,
}

// operator returns the operator that stands where one is wanted: the longest.
func (r *recorder) operator() (op string, bind int) {
	if r.pos >= r.end {
		return "", 0
	}
	p := &r.pieces[r.pos]
	start := int(p.start)
	if c := r.text[start]; isWordStart(c) {
		op = string(r.text[start:p.end])
		if op == "x" && r.at(1) == '=' && r.at(2) != '=' && r.at(2) != '~' {
			op = "x="
		}
		if len(op) > 1 && op[0] == 'x' && isDigit(op[1]) {
			op = "x"
		}
		return op, binary[op]
	}
	if r.at(0) == '=' && r.at(1) == '>' {
		return "", 0 // a comma
	}
	for n := min(3, len(r.text)-start); n > 0; n-- {
		op = string(r.text[start : start+n])
		if bind, ok := binary[op]; ok {
			return op, bind
		}
	}
	return "", 0
}

// pass passes an operator, which may be several pieces.
func (r *recorder) pass(op string) {
	end := r.offset() + len(op)
	for r.pos < r.end && int(r.pieces[r.pos].start) < end {
		r.advance()
	}
}

// full reads an expression with all that binds least.
func (r *recorder) full() *node { return r.expression(bindOr) }

// expression reads an expression of operators that bind at least so tightly;
// nil if there is none.
func (r *recorder) expression(least int) *node {
	if r.depth >= maxExpression {
		return nil
	}
	r.depth++
	defer func() { r.depth-- }()
	var left *node
	switch {
	case least <= bindNot && r.word(r.pos) == "not" && r.word(r.pos+1) != "=>":
		start := r.offset()
		r.advance()
		left = r.unary("not", start, r.expression(bindNot))
	case least <= bindList:
		left = r.list()
	default:
		left = r.prefix()
	}
	if left == nil {
		return nil
	}
	for joined := 1; r.pos < r.end; joined++ {
		op, bind := r.operator()
		if bind == 0 || bind < least {
			break
		}
		if joined%maxJoined == 0 {
			left = r.cut(left)
		}
		before := r.pos
		r.pass(op)
		switch {
		case bind == bindAssign:
			left = r.join(nodeAssign, op, left, r.expression(bindAssign))
		case op == "?":
			yes := r.expression(bindAssign)
			if r.word(r.pos) == ":" {
				r.advance()
			}
			left = r.join(nodeTernary, op, left, yes, r.expression(bindAssign))
		case bind == bindPower:
			left = r.join(nodeBinary, op, left, r.expression(bindPower))
		default:
			left = r.join(nodeBinary, op, left, r.expression(bind+1))
		}
		if r.pos == before {
			break
		}
	}
	return left
}

// maxJoined bounds how many operators, or steps of a term, join one another.
const maxJoined = 1000

// cut records an expression before it is whole, and goes on without it.
func (r *recorder) cut(n *node) *node {
	r.record(n)
	return &node{start: n.start, end: n.end}
}

func (r *recorder) join(kind nodeKind, op string, kids ...*node) *node {
	n := &node{kind: kind, name: op, start: kids[0].start, end: r.last()}
	for _, k := range kids {
		if k == nil {
			k = &node{start: n.end, end: n.end}
		}
		n.kids = append(n.kids, k)
	}
	return n
}

func (r *recorder) unary(op string, start int, kid *node) *node {
	n := &node{kind: nodeUnary, name: op, start: start, end: r.last()}
	if kid != nil {
		n.kids = []*node{kid}
	}
	return n
}

// list reads expressions between commas; one alone is no list.
func (r *recorder) list() *node {
	var items []*node
	start, commas, separated := r.offset(), false, true
	for r.pos < r.end {
		if w := r.word(r.pos); w == "," || w == "=>" {
			if n := len(items); n > 0 && w == "=>" && !separated {
				items[n-1].fat = true
			}
			commas, separated = true, true
			r.pass(w)
			continue
		}
		if !separated {
			break
		}
		item := r.expression(bindAssign)
		if item == nil {
			break
		}
		items, separated = append(items, item), false
	}
	if len(items) == 0 {
		return nil
	}
	if len(items) == 1 && !commas {
		return items[0]
	}
	return &node{kind: nodeList, start: start, end: r.last(), kids: items}
}

// prefix reads the operators before a term, and the term.
func (r *recorder) prefix() *node {
	start := r.offset()
	w := r.word(r.pos)
	switch w {
	case "!", "~", "\\", "+", "-":
		if w == "+" && r.at(1) == '+' || w == "-" && r.at(1) == '-' {
			break
		}
		r.advance()
		kid := r.expression(bindSign)
		if w == "+" {
			return kid
		}
		return r.unary(w, start, kid)
	case "++", "--":
		r.advance()
		kid := r.expression(bindPower + 1)
		n := r.unary(w, start, kid)
		n.kind = nodeStep
		return n
	}
	if len(w) == 2 && w[0] == '-' && isLetter(w[1]) { // a file test
		r.advance()
		if r.word(r.pos) == "=>" {
			return &node{kind: nodeString, name: w, start: start, end: r.last()}
		}
		if !r.begins() {
			return &node{start: start, end: r.last()}
		}
		return r.unary(w, start, r.expression(bindUnary))
	}
	n := r.operand()
	if n != nil && (r.word(r.pos) == "++" || r.word(r.pos) == "--") {
		n = &node{kind: nodeStep, name: r.word(r.pos), start: start, kids: []*node{n}}
		r.advance()
		n.end = r.last()
	}
	return n
}

// begins reports whether a term may begin at the piece to be read, behind a
// function that needs none.
func (r *recorder) begins() bool {
	if r.pos >= r.end {
		return false
	}
	p := &r.pieces[r.pos]
	switch c := r.text[p.start]; c {
	case ';', ')', ']', '}', ',', '=', '?', ':', '.', '|', '^', '>':
		return c == '.' && p.end > p.start+1 && isDigit(r.text[p.start+1])
	case '<', '/', '*', '%', '&':
		return p.end > p.start+1 && (c != '*' || r.at(1) != '*') && (c != '/' || r.at(1) != '/') && (c != '&' || r.at(1) != '&')
	case '-', '+':
		return !isSpace(r.at(1)) && r.at(1) != '=' && r.at(1) != '>' && isSpace(r.text[max(int(p.start)-1, 0)])
	case '{':
		return !p.subscript
	case '!', '~':
		return r.at(1) != '=' && r.at(1) != '~'
	}
	switch w := r.word(r.pos); w {
	case "if", "unless", "while", "until", "for", "foreach", "when", "and", "or", "xor", "x", "eq", "ne", "lt", "gt", "le", "ge", "cmp", "isa":
		return r.word(r.pos+1) == "=>"
	}
	return true
}
