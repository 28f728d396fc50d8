package diagnose

import (
	"strings"

	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/perl"
)

// bestEdgeStore chooses the line that sets a field to another object: a plain
// assignment or an entry of the constructor rather than what changes it later.
func bestEdgeStore(lines []store) store {
	best, score := lines[0], -100
	for _, s := range lines {
		n := s.score - 10
		switch {
		case s.how == declares && s.value.End > 0:
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

// valueOrder rates how much a stored value looks as if it came from outside, and is
// thus a reference back, rather than made here.
func valueOrder(v perl.Value) int {
	switch t := v.Term; v.Kind {
	case perl.ValueCall:
		if t.Root == perl.RootCall && t.Name == "shift" && len(t.Steps) == 0 {
			return 2
		}
		for _, s := range t.Steps {
			if s.Kind == perl.StepMethod && makes(s.Name) {
				return -4
			}
		}
	case perl.ValueTerm, perl.ValueRef:
		switch {
		case t.Root == perl.RootVariable && len(t.Steps) == 0 && t.Sigil == '$':
			return 3
		case t.Root == perl.RootVariable && len(t.Steps) == 1 && (t.Steps[0].Kind == perl.StepKey && t.Steps[0].Name != "" || t.Name == "@_"):
			return 2
		}
	case perl.ValueUndef, perl.ValueNumber:
		return -6
	case perl.ValueString:
		if v.Text == "" {
			return -6
		}
	case perl.ValueArray, perl.ValueHash, perl.ValueList:
		if v.Empty {
			return -6
		}
	}
	return 0
}

// makes reports whether a method of this name makes an object.
func makes(name string) bool {
	for _, begin := range []string{"new", "create", "build", "make", "init"} {
		if strings.HasPrefix(name, begin) {
			return true
		}
	}
	return false
}

// backName reports whether a field has a name that is usual for references back.
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
