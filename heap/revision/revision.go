// Package revision reads earlier and later texts of files from the git
// repositories that they are in: the text of a revision that a person names,
// and those from around the time when a process ran.
//
// It reads objects and references and nothing else. It never runs git, because
// the configuration of a repository can make git run programs, and a folder
// that somebody merely opens is not to be trusted. Repositories with SHA-256 or
// reftable are not supported.
package revision

import (
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/perlheap/perlheap/heap/files"
)

// History returns texts that files had. It is not safe for concurrent use.
type History struct {
	when   time.Time
	reader *files.Reader
	left   *int64                 // of the bytes that objects may still take
	ran    []ran                  // one for each repository that has the revision
	roots  map[string]string      // of repositories, by folder; empty for none
	repos  map[string]*repository // by root; nil for one that cannot be read
}

// ran is the revision that ran in a repository.
type ran struct {
	repo   *repository
	commit commit
}

// Open looks for the repositories that contain the folders. A revision that is
// not empty is the one that ran, and one of the repositories must have it.
// Files are read only where the reader may, apart from the repository around a
// folder, those of its other work trees, and the one that it is a submodule of.
func Open(reader *files.Reader, folders []string, revision string) (*History, error) {
	left := int64(maxUnpacked)
	h := &History{reader: reader, left: &left, roots: map[string]string{}, repos: map[string]*repository{}}
	if revision == "" {
		return h, nil
	}
	var failed []error
	for _, folder := range folders {
		root := h.root(folder)
		if root == "" {
			failed = append(failed, fmt.Errorf("revision %q: %s is not in a git work tree", revision, folder))
			continue
		}
		repo, err := openRepository(root, h.reader, h.left)
		if err == nil {
			h.repos[root] = repo
			var c commit
			if c, err = repo.resolve(revision); err == nil {
				h.ran = append(h.ran, ran{repo, c})
				continue
			}
		}
		failed = append(failed, fmt.Errorf("revision %q is not in the repository of %s: %w", revision, root, err))
	}
	h.release()
	if len(h.ran) == 0 {
		return nil, errors.Join(failed...)
	}
	return h, nil
}

// At returns the same history for a process that was still running at a time.
// It shares what has been read with h.
func (h *History) At(when time.Time) *History {
	at := *h
	at.when = when
	return &at
}

// root returns the root of the work tree that a folder is in, empty for none.
func (h *History) root(folder string) string {
	root, known := h.roots[folder]
	if !known {
		real, err := filepath.EvalSymlinks(folder)
		if err == nil {
			real, err = filepath.Abs(real)
		}
		if err == nil {
			root = findRoot(real)
		}
		h.roots[folder] = root
	}
	return root
}

func (h *History) repo(root string) *repository {
	r, known := h.repos[root]
	if !known {
		r, _ = openRepository(root, h.reader, h.left) // without its history, the text of today is all there is
		h.repos[root] = r
	}
	return r
}

func (h *History) release() {
	for _, r := range h.repos {
		if r != nil {
			r.release()
		}
	}
}

// Ran returns the text that a file had in the revision that ran; false if none
// was named, or if the revision does not have the file. For a file in a
// submodule, it is the text in the commit of the submodule that the revision
// refers to.
func (h *History) Ran(path string) ([]byte, bool) {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil, false
	}
	defer h.release()
	for _, ran := range h.ran {
		rel, ok := below(ran.repo.root, real)
		if !ok {
			continue
		}
		if text, ok := h.text(ran.repo, ran.commit.tree, rel); ok {
			return text, true
		}
	}
	return nil, false
}

// text reads a file of a tree.
func (h *History) text(repo *repository, tree plumbing.Hash, rel string) ([]byte, bool) {
	names := strings.Split(rel, "/")
	for i, name := range names {
		entries, err := repo.tree(tree)
		e, ok := entries[name]
		if err != nil || !ok {
			return nil, false
		}
		switch {
		case e.submodule && i < len(names)-1:
			inner := h.repo(filepath.Join(repo.root, filepath.Join(names[:i+1]...)))
			if inner == nil {
				return nil, false
			}
			c, err := inner.commit(e.id)
			if err != nil {
				return nil, false
			}
			repo, tree = inner, c.tree
		case e.folder && i < len(names)-1:
			tree = e.id
		case !e.folder && !e.submodule && i == len(names)-1:
			text, err := repo.read(plumbing.BlobObject, e.id)
			return text, err == nil
		default:
			return nil, false
		}
	}
	return nil, false
}

// below returns a path relative to a folder, with slashes.
func below(folder, path string) (string, bool) {
	rel, err := filepath.Rel(folder, path)
	if err != nil || !filepath.IsLocal(rel) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}

// Versions yields the texts that a file had: first those from before the
// process ran, newest first, then later ones, oldest first, for code that was
// committed after it had run. Each text is yielded once.
func (h *History) Versions(path string) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		real, err := filepath.EvalSymlinks(path)
		if err != nil {
			return
		}
		root := h.root(filepath.Dir(real))
		if root == "" {
			return
		}
		rel, ok := below(root, real)
		repo := h.repo(root)
		if !ok || repo == nil {
			return
		}
		defer h.release()
		for _, id := range repo.versions(rel, h.when) {
			text, err := repo.read(plumbing.BlobObject, id)
			if err == nil && !yield(text) {
				return
			}
		}
	}
}
