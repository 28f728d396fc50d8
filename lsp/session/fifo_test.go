//go:build unix

package session

import (
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

func fifo(t *testing.T, path string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := syscall.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
}

// A pipe that nobody writes to, a device, and links in a circle are no dumps,
// and hold up none.
func TestWatchPassesOverWhatIsNoFile(t *testing.T) {
	ds, events, dir := startDumps(t)
	write(t, filepath.Join(dir, "real.pmat"), unpack(t, small), time.Minute)
	fifo(t, filepath.Join(dir, "pipe.pmat"))
	fifo(t, filepath.Join(dir, "named.pmat"))
	for to, name := range map[string]string{"/dev/zero": "zero.pmat", "/proc/kmsg": "kmsg.pmat", "loop.pmat": "loop.pmat", "..": "d/parent", ".": "self"} {
		name = filepath.Join(dir, name)
		if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.Symlink(to, name); err != nil {
			t.Fatal(err)
		}
	}
	ds.Watch(Workspace{Folders: []string{dir}}, []string{"**/*.pmat", "named.pmat"})
	events.waitFor(t, "ended real.pmat")
	expectShown(t, ds, "real.pmat")
	events.never(t, "started pipe.pmat")
	events.never(t, "started named.pmat")
	events.never(t, "started zero.pmat")
	events.never(t, "started kmsg.pmat")
	if known := ds.Known(); len(known) != 1 {
		t.Errorf("known: %v", known)
	}
	for _, name := range []string{"pipe.pmat", "zero.pmat", "kmsg.pmat", "self"} {
		_, err := ds.Load(filepath.Join(dir, name)).Wait(t.Context())
		if err == nil || !strings.Contains(err.Error(), name) || !strings.Contains(err.Error(), "not read: it is ") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, err := ds.SetBaseline(t.Context(), filepath.Join(dir, "pipe.pmat"), true); err == nil {
		t.Error("a pipe is a baseline")
	}
}

// A dump stays shown, and is answered from, when something else takes its
// place.
func TestShownDumpReplaced(t *testing.T) {
	for what, replace := range map[string]func(t *testing.T, path string){
		"pipe":   fifo,
		"folder": func(t *testing.T, path string) { write(t, filepath.Join(path, "x"), nil, 0) },
		"link": func(t *testing.T, path string) {
			if err := os.Symlink(path, path); err != nil {
				t.Skip(err)
			}
		},
	} {
		t.Run(what, func(t *testing.T) {
			ds, events, dir := startDumps(t)
			dump := unpack(t, small)
			path := filepath.Join(dir, "a.pmat")
			write(t, path, dump, time.Minute)
			write(t, filepath.Join(dir, "other", "b.pmat"), dump, time.Minute)
			if _, err := ds.Load(path).Wait(t.Context()); err != nil {
				t.Fatal(err)
			}
			ds.Watch(Workspace{Folders: []string{dir}}, []string{"*.pmat"})
			if err := os.Remove(path); err != nil {
				t.Fatal(err)
			}
			replace(t, path)
			ds.Poke()
			d, done, ok := ds.Shown()
			defer done()
			if !ok || d.WaitComplete(t.Context()) != nil || len(d.Items()) == 0 {
				t.Errorf("the dump is not shown: %v", ok)
			}
			if _, err := ds.Load(filepath.Join(dir, "other", "b.pmat")).Wait(t.Context()); err != nil {
				t.Errorf("another dump: %v", err)
			}
			events.waitFor(t, "ended b.pmat")
		})
	}
}
