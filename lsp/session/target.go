package session

import (
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"
)

// target is one place where dumps can be: a file, or the files of a directory
// that a glob matches.
type target struct {
	base string // absolute, without glob characters
	rest string // glob below base, with slashes; "" if base is the file itself
}

func literal(path string) target { return target{base: path} }

// targets reads the patterns of the setting perlheap.dumps, those that are
// relative in each folder.
func targets(folders, patterns []string) []target {
	var ts []target
	for _, p := range patterns {
		p = ExpandHome(p)
		if filepath.IsAbs(p) {
			ts = append(ts, parseTarget("", p))
			continue
		}
		for _, folder := range folders {
			ts = append(ts, parseTarget(folder, p))
		}
	}
	return ts
}

// parseTarget splits a pattern. A file whose name merely looks like a glob is
// taken as that file.
func parseTarget(folder, pattern string) target {
	path := filepath.Join(folder, filepath.FromSlash(pattern))
	if _, err := os.Stat(path); err == nil {
		return literal(path)
	}
	dir, rest := doublestar.SplitPattern(filepath.ToSlash(pattern))
	if !strings.ContainsAny(rest, `*?[{\`) || !doublestar.ValidatePattern(rest) {
		return literal(path)
	}
	return target{base: filepath.Join(folder, filepath.FromSlash(dir)), rest: rest}
}

// ExpandHome replaces a leading "~/" by the home directory.
func ExpandHome(path string) string {
	rest, ok := strings.CutPrefix(filepath.ToSlash(path), "~/")
	if !ok {
		return path
	}
	home, err := os.UserHomeDir()
	if err != nil {
		return path
	}
	return filepath.Join(home, filepath.FromSlash(rest))
}

// files are the regular files that the target matches now.
func (t target) files() []string {
	if t.rest == "" {
		if info, err := os.Stat(t.base); err != nil || info.IsDir() {
			return nil
		}
		return []string{t.base}
	}
	names, err := doublestar.Glob(os.DirFS(t.base), t.rest, doublestar.WithFilesOnly())
	if err != nil {
		return nil
	}
	for i, name := range names {
		names[i] = filepath.Join(t.base, filepath.FromSlash(name))
	}
	return names
}

// match tells whether the target matches a path, whether or not it exists.
func (t target) match(path string) bool {
	if t.rest == "" {
		return path == t.base
	}
	rel, err := filepath.Rel(t.base, path)
	return err == nil && doublestar.MatchUnvalidated(t.rest, filepath.ToSlash(rel))
}

func matchAny(ts []target, path string) bool {
	for _, t := range ts {
		if t.match(path) {
			return true
		}
	}
	return false
}

// maxDirs bounds how many directories one target watches: systems have few
// watches to give.
const maxDirs = 2000

// dirs are the directories to watch for the target: where its files are, and
// where the first directory on the way to them that is missing would appear.
func (t target) dirs() []string {
	base := t.base
	if t.rest == "" {
		base = filepath.Dir(base)
	}
	for {
		if info, err := os.Stat(base); err == nil && info.IsDir() {
			break
		}
		parent := filepath.Dir(base)
		if parent == base {
			return nil
		}
		base = parent
	}
	dirs := []string{base}
	if !strings.Contains(t.rest, "/") || base != t.base {
		return dirs
	}
	_ = filepath.WalkDir(base, func(path string, e fs.DirEntry, err error) error {
		switch {
		case err != nil || !e.IsDir() || path == base:
			return nil // what cannot be read cannot be watched
		case e.Name() == ".git" || e.Name() == "node_modules":
			return fs.SkipDir
		case len(dirs) >= maxDirs:
			return fs.SkipAll
		}
		dirs = append(dirs, path)
		return nil
	})
	return dirs
}
