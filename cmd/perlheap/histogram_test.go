package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
)

func TestHistogram(t *testing.T) {
	leak := func(i string) string { return dumpPath("p536-amd64-d046-leak." + i) }
	run := func(args ...string) string {
		out, errs, status := perlheap(t.Context(), args...)
		if status != 0 {
			t.Fatalf("%v: status %d: %s", args, status, errs)
		}
		return out
	}
	out := run("histogram", leak("1"), leak("3"), "--limit", "0")
	for _, want := range []string{"60 → 180", "sub lib/Leaky/App.pm:122", "50 → 70", "Leaky::Session", "symbol tables of perl\n"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	var got wire.Histogram
	if err := json.Unmarshal([]byte(run("histogram", leak("3"), "--site", "App.pm:122", "--json")), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Rows) != 1 || got.Rows[0].Kind != "closures" || got.Rows[0].RecordedLine != 122 || got.Rows[0].Count[0] != 180 {
		t.Errorf("the closures: %+v", got.Rows)
	}
	if out := run("histogram", leak("3"), "--class", "Leaky::Session"); strings.Count(out, "\n") != 2 || !strings.Contains(out, "70") {
		t.Errorf("the sessions:\n%s", out)
	}
	for says, args := range map[string][]string{"nothing in these dumps is of No::Such": {"--class", "No::Such"}, `"age" is not an order`: {"--sort", "age"}} {
		if _, errs, status := perlheap(t.Context(), append([]string{"histogram", leak("3")}, args...)...); status == 0 || !strings.Contains(errs, says) {
			t.Errorf("%v: status %d: %s", args, status, errs)
		}
	}
}
