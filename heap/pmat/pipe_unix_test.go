//go:build unix

package pmat_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"github.com/perlheap/perlheap/heap/pmat"
)

// pipe makes a FIFO, and a function that opens it and writes to it.
func pipe(t *testing.T) (path string, send func([]byte)) {
	t.Helper()
	path = filepath.Join(t.TempDir(), "fifo")
	if err := unix.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	return path, func(b []byte) {
		w, err := os.OpenFile(path, os.O_WRONLY, 0)
		if err != nil {
			return
		}
		_, _ = w.Write(b) // whoever reads may have had enough
		if len(b) != 100 {
			_ = w.Close()
			return
		}
		<-t.Context().Done() // more is to come, and does not
		_ = w.Close()
	}
}

// A FIFO into which nobody writes is refused at once, also by what reads a file
// beside a dump.
func TestOpenRegularOfPipe(t *testing.T) {
	path := filepath.Join(t.TempDir(), "a.pmat.gz")
	if err := unix.Mkfifo(path, 0o600); err != nil {
		t.Skip(err)
	}
	if _, err := pmat.OpenRegular(path); !errors.Is(err, pmat.ErrNotDump) || !strings.Contains(err.Error(), "not a regular file") {
		t.Error(err)
	}
}

// Pipes are read to their end, only where that is asked for, and the wait for
// them ends with the context.
func TestStreams(t *testing.T) {
	plain := plainDump(3000)
	for name, b := range map[string][]byte{"plain": plain, "gzip": pack(t, "gzip", plain), "zstd": pack(t, "zstd", plain), "xz": pack(t, "xz", plain)} {
		path, send := pipe(t)
		if _, err := pmat.Open(t.Context(), path, nil); err == nil || !strings.Contains(err.Error(), "not a regular file") {
			t.Errorf("%s: %v", name, err)
		}
		go send(b)
		f, err := pmat.OpenStream(t.Context(), path, nil)
		if n, cut := countSVs(t, f, err); n != 3000 || cut != nil {
			t.Errorf("%s: %d SVs, cut %v", name, n, cut)
		}
	}
	path, send := pipe(t)
	go send([]byte("no dump"))
	if _, err := pmat.OpenStream(t.Context(), path, nil); !errors.Is(err, pmat.ErrNotDump) || !strings.Contains(err.Error(), path) {
		t.Errorf("no dump: %v", err)
	}
	if _, err := pmat.OpenStream(t.Context(), "/dev/zero", nil); !errors.Is(err, pmat.ErrNotDump) {
		t.Errorf("without end: %v", err)
	}
	for _, begun := range []bool{false, true} {
		path, send := pipe(t)
		if begun {
			go func() {
				send(plain[:100])
			}()
		}
		ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
		_, err := pmat.OpenStream(ctx, path, nil)
		cancel()
		if err == nil {
			t.Errorf("begun %t: it is opened", begun)
		}
	}
}
