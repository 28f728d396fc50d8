package perl

import (
	"bytes"
	"math/rand"
	"os"
	"strings"
	"testing"
)

// TestTyping removes or adds one bracket or quote somewhere in each file of
// the corpus, as happens on the way from one correct text to the next, and
// counts how many of the subs that do not enclose the place are still found
// with the same name, first and last line.
func TestTyping(t *testing.T) {
	if *corpusFlag == "" {
		t.Skip("give folders with -corpus")
	}
	r := rand.New(rand.NewSource(1))
	total, kept, texts := map[string]int{}, map[string]int{}, 0
	for _, name := range corpusFiles(t, strings.Split(*corpusFlag, ",")) {
		text, err := os.ReadFile(name)
		if err != nil {
			t.Fatal(err)
		}
		whole := Scan(text)
		if len(whole.Subs) < 3 || whole.End < 200 {
			continue
		}
		for _, edit := range []string{"-}", "-{", "-)", "-(", "-\"", "-'", "-;", "+{", "+}", "+(", "+)", "+\"", "+'", "+q{", "+s/", "+<<E\n"} {
			s := whole.Subs[r.Intn(len(whole.Subs))]
			at := s.Body + 1 + r.Intn(max(s.End-s.Body-1, 1))
			what := []byte(edit[1:])
			var changed []byte
			if edit[0] == '-' {
				n := bytes.Index(text[at:whole.End], what)
				if n < 0 {
					continue
				}
				at += n
				changed = append(append(changed, text[:at]...), text[at+len(what):]...)
			} else {
				// A person types at the end of a line.
				if n := bytes.IndexByte(text[at:whole.End], '\n'); n >= 0 {
					at += n
				}
				changed = append(append(append(changed, text[:at]...), what...), text[at:]...)
			}
			texts++
			got := Scan(changed)
			checkFile(t, changed, got)
			count := map[ppiSub]int{}
			shift := bytes.Count(what, []byte("\n"))
			for _, s := range subsOf(got) {
				count[s]++
			}
			for _, s := range whole.Subs {
				if s.Kind == Block || s.Start <= at && at <= s.End {
					continue
				}
				p := ppiSub{kind: "named", name: s.Name, first: int(s.Line), last: int(s.LastLine)}
				if s.Kind == Anonymous {
					p.kind = "anonymous"
				} else if s.Kind == Phaser {
					p.kind = "phaser"
				}
				if s.Start > at && edit[0] == '+' {
					p.first += shift
					p.last += shift
				}
				total[edit]++
				if count[p] > 0 {
					count[p]--
					kept[edit]++
				}
			}
		}
	}
	sum, all := 0, 0
	for edit := range total {
		t.Logf("%-6q %6.2f %% of %d subs outside of the place stay", edit, 100*float64(kept[edit])/float64(total[edit]), total[edit])
		sum, all = sum+kept[edit], all+total[edit]
	}
	t.Logf("%d texts: %.2f %% of %d subs stay", texts, 100*float64(sum)/float64(max(all, 1)), all)
}
