package handbook_test

import (
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/diagnose/handbook"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/verify"
)

// TestSections: there is a section for each kind, by its code, and no other but
// the one on how to be sure.
func TestSections(t *testing.T) {
	want := []string{"sure"}
	for _, k := range diagnose.Kinds() {
		want = append(want, k.Code())
	}
	got := handbook.Sections()
	slices.Sort(want)
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("there are sections on %q, not on %q", got, want)
	}
	if _, ok := handbook.Section("none"); ok {
		t.Error("there is a section that is none")
	}
}

// programs gives the programs of a section: the indented blocks with a package
// statement. They must be that before the cure and that after it.
func programs(t *testing.T, section string) (before, after string) {
	t.Helper()
	var all []string
	var b strings.Builder
	for line := range strings.Lines(section + "\nend\n") {
		code, ok := strings.CutPrefix(line, "    ")
		switch {
		case ok:
			b.WriteString(code)
		case strings.TrimSpace(line) == "":
			b.WriteString("\n")
		default:
			if text := strings.Trim(b.String(), "\n"); strings.HasPrefix(text, "package ") {
				all = append(all, text+"\n")
			}
			b.Reset()
		}
	}
	if len(all) != 2 {
		t.Fatalf("there are %d programs, not 2", len(all))
	}
	return all[0], all[1]
}

// run lets a program work in a folder and gives its dumps.
func run(t *testing.T, dir, text string) verify.Side {
	t.Helper()
	if err := os.WriteFile(filepath.Join(dir, "App.pm"), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	out := t.TempDir()
	if said, err := exec.Command("perl", "../../../testdata/leaks/run.pl", dir, out).CombinedOutput(); err != nil || len(said) > 0 {
		t.Fatalf("%v: %s", err, said)
	}
	var heaps []*heap.Heap
	for _, name := range []string{"early", "mid", "late"} {
		h, err := heap.Open(t.Context(), filepath.Join(out, name+".pmat"), heap.Options{})
		if err != nil {
			t.Fatal(err)
		}
		t.Cleanup(func() { _ = h.Close() })
		heaps = append(heaps, h)
	}
	s, err := growth.NewSeries(t.Context(), heaps, false)
	if err != nil {
		t.Fatal(err)
	}
	folders := []string{dir}
	reader := files.New(t.Context(), files.Policy{Folders: folders, Elsewhere: true})
	return verify.Side{Series: s, Program: site.NewProgram(s.Last(), site.Workspace{Folders: folders, Files: site.NewDisk(s.Last(), reader, folders, nil)})}
}

// TestPrograms: of each section's program the line that is marked is found, as what
// the section is about, and with the cure it is gone.
func TestPrograms(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	if err := exec.Command("perl", "-MDevel::MAT::Dumper", "-e", "$] >= 5.036 or die").Run(); err != nil {
		t.Skip("needs perl 5.36 with Devel::MAT::Dumper")
	}
	for _, k := range diagnose.Kinds() {
		t.Run(k.Code(), func(t *testing.T) {
			section, _ := handbook.Section(k.Code())
			leaks, cured := programs(t, section)
			line := 0
			for i, l := range strings.Split(leaks, "\n") {
				if strings.HasSuffix(l, "# here") {
					line = i + 1
				}
			}
			dir := t.TempDir()
			before := run(t, dir, leaks)
			found, err := diagnose.Find(t.Context(), before.Series, diagnose.Options{Program: before.Program})
			if err != nil || len(found) == 0 {
				t.Fatalf("nothing is found: %v", err)
			}
			if x := &found[0]; x.Kind != k || int(x.Place.Line) != line || x.Level != diagnose.High {
				t.Errorf("first is a %s at line %d, %s, not a %s at line %d: %s", x.Kind, x.Place.Line, x.Level, k, line, x.Why)
			}
			r, err := verify.Compare(t.Context(), before, run(t, dir, cured), verify.Options{Level: diagnose.Medium})
			if err != nil || !r.Cured() {
				t.Errorf("%v: the cure leaves %+v", err, r)
			}
		})
	}
}
