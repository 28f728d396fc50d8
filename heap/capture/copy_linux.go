package capture

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"sync/atomic"

	"golang.org/x/sys/unix"

	"github.com/perlheap/perlheap/heap/safe"
)

// buffer returns memory that is already resident, or, where memory is scarce, the
// pages of a file without a name.
func buffer(n uint64) ([]byte, error) {
	if n < available()/10*8 {
		b, err := unix.Mmap(-1, 0, int(n), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_PRIVATE|unix.MAP_ANONYMOUS)
		if err == nil {
			// Copying to large pages takes a tenth of the time.
			_ = unix.Madvise(b, unix.MADV_HUGEPAGE)               // where there are such
			if unix.Madvise(b, unix.MADV_POPULATE_WRITE) != nil { // before Linux 5.14
				for at := 0; at < len(b); at += os.Getpagesize() {
					b[at] = 0
				}
			}
			return b, nil
		}
	}
	f, err := os.CreateTemp("", "perlheap-*.copy") // mode 0600
	if err != nil {
		return nil, err
	}
	defer f.Close() //nolint:errcheck // it has no name, and is mapped
	if err := os.Remove(f.Name()); err != nil {
		return nil, err
	}
	if err := unix.Fallocate(int(f.Fd()), 0, 0, int64(n)); err != nil {
		// Not wrapped: the disk that is full is not the one of the dump.
		return nil, fmt.Errorf("there is no room for a copy of the process: %d bytes in %s: %v", n, os.TempDir(), err)
	}
	return unix.Mmap(int(f.Fd()), 0, int(n), unix.PROT_READ|unix.PROT_WRITE, unix.MAP_SHARED)
}

// available returns how many bytes of memory are available without swapping.
func available() uint64 {
	text, err := os.ReadFile("/proc/meminfo")
	if err != nil {
		return 0
	}
	for line := range strings.Lines(string(text)) {
		if rest, ok := strings.CutPrefix(line, "MemAvailable:"); ok {
			n, _ := strconv.ParseUint(strings.TrimSpace(strings.TrimSuffix(strings.TrimSpace(rest), "kB")), 10, 64)
			return n << 10
		}
	}
	return 0
}

// piece is how much is copied at once, and handed to a thread, in bytes.
const piece = 4 << 20

// readRuns copies runs of memory of another process to a buffer that is at least
// as large, several pieces at a time: while the process stands still, a machine
// that is busy gives two threads more time than one.
func readRuns(pid int, runs []run, buf []byte) ([]segment, error) {
	type part struct {
		addr uint64
		to   []byte
		got  int
		err  error
	}
	var parts []part
	to := buf
	for _, r := range runs {
		for at := r.start; at < r.end; at += piece {
			n := min(piece, r.end-at)
			parts = append(parts, part{addr: at, to: to[:n:n]})
			to = to[n:]
		}
	}
	var next atomic.Int64
	var threads safe.Workers
	copyParts := func() {
		for i := next.Add(1) - 1; i < int64(len(parts)); i = next.Add(1) - 1 {
			p := &parts[i]
			p.got, p.err = readMemory(pid, p.addr, p.to)
		}
	}
	for range min(len(parts), runtime.NumCPU(), 4) - 1 {
		threads.Go(copyParts)
	}
	copyParts()
	threads.Wait()
	segments := make([]segment, 0, len(runs))
	for _, r := range runs {
		n, whole := 0, true
		for at := r.start; at < r.end; at += piece {
			p := parts[0]
			parts = parts[1:]
			if p.err != nil {
				return nil, p.err
			}
			if whole { // what is behind a gap is not there
				n += p.got
			}
			whole = whole && p.got == len(p.to)
		}
		segments = append(segments, segment{start: r.start, end: r.end, data: buf[:n:n], writable: r.writable})
		buf = buf[r.end-r.start:]
	}
	return segments, nil
}

// readMemory copies memory of another process as far as it is there.
func readMemory(pid int, addr uint64, to []byte) (int, error) {
	done := 0
	for done < len(to) {
		part := to[done:]
		local := []unix.Iovec{{Base: &part[0], Len: uint64(len(part))}}
		remote := []unix.RemoteIovec{{Base: uintptr(addr) + uintptr(done), Len: len(part)}}
		n, err := unix.ProcessVMReadv(pid, local, remote, 0)
		switch {
		case errors.Is(err, unix.EFAULT) || err == nil && n == 0:
			return done, nil
		case err != nil:
			return done, err
		}
		done += n
	}
	return done, nil
}
