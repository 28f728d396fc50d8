package pmat

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"sync/atomic"
)

// spool keeps what is written to it in memory up to a limit, and beyond it in
// a temporary file, from which what is there can be read meanwhile. It has no name
// as soon as the system allows: a dump holds secrets, and must not outlive this
// process.
type spool struct {
	ctx   context.Context // ends what takes long
	limit int
	mem   []byte
	file  *os.File
	size  int64
	asked int64 // size when the disk was last asked for room
	named bool
	err   error // of the temporary file
}

const (
	// spoolBlock is how many bytes are taken at once. Its first one is looked
	// at before more is: what is no dump costs no more than that.
	spoolBlock = 1 << 20
	// askDisk is after how many bytes the disk is asked for room again, and
	// leaveDisk how many must stay free on it.
	askDisk   = 32 << 20
	leaveDisk = 256 << 20
)

// fill takes all that a stream has. The header of the dump is read as soon as
// the first block is there; more, which may be nil, is then asked after each
// block whether to go on. refused tells that one of them is why it ended.
func (s *spool) fill(r io.Reader, more func(size int64) error) (refused bool, err error) {
	block := make([]byte, spoolBlock)
	for {
		n, readErr := readBlock(r, block)
		if s.size == 0 && readErr == nil {
			in := newInput(bytes.NewReader(block), int64(n), recordBuffer, false)
			if _, err := readHeader(&in); err != nil {
				return true, err
			}
		}
		if _, err := s.Write(block[:n]); err != nil {
			return false, err
		}
		if errors.Is(readErr, io.EOF) {
			return false, nil
		}
		if readErr != nil {
			return false, readErr
		}
		if more == nil {
			continue
		}
		if err := more(s.size); err != nil {
			return true, err
		}
	}
}

// readBlock fills a block: without an error, it is full.
func readBlock(r io.Reader, block []byte) (n int, err error) {
	for nothing := 0; n < len(block) && err == nil; nothing++ {
		var k int
		if k, err = r.Read(block[n:]); k > 0 {
			n, nothing = n+k, 0
		}
		if nothing > maxNothing {
			return n, io.ErrNoProgress
		}
	}
	if n == len(block) {
		err = nil // it comes again
	}
	return n, err
}

// maxNothing is how often a reader may give nothing without an error.
const maxNothing = 100

func (s *spool) Write(p []byte) (int, error) {
	if s.file == nil && len(s.mem)+len(p) > s.limit {
		if s.err = s.spill(); s.err != nil {
			return 0, s.err
		}
	}
	if s.file == nil {
		s.mem = append(s.mem, p...)
		s.size += int64(len(p))
		return len(p), nil
	}
	if s.size >= s.asked+askDisk {
		if s.err = s.hasRoom(0); s.err != nil {
			return 0, s.err
		}
		s.asked = s.size
	}
	n, err := s.file.Write(p)
	s.size += int64(n)
	s.err = err
	return n, err
}

// hasRoom refuses to fill the disk of the temporary file.
func (s *spool) hasRoom(n int) error {
	free, known := FreeDisk(s.file)
	if known && free < uint64(n)+leaveDisk {
		return fmt.Errorf("it takes more than %d MiB, and only %d MiB are free in %s; set TMPDIR to a folder with more room", s.size>>20, free>>20, os.TempDir())
	}
	return nil
}

func (s *spool) spill() error {
	f, err := os.CreateTemp("", "perlheap-*.pmat")
	if err != nil {
		return err
	}
	s.file = f
	s.named = os.Remove(f.Name()) != nil // Windows removes no open file
	err = s.hasRoom(len(s.mem))
	for mem := s.mem; len(mem) > 0 && err == nil; {
		n := min(len(mem), spillAtOnce)
		if err = s.ctx.Err(); err == nil {
			_, err = f.Write(mem[:n])
		}
		mem = mem[n:]
	}
	s.mem, s.asked = nil, s.size
	return err
}

// spillAtOnce is how many bytes are written without asking whether to go on.
const spillAtOnce = 1 << 20

func (s *spool) ReadAt(p []byte, off int64) (int, error) {
	if s.file != nil {
		return s.file.ReadAt(p, off)
	}
	if off >= int64(len(s.mem)) {
		return 0, io.EOF
	}
	n := copy(p, s.mem[off:])
	if n < len(p) {
		return n, io.EOF
	}
	return n, nil
}

// Close removes the temporary file, if there is one.
func (s *spool) Close() error {
	if s.file == nil {
		return nil
	}
	err := s.file.Close()
	if s.named {
		err = errors.Join(err, os.Remove(s.file.Name()))
	}
	return err
}

// countingReader tells how far a long read has come, and ends it when its
// context does.
type countingReader struct {
	ctx      context.Context
	r        io.Reader
	done     atomic.Int64
	total    int64 // 0 if nobody knows
	err      error // of r
	progress func(done, total int64)
}

func (c *countingReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(p)
	done := c.done.Add(int64(n))
	if err != nil && !errors.Is(err, io.EOF) {
		c.err = err
	}
	if c.progress != nil {
		c.progress(done, max(done, c.total))
	}
	return n, err
}
