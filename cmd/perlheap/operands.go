package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

// operand is a positional argument as the Use line of a command names it:
// SV, [START], DUMP... or [DUMP...].
type operand struct {
	name     string
	optional bool
	repeated bool
}

// operandsOf reads the Use line of a command: what follows its name, up to a
// required option or an alternative.
func operandsOf(use string) []operand {
	var list []operand
	for _, word := range strings.Fields(use)[1:] {
		if word == "|" || strings.HasPrefix(word, "-") {
			break
		}
		inner, optional := strings.CutPrefix(word, "[")
		inner = strings.TrimSuffix(inner, "]")
		name, repeated := strings.CutSuffix(inner, "...")
		list = append(list, operand{name, optional, repeated})
	}
	return list
}

// operands checks the positional arguments of a command against its Use line.
// The error names what is missing, or the first that is one too many. In a shell
// nobody typed the dump, so the error does not mention it.
func operands(cmd *cobra.Command, args []string) error {
	list, usage := operandsOf(cmd.Use), cmd.UseLine()
	if s := sessionOf(cmd); s != nil {
		usage = strings.TrimPrefix(usage, cmd.Root().Name()+" ")
		if takesDump(cmd) && len(args) > 0 && args[0] == s.path {
			list, args = list[1:], args[1:]
			usage = strings.Replace(usage, " DUMP", "", 1)
		}
	}
	var missing []string
	taken, seen := 0, map[string]int{}
	for _, o := range list {
		seen[o.name]++
		switch {
		case o.repeated && taken < len(args):
			taken = len(args)
		case taken < len(args):
			taken++
		case !o.optional:
			missing = append(missing, ordinal(seen[o.name])+o.name)
		}
	}
	switch {
	case len(missing) > 1:
		return usageError{fmt.Errorf("%s are missing; usage: %s", strings.Join(missing, " and "), usage)}
	case len(missing) == 1:
		return usageError{fmt.Errorf("%s is missing; usage: %s", missing[0], usage)}
	case taken < len(args):
		return usageError{fmt.Errorf("%q is one argument too many; usage: %s", args[taken], usage)}
	}
	return nil
}

// ordinal distinguishes the second operand of a name from the first.
func ordinal(n int) string {
	if n > 1 {
		return "a second "
	}
	return ""
}

// takesDump reports whether the first operand of a command is the one dump
// that a shell has loaded. Those of a series are all named.
func takesDump(cmd *cobra.Command) bool {
	list := operandsOf(cmd.Use)
	return len(list) > 0 && list[0].name == "DUMP" && !ofSeries[cmd.Name()]
}
