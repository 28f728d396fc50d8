package cure

import (
	"slices"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// Value says what a text stores as a reference.
type Value uint8

// What may be stored.
const (
	Unknown Value = iota
	Given         // an argument of the sub, or its object: the caller holds it
	Made          // made here: nothing else may hold it
)

// Store is a place of a text that sets a field.
type Store struct {
	Line  perl.Line
	Value Value
	// Self means that what is stored is the object of the sub, $self.
	Self bool
	// Attribute means that it is no store but `has name => (...)`; Accessor, that
	// it is in the sub of the field's name, whose callers give what is stored.
	Attribute, Accessor bool
	Package             string // that declares the attribute
	Role                bool   // the package is a role
	Sub                 int    // index of the sub in perl.File.Subs; -1 for none
}

// Stores finds where a text sets the field of a name: `$x->{name} = ...`,
// `name => ...` and `$x->name(...)`. None if its brackets do not match.
func Stores(text []byte, name string) []Store {
	if name == "" || !strings.Contains(string(text), name) {
		return nil
	}
	t, ok := newTarget(text)
	if !ok {
		return nil
	}
	var found []Store
	for i := range t.toks {
		value := -1
		switch word := t.str(i); {
		case isSubscript(word, name) && t.str(i+1) == "=":
			value = i + 2
		case (word == "'"+name+"'" || word == `"`+name+`"`) && t.str(i+1) == "}" && t.str(i+2) == "=":
			value = i + 3
		case (word == name || word == "'"+name+"'" || word == `"`+name+`"`) && t.str(i+1) == "=>":
			value = i + 2
		case word == name && t.str(i-1) == "->" && t.str(i+1) == "(" && t.str(i+2) != ")":
			value = i + 2
		}
		if at := t.toks[i].Start; value >= 0 {
			attribute := t.attribute(i)
			if attribute && !t.attributes(at) {
				continue // no store
			}
			s := Store{Attribute: attribute, Line: t.file.LineOf(at), Sub: t.file.EnclosingSub(t.innermost(at))}
			if attribute {
				s.Package = t.file.PackageAt(at)
				s.Role = t.imported(s.Package, roleModules)
			} else {
				s.Value, s.Self = t.valueAt(value)
			}
			if s.Sub >= 0 {
				of := t.file.Subs[s.Sub].Name
				s.Accessor = of == name || of == "set_"+name
			}
			found = append(found, s)
		}
	}
	return found
}

// attribute reports whether a name is that of `has name => (...)`.
func (t *target) attribute(i int) bool {
	return t.str(i-1) == "has" && t.toks[i-1].First || t.str(i-1) == "(" && t.str(i-2) == "has" && t.toks[i-2].First
}

// attributeModules have `weak_ref => 1` for what has declares.
var attributeModules = []string{"Moo", "Moo::Role", "Moose", "Moose::Role", "Mouse", "Mouse::Role"}

// roleModules are those of them that make the package a role.
var roleModules = []string{"Moo::Role", "Moose::Role", "Mouse::Role"}

// attributes reports whether the package at an offset has attributes of such a
// module.
func (t *target) attributes(offset int) bool {
	return t.imported(t.file.PackageAt(offset), attributeModules)
}

// imported reports whether a package uses one of some modules.
func (t *target) imported(pkg string, modules []string) bool {
	return slices.ContainsFunc(t.imports, func(u use) bool {
		return slices.Contains(modules, u.module) && !u.no && t.file.PackageAt(t.toks[u.tok].Start) == pkg
	})
}

// weakAttribute declares an attribute to be weak: has name => (..., weak_ref =>
// 1). All that sets it then weakens.
func (t *target) weakAttribute(line perl.Line, key string) (edits []Edit, ok bool) {
	if line <= 0 || int(line) > t.file.Lines() {
		return nil, false
	}
	for i := t.tok(t.file.LineStart(line)); i < len(t.toks) && t.file.LineOf(t.toks[i].Start) == line; i++ {
		if strings.Trim(t.str(i), `'"`) != key || !t.attribute(i) || t.str(i-1) != "has" || t.str(i+1) != "=>" || t.str(i+2) != "(" {
			continue
		}
		if !t.attributes(t.toks[i].Start) {
			return nil, false
		}
		close := t.closer(i + 3)
		if close >= len(t.toks) || close == i+3 {
			return nil, false
		}
		for k := i + 3; k < close; k++ {
			if t.str(k) == "weak_ref" || t.str(k) == "coerce" || t.str(k) == "lazy" || t.str(k) == "default" || t.str(k) == "builder" || t.str(k) == "lazy_build" {
				return nil, false // nothing else would hold what it makes
			}
		}
		last := t.toks[close-1]
		if t.str(close-1) == "," {
			return []Edit{{last.End, last.End, " weak_ref => 1,"}}, true
		}
		return []Edit{{last.End, last.End, ", weak_ref => 1"}}, true
	}
	return nil, false
}

// valueAt says what the expression at a token is.
func (t *target) valueAt(k int) (v Value, self bool) {
	ends := func(i int) bool {
		w := t.str(i)
		return w == "" || w == ";" || w == "if" || w == "unless" || w == "," || strings.HasPrefix(w, "}") || strings.HasPrefix(w, ")") || w == "]"
	}
	word := t.str(k)
	switch {
	case word == "shift" && (ends(k+1) || t.str(k+1) == "@_" || t.str(k+1) == "("):
		return Given, false
	case word == "$_" && t.str(k+1) == "[" && ends(k+4):
		return Given, false
	case strings.HasPrefix(word, "$") && ends(k+1):
		return t.variable(word, k, 0)
	case strings.HasPrefix(word, "$") && word != "$_":
		if _, next := t.subscripts(k + 1); next > k+1 && ends(next) {
			if strings.HasPrefix(t.str(k+1), "{") { // $args{parent}
				word = "%" + word[1:]
			}
			if v, _ := t.variable(word, k, 0); v == Given {
				return Given, false
			}
			return Unknown, false
		}
	}
	for i := k; i < len(t.toks) && t.toks[i].Depth >= t.toks[k].Depth && (i == k || !ends(i) || t.toks[i].Depth > t.toks[k].Depth); i++ {
		if t.str(i) == "bless" || t.str(i) == "->" && strings.HasPrefix(t.str(i+1), "new") || strings.HasPrefix(t.str(i), "new ") || t.str(i) == "new" {
			return Made, false
		}
	}
	return Unknown, false
}

// maxCopies bounds how many variables a value is followed through.
const maxCopies = 4

// variable says where the value of a variable came from that is used at a
// token.
func (t *target) variable(name string, at, copies int) (v Value, self bool) {
	self = name == "$self" || name == "$this"
	offset := t.toks[at].Start
	found := -1
	for _, d := range t.declared(name) {
		if d.Offset >= offset {
			break
		}
		if k := t.tok(d.Offset); d.Declarator == "signature" {
			if in := t.signature(d.Offset); in >= 0 && offset < t.file.Subs[in].End {
				return Given, self
			}
		} else if t.open(k, at) {
			found = k
		}
	}
	if found < 0 {
		if in := t.innermost(offset); self && in >= 0 && t.file.Subs[in].Kind == perl.Method {
			return Given, true
		}
		return Unknown, false
	}
	if t.str(found+1) != "=" {
		return Unknown, false
	}
	switch value := t.str(found + 2); {
	case value == "@_", value == "shift":
		return Given, self
	case value == "$_" && t.str(found+3) == "[":
		return Given, self
	case strings.HasPrefix(value, "$") && t.str(found+3) == ";" && copies < maxCopies:
		return t.variable(value, found+2, copies+1)
	}
	st, ok := t.statement(found)
	for k := found; ok && k <= st.to; k++ {
		if t.str(k) == "bless" || t.str(k) == "->" && strings.HasPrefix(t.str(k+1), "new") || t.str(k) == "->" && strings.HasPrefix(t.str(k+1), "SUPER::new") {
			if self {
				return Given, false // its own constructor, which gives it to the caller
			}
			return Made, false
		}
	}
	return Unknown, false
}

// weakField weakens a field behind the statement on a line that sets it to what
// others hold; field is what is weakened.
func (t *target) weakField(line perl.Line, key string) (edits []Edit, field string, ok bool) {
	if key == "" || line <= 0 || int(line) > t.file.Lines() {
		return nil, "", false
	}
	at := -1 // the key
	for i := t.tok(t.file.LineStart(line)); i < len(t.toks) && t.file.LineOf(t.toks[i].Start) == line; i++ {
		word := t.str(i)
		sets := isSubscript(word, key) && t.str(i+1) == "=" ||
			(word == "'"+key+"'" || word == `"`+key+`"`) && t.str(i+1) == "}" && t.str(i+2) == "=" ||
			(word == key || word == "'"+key+"'" || word == `"`+key+`"`) && t.str(i+1) == "=>"
		if !sets {
			continue
		}
		if at >= 0 {
			return nil, "", false
		}
		at = i
	}
	if at < 0 {
		return nil, "", false
	}
	st, ok := t.statement(at)
	if !ok || !st.semicolon {
		return nil, "", false
	}
	value := 0
	if t.str(at+1) == "=>" {
		value = at + 2
		// my $self = bless { ... key => $value ... }, $class;
		name, found := strings.CutPrefix(t.str(st.from), "my ")
		k := st.from + 2
		if name = strings.TrimSpace(name); !found || !strings.HasPrefix(name, "$") || t.str(st.from+1) != "=" {
			return nil, "", false
		}
		if t.str(k) == "bless" {
			if k++; t.str(k) == "(" {
				k++
			}
		}
		if t.str(k) != "{" || t.toks[at].Depth != t.toks[k].Depth+1 || t.closer(k+1) < at {
			return nil, "", false
		}
		// Behind the braces the class, and nothing that is conditional.
		for i := t.closer(k+1) + 1; i < st.to; i++ {
			if w := t.str(i); w == "if" || w == "unless" || w == "for" || w == "foreach" || w == "while" || w == "?" || w == "and" || w == "or" {
				return nil, "", false
			}
		}
		field = name + "->{" + key + "}"
	} else {
		// $child->{key} = $value;
		equals := at + 1
		if t.str(equals) == "}" {
			equals++
		}
		value = equals + 1
		k := st.from + 1
		if t.str(k) == "->" {
			k++
		}
		if from := t.str(st.from); !strings.HasPrefix(from, "$") || k != at && k != at-1 {
			return nil, "", false
		}
		if next := t.valueEnd(value); next != st.to {
			return nil, "", false
		}
		field = string(t.text[t.toks[st.from].Start:t.toks[equals-1].End])
	}
	if v, _ := t.valueAt(value); v != Given {
		return nil, "", false
	}
	if next := t.str(st.to + 1); strings.HasSuffix(next, "weaken") {
		return nil, "", false
	}
	weaken, more, ok := t.weakenCall(at)
	if !ok {
		return nil, "", false
	}
	start, end := t.toks[st.from].Start, t.toks[st.to].End
	edits, ok = merged(append([]Edit{{end, end, t.between(start) + weaken + "(" + field + ");"}}, more...))
	return edits, field, ok
}

// valueEnd is the token behind a plain value.
func (t *target) valueEnd(k int) int {
	switch {
	case t.str(k) == "shift" && t.str(k+1) == "@_":
		return k + 2
	case t.str(k) == "shift" && t.str(k+1) == "(" && t.str(k+2) == ")":
		return k + 3
	case t.str(k) == "$_" && t.str(k+1) == "[":
		return k + 4
	}
	return k + 1
}
