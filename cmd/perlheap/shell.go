package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/ergochat/readline"
	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/perlheap/perlheap/heap"
)

func newShell() *cobra.Command {
	return &cobra.Command{
		Use:   "shell DUMP",
		Short: "Ask a dump many questions without loading it again",
		Long: "shell loads a dump and reads commands: the same as on the command line, without\n" +
			"DUMP. $_ stands for the SV that was last asked about. help lists the commands, more\n" +
			"continues a list that was cut, and exit or the end of input ends the shell. What\n" +
			"stands behind | is a command of the system, which reads the answer: lines | head.\n" +
			"perlheap DUMP does the same.",
		Example: "  perlheap shell worker.pmat\n  perlheap worker.pmat",
		Args:    operands,
		RunE:    func(cmd *cobra.Command, args []string) error { return runShell(cmd, args[0]) },
	}
}

// notInShell are the commands that make no sense when a dump is loaded.
var notInShell = map[string]bool{"shell": true, "lsp": true, "demo": true, "bench": true, "capture": true, "ps": true, "run": true, "watch": true, "completion": true}

// ofSeries are the commands for which all dumps must be named.
var ofSeries = map[string]bool{"counts": true, "diff": true, "leakreport": true}

func runShell(cmd *cobra.Command, path string) error {
	h, done, err := open(cmd, path)
	if err != nil {
		return err
	}
	defer done()
	s := &session{path: path, heap: h, last: heap.NoSV}
	in := cmd.InOrStdin()
	rl, err := readline.NewFromConfig(&readline.Config{
		Prompt: "perlheap> ", HistoryFile: historyFile(), AutoComplete: completer{s},
		Stdin: in, Stdout: cmd.OutOrStdout(), Stderr: cmd.ErrOrStderr(), HistoryLimit: 1000,
	})
	if err != nil {
		return fmt.Errorf("cannot read commands from the terminal: %w", err)
	}
	defer rl.Close()                               //nolint:errcheck // nothing is lost
	if err := outlive(cmd.Context()); err != nil { // an interrupt is for the command that is running
		return err
	}
	ended, stop := endOfShell(cmd)
	defer stop()
	defer context.AfterFunc(ended, func() {
		killAfter(killTime)
		time.Sleep(endTime) // of the command that is running
		_ = rl.Close()      // the terminal is as it was
		os.Exit(1)
	})()
	cmd.SetContext(ended)
	for {
		line, err := rl.ReadLine()
		switch {
		case errors.Is(err, readline.ErrInterrupt):
			continue // a line was given up
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("cannot read a command: %w", err)
		}
		line, program, piped := cutPipe(line)
		words, err := splitLine(line)
		if err == nil && len(words) > 0 {
			if words[0] == "exit" || words[0] == "quit" {
				return nil
			}
			if piped {
				err = s.pipe(cmd, words, program)
			} else {
				err = s.run(cmd, cmd.OutOrStdout(), words)
			}
		}
		if err != nil {
			fmt.Fprintf(cmd.ErrOrStderr(), "perlheap: %v\n", err)
		}
	}
}

// run runs one command; an interrupt ends it and not the shell.
func (s *session) run(cmd *cobra.Command, out io.Writer, words []string) error {
	if words[0] == "time" && len(words) > 1 && !wantsHelp(words[1:2]) {
		return timed(out, func() error { return s.run(cmd, out, words[1:]) })
	}
	switch more := s.more; {
	case words[0] == "more" && more == nil:
		return errors.New("there is no more: the last list was complete")
	case words[0] == "more":
		words = more
	case words[0] == "stop":
		s.more = nil
		return nil
	}
	s.more, s.running = nil, slices.Clip(slices.Clone(words))
	root := newRoot()
	root.SetIn(cmd.InOrStdin())
	root.SetOut(out)
	root.SetErr(cmd.ErrOrStderr())
	root.CompletionOptions.DisableDefaultCmd = true
	if f := cmd.Flags().Lookup(color); f != nil && f.Changed {
		_ = root.PersistentFlags().Set(color, f.Value.String()) // it was one of its values
	}
	for _, sub := range root.Commands() {
		sub.Hidden = sub.Hidden || notInShell[sub.Name()]
	}
	switch sub := subcommandOf(root, words[0]); {
	case words[0] == "help":
	case sub == nil:
		return noCommand(root, words[0], true)
	case sub.Hidden:
		return fmt.Errorf("%s is not a command of the shell", words[0])
	default:
		words = append([]string{words[0]}, twoDashes(sub, words[1:])...)
		if takesDump(sub) && !wantsHelp(words) {
			words = insertDump(sub, s.path, words)
		}
	}
	ctx, stop := signal.NotifyContext(withSession(cmd.Context(), s), os.Interrupt)
	defer stop()
	err := execute(ctx, root, words)
	if ctx.Err() != nil {
		return errors.New("interrupted")
	}
	return err
}

func wantsHelp(words []string) bool {
	for _, w := range words {
		if w == "--help" || w == "-h" {
			return true
		}
	}
	return false
}

// historyFile is where the lines of earlier shells are kept; empty where
// there is no place for it.
func historyFile() string {
	dir := os.Getenv("XDG_STATE_HOME")
	if dir == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			return ""
		}
		dir = filepath.Join(home, ".local", "state")
	}
	dir = filepath.Join(dir, "perlheap")
	if os.MkdirAll(dir, 0o700) != nil {
		return ""
	}
	history := filepath.Join(dir, "history")
	// Readline would create the file readable for others.
	if f, err := os.OpenFile(history, os.O_CREATE|os.O_RDWR, 0o600); err == nil {
		_ = errors.Join(f.Chmod(0o600), f.Close()) // as good as it gets
	}
	return history
}

// splitLine splits a line into words at spaces; quotes of either kind keep a word
// together, and nothing in them is special.
func splitLine(line string) ([]string, error) {
	var words []string
	var word strings.Builder
	quote, inWord := rune(0), false
	for _, r := range line {
		switch {
		case quote != 0 && r == quote:
			quote = 0
		case quote != 0:
			word.WriteRune(r)
		case r == '\'' || r == '"':
			quote, inWord = r, true
		case r == ' ' || r == '\t':
			if inWord {
				words = append(words, word.String())
				word.Reset()
			}
			inWord = false
		default:
			word.WriteRune(r)
			inWord = true
		}
	}
	if quote != 0 {
		return nil, fmt.Errorf("the quote %c is not closed", quote)
	}
	if inWord {
		words = append(words, word.String())
	}
	return words, nil
}

// completer completes commands, options, and SVs.
type completer struct{ s *session }

// Do returns the ends of the words that the last word of a line can become.
func (c completer) Do(line []rune, pos int) (ends [][]rune, length int) {
	before := string(line[:pos])
	begun := before[strings.LastIndexAny(before, " \t")+1:]
	first := strings.TrimSpace(before[:len(before)-len(begun)]) == ""
	root := newRoot()
	var list []string
	switch {
	case first:
		list = []string{"exit", "more", "stop"}
		for _, sub := range root.Commands() {
			if !notInShell[sub.Name()] {
				list = append(list, sub.Name())
			}
		}
	case strings.HasPrefix(begun, "-"):
		if sub, _, err := root.Find(strings.Fields(before)[:1]); err == nil {
			sub.Flags().VisitAll(func(f *pflag.Flag) { list = append(list, "--"+f.Name) })
		}
	default:
		list = names(c.s.heap, begun)
	}
	for _, name := range list {
		if end, ok := strings.CutPrefix(name, begun); ok {
			ends = append(ends, []rune(end+" "))
		}
	}
	return ends, len([]rune(begun))
}
