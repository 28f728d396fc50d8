package suspect

import (
	"regexp"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// bounded tells whether the source limits the size of the container that a
// store fills: a line that compares its size, anywhere in the file, or one
// that takes something out again in the sub of the store. A container that
// grows may still be filling up then, however many dumps show it.
func (s *store) bounded() bool {
	if s.name == "" {
		return false
	}
	removes := s.takers()
	from, to := s.sub()
	for i, line := range s.text.lines {
		if !strings.Contains(line, s.name) {
			continue
		}
		at := perl.Line(i + 1)
		if has(line, s.name, sized, compared) || has(line, s.name, comparedTo, nil) || at >= from && at <= to && has(line, s.name, removes, nil) {
			return true
		}
	}
	return false
}

var (
	sized      = regexp.MustCompile(`(?:\bkeys\b|\bscalar\b|\$#|@)[^;<>]*$`)
	compared   = regexp.MustCompile(`^[\s})]*[<>]=?\s*(?:` + word + `|[$(])`)
	comparedTo = regexp.MustCompile(`(?:` + word + `|[})])\s*[<>]=?\s*(?:keys\b|scalar\b|@)[^;<>]*$`)
	takes      = regexp.MustCompile(`\b(?:shift|pop|splice|delete)\b[^;]*$`)
	takesFront = regexp.MustCompile(`\b(?:shift|splice|delete)\b[^;]*$`)
	weakening  = regexp.MustCompile(`\bweaken\b[^;]*$`)
)

// takers are the functions that limit what a store fills, as a pattern of what
// stands before it. What a sub pushes and pops is a stack: it is empty again at
// the end, and grows if the sub is left in between (die, next), so that its pop
// is no limit.
func (s *store) takers() *regexp.Regexp {
	if s.how == adds && !s.front {
		return takesFront
	}
	return takes
}

// sub gives the lines of the sub that a store is in; none at the top.
func (s *store) sub() (from, to perl.Line) {
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
	for _, line := range s.text.lines {
		if has(line, s.name, weakening, nil) {
			return true
		}
	}
	return false
}
