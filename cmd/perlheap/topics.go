package main

import (
	_ "embed" // of the README
	"fmt"
	"io"
	"regexp"
	"strings"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/capture"
	"github.com/perlheap/perlheap/heap/diagnose/handbook"
	"github.com/perlheap/perlheap/heap/parquet"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/lsp"
)

//go:embed README.md
var readme string

// topic is something that help explains beside the commands. Its text is a
// section of a README, and stands nowhere else.
type topic struct {
	name    string
	short   string
	file    string // the README, from the top of the repository
	text    string // of the README
	heading string // of the section; empty for all of them
}

// leaks is the topic that is the handbook, of which help also shows sections.
const leaks = "leaks"

var topics = []topic{
	{"assistants", "Let an assistant look into dumps", "cmd/perlheap/README.md", readme, "Assistants"},
	{"ci", "Fail a build when a heap grows", "cmd/perlheap/README.md", readme, "CI"},
	{"compared", "What else there is, and what it is better for", "cmd/perlheap/README.md", readme, "Compared"},
	{"costs", "What each way to a dump costs: time, room, containers, systemd", "cmd/perlheap/README.md", readme, "Costs"},
	{"documents", "Explore a heap in an editor that has no extension", "lsp/README.md", lsp.README, "Heap documents"},
	{"dumps", "Get a dump, from outside or from inside", "cmd/perlheap/README.md", readme, "Dumps"},
	{"editors", "Which editors there are settings for", "lsp/README.md", lsp.README, "Editors"},
	{"emacs", "Settings for Emacs", "lsp/README.md", lsp.README, "Emacs"},
	{"features", "What the editor shows: lenses, suspects, cures, call hierarchy", "lsp/README.md", lsp.README, "What the editor shows"},
	{"files", "Which files are read", "lsp/README.md", lsp.README, "Which files are read"},
	{"fleet", "Query the dumps of many hosts with SQL", "heap/parquet/README.md", parquet.README, "Fleet"},
	{"fleet-releases", "Which line grew on how many hosts, and since which release", "heap/parquet/README.md", parquet.README, "Fleet over releases"},
	{"helix", "Settings for Helix", "lsp/README.md", lsp.README, "Helix"},
	{"index", "What is kept of large dumps to be fast the second time", "cmd/perlheap/README.md", readme, "Index"},
	{"json", "What --json prints", "cmd/perlheap/README.md", readme, "JSON"},
	{"kate", "Settings for Kate", "lsp/README.md", lsp.README, "Kate"},
	{leaks, "How Perl programs leak, how to be sure, and how to cure it", "heap/diagnose/handbook/README.md", handbook.Text, ""},
	{"limits", "What cannot be known", "cmd/perlheap/README.md", readme, "Limits"},
	{"made-of", "What a heap is made of: populations, the histogram, growth", "cmd/perlheap/README.md", readme, "What a heap is made of"},
	{"neovim", "Settings for Neovim", "lsp/README.md", lsp.README, "Neovim"},
	{"numbers", "What the numbers mean, and what they cannot mean", "cmd/perlheap/README.md", readme, "Numbers"},
	{"places", "How lines are found again when the source has changed", "cmd/perlheap/README.md", readme, "Places"},
	{"privacy", "What is shown, and to whom", "cmd/perlheap/README.md", readme, "Privacy"},
	{"profiles", "Flame graphs with go tool pprof", "cmd/perlheap/README.md", readme, "Profiles"},
	{"promises", "What you can rely on, and what tests it", "cmd/perlheap/README.md", readme, "Promises"},
	{"running", "Take dumps of running processes from an editor", "lsp/README.md", lsp.README, "Dumps of running processes"},
	{"series", "The course of a long-lived process, and its file", "cmd/perlheap/README.md", readme, "Series"},
	{"server", "The commands of the language server", "lsp/README.md", lsp.README, "Commands of the server"},
	{"settings", "The settings of the language server", "lsp/README.md", lsp.README, "Settings"},
	{"spark", "What Spark and Trino need to query the tables", "heap/parquet/README.md", parquet.README, "Spark and Trino"},
	{"troubleshooting", "What to do when something does not work", "cmd/perlheap/README.md", readme, "Troubleshooting"},
	{"vim", "Settings for Vim and Sublime Text", "lsp/README.md", lsp.README, "Vim and Sublime Text"},
}

// section returns the text of the topic, as Markdown.
func (t *topic) section() string {
	if t.heading == "" {
		return headings.ReplaceAllString(t.text, "$1")
	}
	_, text, ok := strings.Cut(t.text, "\n## "+t.heading+"\n")
	if !ok {
		return ""
	}
	text, _, _ = strings.Cut(text, "\n## ")
	return text
}

// newLayoutTopic makes the topic that is a program in C, to be compiled.
func newLayoutTopic() *cobra.Command {
	cmd := &cobra.Command{Use: captureLayout, Short: "A program in C that makes a table of offsets for capture --layout"}
	cmd.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		program, err := capture.LayoutProgram()
		if err == nil {
			_, err = io.WriteString(cmd.OutOrStdout(), program)
		}
		if err != nil {
			cmd.PrintErrln("perlheap:", err)
		}
	})
	return cmd
}

// captureLayout is the topic that newLayoutTopic makes.
const captureLayout = "capture-layout"

// headings are those of Markdown. A terminal shows their words.
var headings = regexp.MustCompile(`(?m)^#+ (.*)$`)

// newTopic makes what cobra lists as a help topic: a command that does not run.
func newTopic(t *topic) *cobra.Command {
	cmd := &cobra.Command{Use: t.name, Short: t.short}
	cmd.SetHelpFunc(func(cmd *cobra.Command, _ []string) {
		if err := pageText(cmd, t.section(), t.file); err != nil {
			cmd.PrintErrln("perlheap:", err)
		}
	})
	return cmd
}

// pageText shows the Markdown of a file as plain text.
func pageText(cmd *cobra.Command, markdown, file string) error {
	return newCall(cmd, false).page(func(w io.Writer) error {
		_, err := io.WriteString(w, plainText(markdown, file))
		return err
	})
}

// helpOnPattern shows the section of the handbook on a way in which Perl programs
// leak.
func helpOnPattern(cmd *cobra.Command, name string) error {
	section, ok := handbook.Section(name)
	if !ok {
		said := fmt.Sprintf("the handbook has nothing on %q", name)
		if meant := text.Nearest(name, handbook.Sections()); meant != "" {
			said += "; did you mean " + meant + "?"
		}
		return usageError{fmt.Errorf("%s; it has sections on %s", said, strings.Join(handbook.Sections(), ", "))}
	}
	return pageText(cmd, section, "heap/diagnose/handbook/README.md")
}
