package revision

import (
	"bytes"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/go-git/go-git/v5/plumbing"
)

// The forms of commits, tags and trees are those of git's "Git Objects"
// (gitformat-*, git-mktree, git-hash-object); a signature of a commit is in
// its header and is not looked at.

// commit is what placing needs to know of a commit.
type commit struct {
	id      plumbing.Hash
	tree    plumbing.Hash
	parents []plumbing.Hash
	when    time.Time // of the committer
}

func (r *repository) commit(id plumbing.Hash) (commit, error) {
	c := commit{id: id}
	data, err := r.read(plumbing.CommitObject, id)
	if err != nil {
		return c, err
	}
	for len(data) > 0 && data[0] != '\n' {
		line, rest, _ := bytes.Cut(data, []byte{'\n'})
		key, value, _ := strings.Cut(string(line), " ")
		switch key {
		case "tree":
			c.tree = plumbing.NewHash(value)
		case "parent":
			c.parents = append(c.parents, plumbing.NewHash(value))
		case "committer":
			c.when = signed(value)
		}
		data = rest
	}
	if c.tree.IsZero() {
		return c, fmt.Errorf("commit %s has no tree", id)
	}
	return c, nil
}

// signed returns the time of "NAME <ADDRESS> SECONDS ZONE"; the zone does not
// change it.
func signed(line string) time.Time {
	_, stamp, _ := strings.Cut(line[strings.LastIndexByte(line, '>')+1:], " ")
	seconds, _, _ := strings.Cut(stamp, " ")
	n, err := strconv.ParseInt(seconds, 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(n, 0)
}

// tagged returns what an annotated tag is of.
func (r *repository) tagged(id plumbing.Hash) (plumbing.Hash, error) {
	data, err := r.read(plumbing.TagObject, id)
	if err != nil {
		return id, err
	}
	line, _, _ := strings.Cut(string(data), "\n")
	object, ok := strings.CutPrefix(line, "object ")
	if !ok {
		return id, fmt.Errorf("tag %s names no object", id)
	}
	return plumbing.NewHash(object), nil
}

// entry is one of a tree: a file, a folder, or the commit of a submodule.
type entry struct {
	id                plumbing.Hash
	folder, submodule bool
}

// tree reads the entries of a tree.
func (r *repository) tree(id plumbing.Hash) (map[string]entry, error) {
	data, err := r.read(plumbing.TreeObject, id)
	if err != nil {
		return nil, err
	}
	entries := map[string]entry{}
	for len(data) > 0 {
		head, rest, ok := bytes.Cut(data, []byte{0})
		mode, name, _ := strings.Cut(string(head), " ")
		if !ok || len(rest) < len(plumbing.ZeroHash) {
			return nil, fmt.Errorf("tree %s is damaged", id)
		}
		e := entry{folder: mode == "40000", submodule: mode == "160000"}
		copy(e.id[:], rest)
		entries[name] = e
		data = rest[len(plumbing.ZeroHash):]
	}
	return entries, nil
}
