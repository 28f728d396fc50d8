package capture

import (
	"bytes"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// compiled returns what the program prints of the perl of this system.
func compiled(t *testing.T) string {
	t.Helper()
	source, err := LayoutProgram()
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	file := filepath.Join(dir, "layout.c")
	if err := os.WriteFile(file, []byte(source), 0o600); err != nil {
		t.Fatal(err)
	}
	requireTool(t, "cc")
	options, err := exec.Command("perl", "-MExtUtils::Embed", "-e", "ccopts").Output()
	if err != nil {
		t.Skip("this perl has no ExtUtils::Embed")
	}
	core, err := exec.Command("perl", "-MConfig", "-e", `print "$Config{archlibexp}/CORE/perl.h"`).Output()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(string(core)); err != nil && os.Getenv("PERLHEAP_REQUIRE_TOOLS") != "1" {
		t.Skip("this perl has no headers here")
	}
	args := append(strings.Fields(string(options)), "-O2", "-o", filepath.Join(dir, "layout"), file)
	if out, err := exec.Command("cc", args...).CombinedOutput(); err != nil {
		t.Fatalf("cc: %v\n%s", err, out)
	}
	table, err := exec.Command(filepath.Join(dir, "layout")).Output()
	if err != nil {
		t.Fatal(err)
	}
	return string(table)
}

// The program finds what the table of this perl has, of its headers.
func TestLayoutProgram(t *testing.T) {
	table := compiled(t)
	own, err := parseLayout("own", table)
	if err != nil {
		t.Fatal(err)
	}
	shipped, err := chooseLayout(own.version, own.threaded, own.arch)
	if err != nil {
		t.Skip(err)
	}
	if err := shipped.inherit(); err != nil {
		t.Fatal(err)
	}
	compare := func(what string, got, want map[string]uint64) {
		t.Helper()
		for name, n := range want {
			if v, ok := got[name]; !ok || v != n {
				t.Errorf("%s %s: %d, %v, the table has %d", what, name, v, ok, n)
			}
		}
	}
	compare("size of", own.sizes, shipped.sizes)
	for name := range shipped.consts {
		if !isRead(name) {
			delete(shipped.consts, name)
		}
	}
	compare("value of", own.consts, shipped.consts)
	if len(own.fields) < 100 {
		t.Errorf("it prints %d fields", len(own.fields))
	}
	for name, f := range shipped.fields {
		if own.fields[name] != f {
			t.Errorf("%s: %+v, the table has %+v", name, own.fields[name], f)
		}
	}
}

// A table that a person made reads a process as the shipped one does; one of
// another perl, or of nothing, is refused.
func TestOwnLayout(t *testing.T) {
	table := compiled(t)
	dir := t.TempDir()
	write := func(text string) string {
		t.Helper()
		path := filepath.Join(dir, "own.layout")
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
		return path
	}
	own, err := ReadLayout(write(table))
	if err != nil {
		t.Fatal(err)
	}
	cmd, _ := start(t, systemPerl, waits)
	var with, without bytes.Buffer
	if _, err := Process(t.Context(), cmd.Process.Pid, &with, Options{Layout: own}); err != nil {
		t.Fatal(err)
	}
	if _, err := Process(t.Context(), cmd.Process.Pid, &without, Options{}); err != nil {
		t.Skip(err) // no table of this perl is shipped
	}
	if !bytes.Equal(with.Bytes(), without.Bytes()) {
		t.Error("the dumps differ")
	}
	version := fmt.Sprintf("version %d.%d.%d", own.l.version[0], own.l.version[1], own.l.version[2])
	newer := fmt.Sprintf("version %d.%d.99", own.l.version[0], own.l.version[1])
	other, err := ReadLayout(write(strings.Replace(table, version, newer, 1)))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := Process(t.Context(), cmd.Process.Pid, &with, Options{Layout: other}); !errors.Is(err, ErrUnsupported) || !strings.Contains(err.Error(), "is a table of perl "+newer[len("version "):]) {
		t.Errorf("by the table of another perl: %v", err)
	}
	if own.l.threaded {
		wrong, err := ReadLayout(write(strings.Replace(table, "sizeof struct interpreter ", "sizeof struct interpreter 1", 1)))
		if err != nil {
			t.Fatal(err)
		}
		if _, err := Process(t.Context(), cmd.Process.Pid, &with, Options{Layout: wrong}); !errors.Is(err, ErrUnsupported) || !strings.Contains(err.Error(), "capture-layout") {
			t.Errorf("by a table of another configuration: %v", err)
		}
	}
	for text, want := range map[string]string{
		"": "does not say of which version", "version 5.40.0\narch amd64\n": "lacks", "version x\n": "is no version",
		table + "nonsense\n": "is no field", strings.Repeat("x", maxLayout+1): "at most",
	} {
		if _, err := ReadLayout(write(text)); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%.20q: %v, want %q", text, err, want)
		}
	}
}
