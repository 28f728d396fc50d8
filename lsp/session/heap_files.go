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
	making sync.Mutex             // the folder is made by one at a time
	folder atomic.Pointer[string] // of this process, once it is made
	closed atomic.Bool

	mu    sync.Mutex // held for a look into the map
	named map[string]HeapDocument
}

// heapFilesPrefix begins the name of the folder of a process; its id follows.
const heapFilesPrefix = "documents-"

// Write writes the text of a document to its file, in one step. A file that has
// the text is left alone: editors ask what to do about one that has changed.
func (f *HeapFiles) Write(d HeapDocument, text string) (path string, err error) {
	folder, err := f.open()
	if err != nil {
		return "", fmt.Errorf("no folder for heap documents: %w", err)
	}
	// Dumps of one name in different folders, or versions of one dump.
	sum := fnv.New32a()
	_, _ = sum.Write([]byte(d.Dump.Path + "\x00" + d.Dump.Version + "\x00" + d.File))
	dir := filepath.Join(folder, fmt.Sprintf("%s-%08x", filepath.Base(d.Dump.Path), sum.Sum32()))
	path = filepath.Join(dir, fileName(d.Title)+"."+HeapDocumentScheme)
	err = replaceFile(path, text)
	if f.closed.Load() { // meanwhile: nothing is left behind
		f.Remove()
		return "", fmt.Errorf("no folder for heap documents: %w", os.ErrClosed)
	}
	if err != nil {
		return "", fmt.Errorf("heap document: %w", err)
	}
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.named == nil {
		f.named = make(map[string]HeapDocument)
	}
	f.named[path] = d
	return path, nil
}

// replaceFile writes a text to a file, in one step, unless the file already has it.
func replaceFile(path, text string) error {
	if old, err := os.ReadFile(path); err == nil && string(old) == text {
		return nil
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return err
	}
	temp, err := os.CreateTemp(filepath.Dir(path), ".new-")
	if err != nil {
		return err
	}
	_, err = temp.WriteString(text)
	err = errors.Join(err, temp.Close())
	if err == nil {
		err = os.Rename(temp.Name(), path)
	}
	if err != nil {
		return errors.Join(err, os.Remove(temp.Name()))
	}
	return nil
}

// fileName turns a title into a file name that is valid on every system.
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
	if path == "" || filepath.Ext(path) != "."+HeapDocumentScheme || f.closed.Load() {
		return d, false
	}
	if d, ok = f.at(path); ok {
		return d, true
	}
	// Editors resolve symbolic links, each in its own way.
	if real, err := filepath.EvalSymlinks(path); err == nil {
		return f.at(real)
	}
	return d, false
}

func (f *HeapFiles) at(path string) (d HeapDocument, ok bool) {
	f.mu.Lock()
	defer f.mu.Unlock()
	d, ok = f.named[path]
	return d, ok
}

// open returns the folder. It is created when it is first needed, and those of
// servers that were killed are removed then.
func (f *HeapFiles) open() (folder string, err error) {
	if dir := f.folder.Load(); dir != nil || f.closed.Load() {
		return f.opened(dir)
	}
	f.making.Lock()
	defer f.making.Unlock()
	if dir := f.folder.Load(); dir != nil || f.closed.Load() {
		return f.opened(dir)
	}
	base, err := os.UserCacheDir()
	if err != nil {
		base = os.TempDir()
	}
	base = filepath.Join(base, "perlheap")
	if err := os.MkdirAll(base, 0o700); err != nil {
		return "", err
	}
	if base, err = filepath.EvalSymlinks(base); err != nil {
		return "", err
	}
	sweep(base)
	dir, err := os.MkdirTemp(base, fmt.Sprintf("%s%d-", heapFilesPrefix, os.Getpid()))
	if err != nil {
		return "", err
	}
	f.folder.Store(&dir)
	if f.closed.Load() { // meanwhile: nothing is left behind
		f.Remove()
	}
	return f.opened(&dir)
}

func (f *HeapFiles) opened(dir *string) (string, error) {
	if f.closed.Load() {
		return "", os.ErrClosed
	}
	return *dir, nil
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

// ended reports whether no process has an id; false where the system does not say.
func ended(pid int) bool {
	p, err := os.FindProcess(pid)
	if err != nil {
		return true
	}
	defer func() { _ = p.Release() }()
	return errors.Is(p.Signal(syscall.Signal(0)), os.ErrProcessDone)
}

// Close removes all files. What is written afterwards fails, and is removed.
func (f *HeapFiles) Close() error {
	f.closed.Store(true)
	dir := f.folder.Load()
	if dir == nil {
		return nil
	}
	if err := os.RemoveAll(*dir); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return nil
}

// Remove removes all files at once, when the process ends.
func (f *HeapFiles) Remove() {
	if dir := f.folder.Load(); dir != nil {
		_ = os.RemoveAll(*dir)
	}
}
