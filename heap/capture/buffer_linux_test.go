package capture

import (
	"errors"
	"strings"
	"syscall"
	"testing"
)

// A full disk of temporary files is not taken for that of the dump.
func TestBufferWithoutRoom(t *testing.T) {
	dir := t.TempDir()
	if err := syscall.Mount("tmpfs", dir, "tmpfs", 0, "size=1m"); err != nil {
		t.Skipf("no file system can be mounted: %v", err)
	}
	t.Cleanup(func() { _ = syscall.Unmount(dir, syscall.MNT_DETACH) })
	t.Setenv("TMPDIR", dir)
	b, err := buffer(available() + 1<<30)
	if err == nil {
		t.Fatalf("there is room for %d bytes", len(b))
	}
	if !strings.Contains(err.Error(), dir) || errors.Is(err, syscall.ENOSPC) {
		t.Errorf("%v", err)
	}
}
