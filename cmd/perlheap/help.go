package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/perlheap/perlheap/heap/diagnose/handbook"
	"github.com/perlheap/perlheap/heap/text"
)

// newHelp describes a command; unlike cobra's own help it refuses unknown ones.
func newHelp() *cobra.Command {
	return &cobra.Command{
		Use:   "help [COMMAND|TOPIC] [PATTERN]",
		Short: "Describe a command or explain a topic, or list them all",
		Long: "help describes a command or explains a topic. help leaks explains all the ways in which\n" +
			"Perl programs leak; help leaks PATTERN explains one of them, such as closure-cycle.",
		Args: operands,
		ValidArgsFunction: func(cmd *cobra.Command, args []string, _ string) ([]string, cobra.ShellCompDirective) {
			if len(args) == 1 && args[0] == leaks {
				return handbook.Sections(), cobra.ShellCompDirectiveNoFileComp
			}
			if len(args) > 0 {
				return nil, cobra.ShellCompDirectiveNoFileComp
			}
			return helpNames(cmd.Root()), cobra.ShellCompDirectiveNoFileComp
		},
		RunE: func(cmd *cobra.Command, args []string) error {
			if len(args) == 0 {
				return cmd.Root().Help()
			}
			if len(args) == 2 {
				if args[0] != leaks {
					return usageError{fmt.Errorf("%q is one argument too many: only help leaks takes a second one", args[1])}
				}
				return helpOnPattern(cmd, args[1])
			}
			sub := subcommandOf(cmd.Root(), args[0])
			if sub == nil {
				return noCommand(cmd.Root(), args[0], sessionOf(cmd) != nil)
			}
			sub.InitDefaultHelpFlag()
			return sub.Help()
		},
	}
}

// noCommand says that a word is no command, and what was probably meant.
func noCommand(root *cobra.Command, word string, inShell bool) error {
	said := fmt.Sprintf("there is no command %q", word)
	if !inShell && strings.ContainsAny(word, "./") {
		said += " and no such dump"
	}
	list := "perlheap help"
	if inShell {
		list = "help"
	}
	if meant := text.Nearest(word, helpNames(root)); meant != "" {
		return usageError{fmt.Errorf("%s; did you mean %s? (%s lists all)", said, meant, list)}
	}
	return usageError{fmt.Errorf("%s; %s lists them", said, list)}
}

func commandNames(root *cobra.Command) []string {
	var names []string
	for _, sub := range root.Commands() {
		if sub.IsAvailableCommand() {
			names = append(names, sub.Name())
		}
	}
	return names
}

// helpNames returns the names of commands and topics.
func helpNames(root *cobra.Command) []string {
	names := commandNames(root)
	for i := range topics {
		names = append(names, topics[i].name)
	}
	return append(names, captureLayout)
}

// topicsLast makes cobra's list of help topics say how they are asked for.
func topicsLast(template string) string {
	return strings.NewReplacer(
		"Additional help topics:", "Topics (perlheap help TOPIC):",
		"{{rpad .CommandPath .CommandPathPadding}}", "{{rpad .Name .NamePadding}}",
	).Replace(template)
}

// noOption says that there is no such option, and what was probably meant.
func noOption(cmd *cobra.Command, err error) error {
	var unknown *pflag.NotExistError
	var invalid *pflag.InvalidValueError
	switch {
	case errors.As(err, &invalid) && invalid.GetFlag().Value.Type() == "duration":
		return usageError{fmt.Errorf("--%s %s is no time; give one such as 30s, 5m or 1h", invalid.GetFlag().Name, invalid.GetValue())}
	case !errors.As(err, &unknown):
		return usageError{err}
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	word := unknown.GetSpecifiedName()
	if group := unknown.GetSpecifiedShortnames(); group != "" {
		word = group // -wek is one long option with one dash, not three short ones
	}
	if meant := text.Nearest(word, names); len(word) > 1 && meant != "" {
		return usageError{fmt.Errorf("%w; did you mean --%s?", err, meant)}
	}
	return usageError{fmt.Errorf("%w; perlheap help %s lists the options", err, cmd.Name())}
}
