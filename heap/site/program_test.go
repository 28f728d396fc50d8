package site_test

import (
	"iter"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap/site"
)

// slow is a history that tells when it is asked before it has answered.
type slow struct {
	busy  atomic.Int32
	twice atomic.Bool
}

func (s *slow) ask() {
	if s.busy.Add(1) > 1 {
		s.twice.Store(true)
	}
	time.Sleep(20 * time.Millisecond)
	s.busy.Add(-1)
}

func (s *slow) Ran(string) ([]byte, bool) {
	s.ask()
	return nil, false
}

func (s *slow) Versions(string) iter.Seq[[]byte] {
	return func(func([]byte) bool) { s.ask() }
}

// Several goroutines may ask a program at once: it gives all the same places,
// reads each file once, and asks the history one question at a time.
func TestProgramIsShared(t *testing.T) {
	h, table := collect(t, filepath.Join(dumps, "p536-amd64-d046.pmat.gz"))
	var history slow
	var reads sync.Map
	prog := site.NewProgram(h, site.Workspace{History: &history, Files: fakeFiles{
		resolve: func(recorded string) (string, bool) {
			path := filepath.Join(dumps, "src", filepath.FromSlash(recorded))
			_, err := os.Stat(path)
			return path, err == nil
		},
		read: func(path string) ([]byte, error) {
			if _, again := reads.LoadOrStore(path, true); again {
				t.Errorf("%s is read again", path)
			}
			text, err := os.ReadFile(path)
			return []byte(strings.ReplaceAll("# edited\n"+string(text), "{\n", "{\n\n")), err
		},
	}})
	places := make([][]site.Place, 8)
	var wg sync.WaitGroup
	for i := range places {
		wg.Go(func() {
			n := len(table.Sites)
			places[i] = make([]site.Place, n)
			for k := range n { // each begins at another
				k = (k + i*n/len(places)) % n
				places[i][k] = prog.PlaceSite(&table.Sites[k])
			}
		})
	}
	wg.Wait()
	for i := range places {
		for k := range places[i] {
			if places[i][k] != places[0][k] {
				t.Errorf("%v and %v", places[i][k], places[0][k])
			}
		}
	}
	if history.twice.Load() {
		t.Error("the history is asked two questions at once")
	}
}
