package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"

	"golang.org/x/sys/unix"

	"github.com/perlheap/perlheap/heap/capture"
	"github.com/perlheap/perlheap/heap/origin"
	"github.com/perlheap/perlheap/heap/population"
	"github.com/perlheap/perlheap/heap/series"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// addPoint adds a dump to the series of an interpreter, which it begins if there is
// none, and writes its profile. It returns the series with its last point.
func (w *watch) addPoint(p *watched, at dumpFiles, summary *capture.ProcessSummary) (*series.Series, error) {
	h, done, err := open(w.cmd, at.dump)
	if err != nil {
		return nil, err
	}
	defer done()
	source, err := w.opt.source.tree(w.ctx) // anew: files may have changed
	if err != nil {
		return nil, err
	}
	prog := source.program(h)
	keys := w.opt.told.keys(prog)
	point, shapes, err := newPoint(w.cmd, h, keys)
	if err != nil {
		return nil, err
	}
	o := &summary.Origin
	point.Time, point.Dump, point.Profile, point.StoppedMs, point.Memory = o.Time, filepath.Base(at.dump), filepath.Base(at.profile), o.StoppedMs, o.Memory
	err = w.withRoom(p, func() error {
		return writeProfile(at.profile, h, population.Merge(shapes).Top, prog, keys)
	})
	if err != nil {
		w.say("perlheap: %s was not written: %s", text.Safe(at.profile), text.Safe(err.Error()))
		point.Profile = ""
	}
	head := p.head(o.Dump.DefStash, o.Host, o.Perl.Version)
	if err := w.withRoom(p, func() error { return series.Append(at.series, head, point) }); err != nil {
		if point.Profile != "" {
			err = errors.Join(err, os.Remove(at.profile))
		}
		return nil, err
	}
	return series.Read(at.series, 1)
}

// programWord is the name of a program without its arguments, which may be values.
func programWord(commandLine string) string {
	words := strings.Fields(commandLine)
	if len(words) == 0 {
		return ""
	}
	return filepath.Base(words[0])
}

// head describes a process at the beginning of its series.
func (p *watched) head(defStash, host, perl string) wire.SeriesHead {
	return wire.SeriesHead{PID: p.process.PID, Started: p.process.Start.UTC(), Host: host, Name: text.Name(programWord(p.process.Name)), Perl: perl, DefStash: defStash}
}

// dumpFiles are the names of what belongs to a point.
type dumpFiles struct{ dump, profile, series string }

func (w *watch) filesOf(begin string, n int) dumpFiles {
	base := fmt.Sprintf("%s-%04d", begin, n)
	return dumpFiles{base + w.opt.pack().Extension(), base + ".pb.gz", begin + series.Ending}
}

// withRoom runs something that writes. If the disk is full, it removes the oldest
// dumps one by one to make room: those of what has ended, then those of the
// process.
func (w *watch) withRoom(p *watched, do func() error) error {
	for {
		err := do()
		if !errors.Is(err, syscall.ENOSPC) && !errors.Is(err, syscall.EDQUOT) {
			return err
		}
		var oldest string
		if len(w.gone) > 0 {
			oldest, w.gone = w.gone[0], w.gone[1:]
		} else if dumps := p.dumps(nil); len(dumps) > 0 {
			oldest = dumps[0]
		} else {
			return err
		}
		if removed := removeDump(oldest); removed != nil {
			return errors.Join(err, removed)
		}
		w.say("perlheap: the disk is full: %s was removed", text.Safe(oldest))
	}
}

// lockFolder keeps other watches out of a folder: two that add to one series would
// lose points.
func lockFolder(folder string) (unlock func(), err error) {
	f, err := os.Open(folder)
	if err != nil {
		return nil, err
	}
	// Any other failure means that this file system has no locks.
	if err := unix.Flock(int(f.Fd()), unix.LOCK_EX|unix.LOCK_NB); errors.Is(err, unix.EWOULDBLOCK) {
		_ = f.Close()
		return nil, fmt.Errorf("%s: another perlheap watch is writing to this folder; give --out another one", folder)
	}
	return func() { _ = f.Close() }, nil
}

// removeDump removes a dump and what describes it.
func removeDump(path string) error {
	var failed error
	for _, path := range []string{path, origin.PathOf(path)} {
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			failed = errors.Join(failed, err)
		}
	}
	return failed
}
