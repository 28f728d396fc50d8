package site_test

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/site"
)

// needPerl skips a test, or fails it where the tools are required, if perl
// cannot load some modules.
func needPerl(t *testing.T, modules ...string) {
	t.Helper()
	args := []string{"-MDevel::MAT::Dumper"}
	for _, m := range modules {
		args = append(args, "-M"+m)
	}
	if err := exec.Command("perl", append(args, "-e1")...).Run(); err != nil {
		if os.Getenv("PERLHEAP_REQUIRE_TOOLS") == "1" && len(modules) == 0 {
			t.Fatal("no perl with Devel::MAT::Dumper")
		}
		t.Skip("no perl with Devel::MAT::Dumper ", modules)
	}
}

// program is one that was run in a folder of its own, and what it left alive.
type program struct {
	t     *testing.T
	dir   string
	dump  string
	h     *heap.Heap
	items []site.Item
}

// run writes files, given as name and text, runs perl in their folder, and
// loads out.pmat, which the program writes there.
func run(t *testing.T, files map[string]string, args ...string) *program {
	t.Helper()
	return runOn(t, "perl", files, args...)
}

// runOn is run with a certain perl.
func runOn(t *testing.T, perl string, files map[string]string, args ...string) *program {
	t.Helper()
	p := &program{t: t, dir: t.TempDir()}
	for name, text := range files {
		p.write(name, text)
	}
	p.dump = filepath.Join(p.dir, "out.pmat")
	cmd := exec.Command(perl, args...)
	cmd.Dir = p.dir
	cmd.Env = append(os.Environ(), "PWD="+p.dir, "PERLDB_OPTS=NonStop=1 noTTY")
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s %v: %v\n%s", perl, args, err, out)
	}
	h, table := collect(t, p.dump)
	items, err := site.Alive(context.Background(), h, table, site.Options{})
	if err != nil {
		t.Fatal(err)
	}
	p.h, p.items = h, items
	return p
}

func (p *program) write(name, text string) {
	p.t.Helper()
	path := filepath.Join(p.dir, name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		p.t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		p.t.Fatal(err)
	}
}

// touch gives a file of the program another time.
func (p *program) touch(name string, at time.Time) {
	p.t.Helper()
	if err := os.Chtimes(filepath.Join(p.dir, name), at, at); err != nil {
		p.t.Fatal(err)
	}
}

// ran finds the files where they are now, as the commands do.
func (p *program) ran() *site.Program {
	folders := []string{p.dir}
	reader := files.New(p.t.Context(), files.Policy{Folders: folders, Elsewhere: true})
	return site.NewProgram(p.h, site.Workspace{Folders: folders, Files: site.NewDisk(p.h, reader, folders, nil), Written: growth.TimeOf(p.dump)})
}

// reading is the program with other texts, of which nobody knows how old they are.
func (p *program) reading(read func(path string) ([]byte, error)) *site.Program {
	found := p.ran()
	return site.NewProgram(p.h, site.Workspace{Folders: []string{p.dir}, Files: fakeFiles{found.File, read}, Written: growth.TimeOf(p.dump)})
}

// places lists the items of the program's own files and of none, a line each.
func (p *program) places() []string {
	l := p.ran()
	var all []string
	for k := range p.items {
		i := &p.items[k]
		s := l.Places(i)[0]
		if s.Path != "" && !strings.HasPrefix(s.Path, p.dir) {
			continue
		}
		file := "no file"
		if s.Path != "" {
			file, _ = filepath.Rel(p.dir, s.Path)
		}
		all = append(all, strings.TrimSpace(fmt.Sprintf("%s %s: %d at %s %s:%d %s %s", i.Kind, i.Name, i.Count, s.Role, file, s.Line, s.State, s.Reason)))
	}
	return all
}

// want checks that the places of a program have some lines.
func (p *program) want(lines ...string) {
	p.t.Helper()
	all := p.places()
	for _, line := range lines {
		if !slices.Contains(all, line) {
			p.t.Errorf("no %q in\n%s", line, strings.Join(all, "\n"))
			return
		}
	}
}

// drifted lists what is said to have moved, to be gone, or not to be sure.
func (p *program) drifted() []string {
	return slices.DeleteFunc(p.places(), func(line string) bool {
		return !strings.Contains(line, " moved") && !strings.Contains(line, " uncertain") && !strings.Contains(line, " gone")
	})
}

const dumpHere = "use Devel::MAT::Dumper; Devel::MAT::Dumper::dump('out.pmat');\n"
