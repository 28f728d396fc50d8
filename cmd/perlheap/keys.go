package main

import (
	"github.com/spf13/pflag"

	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/text"
)

// keysFlag is the option that shows all keys of hashes in output that is meant to
// be passed on.
type keysFlag struct{ all bool }

func (k *keysFlag) add(flags *pflag.FlagSet) {
	flags.BoolVar(&k.all, "keys", false, "show all hash keys, even those that may be secrets, and not only those that the source has as constants")
}

// keys returns the keys that may be told of a heap.
func (k *keysFlag) keys(prog *site.Program) text.Keys {
	if k.all {
		return text.AllKeys
	}
	return prog.SourceKeys()
}
