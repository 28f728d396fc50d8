package files

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"time"
)

// Write writes a file that a person names. It is there as a whole or not at
// all: after an error what stood there before still does. What is no plain file,
// as /dev/stdout, is written in place. It is for its owner alone (mode 0600): it
// may hold values of a program.
func Write(path string, write func(io.Writer) error) error {
	path = followed(path)
	if inPlace(path) {
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_TRUNC, 0)
		if err != nil {
			return err
		}
		return errors.Join(buffered(f, write), f.Close())
	}
	hidden := fmt.Sprintf(".%s.%d-%08x.tmp", filepath.Base(path), os.Getpid(), rand.Uint32())
	f, err := os.OpenFile(filepath.Join(filepath.Dir(path), hidden), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return named(err, path)
	}
	err = errors.Join(buffered(f, write), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // the error is told
	}
	return named(err, path)
}

// InPlace reports whether [Write] writes to a path in place: it is there and is no
// plain file.
func InPlace(path string) bool { return inPlace(followed(path)) }

func inPlace(followed string) bool {
	info, err := os.Lstat(followed)
	return err == nil && !info.Mode().IsRegular()
}

// named has an error about a hidden file speak of the one that it was to become.
func named(err error, path string) error {
	var of *fs.PathError
	if errors.As(err, &of) && filepath.Dir(of.Path) == filepath.Dir(path) && unfinished.MatchString(filepath.Base(of.Path)) {
		of.Path = path
	}
	var link *os.LinkError
	if errors.As(err, &link) {
		return &fs.PathError{Op: link.Op, Path: path, Err: link.Err}
	}
	return err
}

// unfinished is the name of what [Write] has not finished; it says which process
// was writing.
var unfinished = regexp.MustCompile(`^\..+\.([0-9]+)-[0-9a-f]{8}\.tmp$`)

// unfinishedAge is for how long nothing may have been written, so that a process
// that is not here has ended: in another container it has a PID of its own.
const unfinishedAge = 10 * time.Minute

// Sweep removes from a folder what [Write] could not finish because its process
// was killed. Only regular files of this user count, with the names that Write
// gives, of processes that have ended, and that are ten minutes old.
func Sweep(folder string, ended func(pid int) bool) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return err
	}
	for _, e := range entries {
		m := unfinished.FindStringSubmatch(e.Name())
		if m == nil || !e.Type().IsRegular() {
			continue
		}
		pid, bad := strconv.Atoi(m[1])
		info, gone := e.Info()
		if bad != nil || gone != nil || !info.Mode().IsRegular() || !ours(info) || time.Since(info.ModTime()) < unfinishedAge || !ended(pid) {
			continue
		}
		err = errors.Join(err, os.Remove(filepath.Join(folder, e.Name())))
	}
	return err
}

func buffered(f io.Writer, write func(io.Writer) error) error {
	w := bufio.NewWriterSize(f, 1<<16)
	if err := write(w); err != nil {
		return err
	}
	return w.Flush()
}

// followed is the file that a symbolic link leads to, so that it stays one. What
// leads to a device or a descriptor, as /dev/stdout, stays what it is: in its
// place no other file may come.
func followed(path string) string {
	for at, n := path, 0; n < 40; n++ { // more, and it is a circle
		if strings.HasPrefix(at, "/dev/") || strings.HasPrefix(at, "/proc/") {
			return path
		}
		next, err := os.Readlink(at)
		if err != nil {
			return at
		}
		if !filepath.IsAbs(next) {
			next = filepath.Join(filepath.Dir(at), next)
		}
		at = next
	}
	return path
}
