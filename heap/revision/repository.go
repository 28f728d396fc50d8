package revision

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"

	"github.com/go-git/go-git/v5/plumbing"

	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/memo"
)

// repository is an opened repository and its work tree.
type repository struct {
	root string // of the work tree, absolute, without symbolic links
	place
	reader  *files.Reader // of what is in it
	objects []*store      // folders of objects, its own first
	lent    []string      // folders of objects that are not looked into
	*found
}

// found is what was found out about a repository, shared by all who read it.
type found struct {
	head    sync.Once
	commits []commit                  // of HEAD's history, newest first; see [repository.walk]
	folders memo.Memo[string, folder] // their histories, by path
}

// place is where a repository has its files, without symbolic links: dir what
// is of this work tree alone, common the rest.
type place struct{ dir, common string }

// findRoot returns the folder with the .git that a folder is in; empty if there
// is none.
func findRoot(folder string) string {
	for dir := filepath.Clean(folder); ; {
		if _, err := os.Lstat(filepath.Join(dir, ".git")); err == nil {
			return dir
		}
		up := filepath.Dir(dir)
		if up == dir {
			return ""
		}
		dir = up
	}
}

// openRepository opens the repository of a work tree.
func openRepository(root string, reader *files.Reader, left *atomic.Int64) (*repository, error) {
	at, err := locate(root, reader, 0)
	if err != nil {
		return nil, err
	}
	r := &repository{root: root, place: at, reader: reader.With(at.dir, at.common), found: &found{}}
	own := filepath.Join(at.common, "objects")
	if r.reader.Real(own) == "" {
		return nil, fmt.Errorf("%s is not a git repository", at.common)
	}
	r.objects = []*store{{folder: own, reader: r.reader, left: left}}
	var borrowed []string
	borrowed, r.lent = r.alternates(own)
	for _, dir := range borrowed {
		r.objects = append(r.objects, &store{folder: dir, reader: r.reader, left: left})
	}
	return r, nil
}

// maxNested bounds submodules in submodules.
const maxNested = 16

// locate finds the files of a repository. .git is a folder, or a file that
// names one, as in a submodule and in a further work tree. Whoever made the
// work tree may have named a repository that has nothing to do with it: what is
// outside of what may be read must lead back here.
func locate(root string, reader *files.Reader, nested int) (place, error) {
	git := filepath.Join(root, ".git")
	info, err := os.Lstat(git)
	if err != nil {
		return place{}, err
	}
	near := reader.With(root)
	if info.IsDir() {
		return common(git, near, false)
	}
	to := ""
	if info.Mode()&os.ModeSymlink != 0 {
		to, err = filepath.EvalSymlinks(git)
	} else {
		to, err = namedFolder(near, git, "gitdir:", root)
	}
	if err != nil {
		return place{}, err
	}
	if near.Real(to) != "" {
		return common(to, near, false)
	}
	if err := files.Forbidden(to); err != nil {
		return place{}, fmt.Errorf("%s leads to %s: %w", git, to, err)
	}
	if leadsBack(to, git, reader) {
		return common(to, reader.With(to), true)
	}
	if super := findRoot(filepath.Dir(root)); super != "" && nested < maxNested {
		around, err := locate(super, reader, nested+1)
		if err == nil && (files.Below(around.dir, to) || files.Below(around.common, to)) {
			return common(to, reader.With(to), false)
		}
	}
	return place{}, fmt.Errorf("%s leads to %s, which is outside and does not lead back: %w", git, to, files.ErrRefused)
}

// leadsBack reports whether the files of a further work tree name its .git.
func leadsBack(dir, git string, reader *files.Reader) bool {
	back, err := namedFolder(reader.With(dir), filepath.Join(dir, "gitdir"), "", dir)
	if err != nil {
		return false
	}
	real, err := filepath.EvalSymlinks(back)
	return err == nil && real == git
}

// common finds what the work trees of a repository share. It is around the
// files of each, unless it may be read anyway.
func common(dir string, reader *files.Reader, linked bool) (place, error) {
	real, err := filepath.EvalSymlinks(dir)
	if err != nil {
		return place{}, err
	}
	at := place{real, real}
	switch to, err := namedFolder(reader, filepath.Join(real, "commondir"), "", real); {
	case errors.Is(err, os.ErrNotExist):
		return at, nil
	case err != nil:
		return at, err
	case reader.Real(to) == "" && !(linked && filepath.Dir(filepath.Dir(real)) == to):
		return at, fmt.Errorf("%s leads to %s, which is outside: %w", real, to, files.ErrRefused)
	default:
		at.common = to
		return at, nil
	}
}

// again returns the same repository with nothing opened, to be read beside it.
func (r *repository) again() *repository {
	other := *r
	other.objects = make([]*store, len(r.objects))
	for i, s := range r.objects {
		other.objects[i] = &store{folder: s.folder, reader: s.reader, left: s.left}
	}
	return &other
}

// release closes what was opened; it is opened again when it is needed.
func (r *repository) release() {
	for _, s := range r.objects {
		s.release()
	}
}

// maxAlternates bounds how many other folders of objects are looked into.
const maxAlternates = 16

// alternates returns the folders of objects that one borrows from, as `git clone
// --shared` makes them, and those that these borrow from; and those of them
// that are where nothing is read.
func (r *repository) alternates(objects string) (all, lent []string) {
	for todo := []string{objects}; len(todo) > 0 && len(all) < maxAlternates; todo = todo[1:] {
		text, err := r.reader.ReadSmall(filepath.Join(todo[0], "info", "alternates"), 1<<16)
		if err != nil {
			continue
		}
		for line := range strings.Lines(string(text)) {
			dir := filepath.FromSlash(strings.TrimSpace(line))
			if dir == "" || dir[0] == '#' {
				continue
			}
			if !filepath.IsAbs(dir) {
				dir = filepath.Join(todo[0], dir)
			}
			switch {
			case slices.Contains(all, dir) || len(all)+len(lent) >= maxAlternates:
			case r.reader.Real(dir) == "":
				lent = append(lent, dir)
			default:
				all, todo = append(all, dir), append(todo, dir)
			}
		}
	}
	return all, lent
}

// namedFolder reads the name of a folder from a file, relative to base, and
// gives it without symbolic links.
func namedFolder(reader *files.Reader, file, prefix, base string) (string, error) {
	text, err := reader.ReadSmall(file, 1<<16)
	if err != nil {
		return "", err
	}
	line, _, _ := strings.Cut(string(text), "\n")
	name, ok := strings.CutPrefix(line, prefix)
	if name = strings.TrimSpace(name); !ok || name == "" {
		return "", fmt.Errorf("%s does not name a folder", file)
	}
	if name = filepath.FromSlash(name); !filepath.IsAbs(name) {
		name = filepath.Join(base, name)
	}
	if err := files.Forbidden(name); err != nil {
		return "", fmt.Errorf("%s names %s: %w", file, name, err)
	}
	if real, err := filepath.EvalSymlinks(name); err == nil {
		name = real
	}
	return name, nil
}

// read returns an object of a kind.
func (r *repository) read(kind plumbing.ObjectType, id plumbing.Hash) (data []byte, err error) {
	defer guard(&err)
	is, data, err := r.object(id)
	if err == nil && is != kind {
		err = plumbing.ErrObjectNotFound
	}
	if err != nil {
		return nil, fmt.Errorf("object %s: %w", id, err)
	}
	return data, nil
}

// guard makes an error of a panic: the library is not made for packs that are
// damaged on purpose.
func guard(err *error) {
	if p := recover(); p != nil {
		*err = fmt.Errorf("the repository is damaged: %v", p)
	}
}

// object finds an object in all folders of objects.
func (r *repository) object(id plumbing.Hash) (kind plumbing.ObjectType, data []byte, err error) {
	missing := error(plumbing.ErrObjectNotFound)
	for _, s := range r.objects {
		if kind, data, err = s.object(id); err == nil {
			return kind, data, nil
		}
		if !errors.Is(err, plumbing.ErrObjectNotFound) {
			missing = err
		}
	}
	if len(r.lent) > 0 && errors.Is(missing, plumbing.ErrObjectNotFound) {
		missing = fmt.Errorf("%w; it may be in %s, which is outside the folders that are read", missing, r.lent[0])
	}
	return 0, nil, missing
}
