package main

import (
	"encoding/hex"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// tellings are calls of every command whose output is read by machines, as the
// table under Privacy says what it tells. FIRST and DUMPS stand for dumps, OUT for
// a file that is written.
var tellings = map[string][]string{
	"report": {"report --root ROOT -o OUT DUMPS"}, "pprof": {"pprof --root ROOT -o OUT LAST"},
	"check":    {"check --fail-on low --root ROOT DUMPS", "check --fail-on low --format json --root ROOT DUMPS", "check --fail-on low --format junit --root ROOT DUMPS", "check --fail-on low --format sarif --root ROOT DUMPS"},
	"suspects": {"suspects --json --root ROOT DUMPS", "suspects --json --explain --root ROOT DUMPS"},
	"growth":   {"growth --json --root ROOT DUMPS"}, "verify": {"verify --json --root ROOT FIRST -- DUMPS"},
	"population": {"population --json --root ROOT DUMPS"}, "waste": {"waste --json --root ROOT LAST"},
	"lines": {"lines --json --root ROOT LAST"}, "histogram": {"histogram --json --root ROOT DUMPS"},
	"count": {"count --json --blessed --scalars --owned LAST"}, "counts": {"counts --json DUMPS"}, "largest": {"largest --json LAST", "largest --json --retained LAST"},
	"size": {"size --json LAST SV"}, "reachable": {"reachable --json LAST"}, "orphans": {"orphans --json LAST"}, "list-dangling-ptrs": {"list-dangling-ptrs --json LAST"},
	"diff": {"diff --json FIRST LAST"}, "leakreport": {"leakreport --json DUMPS"}, "packages": {"packages --json --versions LAST"},
	"callers": {"callers --json LAST"}, "stack": {"stack --json LAST"}, "roots": {"roots --json LAST"},
	"query": {"query --json LAST size>0"}, "find": {"find --json LAST pv .", "find --json LAST num"},
	"elems": {"elems --json LAST TABLE"}, "identify": {"identify --json --all LAST VALUE"}, "inrefs": {"inrefs --json --all LAST TABLE", "inrefs --json --all LAST 0x2300", "inrefs --json --all LAST VALUE"},
	"outrefs": {"outrefs --json --all LAST SV", "outrefs --json --all LAST TABLE"}, "values": {"values --json LAST SV", "values --json LAST ENV"}, "symbols": {"symbols --json --recurse LAST"}, "strtab": {"strtab --json LAST"},
	"show": {"show --json LAST SV", "show --json LAST VALUE"}, "summary": {"summary --json LAST"},
	"export": {"export LAST"},
}

// TestPrivacyTable compares what every command tells of a heap with the table
// under Privacy.
func TestPrivacyTable(t *testing.T) {
	root, dir := t.TempDir(), t.TempDir()
	program := filepath.Join(root, "shop.pl")
	if err := os.WriteFile(program, []byte("my $self = bless {}, 'Shop';\npush @{ $self->{known}{\"session $id\"} }, 'x';\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	var dumps []string
	for i, n := range []int{200, 1500, 3000} {
		path := filepath.Join(dir, fmt.Sprintf("%d.pmat", i))
		secretDump(t, path, program, n)
		dumps = append(dumps, path)
	}
	rows := regexp.MustCompile("(?m)^\\| (`.*?) \\| (.*?) \\| (.*?) \\|$").FindAllStringSubmatch((&topic{text: readme, heading: "Privacy"}).section(), -1)
	keysOf, valuesOf := map[string]string{}, map[string]string{}
	for _, row := range rows {
		for _, name := range regexp.MustCompile("`([a-z][a-z-]*)`").FindAllStringSubmatch(row[1], -1) {
			if keysOf[name[1]] != "" {
				t.Errorf("%s stands twice in the table", name[1])
			}
			keysOf[name[1]], valuesOf[name[1]] = row[2], row[3]
		}
	}
	for _, c := range newRoot().Commands() {
		tells := c.Flags().Lookup("json") != nil || c.Flags().Lookup("keys") != nil
		if tells && keysOf[c.Name()] == "" && !slices.Contains(readsNoDump, c.Name()) {
			t.Errorf("the table does not say what %s tells", c.Name())
		}
	}
	for name, keys := range keysOf {
		calls, asked := tellings[name], false
		if calls == nil && !slices.Contains(readsNoDump, name) { // those have tests of their own
			t.Errorf("%s is not called", name)
		}
		told := map[string]bool{}
		for _, line := range calls {
			var args []string
			out := filepath.Join(t.TempDir(), "out")
			for _, w := range strings.Fields(line) {
				switch w {
				case "DUMPS":
					args = append(args, dumps...)
				default:
					args = append(args, strings.NewReplacer("ROOT", root, "FIRST", dumps[0], "LAST", dumps[2], "OUT", out, "SV", "0x2200", "TABLE", "0x10000000", "VALUE", "0x100000", "ENV", "0x1700").Replace(w))
				}
			}
			said, errs, status := perlheap(t.Context(), args...)
			if status > 1 {
				t.Errorf("perlheap %q: status %d: %s", args, status, errs)
			}
			if _, err := os.Stat(out); err == nil {
				said = contents(t, out)
			}
			asked = true
			told["of the source"] = told["of the source"] || strings.Contains(said, "{known}")
			told["key"] = told["key"] || strings.Contains(said, "session SECRET")
			told["value"] = told["value"] || strings.Contains(said, "value SECRET") || strings.Contains(said, hex.EncodeToString([]byte("value SECRET")))
		}
		if !asked {
			continue
		}
		wantKey, wantValue := keys == "all", valuesOf[name] != "none"
		if name == "symbols" || name == "strtab" { // the dump has neither keys that are symbols nor a table of strings
			told["key"] = told["key"] || wantKey
		}
		if told["key"] != wantKey || told["value"] != wantValue || keys == "of the source" && !told["of the source"] {
			t.Errorf("the table says of %s that it tells keys: %s, values: %s; what it tells: %v", name, keys, valuesOf[name], told)
		}
	}
}
