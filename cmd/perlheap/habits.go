package main

import (
	"context"
	"os"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/perlheap/perlheap/heap/mat"
)

// execute runs a command line, which may be written in the way of pmat.
func execute(ctx context.Context, root *cobra.Command, args []string) error {
	root.SetArgs(habitual(root, args))
	return root.ExecuteContext(ctx)
}

// habitual translates habits of pmat users for cobra: the dump before the command
// (perlheap worker.pmat largest), the option --quiet before both, and long options
// with one dash (-weak).
func habitual(root *cobra.Command, args []string) []string {
	words := args
	if len(words) > 1 && (words[0] == "-q" || words[0] == "--quiet" || words[0] == "-quiet") {
		words = words[1:]
	}
	if len(words) > 1 && subcommandOf(root, words[0]) == nil && isDump(words[0]) {
		words = dumpFirst(root, words[0], words[1:])
	}
	if len(words) == 0 {
		return words
	}
	sub := subcommandOf(root, words[0])
	if sub == nil {
		return words
	}
	return append([]string{words[0]}, twoDashes(sub, words[1:])...)
}

// dumpFirst moves a dump that is written before the command to where the command
// takes it.
func dumpFirst(root *cobra.Command, dump string, words []string) []string {
	if words[0] == "time" && len(words) > 1 {
		return append([]string{"time"}, dumpFirst(root, dump, words[1:])...)
	}
	sub := subcommandOf(root, words[0])
	switch {
	case sub == nil:
		return append([]string{dump}, words...) // the root says what is wrong
	case len(operandsOf(sub.Use)) == 0 || operandsOf(sub.Use)[0].name != "DUMP":
		return words
	}
	return insertDump(sub, dump, words)
}

// insertDump puts the path of a dump where the command line has it: before
// the first argument that is no option. Only the options of find end there,
// so it comes behind those.
func insertDump(sub *cobra.Command, dump string, words []string) []string {
	at := 1
	for at < len(words) && strings.HasPrefix(words[at], "-") {
		flag := lookUp(sub.Flags(), words[at])
		at++
		if flag != nil && flag.NoOptDefVal == "" && !strings.Contains(words[at-1], "=") && at < len(words) {
			at++
		}
	}
	out := append([]string{}, words[:at]...)
	return append(append(out, dump), words[at:]...)
}

// lookUp finds an option as it was written, with one dash or two.
func lookUp(flags *pflag.FlagSet, word string) *pflag.Flag {
	name, _, _ := strings.Cut(strings.TrimLeft(word, "-"), "=")
	if len(name) == 1 && !strings.HasPrefix(word, "--") {
		return flags.ShorthandLookup(name)
	}
	return flags.Lookup(name)
}

// twoDashes writes the long options of a command that have one dash with two,
// up to -- and, of find, up to the first filter: what follows is the filters'.
func twoDashes(sub *cobra.Command, words []string) []string {
	out := append([]string{}, words...)
	for i, word := range out {
		switch {
		case word == "--" || sub.Name() == "find" && mat.IsFilter(word):
			return out
		case len(word) < 3 || word[0] != '-' || word[1] == '-':
			continue
		}
		if name, _, _ := strings.Cut(word[1:], "="); len(name) > 1 && sub.Flags().Lookup(name) != nil {
			out[i] = "-" + word
		}
	}
	return out
}

// subcommandOf finds a command by its name or alias; nil if there is none.
func subcommandOf(root *cobra.Command, word string) *cobra.Command {
	for _, sub := range root.Commands() {
		if sub.Name() == word || sub.HasAlias(word) {
			return sub
		}
	}
	return nil
}

// isDump reports whether a word can be a dump: a file, a pipe, or standard
// input.
func isDump(word string) bool {
	if word == "-" {
		return true
	}
	info, err := os.Stat(word)
	return err == nil && !info.IsDir()
}
