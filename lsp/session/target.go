package session

import (
	"context"
	"os"
	"path/filepath"
	"strings"

	"github.com/bmatcuk/doublestar/v4"

	"github.com/perlheap/perlheap/heap/files"
)

// target is one place where dumps can be: a file, or the files of a directory
// that a glob matches.
type target struct {
	base string // absolute, without glob characters
	rest glob   // below base; its pattern is "" if base is the file itself
}

func literal(path string) target { return target{base: path} }

// targets reads the patterns of the setting perlheap.dumps, relative ones once for
// each folder.
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
	return target{base: filepath.Join(folder, filepath.FromSlash(dir)), rest: newGlob(rest)}
}

// EscapeGlob turns a path into a pattern that matches only that path.
func EscapeGlob(path string) string { return globSigns.Replace(filepath.ToSlash(path)) }

var globSigns = strings.NewReplacer(`*`, `\*`, `?`, `\?`, `[`, `\[`, `]`, `\]`, `{`, `\{`, `}`, `\}`, `\`, `\\`)

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

// find returns the names of regular files that the target matches now, and the
// folders to watch: where its files are, and where the
// first folder on the way to them that is missing would appear. The error says
// why there may be more.
func (t target) find(ctx context.Context) (names, dirs []string, err error) {
	if t.rest.pattern == "" {
		return []string{t.base}, t.nearest(filepath.Dir(t.base)), nil
	}
	walk := files.Walk{
		Enter: func(rel, _ string) bool { return t.rest.enters(rel) },
		File: func(rel string) {
			if t.rest.match(rel) {
				names = append(names, filepath.Join(t.base, filepath.FromSlash(rel)))
			}
		},
	}
	dirs, err = walk.Run(ctx, t.base)
	if len(dirs) == 0 {
		dirs = t.nearest(t.base)
	}
	return names, dirs[:min(len(dirs), maxDirs)], err
}

// match reports whether the target matches a path, whether or not it exists.
func (t target) match(path string) bool {
	if t.rest.pattern == "" {
		return path == t.base
	}
	rel, err := filepath.Rel(t.base, path)
	return err == nil && filepath.IsLocal(rel) && t.rest.match(filepath.ToSlash(rel))
}

func matchAny(ts []target, path string) bool {
	for _, t := range ts {
		if t.match(path) {
			return true
		}
	}
	return false
}

// maxDirs bounds how many folders one target watches: systems have few watches
// to give.
const maxDirs = 2000

// nearest returns the nearest existing folder above a path.
func (t target) nearest(path string) []string {
	for {
		if info, err := os.Stat(path); err == nil && info.IsDir() {
			return []string{path}
		}
		parent := filepath.Dir(path)
		if parent == path {
			return nil
		}
		path = parent
	}
}
