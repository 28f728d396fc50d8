package capture

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"os"

	"golang.org/x/sys/unix"

	"github.com/perlheap/perlheap/heap/pmat"
)

// leaveDisk is how much must stay free on the disk to which a core is unpacked.
const leaveDisk = 256 << 20

// unpackCore unpacks a packed core, as systemd-coredump writes them, into a file
// without a name; nil if it is not packed.
func unpackCore(ctx context.Context, f *os.File) (*os.File, error) {
	in, err := pmat.Unpack(bufio.NewReaderSize(f, 1<<16))
	if in == nil || err != nil {
		return nil, err
	}
	defer in.Close()                                 //nolint:errcheck // it is only read
	out, err := os.CreateTemp("", "perlheap-*.core") // mode 0600
	if err != nil {
		return nil, err
	}
	if err = os.Remove(out.Name()); err == nil {
		err = copyUnpacked(ctx, out, in)
	}
	if err != nil {
		return nil, errors.Join(err, out.Close())
	}
	return out, nil
}

func copyUnpacked(ctx context.Context, out *os.File, in io.Reader) error {
	for {
		n, err := io.CopyN(out, in, 16<<20)
		switch {
		case errors.Is(err, io.EOF):
			return nil
		case err != nil:
			return fmt.Errorf("it cannot be unpacked: %w", err)
		case n == 0:
			return io.ErrNoProgress
		case ctx.Err() != nil:
			return ctx.Err()
		}
		var disk unix.Statfs_t
		if err := unix.Fstatfs(int(out.Fd()), &disk); err == nil && disk.Bavail*uint64(disk.Bsize) < leaveDisk {
			return fmt.Errorf("there is no room for it in %s; set TMPDIR to a folder that has some", os.TempDir())
		}
	}
}
