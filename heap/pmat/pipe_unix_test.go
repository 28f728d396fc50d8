//go:build unix

package pmat_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

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
