package diagnose

import "strings"

// Kind is a way in which a heap grows.
type Kind string

// The kinds.
const (
	Cycle         Kind = "cycle"           // a cycle that nothing outside holds, of objects and data
	SelfSub       Kind = "closure cycle"   // such a cycle through a closure that captures what holds it
	Closures      Kind = "closures"        // a container collects closures
	Timers        Kind = "timers"          // the same, of an event loop's timers and watchers
	Chain         Kind = "chain"           // each closure or object keeps the previous one alive
	Entries       Kind = "container"       // a container collects objects, data or strings
	StaleWeakKeys Kind = "weak references" // a container keeps the entries of dead weak references
	Evals         Kind = "eval"            // string eval adds named subs to a package
	Text          Kind = "string"          // a string grows
	Foreign       Kind = "unreachable"     // nothing in the dump holds it, and it is no cycle: C code does, or did
)

// Code names a kind where only words joined by hyphens are possible, as codes
// of problems: closure-cycle. Closures are many-closures, the code of the problem
// that editors show when only the number of closures on a line is known.
func (k Kind) Code() string {
	if k == Closures {
		return ManyClosures
	}
	return strings.ReplaceAll(string(k), " ", "-")
}

// ManyClosures is the code of problems about lines with very many closures
// alive.
const ManyClosures = "many-closures"

// Kinds are all kinds.
func Kinds() []Kind {
	return []Kind{Cycle, SelfSub, Closures, Timers, Chain, Entries, StaleWeakKeys, Evals, Text, Foreign}
}
