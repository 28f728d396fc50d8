package files

import (
	"path"
	"sort"
	"strings"
)

// file returns the name by which the workspace knows an existing file: in its
// own spelling, and below its folder when the name goes another way through
// symbolic links.
func (r *Resolver) file(name string) (string, bool) {
	if !r.files.IsFile(name) {
		return "", false
	}
	clean := newRecordedPath(name, r.c.Separator == '\\').clean
	if clean != name && !r.files.IsFile(clean) {
		// "..", behind a symbolic link to a folder, is not its parent.
		if clean = r.files.Real(name); clean == "" {
			return "", false
		}
	}
	if p, ok := r.inWorkspace(clean); ok {
		return r.spelled(p), true
	}
	if real := r.files.Real(clean); real != "" {
		if p, ok := r.inWorkspace(real); ok {
			return r.spelled(p), true
		}
	}
	return clean, true
}

// inWorkspace returns the name of a file below a folder of the workspace, also
// if it is given without the symbolic links of the folder.
func (r *Resolver) inWorkspace(clean string) (string, bool) {
	for _, dir := range r.folders {
		if rest, ok := below(clean, dir, r.fold); ok {
			return join(dir, rest), true
		}
	}
	for i, real := range r.reals {
		if real == "" {
			continue
		}
		if rest, ok := below(clean, real, r.fold); ok {
			return join(r.folders[i], rest), true
		}
	}
	return "", false
}

// spelled returns the file in the case that the file system lists.
func (r *Resolver) spelled(clean string) string {
	if !r.fold {
		return clean
	}
	for _, f := range r.base(path.Base(clean)) {
		if strings.EqualFold(f, clean) {
			return f
		}
	}
	return clean
}

// base returns the files of the workspace with a base name. Names recorded on
// Windows are found in any case: the comparison of whole names decides.
func (r *Resolver) base(name string) []string {
	m := r.memory.Load()
	found := m.list()[strings.ToLower(name)]
	if m.compared.Add(int64(len(found))) > maxComparisons {
		m.truncated.Store(true)
		return nil
	}
	return found
}

// list returns the files of the workspace by base name, folded.
func (r *Resolver) list() (byBase map[string][]string, truncated bool) {
	byBase = map[string][]string{}
	seen := map[string]bool{}
	for _, dir := range r.folders {
		files, more := r.files.List(dir)
		truncated = truncated || more
		for _, f := range files {
			if seen[f] {
				continue // folders may be inside one another
			}
			seen[f] = true
			key := strings.ToLower(path.Base(f))
			byBase[key] = append(byBase[key], f)
		}
	}
	return byBase, truncated
}

// maxCandidates bounds what is offered for a name that was not found.
const maxCandidates = 10

// sameBase returns the files of the same base name, those with the longest
// common end first.
func (r *Resolver) sameBase(full string, windows bool) []string {
	var found []string
	for _, f := range r.base(path.Base(full)) {
		if commonSuffix(f, full, windows || r.fold) > 0 {
			found = append(found, f)
		}
	}
	sort.SliceStable(found, func(a, b int) bool {
		x, y := commonSuffix(found[a], full, true), commonSuffix(found[b], full, true)
		if x != y {
			return x > y
		}
		return found[a] < found[b]
	})
	return found[:min(len(found), maxCandidates)]
}
