package perl

import (
	"bytes"
	"flag"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

var layoutFlag = flag.Int("layouts", 0, "how many files TestLayout takes of each folder; 0 for a few")

// styles are ways to lay out a text: perltidy's own, Conway's, GNU's, with
// very short lines, and with as few blanks as possible.
var styles = [][]string{{"-npro"}, {"-npro", "-pbp", "-nst"}, {"-npro", "-gnu", "-l=60"}, {"-npro", "-l=24", "-bl", "-i=8", "-boc", "-bt=0", "-pt=0"}, {"-npro", "-mangle"}}

// TestLayout: what a record has, and which names a text mentions, does not
// depend on how perltidy lays the text out.
func TestLayout(t *testing.T) {
	tidy, err := exec.LookPath("perltidy")
	if err != nil {
		t.Skip("needs perltidy")
	}
	most, chosen := *layoutFlag, styles
	if most == 0 {
		most, chosen = 2, styles[2:]
	}
	if testing.Short() {
		most, chosen = 1, styles[3:]
	}
	dirs := []string{"testdata/scan", "../../testdata/leaks", "../../testdata/shop", "../../../shared/leaks", perlLibrary()}
	if testing.Short() {
		dirs = dirs[:3] // perltidy takes long for large files
	}
	var files []string
	for _, dir := range dirs {
		files = append(files, sample(dir, most)...)
	}
	var same, things int
	for _, name := range files {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		f := Scan(text)
		if f.Broken {
			continue
		}
		want := append(RecordOf(text, f).say(), sayMentions(text, f)...)
		for _, style := range chosen {
			cmd := exec.Command(tidy, append(style, "-st", "-se", "-nsyn")...)
			cmd.Stdin = bytes.NewReader(text[:f.End])
			out, err := cmd.Output()
			if err != nil || len(out) == 0 {
				continue // it understands something else
			}
			now := Scan(out)
			got := append(RecordOf(out, now).say(), sayMentions(out, now)...)
			things += len(want)
			if diff := firstDiff(want, got); diff != "" {
				t.Errorf("%s with %v: %s", name, style, diff)
				continue
			}
			same++
		}
	}
	t.Logf("%d files, %d layouts of them are the same, %d things compared", len(files), same, things)
	if same == 0 {
		t.Error("nothing was compared")
	}
}

func firstDiff(want, got []string) string {
	for i := range max(len(want), len(got)) {
		w, g := "nothing", "nothing"
		if i < len(want) {
			w = want[i]
		}
		if i < len(got) {
			g = got[i]
		}
		if w != g {
			return "want " + w + ", got " + g
		}
	}
	return ""
}

func perlLibrary() string {
	out, err := exec.Command("perl", "-MConfig", "-e", "print $Config{privlibexp}").Output()
	if err != nil {
		return ""
	}
	dir, err := filepath.EvalSymlinks(string(out)) // a link, which WalkDir does not follow
	if err != nil {
		return ""
	}
	return dir
}

// sample gives some Perl files of a folder, evenly chosen.
func sample(dir string, most int) []string {
	var all []string
	if dir == "" {
		return nil
	}
	_ = filepath.WalkDir(dir, func(path string, d fs.DirEntry, err error) error { // what is readable
		if err != nil || d.IsDir() || len(all) > 5000 {
			return nil
		}
		info, err := d.Info()
		if ext := filepath.Ext(path); err == nil && (ext == ".pm" || ext == ".pl") && info.Size() < 40<<10 && !strings.Contains(path, "unicore") {
			all = append(all, path)
		}
		return nil
	})
	if len(all) <= most {
		return all
	}
	var some []string
	for i := range most {
		some = append(some, all[i*len(all)/most])
	}
	return some
}
