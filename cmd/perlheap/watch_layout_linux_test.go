package main

import (
	"debug/elf"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"strconv"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/series"
)

// unknownPerl makes a perl that says it is a version without a table, and the
// table of the one that it is, for that version.
func unknownPerl(t *testing.T) (program, table string) {
	t.Helper()
	requireTool(t, "perl", "perl", "-e1")
	at, err := exec.LookPath("perl")
	if err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command("perl", "-MConfig", "-e", `printf "%vd-%s", $^V, $Config{useithreads} ? "threads" : "nothreads"`).Output()
	if err != nil {
		t.Fatal(err)
	}
	tables := matching(t, "../../heap/capture/layouts/perl-"+regexp.MustCompile(`\.\d+-`).ReplaceAllString(string(out), ".*-")+".txt")
	f, err := elf.Open(at)
	if err != nil || len(tables) == 0 || runtime.GOARCH != "amd64" {
		t.Skipf("%v, %s: this needs a perl with a table", err, out)
	}
	defer f.Close() //nolint:errcheck // it was only read
	text, err := os.ReadFile(at)
	if err != nil {
		t.Fatal(err)
	}
	symbols, _ := f.DynamicSymbols()
	minor, patched := "", false
	for _, s := range symbols {
		if s.Name != "PL_version" || s.Section == elf.SHN_UNDEF {
			continue
		}
		for _, p := range f.Progs {
			if p.Type == elf.PT_LOAD && s.Value >= p.Vaddr && s.Value < p.Vaddr+p.Filesz {
				at := p.Off + s.Value - p.Vaddr
				text[at]++ // versions with odd numbers have no table
				minor, patched = strconv.Itoa(int(text[at])), true
			}
		}
	}
	if !patched {
		t.Skip("this perl has its version in a library")
	}
	list, err := os.ReadFile(tables[0])
	if err != nil {
		t.Fatal(err)
	}
	changed := regexp.MustCompile(`(?m)^version .*`).ReplaceAllString(string(list), "version "+regexp.MustCompile(`^5\.\d+(\.\d+).*`).ReplaceAllString(string(out), "5."+minor+"$1")) + "arch amd64\n"
	program, table = filepath.Join(t.TempDir(), "perl"), filepath.Join(t.TempDir(), "table.txt")
	for path, data := range map[string][]byte{program: text, table: []byte(changed)} {
		if err := os.WriteFile(path, data, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	return program, table
}

// A perl that no table fits is watched with --layout; without, watch ends and
// names it.
func TestWatchLayout(t *testing.T) {
	program, table := unknownPerl(t)
	cmd := exec.Command(program, "-e", `$| = 1; print "go\n"; sleep 600`)
	_, out := startTalking(t, cmd)
	awaitLine(t, out)
	pid, dir := strconv.Itoa(cmd.Process.Pid), t.TempDir()
	if errs, status := watchFor(t, pid, dir, 2); status != 1 || strings.Count(errs, "--layout") != 1 || strings.Contains(errs, "nothing was captured") {
		t.Errorf("status %d: %s", status, errs)
	}
	if errs, status := watchFor(t, pid, dir, 2, "--layout", table); status != 0 || len(matching(t, dir, "*"+series.Ending)) != 1 {
		t.Errorf("with a layout: status %d: %s", status, errs)
	}
}
