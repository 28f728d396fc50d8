package main

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/wire"
)

// TestHabits: what hands type that know pmat, against what perlheap's help
// says.
func TestHabits(t *testing.T) {
	dump := dumpPath("p536-amd64-d046-gadget")
	for _, c := range []struct{ typed, same []string }{
		{[]string{dump, "largest"}, []string{"largest", dump}},
		{[]string{"-q", dump, "largest", "3"}, []string{"largest", dump, "3"}},
		{[]string{"--quiet", dump, "show", "-full_pv", "main_cv"}, []string{"show", "--full-pv", dump, "main_cv"}},
		{[]string{dump, "identify", "-weak", "-depth", "3", "%main::INC"}, []string{"identify", dump, "%main::INC", "--weak", "--depth", "3"}},
		{[]string{dump, "identify", "%main::INC", "-depth=3", "-d2"}, []string{"identify", dump, "%main::INC", "--depth", "2"}},
		{[]string{dump, "find", "-count", "cv", "-xsub"}, []string{"find", "--count", dump, "cv", "--xsub"}},
		{[]string{dump, "help", "show"}, []string{"show", "--help"}},
		{[]string{dump, "find", "--", "cv", "-xsub"}, []string{"find", dump, "cv", "--xsub"}},
		{[]string{dump, "tools"}, []string{"tool", "Identify"}},
		{[]string{"elems", dump, "@main::INC", "--start", "1"}, []string{"elems", dump, "@main::INC", "1"}},
		{[]string{"values", dump, "%main::INC", "-skip", "2"}, []string{"values", dump, "%main::INC", "2"}},
		{[]string{"values", dump, "%main::INC", "/STRICT/i", "-H"}, []string{"values", dump, "%main::INC", "/strict/"}},
		{[]string{"values", dump, "%main::INC", "/ s t r i c t # x/xa"}, []string{"values", dump, "%main::INC", "/strict/"}},
	} {
		typed, errs, status := perlheap(t.Context(), c.typed...)
		same, sameErrs, _ := perlheap(t.Context(), c.same...)
		if status != 0 || typed != same || typed == "" {
			t.Errorf("perlheap %q: status %d, %s%.200s\nperlheap %q: %s%.200s", c.typed, status, errs, typed, c.same, sameErrs, same)
		}
	}
}

// TestHabitsOfTheShell is the same in a shell, where nobody types the dump.
func TestHabitsOfTheShell(t *testing.T) {
	s := loaded(t, dumpPath("p536-amd64-d046-gadget"))
	for line, want := range map[string]string{
		"size":                               "SV is missing; usage: size SV",
		"size defstash x":                    `"x" is one argument too many; usage: size SV`,
		"diff " + s.path:                     "a second DUMP is missing; usage: diff DUMP DUMP",
		"growth":                             "DUMP is missing; usage: growth DUMP...",
		"help nosuch":                        `there is no command "nosuch"; help lists them`,
		"idnetify defstash":                  `there is no command "idnetify"; did you mean identify? (help lists all)`,
		"bench":                              "bench is not a command of the shell",
		"lsp":                                "lsp is not a command of the shell",
		"more":                               "there is no more",
		"identify %main::INC -waek":          "did you mean --weak?",
		"find -cuont cv":                     "did you mean --count?",
		"show *main::No::Such":               "there is no package main::No",
		"show '*NOSUCH'":                     "no symbol",
		"time nosuch":                        "no command",
		"values %main::INC --skip -1":        "0 or more",
		"largest 1 2 3 4":                    `"4" is one argument too many`,
		"version x":                          "one argument too many",
		"strtab /x/g":                        "is not a /PATTERN/",
		"identify %main::INC --depth=x -all": "depth",
	} {
		if _, errs := s.lines(t, line); !strings.Contains(errs, want) || strings.Count(errs, "\n") != 1 {
			t.Errorf("%s: got %q, want %q in it, on one line", line, errs, want)
		}
	}
	for line, want := range map[string]string{
		"show *STDOUT":                       "GLOB(",
		"show *main::STDOUT":                 "GLOB(",
		"identify %main::INC -weak -depth 3": "the symbol",
		"time summary":                       "\nran in 0.",
		"version":                            "go1.",
		"values %main::INC --no-sort -c 1":   "more)",
		"elems @main::INC -s 1 -c 1":         "[1] ",
		"strtab --no-sort -c 1":              "more)",
		"help":                               "identify",
	} {
		if out, errs := s.lines(t, line); !strings.Contains(out, want) || errs != "" {
			t.Errorf("%s: got %.300q, %q, want %q in it", line, out, errs, want)
		}
	}
	if out, _ := s.lines(t, "help"); regexp.MustCompile(`(?m)^ +(lsp|bench|demo|shell) `).MatchString(out) {
		t.Errorf("the shell's help lists what is no command of it:\n%s", out)
	}
}

// TestMore reads a list to its end, page by page.
func TestMore(t *testing.T) {
	s := loaded(t, dumpPath("p536-amd64-d046-gadget"))
	whole, _ := s.lines(t, "values %main::INC -c 1000")
	key := regexp.MustCompile(`(?m)^ +(\{"[^"]*"\})`)
	want := key.FindAllString(whole, -1)
	out, errs := s.lines(t, "values %main::INC -c 3")
	for s.more != nil && errs == "" {
		var page string
		page, errs = s.lines(t, "more")
		out += page
	}
	if got := key.FindAllString(out, -1); len(want) < 8 || !slices.EqualFunc(got, want, func(a, b string) bool { return strings.TrimSpace(a) == strings.TrimSpace(b) }) {
		t.Errorf("page by page there are %d values, want %d: %s", len(got), len(want), errs)
	}
	if _, errs := s.lines(t, "values %main::INC -c 1", "stop", "more"); !strings.Contains(errs, "no more") {
		t.Errorf("after stop, more says %q", errs)
	}
}

// TestUnsorted: the same pairs in another order, and where their keys stand.
func TestUnsorted(t *testing.T) {
	dump := dumpPath("p540-amd64-d050-class")
	read := func(args ...string) (keys []string, heks int) {
		out, errs, status := perlheap(t.Context(), append([]string{"values", dump, "%main::INC", "--json", "-c", "1000"}, args...)...)
		var page struct {
			Items []struct{ Key, HEK string }
		}
		if err := json.Unmarshal([]byte(out), &page); err != nil || status != 0 {
			t.Fatal(err, errs)
		}
		for _, p := range page.Items {
			keys = append(keys, p.Key)
			if p.HEK != "" {
				heks++
			}
		}
		return keys, heks
	}
	sorted, none := read()
	unsorted, all := read("--no-sort", "--hek")
	if !slices.IsSorted(sorted) || slices.IsSorted(unsorted) || none != 0 || all != len(unsorted) {
		t.Errorf("sorted %q (%d HEKs), unsorted %q (%d HEKs)", sorted, none, unsorted, all)
	}
	if slices.Sort(unsorted); !slices.Equal(sorted, unsorted) {
		t.Errorf("--no-sort lists others: %q and %q", sorted, unsorted)
	}
}

func TestVersion(t *testing.T) {
	for _, args := range [][]string{{"version"}, {"--version"}} {
		if out, _, status := perlheap(t.Context(), args...); status != 0 || !strings.HasPrefix(out, "perlheap ") || !strings.Contains(out, "commit ") || !strings.Contains(out, "go1.") {
			t.Errorf("%v: status %d, %q", args, status, out)
		}
	}
	out, _, _ := perlheap(t.Context(), "version", "--json")
	var b wire.Build
	if err := json.Unmarshal([]byte(out), &b); err != nil || b.Go == "" || b.Version == "" {
		t.Errorf("version --json: %v in %s", err, out)
	}
}
