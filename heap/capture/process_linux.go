package capture

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"golang.org/x/sys/unix"

	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/wire"
)

// attempts is how often a process is copied again if its SVs do not add up.
const attempts = 5

// Process captures the heap of a running perl and writes a dump. The process
// is stopped only while its memory is copied. The errors say what prevents it, and
// what to do.
func Process(ctx context.Context, pid int, out io.Writer, opt Options) (ProcessSummary, error) {
	var s ProcessSummary
	err := withCopy(ctx, pid, opt, func(c *processCopy, perls []*Perl) (err error) {
		s, err = c.write(ctx, pid, perls[0], out, opt)
		return err
	})
	return s, err
}

// each captures the requested interpreters of a process at one moment, and calls
// write for each.
func each(ctx context.Context, pid int, opt Options, write func(i Interpreter, dump func(io.Writer) (ProcessSummary, error)) error) error {
	return withCopy(ctx, pid, opt, func(c *processCopy, perls []*Perl) error {
		for n, perl := range perls {
			err := write(perl.requested(n, opt.Interpreter), func(out io.Writer) (ProcessSummary, error) { return c.write(ctx, pid, perl, out, opt) })
			if err != nil {
				return err
			}
		}
		return nil
	})
}

// withCopy copies a process until its SVs add up, and passes on the requested
// interpreters.
func withCopy(ctx context.Context, pid int, opt Options, use func(*processCopy, []*Perl) error) error {
	stopped := time.Duration(0)
	for attempt := 1; ; attempt++ {
		c, err := copyProcess(ctx, pid, opt)
		if opt.Held != nil {
			stopped += opt.Held.release()
		}
		if err != nil {
			return err
		}
		stopped += c.stopped
		c.stopped, c.when = stopped, time.Now().Round(0)
		perls, err := c.perls(ctx, opt)
		if errors.Is(err, ErrTorn) && attempt < attempts && !opt.NoStop && opt.Held == nil {
			c.close()
			continue
		}
		if err == nil || errors.Is(err, errOne) {
			err = use(c, perls)
		} else if errors.Is(err, ErrTorn) && !opt.NoStop {
			err = fmt.Errorf("%w, after %d attempts", err, attempt)
		}
		c.close()
		return err
	}
}

// errOne is the [ErrTorn] of a heap that can be written nevertheless.
var errOne = fmt.Errorf("%w: an SV is being made", ErrTorn)

// perls returns the requested interpreters, if their SVs add up.
func (c *processCopy) perls(ctx context.Context, opt Options) ([]*Perl, error) {
	perl, err := newPerl(&c.image, c.modules, opt.Layout)
	if err != nil {
		return nil, err
	}
	list, err := perl.chosen(ctx, opt.Interpreter)
	if err != nil {
		return nil, err
	}
	var torn error
	for _, p := range list {
		n, err := p.uncounted()
		switch {
		case opt.NoStop && n != 0:
		case err != nil:
			return nil, err
		case n == 1:
			torn = errOne
		}
	}
	return list, torn
}

// write writes a dump of one interpreter.
func (c *processCopy) write(ctx context.Context, pid int, perl *Perl, out io.Writer, opt Options) (s ProcessSummary, err error) {
	s.Stopped, s.Copied = c.stopped, int64(len(c.buf))
	if !opt.Describe {
		s.Summary, err = perl.write(ctx, out, opt, nil)
		return s, err
	}
	memory := c.newMemory(perl)
	if s.Summary, err = perl.write(ctx, out, opt, memory); err != nil {
		return s, err
	}
	if memory.bytes[wire.MemoryThreads], err = c.ofOthers(ctx, perl); err != nil {
		return s, err
	}
	s.Origin.Memory = memory.sum(c.maps, c.residents, c.stacks)
	opt.tell(Progress{Stage: StageHash})
	s.describe(pid, c.when)
	return s, nil
}

func (c *processCopy) newMemory(perl *Perl) *memory {
	memory := newMemory(&c.image, c.maps)
	if perl.options()["PERL_TRACK_MEMPOOL"] {
		memory.headers = debugHeaders
	}
	return memory
}

// ofOthers is how much memory the interpreters of other threads have.
func (c *processCopy) ofOthers(ctx context.Context, perl *Perl) (n int64, err error) {
	if !slices.ContainsFunc(c.maps, func(m mapping) bool { return filepath.Base(m.path) == threadsModule }) {
		return 0, nil
	}
	if c.interpreters == nil {
		all, err := perl.interpreters(ctx)
		if err != nil {
			return 0, err
		}
		c.interpreters = map[uint64]int64{}
		memory := c.newMemory(perl)
		for _, one := range all {
			before := memory.claimed()
			// One that ran when the process was stopped may be torn: what can be read counts.
			if _, err := one.write(ctx, io.Discard, Options{}, memory); err != nil && !errors.Is(err, ErrTorn) {
				return 0, err
			}
			c.interpreters[one.interp] = memory.claimed() - before
		}
	}
	for interp, bytes := range c.interpreters {
		if interp != perl.interp {
			n += bytes
		}
	}
	return n, nil
}

// threadsModule is what a perl has loaded whose threads have interpreters.
const threadsModule = "threads.so"

// processCopy is the memory of a process at one moment.
type processCopy struct {
	image   Image
	modules []*module
	buf     []byte // of the image, mapped
	files   []*os.File
	stopped time.Duration
	when    time.Time // it was copied
	maps    []mapping // at the moment of the copy
	// residents are what of each mapping was in memory shortly before.
	residents map[uint64]resident
	stacks    []uint64 // where the stacks of its threads are
	// interpreters are what the memory of each comes to, by address; nil until it is asked for.
	interpreters map[uint64]int64
}

func (c *processCopy) close() {
	if c.buf != nil {
		_ = unix.Munmap(c.buf)
	}
	for _, f := range c.files {
		_ = f.Close()
	}
}

func copyProcess(ctx context.Context, pid int, opt Options) (*processCopy, error) {
	opt.tell(Progress{Stage: StagePrepare})
	maps, err := readMaps(pid)
	if err != nil {
		return nil, denied(pid, err)
	}
	c := &processCopy{}
	if err := c.findModules(pid, maps); err != nil {
		c.close()
		return nil, err
	}
	// The buffer is prepared before the process stops: otherwise that would be most
	// of the time for which it is stopped.
	need := total(c.runs(pid, maps))
	for {
		room := need + need/50 + 8<<20
		if c.buf, err = buffer(room); err != nil {
			c.close()
			return nil, err
		}
		// Not while it is stopped, because it takes the kernel long. What was
		// copied is counted in the copy.
		if opt.Describe {
			c.residents = readResidents(pid)
		}
		opt.tell(Progress{Stage: StageCopy})
		if need, err = c.fill(ctx, pid, opt.NoStop || opt.Held != nil); err == nil && need == 0 {
			c.image.sort()
			return c, nil
		}
		_ = unix.Munmap(c.buf)
		c.buf = nil
		if err != nil {
			c.close()
			return nil, err
		}
	}
}

// fill stops the process and copies it. If the buffer is too small, it returns how
// much is needed.
func (c *processCopy) fill(ctx context.Context, pid int, noStop bool) (need uint64, err error) {
	if noStop {
		return c.copyFrom(pid)
	}
	done := make(chan struct{})
	go func() {
		// A tracer is a thread.
		runtime.LockOSThread()
		defer runtime.UnlockOSThread()
		start := time.Now()
		stopped, failed := stopThreads(ctx, pid)
		defer stopped.release()
		func() {
			defer close(done)
			defer func() {
				if r := recover(); r != nil {
					err = safe.AsPanic(r)
				}
				stopped.resume()
				c.stopped += time.Since(start)
			}()
			if err = failed; err == nil {
				need, err = c.copyFrom(pid)
			}
		}()
	}()
	<-done
	return need, err
}

// copyFrom copies a process as it is.
func (c *processCopy) copyFrom(pid int) (need uint64, err error) {
	maps, err := readMaps(pid)
	if err != nil {
		return 0, denied(pid, err)
	}
	runs := c.runs(pid, maps)
	if need := total(runs); need > uint64(len(c.buf)) {
		return need, nil
	}
	c.image.untouched = c.image.untouched[:0]
	for _, m := range maps {
		if m.read && m.write && m.private && m.inode == 0 {
			c.image.untouched = append(c.image.untouched, run{m.start, m.end, true})
		}
	}
	c.maps, c.stacks = maps, stacksOf(pid)
	segments, err := readRuns(pid, runs, c.buf)
	if err != nil {
		return 0, denied(pid, err)
	}
	c.image.segments = append(c.image.segments, segments...)
	return 0, nil
}

func total(runs []run) uint64 {
	n := uint64(0)
	for _, r := range runs {
		n += r.end - r.start
	}
	return n
}

// maxShared bounds the constants of one shared object that are copied.
const maxShared = 16 << 20

// runs returns what to copy: the pages that are there of all private memory that
// can be written, and constants of the program and its shared objects, among
// them names of files.
func (c *processCopy) runs(pid int, maps []mapping) []run {
	pagemap, err := os.Open(fmt.Sprintf("/proc/%d/pagemap", pid))
	if err == nil {
		defer pagemap.Close() //nolint:errcheck // it is only read
	}
	var list []run
	for _, m := range maps {
		switch {
		case !m.read || !m.private || strings.HasPrefix(m.path, "/dev/") || strings.HasPrefix(m.path, "[v"):
		case m.write:
			list = append(list, present(pagemap, m)...)
		case (isObject(m.path) || c.isModule(m.path)) && m.end-m.start <= maxShared:
			list = append(list, run{m.start, m.end, false})
		}
	}
	return list
}

// isModule reports whether a file is one that may have the interpreter, whatever
// its name.
func (c *processCopy) isModule(path string) bool {
	return slices.ContainsFunc(c.modules, func(m *module) bool { return m.path == path })
}

func isObject(path string) bool {
	base := filepath.Base(path)
	return strings.HasSuffix(base, ".so") || strings.Contains(base, ".so.") || strings.HasPrefix(base, "perl")
}

// present returns the pages of a mapping that are in memory or swapped out. Of
// what was never touched there can be very much.
func present(pagemap *os.File, m mapping) []run {
	const inMemory, swapped = 1 << 63, 1 << 62
	page := uint64(os.Getpagesize())
	if pagemap == nil {
		return []run{{m.start, m.end, true}}
	}
	var list []run
	entries := make([]byte, 8*4096)
	for at := m.start; at < m.end; {
		n, _ := pagemap.ReadAt(entries[:min(uint64(len(entries)), (m.end-at)/page*8)], int64(at/page*8))
		if n < 8 {
			return append(list, run{at, m.end, true}) // it does not tell
		}
		for i := 0; i+8 <= n; i += 8 {
			if binary.LittleEndian.Uint64(entries[i:])&(inMemory|swapped) != 0 {
				if last := len(list) - 1; last >= 0 && list[last].end == at {
					list[last].end += page
				} else {
					list = append(list, run{at, at + page, true})
				}
			}
			at += page
		}
	}
	return list
}

// findModules opens the files that may have the interpreter: the program and
// libperl, as the process sees them.
func (c *processCopy) findModules(pid int, maps []mapping) error {
	exe, _ := os.Readlink(fmt.Sprintf("/proc/%d/exe", pid))
	exe = strings.TrimSuffix(exe, " (deleted)")
	seen := map[string]bool{}
	var failed error
	for _, m := range maps {
		if m.path == "" || m.path[0] != '/' || seen[m.path] || !mayHavePerl(m.path, m.path == exe) {
			continue
		}
		seen[m.path] = true
		f, err := openMapped(pid, m, m.path == exe)
		if err != nil {
			failed = err
			continue
		}
		mod, err := newModule(m.path, m.start-m.offset, f)
		if err != nil {
			_ = f.Close()
			failed = err
			continue
		}
		c.files = append(c.files, f)
		c.modules = append(c.modules, mod)
	}
	if len(c.modules) == 0 {
		if failed != nil {
			return fmt.Errorf("%w in process %d: %w", ErrNotPerl, pid, failed)
		}
		return fmt.Errorf("%w in process %d", ErrNotPerl, pid)
	}
	return nil
}

// openMapped opens a mapped file, also one that was deleted or is in another
// root folder.
func openMapped(pid int, m mapping, isExe bool) (*os.File, error) {
	paths := []string{fmt.Sprintf("/proc/%d/map_files/%x-%x", pid, m.start, m.end), fmt.Sprintf("/proc/%d/root%s", pid, m.path)}
	if isExe {
		paths = append([]string{fmt.Sprintf("/proc/%d/exe", pid)}, paths...)
	}
	var failed error
	for _, path := range paths {
		f, err := os.Open(path)
		if err == nil {
			return f, nil
		}
		failed = err
	}
	// Names in maps are as the reader sees them; under another root folder the file
	// has exactly that name.
	if f, err := os.Open(m.path); err == nil {
		var s unix.Stat_t
		if err := unix.Fstat(int(f.Fd()), &s); err == nil && s.Ino == m.inode {
			return f, nil
		}
		_ = f.Close()
	}
	return nil, failed
}
