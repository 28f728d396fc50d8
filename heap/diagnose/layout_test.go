package diagnose

import (
	"fmt"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/site"
)

// layouts are how perltidy lays texts out: with very short lines, and with as few blanks
// as possible.
var layouts = [][]string{{"-npro", "-l=24", "-bl", "-i=8", "-boc"}, {"-npro", "-mangle"}}

// laidOut gives each text in each of the layouts; nil where perltidy gives none.
func laidOut(t *testing.T, texts []string) [][]string {
	t.Helper()
	tidy, err := exec.LookPath("perltidy")
	if err != nil {
		if os.Getenv("PERLHEAP_REQUIRE_TOOLS") != "" {
			t.Fatal("needs perltidy")
		}
		t.Skip("needs perltidy")
	}
	dir := t.TempDir()
	names := make([]string, len(texts))
	for i, text := range texts {
		names[i] = filepath.Join(dir, fmt.Sprintf("%04d.pl", i))
		if err := os.WriteFile(names[i], []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	all := make([][]string, len(texts))
	for _, style := range layouts {
		cmd := exec.Command(tidy, slices.Concat(style, []string{"-nsyn", "-ole=unix"}, names)...)
		cmd.Dir = dir
		if out, err := cmd.CombinedOutput(); err != nil {
			t.Logf("perltidy: %v: %.500s", err, out) // of some that it takes for no Perl
		}
		for i, name := range names {
			if out, err := os.ReadFile(name + ".tdy"); err == nil && len(out) > 0 {
				all[i] = append(all[i], string(out))
				if err := os.Remove(name + ".tdy"); err != nil {
					t.Fatal(err)
				}
			}
		}
	}
	return all
}

// laidOutAlike checks that a rule says of codes what it should, however they are laid out.
func laidOutAlike(t *testing.T, cases map[string]bool, rule func(code string) bool) {
	t.Helper()
	if testing.Short() {
		return // perltidy takes long
	}
	codes := slices.Sorted(maps.Keys(cases))
	for i, all := range laidOut(t, codes) {
		for _, code := range all {
			if got := rule(code); got != cases[codes[i]] {
				t.Errorf("%v of %q, laid out as %q", got, codes[i], code)
			}
		}
	}
}

// TestLayout: what the rules read in the texts of the gallery does not depend on how they
// are laid out in lines.
func TestLayout(t *testing.T) {
	var names, texts []string
	for _, dir := range []string{"leaks", "unseen-second/leaks", "unseen-fifth/leaks", "quiet"} {
		for _, ext := range []string{"pm", "pl"} {
			found, err := filepath.Glob(filepath.Join("../../testdata", dir, "*", "*."+ext))
			if err != nil {
				t.Fatal(err)
			}
			names = append(names, found...)
		}
	}
	if testing.Short() {
		names = names[:min(len(names), 20)]
	}
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts = append(texts, string(text[:perl.Scan(text).End]))
	}
	same := 0
	for i, all := range laidOut(t, texts) {
		want := ruled(texts[i])
		for _, text := range all {
			same++
			for k, got := range ruled(text) {
				if k >= len(want) || got != want[k] {
					t.Errorf("%s: want %v, got %s in\n%s", names[i], want[min(k, len(want)-1)], got, text)
					same--
					break
				}
			}
		}
	}
	t.Logf("%d layouts of %d texts give the same", same, len(texts))
	if same < len(texts) {
		t.Error("most could not be laid out")
	}
}

// ruled is what rules say of all that a text does, in its order.
func ruled(code string) (all []string) {
	b := []byte(code)
	t := newText(&site.Text{Path: "/p/X.pm", Bytes: b, File: perl.Scan(b)})
	add := func(format string, args ...any) { all = append(all, fmt.Sprintf(format, args...)) }
	rec := t.record()
	for i := range rec.Limits {
		l := &rec.Limits[i]
		st := t.statementAt(l.Start)
		add("limit %s %s: %c, leaves %v, %v", l.Term, l.Op, t.trueFor(l.Op, st), t.leaves(st), t.leavesOnAny(st))
	}
	for i := range rec.Stores {
		s := &rec.Stores[i]
		name := s.Target.Name
		if n := len(s.Target.Steps); n > 0 {
			name = s.Target.Steps[n-1].Name
		}
		add("store %s: again %v, filters %v, takes one %v", s.Target, t.startsAgain(s), t.filters(s, name), t.takesOne(s))
	}
	for i := range rec.Removals {
		m := &rec.Removals[i]
		name := baseName(m.Target.Name)
		if n := len(m.Target.Steps); n > 0 {
			name = m.Target.Steps[n-1].Name
		}
		add("removal %s: put back %d, old %v, picks %v, by caller %v, limited %v, looped %v", m.Target,
			t.putBack(m, name), t.agesOut(m, name), t.picks(m), t.byCaller(m), t.isLimit(m.Condition), t.isLooped(m.At))
	}
	for i := range t.coded.Subs {
		add("sub %s: reads %v, once %v, periodic %v", t.coded.Subs[i].Name, t.readingEnds(i) != "", t.once(i), t.isPeriodic(i))
	}
	return all
}
