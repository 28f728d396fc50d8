// Package revision reads the texts that files had, from the git repositories
// that they are in: the one of a revision that a person names, and those of
// the time when a process ran.
//
// It reads objects and references and nothing else. It never starts git,
// because the configuration of a repository can make git run programs, and a
// folder that somebody opens is not to be trusted. Repositories with SHA-256
// or reftable are not understood.
package revision

import (
	"container/heap"
	"errors"
	"fmt"
	"iter"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// History gives texts that files had. It is not safe for concurrent use.
type History struct {
	when  time.Time
	ran   []ran                  // one for each repository that has the revision
	roots map[string]string      // of repositories, by folder; empty for none
	repos map[string]*repository // by root; nil for one that cannot be read
}

// ran is the revision that ran in a repository.
type ran struct {
	repo   *repository
	commit commit
}

// Open looks for the repositories that folders are in. If revision is not
// empty, it is that which ran; then one of them must have it.
func Open(folders []string, revision string) (*History, error) {
	h := &History{roots: map[string]string{}, repos: map[string]*repository{}}
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
		repo, err := openRepository(root)
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
	if len(h.ran) == 0 {
		return nil, errors.Join(failed...)
	}
	return h, nil
}

// At gives the same history for a process that still ran at a time. It shares
// what was read with h.
func (h *History) At(when time.Time) *History {
	at := *h
	at.when = when
	return &at
}

// root gives the root of the work tree that a folder is in, empty for none.
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
		r, _ = openRepository(root) // without its history, the text of today is all there is
		h.repos[root] = r
	}
	return r
}

// Ran gives the text that a file had in the revision that ran; false if none
// was named, or it does not have the file. The file of a submodule is that of
// the commit that the revision has of the submodule.
func (h *History) Ran(path string) ([]byte, bool) {
	real, err := filepath.EvalSymlinks(path)
	if err != nil {
		return nil, false
	}
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
		e, ok, err := repo.entry(tree, name)
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

// below gives a path relative to a folder, with slashes.
func below(folder, path string) (string, bool) {
	rel, err := filepath.Rel(folder, path)
	if err != nil || !filepath.IsLocal(rel) {
		return "", false
	}
	return filepath.ToSlash(rel), true
}

const (
	// maxCommits bounds how much of a history is walked: the commits of months,
	// read in less than a second.
	maxCommits = 3000
	// maxBefore and maxLater bound how many texts of a file are given of before
	// and after the process ran.
	maxBefore, maxLater = 60, 20
)

// Versions gives the texts that a file had: those of before the process ran,
// newest first, then those of later, oldest first, for code that was committed
// after it had been run. It gives each text once.
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
		for _, id := range repo.versions(rel, h.when) {
			text, err := repo.read(plumbing.BlobObject, id)
			if err == nil && !yield(text) {
				return
			}
		}
	}
}

// versions gives the objects that a file was.
func (r *repository) versions(rel string, when time.Time) []plumbing.Hash {
	r.walk()
	names := strings.Split(rel, "/")
	levels := make([]step, len(names))
	var before, later []plumbing.Hash
	last := plumbing.ZeroHash
	for _, c := range r.commits {
		id, ok := r.follow(c.tree, names, levels)
		if !ok || id == last {
			continue
		}
		last = id
		if !when.IsZero() && c.when.After(when) {
			later = append(later, id)
			continue
		}
		if before = append(before, id); len(before) == maxBefore {
			break
		}
	}
	slices.Reverse(later)
	var all []plumbing.Hash
	for _, id := range append(before, later[:min(len(later), maxLater)]...) {
		if !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}

// step is what a name led to in a tree, for the next commit, which mostly has
// the same tree.
type step struct {
	tree  plumbing.Hash
	entry entry
	ok    bool
}

// follow finds the object of a file in a tree.
func (r *repository) follow(tree plumbing.Hash, names []string, levels []step) (plumbing.Hash, bool) {
	for i, name := range names {
		s := &levels[i]
		if s.tree != tree {
			e, ok, err := r.entry(tree, name)
			*s = step{tree, e, ok && err == nil}
		}
		if last := i == len(names)-1; !s.ok || s.entry.submodule || s.entry.folder == last {
			return plumbing.ZeroHash, false
		}
		tree = s.entry.id
	}
	return tree, true
}

// walk reads the history of HEAD, newest first, as far as it is looked at.
func (r *repository) walk() {
	if r.walked {
		return
	}
	r.walked = true
	head, err := r.resolve("HEAD")
	if err != nil {
		return
	}
	seen := map[plumbing.Hash]bool{head.id: true}
	todo := &byTime{head}
	for todo.Len() > 0 && len(r.commits) < maxCommits {
		c := heap.Pop(todo).(commit)
		r.commits = append(r.commits, c)
		for _, id := range c.parents {
			if seen[id] {
				continue
			}
			seen[id] = true
			if p, err := r.commit(id); err == nil { // a shallow clone ends here
				heap.Push(todo, p)
			}
		}
	}
}

// byTime has the newest commit first.
type byTime []commit

func (b byTime) Len() int           { return len(b) }
func (b byTime) Less(i, j int) bool { return b[i].when.After(b[j].when) }
func (b byTime) Swap(i, j int)      { b[i], b[j] = b[j], b[i] }
func (b *byTime) Push(c any)        { *b = append(*b, c.(commit)) }
func (b *byTime) Pop() any {
	last := (*b)[len(*b)-1]
	*b = (*b)[:len(*b)-1]
	return last
}
