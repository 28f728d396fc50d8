package main

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
)

// TestVerifyStatus: 0 if all suspects are gone, 1 if something is left or new, 2
// if that could not be found out.
func TestVerifyStatus(t *testing.T) {
	var dumps []string
	for _, n := range []string{"1", "2", "3"} {
		dumps = append(dumps, dumpPath("p536-amd64-d046-leak."+n))
	}
	other := dumpPath("p540-amd64-d050-class")
	root := []string{"verify", "--root", filepath.Join(testdata, "dumps", "src")}
	for _, c := range []struct {
		args   []string
		status int
		out    string
		errs   string
	}{
		{slices.Concat(dumps, []string{"--"}, dumps), 1, "still there: +120 → +120 closures at ", ""},
		{append(slices.Clone(dumps), "--", other), 0, "gone: 180 → 0 closures at ", ""},
		{append(slices.Clone(dumps), "--", other), 0, "(with one dump on one side, amounts are compared instead of growth)", ""},
		{[]string{dumps[2], other}, 0, "gone: ", ""},
		{[]string{other, dumps[2]}, 1, "new: 0 → 70 cycles at ", ""},
		{[]string{other, other}, 2, "", "nothing to verify: "},
		{dumps, 2, "", "name the dumps before the cure, then --"},
		{[]string{"--", other}, 2, "", "no dump is named before the --"},
		{[]string{other, "--"}, 2, "", "no dump is named behind the --"},
		{[]string{other, "--", other, "--json"}, 2, "", "--json stands behind the --"},
		{[]string{"--level", "severe", other, other}, 2, "", "high, medium or low"},
		{[]string{other, filepath.Join(t.TempDir(), "none.pmat")}, 2, "", "none.pmat"},
	} {
		out, errs, status := perlheap(t.Context(), slices.Concat(root, c.args)...)
		if status != c.status || !strings.Contains(out, c.out) || (c.errs == "") != (errs == "") || !strings.Contains(errs, c.errs) {
			t.Errorf("verify %v: status %d\n%s%s", c.args, status, out, errs)
		}
	}
	out, errs, status := perlheap(t.Context(), slices.Concat(root, []string{"--json"}, dumps, []string{"--"}, dumps)...)
	var v wire.Verification
	if err := json.Unmarshal([]byte(out), &v); err != nil || status != 1 || errs != "" {
		t.Fatalf("--json: %v, status %d, %s", err, status, errs)
	}
	if c := v.Changes[0]; !v.Growth || len(v.Before) != 3 || c.State != wire.VerifyStill || c.Suspect.Line != 121 || !slices.Equal(c.After, []int64{60, 120, 180}) {
		t.Errorf("--json: %s", out)
	}
}

// A suspect that was weak before and is strong now is described by the dumps after,
// in which its SV is, even if those before have no such SV.
func TestVerifyWeakBefore(t *testing.T) {
	dir := t.TempDir()
	program := filepath.Join(dir, "shop.pl")
	if err := os.WriteFile(program, []byte("my $self = bless {}, 'Shop';\npush @{ $self->{known}{\"session $id\"} }, 'x';\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	args := []string{"verify", "--json", "--root", dir}
	for i, n := range []int{200, 200, 1500, 3000} {
		if i == 1 {
			args = append(args, "--")
		}
		path := filepath.Join(dir, fmt.Sprintf("%d.pmat", i))
		secretDump(t, path, program, n)
		args = append(args, path)
	}
	out, errs, status := perlheap(t.Context(), args...)
	var v wire.Verification
	if err := json.Unmarshal([]byte(out), &v); err != nil || status != 1 || len(v.Changes) != 1 {
		t.Fatalf("%v, status %d, %s%s", err, status, out, errs)
	}
	if c := v.Changes[0]; c.State != wire.VerifyStill || c.Suspect.Address != "0x10000000" {
		t.Errorf("%s, its SV is at %s", c.State, c.Suspect.Address)
	}
}
