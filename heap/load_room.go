package heap

import (
	"errors"
	"fmt"
	"sync/atomic"
)

// room is the memory that there is for loading a dump.
type room struct {
	limit int64 // in bytes; 0 if nobody knows
	taken atomic.Int64
	// closed tells that the dump cannot be loaded for another reason.
	closed atomic.Bool
}

var errClosed = errors.New("heap: another part of the dump cannot be loaded")

// What loading takes, in bytes, when it takes most.
const (
	svMemory       = 48
	refMemory      = 12
	detachedMemory = 160
)

// take takes bytes, or gives them back. It refuses more than there are.
func (r *room) take(bytes int64) error {
	r.taken.Add(bytes)
	if r.closed.Load() {
		return errClosed
	}
	return r.err()
}

func (r *room) err() error {
	if taken := r.taken.Load(); r.limit > 0 && taken > r.limit {
		return fmt.Errorf("heap: not enough memory: the dump takes more than %d MiB, and only %d MiB are free", taken>>20, r.limit>>20)
	}
	return nil
}
