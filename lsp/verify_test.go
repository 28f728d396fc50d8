package lsp

import (
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap/wire"
)

// Whether a cure worked is said by command and document, of runs that are named
// or found.
func TestVerify(t *testing.T) {
	names := []string{leak + "1", leak + "2", leak + "3", "p540-amd64-d050"}
	dir := workspace(t, names...)
	e := startAnalysing(t, dir, seriesOptions)
	e.status("ready")
	e.analysed()
	paths := func(names ...string) string {
		var quoted []string
		for _, name := range names {
			quoted = append(quoted, fmt.Sprintf("%q", name+".pmat.gz"))
		}
		return "[" + strings.Join(quoted, ",") + "]"
	}
	var v wire.Verification
	named := fmt.Sprintf(`{"before": %s, "after": %s}`, paths(names[:3]...), paths(leak+"2"))
	if err := e.execute(commandVerify, named, &v); err != nil {
		t.Fatal(err)
	}
	if c := v.Changes[0]; len(v.Before) != 3 || len(v.After) != 1 || c.State != wire.VerifyStill || !slices.Equal(c.Before, []int64{60, 120, 180}) || !slices.Equal(c.After, []int64{120}) || c.Suspect.Line != 121 {
		t.Errorf("verify: %+v", v)
	}
	content := e.content(e.opened(fmt.Sprintf(`{"kind": "verify", "before": %s, "after": %s}`, paths(names[:3]...), paths(leak+"2"))))
	for _, part := range []string{
		"Did the cure work?\n  before  p536-amd64-d046-leak.1.pmat.gz\n", "  after   p536-amd64-d046-leak.2.pmat.gz\n",
		"  ✗ still there: 180 → 120 closures at lib/Leaky/App.pm line 121", "2 still there",
	} {
		if !strings.Contains(content, part) {
			t.Errorf("the document has no %q:\n%s", part, content)
		}
	}
	for argument, want := range map[string]string{
		`{"before": ["a.pmat"]}`:                            "give the dumps before the cure and those after it",
		`{"before": [""], "after": ["b.pmat"]}`:             "the path of a dump is empty",
		`{"before": ["none.pmat"], "after": ["none.pmat"]}`: "none.pmat",
		`{"level": "severe"}`:                               "level must be high, medium or low",
		`{"before": ["` + leak + `1.pmat.gz","p540-amd64-d050.pmat.gz"], "after": ["` + leak + `3.pmat.gz"]}`: "not a dump of the same process",
	} {
		if err := e.execute(commandVerify, argument, nil); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s answers %v, not %q", argument, err, want)
		}
	}
}

// The runs that are compared by default are the newest one and the last one that
// had ended when it began.
func TestVerifyFindsRuns(t *testing.T) {
	names := []string{leak + "1", leak + "2", leak + "3", "p536-amd64-d046-gadget", "p540-amd64-d050"}
	dir := workspace(t, names...)
	at := time.Date(2026, 3, 4, 10, 21, 0, 0, time.Local)
	for _, name := range names {
		if err := os.Chtimes(filepath.Join(dir, name+".pmat.gz"), at, at); err != nil {
			t.Fatal(err)
		}
		at = at.Add(10 * time.Minute)
	}
	e := startAnalysing(t, dir, seriesOptions)
	e.status("ready")
	var v wire.Verification
	if err := e.execute(commandVerify, `{}`, &v); err != nil {
		t.Fatal(err)
	}
	bases := func(paths []string) (names []string) {
		for _, p := range paths {
			names = append(names, strings.TrimSuffix(filepath.Base(p), ".pmat.gz"))
		}
		return names
	}
	if !slices.Equal(bases(v.Before), names[:3]) || !slices.Equal(bases(v.After), names[4:]) {
		t.Errorf("the runs are %q and %q", bases(v.Before), bases(v.After))
	}
}
