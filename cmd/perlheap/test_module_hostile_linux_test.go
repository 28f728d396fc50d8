package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// forgedTest would be a test that passed, and what hides it, if it began a line or moved
// the cursor.
const forgedTest = "x\nok 7 - forged\r1..1 # ok 8\x1b[2J\u202egnp\u2066\u009b31m\u2028\u2029ok 9 - forged\nBail out! forged # skip"

// Names of a dump forge no line of TAP, whether perlheap finds something, cannot tell or
// cannot make a dump, and whatever it is that it says.
func TestTestModuleOnHostileNames(t *testing.T) {
	t.Parallel()
	run := perlTests(t)
	dir := t.TempDir()
	quoted := strings.NewReplacer(`\`, `\\`, `"`, `\"`, "\n", `\n`, "\r", `\r`, "\x1b", `\u001b`).Replace(forgedTest)
	place := `{"file":"NAME","line":3}`
	finding := strings.NewReplacer("PLACE", place).Replace(`{"place":PLACE,"message":"NAME","level":"high","fix":"NAME","suspect":{"trend":"grows","course":"NAME","counts":[1,2,3],"retainedBytes":9,"holder":"NAME","holderPlace":PLACE,"cycle":["NAME","NAME"]}}`)
	writeTree(t, dir, map[string]string{
		"one.t":                    "use Test::More; use Test::PerlHeap; no_growth_ok { 1 } 'nothing grows', count => 2, keep => 'kept'; done_testing;",
		"findings.json":            strings.ReplaceAll(`{"findings":[`+finding+`,`+finding+`]}`, "NAME", quoted),
		"said":                     "perlheap: " + forgedTest + "\n",
		"finds":                    "#!/bin/sh\ncase $1 in check) cat findings.json; exit 1;; esac\n",
		"cannot-tell":              "#!/bin/sh\ncase $1 in check) cat said >&2; exit 2;; esac\n",
		"no-dump":                  "#!/bin/sh\necho x >> tries; [ $(wc -l < tries) -gt 1 ] || exit 0; cat said >&2; exit 2\n",
		"no-way":                   "#!/bin/sh\ncat said >&2; exit 2\n",
		"none/Devel/MAT/Dumper.pm": "die 'not installed'",
	})
	for name, want := range map[string]string{"finds": "not ok 1 - nothing grows", "cannot-tell": "not ok 1 - nothing grows", "no-dump": "not ok 1 - nothing grows", "no-way": "ok 1 # skip nothing grows"} {
		path := filepath.Join(dir, name)
		if err := os.Chmod(path, 0o700); err != nil { //nolint:gosec // it is run
			t.Fatal(err)
		}
		said, _ := run(dir, "PERLHEAP="+path, "perl", "-Inone", "one.t")
		if i := strings.IndexFunc(said, acts); i >= 0 {
			t.Errorf("%s: %q is said", name, said[max(0, i-80):min(len(said), i+80)])
		}
		if !strings.Contains(said, "forged") {
			t.Errorf("%s: nothing of the name is said: %s", name, said)
		}
		lines := regexp.MustCompile(`(?m)^[^#\n].*$`).FindAllString(said, -1)
		if len(lines) != 2 || !strings.HasPrefix(lines[0], want) || lines[1] != "1..1" {
			t.Errorf("%s: the lines of TAP are %q", name, lines)
		}
	}
}
