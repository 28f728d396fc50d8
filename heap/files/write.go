package files

import (
	"bufio"
	"errors"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"strings"
)

// Write writes a file that a person names. It is there as a whole or not at
// all: after an error what stood there before still does. What is no plain file,
// as /dev/stdout, is written in place. It is for its owner alone (mode 0600): it
// may hold values of a program.
func Write(path string, write func(io.Writer) error) error {
	path = followed(path)
	if info, err := os.Lstat(path); err == nil && !info.Mode().IsRegular() {
		f, err := os.OpenFile(path, os.O_WRONLY|os.O_TRUNC, 0)
		if err != nil {
			return err
		}
		return errors.Join(buffered(f, write), f.Close())
	}
	hidden := fmt.Sprintf(".%s.%08x.tmp", filepath.Base(path), rand.Uint32())
	f, err := os.OpenFile(filepath.Join(filepath.Dir(path), hidden), os.O_WRONLY|os.O_CREATE|os.O_EXCL, 0o600)
	if err != nil {
		return err
	}
	err = errors.Join(buffered(f, write), f.Close())
	if err == nil {
		err = os.Rename(f.Name(), path)
	}
	if err != nil {
		_ = os.Remove(f.Name()) // the error is told
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
