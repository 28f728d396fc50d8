package pmat

import (
	"context"
	"errors"
	"io"
	"os"
)

// spool keeps what is written to it in memory up to a limit, and beyond it in
// a temporary file that has no name as soon as the system allows: a dump
// holds secrets, and must not outlive this process.
type spool struct {
	ctx   context.Context // ends what takes long
	limit int
	mem   []byte
	file  *os.File
	size  int64
	named bool
	err   error // of the temporary file
}

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
	n, err := s.file.Write(p)
	s.size += int64(n)
	s.err = err
	return n, err
}

func (s *spool) spill() error {
	f, err := os.CreateTemp("", "perlheap-*.pmat")
	if err != nil {
		return err
	}
	s.file = f
	s.named = os.Remove(f.Name()) != nil // Windows removes no open file
	for mem := s.mem; len(mem) > 0 && err == nil; {
		n := min(len(mem), spillAtOnce)
		if err = s.ctx.Err(); err == nil {
			_, err = f.Write(mem[:n])
		}
		mem = mem[n:]
	}
	s.mem = nil
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
	done     int64
	total    int64
	progress func(done, total int64)
}

func (c *countingReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	n, err := c.r.Read(p)
	c.done += int64(n)
	if c.progress != nil {
		c.progress(c.done, c.total)
	}
	return n, err
}
