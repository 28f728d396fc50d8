package session

import (
	"errors"
	"strconv"

	"github.com/perlheap/perlheap/heap/wire"
)

// ErrStale is the error of an identity whose dump is no longer loaded.
var ErrStale = errors.New("this belongs to a dump that is no longer loaded")

// Identity is the identity of the dump.
func (d *Dump) Identity() wire.Identity {
	return wire.Identity{Path: d.Path, Version: strconv.FormatInt(d.stamp.size, 36) + "-" + strconv.FormatInt(d.stamp.modTime.UnixNano(), 36)}
}
