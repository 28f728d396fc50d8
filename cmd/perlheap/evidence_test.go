package main

import (
	"encoding/json"
	"path/filepath"
	"reflect"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
)

// TestSameEvidenceEverywhere: text, JSON and what an assistant gets judge by the same
// sentences; lsp has a test of its own of the same dumps.
func TestSameEvidenceEverywhere(t *testing.T) {
	folder, err := filepath.Abs(filepath.Join(testdata, "dumps"))
	if err != nil {
		t.Fatal(err)
	}
	var names, dumps []string
	for _, n := range []string{"1", "2", "3"} {
		names = append(names, "p536-amd64-d046-leak."+n+".pmat.gz")
		dumps = append(dumps, dumpPath("p536-amd64-d046-leak."+n))
	}
	args := append([]string{"suspects", "--root", filepath.Join(folder, "src")}, dumps...)
	text, errs, code := perlheap(t.Context(), append(args, "--explain")...)
	out, _, _ := perlheap(t.Context(), append(args, "--json")...)
	var printed, told wire.Suspects
	if err := json.Unmarshal([]byte(out), &printed); err != nil || code != 0 || len(printed.Suspects) < 2 {
		t.Fatalf("%v, status %d, %s\n%.300s", err, code, errs, out)
	}
	called(t, assisted(t, nil, nil, false, &sourceFlags{roots: []string{filepath.Join(folder, "src")}}, folder), "suspects", map[string]any{"dumps": names}, &told)
	for i, s := range printed.Suspects {
		if i >= len(told.Suspects) || !reflect.DeepEqual(s.Evidence, told.Suspects[i].Evidence) {
			t.Errorf("an assistant is told %+v, and JSON has %+v", told.Suspects, s.Evidence)
		}
		for _, e := range s.Evidence {
			if !strings.Contains(text, "   "+e.Text+"\n") || !strings.HasPrefix(e.Text, map[bool]string{true: "for: ", false: "against: "}[e.For]+e.Principle+": "+e.Measured) {
				t.Errorf("%q is not in\n%s", e.Text, text)
			}
		}
	}
}
