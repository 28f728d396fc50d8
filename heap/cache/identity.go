package cache

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/section"
)

// What of a dump goes into its identity: its ends, and samples between.
const (
	endBytes    = 64 << 10
	samples     = 32
	sampleBytes = 4 << 10
)

var errNoFile = errors.New("it is no regular file")

// identify returns what tells this version of a dump, and what is kept of it by
// this version of the program, from everything else. The error says that the
// file is not the one that was opened any more, or that it is none.
func (c *Cache) identify(f *pmat.File, part string) (of section.Identity, err error) {
	file, as := f.Opened(), f.OpenedAs()
	if file == nil {
		return of, errNoFile
	}
	now, err := pmat.StampOf(file)
	if err != nil {
		return of, err
	}
	if now.Size != as.Size || now.Inode != as.Inode || !now.ModTime.Equal(as.ModTime) || !now.Changed.Equal(as.Changed) {
		return of, pmat.ErrChanged
	}
	hash := sha256.New()
	fmt.Fprintf(hash, "%q %q %d %d %d %d\n", c.opt.Build, part, as.Size, as.ModTime.UnixNano(), as.Changed.UnixNano(), as.Inode)
	sample := func(at, n int64) error {
		at = max(0, at)
		_, err := io.Copy(hash, io.NewSectionReader(file, at, min(n, as.Size-at)))
		return err
	}
	err = sample(0, endBytes)
	for i := range int64(samples) {
		if err == nil {
			err = sample(as.Size/samples*i, sampleBytes)
		}
	}
	if err == nil {
		err = sample(as.Size-endBytes, endBytes)
	}
	hash.Sum(of[:0])
	return of, err
}

// path is where something is kept.
func (c *Cache) path(of section.Identity, part string) string {
	return filepath.Join(c.opt.Folder, hex.EncodeToString(of[:16])+"."+part)
}
