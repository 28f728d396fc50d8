package main

import (
	"bytes"
	"context"
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
)

const testdata = "../../testdata"

func dumpPath(name string) string { return filepath.Join(testdata, "dumps", name+".pmat.gz") }

// loaded returns a session with a dump of testdata, so that commands need not
// load it again.
func loaded(t *testing.T, path string) *session {
	t.Helper()
	h, err := heap.Open(t.Context(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() })
	return &session{path: path, heap: h, last: heap.NoSV}
}

// perlheap runs a command as main does, and gives what it prints and the
// status that it would exit with.
func perlheap(ctx context.Context, args ...string) (stdout, stderr string, code int) {
	var out, errs bytes.Buffer
	root := newRoot()
	root.SetOut(&out)
	root.SetErr(&errs)
	err := execute(ctx, root, args)
	if err != nil {
		if _, silent := err.(exitCode); !silent {
			errs.WriteString("perlheap: " + err.Error() + "\n")
		}
		code = status(err)
	}
	return out.String(), errs.String(), code
}

// ask runs a command on the dump of a session.
func (s *session) ask(t *testing.T, command string, args ...string) string {
	t.Helper()
	words := insertDump(subcommand(t, command), s.path, append([]string{command}, args...))
	out, errs, status := perlheap(withSession(t.Context(), s), words...)
	if status != 0 {
		t.Fatalf("perlheap %v: status %d: %s", words, status, errs)
	}
	return out
}

func TestMistakes(t *testing.T) {
	dump := dumpPath("p536-amd64-d046-gadget")
	text := filepath.Join(t.TempDir(), "text.pmat")
	if err := os.WriteFile(text, []byte("no dump"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		args   []string
		status int
		says   string
	}{
		{[]string{"show", dump, "0x1"}, 1, "no SV at 0x1"},
		{[]string{"show", dump, "0xno"}, 1, "not an address"},
		{[]string{"show", dump, "%No::such"}, 1, "no package No"},
		{[]string{"show", dump, "nosuchroot"}, 1, "nosuchroot"},
		{[]string{"show", dump}, 2, "SV is missing; usage: perlheap show DUMP SV"},
		{[]string{"show"}, 2, "DUMP and SV are missing; usage: perlheap show DUMP SV"},
		{[]string{"show", dump, "defstash", "more"}, 2, `"more" is one argument too many; usage: perlheap show DUMP SV`},
		{[]string{"lines"}, 2, "DUMP is missing; usage: perlheap lines DUMP"},
		{[]string{"growth", dump}, 2, "a second DUMP is missing; usage: perlheap growth DUMP DUMP..."},
		{[]string{"check"}, 2, "DUMP is missing"},
		{[]string{"version", "x"}, 2, `"x" is one argument too many`},
		{[]string{"show", "--nosuch", dump, "defstash"}, 2, "--nosuch"},
		{[]string{"show", text, "defstash"}, 1, "text.pmat"},
		{[]string{"show", filepath.Join(t.TempDir(), "none.pmat"), "defstash"}, 1, "none.pmat"},
		{[]string{"elems", dump, "%main::INC"}, 1, "'values'"},
		{[]string{"elems", dump, "main_cv"}, 1, "only an ARRAY"},
		{[]string{"elems", dump, "@main::INC", "x"}, 2, `"x" is not an index`},
		{[]string{"elems", dump, "@main::INC", "--count", "x"}, 2, "--count"},
		{[]string{"values", dump, "@main::INC"}, 1, "'elems'"},
		{[]string{"values", dump, "main_cv"}, 1, "only a HASH"},
		{[]string{"find", dump}, 2, "FILTER is missing; usage: perlheap find DUMP FILTER..."},
		{[]string{"find", dump, "nosuch"}, 2, `no filter "nosuch"; there are blessed, cv`},
		{[]string{"find", dump, "blessed"}, 2, "needs a PACKAGE"},
		{[]string{"find", dump, "pv", "--regexp", "("}, 2, "does not compile"},
		{[]string{"find", dump, "pv", "--nosuch", "x"}, 2, "--eq, --regexp"},
		{[]string{"find", dump, "num", "x"}, 2, "is not a number"},
		{[]string{"find", dump, "magic"}, 2, "--vtbl"},
		{[]string{"find", dump, "cv", "--package"}, 2, "needs a value"},
		{[]string{"find", dump, "struct"}, 2, "needs a NAME"},
		{[]string{"strtab", dump, "x"}, 2, "/PATTERN/"},
		{[]string{"strtab", dump, "/(/"}, 2, "does not compile"},
		{[]string{"identify", dump, "defstash", "--depth", "-1"}, 1, "depth"},
		{[]string{"symbols", dump, "No::Such"}, 1, "No::Such"},
		{[]string{"reachable", dump, "--list", "x"}, 2, "symtab"},
		{[]string{"largest", dump, "--owned", "--struct"}, 2, "owned"},
		{[]string{"diff", dump}, 2, "a second DUMP is missing; usage: perlheap diff DUMP DUMP"},
		{[]string{"nosuch"}, 2, `no command "nosuch"; perlheap help lists them`},
		{[]string{"identfy", dump, "defstash"}, 2, `no command "identfy"; did you mean identify?`},
		{[]string{dump, "identfy", "defstash"}, 2, `no command "identfy"; did you mean identify?`},
		{[]string{"none.pmat", "largest"}, 2, `no command "none.pmat" and no such dump`},
		{[]string{"help", "shwo"}, 2, `no command "shwo"; did you mean show?`},
		{[]string{"identify", dump, "defstash", "--dept", "3"}, 2, "did you mean --depth?"},
		{[]string{"identify", dump, "defstash", "-waek"}, 2, "did you mean --weak?"},
		{[]string{"values", dump, "%main::INC", "Carp"}, 2, "not a /PATTERN/"},
		{[]string{"values", dump, "%main::INC", "/(/"}, 2, "does not compile"},
		{[]string{"-"}, 2, "perlheap - largest"},
		{[]string{"summary", dumpPath("p514-amd64-d008")}, 1, "p514-amd64-d008"},
	} {
		out, errs, status := perlheap(t.Context(), c.args...)
		if status != c.status || !strings.Contains(errs, c.says) || strings.Count(errs, "\n") != 1 || out != "" {
			t.Errorf("perlheap %q: status %d, stdout %q, stderr %q; want status %d and %q on one line", c.args, status, out, errs, c.status, c.says)
		}
	}
}

// every is a call of each command; SV stands for an SV.
var every = []string{
	"summary", "count", "count --blessed --scalars", "largest", "largest --struct", "largest --owned 3 2 1", "largest --retained",
	"show SV", "identify SV", "identify --all --depth 3 SV", "inrefs --all SV", "outrefs --all SV", "size SV",
	"find num", "find pv a", "symbols --recurse", "packages --versions", "roots", "callers", "callers --pad", "stack", "strtab",
	"list-dangling-ptrs", "reachable", "reachable SV", "reachable --list none", "orphans", "export",
}

// withoutSymbols are the commands that need what a truncated dump may lack.
var withoutSymbols = map[string]bool{"symbols": true, "packages": true, "strtab": true}

// TestEveryCommandOnEveryDump lets every command answer on whole, truncated
// and unusual dumps, as text and as JSON.
func TestEveryCommandOnEveryDump(t *testing.T) {
	for _, name := range []string{"p514-amd64-d012", "p520-amd64-d050", "p530ld-amd64-d050", "p540-amd64-d050-class", "p540-amd64-d050-classcrash", "p540dbg-amd64-d050"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := loaded(t, dumpPath(name))
			for _, line := range every {
				for _, asJSON := range []bool{false, true} {
					words := strings.Fields(strings.ReplaceAll(line, "SV", s.heap.Addr(heap.SV(s.heap.Count()/2)).String()))
					if asJSON && words[0] == "export" {
						continue
					}
					if asJSON {
						words = append([]string{words[0], "--json"}, words[1:]...)
					}
					if s.heap.Damage().Truncation != nil && withoutSymbols[words[0]] {
						continue
					}
					out := s.ask(t, words[0], words[1:]...)
					if asJSON && !json.Valid([]byte(out)) {
						t.Errorf("%v: no JSON: %.200s", words, out)
					}
				}
			}
		})
	}
}

// TestShowEverySV shows every SV of every kind that pmat cannot show.
func TestShowEverySV(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	for _, name := range []string{"p536-amd64-d046", "p540-amd64-d050-class", "p540-amd64-d050-classcrash"} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			s := loaded(t, dumpPath(name))
			for sv := range heap.SV(s.heap.Count()) {
				if sv%7 != 0 {
					continue
				}
				if out := s.ask(t, "show", "--pad", s.heap.Addr(sv).String()); !strings.Contains(out, " with refcount ") {
					t.Fatalf("show %s: %s", s.heap.Addr(sv), out)
				}
			}
		})
	}
}

func TestUnderscoresInOptions(t *testing.T) {
	s := loaded(t, dumpPath("p536-amd64-d046-gadget"))
	if a, b := s.ask(t, "show", "--full_pv", "main_cv"), s.ask(t, "show", "-F", "main_cv"); a != b {
		t.Errorf("--full_pv and -F differ:\n%s\n%s", a, b)
	}
}

// TestOptionsOfFind: those before the filters are of find, those behind a
// filter are the filter's.
func TestOptionsOfFind(t *testing.T) {
	dump := dumpPath("p536-amd64-d046-gadget")
	for _, args := range [][]string{{"find", "--count", dump, "cv", "--xsub"}, {"find", dump, "--count", "cv", "--xsub"}, {"find", dump, "-C", "cv", "--xsub"}} {
		if out, errs, status := perlheap(t.Context(), args...); status != 0 || out != "Total: 99 SVs\n" {
			t.Errorf("%v: %q %q", args, out, errs)
		}
	}
	if out, _, _ := perlheap(t.Context(), "find", dump, "--json", "--limit", "1", "cv"); !json.Valid([]byte(out)) || !strings.Contains(out, `"total": 146`) {
		t.Errorf("find --json gives %s", out)
	}
	if _, errs, status := perlheap(t.Context(), "find", dump, "--nosuch", "cv"); status != 2 || !strings.Contains(errs, "--nosuch") {
		t.Errorf("an unknown option: status %d, %s", status, errs)
	}
}

func TestCompletion(t *testing.T) {
	dump := dumpPath("p536-amd64-d046-gadget")
	for begun, want := range map[string]string{"defst": "defstash", "%IN": "%INC", "0x555555": "0x555555"} {
		out, _, _ := perlheap(t.Context(), "__complete", "show", dump, begun)
		if !strings.Contains(out, want) {
			t.Errorf("completing %q gives %.200q, want %q in it", begun, out, want)
		}
	}
	for _, shell := range []string{"bash", "zsh", "fish"} {
		if out, _, status := perlheap(t.Context(), "completion", shell); status != 0 || !strings.Contains(out, "perlheap") {
			t.Errorf("completion %s: status %d, %.100s", shell, status, out)
		}
	}
}

func TestSeries(t *testing.T) {
	var dumps []string
	for _, n := range []string{"1", "2", "3"} {
		dumps = append(dumps, dumpPath("p536-amd64-d046-leak."+n))
	}
	for _, c := range []struct {
		args []string
		want []string
	}{
		{append([]string{"counts"}, dumps...), []string{dumps[2], "CODE", "(+70)"}},
		{append([]string{"leakreport"}, dumps...), []string{"LEAK[2] CODE(PP,closure) at 0x"}},
		{append([]string{"diff"}, dumps[1:]...), []string{"unique to " + dumps[1], "unique to " + dumps[2], "└─ ", " common"}},
	} {
		out, errs, status := perlheap(t.Context(), c.args...)
		for _, want := range c.want {
			if status != 0 || !strings.Contains(out, want) {
				t.Errorf("%s: no %q in it (status %d, %s):\n%.1000s", c.args[0], want, status, errs, out)
			}
		}
		out, _, status = perlheap(t.Context(), append([]string{c.args[0], "--json"}, c.args[1:]...)...)
		if status != 0 || !json.Valid([]byte(out)) {
			t.Errorf("%s --json: status %d: %.200s", c.args[0], status, out)
		}
	}
}

// requireTool skips a test where a program is not installed, or fails it with
// PERLHEAP_REQUIRE_TOOLS=1.
func requireTool(t *testing.T, what string, probe ...string) {
	t.Helper()
	if out, err := exec.Command(probe[0], probe[1:]...).CombinedOutput(); err != nil {
		if os.Getenv("PERLHEAP_REQUIRE_TOOLS") == "1" {
			t.Fatalf("%s is needed: %v\n%s", what, err, out)
		}
		t.Skipf("%s is not installed", what)
	}
}

func exists(path string) bool { _, err := os.Stat(path); return err == nil }
