package diagnose_test

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"github.com/perlheap/perlheap/heap/site"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/growth"
)

var (
	gallery = flag.String("gallery", "", "a folder of programs with answer.json; ours if empty")
	dumps   = flag.String("dumps", "", "a folder with the dumps of each program, instead of running it")
)

const ours = "../../testdata/leaks"

// TestScore runs programs whose leaks are known, and prints on which rank
// their culprits are: with three dumps of the process, and with the last
// alone. Every leak must be on the first rank with three dumps, and innocent
// programs must give nothing above low.
//
//	go test ./heap/diagnose -run Score -v -args -gallery DIR
func TestScore(t *testing.T) {
	if testing.Short() {
		t.Skip("slow")
	}
	if err := exec.Command("perl", "-MDevel::MAT::Dumper", "-e1").Run(); err != nil && *dumps == "" {
		t.Skip("needs perl with Devel::MAT::Dumper")
	}
	dir := *gallery
	if dir == "" {
		dir = ours
	}
	answers, err := filepath.Glob(filepath.Join(dir, "*", "answer.json"))
	if err != nil || len(answers) == 0 {
		t.Fatalf("%s has no programs with answer.json: %v", dir, err)
	}
	leaks, first, third, alone, firstKinds := 0, 0, 0, 0, 0
	for _, answer := range answers {
		p := readProgram(t, filepath.Dir(answer))
		p.write(t)
		all := p.find(t, "early", "mid", "late")
		late := p.find(t, "late")
		t.Logf("%-22s three dumps: %-40s late alone: %s", p.name, p.verdict(all), p.verdict(late))
		for _, s := range all {
			if strings.Contains(s.Why, " are added to ") && s.Growth() <= 0 {
				t.Errorf("%s: nothing was added, %v, and yet %q", p.name, s.Counts, s.Why)
			}
		}
		if len(p.Culprit) == 0 {
			for _, s := range slices.Concat(all, late) {
				if s.Level != diagnose.Low {
					t.Errorf("%s is innocent, but %s line %d is %s: %s", p.name, s.Place.File, s.Place.Line, s.Level, s.Why)
				}
			}
			continue
		}
		leaks++
		switch r := p.rank(all); {
		case r == 1:
			first, third = first+1, third+1
		case r == 2, r == 3:
			third++
			t.Logf("%s: rank %d with three dumps; first is %s line %d", p.name, r, all[0].Place.File, all[0].Place.Line)
		default:
			t.Logf("%s: not in the first three", p.name)
			for _, s := range all {
				t.Logf("\t%d %s %.1f %s line %d: %s", s.Rank, s.Level, s.Score, s.Place.File, s.Place.Line, s.Why)
			}
		}
		if f := p.Found; f != nil && (p.rank(all) != 1 || string(all[0].Kind) != f.Kind || string(all[0].Level) != f.Level) {
			t.Errorf("%s: %s, want rank 1, %s, %s", p.name, p.verdict(all), f.Level, f.Kind)
		}
		if p.rank(late) == 1 {
			alone++
		}
		if len(all) > 0 && all[0].Level == diagnose.High {
			firstKinds++
		}
	}
	t.Logf("rank 1 with three dumps: %d of %d; in the first three: %d; rank 1 with the last alone: %d; the first is high: %d", first, leaks, third, alone, firstKinds)
	if first*10 < leaks*9 || third < leaks || alone*10 < leaks*7 {
		t.Errorf("wanted: rank 1 in 9 of 10 with three dumps and in 7 of 10 with the last alone, and all in the first three")
	}
}

type program struct {
	name, dir string
	dumps     string
	Culprit   []struct {
		File string
		Line int
	}
	// Found is, for our own programs, what the first suspect must be.
	Found *struct{ Kind, Level string }
}

func readProgram(t *testing.T, dir string) *program {
	t.Helper()
	dir, err := filepath.Abs(dir)
	if err != nil {
		t.Fatal(err)
	}
	p := &program{name: filepath.Base(dir), dir: dir}
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
	if *dumps != "" {
		p.dumps = filepath.Join(*dumps, p.name)
		return
	}
	p.dumps = t.TempDir()
	cmd := exec.Command("sh", filepath.Join(p.dir, "run.sh"), p.dumps)
	if _, err := os.Stat(filepath.Join(p.dir, "run.sh")); err != nil {
		cmd = exec.Command("perl", filepath.Join(p.dir, "..", "run.pl"), p.dir, p.dumps)
		cmd.Env = append(os.Environ(), "PERL_HASH_SEED=1", "PERL_PERTURB_KEYS=0")
	}
	if out, err := cmd.CombinedOutput(); err != nil {
		t.Fatalf("%s: %v\n%s", p.name, err, out)
	}
}

func (p *program) find(t *testing.T, names ...string) []diagnose.Suspect {
	t.Helper()
	var heaps []*heap.Heap
	for _, name := range names {
		h, err := heap.Open(context.Background(), filepath.Join(p.dumps, name+".pmat"), heap.Options{})
		if err != nil {
			t.Fatal(err)
		}
		defer h.Close() //nolint:errcheck // it was only read
		heaps = append(heaps, h)
	}
	s, err := growth.NewSeries(context.Background(), heaps, false)
	if err != nil {
		t.Fatal(err)
	}
	all, err := diagnose.Find(context.Background(), s, diagnose.Options{Program: programOf(t, s.Last(), p.dir)})
	if err != nil {
		t.Fatal(err)
	}
	return all
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
