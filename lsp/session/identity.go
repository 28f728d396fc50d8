package session

import (
	"errors"
	"strconv"
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
