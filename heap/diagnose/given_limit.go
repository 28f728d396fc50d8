package diagnose

import (
	"fmt"
	"regexp"
	"strings"

	"github.com/perlheap/perlheap/heap/perl"
)

// limitNames are the names of arguments that say how much something may hold.
var limitNames = regexp.MustCompile(`^(?:max(?:_\w*)?|\w*_max|max(?:size|items|entries|length)|capacity|limit|\w+_limit|size_limit)$`)

// otherLimits are the words in such a name that say what else is limited: how often or how
// long something is tried, or how large one message may be.
var otherLimits = regexp.MustCompile(`(?:^|_)(?:redirects?|retry|retries|tries|attempts?|time|timeout|age|delay|interval|wait|rate|depth|level|line|message|requests?|process(?:es)?|workers?|servers?|child(?:ren)?|forks?)(?:_|$)`)

func limitsContents(name string) bool {
	return limitNames.MatchString(name) && !otherLimits.MatchString(name)
}

// givenLimit says where the program gives a module a limit for what its objects hold:
// CHI->new(max_size => 1000). "" if it does not, or if the class is the program's own,
// whose source shows what it does with it.
func (f *finder) givenLimit(class string) string {
	if class == "" || f.src.ownClass(class) {
		return ""
	}
	if s, ok := f.limiting(class); ok {
		return fmt.Sprintf("%s gives it a limit (%s)", f.src.place(s.text, s.line), s.name)
	}
	return ""
}

// limiting finds the argument by which the program limits what a module's objects hold.
func (f *finder) limiting(class string) (store, bool) {
	for _, t := range f.src.own {
		rec := t.record()
		for i := range rec.Calls {
			c := &rec.Calls[i]
			if !c.Method || c.Receiver.Root != perl.RootClass || len(c.Receiver.Steps) > 0 || !makes(c.Name) || !belongsTo(class, strings.TrimSuffix(c.Receiver.Name, "::")) {
				continue
			}
			from := upTo(rec.Stores, c.Start, func(s *perl.Store) int { return s.Start })
			for k := from; k < len(rec.Stores) && rec.Stores[k].Start < c.End; k++ {
				s := &rec.Stores[k]
				n := len(s.Target.Steps)
				if s.How == perl.StorePair && n > 0 && limitsContents(s.Target.Steps[n-1].Name) && s.Value.Kind != perl.ValueUndef {
					return store{text: t, at: s.At, line: s.Line, naming: naming{name: s.Target.Steps[n-1].Name}}, true
				}
			}
		}
	}
	return store{}, false
}

// belongsTo reports whether a class is the one that an object is made of, or belongs to it by
// its name, as CHI::Driver::Memory to CHI.
func belongsTo(class, made string) bool {
	return class == made || strings.HasPrefix(class, made+"::")
}
