package revision

import (
	"container/heap"
	"maps"
	"path"
	"slices"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

const (
	// maxCommits bounds how much of a history is walked: the commits of months,
	// read in less than a second.
	maxCommits = 3000
	// maxBefore and maxLater bound how many texts of a file are given of before
	// and after the process ran.
	maxBefore, maxLater = 60, 20
)

// change is what a file became by a commit.
type change struct {
	when time.Time // of the oldest commit of those in a row that have it
	id   plumbing.Hash
}

// folder is the history of a folder: for each commit the tree that it was, and
// what was in it.
type folder struct {
	trees []plumbing.Hash // by index in commits; zero for none
	inner map[plumbing.Hash]map[string]entry
	files map[string][]change // newest first
}

// versions returns the objects that a file was: before a time, newest first, and
// then later, oldest first; each once.
func (r *repository) versions(rel string, when time.Time) []plumbing.Hash {
	dir, name := path.Split(rel)
	var before, later []plumbing.Hash
	for _, c := range r.folder(path.Clean(dir)).files[name] {
		if !when.IsZero() && c.when.After(when) {
			later = append(later, c.id)
		} else if before = append(before, c.id); len(before) == maxBefore {
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

// folder reads the history of a folder, "." for the root. Each tree is read
// once, whatever files are asked for.
func (r *repository) folder(dir string) folder {
	return r.folders.Get(dir, func() folder { return r.readFolder(dir) })
}

func (r *repository) readFolder(dir string) folder {
	r.head.Do(r.walk)
	f := folder{trees: make([]plumbing.Hash, len(r.commits)), inner: map[plumbing.Hash]map[string]entry{}, files: map[string][]change{}}
	if dir == "." {
		for i, c := range r.commits {
			f.trees[i] = c.tree
		}
	} else {
		up := r.folder(path.Dir(dir))
		for i, tree := range up.trees {
			if e, ok := up.inner[tree][path.Base(dir)]; ok && e.folder {
				f.trees[i] = e.id
			}
		}
	}
	for i, tree := range f.trees {
		if tree.IsZero() || i > 0 && tree == f.trees[i-1] {
			continue
		}
		entries, known := f.inner[tree]
		if !known {
			entries, _ = r.tree(tree) // one that is damaged has nothing to tell
			f.inner[tree] = entries
		}
		for name, e := range entries {
			old := f.files[name]
			if e.folder || e.submodule || len(old) > 0 && old[len(old)-1].id == e.id {
				continue
			}
			if len(old) > 0 {
				old[len(old)-1].when = r.commits[i-1].when
			}
			f.files[name] = append(old, change{r.commits[len(r.commits)-1].when, e.id})
		}
	}
	for _, entries := range f.inner {
		// What is below is asked for by the names of folders alone.
		maps.DeleteFunc(entries, func(_ string, e entry) bool { return !e.folder })
	}
	return f
}

// walk reads the history of HEAD, newest first, as far as it is looked at.
func (r *repository) walk() {
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
