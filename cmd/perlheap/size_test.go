package main

import (
	"encoding/json"
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
)

// largest, lines and size say the same numbers of the same SV.
func TestSizesAgree(t *testing.T) {
	dump := dumpPath("p536-amd64-d046-leak.3")
	answer := func(to any, args ...string) {
		t.Helper()
		out, errs, status := perlheap(t.Context(), args...)
		if err := json.Unmarshal([]byte(out), to); status != 0 || err != nil {
			t.Fatalf("perlheap %q: status %d, %v, %s", args, status, err, errs)
		}
	}
	sizes := func(address string) (s wire.Sizes) {
		t.Helper()
		answer(&s, "size", "--retained", "--json", dump, address)
		return s
	}
	for option, of := range map[string]func(wire.Sizes) int64{
		"":           func(s wire.Sizes) int64 { return s.Bytes },
		"--struct":   func(s wire.Sizes) int64 { return s.StructureBytes },
		"--owned":    func(s wire.Sizes) int64 { return s.OwnedBytes },
		"--retained": func(s wire.Sizes) int64 { return *s.RetainedBytes },
	} {
		var l wire.Largest
		args := []string{"largest", "--json", dump, "5"}
		if option != "" {
			args = append(args, option)
		}
		if answer(&l, args...); len(l.Items) != 5 {
			t.Fatalf("largest %s has %d items", option, len(l.Items))
		}
		for _, item := range l.Items {
			if s := sizes(item.SV.Address); of(s) != item.Bytes || s.SV != item.SV {
				t.Errorf("%s: largest %s says %d, size %+v", item.SV.Address, option, item.Bytes, s)
			}
		}
	}
	var lines wire.Lines
	answer(&lines, "lines", "--json", dump)
	held := 0
	for _, l := range lines.Lines {
		if l.Kind != "variable" || l.Count != 1 || l.Scope != "package" {
			continue
		}
		if s := sizes(l.Example); s.OwnedBytes != l.Bytes {
			t.Errorf("%s: lines says %d, size %d", l.Name, l.Bytes, s.OwnedBytes)
		}
		if held++; held == 40 {
			break
		}
	}
	if held < 10 {
		t.Errorf("only %d variables", held)
	}
}
