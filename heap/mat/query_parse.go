package mat

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/perlheap/perlheap/heap/text"
)

// What a query may be at most. A person writes far less.
const (
	maxQuery  = 10_000 // bytes
	maxNested = 100    // parentheses and nots in each other
	// Compiled, a regular expression can be 100,000 times as long as written.
	maxPatterns = 20
	maxPattern  = 1000 // bytes
)

// ParseQuery reads a query. An error is a [QueryError].
func ParseQuery(query string) (*Query, error) {
	p := &queryParser{query: query}
	if len(query) > maxQuery {
		return nil, p.wrong(0, "the query is longer than %d bytes", maxQuery)
	}
	if !utf8.ValidString(query) {
		return nil, p.wrong(len(query)-len(strings.TrimLeftFunc(query, func(r rune) bool { return r != utf8.RuneError })), "this is not UTF-8")
	}
	root, err := p.or(0)
	if err != nil {
		return nil, err
	}
	if p.blanks(); p.at < len(query) {
		if query[p.at] == ')' {
			return nil, p.wrong(p.at, "this ) closes nothing")
		}
		return nil, p.wrong(p.at, "and or or is missing before %s", quoted(p.peek()))
	}
	return &Query{root}, nil
}

// queryParser reads a query from left to right, one function for each level of
// the grammar:
//
//	or   = and { "or" and }
//	and  = not { "and" not }
//	not  = "not" not | "(" or ")" | test
//	test = field [ operator value ]
type queryParser struct {
	query    string
	at       int // byte
	patterns int
}

func (p *queryParser) wrong(at int, format string, args ...any) error {
	return &QueryError{Query: p.query, Column: utf8.RuneCountInString(p.query[:at]) + 1, Message: fmt.Sprintf(format, args...)}
}

func quoted(word string) string {
	if word == "" {
		return "the end"
	}
	return `"` + text.Safe(word) + `"`
}

func (p *queryParser) blanks() {
	p.at += len(p.query[p.at:]) - len(strings.TrimLeftFunc(p.query[p.at:], unicode.IsSpace))
}

// word is the name or the keyword that comes next, without reading it; empty
// for anything else.
func (p *queryParser) word() string {
	p.blanks()
	rest := p.query[p.at:]
	end := strings.IndexFunc(rest, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '_' && r != '-' })
	if end < 0 {
		end = len(rest)
	}
	return rest[:end]
}

// peek is what comes next, for an error.
func (p *queryParser) peek() string {
	if word := p.word(); word != "" {
		return word
	}
	for _, r := range p.query[p.at:] {
		return string(r)
	}
	return ""
}

// keyword reads a keyword, if it comes next.
func (p *queryParser) keyword(k string) bool {
	word := p.word()
	if !strings.EqualFold(word, k) {
		return false
	}
	p.at += len(word)
	return true
}

func (p *queryParser) or(depth int) (node, error) {
	return p.joined("or", joinOr, depth, func(depth int) (node, error) { return p.joined("and", joinAnd, depth, p.not) })
}

// joined reads what a keyword joins.
func (p *queryParser) joined(keyword string, join joining, depth int, next func(depth int) (node, error)) (node, error) {
	first, err := next(depth)
	all := []node{first}
	for err == nil && p.keyword(keyword) {
		var n node
		n, err = next(depth)
		all = append(all, n)
	}
	if len(all) == 1 {
		return first, err
	}
	return node{join: join, of: all}, err
}

func (p *queryParser) not(depth int) (node, error) {
	p.blanks()
	if depth > maxNested {
		return node{}, p.wrong(p.at, "parentheses and nots are nested more than %d deep", maxNested)
	}
	from := p.at
	switch {
	case p.keyword("not"):
		n, err := p.not(depth + 1)
		return node{join: joinNot, of: []node{n}}, err
	case strings.HasPrefix(p.query[p.at:], "("):
		p.at++
		n, err := p.or(depth + 1)
		if err != nil {
			return n, err
		}
		if p.blanks(); !strings.HasPrefix(p.query[p.at:], ")") {
			if p.at == len(p.query) {
				return n, p.wrong(from, "this ( is not closed")
			}
			return n, p.wrong(p.at, "and, or or ) is missing before %s", quoted(p.peek()))
		}
		p.at++
		return n, nil
	}
	t, err := p.test()
	return node{test: t}, err
}

func (p *queryParser) test() (*test, error) {
	name := p.word()
	from := p.at
	known := FieldNames()
	i := slices.IndexFunc(queryFields, func(f queryField) bool { return strings.EqualFold(f.name, name) })
	switch {
	case i < 0 && (name == "" || strings.EqualFold(name, "and") || strings.EqualFold(name, "or")):
		return nil, p.wrong(from, "a field is missing before %s; there are %s", quoted(p.peek()), strings.Join(known, ", "))
	case i < 0:
		meant := ""
		if near := text.Nearest(strings.ToLower(name), known); near != "" {
			meant = " did you mean " + near + "?"
		}
		return nil, p.wrong(from, "there is no field %s;%s there are %s", quoted(name), meant, strings.Join(known, ", "))
	}
	p.at += len(name)
	t := &test{field: &queryFields[i]}
	p.blanks()
	from = p.at
	op, err := p.operator()
	if err != nil {
		return nil, err
	}
	possible := t.field.operators()
	switch {
	case t.field.kind == fieldFlag && op == "":
		return t, nil
	case t.field.kind == fieldFlag:
		return nil, p.wrong(from, "%s is true or false, and is compared with nothing: %s, or not %s", t.field.name, t.field.name, t.field.name)
	case op == "":
		return nil, p.wrong(from, "an operator is missing after %s: %s", t.field.name, join(possible))
	case !slices.Contains(possible, op):
		return nil, p.wrong(from, "%s is compared with %s, not with %s", t.field.name, join(possible), op)
	}
	t.op = op
	p.blanks()
	from = p.at
	if t.value, err = p.value(t); err != nil {
		return nil, err
	}
	return t, p.understand(t, from)
}

func join(all []operator) string {
	words := make([]string, len(all))
	for i, o := range all {
		words[i] = string(o)
	}
	return strings.Join(words, " ")
}

// operators of a query, those first that others are a beginning of. What Perl
// calls == and =~ is understood too.
var operatorWords = []struct {
	word string
	op   operator
}{
	{"==", opEqual}, {"=~", opMatches}, {"!=", opUnequal}, {"!~", opMatchesNot}, {"<=", opLessEqual}, {">=", opGreaterEqual},
	{"=", opEqual}, {"~", opMatches}, {"<", opLess}, {">", opGreater},
}

// operator reads an operator; it is empty if there is none.
func (p *queryParser) operator() (operator, error) {
	for _, o := range operatorWords {
		if strings.HasPrefix(p.query[p.at:], o.word) {
			p.at += len(o.word)
			return o.op, nil
		}
	}
	if strings.HasPrefix(p.query[p.at:], "!") {
		return "", p.wrong(p.at, "! is no operator; there are = != ~ !~ < <= > >=, and not before a test")
	}
	return "", nil
}

// value reads a value, in quotes or not.
func (p *queryParser) value(t *test) (string, error) {
	rest := p.query[p.at:]
	if rest == "" {
		return "", p.wrong(p.at, "a value is missing after %s%s", t.field.name, t.op)
	}
	if quote := rest[0]; quote == '"' || quote == '\'' {
		return p.quoted(quote)
	}
	end := strings.IndexFunc(rest, func(r rune) bool { return unicode.IsSpace(r) || r == '(' || r == ')' })
	if end < 0 {
		end = len(rest)
	}
	if end == 0 {
		return "", p.wrong(p.at, "a value is missing after %s%s; one with parentheses stands in quotes", t.field.name, t.op)
	}
	p.at += end
	return rest[:end], nil
}

// quoted reads a value in quotes. A backslash before anything but a quote or a
// backslash stays, as regular expressions need it.
func (p *queryParser) quoted(quote byte) (string, error) {
	from := p.at
	var b strings.Builder
	for p.at++; p.at < len(p.query); p.at++ {
		c := p.query[p.at]
		switch {
		case c == quote:
			p.at++
			return b.String(), nil
		case c == '\\' && p.at+1 < len(p.query) && (p.query[p.at+1] == quote || p.query[p.at+1] == '\\'):
			p.at++
			c = p.query[p.at]
		}
		b.WriteByte(c)
	}
	return "", p.wrong(from, "this quote is not closed")
}

// understand makes of a value what its field takes.
func (p *queryParser) understand(t *test, from int) error {
	switch t.field.kind {
	case fieldText:
		if t.op != opMatches && t.op != opMatchesNot {
			return nil
		}
		if p.patterns++; p.patterns > maxPatterns {
			return p.wrong(from, "there are more than %d regular expressions", maxPatterns)
		}
		if len(t.value) > maxPattern {
			return p.wrong(from, "the regular expression is longer than %d bytes", maxPattern)
		}
		var err error
		if t.pattern, err = regexp.Compile(t.value); err != nil {
			return p.wrong(from, "the regular expression does not compile: %s", text.Safe(strings.TrimPrefix(err.Error(), "error parsing regexp: ")))
		}
	case fieldBytes:
		n, err := text.ParseBytes(t.value)
		if err != nil {
			return p.wrong(from, "%s is not a size, such as 4096, 64KiB or 1MB", quoted(t.value))
		}
		t.number = wholeNumber(n)
	case fieldCount:
		if t.number = parseNumber(t.value); !t.number.isWhole {
			return p.wrong(from, "%s is not a whole number, such as 1000", quoted(t.value))
		}
	case fieldNumber:
		if t.number = parseNumber(t.value); !t.number.readable {
			return p.wrong(from, "%s is not a number, such as 42, -1 or 0.5", quoted(t.value))
		}
	}
	return nil
}
