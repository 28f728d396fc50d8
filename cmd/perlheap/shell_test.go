package main

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

func subcommand(t *testing.T, name string) *cobra.Command {
	t.Helper()
	sub, _, err := newRoot().Find([]string{name})
	if err != nil {
		t.Fatal(err)
	}
	return sub
}

// lines runs commands in a shell, which goes on after errors.
func (s *session) lines(t *testing.T, lines ...string) (stdout, stderr string) {
	t.Helper()
	var out, errs bytes.Buffer
	cmd := newRoot()
	cmd.SetOut(&out)
	cmd.SetErr(&errs)
	cmd.SetContext(t.Context())
	for _, line := range lines {
		words, err := splitLine(line)
		if err == nil {
			err = s.run(cmd, cmd.OutOrStdout(), words)
		}
		if err != nil {
			errs.WriteString(err.Error() + "\n")
		}
	}
	return out.String(), errs.String()
}

func TestShellCommands(t *testing.T) {
	s := loaded(t, dumpPath("p536-amd64-d046"))
	out, errs := s.lines(t, "nosuch", "show 0x1", "summary", "size %main::ENV", "show $_", "elems @main::INC 1 --count 1",
		"find --count cv --xsub", "find num --iv 42", "help", "show --help", "counts "+s.path, "strtab '/a b/'", "lsp")
	for _, want := range []string{
		"Heap contains 13018 objects", "consumes:", "named as %main::ENV", "[1] SCALAR(PV)", "Total: ", ": 42\n",
		"Available Commands", "perlheap show worker.pmat", "(total)",
	} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in what the shell says", want)
		}
	}
	want := "there is no command \"nosuch\"; help lists them\nthere is no SV at 0x1 in " + s.path + "\nlsp is not a command of the shell\n"
	if errs != want {
		t.Errorf("got errors\n%swant\n%s", errs, want)
	}
}

func TestShellLastSV(t *testing.T) {
	s := loaded(t, dumpPath("p536-amd64-d046-gadget"))
	if _, errs := s.lines(t, "show $_"); !strings.Contains(errs, "$main::_") {
		t.Errorf("$_ before any SV: %q", errs)
	}
	if out, _ := s.lines(t, "size defstash", "show nothere", "show $_"); strings.Count(out, "=defstash") != 2 {
		t.Errorf("$_ is not the SV that was asked about last:\n%s", out)
	}
}

func TestSplitLine(t *testing.T) {
	for line, want := range map[string][]string{
		"":                         nil,
		"  show   0x1 ":            {"show", "0x1"},
		`find pv --regexp '^a b$'`: {"find", "pv", "--regexp", "^a b$"},
		`a "b 'c'"d ''`:            {"a", "b 'c'd", ""},
	} {
		got, err := splitLine(line)
		if err != nil || !slices.Equal(got, want) {
			t.Errorf("splitLine(%q) = %q, %v; want %q", line, got, err, want)
		}
	}
	if _, err := splitLine("show 'x"); err == nil {
		t.Error("an open quote is no error")
	}
}

func TestShellCompletion(t *testing.T) {
	s := loaded(t, dumpPath("p536-amd64-d046-gadget"))
	for line, want := range map[string]string{"ident": "ify ", "show %IN": "C ", "show defst": "ash ", "show --full": "-pv "} {
		ends, _ := completer{s}.Do([]rune(line), len(line))
		var got []string
		for _, e := range ends {
			got = append(got, string(e))
		}
		if !slices.Contains(got, want) {
			t.Errorf("%q can end in %q, want %q among them", line, got, want)
		}
	}
}

// TestShellReadsLines drives the whole shell by its standard input.
func TestShellReadsLines(t *testing.T) {
	t.Setenv("XDG_STATE_HOME", t.TempDir())
	for _, args := range [][]string{{"shell", dumpPath("p536-amd64-d046-gadget")}, {dumpPath("p536-amd64-d046-gadget")}} {
		var out, errs bytes.Buffer
		root := newRoot()
		root.SetArgs(args)
		root.SetIn(strings.NewReader("summary\nshow 0x1\nsize defstash\nexit\nsummary\n"))
		root.SetOut(&out)
		root.SetErr(&errs)
		if err := root.ExecuteContext(t.Context()); err != nil {
			t.Fatal(err)
		}
		if n := strings.Count(out.String(), "Heap contains"); n != 1 || !strings.Contains(out.String(), "consumes:") {
			t.Errorf("%v: the shell said\n%s", args, out.String())
		}
		if !strings.Contains(errs.String(), "no SV at 0x1") {
			t.Errorf("%v: stderr is %q", args, errs.String())
		}
	}
}
