package main

import (
	"encoding/json"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

// leakOf is a folder with three dumps of a leak, under names that are not in
// the order of time.
func leakOf(t *testing.T, times ...time.Duration) (dir string, paths []string) {
	t.Helper()
	dir = t.TempDir()
	at := time.Date(2026, 3, 4, 10, 0, 0, 0, time.UTC)
	for i, name := range []string{"early", "late", "mid"} {
		content, err := os.ReadFile(dumpPath("p536-amd64-d046-leak." + map[string]string{"early": "1", "mid": "2", "late": "3"}[name]))
		if err != nil {
			t.Fatal(err)
		}
		path := filepath.Join(dir, name+".pmat.gz")
		if err := os.WriteFile(path, content, 0o600); err != nil {
			t.Fatal(err)
		}
		if err := os.Chtimes(path, at.Add(times[i]), at.Add(times[i])); err != nil {
			t.Fatal(err)
		}
		paths = append(paths, path)
	}
	return dir, paths
}

// check dumps/*.pmat does not pass a leak because early, late, mid is the
// alphabet's order, whatever became of the times of the files.
func TestSeriesInAnyOrder(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	for name, times := range map[string][]time.Duration{
		"as written": {0, time.Hour, time.Minute},
		"unpacked":   {0, 0, 0},
		"copied":     {0, 3 * time.Second, 6 * time.Second},
	} {
		_, paths := leakOf(t, times...)
		inTime := []string{paths[0], paths[2], paths[1]}
		for _, given := range [][]string{paths, {paths[1], paths[2], paths[0]}, inTime} {
			moved := !slices.Equal(given, inTime)
			tell := func(command, errs string) {
				if strings.Contains(errs, "in order of time, the dumps are") != moved {
					t.Errorf("%s, %s: stderr is %q", name, command, errs)
				}
			}
			out, errs, status := perlheap(t.Context(), append([]string{"check"}, given...)...)
			if status != 1 || !strings.Contains(out, "closures") {
				t.Errorf("%s: check ends with %d: %s%s", name, status, out, errs)
			}
			tell("check", errs)
			for _, command := range []string{"growth", "suspects"} {
				out, errs, status := perlheap(t.Context(), append([]string{command, "--json"}, given...)...)
				var j struct {
					Dumps []json.RawMessage
					Order struct {
						Given []string
						Moved bool
						By    []string
					}
				}
				if status != 0 || json.Unmarshal([]byte(out), &j) != nil {
					t.Fatalf("%s: %s: status %d: %s", name, command, status, errs)
				}
				for k, dump := range j.Dumps {
					if !strings.Contains(string(dump), filepath.Base(inTime[k])) {
						t.Errorf("%s: %s: dump %d is %s", name, command, k, dump)
					}
				}
				if j.Order.Moved != moved || !slices.Equal(j.Order.Given, given) || len(j.Order.By) == 0 {
					t.Errorf("%s: %s: the order is %+v", name, command, j.Order)
				}
				tell(command, errs)
			}
			for _, command := range []string{"counts", "leakreport"} {
				want, _, _ := perlheap(t.Context(), append([]string{command}, inTime...)...)
				got, errs, status := perlheap(t.Context(), append([]string{command}, given...)...)
				if status != 0 || got != want {
					t.Errorf("%s: %s depends on the order given", name, command)
				}
				tell(command, errs)
			}
		}
		early, late := inTime[0], inTime[2]
		want, _, _ := perlheap(t.Context(), "diff", early, late)
		got, errs, status := perlheap(t.Context(), "diff", late, early)
		if status != 0 || got != want || !strings.Contains(errs, "in order of time, the dumps are") {
			t.Errorf("%s: diff depends on the order given: status %d, %s", name, status, errs)
		}
		if got, errs, _ := perlheap(t.Context(), "diff", "--order", "given", late, early); got == want || errs != "" {
			t.Errorf("%s: diff --order given does not take the dumps as they are named: %s", name, errs)
		}
		_, errs, status = perlheap(t.Context(), append([]string{"check", "--order", "given"}, paths...)...)
		if status != 0 || strings.Contains(errs, "order") {
			t.Errorf("%s: as given, check ends with %d: %s", name, status, errs)
		}
	}
	if _, errs, status := perlheap(t.Context(), "check", "--order", "size", "a.pmat"); status != 2 || !strings.Contains(errs, "must be time or given") {
		t.Errorf("status %d: %s", status, errs)
	}
}

// A worker and its parent have the same program, $^T and addresses. What grew
// between them can be told by shape, and who leaks cannot.
func TestSiblings(t *testing.T) {
	requireTool(t, "Devel::MAT::Dumper (Debian: libdevel-mat-dumper-perl)", "perl", "-MDevel::MAT::Dumper", "-e1")
	dir := t.TempDir()
	const program = `use Devel::MAT::Dumper; my @jobs = "$$ $^T";
		sub dump_to { Devel::MAT::Dumper::dump("$_[0].pmat") }
		dump_to("1"); if (!fork) { push @jobs, "$$"; dump_to("2"); exit } wait; push @jobs, 1; dump_to("3")`
	perl := exec.CommandContext(t.Context(), "perl", "-e", program)
	perl.Dir = dir
	if out, err := perl.CombinedOutput(); err != nil {
		t.Fatalf("%v: %s", err, out)
	}
	at := func(n string) string { return filepath.Join(dir, n+".pmat") }
	for _, given := range [][]string{{"1", "2", "3"}, {"3", "2"}, {"2", "1"}} {
		args := []string{"growth"}
		for _, n := range given {
			args = append(args, at(n))
		}
		_, errs, status := perlheap(t.Context(), args...)
		if status != 0 || !strings.Contains(errs, at("2")) || !strings.Contains(errs, "$$ was ") || !strings.Contains(errs, "compared by shape") {
			t.Errorf("%v: status %d: %s", given, status, errs)
		}
		args[0] = "suspects"
		if _, errs, status := perlheap(t.Context(), args...); status == 0 || !strings.Contains(errs, "$$ was ") {
			t.Errorf("suspects of %v: status %d: %s", given, status, errs)
		}
		args[0] = "growth"
		if _, errs, status := perlheap(t.Context(), append(args, "--force")...); status != 0 {
			t.Errorf("%v, forced: status %d: %s", given, status, errs)
		}
	}
	if _, errs, status := perlheap(t.Context(), "growth", at("3"), at("1")); status != 0 {
		t.Errorf("the parent: status %d: %s", status, errs)
	}
}
