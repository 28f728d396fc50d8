package session

import (
	"errors"
	"fmt"
	"path/filepath"
	"strconv"
	"sync"
)

// Identity names one dump across requests: a client that keeps an address
// keeps with it of which dump the address is. It survives loading the same
// file again, and no change of the file.
type Identity struct {
	Path    string `json:"path"`    // absolute
	Version string `json:"version"` // of the file that was loaded
}

// ErrStale is the error of an identity whose dump is not loaded any more.
var ErrStale = errors.New("this is of a dump that is not loaded any more")

// Identity is the identity of the dump.
func (d *Dump) Identity() Identity {
	return Identity{d.Path, strconv.FormatInt(d.stamp.size, 36) + "-" + strconv.FormatInt(d.stamp.modTime.UnixNano(), 36)}
}

// Identified gives the loaded dump that an identity names, whether or not it
// is the one shown. It stays open until done is called. The error wraps
// [ErrStale] and says whether the dump was unloaded or written anew.
func (ds *Dumps) Identified(id Identity) (d *Dump, done func(), err error) {
	ds.mu.Lock()
	defer ds.mu.Unlock()
	anew := false
	for _, d := range ds.loaded {
		if d.Path != id.Path {
			continue
		}
		if d.Identity() == id {
			d.users++
			return d, sync.OnceFunc(func() { ds.release(d) }), nil
		}
		anew = true
	}
	name := filepath.Base(id.Path)
	if anew {
		return nil, nil, fmt.Errorf("%w: %s was written anew since, ask again from the source line", ErrStale, name)
	}
	return nil, nil, fmt.Errorf("%w: %s was unloaded, load it again or ask again from the source line", ErrStale, name)
}
