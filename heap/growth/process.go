package growth

import (
	"errors"
	"fmt"
	"path"
	"slices"
	"strings"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/pmat"
)

// ErrOtherProcess is wrapped by the error for dumps that cannot be of one
// process.
var ErrOtherProcess = errors.New("not a dump of the same process")

// Process identifies the process that a dump is of. It does not keep the heap.
type Process struct {
	path    string
	perl    pmat.Header
	roots   map[string]pmat.Addr
	program string            // $0
	loaded  map[string]string // %INC: paths by name
	pid     int64             // $$; 0 if it is not known
	started int64             // $^T; 0 if it is not known
	content uint64            // of the heap, see [contentOf]; 0 if nobody asked
}

// ProcessOf records the process of a heap.
func ProcessOf(h *heap.Heap) Process {
	p := Process{path: h.File().Path(), perl: *h.File().Header, roots: map[string]pmat.Addr{}, program: h.Process().Program(), loaded: h.Process().Inc()}
	p.pid, _ = h.Process().PID()
	p.started, _ = h.Process().Started()
	for _, name := range []string{"defstash", "main_cv"} {
		if sv, ok := h.Roots().Find(name); ok {
			p.roots[name] = h.Addr(sv)
		}
	}
	return p
}

// contentOf is a number that is the same for two dumps only if they have the
// same SVs at the same addresses, of the same kinds and sizes.
func contentOf(h *heap.Heap) uint64 {
	const prime = 1099511628211 // of FNV-1a, by words instead of bytes
	sum := uint64(14695981039346656037)
	for sv := range heap.SV(h.Count()) {
		sum = (sum ^ uint64(h.Addr(sv))) * prime
		sum = (sum ^ uint64(h.Size(sv))<<8 ^ uint64(h.Kind(sv))) * prime
		sum = (sum ^ uint64(h.Refcnt(sv))) * prime
	}
	return sum
}

// CopyOf reports whether two files next to each other are the same dump: they
// have the same contents and the same name, apart from their compression.
func (p Process) CopyOf(other Process) bool {
	return p.content != 0 && p.content == other.content && p.perl.Perl == other.perl.Perl && pmat.PlainName(p.path) == pmat.PlainName(other.path)
}

// Same returns the reason why two dumps cannot be of the same process: another
// perl, roots at other addresses, another $$, another program, or most files
// gone from %INC or listed there under other paths, although entries stay
// unless somebody deletes them. nil does not prove that they are of one
// process: workers forked from one parent share all of these, except for $$ if
// they ever read it.
func Same(before, after *heap.Heap) error {
	return ProcessOf(before).Same(ProcessOf(after))
}

// Same is like the function Same, for recorded processes.
func (p Process) Same(later Process) error {
	fail := func(format string, args ...any) error {
		return fmt.Errorf("%s and %s: %w: %s", p.path, later.path, ErrOtherProcess, fmt.Sprintf(format, args...))
	}
	b, a := &p.perl, &later.perl
	if b.Perl != a.Perl {
		return fail("perl %s and perl %s", b.PerlVersion(), a.PerlVersion())
	}
	if b.PtrLen != a.PtrLen || b.BigEndian != a.BigEndian || b.Ithreads != a.Ithreads {
		return fail("perls of different builds")
	}
	for _, name := range []string{"defstash", "main_cv"} {
		x, inBefore := p.roots[name]
		y, inAfter := later.roots[name]
		if inBefore && inAfter && x != y {
			return fail("the root %s is at %s and at %s", name, x, y)
		}
	}
	if p.pid != 0 && later.pid != 0 && p.pid != later.pid {
		return fail("$$ was %d and is %d", p.pid, later.pid)
	}
	if p.program != later.program && isScript(p.program) && isScript(later.program) {
		return fail("the program was %s and is %s", p.program, later.program)
	}
	there := 0
	for file, from := range p.loaded {
		if later.loaded[file] == from {
			there++
		}
	}
	if len(later.loaded) > 0 && 2*there < len(p.loaded) {
		return fail("%d of the %d files in %%INC are not in it later", len(p.loaded)-there, len(p.loaded))
	}
	return nil
}

// Began returns when the process began, by $^T; zero if that is not known.
func (p Process) Began() time.Time {
	if p.started == 0 {
		return time.Time{}
	}
	return time.Unix(p.started, 0)
}

// SameProgram reports whether two processes ran the same program, judged by its
// name or, if it gave itself a title, by most of the files that it loaded.
func (p Process) SameProgram(other Process) bool {
	if isScript(p.program) && isScript(other.program) {
		return path.Base(p.program) == path.Base(other.program)
	}
	both := 0
	for file := range p.loaded {
		if _, ok := other.loaded[file]; ok {
			both++
		}
	}
	return both > 0 && 2*both >= max(len(p.loaded), len(other.loaded))
}

// isScript reports whether $0 is the name of a program and not a title that the
// process gave itself.
func isScript(name string) bool {
	return slices.Contains([]string{".pl", ".t", ".psgi", ".cgi", ".PL"}, path.Ext(name)) && !strings.ContainsAny(name, " \t\n")
}
