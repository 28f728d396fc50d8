package perl

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"golang.org/x/tools/txtar"
)

var updateFlag = flag.Bool("update", false, "write what Scan finds into testdata/scan")

// TestScan compares what Scan finds in the Perl files of testdata/scan with
// the "want" file behind each.
func TestScan(t *testing.T) {
	archives, err := filepath.Glob("testdata/scan/*.txtar")
	if err != nil || len(archives) == 0 {
		t.Fatalf("no tests: %v", err)
	}
	for _, name := range archives {
		a, err := txtar.ParseFile(name)
		if err != nil {
			t.Fatal(err)
		}
		for i := 0; i+1 < len(a.Files); i += 2 {
			in, want := a.Files[i], &a.Files[i+1]
			t.Run(filepath.Base(name)+"/"+in.Name, func(t *testing.T) {
				f := Scan(in.Data)
				checkFile(t, in.Data, f)
				got := describe(in.Data, f)
				if *updateFlag {
					want.Data = []byte(got)
					return
				}
				if got != string(want.Data) {
					t.Errorf("%s", lineDiff(string(want.Data), got))
				}
			})
		}
		if *updateFlag {
			if err := os.WriteFile(name, txtar.Format(a), 0o666); err != nil {
				t.Fatal(err)
			}
		}
	}
}

func describe(text []byte, f *File) string {
	var b strings.Builder
	if f.Broken {
		b.WriteString("broken\n")
	}
	for _, p := range f.Packages {
		fmt.Fprintf(&b, "%s %s lines %d-%d\n", p.Keyword, p.Name, p.Line, f.LineOf(max(p.End-1, p.Start)))
	}
	for _, s := range f.Subs {
		fmt.Fprintf(&b, "%s%d-%d %s %s first %d-%d", strings.Repeat("  ", s.Depth), s.Line, s.LastLine, s.Kind, strings.TrimPrefix(s.Package+"::"+s.Name, "main::"), s.FirstLine, s.FirstEndLine)
		if s.Label != "" {
			b.WriteString(" label " + s.Label)
		}
		if s.Signature {
			b.WriteString(" signature")
		}
		if s.Prototype != "" {
			b.WriteString(" prototype " + s.Prototype)
		}
		if len(s.Attributes) > 0 {
			fmt.Fprintf(&b, " attributes %q", s.Attributes)
		}
		if len(s.Declares) > 0 {
			b.WriteString(" declares")
			for _, v := range s.Declares {
				b.WriteString(" " + v.Declarator + " " + v.Name)
			}
		}
		if len(s.Uses) > 0 {
			b.WriteString(" uses " + strings.Join(s.Uses, " "))
		}
		b.WriteByte('\n')
	}
	for _, v := range f.Declares {
		fmt.Fprintf(&b, "file %d %s %s\n", v.Line, v.Declarator, v.Name)
	}
	for _, x := range f.Blesses {
		fmt.Fprintf(&b, "bless %d %q\n", x.Line, x.Class)
	}
	for _, e := range f.Evals {
		fmt.Fprintf(&b, "eval %d\n", e.Line)
	}
	for _, d := range f.Directives {
		fmt.Fprintf(&b, "directive %d next %d %q\n", d.Line, d.Next, d.File)
	}
	if f.End < len(text) {
		fmt.Fprintf(&b, "code ends on line %d\n", f.LineOf(f.End))
	}
	return b.String()
}

func lineDiff(want, got string) string {
	var b bytes.Buffer
	w, g := strings.Split(want, "\n"), strings.Split(got, "\n")
	for _, l := range w {
		if !slices.Contains(g, l) {
			b.WriteString("\n-" + l)
		}
	}
	for _, l := range g {
		if !slices.Contains(w, l) {
			b.WriteString("\n+" + l)
		}
	}
	if b.Len() == 0 {
		return "the order differs:\n" + got
	}
	return b.String()
}
