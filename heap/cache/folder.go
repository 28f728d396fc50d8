package cache

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/perlheap/perlheap/heap/pmat"
)

// newPattern is how files are called while they are written.
const newPattern = ".new-*"

// abandoned is after how long a file that is being written is nobody's.
const abandoned = time.Hour

// Contents describes what is in a cache.
type Contents struct {
	Folder string
	Files  int
	Bytes  int64
	Size   int64 // limit of Bytes
	// Refused says why nothing can be kept in the folder; nil if that can be.
	Refused error
}

// Contents says what is in the cache, with what is being written and what a writer
// that was killed has left. A folder that does not exist is empty, and so is one
// in which nothing can be kept.
func (c *Cache) Contents() (Contents, error) {
	s := Contents{Folder: c.opt.Folder, Size: c.opt.Size, Refused: refused(c.opt.Folder)}
	if s.Refused != nil {
		return s, nil
	}
	files, err := c.files()
	s.Files = len(files)
	for _, f := range files {
		s.Bytes += f.size
	}
	return s, err
}

// Clear removes everything in the cache, and returns what that was. What is being
// written then is not kept.
func (c *Cache) Clear() (Contents, error) {
	removed := Contents{Folder: c.opt.Folder, Size: c.opt.Size, Refused: refused(c.opt.Folder)}
	if removed.Refused != nil { // what is in there is not of this cache
		return removed, nil
	}
	files, err := c.files()
	if err != nil {
		return removed, err
	}
	for _, f := range files {
		if err := os.Remove(f.path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return removed, err
		}
		removed.Files++
		removed.Bytes += f.size
	}
	return removed, nil
}

type keptFile struct {
	path    string
	size    int64
	used    time.Time
	written bool // whole
}

// files returns the files of the cache, those first that were used least lately.
// What is not its own is passed over.
func (c *Cache) files() ([]keptFile, error) {
	entries, err := os.ReadDir(c.opt.Folder)
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return nil, err
	}
	var all []keptFile
	for _, e := range entries {
		info, err := e.Info()
		if err != nil || !info.Mode().IsRegular() {
			continue // gone meanwhile, or not of a cache
		}
		path := filepath.Join(c.opt.Folder, e.Name())
		switch ext := filepath.Ext(e.Name()); {
		case ext == "."+heapPart, ext == "."+sizesPart:
			all = append(all, keptFile{path, info.Size(), info.ModTime(), true})
		case strings.HasPrefix(e.Name(), strings.TrimSuffix(newPattern, "*")):
			all = append(all, keptFile{path, info.Size(), info.ModTime(), false})
		}
	}
	slices.SortFunc(all, func(a, b keptFile) int { return a.used.Compare(b.used) })
	return all, nil
}

// trim removes files that writers who have ended did not finish, and those that
// were not used for longest, until the rest is within the bounds. What is just
// written stays.
func (c *Cache) trim(written string) {
	files, err := c.files()
	if err != nil {
		return
	}
	all := int64(0)
	for _, f := range files {
		all += f.size
	}
	for _, f := range files {
		switch {
		case f.written && (all <= c.opt.Size || f.path == written):
			continue
		case !f.written && time.Since(f.used) <= abandoned:
			continue
		}
		if err := os.Remove(f.path); err == nil || errors.Is(err, fs.ErrNotExist) {
			all -= f.size
		}
	}
}

// leaveDisk is how much must stay free on the disk.
const leaveDisk = 256 << 20

// hasRoom refuses to fill the disk of a file with n more bytes.
func hasRoom(file *os.File, n int64) error {
	if free, known := pmat.FreeDisk(file); known && free < uint64(n)+leaveDisk {
		return fmt.Errorf("it takes %d MiB, and only %d MiB are free", n>>20, free>>20)
	}
	return nil
}

// ownFolder makes the folder, for nobody else.
func ownFolder(path string) error {
	if err := os.MkdirAll(path, 0o700); err != nil {
		return err
	}
	if err := refused(path); err != nil {
		return err
	}
	info, err := os.Lstat(path)
	if err != nil {
		return err
	}
	if info.Mode().Perm() != 0o700 && isPrivate {
		return os.Chmod(path, 0o700) //nolint:gosec // it is a folder
	}
	return nil
}

// refused says why nothing can be kept in a folder; nil if it can be, or if it is
// not there yet.
func refused(path string) error {
	info, err := os.Lstat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return err
	case info.Mode()&fs.ModeSymlink != 0:
		return fmt.Errorf("%s is a symbolic link, which is not followed; put a folder in its place", path)
	case !info.IsDir():
		return fmt.Errorf("%s is not a folder", path)
	case !isOwn(info):
		return fmt.Errorf("%s does not belong to you", path)
	}
	return nil
}

// openOwn opens a file that this user wrote, and nobody else can.
func openOwn(path string) (*os.File, error) {
	folder, err := os.Lstat(filepath.Dir(path))
	if err != nil {
		return nil, err
	}
	file, err := os.OpenFile(path, os.O_RDONLY|noFollow, 0)
	if err != nil {
		return nil, err
	}
	info, err := file.Stat()
	if err == nil && (!isOwn(folder) || !info.Mode().IsRegular() || !isOwn(info) || isPrivate && info.Mode().Perm()&0o077 != 0) {
		err = fmt.Errorf("%s does not belong to you alone", path)
	}
	if err != nil {
		return nil, errors.Join(err, file.Close())
	}
	return file, nil
}
