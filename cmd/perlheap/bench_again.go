package main

import (
	"bytes"
	"compress/gzip"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"

	"github.com/perlheap/perlheap/heap/pmat"
)

// ownCache makes an empty folder for the indexes of what is measured. The user's
// own is left alone.
func (b *bench) ownCache() (remove func(), err error) {
	if b.cache, err = os.MkdirTemp("", "perlheap-bench-"); err != nil {
		return nil, err
	}
	b.env = append(os.Environ(), "XDG_CACHE_HOME="+b.cache, cacheSize+"=")
	return func() { _ = os.RemoveAll(b.cache) }, nil // nothing more can be done
}

// forget removes all indexes.
func (b *bench) forget() error {
	return os.RemoveAll(filepath.Join(b.cache, "perlheap"))
}

// again measures commands on a dump that has an index, against the floor.
func (b *bench) again(path string, f *floor) error {
	if err := b.section(fmt.Sprintf("The second time (median of %d, and the highest peak)", b.runs)); err != nil {
		return err
	}
	b.printf("\tseconds\tCPU s\tpeak\ttimes one look at every record\t\n")
	row := func(name string, prepare func() error, args ...string) error {
		var runs []usage
		for range b.runs {
			if err := prepare(); err != nil {
				return err
			}
			used, err := b.child(io.Discard, b.self, args...)
			if err != nil {
				return err
			}
			runs = append(runs, used)
		}
		u := median(runs)
		b.printf("%s\t%.3f\t%s\t%s\t%.2f\t\n", name, u.wall, seconds(u.cpu), mebibytes(u.peak), u.wall/f.decode.wall)
		return nil
	}
	keep := func() error { return nil }
	sv := f.sample[0].String()
	lines := append([]string{"lines", path, "--json"}, b.source.args()...)
	err := errors.Join(
		row("perlheap lines, which writes the index", b.forget, lines...),
		row("perlheap lines", keep, lines...),
		row("perlheap show", keep, "show", path, sv),
		row("perlheap identify --depth 3", keep, "identify", "--depth", "3", path, sv),
	)
	if err != nil || !b.sizes {
		return err
	}
	if _, err := b.child(io.Discard, b.self, "largest", "--retained", path); err != nil {
		return err
	}
	if err := row("perlheap largest --retained", keep, "largest", "--retained", path); err != nil {
		return err
	}
	return b.packed(path, f, row)
}

// packed measures a copy of the dump that gzip has packed.
func (b *bench) packed(path string, f *floor, row func(name string, prepare func() error, args ...string) error) error {
	packed := filepath.Join(b.cache, "packed.pmat.gz")
	if err := pack(path, packed); err != nil {
		return err
	}
	defer os.Remove(packed) //nolint:errcheck // its folder is removed too
	var runs []usage
	for range b.runs {
		watch := newStopwatch()
		dump, err := pmat.Open(b.ctx, packed, nil)
		if err != nil {
			return err
		}
		runs = append(runs, watch.usage())
		if err := dump.Close(); err != nil {
			return err
		}
	}
	u := median(runs)
	b.printf("unpacking a copy that gzip has packed\t%.3f\t%s\t\t%.2f\t\n", u.wall, seconds(u.cpu), u.wall/f.decode.wall)
	lines := append([]string{"lines", packed, "--json"}, b.source.args()...)
	return errors.Join(
		row("perlheap lines of it, the first time", b.forget, lines...),
		row("the same, the second time", func() error { return nil }, lines...),
	)
}

// pack packs a dump, or copies one that is packed.
func pack(from, to string) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close() //nolint:errcheck // it was only read
	out, err := os.Create(to)
	if err != nil {
		return err
	}
	first := make([]byte, 2)
	if _, err := in.ReadAt(first, 0); err == nil && bytes.Equal(first, []byte("\x1f\x8b")) {
		_, err := io.Copy(out, in)
		return errors.Join(err, out.Close())
	}
	z, err := gzip.NewWriterLevel(out, gzip.BestSpeed)
	if err != nil {
		return errors.Join(err, out.Close())
	}
	_, err = io.Copy(z, in)
	return errors.Join(err, z.Close(), out.Close())
}
