package align

import (
	"bufio"
	"bytes"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap/perl"
)

var (
	modulesFlag = flag.String("modules", "", "comma-separated modules whose subs TestLocations asks perl for")
	placedFlag  = flag.Float64("placed", 99.9, "per cent of perl's locations that must fall in exactly one sub")
)

// TestLocations asks perl itself for the location, name and pad of every sub
// that a program with the given modules compiled, and holds Locate and Pick
// against it: each must fall in exactly one sub, one that declares or uses all
// names of the pad.
func TestLocations(t *testing.T) {
	if *modulesFlag == "" {
		t.Skip("give modules with -modules")
	}
	cmd := exec.Command("perl", append([]string{"testdata/locations.pl"}, strings.Split(*modulesFlag, ",")...)...)
	cmd.Stderr = os.Stderr
	out, err := cmd.Output()
	if err != nil {
		t.Fatal(err)
	}
	files := map[string]*perl.File{}
	var total, one, inferred, ambiguous, foreign, none, gone int
	sc := bufio.NewScanner(bytes.NewReader(out))
	sc.Buffer(nil, 1<<20)
	for sc.Scan() {
		c := strings.Split(sc.Text(), "\t")
		if len(c) != 6 {
			t.Fatalf("unexpected line %q", sc.Text())
		}
		f, ok := files[c[0]]
		if !ok {
			text, err := os.ReadFile(c[0])
			if err == nil {
				f = perl.Scan(text)
			}
			files[c[0]] = f
		}
		if f == nil {
			gone++ // the name comes from a # line directive
			continue
		}
		total++
		loc := perl.Location{}
		fmt.Sscan(c[1], &loc.Line)
		trait := Trait{Name: c[2], Pad: strings.Fields(c[3]), Captured: strings.Fields(c[4]), Constants: strings.Fields(c[5])}
		if trait.Name == "__ANON__" {
			trait.Name = ""
		}
		candidates := f.Locate(loc)
		i, unclear := Pick(f, candidates, trait)
		if i < 0 {
			none++
			t.Logf("no sub: %s", sc.Text())
			continue
		}
		s := f.Subs[i]
		pad := f.PadNames(i)
		var unknown []string
		for _, n := range trait.Pad {
			if !pad[n] {
				unknown = append(unknown, n)
			}
		}
		fit := perl.FitInside
		for _, c := range candidates {
			if c.Sub == i {
				fit = c.Fit
			}
		}
		switch {
		case unclear:
			ambiguous++
			t.Logf("ambiguous: %s", sc.Text())
		case len(unknown) > 0:
			foreign++
			t.Logf("pad: %s: %v not in %s %q %d-%d", sc.Text(), unknown, s.Kind, s.Name, s.Line, s.LastLine)
		default:
			one++
			if fit > perl.FitReach {
				inferred++
				t.Logf("not in the first statement: %s: %s %q %d-%d first %d-%d", sc.Text(), s.Kind, s.Name, s.Line, s.LastLine, s.FirstLine, s.FirstEndLine)
			}
		}
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	share := 100 * float64(one) / float64(max(total, 1))
	t.Logf("%d locations in %d files: %d in exactly one sub = %.3f %% (%d of them behind its first statement), %d ambiguous, %d with foreign pad names, %d in no sub; %d in files that do not exist",
		total, len(files), one, share, inferred, ambiguous, foreign, none, gone)
	if share < *placedFlag {
		t.Errorf("%.3f %% is below %.3f %%", share, *placedFlag)
	}
}
