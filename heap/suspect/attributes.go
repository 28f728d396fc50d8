package suspect

import (
	"regexp"
	"strings"
)

var (
	// attribute is a declaration in the way of Moose and its kin.
	attribute = regexp.MustCompile(`^\s*has\b`)
	// setter is a call of an accessor with a value.
	setter   = regexp.MustCompile(`^\s*` + word + `+\s*\(\s*[^)\s]`)
	returned = regexp.MustCompile(`\breturn\b\s*(.*)`)
)

// built finds the builder of an attribute, which makes its value when it is
// first asked for: the sub that is called like the attribute.
func (t *text) built(w wanted) []store {
	for _, sub := range t.file.Subs {
		if sub.Name != "_build_"+w.name && sub.Name != "_build"+w.name {
			continue
		}
		s := store{text: t, line: sub.Line, how: assigns, score: 7, name: w.name}
		for l := sub.Line; l <= sub.LastLine; l++ {
			if m := returned.FindStringSubmatch(t.line(l)); m != nil {
				s.value = m[1]
			}
		}
		return []store{s}
	}
	return nil
}

// sets tells whether an occurrence of a field's name is a call of its accessor
// with a value, and completes the store.
func (t *text) sets(w wanted, line string, from, to int, s *store) bool {
	args, ok := strings.CutPrefix(strings.TrimSuffix(line[from:to], "()")+line[to:], "->")
	if !ok || !setter.MatchString(args) {
		return false
	}
	_, s.value, _ = strings.Cut(args, "(")
	s.how, s.score = assigns, 2
	switch {
	case strings.Contains(s.value, w.name):
		s.score = 8
	case w.text && valueOrder(s.value) > -6:
		s.score = 7
	}
	return true
}
