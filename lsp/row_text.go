package lsp

import (
	"strings"

	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/lsp/session"
)

// rowOf writes an item for a narrow row: what it is, how much of the heap it takes,
// and how many came since the baseline.
func rowOf(v *session.View, i *session.Item) (what, amount string) {
	parts := brief(v, i, wording{name: words.Name, listed: true})
	what = parts[0]
	if i.Kind == site.KindObject {
		what = times(i.Count(), words.Name(i.Name))
	}
	return what, strings.Join(parts[1:], " · ")
}

// rowOfSuspect writes a suspect in the same way.
func rowOfSuspect(x *diagnose.Suspect) (what, amount string) {
	amounts := []string{x.Retained.String()}
	if len(x.Counts) > 1 {
		amounts = append(amounts, suspectGrowth(x))
	}
	return suspectWhat(x), strings.Join(amounts, " · ")
}

func suspectWhat(x *diagnose.Suspect) string {
	class, holder := words.Name(x.Class), words.Safe(x.Holder)
	if x.Counted != "" {
		return words.Count(x.Count) + " " + x.Counted + " of cycles"
	}
	switch x.Kind {
	case diagnose.SelfSub:
		return words.CountOf(x.Count, "closure in a cycle", "closures in cycles")
	case diagnose.Closures:
		return words.CountOf(x.Count, "closure", "closures")
	case diagnose.Timers:
		return words.CountOf(x.Count, "timer or watcher", "timers and watchers")
	case diagnose.Cycle:
		if class != "" {
			return times(x.Count, class) + " in cycles"
		}
		return words.CountOf(x.Count, "cycle", "cycles")
	case diagnose.Evals:
		return words.CountOf(x.Count, "evaluated sub", "evaluated subs")
	case diagnose.Text:
		if holder != "" {
			return "string in " + holder
		}
		return "string"
	case diagnose.StaleWeakKeys:
		return words.CountOf(x.Count, "entry of dead references", "entries of dead references")
	case diagnose.Chain:
		if class == "" {
			return words.CountOf(x.Count, "link of a chain", "links of a chain")
		}
	case diagnose.Entries:
		if class == "" && holder != "" {
			return times(x.Count, "entry of "+holder)
		}
	}
	if class != "" {
		return times(x.Count, class)
	}
	return words.CountOf(x.Count, "entry", "entries")
}

// times counts what has a name.
func times(n int, name string) string { return words.Count(n) + " × " + name }
