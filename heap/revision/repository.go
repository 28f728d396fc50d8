package revision

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/go-git/go-billy/v5"
	"github.com/go-git/go-billy/v5/osfs"
	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/cache"
	"github.com/go-git/go-git/v5/storage/filesystem"
	"github.com/go-git/go-git/v5/storage/filesystem/dotgit"
)

// repository is an opened repository and its work tree.
type repository struct {
	root    string                // of the work tree, absolute, without symbolic links
	storage *filesystem.Storage   // of references
	objects []*filesystem.Storage // folders of objects, its own first
	commits []commit              // of HEAD's history, newest first
	walked  bool                  // commits were read
	folders map[string]folder     // what was read of their histories, by path
}

// maxObject bounds an object that is read. Perl files are far smaller; a
// delta in a damaged pack may claim anything.
const maxObject = 32 << 20

// findRoot gives the folder with the .git that a folder is in; empty if there
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

// openRepository opens the repository of a work tree. .git is a folder, or
// a file that names one, as in a submodule and in a further work tree.
func openRepository(root string) (*repository, error) {
	dir := filepath.Join(root, ".git")
	info, err := os.Stat(dir)
	if err != nil {
		return nil, err
	}
	if !info.IsDir() {
		if dir, err = namedFolder(dir, "gitdir:", root); err != nil {
			return nil, err
		}
	}
	common := dir
	switch to, err := namedFolder(filepath.Join(dir, "commondir"), "", dir); {
	case err == nil:
		common = to
	case !errors.Is(err, os.ErrNotExist):
		return nil, err
	}
	if _, err := os.Stat(filepath.Join(common, "objects")); err != nil {
		return nil, fmt.Errorf("%s is no git repository: %w", common, err)
	}
	files := dotgit.NewRepositoryFilesystem(osfs.New(dir), osfs.New(common))
	r := &repository{root: root, storage: newStorage(files)}
	r.objects = []*filesystem.Storage{r.storage}
	for _, dir := range alternates(filepath.Join(common, "objects")) {
		r.objects = append(r.objects, newStorage(osfs.New(filepath.Dir(dir))))
	}
	return r, nil
}

// newStorage keeps a few packs open, until release.
func newStorage(files billy.Filesystem) *filesystem.Storage {
	return filesystem.NewStorageWithOptions(files, cache.NewObjectLRU(16*cache.MiByte), filesystem.Options{
		ExclusiveAccess: true, MaxOpenDescriptors: 16,
	})
}

// release closes what was opened; it is opened again when it is needed.
func (r *repository) release() {
	for _, store := range r.objects {
		_ = store.Close() // it was only read
	}
}

// maxAlternates bounds how many other folders of objects are looked into.
const maxAlternates = 16

// alternates gives the folders of objects that one borrows from, as `git clone
// --shared` makes them, and those that these borrow from.
func alternates(objects string) []string {
	var all []string
	for todo := []string{objects}; len(todo) > 0 && len(all) < maxAlternates; todo = todo[1:] {
		text, err := os.ReadFile(filepath.Join(todo[0], "info", "alternates"))
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
			// The library looks for a folder of this name.
			if filepath.Base(dir) == "objects" && !slices.Contains(all, dir) {
				all, todo = append(all, dir), append(todo, dir)
			}
		}
	}
	return all
}

// namedFolder reads the name of a folder from a file, relative to base.
func namedFolder(file, prefix, base string) (string, error) {
	f, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer f.Close() //nolint:errcheck // it was only read
	text, err := io.ReadAll(io.LimitReader(f, 1<<16))
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
	return name, nil
}

// read gives an object of a kind.
func (r *repository) read(kind plumbing.ObjectType, id plumbing.Hash) (data []byte, err error) {
	defer guard(&err)
	o, err := r.object(kind, id)
	if err != nil {
		return nil, fmt.Errorf("object %s: %w", id, err)
	}
	f, err := o.Reader()
	if err != nil {
		return nil, fmt.Errorf("object %s: %w", id, err)
	}
	defer f.Close() //nolint:errcheck // it was only read
	if data, err = io.ReadAll(io.LimitReader(f, maxObject)); err != nil {
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
func (r *repository) object(kind plumbing.ObjectType, id plumbing.Hash) (plumbing.EncodedObject, error) {
	missing := error(plumbing.ErrObjectNotFound)
	for _, store := range r.objects {
		size, err := store.EncodedObjectSize(id)
		if errors.Is(err, plumbing.ErrObjectNotFound) {
			continue
		}
		if err != nil {
			missing = err
			continue
		}
		if size > maxObject {
			return nil, fmt.Errorf("it has %d bytes, more than are read", size)
		}
		return store.EncodedObject(kind, id)
	}
	return nil, missing
}
