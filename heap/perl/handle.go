package perl

import (
	"regexp"
	"slices"
)

// Handle is what a file is read through, and what outlives the sub that does it. The
// functions that find one read the code of a text, which [CodeOf] returns.
type Handle struct {
	Variable string // without $, or a bare word; "" if only the field is named
	Field    string // of $self; "" for a variable of the file, or a bare word
}

// String is the handle as a program writes it.
func (h Handle) String() string {
	if h.Field != "" {
		return "{" + h.Field + "}"
	}
	return "$" + h.Variable
}

// maxHandle bounds how far behind a word its handle may end.
const maxHandle = 160

// ClosedHandle returns the handle that close, which ends at an offset, closes in a sub:
// a field of $self, a variable, or a bare word. A variable that the sub sets to a field
// comes with it. It is false if it is none of these.
func ClosedHandle(src []byte, at int, sub *Sub) (Handle, bool) {
	m := closedHandle.FindSubmatch(part(src, at, at+maxHandle))
	if m == nil {
		return Handle{}, false
	}
	body := part(src, sub.Body, sub.End)
	switch field, variable := string(m[1]), string(m[2]); {
	case field != "":
		h := Handle{Field: field}
		if of := regexp.MustCompile(`\$(\w+)\s*=\s*\$(?:self|this)->\{['"]?` + field + `\b`).FindSubmatch(body); of != nil {
			h.Variable = string(of[1])
		}
		return h, true
	case variable != "":
		h := Handle{Variable: variable}
		if of := regexp.MustCompile(`\$` + variable + `\s*=\s*\$(?:self|this)->\{['"]?(\w+)`).FindSubmatch(body); of != nil {
			h.Field = string(of[1])
		}
		return h, true
	}
	return Handle{Variable: string(m[3])}, true
}

// IsReadIn reports whether a sub reads from a handle.
func (h Handle) IsReadIn(src []byte, sub *Sub) bool {
	for _, name := range []string{h.Variable, h.Field} {
		if name != "" && regexp.MustCompile(`<\$?`+name+`>|\b(?:readline|read|sysread|getc|getlines?|getline_hr)\b[^;\n]*\b`+name+`\b|\b`+name+`\b['"]?\}?\s*->\s*(?:getlines?|getc|read)\b`).Match(part(src, sub.Body, sub.End)) {
			return true
		}
	}
	return false
}

// handleRead is a statement that reads from a handle.
var handleRead = regexp.MustCompile(`<\$(\w+)>|\$\w+\s*->\s*getline\w*\s*\(\s*\$(\w+)|\b(?:readline|getline(?:_\w+)?|read|sysread|getc)\s*\(?\s*(?:\$(?:self|this)->\{['"]?(\w+)['"]?\}|\$(\w+))|\$(?:self|this)->\{['"]?(\w+)['"]?\}\s*->\s*(?:getlines?|getc|read)\b|\$(\w+)\s*->\s*(?:getlines?|getc)\b`)

// maxHandles bounds how many handles of a sub are looked at.
const maxHandles = 8

// ReadHandles returns the handles that a part of a text reads from: variables, and fields
// of $self.
func ReadHandles(src []byte, from, to int) (all []Handle) {
	for _, m := range handleRead.FindAllSubmatch(part(src, from, to), -1) {
		h := Handle{Variable: string(m[1]) + string(m[2]) + string(m[4]) + string(m[6]), Field: string(m[3]) + string(m[5])}
		if len(all) < maxHandles && !slices.Contains(all, h) {
			all = append(all, h)
		}
	}
	return all
}

// HasName reports whether a text has a name between two offsets, as a word.
func HasName(src []byte, from, to int, name string) bool {
	return regexp.MustCompile(`\b` + regexp.QuoteMeta(name) + `\b`).Match(part(src, from, to))
}

var closedHandle = regexp.MustCompile(`^[\s(]*(?:delete[\s(]+)?(?:\$(?:self|this)->\{['"]?(\w+)['"]?\}|\$(\w+)\b|([A-Z_]+)\b)`)
