package pmat

import (
	"errors"
	"fmt"
)

// ErrNotDump is wrapped by the error for a file that is no heap dump at all.
var ErrNotDump = errors.New("not a heap dump")

// ErrNoSizeTable is wrapped by the error for a dump from before the header
// had a table of record sizes (Devel::MAT::Dumper 0.10 and older).
var ErrNoSizeTable = errors.New("no table of record sizes")

// ErrUnsupported is wrapped by the error for a format newer than this package.
var ErrUnsupported = errors.New("unsupported dump format")

// errShort is the reason of an [Error] at the end of the file.
var errShort = errors.New("the file ends")

// Error is a place in a dump that cannot be read.
type Error struct {
	Record string // what was being read, as `HASH record` or `header`
	Offset int64  // of the record's first byte in the (uncompressed) dump
	Reason error
}

func (e *Error) Error() string {
	return fmt.Sprintf("pmat: %s at offset %#x: %v", e.Record, e.Offset, e.Reason)
}

func (e *Error) Unwrap() error { return e.Reason }

// Truncation says where the readable part of a dump ends, when that is not
// where the dump should end: the writing process died, the disk was full, or
// the bytes are damaged.
type Truncation struct {
	Record string // the record that could not be read whole
	Offset int64  // of its first byte
	SVs    int    // SV records read before it
	Ends   bool   // the file simply ends there; otherwise Reason says what is wrong
	Reason string
}

// String says it in one line for a person.
func (t *Truncation) String() string {
	if t.Ends {
		return fmt.Sprintf("%d SVs were read; the file ends inside the %s at offset %#x (the dump was not written whole)", t.SVs, t.Record, t.Offset)
	}
	return fmt.Sprintf("%d SVs were read; the %s at offset %#x is damaged: %s", t.SVs, t.Record, t.Offset, t.Reason)
}
