package pmat

import (
	"errors"
	"fmt"
)

// ErrNotDump is wrapped by the error for a file that is not a heap dump.
var ErrNotDump = errors.New("not a heap dump")

// ErrNoSizeTable is wrapped by the error for a dump without a table of record
// sizes in its header (Devel::MAT::Dumper 0.10 and older).
var ErrNoSizeTable = errors.New("no table of record sizes")

// ErrUnsupported is wrapped by the error for a format newer than this package.
var ErrUnsupported = errors.New("unsupported dump format")

// errShort is the reason of an [Error] at the end of the file.
var errShort = errors.New("the file ends")

// Error describes a place in a dump that cannot be read.
type Error struct {
	Record string // what was being read, as `HASH record` or `header`
	Offset int64  // of the record's first byte in the (uncompressed) dump
	Reason error
}

func (e *Error) Error() string {
	if e.Record == "header" && e.Offset == 0 && errors.Is(e.Reason, ErrNotDump) {
		return e.Reason.Error() // where it is no dump does not matter
	}
	return fmt.Sprintf("pmat: %s at offset %#x: %v", e.Record, e.Offset, e.Reason)
}

func (e *Error) Unwrap() error { return e.Reason }
