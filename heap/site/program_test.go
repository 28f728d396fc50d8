package site_test

import (
	"iter"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/perlheap/perlheap/heap/site"
)

// asked is a history that notes whether it is asked for a file that it is being
// asked for already. It answers nothing.
type asked struct {
	busy  sync.Map // by path
	twice atomic.Bool
}

func (a *asked) Ran(path string) ([]byte, bool) {
	for range a.Versions(path) {
	}
	return nil, false
}

func (a *asked) Versions(path string) iter.Seq[[]byte] {
	return func(func([]byte) bool) {
		if _, busy := a.busy.LoadOrStore(path, true); busy {
			a.twice.Store(true)
		}
		runtime.Gosched()
		a.busy.Delete(path)
	}
}

// sources are the files of a dump in testdata, all of them edited.
func sources(read func(path string)) fakeFiles {
	return fakeFiles{
		resolve: func(recorded string) (string, bool) {
			path := filepath.Join(dumps, "src", filepath.FromSlash(recorded))
			_, err := os.Stat(path)
			return path, err == nil
		},
		read: func(path string) ([]byte, error) {
			read(path)
			text, err := os.ReadFile(path)
			return []byte(strings.ReplaceAll("# edited\n"+string(text), "{\n", "{\n\n")), err
		},
	}
}

// Several goroutines may ask a program at once: it gives all the same places,
// reads each file once, and does not ask for one history twice at once.
func TestProgramIsShared(t *testing.T) {
	h, table := collect(t, filepath.Join(dumps, "p536-amd64-d046.pmat.gz"))
	var history asked
	var reads sync.Map
	prog := site.NewProgram(h, site.Workspace{History: &history, Files: sources(func(path string) {
		if _, again := reads.LoadOrStore(path, true); again {
			t.Errorf("%s is read again", path)
		}
	})})
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
		t.Error("the history of a file is asked for twice at once")
	}
}

// slow is a history that answers for one file when it is told to.
type slow struct {
	asked
	path         string
	begun, going chan struct{}
}

func (s *slow) Versions(path string) iter.Seq[[]byte] {
	if path == s.path {
		close(s.begun)
		<-s.going
	}
	return s.asked.Versions(path)
}

func (s *slow) Ran(string) ([]byte, bool) { return nil, false }

// A file whose history takes long delays no question about another.
func TestSlowHistory(t *testing.T) {
	h, table := collect(t, filepath.Join(dumps, "p536-amd64-d046.pmat.gz"))
	bySource := map[string]*site.Site{}
	files := sources(func(string) {})
	for i := range table.Sites {
		s := &table.Sites[i]
		if path, ok := files.resolve(s.Recorded.File); ok {
			bySource[path] = s
		}
	}
	if len(bySource) < 2 {
		t.Fatalf("closures of %d files", len(bySource))
	}
	paths := slices.Sorted(maps.Keys(bySource))
	history := &slow{path: paths[0], begun: make(chan struct{}), going: make(chan struct{})}
	prog := site.NewProgram(h, site.Workspace{History: history, Files: files})
	var wg sync.WaitGroup
	wg.Go(func() { prog.PlaceSite(bySource[paths[0]]) })
	<-history.begun
	answered := make(chan struct{})
	go func() {
		defer close(answered)
		prog.PlaceSite(bySource[paths[1]])
	}()
	select {
	case <-answered:
	case <-time.After(time.Minute):
		t.Error("the question about one file waits for the history of another")
	}
	close(history.going)
	wg.Wait()
}
