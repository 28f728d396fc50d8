package mat

import (
	"context"
	"errors"
	"fmt"
	"regexp"

	"github.com/perlheap/perlheap/heap"
)

// Query is an expression over SVs: tests, joined by and, or and not. [QueryHelp]
// describes the language.
type Query struct{ root node }

// Retained is what queries ask of retained sizes.
type Retained interface {
	Bytes(heap.SV) int64  // that would be freed with an SV
	Reached(heap.SV) bool // from a root
}

// QueryError is a mistake in a query.
type QueryError struct {
	Query   string
	Column  int // of the first character that is wrong, from 1 on
	Message string
}

func (e *QueryError) Error() string { return fmt.Sprintf("column %d: %s", e.Column, e.Message) }

// node is a part of a query: a test, or other parts joined.
type node struct {
	join joining
	of   []node
	test *test
}

type joining uint8

const (
	joinNone joining = iota // a test
	joinNot
	joinAnd
	joinOr
)

// test compares what a field of an SV holds with a value.
type test struct {
	field   *queryField
	op      operator
	value   string // of text
	pattern *regexp.Regexp
	number  literal // of all other fields
}

type operator string

const (
	opEqual        operator = "="
	opUnequal      operator = "!="
	opMatches      operator = "~"
	opMatchesNot   operator = "!~"
	opLess         operator = "<"
	opLessEqual    operator = "<="
	opGreater      operator = ">"
	opGreaterEqual operator = ">="
)

// NeedsRetained reports whether the query asks for retained sizes.
func (q *Query) NeedsRetained() bool {
	return q.root.any(func(t *test) bool { return t.field.retained })
}

// ReadsValues reports whether the query asks for strings or numbers of the
// program: whoever may ask it can guess them.
func (q *Query) ReadsValues() bool {
	return q.root.any(func(t *test) bool { return t.field.values })
}

func (n *node) any(f func(*test) bool) bool {
	if n.test != nil && f(n.test) {
		return true
	}
	for i := range n.of {
		if n.of[i].any(f) {
			return true
		}
	}
	return false
}

// Filter makes the query a filter of a heap. sizes may be nil if the query does
// not need them.
func (q *Query) Filter(ctx context.Context, h *heap.Heap, sizes Retained) (Filter, error) {
	if sizes == nil && q.NeedsRetained() {
		return nil, errors.New("the query needs retained sizes")
	}
	e := &evaluation{h: h, sizes: sizes, lexicals: map[string]map[heap.SV]bool{}}
	var failed error
	q.root.any(func(t *test) bool {
		if t.field.lexical && e.lexicals[t.value] == nil {
			e.lexicals[t.value], failed = lexicalsOf(ctx, h, t.value)
		}
		return failed != nil
	})
	if failed != nil {
		return nil, failed
	}
	return func(_ *heap.Heap, sv heap.SV) (heap.SV, Note, bool, error) {
		e.note = nil
		ok, err := e.holds(&q.root, sv, true)
		return sv, e.note, ok && err == nil, err
	}, nil
}

// lexicalsOf gives the variables of a name in all pads.
func lexicalsOf(ctx context.Context, h *heap.Heap, name string) (map[heap.SV]bool, error) {
	named, err := lexical(filterInput{arg: name, set: map[string]string{"inactive": ""}})
	if err != nil {
		return nil, err
	}
	found := map[heap.SV]bool{}
	err = Find(ctx, h, []Filter{named}, func(m Match) bool {
		found[m.SV] = true
		return true
	})
	return found, err
}

// evaluation is a query at work.
type evaluation struct {
	h        *heap.Heap
	sizes    Retained
	lexicals map[string]map[heap.SV]bool // by the name that is asked for
	note     Note                        // on the SV at hand
}

// holds decides a part of a query for an SV; told notes what made it hold.
func (e *evaluation) holds(n *node, sv heap.SV, told bool) (bool, error) {
	switch n.join {
	case joinNot:
		ok, err := e.holds(&n.of[0], sv, false)
		return !ok, err
	case joinAnd, joinOr:
		for i := range n.of {
			if ok, err := e.holds(&n.of[i], sv, told); err != nil || ok == (n.join == joinOr) {
				return ok, err
			}
		}
		return n.join == joinAnd, nil
	}
	ok, note, err := n.test.holds(e, sv)
	if ok && told && note != nil {
		if e.note != nil {
			e.note = append(e.note, partWords(", "))
		}
		e.note = append(e.note, note...)
	}
	return ok, err
}

// holds decides a test. What an SV does not have passes none.
func (t *test) holds(e *evaluation, sv heap.SV) (bool, Note, error) {
	v, ok, err := t.field.of(e, t, sv)
	if err != nil || !ok {
		return false, nil, err
	}
	switch t.field.kind {
	case fieldFlag:
		return true, nil, nil
	case fieldText:
		switch t.op {
		case opMatches:
			ok = t.pattern.MatchString(v.text)
		case opMatchesNot:
			ok = !t.pattern.MatchString(v.text)
		default:
			ok = (v.text == t.value) == (t.op == opEqual)
		}
	default:
		ok = t.op.allows(t.number.compare(v))
	}
	return ok, v.note, nil
}

// allows reports whether an operator allows an order: below 0 if the left side
// is less, above if it is more; unordered for what is no number.
func (o operator) allows(order int) bool {
	switch o {
	case opEqual:
		return order == 0
	case opUnequal:
		return order != 0
	case opLess:
		return order == -1
	case opLessEqual:
		return order == -1 || order == 0
	case opGreater:
		return order == 1
	case opGreaterEqual:
		return order == 1 || order == 0
	}
	return false
}

// unordered is the order of what is no number.
const unordered = 2
