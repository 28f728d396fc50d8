package pmat

import "fmt"

// Truncation says where the readable part of a dump ends, if that is not where
// the dump should end: the writing process died, the disk was full, or the
// bytes are damaged.
type Truncation struct {
	Record string // the record that could not be read completely
	Offset int64  // of its first byte
	SVs    int    // SV records read before it
	Ends   bool   // the file simply ends there; otherwise Reason says what is wrong
	Reason string
}

// String describes it in one line for a person.
func (t *Truncation) String() string {
	if t.Ends {
		return fmt.Sprintf("%d SVs were read; the file ends inside the %s at offset %#x (the dump was not written completely)", t.SVs, t.Record, t.Offset)
	}
	return fmt.Sprintf("%d SVs were read; the %s at offset %#x is damaged: %s", t.SVs, t.Record, t.Offset, t.Reason)
}
