package capture

import (
	"compress/gzip"
	"context"
	"errors"
	"fmt"
	"io"

	"github.com/klauspost/compress/zstd"

	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/origin"
)

// Pack is a way to compress a dump.
type Pack string

// The ways to pack a dump: not at all, and what package pmat reads.
const (
	PackNone Pack = ""
	PackGzip Pack = "gzip"
	PackZstd Pack = "zstd"
)

// Extension returns the file name extension of dumps packed this way.
func (p Pack) Extension() string {
	switch p {
	case PackGzip:
		return ".pmat.gz"
	case PackZstd:
		return ".pmat.zst"
	}
	return ".pmat"
}

// ToFile captures a heap into a file, written by [files.Write], and with
// opt.Describe writes what a dump cannot say to a file next to it (see package
// origin). A path that is no regular file, such as /dev/stdout, gets no
// description.
func ToFile(ctx context.Context, pid int, path string, pack Pack, opt Options) (ProcessSummary, error) {
	return toFile(path, pack, opt.Describe, (*ProcessSummary).summary, func(w io.Writer) (ProcessSummary, error) { return Process(ctx, pid, w, opt) })
}

// CoreToFile is [ToFile] for a core.
func CoreToFile(ctx context.Context, core, path string, pack Pack, opt CoreOptions) (Summary, error) {
	return toFile(path, pack, opt.Describe, (*Summary).summary, func(w io.Writer) (Summary, error) { return Core(ctx, core, w, opt) })
}

// ToFiles is [ToFile] for the requested interpreters of a process at one moment:
// path names the file of each.
func ToFiles(ctx context.Context, pid int, path func(Interpreter) string, pack Pack, opt Options) ([]ProcessSummary, error) {
	var all []ProcessSummary
	err := each(ctx, pid, opt, func(i Interpreter, dump func(io.Writer) (ProcessSummary, error)) error {
		s, err := toFile(path(i), pack, opt.Describe, (*ProcessSummary).summary, dump)
		all = append(all, s)
		return err
	})
	return all, err
}

// CoreToFiles is [ToFiles] for a core.
func CoreToFiles(ctx context.Context, core string, path func(Interpreter) string, pack Pack, opt CoreOptions) ([]Summary, error) {
	var all []Summary
	err := eachOfCore(ctx, core, opt, func(i Interpreter, dump func(io.Writer) (Summary, error)) error {
		s, err := toFile(path(i), pack, opt.Describe, (*Summary).summary, dump)
		all = append(all, s)
		return err
	})
	return all, err
}

func (s *Summary) summary() *Summary { return s }

// toFile writes a dump and, if requested, its description.
func toFile[S any](path string, pack Pack, describe bool, of func(*S) *Summary, dump func(io.Writer) (S, error)) (s S, err error) {
	err = pack.write(path, func(w io.Writer) (err error) {
		s, err = dump(w)
		return err
	})
	if err == nil && describe && !files.InPlace(path) {
		err = files.Write(origin.PathOf(path), func(w io.Writer) error { return origin.Write(w, &of(&s).Origin) })
	}
	return s, err
}

// zstdWindow is the window of packed dumps: readers need as much memory.
const zstdWindow = 8 << 20

func (p Pack) write(path string, write func(io.Writer) error) error {
	return files.Write(path, func(w io.Writer) error {
		var z io.WriteCloser
		switch p {
		case PackNone:
			return write(w)
		case PackGzip:
			z = gzip.NewWriter(w)
		case PackZstd:
			var err error
			if z, err = zstd.NewWriter(w, zstd.WithWindowSize(zstdWindow)); err != nil {
				return err
			}
		default:
			return fmt.Errorf("dumps are not packed with %q", string(p))
		}
		return errors.Join(write(z), z.Close())
	})
}
