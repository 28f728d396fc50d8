package files

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
	"time"
)

func TestWalkCircles(t *testing.T) {
	dir := tree(t, "a.pmat", "d/b.pmat")
	for i := range 4 {
		sub := filepath.Join(dir, fmt.Sprintf("d%d", i))
		if err := os.Mkdir(sub, 0o777); err != nil {
			t.Fatal(err)
		}
		link(t, "..", filepath.Join(sub, "parent"))
		link(t, "../d", filepath.Join(sub, "also"))
	}
	link(t, "self.pmat", filepath.Join(dir, "self.pmat"))
	link(t, "nowhere", filepath.Join(dir, "dangling.pmat"))
	var got []string
	w := Walk{File: func(rel string) { got = append(got, rel) }}
	folders, err := w.Run(t.Context(), dir)
	if want := []string{"a.pmat", "d/b.pmat"}; !reflect.DeepEqual(got, want) || err != nil || len(folders) != 6 {
		t.Errorf("%q in %d folders, %v", got, len(folders), err)
	}
}

func TestWalkIsBounded(t *testing.T) {
	dir := tree(t)
	deep := dir
	for range 80 {
		deep = filepath.Join(deep, "d")
	}
	if err := os.MkdirAll(deep, 0o777); err != nil {
		t.Fatal(err)
	}
	write(t, filepath.Join(dir, "a"), "")
	for name, w := range map[string]Walk{
		"deep": {}, "names": {MaxEntries: 10}, "time": {MaxTime: time.Nanosecond},
	} {
		w.File = func(string) {}
		if _, err := w.Run(t.Context(), dir); !errors.Is(err, ErrIncomplete) || !strings.Contains(err.Error(), dir) {
			t.Errorf("%s: %v", name, err)
		}
	}
	ctx, cancel := context.WithCancel(t.Context())
	w := Walk{Enter: func(rel, _ string) bool {
		if strings.Count(rel, "/") == 3 {
			cancel()
		}
		return true
	}, File: func(string) {}}
	if folders, err := w.Run(ctx, dir); !errors.Is(err, context.Canceled) || len(folders) > 6 {
		t.Errorf("it went on through %d folders: %v", len(folders), err)
	}
}

func TestWalkUnreadable(t *testing.T) {
	dir := tree(t, "closed/a", "open/b")
	closed := filepath.Join(dir, "closed")
	if err := os.Chmod(closed, 0); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = os.Chmod(closed, 0o700) })
	if _, err := os.ReadDir(closed); err == nil {
		t.Skip("everything can be read")
	}
	var got []string
	w := Walk{File: func(rel string) { got = append(got, rel) }}
	if _, err := w.Run(t.Context(), dir); err != nil || !reflect.DeepEqual(got, []string{"open/b"}) {
		t.Errorf("%q, %v", got, err)
	}
}
