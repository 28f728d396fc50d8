package diagnose_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/retained"
	"github.com/perlheap/perlheap/heap/site"
)

var (
	gallery = flag.String("gallery", "", "a folder of programs with answer.json, or several with : between them; ours if empty")
	dumps   = flag.String("dumps", "", "a folder with the dumps of each program, instead of running it; one for each gallery")
)

const ours = "../../testdata/leaks"

// wanted are the dumps that a program is judged by: all three, pairs, and each
// alone.
var wanted = [][]string{
	{"early", "mid", "late"},
	{"early", "mid"}, {"mid", "late"},
	{"early"}, {"mid"}, {"late"},
}

// TestScore runs programs whose leaks are known, and prints on which rank
// their culprits are: with three dumps of the process, and with the last
// alone. Every leak must be on the first rank with three dumps. Of innocent
// programs nothing may be above low with three dumps, but for those that the
// answer allows a medium suspect, and of all with one dump or two at most one,
// which is medium.
//
//	go test ./heap/diagnose -run Score -v -args -gallery DIR
func TestScore(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	if err := exec.Command("perl", "-MDevel::MAT::Dumper", "-e1").Run(); err != nil && *dumps == "" {
		t.Skip("needs perl with Devel::MAT::Dumper")
	}
	dirs := filepath.SplitList(*gallery)
	if len(dirs) == 0 {
		dirs = []string{ours}
	}
	near := margins{}
	for i, dir := range dirs {
		from := ""
		if *dumps != "" {
			from = filepath.SplitList(*dumps)[i]
		}
		scoreGallery(t, dir, from, near)
	}
	near.log(t)
}

func scoreGallery(t *testing.T, dir, from string, near margins) {
	t.Helper()
	answers, err := filepath.Glob(filepath.Join(dir, "*", "answer.json"))
	if err != nil || len(answers) == 0 {
		t.Fatalf("%s has no programs with answer.json: %v", dir, err)
	}
	var sum score
	for _, answer := range answers {
		p := readProgram(t, filepath.Dir(answer))
		if p.dumps = filepath.Join(from, p.name); from == "" {
			p.write(t)
		}
		judged := p.judge(t, wanted...)
		all, late := judged[0], judged[len(judged)-1]
		t.Logf("%-22s three dumps: %-40s late alone: %s", p.name, p.verdict(all), p.verdict(late))
		for _, s := range all {
			if strings.Contains(s.Why.String(), " are added to ") && s.Growth() <= 0 {
				t.Errorf("%s: nothing was added, %v, and yet %q", p.name, s.Counts, s.Why)
			}
		}
		near.add(p, all)
		near.add(p, late)
		if len(p.Culprit) == 0 {
			sum.innocent(t, p, judged)
		} else {
			sum.leak(t, p, all, late)
		}
	}
	sum.hold(t)
}

// score adds up how programs were judged.
type score struct {
	leaks, first, third, alone, high int
	sure, wrong                      int     // first suspects of leaks whose line is no guess, and that are none of the right lines
	accused                          int     // innocent programs, with three dumps
	fewer                            int     // judgements above low of innocent programs, with one dump or two
	weakest, strongest               float64 // percent of the growth that a first suspect explains: of leaks, of innocent programs
}

// explains is how many percent of the growth of the heap a suspect is.
func explains(s *diagnose.Suspect) (percent float64) {
	for _, e := range s.Evidence {
		if e.Principle == diagnose.Explains || e.Principle == diagnose.TooLittle {
			_, _ = fmt.Sscanf(e.Measured, "%g %%", &percent)
		}
	}
	return percent
}

func (c *score) leak(t *testing.T, p *program, all, late []diagnose.Suspect) {
	c.leaks++
	switch r := p.rank(all); {
	case r == 1:
		c.first, c.third = c.first+1, c.third+1
	case r == 2, r == 3:
		c.third++
		t.Logf("%s: rank %d with three dumps; first is %s line %d", p.name, r, all[0].Place.File, all[0].Place.Line)
	default:
		t.Logf("%s: not in the first three", p.name)
		logSuspects(t, all)
	}
	if f := p.Found; f != nil && (p.rank(all) != 1 || string(all[0].Kind) != f.Kind || string(all[0].Level) != f.Level) {
		t.Errorf("%s: %s, want rank 1, %s, %s", p.name, p.verdict(all), f.Level, f.Kind)
		logSuspects(t, all)
	}
	for _, judged := range [][]diagnose.Suspect{all, late} {
		if len(judged) == 0 || judged[0].Level == diagnose.Low || judged[0].Certainty.IsGuess() {
			continue
		}
		c.sure++
		if p.rank(judged) != 1 {
			c.wrong++
			t.Logf("%s: line %d of %s is no culprit, and %s: %s", p.name, judged[0].Place.Line, judged[0].Place.File, judged[0].Certainty, judged[0].Reason)
		}
	}
	if p.rank(late) == 1 {
		c.alone++
	}
	if len(all) == 0 {
		return
	}
	if all[0].Level == diagnose.High {
		c.high++
	}
	if m := explains(&all[0]); c.weakest == 0 || m < c.weakest {
		c.weakest = m
	}
}

func logSuspects(t *testing.T, all []diagnose.Suspect) {
	t.Helper()
	for _, s := range all {
		t.Logf("\t%d %s %s %.1f %s line %d: %s %v", s.Rank, s.Level, s.Kind, s.Score, s.Place.File, s.Place.Line, s.Why, s.Counts)
	}
}

func (c *score) innocent(t *testing.T, p *program, judged [][]diagnose.Suspect) {
	accused := false
	for i, all := range judged {
		for _, s := range all {
			if s.Level == diagnose.Low || i == 0 && s.Level == diagnose.Medium && p.MayBeMedium {
				continue
			}
			t.Logf("%s is innocent, but with %v %s line %d is %s: %s %v", p.name, wanted[i], s.Place.File, s.Place.Line, s.Level, s.Why, s.Counts)
			if i == 0 {
				accused = true
				continue
			}
			c.fewer++
			if s.Level == diagnose.High {
				t.Errorf("%s is innocent, but one dump or two make it %s", p.name, s.Level)
			}
		}
	}
	if accused {
		c.accused++
	}
	for i := range judged[0] {
		if s := &judged[0][i]; s.Trend == growth.Grows {
			c.strongest = max(c.strongest, explains(s))
		}
	}
}

func (c *score) hold(t *testing.T) {
	t.Logf("rank 1 with three dumps: %d of %d; in the first three: %d; rank 1 with the last alone: %d; the first is high: %d", c.first, c.leaks, c.third, c.alone, c.high)
	t.Logf("first suspects above low, of three dumps and of the last alone, whose line is no guess: %d; wrong: %d", c.sure, c.wrong)
	t.Logf("innocent programs accused with three dumps: %d; above low with one dump or two: %d", c.accused, c.fewer)
	t.Logf("of the growth, the first suspect of a leak explains at least %.3g %%; what grows in innocent programs, at most %.3g %%", c.weakest, c.strongest)
	if c.first*10 < c.leaks*9 || c.third < c.leaks || c.alone*100 < c.leaks*85 {
		t.Errorf("wanted: rank 1 in 9 of 10 with three dumps and in 85 of 100 with the last alone, and all in the first three")
	}
	if *gallery == "" && c.accused > 0 || c.fewer > 1 {
		t.Errorf("wanted: no innocent program above low with three dumps, at most one judgement with fewer")
	}
}

type program struct {
	name, dir string
	run       string // the script that lets it work
	dumps     string
	Culprit   []struct {
		File string
		Line int
	}
	// Found is, for our own programs, what the first suspect must be.
	Found *struct{ Kind, Level string }
	// MayBeMedium is for innocent programs that grow while dumps are made, as no
	// dump can tell from a leak.
	MayBeMedium bool `json:"may_be_medium"`
}

func readProgram(t *testing.T, dir string) *program {
	t.Helper()
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	p := &program{name: filepath.Base(dir), dir: dir, run: filepath.Join(dir, "..", "run.pl")}
	b, err := os.ReadFile(filepath.Join(dir, "answer.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, p); err != nil {
		t.Fatalf("%s: %v", dir, err)
	}
	return p
}

// write lets perl run the program and write its dumps.
func (p *program) write(t *testing.T) {
	t.Helper()
	p.dumps = t.TempDir()
	cmd := exec.Command("sh", filepath.Join(p.dir, "run.sh"), p.dumps)
	if _, err := os.Stat(filepath.Join(p.dir, "run.sh")); err != nil {
		cmd = exec.Command("perl", p.run, p.dir, p.dumps)
		cmd.Env = append(os.Environ(), "PERL_HASH_SEED=1", "PERL_PERTURB_KEYS=0")
	}
	out, err := cmd.CombinedOutput()
	if err == nil {
		return
	}
	if m := missingModule.FindSubmatch(out); m != nil && os.Getenv("PERLHEAP_REQUIRE_TOOLS") != "1" {
		t.Skipf("%s needs %s", p.name, m[1])
	}
	t.Fatalf("%s: %v\n%s", p.name, err, out)
}

// missingModule is how perl says that a module is not installed.
var missingModule = regexp.MustCompile(`Can't locate \S+ in @INC \(you may need to install the (\S+) module\)`)

// find finds the suspects by some of the dumps.
func (p *program) find(t *testing.T, names ...string) []diagnose.Suspect {
	t.Helper()
	return p.judge(t, names)[0]
}

// judge finds the suspects by each choice of dumps.
func (p *program) judge(t *testing.T, choices ...[]string) [][]diagnose.Suspect {
	t.Helper()
	heaps, sizes := map[string]*heap.Heap{}, map[string]*retained.Sizes{}
	var judged [][]diagnose.Suspect
	for _, names := range choices {
		var these []*heap.Heap
		var known []*retained.Sizes
		for _, name := range names {
			if heaps[name] == nil {
				h, err := heap.Open(context.Background(), filepath.Join(p.dumps, name+".pmat"), heap.Options{})
				if err != nil {
					t.Fatal(err)
				}
				defer h.Close() //nolint:errcheck // it was only read
				heaps[name] = h
			}
			these, known = append(these, heaps[name]), append(known, sizes[name])
		}
		s, err := growth.NewSeriesOf(context.Background(), these, known, false)
		if err != nil {
			t.Fatal(err)
		}
		for i, name := range names {
			sizes[name] = s.Sizes[i]
		}
		all, err := diagnose.Find(context.Background(), s, diagnose.Options{Program: programOf(t, s.Last(), p.dir)})
		if err != nil {
			t.Fatal(err)
		}
		judged = append(judged, all)
	}
	return judged
}

func programOf(t *testing.T, h *heap.Heap, dir string) *site.Program {
	t.Helper()
	folders := []string{dir}
	reader := files.New(t.Context(), files.Policy{Folders: folders, Elsewhere: true})
	return site.NewProgram(h, site.Workspace{Folders: folders, Files: site.NewDisk(h, reader, folders, nil)})
}

// rank is that of the first suspect at a culprit's line; 0 for none.
func (p *program) rank(all []diagnose.Suspect) int {
	for _, s := range all {
		for _, c := range p.Culprit {
			if s.Place.File == c.File && int(s.Place.Line) == c.Line {
				return s.Rank
			}
		}
	}
	return 0
}

func (p *program) verdict(all []diagnose.Suspect) string {
	if len(all) == 0 {
		return "nothing"
	}
	if len(p.Culprit) == 0 {
		return fmt.Sprintf("%d, first is %s", len(all), all[0].Level)
	}
	r := p.rank(all)
	if r == 0 {
		return "NOT FOUND"
	}
	return fmt.Sprintf("rank %d, %s, %s", r, all[r-1].Level, all[r-1].Kind)
}
