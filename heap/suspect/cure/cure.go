// Package cure writes the changes of a program's text that end a leak, where
// they are mechanical: a closure that captures what holds it gets a weak copy,
// one that calls itself gets __SUB__, a reference back to the owner is
// weakened. They are proposals for a person to read: the package cannot know
// who else was meant to keep an object alive.
//
// Nothing is proposed where the text leaves a doubt: a variable that is
// assigned elsewhere or declared again inside, a statement that does not begin
// its line, a text whose brackets do not match.
package cure

import (
	"bytes"
	"fmt"
	"regexp"
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/source"
	"github.com/perlheap/perlheap/heap/suspect"
)

// Edit replaces text[Start:End] by New.
type Edit struct {
	Start, End int
	New        string
}

// Cure is one proposal.
type Cure struct {
	Title string // for a menu: what it does
	Why   string // what to think of before taking it
	Edits []Edit // by Start, without overlaps
}

// Perl516 is the first perl with __SUB__, as pmat.Header.Perl counts.
const Perl516 = 5<<24 | 16<<16

// For proposes cures of a suspect in the text of its file as it is now; line is
// where the suspect is in it, perl the version that ran.
func For(x *suspect.Suspect, text []byte, line source.Line, perl uint32) []Cure {
	t := &target{text: text, file: source.Scan(text), line: line}
	if t.file.Broken {
		return nil
	}
	var c Cure
	var ok bool
	switch {
	case x.Kind == suspect.SelfSub && x.Class == "" && perl >= Perl516:
		c, ok = t.currentSub(x.Captured)
	case x.Kind == suspect.SelfSub && x.Class != "":
		c, ok = t.weakCopy(x.Captured)
	case x.Kind == suspect.Cycle && len(x.Field) == 1:
		c, ok = t.weakField(x.Field[0])
	}
	if !ok {
		return nil
	}
	slices.SortStableFunc(c.Edits, func(a, b Edit) int { return a.Start - b.Start })
	return []Cure{c}
}

// target is the text that is to change.
type target struct {
	text []byte
	file *source.File
	line source.Line
}

var scalarName = regexp.MustCompile(`^\$[A-Za-z_]\w*$`)

// closure finds the one anonymous sub on the line that uses a variable.
func (t *target) closure(name string) (int, bool) {
	found := -1
	for i := range t.file.Subs {
		s := &t.file.Subs[i]
		if s.Line != t.line || s.Kind != source.Anonymous || !t.mentions(i, name) {
			continue
		}
		if found >= 0 {
			return -1, false
		}
		found = i
	}
	return found, found >= 0
}

// mentions tells whether a sub or one inside it uses a variable.
func (t *target) mentions(sub int, name string) bool {
	for i := sub; i < len(t.file.Subs) && t.file.Subs[i].Start < t.file.Subs[sub].End; i++ {
		if slices.Contains(t.file.Subs[i].Uses, name) {
			return true
		}
	}
	return false
}

// declaration finds the declaration of a variable that a sub sees: the last
// one before it in the subs around it, or in the file. sub is where, -1 for the
// file.
func (t *target) declaration(sub int, name string) (v source.Variable, in int, ok bool) {
	at := t.file.Subs[sub].Start
	for in = t.file.Subs[sub].Parent; ; in = t.file.Subs[in].Parent {
		declares := t.file.Declares
		if in >= 0 {
			declares = t.file.Subs[in].Declares
		}
		for i := len(declares) - 1; i >= 0; i-- {
			if declares[i].Name == name && declares[i].Offset < at {
				return declares[i], in, true
			}
		}
		if in < 0 {
			return v, in, false
		}
	}
}

// declared counts the declarations of a name in a stretch of the text.
func (t *target) declared(name string, from, to int) int {
	n := 0
	count := func(vs []source.Variable) {
		for _, v := range vs {
			if v.Name == name && v.Offset >= from && v.Offset < to {
				n++
			}
		}
	}
	count(t.file.Declares)
	for i := range t.file.Subs {
		count(t.file.Subs[i].Declares)
	}
	return n
}

// scope is the stretch of the text in which a declaration in a sub can be
// used: to the end of the sub.
func (t *target) scope(in int) (end int) {
	if in < 0 {
		return t.file.End
	}
	return t.file.Subs[in].End
}

var (
	assigned  = regexp.MustCompile(`^\s*(?:=(?:[^=~>]|$)|(?:\*\*|\|\||&&|//|<<|>>|[-+*/.%x&|^])=|\+\+|--)`)
	destroyed = regexp.MustCompile(`(?:\bundef\s*\(?|\\|\+\+|--|\b(?:weaken|chomp|chop|local)\s*\(?)\s*$`)
)

// changes tells whether a use may change the variable, or hand it to what may.
func (t *target) changes(u source.Use) bool {
	if u.Quoted || u.Chain {
		return false
	}
	before := t.text[max(0, u.Start-40):u.Start]
	return assigned.Match(t.text[u.End:min(len(t.text), u.End+40)]) || destroyed.Match(before)
}

// indent gives what a line begins with, if nothing but blanks stands before an
// offset on its line.
func (t *target) indent(offset int) (string, bool) {
	start := bytes.LastIndexByte(t.text[:offset], '\n') + 1
	blank := t.text[start:offset]
	return string(blank), len(bytes.TrimLeft(blank, " \t")) == 0
}

// newline is what ends the lines of the text.
func (t *target) newline() string {
	if bytes.Contains(t.text, []byte("\r\n")) {
		return "\r\n"
	}
	return "\n"
}

// unused finds a name for a variable that the text does not have.
func (t *target) unused(name string) string {
	for n := 1; ; n++ {
		candidate := name
		if n > 1 {
			candidate = fmt.Sprintf("%s%d", name, n)
		}
		if !regexp.MustCompile(regexp.QuoteMeta(candidate[1:]) + `\b`).Match(t.text) {
			return candidate
		}
	}
}

var continues = regexp.MustCompile(`^(?:else|elsif|continue|when|default|package|sub|use|no|BEGIN|END)\b`)

// statement finds the statement around an offset that begins its line, so that
// another can be put before it.
func (t *target) statement(offset int) (s source.Statement, indent string, ok bool) {
	s, ok = source.StatementAt(t.text, offset)
	if !ok || continues.Match(t.text[s.Start:s.End]) {
		return s, "", false
	}
	indent, ok = t.indent(s.Start)
	return s, indent, ok
}

// pkg gives the package in force at an offset; nil for main without a
// statement.
func (t *target) pkg(offset int) *source.PackageRange {
	var found *source.PackageRange
	for i := range t.file.Packages {
		if p := &t.file.Packages[i]; p.Start <= offset && offset < p.End {
			found = p
		}
	}
	return found
}

// need is a `use` that a cure needs.
type need struct {
	use   string
	known *regexp.Regexp // what makes it needless
	// lexical tells that it holds for the block or file, not for the package.
	lexical bool
}

// require gives the edit that makes a name known at an offset: a `use` behind
// those that the package begins with. ok is false if it is known already.
func (t *target) require(offset int, n need) (e Edit, ok bool) {
	from, to := 0, t.file.End
	if p := t.pkg(offset); p != nil {
		from, to = p.Start, p.End
	} else if len(t.file.Packages) > 0 {
		to = t.file.Packages[0].Start
	}
	known := from
	if p := t.pkg(offset); n.lexical && (p == nil || !p.Block) {
		known = 0
	}
	if n.known.Match(withoutComments(t.text[known:to])) {
		return Edit{}, false
	}
	at, indent := -1, ""
	for _, m := range useLine.FindAllSubmatchIndex(t.text[from:to], -1) {
		if at >= 0 && bytes.ContainsAny(withoutComments(t.text[at:from+m[0]]), "{}") {
			break // behind the first code
		}
		at, indent = from+m[1], string(t.text[from+m[2]:from+m[3]])
	}
	switch {
	case at >= 0:
	case from > 0 || bytes.HasPrefix(t.text, []byte("package")):
		at = from + bytes.IndexByte(append(slices.Clone(t.text[from:to]), '\n'), '\n') + 1 // behind the line of the package
		at = min(at, len(t.text))
		if p := t.pkg(offset); p != nil && p.Block {
			indent = "    "
		}
	default:
		if at = 0; bytes.HasPrefix(t.text, []byte("#!")) {
			at = bytes.IndexByte(append(slices.Clone(t.text), '\n'), '\n') + 1
			at = min(at, len(t.text))
		}
	}
	return Edit{at, at, indent + n.use + t.newline()}, true
}

var useLine = regexp.MustCompile(`(?m)^([ \t]*)use\s+[\w:]+[^;{}]*;[ \t]*(?:#[^\n]*)?\r?\n`)

// withoutComments takes comments out, which may have anything.
func withoutComments(text []byte) []byte {
	return regexp.MustCompile(`(?m)(?:^|\s)#.*$`).ReplaceAll(text, nil)
}

var (
	weakenNeeded = need{use: "use Scalar::Util 'weaken';", known: regexp.MustCompile(`(?m)^\s*use\s+(?:Scalar::Util\b[^;]*\bweaken\b|builtin\b[^;]*\bweaken\b|v5\.(?:39|[4-9]\d)\b)|^\s*use\s+builtin\b[^;]*:5|(?:^|[^:\w$>&'"])weaken\s*[($]`)}
	subNeeded    = need{use: "use feature 'current_sub';", lexical: true, known: regexp.MustCompile(`(?m)^\s*use\s+(?:v5\.(?:1[6-9]|[2-9]\d)\b|5\.0(?:1[6-9]|[2-9]\d)\b|feature\b[^;]*(?:current_sub|:5\.(?:1[6-9]|[2-9]\d)|:all)|Modern::Perl\b|Mojo(?:licious)?::(?:Base|Lite)\b)`)}
)

// weakCopy lets a closure capture a weak copy of a variable that holds an
// object, and hold the object itself only while it runs.
func (t *target) weakCopy(name string) (c Cure, ok bool) {
	if !scalarName.MatchString(name) {
		return c, false
	}
	sub, ok := t.closure(name)
	if !ok {
		return c, false
	}
	s := &t.file.Subs[sub]
	declared, in, ok := t.declaration(sub, name)
	st, indent, isLine := t.statement(s.Start)
	if !ok || !isLine || declared.Offset >= st.Start || declared.Declarator == "field" || declared.Declarator == "our" {
		return c, false
	}
	if in != s.Parent && !t.encloses(in, s.Parent) || !t.initialised(declared) {
		return c, false
	}
	if t.declared(name, s.Body, s.End) > 0 || t.declared(name, declared.Offset, t.scope(in)) > 1 {
		return c, false // another variable of the name
	}
	uses, ok := source.UsesOf(t.text, name)
	if !ok {
		return c, false
	}
	for _, u := range uses {
		if u.Start > declared.Offset && u.Start < t.scope(in) && t.changes(u) {
			return c, false
		}
	}
	weak := t.unused("$weak_" + name[1:])
	c = Cure{
		Title: "Let the closure capture a weak copy of " + name,
		Why:   "The object then lives as long as others hold it, and the closure does nothing once it is gone.",
		Edits: []Edit{
			{st.Start, st.Start, fmt.Sprintf("weaken(my %s = %s);%s%s", weak, name, t.newline(), indent)},
			t.begin(s, fmt.Sprintf("my %s = %s or return;", name, weak)),
		},
	}
	if e, needed := t.require(s.Start, weakenNeeded); needed {
		c.Edits = append(c.Edits, e)
	}
	return c, true
}

// encloses tells whether a sub (-1 for the file) is around another one.
func (t *target) encloses(outer, inner int) bool {
	for inner >= 0 {
		if inner = t.file.Subs[inner].Parent; inner == outer {
			return true
		}
	}
	return false
}

var given = regexp.MustCompile(`^\$\w+\s*=[^=]|^[^;()]*\)\s*=[^=]`)

// initialised tells whether a variable gets its value where it is declared.
func (t *target) initialised(v source.Variable) bool {
	return v.Declarator == "signature" || given.Match(t.text[v.Offset:min(len(t.text), v.Offset+200)])
}

// begin puts a statement at the beginning of a sub's body, on a line of its own
// if the body has lines.
func (t *target) begin(s *source.Sub, statement string) Edit {
	at := s.Body + 1
	rest := t.text[at:s.End]
	blank := len(rest) - len(bytes.TrimLeft(rest, " \t\r\n"))
	if n := bytes.LastIndexByte(rest[:blank], '\n'); n >= 0 {
		indent := string(rest[n+1 : blank])
		return Edit{at + blank, at + blank, statement + t.newline() + indent}
	}
	return Edit{at, at, " " + statement}
}

// currentSub lets a closure that calls itself do so without capturing itself.
func (t *target) currentSub(name string) (c Cure, ok bool) {
	if !scalarName.MatchString(name) {
		return c, false
	}
	sub, ok := t.closure(name)
	if !ok {
		return c, false
	}
	s := &t.file.Subs[sub]
	declared, in, ok := t.declaration(sub, name)
	st, found := source.StatementAt(t.text, s.Start)
	if !ok || !found || t.declared(name, declared.Offset, t.scope(in)) > 1 {
		return c, false
	}
	// `$name = sub {...};` and nothing else.
	head := regexp.MustCompile(`^` + regexp.QuoteMeta(name) + `\s*=\s*$`)
	if !head.Match(t.text[st.Start:s.Start]) || strings.Trim(string(t.text[s.End:st.End]), " \t\r\n;") != "" {
		return c, false
	}
	uses, ok := source.UsesOf(t.text, name)
	if !ok {
		return c, false
	}
	c = Cure{
		Title: "Use __SUB__ for " + name + " inside the sub",
		Why:   "The closure then does not capture the variable that holds it. It lives as long as others hold it.",
	}
	for _, u := range uses {
		switch {
		case u.Start < declared.Offset || u.Start >= t.scope(in) || u.Start == st.Start:
		case u.Start <= s.Body || u.Start >= s.End:
			if assigned.Match(t.text[u.End:min(len(t.text), u.End+40)]) {
				return c, false // it may be another sub by then
			}
		case u.Quoted || u.Braced || u.Chain || t.changes(u) || t.innermost(u.Start) != sub:
			return c, false
		default:
			if !t.callsOrPasses(u) {
				return c, false
			}
			c.Edits = append(c.Edits, Edit{u.Start, u.End, "__SUB__"})
		}
	}
	if len(c.Edits) == 0 {
		return c, false
	}
	if e, needed := t.require(s.Start, subNeeded); needed {
		c.Edits = append(c.Edits, e)
	}
	return c, true
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

var (
	called = regexp.MustCompile(`^\s*->\s*\(`)
	passed = regexp.MustCompile(`^\s*[,);]`)
)

// callsOrPasses tells whether a use can be any expression.
func (t *target) callsOrPasses(u source.Use) bool {
	if before := bytes.TrimRight(t.text[:u.Start], " \t\r\n"); len(before) > 0 && strings.ContainsRune("&\\@%*{", rune(before[len(before)-1])) && !called.Match(t.text[u.End:]) {
		return false
	} else if len(before) > 0 && before[len(before)-1] == '&' {
		return false
	}
	return called.Match(t.text[u.End:]) || passed.Match(t.text[u.End:])
}

var (
	fieldStore = `^(\$\$?\w+\s*(?:->)?\s*\{\s*(?:%[1]s|'%[1]s'|"%[1]s")\s*\})\s*=\s*(?:\$\w+|shift|\$_\[\d+\]|\$\w+\s*(?:->)?\s*\{\s*['"]?\w+['"]?\s*\})\s*;$`
	newObject  = `^my\s+(\$\w+)\s*=\s*(?:bless\s*\(?\s*)?\{(?s:.*)(?:[{,\s])(?:%[1]s|'%[1]s'|"%[1]s")\s*=>\s*(?:\$\w+|\$\w+\s*(?:->)?\s*\{\s*['"]?\w+['"]?\s*\})\s*[,}]`
)

// weakField weakens a field behind the statement that sets it to what is held
// elsewhere.
func (t *target) weakField(key string) (c Cure, ok bool) {
	if !regexp.MustCompile(`^\w+$`).MatchString(key) {
		return c, false
	}
	start := t.file.LineStart(t.line)
	start += len(t.text[start:]) - len(bytes.TrimLeft(t.text[start:], " \t"))
	st, indent, ok := t.statement(start)
	if !ok {
		return c, false
	}
	statement := bytes.TrimRight(t.text[st.Start:st.End], " \t\r\n")
	field := ""
	if m := regexp.MustCompile(fmt.Sprintf(fieldStore, key)).FindSubmatch(statement); m != nil {
		field = string(m[1])
	} else if m := regexp.MustCompile(fmt.Sprintf(newObject, key)).FindSubmatch(statement); m != nil && bytes.HasSuffix(statement, []byte(";")) {
		field = fmt.Sprintf("%s->{%s}", m[1], key)
	} else {
		return c, false
	}
	after := bytes.TrimLeft(t.text[st.End:min(len(t.text), st.End+200)], " \t\r\n")
	if bytes.HasPrefix(after, []byte("weaken")) || bytes.HasPrefix(after, []byte("Scalar::Util::weaken")) {
		return c, false
	}
	c = Cure{
		Title: "Weaken " + field + " where it is set",
		Why:   "What it refers to then lives as long as others hold it.",
		Edits: []Edit{{st.End, st.End, t.newline() + indent + "weaken(" + field + ");"}},
	}
	if e, needed := t.require(st.Start, weakenNeeded); needed {
		c.Edits = append(c.Edits, e)
	}
	return c, true
}
