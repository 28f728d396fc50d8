package revision

import (
	"bufio"
	"encoding/hex"
	"io"
	"path/filepath"
	"strings"

	"github.com/go-git/go-git/v5/plumbing"
)

const (
	// maxRef bounds the file of a reference, and maxRefs the one of all, in
	// bytes.
	maxRef, maxRefs = 1 << 12, 64 << 20
	// maxSymbolic bounds references to references.
	maxSymbolic = 8
)

// reference returns the object that a full name, such as HEAD or refs/heads/main,
// refers to.
func (r *repository) reference(name string) (id plumbing.Hash, ok bool) {
	for range maxSymbolic {
		if name == "" || !filepath.IsLocal(filepath.FromSlash(name)) || strings.Contains(name, "..") || len(name) > maxRef {
			return id, false
		}
		text, known := r.refFile(name)
		if !known {
			return id, false
		}
		if to, symbolic := strings.CutPrefix(text, "ref:"); symbolic {
			name = strings.TrimSpace(to)
			continue
		}
		if len(text) != 2*idLen {
			return id, false
		}
		_, err := hex.Decode(id[:], []byte(text))
		return id, err == nil && !id.IsZero()
	}
	return id, false
}

// refFile returns what is written for a reference: in its own file of this work
// tree or of all, or in the one that has many.
func (r *repository) refFile(name string) (text string, ok bool) {
	for _, dir := range []string{r.dir, r.common} {
		b, err := r.reader.ReadSmall(filepath.Join(dir, filepath.FromSlash(name)), maxRef)
		if err == nil {
			if text = strings.TrimSpace(string(b)); text != "" {
				return text, true
			}
		}
	}
	f, err := r.reader.Open(filepath.Join(r.common, "packed-refs"))
	if err != nil {
		return "", false
	}
	defer f.Close() //nolint:errcheck // it was only read
	for lines := bufio.NewScanner(io.LimitReader(f, maxRefs)); lines.Scan(); {
		if id, is, found := strings.Cut(lines.Text(), " "); found && is == name {
			return id, true
		}
	}
	return "", false
}
