//go:build measure

package site_test

import (
	"bytes"
	"flag"
	"fmt"
	"iter"
	"os"
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
