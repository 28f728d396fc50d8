package main

import (
	"slices"

	"github.com/spf13/pflag"

	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
)

// keysFlag is the option that shows all keys of hashes in output that is meant to
// be passed on.
type keysFlag struct{ all bool }

func (k *keysFlag) add(flags *pflag.FlagSet) {
	flags.BoolVar(&k.all, "keys", false, "show all hash keys, even those that may be secrets, and not only those that the source has as constants")
}

// keys returns the keys that may be told of a heap: those that the files that the
// process loaded, and that were found, have as constants.
func (k *keysFlag) keys(prog *site.Program) text.Keys {
	if k.all {
		return text.AllKeys
	}
	known := map[string]bool{}
	h := prog.Heap()
	names := []string{h.Process().Program()}
	for _, name := range h.Process().Inc() {
		names = append(names, name)
	}
	slices.Sort(names)
	for _, name := range slices.Compact(names) {
		if t := prog.TextOf(name); t != nil { // what others have is not told
			perl.Keys(t.Bytes, func(key string) { known[key] = true })
		}
	}
	return func(key string) bool { return known[key] }
}
