package perl

import (
	"strconv"
	"strings"
)

// What is taken modulo something goes round: it never exceeds what it is divided by.

// isModulo reports whether an expression is the remainder of a division, or what a mask
// leaves, which is the same for a power of two: $i & 1023.
func isModulo(n *node) bool {
	return n != nil && n.kind == nodeBinary && (n.name == "%" || n.name == "&" && !isHuge(n.kids[0])) && !isHuge(n.kids[1])
}

// hugeIndex is more than anybody wants to keep: a mask or divisor like that keeps a number
// within 32 bits, and does not limit a container.
const hugeIndex = 1 << 22

// isHuge reports whether an expression is a number of at least hugeIndex.
func isHuge(n *node) bool {
	n = inner(n)
	if n == nil || n.kind != nodeNumber {
		return false
	}
	v, err := strconv.ParseUint(strings.ReplaceAll(n.name, "_", ""), 0, 64)
	return err == nil && v >= hugeIndex
}

// modulo notes that a term is the remainder of a division by than.
func (r *recorder) modulo(n *node, t Term, than *node) {
	r.rec.Limits = append(r.rec.Limits, Limit{At: At{Start: n.start, End: n.end}, Kind: LimitModulo, Term: t, Op: "%", Than: r.valueOf(than)})
}

// moduloIndex notes a subscript that goes round, such as $x[$i % 9]. t is its term.
func (r *recorder) moduloIndex(n *node, t Term) {
	k := len(t.Steps) - 1
	if k < 0 || !t.Steps[k].Modulo || len(n.kids) < 2 {
		return
	}
	if index := inner(n.kids[1]); isModulo(index) {
		t.Steps, t.Sigil = t.Steps[:k:k], '@'
		r.modulo(n, t, index.kids[1])
	}
}

// moduloAssignment notes $i = ($i + 1) % 9 and $i %= 9.
func (r *recorder) moduloAssignment(n *node) {
	t, right := r.term(n.kids[0]), inner(n.kids[1])
	switch {
	case t.Root == RootNone:
	case (n.name == "%=" || n.name == "&=") && !isHuge(right):
		r.modulo(n, t, right)
	case n.name == "=" && isModulo(right):
		r.modulo(n, t, right.kids[1])
	}
}
