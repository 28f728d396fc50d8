// Package capture reads the heap of a perl from outside: from a process that
// it stops for the time of a copy, or from an ELF core. Nothing runs in the
// target and no module needs to be loaded there. What it finds it writes as an
// ordinary heap dump (.pmat, format 0.6) that package heap and Devel::MAT read.
//
// The way from bytes to a dump:
//
//	a process, a core ──▶ Image   bytes by address        (process_linux.go, core.go)
//	                ──▶ binary   symbols of the perl       (binary.go)
//	                ──▶ layout   offsets of its structures (layout.go, layouts/)
//	                ──▶ Perl     the interpreter, proved   (perl.go)
//	                ──▶ dump     records                   (dump.go, record_*.go)
//
// The image of a process that is no longer stopped, and a core, are untrusted:
// every address is checked, every chain is bounded, and what cannot be read is
// left out and counted.
//
// It has tables for perl 5.14 to 5.42 of amd64, and for a threaded 5.36 of arm64.
// Debian's 5.32, 5.36, 5.40 and 5.42 of amd64 are held against the Dumper, and a
// 5.36 of arm64 by a stored core. Of the other tables only that of 5.30.3 without
// threads has met a process.
// It does not read perls built with DEBUG_LEAKING_SCALARS or long doubles; what
// `local` has put aside is read of 5.32, 5.36, 5.40 and 5.42, and extensions of
// the Dumper (Devel::MAT helpers of XS modules) of none.
//
// The facts are those of perl's headers; layouts/ has the offsets that they
// come to, by version and build.
package capture

import (
	"errors"
	"fmt"

	"github.com/perlheap/perlheap/heap/wire"
)

// ErrNotPerl is wrapped by the error that no perl interpreter was found.
var ErrNotPerl = errors.New("no perl interpreter was found")

// ErrUnsupported is wrapped by the error that a perl was found whose build cannot
// be read.
var ErrUnsupported = errors.New("this perl cannot be read")

// ErrDenied is wrapped by the error that the system does not allow the process to be read.
var ErrDenied = errors.New("it may not be read")

// ErrTorn is wrapped by the error that the heap is inconsistent: it was copied
// while the process changed it.
var ErrTorn = errors.New("the heap was being changed")

// DefaultMaxString is how many bytes of a string are kept, as by
// Devel::MAT::Dumper.
const DefaultMaxString = 256

// Summary describes what was captured.
type Summary struct {
	Perl       string // 5.36.0
	Build      string // threaded, unthreaded
	SVs        int    // written
	Count      int    // as perl itself counts them
	Freeing    int    // of those that perl counts, being freed and not written
	Unreadable int    // places that an SV led to and that could not be read
	// Origin is what is known about the process in addition to its heap.
	Origin wire.Origin
}

// String describes it in one sentence.
func (s Summary) String() string {
	return fmt.Sprintf("perl %s (%s), %d SVs", s.Perl, s.Build, s.SVs)
}
