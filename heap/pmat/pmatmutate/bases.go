package pmatmutate

import (
	"compress/gzip"
	"errors"
	"io"
	"iter"
	"os"
	"path/filepath"
	"strconv"
	"time"
)

// Bases are the dumps of testdata that get damaged: small ones, one for each
// layout.
var Bases = []string{
	"p536-amd64-d046-gadget", "p540-amd64-d050-class", "p540-amd64-d050-classcrash", "p514-amd64-d011",
	"p536-amd64-d046-leak.1", "p536-i386-d046", "p530ld-amd64-d050", "p540dbg-amd64-d050", "p540-amd64-d050-future",
}

// Open reads a dump from a folder; the file is gzipped.
func Open(dir, name string) (*Dump, error) {
	f, err := os.Open(filepath.Join(dir, name+".pmat.gz"))
	if err != nil {
		return nil, err
	}
	zr, err := gzip.NewReader(f)
	if err != nil {
		return nil, errors.Join(err, f.Close())
	}
	b, err := io.ReadAll(zr)
	if err = errors.Join(err, f.Close()); err != nil {
		return nil, err
	}
	return New(b)
}

// Seeds returns the seeds to damage dumps with: a few, or new ones until the
// duration in the environment variable PERLHEAP_MUTATE, such as 1h, is over.
// PERLHEAP_MUTATE_SEED sets the first one. end is zero without a duration.
func Seeds(few int) (seeds iter.Seq[uint64], end time.Time) {
	if d, err := time.ParseDuration(os.Getenv("PERLHEAP_MUTATE")); err == nil {
		end = time.Now().Add(d)
	}
	first, _ := strconv.ParseUint(os.Getenv("PERLHEAP_MUTATE_SEED"), 10, 64) // 0 if there is none
	return func(yield func(uint64) bool) {
		for i := first; (end.IsZero() && i < first+uint64(few) || time.Now().Before(end)) && yield(i); i++ {
		}
	}, end
}
