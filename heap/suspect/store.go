package suspect

import (
	"cmp"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
	words "github.com/perlheap/perlheap/heap/text"
)

// store is a line that may put something into a container.
type store struct {
	text  *text
	line  perl.Line
	how   storeKind
	score int
	weak  bool   // what is put there is weakened in the same statement
	front bool   // it is put there by unshift
	value string // what is put there, as far as it stands on the line
	name  string // of the variable or field, or of the second name that the line uses
}

type storeKind uint8

const (
	declares storeKind = iota // the variable is declared, or the field set up
	looks                     // a lookup through two subscripts, which makes the first entry
	assigns
	memoizes // //= and ||=
	adds     // push, unshift, splice
	appends  // .=
)

// wanted says what is looked for.
type wanted struct {
	name   string // of the variable, without sigil, or of the field
	sigil  byte   // of the variable; 0 for a field
	array  bool   // the container is an ARRAY
	text   bool   // it is a string
	nested int    // how many subscripts lead from the name to the container
}

// stores finds the lines that put something into what an owner names, the
// likeliest first.
func (f *finder) stores(o path.Path, array, isText bool) []store {
	tiers := f.textsOf(o)
	var found []store
	for step, w := range anchors(o) {
		w.array, w.text = array, isText
		for tier, texts := range tiers {
			for _, t := range texts {
				if t == nil {
					continue
				}
				for _, s := range t.stores(w) {
					s.score -= 3*tier + 2*step
					found = append(found, s)
				}
			}
		}
	}
	slices.SortStableFunc(found, func(a, b store) int { return -cmp.Compare(a.score, b.score) })
	return found
}

// anchors gives what a line may call a container by, the nearest name first:
// of {by}{user} of a class the field user, then the field by, and the variable
// at the end. A key may be data, so that the source has a variable for it.
func anchors(o path.Path) []wanted {
	var all []wanted
	way := o.Way()
	for i := len(way) - 1; i >= 0; i-- {
		if name := way[i].Text; name != "" && way[i].IsName() {
			all = append(all, wanted{name: name, nested: len(way) - 1 - i})
		}
	}
	if name := cmp.Or(o.Lexical(), o.Symbol()); name != "" && !strings.HasSuffix(name, "::") {
		w := wanted{sigil: name[0], name: name[1:], nested: len(way)}
		if i := strings.LastIndex(w.name, "::"); i >= 0 {
			w.name = w.name[i+2:]
		}
		if w.name != "" {
			all = append(all, w)
		}
	}
	return all
}

// textsOf gives the files in which an owner can be named, in tiers: the file
// of its sub, package or class; those of the classes it inherits from; all.
func (f *finder) textsOf(o path.Path) [][]*text {
	var first, second []*text
	if o.Lexical() != "" {
		if path := f.src.path(o.Start().At.File); path != "" {
			first = append(first, f.src.text(path))
		}
		if len(o.Way()) == 0 {
			return [][]*text{first} // nobody else sees the variable
		}
		return [][]*text{first, nil, without(f.src.own, first)}
	}
	pkg := o.Class()
	if i := strings.LastIndex(o.Symbol(), "::"); pkg == "" && i > 0 {
		pkg = o.Symbol()[1:i]
	}
	if pkg == "" {
		return [][]*text{nil, nil, f.src.own} // data without a name
	}
	for _, t := range f.src.own {
		if t.declares(pkg) {
			first = append(first, t)
		}
	}
	for _, base := range f.bases(o.Class()) {
		for _, t := range f.src.own {
			if t.declares(base) && !slices.Contains(first, t) {
				second = append(second, t)
			}
		}
	}
	return [][]*text{first, second, without(without(f.src.own, first), second)}
}

func without(all, some []*text) []*text {
	var rest []*text
	for _, t := range all {
		if !slices.Contains(some, t) {
			rest = append(rest, t)
		}
	}
	return rest
}

// bases gives the classes that a class inherits from, nearest first.
func (f *finder) bases(class string) []string {
	var all []string
	for next := []string{class}; len(next) > 0 && len(all) < maxNesting; next = next[1:] {
		isa, err := f.h.FindSymbol("@" + next[0] + "::ISA")
		if err != nil {
			continue
		}
		elems, _ := f.h.Elems(isa) // what is readable helps
		for _, e := range elems {
			if b, err := f.h.Text(e, 1<<10); err == nil && len(b) > 0 && !slices.Contains(all, words.Decode(b)) {
				all = append(all, words.Decode(b))
				next = append(next, words.Decode(b))
			}
		}
	}
	return all
}

// stores finds the lines of a text.
func (t *text) stores(w wanted) []store {
	var found []store
	for i, line := range t.lines {
		if !strings.Contains(line, w.name) {
			continue
		}
		at := perl.Line(i + 1)
		if w.declared(line) {
			s := store{text: t, line: at, how: declares, score: 1, value: afterArrow(line, w.name)}
			if attribute.MatchString(line) {
				s.value, s.weak = "", strings.Contains(line, "weak")
				found = append(found, t.built(w)...)
			}
			found = append(found, s)
		}
		for from, to := range w.uses(line) {
			if s, ok := t.use(w, line, from, to); ok {
				s.line = at
				found = append(found, s)
			}
			if alias := aliasBefore(line, from, to); alias != "" {
				found = append(found, t.aliased(w, alias, at)...)
			}
		}
	}
	return found
}

// use says what a line does with an occurrence of the name.
func (t *text) use(w wanted, line string, from, to int) (store, bool) {
	s := store{text: t, name: w.name, weak: strings.Contains(line[:from], "weaken")}
	before := line[:from]
	if m := addsTo.FindStringSubmatch(before); m != nil {
		if m[1] == "splice" && strings.Count(line[to:], ",") < 3 {
			return s, false // it takes out and puts nothing in
		}
		s.front = m[1] == "unshift"
		_, value, _ := strings.Cut(line[to:], ",")
		s.how, s.value, s.score = adds, value, 10
		if !w.array && w.nested == 0 && subscripts(line[to:]) == 0 {
			s.score = 4
		}
		return s, true
	}
	rest := line[to:]
	if w.sigil == 0 && t.sets(w, line, from, to, &s) {
		return s, true
	}
	n := subscripts(rest)
	rest = strings.TrimLeft(skipSubscripts(rest), " \t)}")
	op, value := assignment(rest)
	s.value = value
	sliced := w.sigil == '%' && line[from] == '@'
	switch {
	case op == ".=" && w.text:
		s.how, s.score = appends, 10
	case op == "" && s.weak && n > 0: // weaken($seen{$id}) after the store
		return s, false
	case op == "" && n >= 2 && !w.array && w.sigil != 0:
		s.how, s.score = looks, 2
	case op == "":
		return s, false
	case n > w.nested || sliced && n > 0:
		s.how, s.score = assigns, 9
		if op == "//=" || op == "||=" {
			s.how = memoizes
		}
		if op == "+=" || op == "-=" || op == "*=" || op == ".=" {
			s.score = 6 // may make an entry, and is more often a counter
		}
	case n == w.nested && strings.Contains(value, w.name):
		s.how, s.score = assigns, 8 // $self->{list} = [@{ $self->{list} }, $x]
	case w.text && n == 0:
		s.how, s.score = assigns, 3
	case n == 0 && (strings.HasPrefix(value, "[]") || strings.HasPrefix(value, "{}") || strings.HasPrefix(value, "()") || value == ""):
		s.how, s.score = declares, 0
	default:
		s.how, s.score = assigns, 2
	}
	return s, true
}

var (
	addsTo = regexp.MustCompile(`\b(push|unshift|splice)\b[\s(]*[@{\s]*(?:\$` + word + `+|(?:` + word + `|:)+)?(?:->|[\s{])*$`)
	alias  = regexp.MustCompile(`\bmy\s*\(?\s*\$(` + word + `+)\s*\)?\s*=\s*(?:\$` + word + `+|(?:` + word + `|:)+)?(?:->)?\s*\\?$`)
)

// aliasBefore gives the variable that the line makes a second name of the
// container: `my $list = $self->{list}`.
func aliasBefore(line string, from, to int) string {
	start := from
	for start > 0 && (line[start-1] == '$' || line[start-1] == '_' || line[start-1] >= utf8.RuneSelf || line[start-1] >= '0' && line[start-1] <= 'z' && line[start-1] != '=') {
		start--
	}
	m := alias.FindStringSubmatch(line[:start])
	if m == nil {
		return ""
	}
	return m[1]
}

// aliased finds what is put in through a second name, in the sub of its
// declaration.
func (t *text) aliased(w wanted, name string, at perl.Line) []store {
	end := perl.Line(len(t.lines))
	if subs := t.file.SubsAt(at); len(subs) > 0 {
		end = t.file.Subs[subs[0]].LastLine
	}
	var found []store
	nested := max(0, w.nested-subscripts(afterName(t.line(at), w.name)))
	for l := at + 1; l <= end; l++ {
		line := t.line(l)
		for from, to := range occurrences(line, name, false) {
			before := beforeScalar.FindStringIndex(line[:from])
			if before == nil {
				continue
			}
			to += behindVariable.FindStringIndex(line[to:])[1]
			inner := wanted{name: name, sigil: '$', array: w.array, text: false, nested: nested}
			if s, ok := t.use(inner, line, before[0], to); ok && s.score >= 6 {
				s.line, s.score = l, s.score-1
				found = append(found, s)
			}
		}
	}
	return found
}

func afterName(line, name string) string {
	_, rest, _ := strings.Cut(line, name)
	return strings.TrimLeft(rest, "'\"} \t")
}

// afterArrow gives what is behind `name =>`.
func afterArrow(line, name string) string {
	_, rest, _ := strings.Cut(line, name)
	rest = strings.TrimLeft(rest, "'\" \t")
	value, ok := strings.CutPrefix(rest, "=>")
	if !ok {
		return ""
	}
	return strings.TrimSpace(value)
}

// subscripts counts the subscripts that a text begins with.
func subscripts(text string) int {
	n := 0
	for {
		rest, ok := skipSubscript(text)
		if !ok {
			return n
		}
		n++
		text = rest
	}
}

func skipSubscripts(text string) string {
	for {
		rest, ok := skipSubscript(text)
		if !ok {
			return text
		}
		text = rest
	}
}

// skipSubscript skips one [...] or {...}, with the arrow before it. One that
// does not end on the line is no subscript.
func skipSubscript(text string) (string, bool) {
	t := strings.TrimLeft(text, " \t}")
	t = strings.TrimPrefix(t, "->")
	t = strings.TrimLeft(t, " \t")
	if t == "" || t[0] != '{' && t[0] != '[' {
		return text, false
	}
	depth := 0
	for i := range len(t) {
		switch t[i] {
		case '{', '[':
			depth++
		case '}', ']':
			if depth--; depth == 0 {
				return t[i+1:], true
			}
		}
	}
	return text, false
}

// assignment gives the operator that a text begins with, if it assigns, and
// what is assigned.
func assignment(text string) (op, value string) {
	for _, op := range []string{"//=", "||=", "&&=", "**=", "<<=", ">>=", "+=", "-=", "*=", "/=", ".=", "|=", "x=", "=", "++", "--"} {
		rest, ok := strings.CutPrefix(text, op)
		if !ok {
			continue
		}
		if op == "=" && rest != "" && strings.ContainsRune("=~>", rune(rest[0])) {
			return "", ""
		}
		return op, strings.TrimSpace(rest)
	}
	return "", ""
}
