package session

import (
	"errors"
	"fmt"
	"hash/fnv"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"

	"go.lsp.dev/uri"
)

// HeapFiles are the heap documents of clients that take no content from a
// server: files in a folder of this process, below the person's cache folder.
// They hold strings of dumps, so that nobody else may read them, and go when
// the server does. The zero value is ready.
type HeapFiles struct {
	// folder is dir for Remove, which must not wait for the lock.
	folder atomic.Pointer[string]

	mu     sync.Mutex
	dir    string
	named  map[string]HeapDocument // by path
	closed bool
}

// heapFilesPrefix begins the name of the folder of a process; its id follows.
const heapFilesPrefix = "documents-"

// Write writes the text of a document to its file, in one step. A file that has
// the text is left alone: editors ask what to do about one that has changed.
func (f *HeapFiles) Write(d HeapDocument, text string) (path string, err error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if err := f.open(); err != nil {
		return "", fmt.Errorf("no folder for heap documents: %w", err)
	}
	// Dumps of one name in different folders, or versions of one dump.
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(d.Dump.Path + "\x00" + d.Dump.Version + "\x00" + d.File))
	dir := filepath.Join(f.dir, fmt.Sprintf("%s-%08x", filepath.Base(d.Dump.Path), sum.Sum32()))
	path = filepath.Join(dir, fileName(d.Title)+"."+HeapDocumentScheme)
	if old, err := os.ReadFile(path); err == nil && string(old) == text {
		return path, nil
	}
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("heap document: %w", err)
	}
	temp, err := os.CreateTemp(dir, ".new-")
	if err != nil {
		return "", fmt.Errorf("heap document: %w", err)
	}
	_, err = temp.WriteString(text)
	err = errors.Join(err, temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return "", errors.Join(fmt.Errorf("heap document: %w", err), os.Remove(temp.Name()))
	}
	f.named[path] = d
	return path, nil
}

// fileName makes a title the name of a file everywhere.
func fileName(title string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' || strings.ContainsRune(`<>:"/\|?*`, r) {
			return '_'
		}
		return r
	}, title)
}

// Named finds the document that a file is of.
func (f *HeapFiles) Named(u uri.URI) (d HeapDocument, ok bool) {
	path := PathOf(u)
	if path == "" || filepath.Ext(path) != "."+HeapDocumentScheme {
		return d, false
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if d, ok = f.named[path]; ok {
		return d, true
	}
	// Editors resolve symbolic links, each in its own way.
	if real, err := filepath.EvalSymlinks(path); err == nil {
		d, ok = f.named[real]
	}
	return d, ok
}

// open makes the folder, and removes those of servers that were killed.
func (f *HeapFiles) open() error {
	if f.closed {
		return os.ErrClosed
	}
	if f.dir != "" {
		return nil
	}
	base, err := os.UserCacheDir()
	if err != nil {
		base = os.TempDir()
	}
	base = filepath.Join(base, "perlheap")
	if err := os.MkdirAll(base, 0o700); err != nil {
		return err
	}
	if base, err = filepath.EvalSymlinks(base); err != nil {
		return err
	}
	sweep(base)
	dir, err := os.MkdirTemp(base, fmt.Sprintf("%s%d-", heapFilesPrefix, os.Getpid()))
	if err != nil {
		return err
	}
	f.folder.Store(&dir)
	f.dir, f.named = dir, make(map[string]HeapDocument)
	return nil
}

// sweep removes the folders of processes that are no more.
func sweep(base string) {
	entries, _ := os.ReadDir(base)
	for _, e := range entries {
		rest, ok := strings.CutPrefix(e.Name(), heapFilesPrefix)
		digits, _, _ := strings.Cut(rest, "-")
		pid, err := strconv.Atoi(digits)
		if !ok || err != nil || pid == os.Getpid() || !ended(pid) {
			continue
		}
		_ = os.RemoveAll(filepath.Join(base, e.Name())) // another may be at it too
	}
}

// ended tells that no process has an id; false where the system does not say.
func ended(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return true
	}
	defer func() { _ = p.Release() }()
	return errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}

// Close removes all files.
func (f *HeapFiles) Close() error {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.closed, f.named = true, nil
	if f.dir == "" {
		return nil
	}
	if err := os.RemoveAll(f.dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// Remove removes all files at once, though something may stand still that uses
// them: the process ends.
func (f *HeapFiles) Remove() {
	if dir := f.folder.Load(); dir != nil {
		_ = os.RemoveAll(*dir)
	}
}
