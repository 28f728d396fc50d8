package suspect

import (
	"regexp"
	"strings"

	"github.com/perlheap/perlheap/heap/path"
)

// bestEdgeStore chooses the line that sets a field to another object: a plain
// assignment or an entry of the constructor, before what changes it later.
func bestEdgeStore(lines []store) store {
	best, score := lines[0], -100
	for _, s := range lines {
		n := s.score - 10
		switch {
		case s.how == declares && s.value != "":
			n = 3 + valueOrder(s.value)
		case s.how == assigns || s.how == memoizes:
			n = 4 + valueOrder(s.value)
		case s.how == adds:
			n = 4
		}
		if s.weak {
			n -= 6
		}
		if n > score {
			best, score = s, n
		}
	}
	return best
}

var (
	plainVariable = regexp.MustCompile(`^\\?\$` + word + `+\s*(?:[,;)}]|$|(?:if|unless|or|and|//|\|\|)\b)`)
	argument      = regexp.MustCompile(`^(?:shift\b|\$_\[\d+\]|\$` + word + `+(?:->)?\{` + word + `+\}\s*[,;)}])`)
	made          = regexp.MustCompile(`->\s*(?:new|create|build|make|init)\w*\b|\bnew\s+[A-Z]`)
	empty         = regexp.MustCompile(`^(?:\[\s*\]|\{\s*\}|undef\b|''|""|0|1)`)
)

// valueOrder tells how much a value that is stored looks like one that came
// from outside, and so like a reference back, rather than one made here.
func valueOrder(value string) int {
	switch {
	case made.MatchString(value):
		return -4
	case plainVariable.MatchString(value):
		return 3
	case argument.MatchString(value):
		return 2
	case empty.MatchString(value):
		return -6
	}
	return 0
}

// backName tells whether a field is called as people call references back.
func backName(way []path.Step) int {
	for _, s := range way {
		if !s.IsName() {
			continue
		}
		name := strings.ToLower(strings.Trim(s.Text, "_"))
		for _, w := range []string{"parent", "owner", "up", "prev", "previous", "back", "backref", "container", "root", "top"} {
			if name == w || strings.HasSuffix(name, "_"+w) || strings.HasPrefix(name, w+"_") {
				return 2
			}
		}
	}
	return 0
}
