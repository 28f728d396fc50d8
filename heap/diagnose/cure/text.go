package cure

import (
	"bytes"
	"fmt"
	"slices"
	"sort"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// target is a text that is to change.
type target struct {
	text    []byte
	file    *perl.File
	toks    []perl.Token
	imports []use
	names   map[string]bool // of variables that edits declare
	weak    map[int]string  // the weak copies that they make before statements
}

// newTarget reads a text; false if its brackets or quotes do not match, or perl
// compiles parts of it as texts of their own.
func newTarget(text []byte) (*target, bool) {
	t := &target{text: text, file: perl.Scan(text), names: map[string]bool{}, weak: map[int]string{}}
	var ok bool
	if t.toks, ok = perl.Tokens(text); !ok || t.file.Broken || t.file.SelfLoaded > 0 {
		return nil, false
	}
	t.readImports()
	return t, true
}

// str is a token's text; empty for a token that there is none of.
func (t *target) str(i int) string {
	if i < 0 || i >= len(t.toks) {
		return ""
	}
	return string(t.text[t.toks[i].Start:t.toks[i].End])
}

// tok finds the token that an offset is in, else the next one.
func (t *target) tok(offset int) int {
	return sort.Search(len(t.toks), func(i int) bool { return t.toks[i].End > offset })
}

// open reports whether the bracket around token i is still open at token j.
func (t *target) open(i, j int) bool {
	for k := i; k <= j && k < len(t.toks); k++ {
		if t.toks[k].Depth < t.toks[i].Depth {
			return false
		}
	}
	return true
}

// blockEnd is the offset of the closing bracket around a token, or the end.
func (t *target) blockEnd(i int) int {
	if k := t.closer(i); k < len(t.toks) {
		return t.toks[k].Start
	}
	return t.file.End
}

// closer is the token that closes the bracket around a token.
func (t *target) closer(i int) int {
	for k := i; k < len(t.toks); k++ {
		if t.toks[k].Depth < t.toks[i].Depth {
			return k - 1
		}
	}
	if t.toks[i].Depth > 0 {
		return len(t.toks) - 1
	}
	return len(t.toks)
}

// tokens is a statement, by its first and last token.
type tokens struct {
	from, to  int
	semicolon bool // it has one
}

// statement finds the innermost statement that a token is in.
func (t *target) statement(i int) (s tokens, ok bool) {
	if i >= len(t.toks) {
		return s, false
	}
	depth := t.toks[i].Depth
	s.from = -1
	for k := i; k >= 0; k-- {
		depth = min(depth, t.toks[k].Depth)
		if t.toks[k].First && t.toks[k].Depth == depth {
			s.from = k
			break
		}
	}
	if s.from < 0 {
		return s, false
	}
	for k := s.from; k < len(t.toks); k++ {
		switch {
		case t.toks[k].Depth < depth, k > s.from && t.toks[k].Depth == depth && t.toks[k].First:
			return s, s.to >= i
		case t.toks[k].Depth == depth && t.str(k) == ";":
			s.to, s.semicolon = k, true
			return s, s.to >= i
		case t.toks[k].Depth == depth && strings.HasPrefix(t.str(k), "}"):
			return s, s.to >= i
		}
		s.to = k
	}
	return s, s.to >= i
}

// indent returns what a line begins with, if nothing but blanks stands before an
// offset on its line.
func (t *target) indent(offset int) (string, bool) {
	start := bytes.LastIndexByte(t.text[:offset], '\n') + 1
	if start == 0 && bytes.HasPrefix(t.text, bom) {
		start = len(bom)
	}
	blank := t.text[start:offset]
	return string(blank), len(bytes.TrimLeft(blank, " \t")) == 0
}

var bom = []byte("\xef\xbb\xbf")

// newline is what ends the lines of the text.
func (t *target) newline() string {
	if bytes.Contains(t.text, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// between is what stands between two statements, the second at an offset: a new
// line with its indent, or a blank if it does not begin its line.
func (t *target) between(offset int) string {
	if indent, ok := t.indent(offset); ok {
		return t.newline() + indent
	}
	return " "
}

// unused finds a name for a variable that the text does not have.
func (t *target) unused(name string) string {
	for n := 1; ; n++ {
		candidate := name
		if n > 1 {
			candidate = fmt.Sprintf("%s%d", name, n)
		}
		if !t.names[candidate] && !bytes.Contains(t.text, []byte(candidate[1:])) {
			t.names[candidate] = true
			return candidate
		}
	}
}

// begin puts a statement at the beginning of a sub's body, on a line of its own
// if the body has lines.
func (t *target) begin(s *perl.Sub, statement string) Edit {
	at := s.Body + 1
	rest := t.text[at:s.End]
	blank := len(rest) - len(bytes.TrimLeft(rest, " \t\r\n"))
	if n := bytes.LastIndexByte(rest[:blank], '\n'); n >= 0 && at+blank < s.End-1 && !strings.HasPrefix(string(rest[blank:]), "=") {
		return Edit{at + blank, at + blank, statement + t.newline() + string(rest[n+1:blank])}
	}
	return Edit{at, at, " " + statement}
}

// declared are the declarations of a name, by position.
func (t *target) declared(name string) []perl.Variable {
	var found []perl.Variable
	add := func(vs []perl.Variable) {
		for _, v := range vs {
			if v.Name == name {
				found = append(found, v)
			}
		}
	}
	add(t.file.Declares)
	for i := range t.file.Subs {
		add(t.file.Subs[i].Declares)
	}
	slices.SortFunc(found, func(a, b perl.Variable) int { return a.Offset - b.Offset })
	return found
}

// binding is the declaration that a name means at some place.
type binding struct {
	perl.Variable
	tok, end int // its token; the offset where its scope ends
	uses     []perl.Use
}

// bind finds the one declaration that a sub sees of a name. False if it is no
// plain variable of a block, or another of the name is declared where it is
// seen.
func (t *target) bind(sub int, name string) (b binding, ok bool) {
	s := &t.file.Subs[sub]
	at := t.tok(s.Start)
	all := t.declared(name)
	for _, v := range all {
		if v.Offset >= s.Start {
			break
		}
		k := t.tok(v.Offset)
		switch v.Declarator {
		case "signature":
			if in := t.signature(v.Offset); in >= 0 && t.file.Subs[in].Start < s.Start && s.Start < t.file.Subs[in].End {
				b, ok = binding{Variable: v, tok: k, end: t.file.Subs[in].End}, true
			}
		default:
			if t.open(k, at) {
				b, ok = binding{Variable: v, tok: k, end: t.blockEnd(k)}, v.Declarator == "my"
			}
		}
	}
	if !ok {
		return b, false
	}
	for _, v := range all {
		if v.Offset > b.Offset && v.Offset < b.end {
			return b, false
		}
	}
	uses, ok := perl.UsesOf(t.text, name)
	for _, u := range uses {
		if u.Start > b.Offset && u.Start < b.end {
			b.uses = append(b.uses, u)
		}
	}
	return b, ok
}

// signature is the sub in whose signature an offset is, -1 if in none.
func (t *target) signature(offset int) int {
	for i := range t.file.Subs {
		if s := &t.file.Subs[i]; s.Start < offset && offset < s.Body {
			return i
		}
	}
	return -1
}

// innermost is the sub that an offset is in, a block given to a function too:
// it may be a sub.
func (t *target) innermost(offset int) int {
	in := -1
	for i := range t.file.Subs {
		if s := &t.file.Subs[i]; s.Start < offset && offset < s.End {
			in = i
		}
	}
	return in
}

var assignments = []string{"++", "--", "**=", "||=", "&&=", "//=", "<<=", ">>=", "+=", "-=", "*=", "/=", ".=", "%=", "x=", "&=", "|=", "^="}

// assigns reports whether an assignment stands at an offset.
func (t *target) assigns(offset int) bool {
	rest := string(t.text[offset:min(len(t.text), offset+4)])
	if strings.HasPrefix(rest, "=") && len(rest) > 1 && !strings.ContainsRune("=~>", rune(rest[1])) {
		return true
	}
	return slices.ContainsFunc(assignments, func(op string) bool { return strings.HasPrefix(rest, op) })
}

// takers are what changes its argument, or takes a reference to it.
var takers = []string{"undef", "\\", "++", "--", "weaken", "Scalar::Util::weaken", "builtin::weaken", "unweaken", "chomp", "chop", "local", "for", "foreach", "lock", "read", "sysread"}

// changes reports whether a use may change the variable, or hand it to what may.
func (t *target) changes(u perl.Use) bool {
	if u.Quoted || u.Chain {
		return false
	}
	i := t.tok(u.Start)
	if i+1 < len(t.toks) && t.assigns(t.toks[i+1].Start) {
		return true
	}
	before := i - 1
	if t.str(before) == "(" {
		before--
	}
	if slices.Contains(takers, t.str(before)) {
		return true
	}
	// Part of a list that is assigned to.
	if k := t.closer(i); k < len(t.toks)-1 && t.str(k) == ")" && t.str(k+1) == "=" {
		return true
	}
	return false
}
