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
	"strconv"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/perl"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/site"
)

var (
	clonesFlag = flag.String("clones", "", "comma-separated git repositories of Perl projects, bare or not, whose lib TestDriftOfProjects follows")
	startsFlag = flag.Int("starts", 4, "how many revisions of each project a dump is made of")
	spanFlag   = flag.Int("span", 1000, "among how many of the last commits that changed lib these are")
	showFlag   = flag.Bool("show", false, "print every sub that was placed wrongly")
	laterFlag  = flag.String("later", "0,1,5,20,100", "how many commits later the text is")
)

// The ways of placing that are measured.
const (
	byFingerprint = "by fingerprint"          // nothing is known of the history
	byTime        = "by the time of the dump" // all versions of the file are known
	byRevision    = "by the revision"         // the text that ran is known
)

type measured struct {
	how   string
	later int
}

// TestDriftOfProjects makes dumps of programs that load all of a project at
// revision A and places their subs in the text of a later revision B of the same
// project. Which sub of A a CODE is perl itself has told while it compiled, by
// marks that PPI put into the text; what this has become in B is told by PPI; see
// [mark] and [became]. Neither knows of heaps, of scanner or of alignment.
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
	all := map[measured]*tally{}
	ppi := newIdentities(t)
	for _, dir := range strings.Split(*clonesFlag, ",") {
		p := &project{t: t, dir: dir, ppi: ppi, steps: map[string][]int{}, texts: map[string][]byte{}, sums: map[measured]*tally{}}
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
		if r := (measured{byFingerprint, slices.Max(later)}); p.sums[r] != nil {
			t.Logf("%d commits later, %s: %s", r.later, r.how, p.sums[r])
		}
	}
	for _, how := range []string{byFingerprint, byTime, byRevision} {
		for _, n := range later {
			sum := all[measured{how, n}]
			if sum == nil {
				continue
			}
			t.Logf("all, %d commits later, %s: %s", n, how, sum)
			if s := sum.all; share(s.wrong, s.known) > 0.5 || n <= 20 && share(s.placed, s.known) < 95 {
				t.Errorf("%d commits later, %s: too few subs are placed, or too many wrongly", n, how)
			}
		}
	}
}

// counts are numbers of subs.
type counts struct {
	known     int // subs of which it is certain what they have become
	placed    int // on that
	uncertain int // and those that are placed nowhere
	lost      int // said to be gone
	wrong     int // placed on another sub
	unknown   int // what it became is not certain, nor that it is wrong
}

func (c *counts) add(o counts) {
	c.known += o.known
	c.placed += o.placed
	c.uncertain += o.uncertain
	c.lost += o.lost
	c.wrong += o.wrong
	c.unknown += o.unknown
}

func (c counts) String() string {
	return fmt.Sprintf("%d subs: %.3f %% placed, %.3f %% uncertain, %.3f %% lost; wrong %d = %.4f %%; undecided %d",
		c.known, share(c.placed, c.known), share(c.uncertain, c.known), share(c.lost, c.known), c.wrong, share(c.wrong, c.known), c.unknown)
}

func share(n, of int) float64 { return 100 * float64(n) / float64(max(of, 1)) }

// tally counts all subs, those of files that differ, and of these those that
// have no name.
type tally struct {
	all, changed, anonymous counts
	unmarked                int // CODEs of the project that no mark is in
}

func (t *tally) add(o *tally) {
	t.all.add(o.all)
	t.changed.add(o.changed)
	t.anonymous.add(o.anonymous)
	t.unmarked += o.unmarked
}

func (t *tally) String() string {
	return fmt.Sprintf("\n  all files: %s; unmarked %d\n  changed files: %s\n  of these, anonymous: %s", t.all, t.unmarked, t.changed, t.anonymous)
}

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
	return c.p.blob(c.id(path)), nil
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
			if !yield(c.p.blob(v.id)) {
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
	return c.p.blob(vs[0].id), true
}

func asIs(recorded string) (string, bool) { return recorded, strings.HasPrefix(recorded, "/") }

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

// judge counts one sub.
func (p *project) judge(sum *tally, how string, now *checkout, cv heap.SV, h *heap.Heap, s markedSub, b site.Place) {
	versions := now.of(s.file)
	from, id := versions[0].id, now.id(s.file)
	to := p.became(versions)
	old := p.blob(from)
	text := p.blob(id)
	subs := p.ppi.of(id, text)
	want := to[s.sub]
	isSub := func(j int) bool {
		if b.Sub < 0 {
			return false
		}
		sub := &b.Text.File.Subs[b.Sub]
		return sub.Start == subs[j].start || sub.Start == subs[j].body-1 || sub.End == subs[j].end+1 && sub.Start < subs[j].body && sub.Start > subs[j].start-20
	}
	placed := b.State == site.Exact || b.State == site.Moved
	c := counts{known: 1}
	switch {
	case want == undecided && placed && slices.ContainsFunc(to, func(j int) bool { return j != undecided && isSub(j) }):
		c.wrong = 1 // that is another one
	case want == undecided:
		c = counts{unknown: 1}
	case placed && (isSub(want) || b.Ambiguous && b.Line == lineAt(text, subs[want].start)):
		c.placed = 1
	case placed:
		c.wrong = 1
	case b.State == site.Gone:
		c.lost = 1
	default:
		c.uncertain = 1
	}
	sum.all.add(c)
	anonymous := p.ppi.seen[from][s.sub].name == ""
	if id != from {
		sum.changed.add(c)
		if anonymous {
			sum.anonymous.add(c)
		}
	}
	if *showFlag && (c.wrong+c.lost+c.uncertain > 0) {
		what := "wrong"
		if c.wrong == 0 {
			what = "missed"
		}
		line := perl.Line(0)
		if want >= 0 {
			line = lineAt(text, subs[want].start)
		}
		name, _ := h.Symbols().Name(cv)
		loc, _ := h.Code(cv).Location()
		first, _, _ := bytes.Cut(old[p.ppi.seen[from][s.sub].start:], []byte("\n"))
		p.t.Logf("%s %s: %s line %d (sub on %d) -> %s %s line %d, want %d: %s %q; git diff %.10s %.10s", what, how, name, loc.Line, s.start, b.State, b.Reason, b.Line, line, s.file, bytes.TrimSpace(first), from, id)
	}
}
