//go:build measure

package site_test

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/site"
)

// project is a repository and what was read of it.
type project struct {
	t       *testing.T
	dir     string
	commits []string // that changed lib, oldest first
	ppi     *perlIdentities
	steps   map[string][]int // what [became] said
	texts   map[string][]byte
	sums    map[measured]*tally
}

func (p *project) git(args ...string) string {
	cmd := exec.Command("git", append([]string{"-C", p.dir}, args...)...)
	out, err := cmd.Output()
	if err != nil {
		p.t.Fatalf("git %v: %v", args, err)
	}
	return string(out)
}

// blob reads a text by its object name.
func (p *project) blob(id string) []byte {
	if _, ok := p.texts[id]; !ok {
		p.texts[id] = []byte(p.git("cat-file", "blob", id))
	}
	return p.texts[id]
}

// version is the object of a file after a commit.
type version struct {
	commit int
	id     string // "" if it was deleted
}

// versions gives what each file of lib was after each of the commits that
// changed it.
func (p *project) versions(from, to int) map[string][]version {
	index := map[string]int{}
	for i := from; i <= to; i++ {
		index[p.commits[i]] = i
	}
	files := map[string][]version{}
	for _, line := range strings.Split(p.git("ls-tree", "-r", p.commits[from], "--", "lib"), "\n") {
		if meta, path, ok := strings.Cut(line, "\t"); ok {
			files[path] = []version{{from, strings.Fields(meta)[2]}}
		}
	}
	at := -1
	for _, line := range strings.Split(p.git("log", "--first-parent", "-m", "--reverse", "--raw", "--no-abbrev", "--no-renames", "--format=commit %H", p.commits[from]+".."+p.commits[to], "--", "lib"), "\n") {
		if id, ok := strings.CutPrefix(line, "commit "); ok {
			at = index[id]
		} else if strings.HasPrefix(line, ":") {
			meta, path, _ := strings.Cut(line, "\t")
			f := strings.Fields(meta)
			v := version{at, f[3]}
			if f[4] == "D" {
				v.id = ""
			}
			files[path] = append(files[path], v)
		}
	}
	return files
}

// from makes a dump of a revision and places it in that and in later ones;
// false if perl does not get that far.
func (p *project) from(at int, later []int) bool {
	t := p.t
	dir := t.TempDir()
	cmd := exec.Command("sh", "-c", `git -C "$1" archive "$2" lib | tar x -C "$3"`, "sh", p.dir, p.commits[at], dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s %s: %v\n%s", p.dir, p.commits[at], err, out)
	}
	lib, path := filepath.Join(dir, "lib"), filepath.Join(dir, "a.pmat")
	versions := p.versions(at, at+slices.Max(later))
	plain, _ := p.load(lib, path)
	marks := p.mark(dir, at, versions)
	failed, compiled := p.load(lib, path)
	if compiled == nil {
		t.Logf("%s %s: nothing was compiled", p.dir, p.commits[at])
		return false
	}
	for name := range failed {
		if !plain[name] {
			t.Logf("%s %s: %s is not loaded with marks", p.dir, p.commits[at], name)
		}
	}
	h, err := heap.Open(context.Background(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // it was only read
	subs := marked(h, marks, compiled)
	for _, n := range later {
		now := &checkout{p: p, dir: dir, versions: versions, at: at + n}
		for _, how := range []string{byFingerprint, byTime, byRevision} {
			where := site.Workspace{Files: fakeFiles{asIs, now.read}}
			switch how {
			case byTime:
				where.History = now
			case byRevision:
				where.History = atRevision{now}
			}
			after := site.NewProgram(h, where)
			sum := p.sums[measured{how, n}]
			if sum == nil {
				sum = &tally{}
				p.sums[measured{how, n}] = sum
			}
			for _, cv := range h.Codes().Compiled() {
				loc, ok := h.Code(cv).Location()
				if !ok || loc.Line == 0 || now.id(loc.File) == "" {
					continue
				}
				s, ok := subs[h.Code(cv).OpRoot()]
				if !ok || s.file != loc.File {
					sum.unmarked++
				} else {
					p.judge(sum, fmt.Sprintf("%d commits later, %s", n, how), now, cv, h, s, after.PlaceCode(cv))
				}
			}
		}
	}
	return true
}

// load lets perl load all modules of a folder and dump itself. It gives the
// modules that it does not load, and the addresses of the CODEs of marked subs by
// number; nil if there is no dump.
func (p *project) load(lib, dump string) (failed map[string]bool, compiled map[int]pmat.Addr) {
	out, err := exec.Command("perl", "testdata/loadall.pl", lib, dump, dump+".marks").CombinedOutput()
	if err != nil {
		p.t.Logf("%s: %v\n%s", p.dir, err, out)
		return nil, nil
	}
	told, err := os.ReadFile(dump + ".marks")
	if err != nil {
		p.t.Fatal(err)
	}
	failed, compiled = map[string]bool{}, map[int]pmat.Addr{}
	for line := range strings.Lines(string(told)) {
		what, value, _ := strings.Cut(strings.TrimSpace(line), "\t")
		if what == "failed" {
			failed[value] = true
			continue
		}
		n, err := strconv.Atoi(what)
		if err != nil {
			p.t.Fatal(err)
		}
		addr, err := strconv.ParseUint(value, 16, 64)
		if err != nil {
			p.t.Fatal(err)
		}
		compiled[n] = pmat.Addr(addr)
	}
	return failed, compiled
}

// markedSub is a sub of the text that ran, by its index among what PPI saw.
type markedSub struct {
	file       string
	sub        int
	start, end perl.Line
}

// mark marks all modules of a checkout, and tells what it marked.
func (p *project) mark(dir string, at int, versions map[string][]version) []markedSub {
	var marks []markedSub
	for path, vs := range versions {
		if !strings.HasSuffix(path, ".pm") || len(vs) == 0 || vs[0].id == "" || vs[0].commit != at {
			continue
		}
		text := p.blob(vs[0].id)
		subs := p.ppi.of(vs[0].id, text)
		name := filepath.Join(dir, path)
		if err := os.WriteFile(name, mark(text, subs, len(marks)), 0o600); err != nil {
			p.t.Fatal(err)
		}
		for i, s := range subs {
			marks = append(marks, markedSub{name, i, lineAt(text, s.start), lineAt(text, s.end)})
		}
	}
	return marks
}

func lineAt(text []byte, offset int) perl.Line {
	return perl.Line(bytes.Count(text[:offset], []byte("\n")) + 1)
}

// marked gives the marked subs that are in a heap by optree. A mark in a block
// that is no sub was put into the sub around it, which is told by the first mark
// of an address.
func marked(h *heap.Heap, marks []markedSub, compiled map[int]pmat.Addr) map[pmat.Addr]markedSub {
	subs := map[pmat.Addr]markedSub{}
	seen := map[pmat.Addr]int{}
	for n, m := range marks {
		addr, ok := compiled[n]
		if !ok {
			continue
		}
		if first, again := seen[addr]; again && marks[first].file == m.file && m.start <= marks[first].end {
			continue
		}
		seen[addr] = n
		sv, ok := h.At(addr)
		if !ok || h.Kind(sv) != heap.KindCode {
			continue
		}
		// The address may be that of another CODE by now.
		if loc, ok := h.Code(sv).Location(); ok && loc.File == m.file && int(m.start) <= loc.Line && loc.Line <= int(m.end) {
			subs[h.Code(sv).OpRoot()] = m
		}
	}
	return subs
}

// became follows the subs of a file from revision to revision.
func (p *project) became(versions []version) []int {
	from := versions[0].id
	to := make([]int, len(p.ppi.seen[from]))
	for i := range to {
		to[i] = i
	}
	last := from
	for _, v := range versions[1:] {
		if v.id == "" {
			for i := range to {
				to[i] = undecided
			}
			continue
		}
		step := p.step(last, v.id)
		for i := range to {
			if to[i] != undecided {
				to[i] = step[to[i]]
			}
		}
		last = v.id
	}
	if len(versions) > 2 {
		for i, j := range p.step(from, last) {
			switch {
			case to[i] == undecided:
				to[i] = j
			case j != undecided && j != to[i]:
				to[i] = undecided
			}
		}
	}
	return to
}

func (p *project) step(from, to string) []int {
	key := from + to
	if _, known := p.steps[key]; !known {
		old := p.blob(from)
		now := p.blob(to)
		if from == to {
			p.steps[key] = make([]int, len(p.ppi.of(from, old)))
			for i := range p.steps[key] {
				p.steps[key][i] = i
			}
		} else {
			p.steps[key] = became(p.ppi.of(from, old), p.ppi.of(to, now))
		}
	}
	return p.steps[key]
}
