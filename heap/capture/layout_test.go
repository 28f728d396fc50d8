package capture

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
)

// TestLayouts reads every table, and what reading a heap needs of it.
func TestLayouts(t *testing.T) {
	names, err := fs.Glob(layouts, "layouts/*.txt")
	if err != nil || len(names) < 26 {
		t.Fatal(err, names)
	}
	for _, name := range names {
		p := parseName(name)
		if p.version[0] != 5 || p.version[1] < oldestMinor {
			t.Errorf("%s: version %v", name, p.version)
		}
		if p.version[1] < oldestMinor {
			continue
		}
		l, err := chooseLayout(p.version, p.threaded, p.arch)
		if err != nil {
			t.Error(err)
			continue
		}
		o, err := l.offsets()
		if err != nil {
			t.Error(err)
			continue
		}
		if o.svSize != 24 || o.svAny != 0 || o.svFlags != 12 {
			t.Errorf("%s: an SV of %d bytes", name, o.svSize)
		}
	}
}

// A table that a person made is refused if it places fields beyond the
// interpreter, which is read as large as the table says.
func TestLayoutBeyondInterpreter(t *testing.T) {
	text, err := layouts.ReadFile("layouts/perl-5.36.0-threads.txt")
	if err != nil {
		t.Fatal(err)
	}
	table := string(text) + "arch amd64\n"
	if _, err := parseLayout("own", table); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct{ line, by, want string }{
		{`Isv_arenaroot \d+ \d+`, "Isv_arenaroot 9000 8", "own: Isv_arenaroot, at 9000, is beyond struct interpreter"},
		{`Isv_count \d+ \d+`, "Isv_count 18446744073709551615 8", "own: Isv_count, at 18446744073709551615, is beyond"},
		{`Idefstash \d+ \d+`, "Idefstash 3767 1", "own: Idefstash, at 3767, is beyond"},
		{`Icurcop \d+ \d+`, "Icurcop 0 18446744073709551615", "own: Icurcop, at 0, is beyond"},
		{`sizeof struct interpreter \d+`, "sizeof struct interpreter 18446744073709551608", "no perl has one of more than 65535"},
		{`sizeof struct interpreter \d+`, "sizeof struct interpreter 4", "beyond struct interpreter, which has 4 bytes"},
	} {
		re := regexp.MustCompile("(?m)^" + c.line + "$")
		if !re.MatchString(table) {
			t.Fatalf("the table has no %s", c.line)
		}
		if _, err := parseLayout("own", re.ReplaceAllString(table, c.by)); err == nil || !strings.Contains(err.Error(), c.want) {
			t.Errorf("%s: %v, want %q", c.by, err, c.want)
		}
	}
}
