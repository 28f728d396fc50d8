package cure

import (
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// use is one `use` or `no`.
type use struct {
	tok, last int // its first token, and its semicolon
	no        bool
	module    string   // empty for a version
	minor     int      // of `use v5.36`: 36
	args      []string // literal ones
	unclear   bool     // there are others
}

// readImports finds every `use` of the code.
func (t *target) readImports() {
	for i := range t.toks {
		word := strings.Fields(t.str(i))
		if !t.toks[i].First || len(word) == 0 || word[0] != "use" && word[0] != "no" {
			continue
		}
		s, ok := t.statement(i)
		if !ok {
			continue
		}
		u := use{tok: i, last: s.to, no: word[0] == "no"}
		k := i + 1
		if len(word) > 1 {
			u.module = word[len(word)-1]
		} else {
			u.minor, k = t.version(i, s.to), s.to+1
		}
		for ; k <= s.to; k++ {
			u.argument(t.str(k))
		}
		t.imports = append(t.imports, u)
	}
}

// argument reads one token behind the name of a module.
func (u *use) argument(token string) {
	switch {
	case token == "," || token == ";" || token == "(" || token == ")" || token == "=>" || token == "-":
	case strings.HasPrefix(token, "qw"):
		if inside := strings.TrimSpace(token[2:]); len(inside) > 1 {
			u.args = append(u.args, strings.Fields(inside[1:len(inside)-1])...)
		}
	case token[0] == '\'' || token[0] == '"':
		u.args = append(u.args, token[1:len(token)-1])
		u.unclear = u.unclear || token[0] == '"' && strings.ContainsAny(token, "$@")
	case strings.Trim(token, "-.:_0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ") == "":
		u.args = append(u.args, token)
	default:
		u.unclear = true
	}
}

// version reads `v5.36`, `5.036` and `5.36.1` behind use: 36.
func (t *target) version(from, to int) int {
	text := string(t.text[t.toks[from].End:t.toks[to].Start])
	text = strings.TrimSpace(text)
	dotted := strings.HasPrefix(text, "v") || strings.Count(text, ".") > 1
	_, fraction, _ := strings.Cut(strings.ReplaceAll(strings.TrimPrefix(text, "v"), "_", ""), ".")
	digits := 3
	if dotted {
		fraction, _, _ = strings.Cut(fraction, ".")
		digits = len(fraction)
	}
	minor := 0
	for i := range digits {
		d := byte('0')
		if i < len(fraction) {
			d = fraction[i]
		}
		if d < '0' || d > '9' {
			break
		}
		minor = min(minor*10+int(d-'0'), 1000)
	}
	return minor
}

func (u *use) has(arg string) bool { return !u.no && slices.Contains(u.args, arg) }

// bundle is the number of the feature bundle among the arguments, :5.36.
func (u *use) bundle() int {
	for _, a := range u.args {
		if rest, ok := strings.CutPrefix(a, ":5."); ok {
			n := 0
			for i := 0; i < len(rest) && rest[i] >= '0' && rest[i] <= '9'; i++ {
				n = n*10 + int(rest[i]-'0')
			}
			return n
		}
	}
	return 0
}

// inEffect reports whether a lexical pragma holds at a token: it stands before
// it, in a block that is still open.
func (t *target) inEffect(u *use, at int) bool { return u.last < at && t.open(u.tok, at) }

// currentSub reports whether __SUB__ is a keyword at a token. added is where the
// feature would be switched on besides, -1 for nowhere.
func (t *target) currentSub(at, added int) bool {
	on := false
	for i := range t.imports {
		u := &t.imports[i]
		if added >= 0 && u.tok > added {
			if t.open(added, at) && added < at {
				on = true
			}
			added = -1
		}
		if !t.inEffect(u, at) {
			continue
		}
		switch {
		case u.module == "" && !u.no:
			on = u.minor >= 16
		case u.module == "feature" && u.no:
			on = on && len(u.args) > 0 && !slices.Contains(u.args, "current_sub") && !slices.Contains(u.args, ":all")
		case u.module == "feature":
			on = on || u.has("current_sub") || u.has(":all") || u.bundle() >= 16
		case u.module == "experimental":
			on = on || u.has("current_sub")
		}
	}
	return on || added >= 0 && added < at && t.open(added, at)
}

// weakenCall is how a reference is weakened at a token, and the edit that makes
// the function known, if any is needed.
func (t *target) weakenCall(at int) (name string, needed []Edit, ok bool) {
	offset := t.toks[at].Start
	pkg := t.file.PackageAt(offset)
	early := t.compiling(offset)
	loaded, qualified := false, ""
	quiet := t.quiet(at)
	for i := range t.imports {
		u := &t.imports[i]
		switch {
		case u.module == "builtin" && t.inEffect(u, at) && (u.has("weaken") || u.bundle() >= 39):
			if quiet {
				return "weaken", nil, true
			}
			qualified = "builtin::weaken"
		case u.module == "" && !u.no && u.minor >= 39 && t.inEffect(u, at):
			return "weaken", nil, true
		case u.module != "Scalar::Util" || u.no || early && u.last >= at:
		case t.file.PackageAt(t.toks[u.tok].Start) == pkg && u.has("weaken") && !slices.Contains(u.args, "-as"):
			return "weaken", nil, true
		default:
			loaded = true
		}
	}
	own := slices.ContainsFunc(t.file.Subs, func(s perl.Sub) bool {
		return s.Kind != perl.Block && (s.Name == "weaken" || strings.HasSuffix(s.Name, "::weaken"))
	})
	for i := range t.toks {
		switch word := t.str(i); {
		case t.str(i-1) == "->" || t.str(i+1) == "=>":
		case word == "Scalar::Util::weaken" || word == "builtin::weaken":
			qualified = word
		case word == "weaken" && qualified != "builtin::weaken" && !own && !early && (t.str(i+1) == "(" || strings.HasPrefix(t.str(i+1), "$") || strings.HasPrefix(t.str(i+1), "my ")) && t.file.PackageAt(t.toks[i].Start) == pkg && t.packaged(i):
			return "weaken", nil, true
		}
	}
	switch {
	case qualified == "builtin::weaken" && quiet:
		return qualified, nil, true
	case qualified != "" || own || t.renamed():
		if loaded {
			return "Scalar::Util::weaken", nil, true
		}
		e, ok := t.add("use Scalar::Util ();", at)
		return "Scalar::Util::weaken", []Edit{e}, ok
	}
	e, ok := t.add("use Scalar::Util 'weaken';", at)
	return "weaken", []Edit{e}, ok
}

// quiet reports whether perls before 5.40, where builtin::weaken is an experiment,
// say nothing about it at a token.
func (t *target) quiet(at int) bool {
	return slices.ContainsFunc(t.imports, func(u use) bool {
		if !t.inEffect(&u, at) {
			return false
		}
		switch u.module {
		case "warnings":
			return u.no && (len(u.args) == 0 && !u.unclear || slices.Contains(u.args, "experimental::builtin") || slices.Contains(u.args, "experimental"))
		case "experimental", "stable":
			return u.has("builtin")
		}
		return false
	})
}

// packaged reports whether a call of weaken can be of what an import gave to the
// package, and not of a lexical one of another block.
func (t *target) packaged(call int) bool {
	for i := range t.imports {
		u := &t.imports[i]
		if (u.module == "builtin" && (u.has("weaken") || u.bundle() >= 39) || u.module == "" && u.minor >= 39) && t.inEffect(u, call) {
			return false
		}
	}
	return true
}

// renamed reports whether weaken is imported under another name, so that its own
// may be meant for something else.
func (t *target) renamed() bool {
	return slices.ContainsFunc(t.imports, func(u use) bool {
		return slices.Contains(u.args, "weaken") && slices.Contains(u.args, "-as")
	})
}

// compiling reports whether an offset runs while the file is compiled: in a BEGIN
// block or a `use`.
func (t *target) compiling(offset int) bool {
	for i := range t.file.Subs {
		if s := &t.file.Subs[i]; s.Kind == perl.Phaser && s.Start < offset && offset < s.End && s.Name != "END" && s.Name != "INIT" {
			return true
		}
	}
	return slices.ContainsFunc(t.imports, func(u use) bool {
		return t.toks[u.tok].Start < offset && offset < t.toks[u.last].End
	})
}

// feature switches __SUB__ on at a token, if it is not.
func (t *target) feature(at int) (needed []Edit, ok bool) {
	if t.currentSub(at, -1) {
		return nil, true
	}
	e, ok := t.add("use feature 'current_sub';", at)
	if !ok {
		return nil, false
	}
	// In effect where it is needed, and not taken back by another `use`?
	if before := t.tok(e.Start) - 1; t.currentSub(at, max(before, 0)) {
		return []Edit{e}, true
	}
	s, ok := t.statement(at)
	if !ok {
		return nil, false
	}
	start := t.toks[s.from].Start
	return []Edit{{start, start, "use feature 'current_sub';" + t.between(start)}}, true
}

// add puts a `use` behind those that the package of a token begins with, else
// behind its package statement, else before the first code of the file; always
// before the statement of the token.
func (t *target) add(statement string, at int) (Edit, bool) {
	offset := t.toks[at].Start
	limit := offset
	if s, ok := t.statement(at); ok {
		limit = t.toks[s.from].Start
	}
	first, depth := 0, 0 // the first token of the package's code
	head := -1           // the package statement
	pkg := t.region(offset)
	if pkg != nil {
		head = t.tok(pkg.Start)
		first, depth = head+1, t.toks[head].Depth
		if pkg.Block {
			depth++
		} else {
			for first < len(t.toks) && t.str(first-1) != ";" {
				first++ // past the version and the semicolon
			}
			head = first - 1
		}
	}
	anchor := -1
	for i := range t.imports {
		u := &t.imports[i]
		if u.tok < first || t.toks[u.tok].Depth != depth {
			continue
		}
		if !t.heads(first, u.tok, depth) || t.toks[u.last].End > limit || t.str(u.last) != ";" {
			break
		}
		if !strings.Contains(string(t.text[t.toks[u.tok].Start:t.toks[u.last].End]), "<<") {
			anchor = u.last
		}
	}
	switch {
	case anchor >= 0:
		s, _ := t.statement(anchor)
		return t.behind(anchor, statement, t.indentOf(s.from)), true
	case head >= 0 && t.toks[head].End <= limit:
		indent := t.indentOf(t.tok(pkg.Start))
		if pkg.Block && first < len(t.toks) {
			if in, ok := t.indent(t.toks[first].Start); ok {
				indent = in
			}
		}
		return t.behind(head, statement, indent), true
	case len(t.toks) == 0 || t.toks[0].Start > limit:
		return Edit{}, false
	}
	start := t.toks[0].Start
	return Edit{start, start, statement + t.between(start)}, true
}

// region is the package statement in force at an offset; nil for none.
func (t *target) region(offset int) *perl.PackageRange {
	var found *perl.PackageRange
	for i := range t.file.Packages {
		if p := &t.file.Packages[i]; p.Start <= offset && offset < p.End {
			found = p
		}
	}
	return found
}

// heads reports whether nothing but `use`, `no` and declarations of package
// variables stands between two tokens.
func (t *target) heads(from, to, depth int) bool {
	for k := from; k < to; k++ {
		if !t.toks[k].First || t.toks[k].Depth != depth || t.str(k) == ";" {
			continue
		}
		word, _, _ := strings.Cut(t.str(k), " ")
		if word != "use" && word != "no" && word != "our" {
			return false
		}
	}
	return true
}

// indentOf is the indent of the line of a token.
func (t *target) indentOf(i int) string {
	start := t.file.LineStart(t.file.LineOf(t.toks[i].Start))
	if start == 0 && strings.HasPrefix(string(t.text), string(bom)) {
		start = len(bom)
	}
	end := start
	for end < len(t.text) && (t.text[end] == ' ' || t.text[end] == '\t') {
		end++
	}
	return string(t.text[start:end])
}

// behind puts a statement behind a token that ends one: on the next line, or on
// the same if more code is on it.
func (t *target) behind(i int, statement, indent string) Edit {
	end := t.toks[i].End
	line := t.file.LineOf(end - 1)
	if i+1 < len(t.toks) && t.file.LineOf(t.toks[i+1].Start) == line || int(line) == t.file.Lines() {
		return Edit{end, end, " " + statement}
	}
	at := t.file.LineStart(line + 1)
	return Edit{at, at, indent + statement + t.newline()}
}
