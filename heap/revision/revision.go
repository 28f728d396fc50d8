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
	"sync/atomic"
	"time"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/memo"
)

// History returns texts that files had. It may be used by several goroutines:
// each question opens the files of objects for itself, and what commits and
// folders are found to be is found once for all.
type History struct {
	*shared
	when time.Time
	ran  []ran // one for each repository that has the revision
}

// shared is what the same history at several times has in common.
type shared struct {
	reader *files.Reader
	left   atomic.Int64                   // of the bytes that objects may still take
	roots  memo.Memo[string, string]      // of repositories, by folder; empty for none
	repos  memo.Memo[string, *repository] // by root; nil for one that cannot be read
}

// ran is the revision that ran in a repository.
type ran struct {
	root   string
	commit commit
}

// Open looks for the repositories that contain the folders. A revision that is
// not empty is the one that ran, and one of the repositories must have it.
// Files are read only where the reader may, apart from the repository around a
// folder, those of its other work trees, and the one that it is a submodule of.
func Open(reader *files.Reader, folders []string, revision string) (*History, error) {
	h := &History{shared: &shared{reader: reader}}
	h.left.Store(maxUnpacked)
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
		repo, err := openRepository(root, h.reader, &h.left)
		if err == nil {
			h.repos.Get(root, func() *repository { return repo })
			var c commit
			c, err = repo.resolve(revision)
			repo.release()
			if err == nil {
				h.ran = append(h.ran, ran{root, c})
				continue
			}
		}
		failed = append(failed, fmt.Errorf("revision %q is not in the repository of %s: %w", revision, root, err))
	}
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
func (s *shared) root(folder string) string {
	return s.roots.Get(folder, func() string {
		real, err := filepath.EvalSymlinks(folder)
		if err == nil {
			real, err = filepath.Abs(real)
		}
		if err != nil {
			return ""
		}
		return findRoot(real)
	})
}

// question is one question to a history. It has the files open that it reads.
type question struct {
	*shared
	opened map[string]*repository // by root
}

func (h *History) ask() *question { return &question{h.shared, map[string]*repository{}} }

// end closes what was opened.
func (q *question) end() {
	for _, r := range q.opened {
		r.release()
	}
}

// repo returns the repository of a work tree; nil if it cannot be read.
func (q *question) repo(root string) *repository {
	if r := q.opened[root]; r != nil {
		return r
	}
	known := q.repos.Get(root, func() *repository {
		r, _ := openRepository(root, q.reader, &q.left) // without its history, the text of today is all there is
		return r
	})
	if known == nil {
		return nil
	}
	q.opened[root] = known.again()
	return q.opened[root]
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
	q := h.ask()
	defer q.end()
	for _, ran := range h.ran {
		rel, ok := below(ran.root, real)
		if !ok {
			continue
		}
		if text, ok := q.text(q.repo(ran.root), ran.commit.tree, rel); ok {
			return text, true
		}
	}
	return nil, false
}

// text reads a file of a tree.
func (q *question) text(repo *repository, tree plumbing.Hash, rel string) ([]byte, bool) {
	names := strings.Split(rel, "/")
	for i, name := range names {
		entries, err := repo.tree(tree)
		e, ok := entries[name]
		if err != nil || !ok {
			return nil, false
		}
		switch {
		case e.submodule && i < len(names)-1:
			inner := q.repo(filepath.Join(repo.root, filepath.Join(names[:i+1]...)))
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
		q := h.ask()
		defer q.end()
		rel, ok := below(root, real)
		repo := q.repo(root)
		if !ok || repo == nil {
			return
		}
		for _, id := range repo.versions(rel, h.when) {
			text, err := repo.read(plumbing.BlobObject, id)
			if err == nil && !yield(text) {
				return
			}
		}
	}
}
