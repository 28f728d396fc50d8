package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// shared are the options that mean the same in every command that has them.
var shared = []string{"json", "root", "map", "revision", "keys", "order", "force", "offset"}

// withFlag returns the commands that a person can run on a dump and that have an
// option. What bench starts has it from the same place.
func withFlag(name string) []*cobra.Command {
	var list []*cobra.Command
	for _, sub := range newRoot().Commands() {
		if sub.Flags().Lookup(name) != nil && !sub.Hidden && sub.Name() != "watch" { // which is for processes
			list = append(list, sub)
		}
	}
	return list
}

func TestSharedFlagsAreTheSame(t *testing.T) {
	for _, name := range shared {
		first := ""
		n := 0
		for _, sub := range newRoot().Commands() {
			f := sub.Flags().Lookup(name)
			if f == nil {
				continue
			}
			n++
			declared := fmt.Sprintf("--%s -%s %s (default %s): %s", f.Name, f.Shorthand, f.Value.Type(), f.DefValue, f.Usage)
			if first == "" {
				first = declared
			}
			if declared != first {
				t.Errorf("%s has\n%s\nothers have\n%s", sub.Name(), declared, first)
			}
		}
		if n < 2 {
			t.Errorf("%d commands have --%s", n, name)
		}
	}
}

// Options that need each other come together: who can say where the source is
// can also say how it is to be read.
func TestSharedFlagsComeTogether(t *testing.T) {
	for _, group := range [][]string{{"root", "map", "revision"}, {"force", "order"}} {
		for _, sub := range newRoot().Commands() {
			var has []string
			for _, name := range group {
				if sub.Flags().Lookup(name) != nil {
					has = append(has, name)
				}
			}
			if len(has) > 0 && has[0] == group[0] && len(has) != len(group) {
				t.Errorf("%s has of %v only %v", sub.Name(), group, has)
			}
		}
	}
	for _, sub := range withFlag("keys") {
		if sub.Flags().Lookup("root") == nil {
			t.Errorf("%s has --keys and no source that tells which may be shown", sub.Name())
		}
	}
}

// argumentsOf completes a call of a command on dumps of one process.
func argumentsOf(sub *cobra.Command, dir string, dumps ...string) []string {
	args := []string{sub.Name()}
	if sub.Name() == "export" && sub.Flags().Lookup("out") != nil {
		args = append(args, "--format", "parquet", "--out", filepath.Join(dir, "lake"))
	}
	if sub.Flags().Lookup("output") != nil {
		args = append(args, "-o", filepath.Join(dir, "out"))
	}
	for _, o := range operandsOf(sub.Use) {
		switch {
		case o.name == "BEFORE":
			args = append(append(args, dumps...), "--", dumps[len(dumps)-1])
		case o.name == "DUMP" && o.repeated:
			args = append(args, dumps...)
			dumps = nil
		case o.name == "DUMP":
			args, dumps = append(args, dumps[0]), dumps[1:]
		case o.name == "SV" && !o.optional:
			args = append(args, map[string]string{"elems": "@main::INC", "values": "%main::INC"}[sub.Name()])
			if args[len(args)-1] == "" {
				args[len(args)-1] = "defstash"
			}
		case o.name == "FILTER":
			args = append(args, "cv")
		case o.name == "EXPRESSION":
			args = append(args, "type=CODE")
		}
	}
	return args
}

// with puts options behind the name of a command.
func with(args []string, options ...string) []string {
	return append(append([]string{args[0]}, options...), args[1:]...)
}

func TestJSONOfEveryCommand(t *testing.T) {
	var dumps []string
	for _, n := range []string{"1", "2", "3"} {
		dumps = append(dumps, dumpPath("p536-amd64-d046-leak."+n))
	}
	for _, sub := range withFlag("json") {
		args := with(argumentsOf(sub, t.TempDir(), dumps...), "--json")
		out, errs, status := perlheap(t.Context(), args...)
		if fails := sub.Name() == "verify"; status != 0 && !fails || !json.Valid([]byte(out)) { // what leaks still does
			t.Errorf("perlheap %q: status %d, %s, no JSON: %.200s", args, status, errs, out)
		}
	}
}

func TestMistakesInSharedFlags(t *testing.T) {
	dump, dir := dumpPath("p536-amd64-d046-gadget"), t.TempDir()
	for _, c := range []struct{ option, value, says string }{
		{"root", filepath.Join(dir, "none"), "not a folder"},
		{"map", "/srv/app", "must be PREFIX=FOLDER"},
		{"map", "=" + dir, "must be PREFIX=FOLDER"},
		{"map", "/srv/app=" + filepath.Join(dir, "none"), "not a folder"},
		{"revision", "v1", `revision "v1": `},
		{"order", "size", "must be time or given"},
	} {
		for _, sub := range withFlag(c.option) {
			options := []string{"--" + c.option, c.value}
			if c.option == "map" || c.option == "revision" {
				options = append(options, "--root", dir)
			}
			args := with(argumentsOf(sub, dir, dump, dump), options...)
			if _, errs, status := perlheap(t.Context(), args...); status != 2 || !strings.Contains(errs, c.says) {
				t.Errorf("perlheap %q: status %d: %s", args, status, errs)
			}
		}
	}
}

// --force compares dumps of different processes, in every command that has it.
func TestForce(t *testing.T) {
	for _, sub := range withFlag("force") {
		args := argumentsOf(sub, t.TempDir(), dumpPath("p536-amd64-d046-leak.1"), dumpPath("p536-amd64-d046-gadget"))
		_, errs, status := perlheap(t.Context(), args...)
		if sub.Name() == "growth" { // compares by shape then, and says so
			if status != 0 || !strings.Contains(errs, "compared by shape") {
				t.Errorf("perlheap %q: status %d: %s", args, status, errs)
			}
		} else if status == 0 || !strings.Contains(errs, "force") {
			t.Errorf("perlheap %q: status %d: %s", args, status, errs)
		}
		if _, errs, status := perlheap(t.Context(), with(args, "--force")...); errs != "" && strings.Contains(errs, "--force") {
			t.Errorf("perlheap %q, forced: status %d: %s", args, status, errs)
		}
	}
}

// In a shell no command loads the dump of the shell again, and a series loads
// the others alone.
func TestOneDumpInAShell(t *testing.T) {
	dir := t.TempDir()
	var given []string
	for _, n := range []string{"1", "2", "3"} {
		content, err := os.ReadFile(dumpPath("p536-amd64-d046-leak." + n))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, n+".pmat.gz")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		given = append(given, path)
	}
	s := loaded(t, given[2])
	// Whoever loads the dump of the shell again finds it gone.
	if err := os.Remove(given[2]); err != nil {
		t.Fatal(err)
	}
	asked := map[string]bool{}
	for _, sub := range newRoot().Commands() {
		list := operandsOf(sub.Use)
		if notInShell[sub.Name()] || len(list) == 0 || list[0].name != "DUMP" {
			continue
		}
		dumps := []string{s.path}
		if slices.ContainsFunc(list, func(o operand) bool { return o.name == "DUMP" && o.repeated }) || sub.Name() == "diff" {
			dumps = []string{given[0], given[1], s.path}
			if sub.Name() == "diff" {
				dumps = dumps[1:]
			}
		}
		args := argumentsOf(sub, dir, dumps...)
		if sub.Name() == "export" { // Parquet has a part of the file's SHA-256 in it
			args = []string{"export", s.path}
		}
		_, errs, status := perlheap(withSession(t.Context(), s), args...)
		if status != 0 && !(sub.Name() == "check" && status == 1) {
			t.Errorf("perlheap %q: status %d: %s", args, status, errs)
		}
		asked[sub.Name()] = true
	}
	for _, name := range []string{"lines", "pprof", "suspects", "report", "check", "growth", "diff", "counts", "leakreport", "export", "show"} {
		if !asked[name] {
			t.Errorf("%s was not asked", name)
		}
	}
	// A series has the dump of the shell in it, by whatever name.
	at, err := filepath.Rel(mustGetwd(t), s.path)
	if err != nil {
		t.Fatal(err)
	}
	if out, errs := s.lines(t, "growth "+given[0]+" "+given[1], "diff "+given[0]+" "+at); !strings.Contains(out, " → ") || !strings.Contains(out, " common") || strings.Contains(errs, "no such file") {
		t.Errorf("%s\n%s", out, errs)
	}
}

func mustGetwd(t *testing.T) string {
	t.Helper()
	wd, err := os.Getwd()
	if err != nil {
		t.Fatal(err)
	}
	return wd
}

func TestFlagsAreDeclaredOnce(t *testing.T) {
	files, err := filepath.Glob("*.go")
	if err != nil {
		t.Fatal(err)
	}
	for _, name := range shared {
		var in []string
		for _, file := range files {
			text, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if strings.HasSuffix(file, "_test.go") {
				continue
			}
			for line := range strings.Lines(string(text)) {
				if strings.Contains(line, `"`+name+`",`) && (strings.Contains(line, "Var(") || strings.Contains(line, ".Bool(") || strings.Contains(line, ".Int(")) {
					in = append(in, file)
				}
			}
		}
		if len(in) != 1 {
			t.Errorf("--%s is declared in %v", name, in)
		}
	}
}
