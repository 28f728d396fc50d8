package revision

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

// forms says which revisions are understood; the names are those of
// gitrevisions(7).
const forms = "give a commit, a branch, a tag, or what git describe says, perhaps with ~N or ^N behind"

var (
	suffixes  = regexp.MustCompile(`^(.*?)((?:[~^][0-9]*|\^\{[a-z]*\})*)$`)
	described = regexp.MustCompile(`-g([0-9a-f]{4,40})$`)
	hexDigits = regexp.MustCompile(`^[0-9a-fA-F]{4,40}$`)
)

// resolve finds the commit of a revision.
func (r *repository) resolve(revision string) (c commit, err error) {
	defer guard(&err)
	parts := suffixes.FindStringSubmatch(strings.TrimSpace(revision))
	if parts == nil || parts[1] == "" {
		return commit{}, errors.New(forms)
	}
	id, err := r.named(parts[1])
	if err != nil {
		return commit{}, err
	}
	c, err = r.peel(id)
	if err != nil {
		return commit{}, err
	}
	return r.ancestor(c, parts[2])
}

// named finds the object of a name or of the beginning of its number.
func (r *repository) named(name string) (plumbing.Hash, error) {
	if name == "@" {
		name = "HEAD"
	}
	for _, rule := range []string{"%s", "refs/%s", "refs/tags/%s", "refs/heads/%s", "refs/remotes/%s", "refs/remotes/%s/HEAD"} {
		full := fmt.Sprintf(rule, name)
		if rule == "%s" && !strings.HasPrefix(name, "refs/") && !strings.HasSuffix(name, "HEAD") {
			continue // a file of the repository that is no reference
		}
		if id, ok := r.reference(full); ok {
			return id, nil
		}
	}
	if m := described.FindStringSubmatch(name); m != nil {
		name = m[1]
	}
	if !hexDigits.MatchString(name) {
		return plumbing.ZeroHash, errors.New("there is no such branch or tag; " + forms)
	}
	return r.abbreviated(strings.ToLower(name))
}

// abbreviated finds the one commit or tag whose number begins with digits.
func (r *repository) abbreviated(digits string) (plumbing.Hash, error) {
	if len(digits) == 40 {
		return plumbing.NewHash(digits), nil
	}
	var found []plumbing.Hash
	for _, store := range r.objects {
		for _, id := range store.withPrefix(digits) {
			if slices.Contains(found, id) {
				continue
			}
			if kind, _, err := store.object(id); err == nil && (kind == plumbing.CommitObject || kind == plumbing.TagObject) {
				found = append(found, id)
			}
		}
	}
	switch len(found) {
	case 0:
		return plumbing.ZeroHash, errors.New("no commit begins with these digits")
	case 1:
		return found[0], nil
	}
	return plumbing.ZeroHash, fmt.Errorf("%d commits begin with these digits; give more of them", len(found))
}

// maxTags bounds tags of tags.
const maxTags = 16

// peel returns the commit that an object is or that its tags are of.
func (r *repository) peel(id plumbing.Hash) (commit, error) {
	for range maxTags {
		c, err := r.commit(id)
		if err == nil {
			return c, nil
		}
		next, notTag := r.tagged(id)
		if notTag != nil {
			return commit{}, err
		}
		id = next
	}
	return commit{}, fmt.Errorf("tag %s is nested too deeply", id)
}

// maxSteps bounds ~N.
const maxSteps = 100_000

// ancestor follows ~N and ^N.
func (r *repository) ancestor(c commit, steps string) (commit, error) {
	for steps != "" {
		kind := steps[0]
		steps = steps[1:]
		if rest, ok := strings.CutPrefix(steps, "{"); ok {
			_, steps, _ = strings.Cut(rest, "}")
			continue // ^{commit} is what it is
		}
		digits := len(steps) - len(strings.TrimLeft(steps, "0123456789"))
		n := 1
		if digits > 0 {
			var err error
			if n, err = strconv.Atoi(steps[:digits]); err != nil || n > maxSteps {
				return c, fmt.Errorf("%c%s is too far", kind, steps[:digits])
			}
		}
		steps = steps[digits:]
		if kind == '^' {
			if n == 0 {
				continue
			}
			if n > len(c.parents) {
				return c, fmt.Errorf("commit %s has %d parents", c.id, len(c.parents))
			}
			parent, err := r.commit(c.parents[n-1])
			if err != nil {
				return c, err
			}
			c = parent
			continue
		}
		for range n {
			if len(c.parents) == 0 {
				return c, fmt.Errorf("commit %s has no parent", c.id)
			}
			parent, err := r.commit(c.parents[0])
			if err != nil {
				return c, err
			}
			c = parent
		}
	}
	return c, nil
}
