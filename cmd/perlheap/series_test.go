package main

import (
	"bytes"
	"compress/gzip"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/mat"
)

// TestAgainstPmatScripts compares what works on whole dumps with the scripts
// that come with Devel::MAT.
func TestAgainstPmatScripts(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	t.Parallel()
	for _, script := range []string{"pmat-counts", "pmat-diff", "pmat-leakreport", "pmat-list-orphans"} {
		requireTool(t, script+" (Debian: libdevel-mat-perl)", "sh", "-c", "command -v "+script)
	}
	var dumps []string
	for _, n := range []string{"1", "2", "3"} {
		dumps = append(dumps, unpacked(t, "p536-amd64-d046-leak."+n))
	}
	for _, c := range []struct {
		script string
		theirs []string
		ours   []string
		same   func(line string) string // what is compared of a line; nothing if it is empty
	}{
		{"pmat-counts", append([]string{"--blessed"}, dumps...), append([]string{"counts", "--blessed"}, dumps...), tidy},
		{"pmat-diff", dumps[1:], append([]string{"diff"}, dumps[1:]...), func(line string) string {
			// Which tree an SV stands in depends on names of hash values.
			return tidy(strings.NewReplacer("│", "", "├─", "", "└─", "", " - ", "", " + ", "").Replace(line))
		}},
		{"pmat-leakreport", dumps, append([]string{"leakreport"}, dumps...), tidy},
		{"pmat-leakreport", append([]string{"--onefile"}, dumps...), append([]string{"leakreport", "--onefile"}, dumps...), tidy},
		{"pmat-list-orphans", dumps[:1], []string{"orphans", dumps[0]}, func(line string) string {
			line, _, _ = strings.Cut(line, "=") // perlheap adds package and root
			return tidy(regexp.MustCompile(`^(\S+)=\S+ at`).ReplaceAllString(line, "$1 at"))
		}},
	} {
		want := script(t, c.script, c.theirs)
		got, errs, status := perlheap(t.Context(), c.ours...)
		if status != 0 {
			t.Fatalf("%v: status %d: %s", c.ours, status, errs)
		}
		w, g := lines(pmatStyle(want), c.same), lines(got, c.same)
		if missing, extra := minus(w, g), minus(g, w); missing != nil || extra != nil {
			t.Errorf("%s: %d lines, ours %d\npmat:  %.600s\nours:  %.600s", c.script, len(w), len(g),
				strings.Join(missing, "\n       "), strings.Join(extra, "\n       "))
		}
		if len(w) == 0 {
			t.Errorf("%s printed nothing to compare", c.script)
		}
	}
}

// TestAgainstDevelMATReachability compares the class of every SV.
func TestAgainstDevelMATReachability(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	requireTool(t, "Devel::MAT (Debian: libdevel-mat-perl)", "perl", "-MDevel::MAT", "-e1")
	const ask = `use Devel::MAT; my $m = Devel::MAT->load(shift); $m->load_tool("Reachability");
		my @names = qw( none symtab user padlist lexical internal );
		printf "%#x %s\n", $_->addr, $names[ $_->reachable // 0 ] for $m->dumpfile->heap;`
	for _, name := range []string{"p514-amd64-d020", "p536-amd64-d046", "p536-amd64-d046-leak.2"} {
		out, err := exec.CommandContext(t.Context(), "perl", "-e", ask, unpacked(t, name)).Output()
		if err != nil {
			t.Fatal(err)
		}
		s := loaded(t, dumpPath(name))
		classes, err := mat.Reachability(t.Context(), s.heap)
		if err != nil {
			t.Fatal(err)
		}
		differ, namesGone := 0, s.heap.File().Header.Perl >= 5<<24|22<<16
		for _, line := range strings.Split(strings.TrimSpace(string(out)), "\n") {
			addr, want, _ := strings.Cut(line, " ")
			sv, err := s.heap.Find(addr)
			if err != nil {
				t.Fatal(err)
			}
			got := classes[sv].String()
			switch {
			case got == want:
			case want == "none":
				// Devel::MAT does not follow what it has found to be internal.
			case namesGone && want == "internal" && (got == "lexical" || got == "user"):
				// It knows lexicals by the SVs of their names, which are no more.
			default:
				// What can be reached in two ways has the class of the first: hash order.
				if differ++; differ <= 5 {
					t.Logf("%s: %s is %s, not %s", name, s.heap.Desc(sv)+" at "+addr, got, want)
				}
			}
		}
		if most := s.heap.Count() / 2000; differ > most {
			t.Errorf("%s: %d SVs have another class than Devel::MAT says, at most %d should", name, differ, most)
		}
	}
}

func tidy(line string) string {
	line = strtab.ReplaceAllString(line, "HASH(…)$1")
	return strings.TrimSpace(spaces.ReplaceAllString(strings.ReplaceAll(line, "-", ""), " "))
}

func lines(text string, same func(string) string) []string {
	var list []string
	for _, line := range strings.Split(text, "\n") {
		if line = same(line); line != "" {
			list = append(list, line)
		}
	}
	slices.Sort(list)
	return list
}

func unpacked(t *testing.T, name string) string {
	t.Helper()
	f, err := os.Open(dumpPath(name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close() //nolint:errcheck // it is only read
	zr, err := gzip.NewReader(f)
	if err != nil {
		t.Fatal(err)
	}
	b, err := io.ReadAll(zr)
	if err != nil {
		t.Fatal(err)
	}
	path := filepath.Join(t.TempDir(), name+".pmat")
	if err := os.WriteFile(path, b, 0o600); err != nil {
		t.Fatal(err)
	}
	return path
}

func script(t *testing.T, name string, args []string) string {
	t.Helper()
	cmd := exec.CommandContext(t.Context(), name, args...)
	cmd.Env = append(os.Environ(), "PERL_HASH_SEED=0", "PERL_PERTURB_KEYS=0")
	var out, errs bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &errs
	if err := cmd.Run(); err != nil {
		t.Fatalf("%s: %v\n%s", name, err, errs.Bytes())
	}
	return out.String()
}
