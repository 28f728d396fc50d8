package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
)

// Every command answers the same, byte for byte, when the dump is loaded once
// more.
func TestLoadTwice(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	path := dumpPath("p536-amd64-d046-leak.3")
	first, second := loaded(t, path), loaded(t, path)
	sv := first.heap.Addr(heap.SV(first.heap.Count() / 3)).String()
	for _, line := range append(slices.Clone(every), "values defstash", "identify --weak defstash") {
		words := strings.Fields(strings.ReplaceAll(line, "SV", sv))
		if a, b := first.ask(t, words[0], words[1:]...), second.ask(t, words[0], words[1:]...); a != b {
			t.Errorf("%s: %s", line, differentLine(a, b))
		}
	}
	series := []string{dumpPath("p536-amd64-d046-leak.1"), dumpPath("p536-amd64-d046-leak.2"), path}
	for _, args := range [][]string{
		{"lines", path}, {"lines", "--json", path}, {"suspects", path},
		append([]string{"growth", "--all"}, series...), append([]string{"leakreport"}, series...), append([]string{"suspects", "--json"}, series...),
	} {
		a, errs, status := perlheap(t.Context(), args...)
		if status > 1 || a == "" {
			t.Fatalf("%v: status %d: %s", args, status, errs)
		}
		if b, _, _ := perlheap(t.Context(), args...); a != b {
			t.Errorf("%v: %s", args, differentLine(a, b))
		}
	}
}

func differentLine(a, b string) string {
	x, y := strings.Split(a, "\n"), strings.Split(b, "\n")
	for i := range min(len(x), len(y)) {
		if x[i] != y[i] {
			return "first " + x[i] + "\nthen " + y[i]
		}
	}
	return "one is longer"
}
