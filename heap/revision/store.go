package revision

import (
	"bytes"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"slices"
	"strings"
	"sync/atomic"

	"github.com/go-git/go-git/v5/plumbing"
	"github.com/go-git/go-git/v5/plumbing/format/objfile"

	"github.com/perlheap/perlheap/heap/files"
)

const (
	// maxObject bounds an object that is read, in bytes: it is a file of source,
	// or what tells of some.
	maxObject = files.MaxFile
	// maxUnpacked bounds the bytes of all objects that are read for a history.
	// A hundred texts of each file of a large program take some of it.
	maxUnpacked = 2 << 30
	// maxPacks bounds how many packs of a folder are looked into.
	maxPacks = 1000
)

// store is a folder of objects: loose ones, and packs. Whoever made it may have
// made it to do harm: an object is not what it says, or a gigabyte of it takes a
// kilobyte.
type store struct {
	folder string
	reader *files.Reader
	left   *atomic.Int64 // of maxUnpacked
	packs  []*pack
	listed bool
}

// object returns an object; [plumbing.ErrObjectNotFound] if it is not here.
func (s *store) object(id plumbing.Hash) (kind plumbing.ObjectType, data []byte, err error) {
	if err := s.reader.Err(); err != nil {
		return 0, nil, err
	}
	if s.left.Load() <= 0 {
		return 0, nil, fmt.Errorf("%w: %d MiB of the history were read, which is the limit", files.ErrRefused, maxUnpacked>>20)
	}
	if kind, data, err = s.loose(id); err != nil && s.list() {
		for _, p := range s.packs {
			at, ok := p.find(id)
			if !ok {
				continue
			}
			if kind, data, err = p.object(s, at); err == nil {
				break
			}
		}
	}
	s.left.Add(-int64(len(data)))
	return kind, data, err
}

// list finds the packs.
func (s *store) list() bool {
	if s.listed {
		return true
	}
	s.listed = true
	folder := filepath.Join(s.folder, "pack")
	for _, name := range s.reader.Names(folder, 10*maxPacks) {
		base, ok := strings.CutSuffix(name, ".idx")
		if ok && len(s.packs) < maxPacks {
			if p, err := openPack(s.reader, filepath.Join(folder, base)); err == nil {
				s.packs = append(s.packs, p)
			}
		}
	}
	return true
}

// loose returns an object that has a file of its own.
func (s *store) loose(id plumbing.Hash) (plumbing.ObjectType, []byte, error) {
	name := id.String()
	f, err := s.reader.Open(filepath.Join(s.folder, name[:2], name[2:]))
	if err != nil {
		return 0, nil, plumbing.ErrObjectNotFound
	}
	defer f.Close() //nolint:errcheck // it was only read
	r, err := objfile.NewReader(io.LimitReader(f, 2*maxObject))
	if err != nil {
		return 0, nil, err
	}
	defer r.Close() //nolint:errcheck // it was only read
	kind, size, err := r.Header()
	if err != nil {
		return 0, nil, err
	}
	if size > maxObject {
		return 0, nil, tooLarge(size)
	}
	data, err := io.ReadAll(io.LimitReader(r, size+1))
	if err == nil && int64(len(data)) != size {
		err = errDamaged
	}
	return kind, data, err
}

var errDamaged = errors.New("the object is damaged")

func tooLarge(size int64) error {
	return fmt.Errorf("%w: it has %d bytes, and up to %d MiB are read", files.ErrRefused, size, maxObject>>20)
}

// withPrefix returns the objects whose numbers begin with hexadecimal digits, at
// least four.
func (s *store) withPrefix(digits string) []plumbing.Hash {
	var found []plumbing.Hash
	for _, name := range s.reader.Names(filepath.Join(s.folder, digits[:2]), 100_000) {
		if strings.HasPrefix(digits[:2]+name, digits) && len(name) == 2*len(plumbing.ZeroHash)-2 {
			found = append(found, plumbing.NewHash(digits[:2]+name))
		}
	}
	s.list()
	first, err := hex.DecodeString(digits + strings.Repeat("0", 2*len(plumbing.ZeroHash)-len(digits)))
	if err != nil {
		return nil
	}
	for _, p := range s.packs {
		for i := p.search(plumbing.Hash(first)); i < p.count && len(found) < maxSame; i++ {
			id, err := p.id(i)
			if err != nil || !strings.HasPrefix(id.String(), digits) {
				break
			}
			found = append(found, id)
		}
	}
	return found[:min(len(found), maxSame)]
}

// maxSame bounds how many objects are looked at that begin alike.
const maxSame = 1000

// release closes the packs; they are opened again when they are needed.
func (s *store) release() {
	for _, p := range s.packs {
		p.close()
	}
	s.packs, s.listed = nil, false
}

// limited takes as many bytes as it was told.
type limited struct {
	bytes.Buffer
	limit int
}

func (l *limited) Write(p []byte) (int, error) {
	if l.Len()+len(p) > l.limit {
		return 0, tooLarge(int64(l.Len() + len(p)))
	}
	return l.Buffer.Write(p)
}

// clone returns the bytes without room behind them.
func (l *limited) clone() []byte { return slices.Clone(l.Bytes()) }
