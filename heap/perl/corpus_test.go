package perl

import (
	"bufio"
	"flag"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"sort"
	"strings"
	"testing"
	"time"
)

var (
	corpusFlag = flag.String("corpus", "", "comma-separated folders whose .pm and .pl files TestCorpus scans")
	ppiFlag    = flag.String("ppi", "", "file that keeps what PPI says between runs; without it PPI runs each time")
	agreeFlag  = flag.Float64("agree", 99.9, "per cent of PPI's subs that Scan must find")
)

// ppiSub is one sub as PPI and Scan both describe it.
type ppiSub struct {
	kind, name  string
	first, last int
}

func (p ppiSub) String() string {
	return fmt.Sprintf("%d-%d %s %s", p.first, p.last, p.kind, p.name)
}

// TestCorpus compares the subs that Scan finds with those of PPI, an
// independent parser of Perl, over every file of the folders given by -corpus.
func TestCorpus(t *testing.T) {
	if *corpusFlag == "" {
		t.Skip("give folders with -corpus")
	}
	files := corpusFiles(t, strings.Split(*corpusFlag, ","))
	texts := make([][]byte, len(files))
	size := 0
	for i, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		texts[i] = b
		size += len(b)
	}
	begin := time.Now()
	scanned := make([]*File, len(files))
	var slowest time.Duration
	slow := ""
	for i := range files {
		one := time.Now()
		scanned[i] = Scan(texts[i])
		if d := time.Since(one); d > slowest {
			slowest, slow = d, files[i]
		}
	}
	t.Logf("%d files, %.1f MB in %v; longest %v for %s", len(files), float64(size)/1e6, time.Since(begin).Round(time.Millisecond), slowest, slow)
	broken := 0
	for i, f := range scanned {
		if f.Broken {
			broken++
			t.Logf("brackets or quotes do not match: %s", files[i])
		}
	}
	known := knownDifferences(t)
	ppi, unread := readPPI(t, files)
	total, agree, differ, explained := 0, 0, 0, 0
	for i, name := range files {
		theirs, ok := ppi[name]
		if !ok {
			continue
		}
		only, extra, same := compareSubs(theirs, subsOf(scanned[i]))
		total += len(theirs)
		agree += same
		if len(only)+len(extra) == 0 {
			continue
		}
		differ++
		why := ""
		for suffix, reason := range known {
			if strings.HasSuffix(name, suffix) {
				why = reason
			}
		}
		if why != "" {
			explained += len(only)
			t.Logf("%s: differs, known: %s (%d only PPI, %d only Scan)", name, why, len(only), len(extra))
			continue
		}
		t.Logf("%s:\n  only PPI:  %v\n  only Scan: %v", name, only, extra)
	}
	share := 100 * float64(agree) / float64(max(total, 1))
	t.Logf("%d subs of PPI in %d files (%d files unread by PPI): %d agree = %.3f %%; %d files differ; %d of the %d other subs have a known reason; %d files do not match up",
		total, len(ppi), len(unread), agree, share, differ, explained, total-agree, broken)
	if share < *agreeFlag {
		t.Errorf("agreement %.3f %% is below %.3f %%", share, *agreeFlag)
	}
}

func corpusFiles(t *testing.T, dirs []string) []string {
	var files []string
	seen := map[string]bool{}
	for _, pattern := range dirs {
		roots, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, root := range roots {
			err := filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
				if err != nil {
					return nil
				}
				if ext := filepath.Ext(path); d.Type().IsRegular() && (ext == ".pm" || ext == ".pl") && !seen[path] {
					seen[path] = true
					files = append(files, path)
				}
				return nil
			})
			if err != nil {
				t.Fatal(err)
			}
		}
	}
	sort.Strings(files)
	return files
}

func subsOf(f *File) []ppiSub {
	var out []ppiSub
	for _, s := range f.Subs {
		p := ppiSub{kind: "named", name: s.Name, first: int(s.Line), last: int(s.LastLine)}
		switch s.Kind {
		case Block:
			continue
		case Anonymous:
			p.kind = "anonymous"
		case Phaser:
			p.kind = "phaser"
		}
		out = append(out, p)
	}
	return out
}

// compareSubs matches two lists as multisets.
func compareSubs(theirs, ours []ppiSub) (only, extra []ppiSub, same int) {
	count := map[ppiSub]int{}
	for _, s := range ours {
		count[s]++
	}
	for _, s := range theirs {
		if count[s] > 0 {
			count[s]--
			same++
			continue
		}
		only = append(only, s)
	}
	for _, s := range ours {
		if count[s] > 0 {
			count[s]--
			extra = append(extra, s)
		}
	}
	return only, extra, same
}

// readPPI runs testdata/ppi.pl over the files, or reads what it said before.
func readPPI(t *testing.T, files []string) (map[string][]ppiSub, []string) {
	var in *os.File
	if *ppiFlag != "" {
		in, _ = os.Open(*ppiFlag)
	}
	if in == nil {
		cmd := exec.Command("perl", "testdata/ppi.pl")
		cmd.Stdin = strings.NewReader(strings.Join(files, "\n") + "\n")
		cmd.Stderr = os.Stderr
		path := *ppiFlag
		if path == "" {
			path = filepath.Join(t.TempDir(), "ppi.tsv")
		}
		out, err := os.Create(path)
		if err != nil {
			t.Fatal(err)
		}
		cmd.Stdout = out
		if err := cmd.Run(); err != nil {
			t.Fatalf("testdata/ppi.pl, which needs PPI: %v", err)
		}
		if err := out.Close(); err != nil {
			t.Fatal(err)
		}
		if in, err = os.Open(path); err != nil {
			t.Fatal(err)
		}
	}
	defer in.Close()
	found := map[string][]ppiSub{}
	var current []ppiSub
	var unread []string
	sc := bufio.NewScanner(in)
	for sc.Scan() {
		c := strings.Split(sc.Text(), "\t")
		if len(c) != 5 {
			continue // the last line of a run that was stopped
		}
		switch c[1] {
		case "unread":
			unread = append(unread, c[0])
			current = nil
		case "end":
			found[c[0]] = current
			current = nil
		default:
			s := ppiSub{kind: c[1], name: c[2]}
			fmt.Sscan(c[3], &s.first)
			fmt.Sscan(c[4], &s.last)
			current = append(current, s)
		}
	}
	if err := sc.Err(); err != nil {
		t.Fatal(err)
	}
	return found, unread
}

// knownDifferences reads testdata/ppi-differences.txt: end of a path, a tab,
// and the reason why PPI and Scan differ there.
func knownDifferences(t *testing.T) map[string]string {
	b, err := os.ReadFile("testdata/ppi-differences.txt")
	if err != nil {
		t.Fatal(err)
	}
	known := map[string]string{}
	for _, line := range strings.Split(string(b), "\n") {
		if suffix, reason, ok := strings.Cut(line, "\t"); ok && !strings.HasPrefix(line, "#") {
			known[suffix] = reason
		}
	}
	return known
}
