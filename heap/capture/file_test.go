package capture

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"testing"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/origin"
)

// A dump in a file is there as a whole, packed as asked and for its owner alone,
// with its description; how far a capture is is told in order.
func TestToFile(t *testing.T) {
	cmd, _ := start(t, systemPerl, waits)
	for _, pack := range []Pack{PackNone, PackGzip, PackZstd} {
		path := filepath.Join(t.TempDir(), "x"+pack.Extension())
		var stages []Stage
		told := func(p Progress) {
			if len(stages) == 0 || stages[len(stages)-1] != p.Stage {
				stages = append(stages, p.Stage)
			}
			if p.Total < p.Done || p.Stage != StageWrite && p.Total != 0 {
				t.Errorf("%+v", p)
			}
		}
		s, err := ToFile(t.Context(), cmd.Process.Pid, path, pack, Options{Describe: true, Progress: told})
		if err != nil {
			t.Fatal(err)
		}
		if want := []Stage{StagePrepare, StageCopy, StageWrite, StageHash}; !slices.Equal(stages, want) {
			t.Errorf("it told of %q, want %q", stages, want)
		}
		for _, path := range []string{path, origin.PathOf(path)} {
			if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
				t.Errorf("%s: %v, %v", path, info, err)
			}
		}
		h, err := heap.Open(t.Context(), path, heap.Options{})
		if err != nil {
			t.Fatal(err)
		}
		if h.Count() != s.SVs {
			t.Errorf("%s has %d SVs, %d were captured", path, h.Count(), s.SVs)
		}
		if err := h.Close(); err != nil {
			t.Error(err)
		}
	}
	other := exec.Command("sleep", "1000")
	if err := other.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = other.Process.Kill(); _ = other.Wait() })
	dir := t.TempDir()
	if _, err := ToFile(t.Context(), other.Process.Pid, filepath.Join(dir, "x.pmat"), PackGzip, Options{Describe: true}); !errors.Is(err, ErrNotPerl) {
		t.Errorf("of a process that is no perl: %v", err)
	}
	if left, _ := os.ReadDir(dir); len(left) > 0 {
		t.Errorf("left are %v", left)
	}
}
