package suspect

import (
	"regexp"
	"strings"

	"github.com/perlheap/perlheap/heap/source"
)

// bounded tells whether the source limits the size of the container that a
// store fills: a line that compares its size, anywhere in the file, or one
// that takes something out again in the sub of the store. A container that
// grows may still be filling up then, however many dumps show it.
func (s *store) bounded() bool {
	if s.name == "" {
		return false
	}
	name := regexp.QuoteMeta(s.name)
	size := regexp.MustCompile(`(?:\bkeys\b|\bscalar\b|\$#|@)[^;<>]*\b` + name + `\b[\s})]*[<>]=?\s*[\w$(]|[\w})]\s*[<>]=?\s*(?:keys\b|scalar\b|@)[^;<>]*\b` + name + `\b`)
	removes := regexp.MustCompile(`\b(?:` + s.takers() + `)\b[^;]*\b` + name + `\b`)
	from, to := s.sub()
	for i, line := range s.text.lines {
		if !strings.Contains(line, s.name) {
			continue
		}
		at := source.Line(i + 1)
		if size.MatchString(line) || at >= from && at <= to && removes.MatchString(line) {
			return true
		}
	}
	return false
}

// takers are the functions that limit what a store fills, as a pattern. What
// a sub pushes and pops is a stack: it is empty again at the end, and grows if
// the sub is left in between (die, next), so that its pop is no limit.
func (s *store) takers() string {
	if s.how == adds && !s.front {
		return "shift|splice|delete"
	}
	return "shift|pop|splice|delete"
}

// sub gives the lines of the sub that a store is in; none at the top.
func (s *store) sub() (from, to source.Line) {
	subs := s.text.file.SubsAt(s.line)
	if len(subs) == 0 {
		return 1, 0
	}
	sub := s.text.file.Subs[subs[0]]
	return sub.Line, sub.LastLine
}

// weakens tells whether the file weakens what is in the container.
func (s *store) weakens() bool {
	if s.weak {
		return true
	}
	if s.name == "" {
		return false
	}
	re := regexp.MustCompile(`\bweaken\b[^;]*\b` + regexp.QuoteMeta(s.name) + `\b`)
	for _, line := range s.text.lines {
		if re.MatchString(line) {
			return true
		}
	}
	return false
}
