//go:build measure

package site_test

import (
	"bytes"
	"context"
	"flag"
	"fmt"
	"iter"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/site"
)

var (
	clonesFlag = flag.String("clones", "", "comma-separated git repositories of Perl projects, bare or not, whose lib TestDriftOfProjects follows")
	startsFlag = flag.Int("starts", 4, "how many revisions of each project a dump is made of")
	spanFlag   = flag.Int("span", 1000, "among how many of the last commits that changed lib these are")
	showFlag   = flag.Bool("show", false, "print every sub that was placed wrongly")
	laterFlag  = flag.String("later", "1,5,20,100", "how many commits later the text is")
)

// The ways of placing that are measured.
const (
	byFingerprint = "by fingerprint"          // nothing is known of the history
	byTime        = "by the time of the dump" // all versions of the file are known
	byRevision    = "by the revision"         // the text that ran is known
)

type run struct {
	how   string
	later int
}

// TestDriftOfProjects makes dumps of programs that load all of a project at revision A
// and places their subs in the text of a later revision B of the same
// project. What a sub has become is found by following it from commit to
// commit; see [project.step].
func TestDriftOfProjects(t *testing.T) {
	if *clonesFlag == "" {
		t.Skip("give git repositories with -clones")
	}
	var later []int
	for _, n := range strings.Split(*laterFlag, ",") {
		var v int
		if _, err := fmt.Sscan(n, &v); err != nil {
			t.Fatal(err)
		}
		later = append(later, v)
	}
	all := map[run]*tally{}
	for _, dir := range strings.Split(*clonesFlag, ",") {
		p := &project{t: t, dir: dir, steps: map[string][]int{}, scans: map[string]*perl.File{}, texts: map[string][]byte{}, sides: map[string]*side{}, sums: map[run]*tally{}}
		p.commits = strings.Fields(p.git("rev-list", "--first-parent", "--reverse", "HEAD", "--", "lib"))
		dumps := 0
		for k := range *startsFlag {
			at := len(p.commits) - 1 - slices.Max(later) - k**spanFlag / *startsFlag
			if at >= 0 && p.from(at, later) {
				dumps++
			}
		}
		t.Logf("%s: %d dumps", dir, dumps)
		for r, sum := range p.sums {
			if all[r] == nil {
				all[r] = &tally{}
			}
			all[r].add(sum)
		}
		if r := (run{byFingerprint, slices.Max(later)}); p.sums[r] != nil {
			t.Logf("%d commits later, %s: %s", r.later, r.how, p.sums[r])
		}
	}
	for _, how := range []string{byFingerprint, byTime, byRevision} {
		for _, n := range later {
			sum := all[run{how, n}]
			if sum == nil {
				continue
			}
			t.Logf("all, %d commits later, %s: %s", n, how, sum)
			if s := sum.all; share(s.wrong, s.known) > 0.5 || n <= 20 && share(s.placed, s.there) < 95 {
				t.Errorf("%d commits later, %s: too few subs are placed, or too many wrongly", n, how)
			}
		}
	}
}

// counts are numbers of subs.
type counts struct {
	known     int // subs of which it is known what they have become
	there     int // those that the later text has
	placed    int // on the same sub
	uncertain int // of those that are there
	lost      int // there, and said to be gone
	wrong     int // placed on another sub, or on one though it was deleted
	gone      int // said to be gone, and deleted
	doubtful  int // deleted, and uncertain
	unknown   int // what it became is not known
}

func (c *counts) add(o counts) {
	c.known += o.known
	c.there += o.there
	c.placed += o.placed
	c.uncertain += o.uncertain
	c.lost += o.lost
	c.wrong += o.wrong
	c.gone += o.gone
	c.doubtful += o.doubtful
	c.unknown += o.unknown
}

func (c counts) String() string {
	return fmt.Sprintf("%d subs: %.2f %% placed, %.2f %% uncertain, %.2f %% lost; %d deleted (%d gone, %d uncertain); wrong %d = %.3f %%; excluded %d",
		c.known, share(c.placed, c.there), share(c.uncertain, c.there), share(c.lost, c.there), c.known-c.there, c.gone, c.doubtful, c.wrong, share(c.wrong, c.known), c.unknown)
}

func share(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }

// tally counts all subs, those of files that differ, and of these those that
// have no name.
type tally struct{ all, changed, anonymous counts }

func (t *tally) add(o *tally) {
	t.all.add(o.all)
	t.changed.add(o.changed)
	t.anonymous.add(o.anonymous)
}

func (t *tally) String() string {
	return fmt.Sprintf("\n  all files: %s\n  changed files: %s\n  of these, anonymous: %s", t.all, t.changed, t.anonymous)
}

// project is a repository and what was read of it.
type project struct {
	t       *testing.T
	dir     string
	commits []string         // that changed lib, oldest first
	steps   map[string][]int // what [project.step] said
	scans   map[string]*perl.File
	texts   map[string][]byte
	sides   map[string]*side
	sums    map[run]*tally
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
func (p *project) blob(id string) ([]byte, *perl.File) {
	if _, ok := p.texts[id]; !ok {
		p.texts[id] = []byte(p.git("cat-file", "blob", id))
		p.scans[id] = perl.Scan(p.texts[id])
	}
	return p.texts[id], p.scans[id]
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

// from makes a dump of a revision and places it in later ones; false if perl
// does not get that far.
func (p *project) from(at int, later []int) bool {
	t := p.t
	dir := t.TempDir()
	cmd := exec.Command("sh", "-c", `git -C "$1" archive "$2" lib | tar x -C "$3"`, "sh", p.dir, p.commits[at], dir)
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s %s: %v\n%s", p.dir, p.commits[at], err, out)
	}
	lib, path := filepath.Join(dir, "lib"), filepath.Join(dir, "a.pmat")
	load := exec.Command("perl", "testdata/loadall.pl", lib, path)
	if out, err := load.CombinedOutput(); err != nil {
		t.Logf("%s %s: %v\n%s", p.dir, p.commits[at], err, out)
		return false
	}
	h, err := heap.Open(context.Background(), path, heap.Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer h.Close() //nolint:errcheck // it was only read
	versions := p.versions(at, at+slices.Max(later))
	before := &site.Locator{Resolve: asIs, Read: os.ReadFile, Heap: h}
	for _, n := range later {
		now := &checkout{p: p, dir: dir, versions: versions, at: at + n}
		for _, how := range []string{byFingerprint, byTime, byRevision} {
			after := &site.Locator{Resolve: asIs, Heap: h, Read: now.read}
			switch how {
			case byTime:
				after.History = now
			case byRevision:
				after.History = atRevision{now}
			}
			sum := p.sums[run{how, n}]
			if sum == nil {
				sum = &tally{}
				p.sums[run{how, n}] = sum
			}
			for _, cv := range h.Compiled() {
				loc, ok := h.CodeLocation(cv)
				if !ok || loc.Line == 0 || now.id(loc.File) == "" {
					continue
				}
				if a := before.PlaceCode(cv); a.State == site.Exact && !a.Ambiguous {
					p.judge(sum, how, now, cv, h, a, after.PlaceCode(cv))
				}
			}
		}
	}
	return true
}

// checkout is a project after a commit, and the history of its files since
// the dump.
type checkout struct {
	p        *project
	dir      string
	versions map[string][]version // by path below dir
	at       int
}

func (c *checkout) of(path string) []version {
	rel, err := filepath.Rel(c.dir, path)
	if err != nil {
		return nil
	}
	vs := c.versions[filepath.ToSlash(rel)]
	for i, v := range vs {
		if v.commit > c.at {
			return vs[:i]
		}
	}
	return vs
}

// id is the object of a file, "" if there is none.
func (c *checkout) id(path string) string {
	if vs := c.of(path); len(vs) > 0 {
		return vs[len(vs)-1].id
	}
	return ""
}

func (c *checkout) read(path string) ([]byte, error) {
	if c.id(path) == "" {
		return nil, os.ErrNotExist
	}
	text, _ := c.p.blob(c.id(path))
	return text, nil
}

// Ran implements [site.History]: nobody has said what ran.
func (c *checkout) Ran(string) ([]byte, bool) { return nil, false }

// Versions implements [site.History].
func (c *checkout) Versions(path string) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for _, v := range slices.Backward(c.of(path)) {
			if v.id == "" {
				continue
			}
			if text, _ := c.p.blob(v.id); !yield(text) {
				return
			}
		}
	}
}

// atRevision is a checkout of which it is known what ran.
type atRevision struct{ *checkout }

// Ran implements [site.History].
func (c atRevision) Ran(path string) ([]byte, bool) {
	vs := c.of(path)
	if len(vs) == 0 || vs[0].id == "" {
		return nil, false
	}
	text, _ := c.p.blob(vs[0].id)
	return text, true
}

func asIs(recorded string) (string, bool) { return recorded, strings.HasPrefix(recorded, "/") }

// judge counts one sub.
func (p *project) judge(sum *tally, how string, now *checkout, cv heap.SV, h *heap.Heap, a, b site.Place) {
	loc, _ := h.CodeLocation(cv)
	versions := now.of(loc.File)
	want, id := a.Sub, versions[0].id
	for _, v := range versions[1:] {
		if v.id == "" {
			want = -2
			break
		}
		if want >= 0 {
			want = p.step(id, v.id)[want]
		}
		id = v.id
	}
	if want != -2 {
		want = p.restored(versions[0].id, id, a.Sub, want)
	}
	c := counts{known: 1}
	placed := b.State == site.Exact || b.State == site.Moved
	if want >= 0 {
		c.there = 1
	}
	switch {
	case want == -2:
		c = counts{unknown: 1}
	case placed && (b.Sub == want || b.Ambiguous && want >= 0 && b.Line == b.File.Subs[want].Line):
		c.placed = 1
	case placed:
		c.wrong = 1
	case want >= 0 && b.State == site.Gone:
		c.lost = 1
	case want >= 0:
		c.uncertain = 1
	case b.State == site.Gone:
		c.gone = 1
	default:
		c.doubtful = 1
	}
	sum.all.add(c)
	if id == versions[0].id {
		return
	}
	sum.changed.add(c)
	if a.File.Subs[a.Sub].Name == "" || a.File.Subs[a.Sub].Kind == perl.Block {
		sum.anonymous.add(c)
	}
	if *showFlag && (c.wrong+c.lost+c.uncertain > 0) {
		what := "wrong"
		if c.wrong == 0 {
			what = "missed"
		}
		old, _ := p.blob(versions[0].id)
		_, f := p.blob(id)
		name, _ := h.SymName(cv)
		line := perl.Line(0)
		if want >= 0 {
			line = f.Subs[want].Line
		}
		p.t.Logf("%s %s: %s line %d -> %s line %d, want %d: %s %q; git diff %.10s %.10s", what, how, name, loc.Line, b.State, b.Line, line, filepath.Base(loc.File), bytes.TrimSpace(bytes.SplitAfter(old, []byte("\n"))[a.Line-1]), versions[0].id, id)
	}
}
