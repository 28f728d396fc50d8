package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
)

func TestPopulation(t *testing.T) {
	leak := func(i string) string { return dumpPath("p536-amd64-d046-leak." + i) }
	run := func(args ...string) string {
		out, errs, status := perlheap(t.Context(), args...)
		if status != 0 {
			t.Fatalf("%v: status %d: %s", args, status, errs)
		}
		return out
	}
	out := run("population", leak("3"), leak("1"), leak("2"), "--sort", "growth", "--limit", "10")
	for _, want := range []string{"60 → 120 → 180", "[…] sub lib/Leaky/App.pm:122", "%Leaky::Redis::POOL → {main} Leaky::Redis → {events}{error}"} {
		if !strings.Contains(out, want) {
			t.Errorf("no %q in\n%s", want, out)
		}
	}
	// Dumps of different processes compare too.
	out = run("population", leak("1"), dumpPath("p540-amd64-d050-class"), "--class", "Circle")
	if !strings.Contains(out, "0 → 19") && !strings.Contains(out, "19 → 0") {
		t.Errorf("the circles of one of two processes:\n%s", out)
	}
	out = run("population", leak("3"), "--under", "{events}{error}", "--json", "--limit", "0")
	var got wire.Populations
	if err := json.Unmarshal([]byte(out), &got); err != nil {
		t.Fatal(err)
	}
	if len(got.Populations) < 3 || got.Populations[0].Parent != 0 || got.Populations[1].Parent != 1 {
		t.Fatalf("populations: %+v", got.Populations)
	}
	closures := got.Populations[1]
	if closures.Count[0] != 180 || closures.Each[0] != 180 || !strings.HasPrefix(closures.Example[0], "0x") || closures.RetainedBytes[0] <= closures.Bytes[0] {
		t.Errorf("the closures: %+v", closures)
	}
}

func TestPopulationOfNothing(t *testing.T) {
	dump := dumpPath("p536-amd64-d046-gadget")
	for says, args := range map[string][]string{
		"no object of No::Such is alive": {"--class", "No::Such"},
		"nothing is called {no such}":    {"--under", "{no such}"},
		`"age" is not an order`:          {"--sort", "age"},
		"exclude each other":             {"--class", "A", "--under", "B"},
	} {
		if _, errs, status := perlheap(t.Context(), append([]string{"population", dump}, args...)...); status == 0 || !strings.Contains(errs, says) {
			t.Errorf("%v: status %d: %s", args, status, errs)
		}
	}
}
