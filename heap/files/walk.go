package files

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"
)

// ErrIncomplete is wrapped by the error of a walk that did not reach the end.
var ErrIncomplete = errors.New("not everything was looked at")

// Walk goes through a folder and everything in it, visiting each folder once
// however many links lead to it. Folders that are not links come first, so that
// a file goes by its own name.
type Walk struct {
	// Enter reports whether to look into a folder, given its name relative to
	// the start of the walk, with slashes; nil for all. real is its name
	// without symbolic links.
	Enter func(rel, real string) bool
	// File is called for each regular file and each link to one, folder by
	// folder in the order of names.
	File func(rel string)
	// MaxEntries, MaxDepth and MaxTime limit the walk; 0 means 500,000 names of
	// any kind, 64 nested folders, and 20 s.
	MaxEntries, MaxDepth int
	MaxTime              time.Duration

	base    string
	entries int
	seen    map[string]bool
	todo    []walkFolder
	links   []walkFolder // after the others
}

type walkFolder struct {
	rel, real string
	depth     int
}

// Run performs the walk. It returns the folders that were looked into, as
// absolute names. The error is that of ctx, or wraps [ErrIncomplete]. A folder
// that cannot be read counts as empty.
func (w *Walk) Run(ctx context.Context, base string) (folders []string, err error) {
	w.base, w.seen = filepath.Clean(base), make(map[string]bool)
	if w.MaxEntries == 0 {
		w.MaxEntries = 500_000
	}
	if w.MaxDepth == 0 {
		w.MaxDepth = 64
	}
	if w.MaxTime == 0 {
		w.MaxTime = 20 * time.Second
	}
	limit, cancel := context.WithTimeoutCause(ctx, w.MaxTime, fmt.Errorf("%w: the search in %s ended after %v", ErrIncomplete, w.base, w.MaxTime))
	defer cancel()
	real, err := filepath.EvalSymlinks(w.base)
	if err != nil {
		return nil, nil // there is none
	}
	w.todo = []walkFolder{{real: real}}
	var deep error
	for {
		f, ok := w.next()
		if !ok {
			return folders, deep
		}
		if w.seen[f.real] || f.rel != "" && w.Enter != nil && !w.Enter(f.rel, f.real) {
			continue
		}
		if f.depth > w.MaxDepth {
			deep = fmt.Errorf("%w: folders in %s are more than %d deep", ErrIncomplete, w.base, w.MaxDepth)
			continue
		}
		w.seen[f.real] = true
		folders = append(folders, filepath.Join(w.base, filepath.FromSlash(f.rel)))
		if err := w.folder(limit, f); err != nil {
			if ctx.Err() != nil {
				return folders, ctx.Err()
			}
			return folders, err
		}
	}
}

func (w *Walk) next() (f walkFolder, ok bool) {
	for _, from := range []*[]walkFolder{&w.todo, &w.links} {
		if len(*from) > 0 {
			f, *from = (*from)[0], (*from)[1:]
			return f, true
		}
	}
	return f, false
}

// folder looks at what is in one folder.
func (w *Walk) folder(ctx context.Context, f walkFolder) error {
	entries, err := w.read(ctx, f.real)
	for _, e := range entries {
		if ctx.Err() != nil {
			return context.Cause(ctx)
		}
		sub := walkFolder{strings.TrimPrefix(f.rel+"/"+e.Name(), "/"), filepath.Join(f.real, e.Name()), f.depth + 1}
		switch mode := e.Type(); {
		case mode.IsDir():
			w.todo = append(w.todo, sub)
		case mode.IsRegular():
			w.File(sub.rel)
		case mode&fs.ModeSymlink != 0:
			info, err := os.Stat(sub.real)
			if err != nil {
				continue
			}
			if info.Mode().IsRegular() {
				w.File(sub.rel)
			} else if info.IsDir() {
				if sub.real, err = filepath.EvalSymlinks(sub.real); err == nil && forbidden(sub.real) == nil {
					w.links = append(w.links, sub)
				}
			}
		}
	}
	return err
}

// read lists a folder by name. It gives what it has got with the error.
func (w *Walk) read(ctx context.Context, real string) (entries []fs.DirEntry, err error) {
	dir, err := os.OpenFile(real, os.O_RDONLY|dontBlock, 0)
	if err != nil {
		return nil, nil
	}
	defer dir.Close() //nolint:errcheck // it was only read
	defer func() {
		slices.SortFunc(entries, func(a, b fs.DirEntry) int { return strings.Compare(a.Name(), b.Name()) })
	}()
	for {
		if ctx.Err() != nil {
			return entries, context.Cause(ctx)
		}
		some, err := dir.ReadDir(1024)
		entries = append(entries, some...)
		if w.entries += len(some); w.entries > w.MaxEntries {
			return entries, fmt.Errorf("%w: there are more than %d files and folders in %s", ErrIncomplete, w.MaxEntries, w.base)
		}
		if errors.Is(err, io.EOF) || err != nil {
			return entries, nil
		}
	}
}
