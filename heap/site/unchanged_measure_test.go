//go:build measure

package site_test

import (
	"context"
	"flag"
	"os"
	"strings"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/site"
)

var dumpsFlag = flag.String("dumps", "", "comma-separated dumps of programs whose files are still the ones that ran")

// TestUnchanged places every CODE of dumps in the very text that ran: all of
// them are exact, but for what constants have removed.
func TestUnchanged(t *testing.T) {
	if *dumpsFlag == "" {
		t.Skip("give dumps with -dumps")
	}
	for _, path := range strings.Split(*dumpsFlag, ",") {
		h, err := heap.Open(context.Background(), path, heap.Options{})
		if err != nil {
			t.Fatal(err)
		}
		l := site.NewProgram(h, site.Workspace{Files: fakeFiles{read: os.ReadFile, resolve: func(recorded string) (string, bool) {
			info, err := os.Stat(recorded)
			return recorded, err == nil && info.Mode().IsRegular()
		}}})
		states, total := map[site.State]int{}, 0
		for _, cv := range h.Codes().Compiled() {
			loc, ok := h.Code(cv).Location()
			if !ok || loc.Line == 0 || files.NoFile(loc.File) {
				continue
			}
			p := l.PlaceCode(cv)
			if states[p.State]++; p.State == site.Unlocated {
				continue
			}
			if total++; p.State != site.Exact {
				name, _ := h.Symbols().Name(cv)
				t.Logf("%s: %s line %d %s, placed on line %d", p.State, loc.File, loc.Line, name, p.Line)
			}
		}
		share := share(states[site.Exact], total)
		t.Logf("%s: %d of %d locations are exact = %.3f %%; %v", path, states[site.Exact], total, share, states)
		if share < 99.9 {
			t.Errorf("%.3f %% is below 99.9 %%", share)
		}
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	}
}
