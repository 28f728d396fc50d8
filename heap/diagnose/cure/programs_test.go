package cure_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/diagnose/cure"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/verify"
	"github.com/perlheap/perlheap/heap/wire"
)

// program is a program that leaks, with what is right to do. Its first lines
// are comments:
//
//	# cure: a part of the title of the edits, or none
//	# words: a part of what is said
//	# not: what is not said
//	# line: of the suspect, without these comments
//	# needs: a module that is not perl's own
type program struct {
	name, line string
	needs      []string
	text       []byte
	cure       string
	words, not []string
}

var folder = flag.String("programs", "testdata/programs", "a folder of programs")

func programs(t *testing.T) []program {
	t.Helper()
	names, err := filepath.Glob(filepath.Join(*folder, "*.pm"))
	if err != nil || len(names) == 0 {
		t.Fatalf("no programs: %v", err)
	}
	var all []program
	for _, name := range names {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		p := program{name: strings.TrimSuffix(filepath.Base(name), ".pm")}
		for {
			line, rest, _ := bytes.Cut(text, []byte("\n"))
			what, value, ok := strings.Cut(strings.TrimPrefix(string(line), "# "), ": ")
			if !ok || len(line) == 0 || line[0] != '#' {
				break
			}
			switch what {
			case "cure":
				p.cure = value // "?" to see it
			case "line":
				p.line = value
			case "needs":
				p.needs = append(p.needs, value)
			case "words":
				p.words = append(p.words, value)
			case "not":
				p.not = append(p.not, value)
			}
			text = rest
		}
		if p.text = text; p.cure == "" {
			t.Fatalf("%s does not say which cure is right", name)
		}
		all = append(all, p)
	}
	return all
}

// TestPrograms lets real programs leak, which they count themselves, applies
// the cure of the first suspect and lets them run again: they must say the
// same, and leak no more. Each is tried as it is, and with CRLF, a byte order
// mark and no final newline, on every perl at hand.
func TestPrograms(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	perls := perls()
	if len(perls) == 0 {
		t.Skip("needs perl 5.36 or newer with Devel::MAT::Dumper")
	}
	for _, p := range programs(t) {
		for variant, change := range map[string]func([]byte) []byte{
			"as it is": func(b []byte) []byte { return b },
			"CRLF, BOM, no final newline": func(b []byte) []byte {
				return append([]byte("\xef\xbb\xbf"), bytes.ReplaceAll(bytes.TrimRight(b, "\n"), []byte("\n"), []byte("\r\n"))...)
			},
		} {
			if variant != "as it is" && (p.cure == "none" || p.cure == "?" || bytes.Contains(p.text, []byte("<<"))) {
				continue // perl reads no here-documents with CRLF
			}
			for _, perl := range perls {
				t.Run(p.name+"/"+variant+"/"+filepath.Base(perl), func(t *testing.T) { p.check(t, perl, change(p.text)) })
			}
		}
	}
}

// perls are those that can run the programs: that of this system, newer ones
// beside it as perl5.40, and those that PERLHEAP_PERLS names.
func perls() []string {
	var usable []string
	for _, perl := range append([]string{"perl", "perl5.38", "perl5.40", "perl5.42"}, strings.Fields(os.Getenv("PERLHEAP_PERLS"))...) {
		if exec.Command(perl, "-MDevel::MAT::Dumper", "-e", "$] >= 5.036 or die").Run() == nil {
			usable = append(usable, perl)
		}
	}
	return usable
}

func (p *program) check(t *testing.T, perl string, text []byte) {
	for _, m := range p.needs {
		if exec.Command(perl, "-M"+m, "-e1").Run() != nil {
			t.Skip("needs " + m)
		}
	}
	dir := t.TempDir()
	said, alive := run(t, perl, dir, text)
	if alive == "0" {
		t.Fatalf("it does not leak:\n%s", said)
	}
	leaks := side(t, dir)
	x := first(t, leaks)
	texts := func(path string) *cure.Text {
		b, err := os.ReadFile(path)
		if err != nil {
			return nil
		}
		return &cure.Text{Bytes: b}
	}
	if x.Case == nil {
		t.Fatalf("%s line %d has no case: %s", x.Kind, x.Place.Line, x.Fix)
	}
	c := cure.For(x.Case, texts)
	t.Logf("%s line %d: %s; edits: %s", x.Kind, x.Place.Line, c.Fix, c.Title)
	if p.line != "" && fmt.Sprint(x.Place.Line) != p.line {
		t.Errorf("it is line %d, not %s: %s", x.Place.Line, p.line, x.Why)
	}
	if c.Fix != x.Fix {
		t.Errorf("the suspect says %q, the cure %q", x.Fix, c.Fix)
	}
	for _, w := range p.words {
		if !strings.Contains(c.Fix, w) {
			t.Errorf("it does not say %q: %s", w, c.Fix)
		}
	}
	for _, w := range p.not {
		if strings.Contains(c.Fix+c.Title, w) {
			t.Errorf("it says %q: %s", w, c.Fix)
		}
	}
	if p.cure == "none" {
		if len(c.Edits) > 0 {
			t.Errorf("edits are offered:\n%s", apply(string(text), c.Edits))
		}
		return
	}
	if p.cure == "?" && len(c.Edits) == 0 {
		return
	}
	if !strings.Contains(c.Title, p.cure) && p.cure != "?" {
		t.Fatalf("the cure is %q, not %q; %+v", c.Title, p.cure, x.Case)
	}
	cured := apply(string(text), c.Edits)
	now, alive := run(t, perl, dir, []byte(cured))
	if r, err := verify.Compare(t.Context(), leaks, side(t, dir), verify.Options{Level: diagnose.Low}); err != nil || r.Changes[0].State != wire.VerifyGone {
		t.Errorf("verify says %+v, %v", r, err)
	}
	if now != said || alive != "0" {
		t.Errorf("with the cure %s are alive, and it says\n%s\ninstead of\n%s\n%s", alive, now, said, cured)
	}
	if bytes.Contains(text, []byte("\r\n")) != strings.Contains(cured, "\r\n") || strings.Count(cured, "\r\n") > 0 && strings.Count(cured, "\n") != strings.Count(cured, "\r\n") {
		t.Errorf("lines end differently:\n%q", cured)
	}
}

// run lets a program work; it gives what it says and how many of what it counts
// are alive.
func run(t *testing.T, perl, dir string, text []byte) (said, alive string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "App.pm"), text, 0o644); err != nil {
		t.Fatal(err)
	}
	out, err := exec.Command(perl, "testdata/count.pl", dir, filepath.Join(dir, "x.pmat")).CombinedOutput()
	said, alive, ok := strings.Cut(strings.TrimSpace(string(out)), "alive: ")
	if err != nil || !ok {
		t.Fatalf("%v: %s\n%s", err, out, text)
	}
	return said, alive
}

// side is what a program has dumped, with its current text.
func side(t *testing.T, dir string) verify.Side {
	t.Helper()
	ctx := context.Background()
	h, err := heap.Open(ctx, filepath.Join(dir, "x.pmat"), heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Rename(filepath.Join(dir, "x.pmat"), filepath.Join(dir, "was.pmat")); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = h.Close() }) // it was only read
	s, err := growth.NewSeries(ctx, []*heap.Heap{h}, false)
	if err != nil {
		t.Fatal(err)
	}
	folders := []string{dir}
	reader := files.New(ctx, files.Policy{Folders: folders, Elsewhere: true})
	return verify.Side{Series: s, Program: site.NewProgram(h, site.Workspace{Folders: folders, Files: site.NewDisk(h, reader, folders, nil)})}
}

// first returns the first suspect of a program.
func first(t *testing.T, of verify.Side) *diagnose.Suspect {
	t.Helper()
	found, err := diagnose.Find(context.Background(), of.Series, diagnose.Options{Program: of.Program})
	if err != nil {
		t.Fatal(err)
	}
	for i := range found {
		if k := found[i].Kind; k == diagnose.SelfSub || k == diagnose.Cycle {
			return &found[i]
		}
	}
	t.Fatalf("no cycle is a suspect: %+v", found)
	return nil
}

// apply makes a text of edits.
func apply(text string, edits []cure.Edit) string {
	var b strings.Builder
	at := 0
	for _, e := range edits {
		b.WriteString(text[at:e.Start] + e.New)
		at = e.End
	}
	return b.String() + text[at:]
}
