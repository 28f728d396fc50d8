package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap/capture"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// watchOptions are those of perlheap watch.
type watchOptions struct {
	dumpFlags
	source   sourceFlags
	told     keysFlag
	folder   string
	every    time.Duration
	keep     int
	count    int
	children bool
}

func newWatch() *cobra.Command {
	var opt watchOptions
	cmd := &cobra.Command{
		Use:   "watch PID --out DIR",
		Short: "Record how a process develops, with a few dumps",
		Long: "watch captures a long-lived process again and again. Of each capture it keeps what\n" +
			"is alive by line, by class and by population, in a series of some kilobytes, and a\n" +
			"profile for go tool pprof; of the dumps themselves only the newest few. The series\n" +
			"has no values. perlheap growth and perlheap report read the folder.\n\n" +
			"When the process ends, watch says so and ends too, with status 0. A restarted\n" +
			"process gets its own series; a watch of the same process continues its series.\n" +
			"Failed captures are reported, and watch goes on with the next. If the disk is\n" +
			"full, the oldest dumps make room. Only one watch at a time writes to a folder. A\n" +
			"capture takes time, and as much memory as the process while that is read.\n\n" +
			"Each thread of Perl's has an interpreter with a heap of its own, which\n" +
			"--interpreter all records as a series of its own.",
		Example: "  perlheap watch 4711 --every 10m --keep 3 --out /var/tmp/watched\n  perlheap growth /var/tmp/watched\n" +
			"  go tool pprof -diff_base 4711-20260102T030405Z-0001.pb.gz 4711-20260102T030405Z-0009.pb.gz",
		Args: operands,
		RunE: func(cmd *cobra.Command, args []string) error { return runWatch(cmd, args[0], opt) },
	}
	f := cmd.Flags()
	f.StringVarP(&opt.folder, "out", "o", "", "write into the folder `DIR`, which is made if it is not there")
	f.DurationVar(&opt.every, "every", 10*time.Minute, "capture after each `TIME`")
	f.IntVar(&opt.keep, "keep", 3, "how many of the newest dumps of each series to keep, and of all that have ended together; 0 for none")
	f.IntVar(&opt.count, "count", 0, "stop after `N` captures (default: when the process ends)")
	f.BoolVar(&opt.children, "children", false, "watch the perls that PID started instead of PID itself, each in a series of its own")
	opt.add(f)
	opt.source.add(f)
	opt.told.add(f)
	return cmd
}

func runWatch(cmd *cobra.Command, pidText string, opt watchOptions) error {
	pid, err := pidNumber(pidText)
	switch {
	case err != nil:
		return err
	case opt.folder == "":
		return usageError{errors.New("--out is missing: the folder to write to")}
	case opt.every <= 0:
		return usageError{errors.New("--every must be more than 0")}
	case opt.keep < 0 || opt.count < 0:
		return usageError{errors.New("--keep and --count must be 0 or more")}
	}
	if err := opt.check(); err != nil {
		return err
	}
	if _, err := opt.source.tree(cmd.Context()); err != nil { // before anything is captured
		return err
	}
	if err := os.MkdirAll(opt.folder, 0o700); err != nil {
		return err
	}
	// Most dumps are read once and removed.
	if err := cmd.Flags().Set(noCache, "true"); err != nil {
		return err
	}
	unlock, err := lockFolder(opt.folder)
	if err != nil {
		return err
	}
	defer unlock()
	w := &watch{cmd: cmd, ctx: cmd.Context(), out: cmd.ErrOrStderr(), opt: opt, top: pid, of: map[int]*watched{}}
	if w.ended, err = whenEnded(pid); err != nil {
		return err
	}
	tick := time.NewTicker(opt.every)
	defer tick.Stop()
	for n := 1; ; n++ {
		if err := w.round(); err != nil {
			return err
		}
		if n == opt.count && w.points == 0 {
			return errors.New("nothing was captured")
		} else if n == opt.count {
			return nil
		}
		select {
		case <-w.ended:
			if w.points == 0 && w.failed {
				return fmt.Errorf("process %d has ended; nothing was captured", pid)
			}
			w.say("process %d has ended%s", pid, w.sum())
			return nil
		case <-w.ctx.Done():
			w.say("no longer watching process %d%s", pid, w.sum())
			return nil
		case <-tick.C:
		}
	}
}

// watch is the course of one process or several.
type watch struct {
	cmd *cobra.Command
	ctx context.Context
	out io.Writer
	opt watchOptions
	top int
	of  map[int]*watched
	// ended is closed when top has ended; nothing else asks the system about it, so
	// that its end is reported once.
	ended  <-chan struct{}
	paths  []string // of the series that have a point of this watch
	gone   []string // dumps of processes that have ended, oldest first
	points int      // of all series
	failed bool     // a capture failed
}

// watched is one process.
type watched struct {
	process wire.Process
	ended   <-chan struct{}
	courses map[string]*course // of its interpreters, by the address of their root; nil before they are looked for
}

func (w *watch) say(format string, args ...any) { fmt.Fprintf(w.out, format+"\n", args...) }

// sum says where the series are.
func (w *watch) sum() string {
	switch n := len(w.paths); {
	case n == 0:
		return "; nothing was captured"
	case n > 4:
		return fmt.Sprintf("; %s series are in %s", text.Count(n), text.Safe(w.opt.folder))
	}
	return "; recorded in " + text.Safe(strings.Join(slices.Sorted(slices.Values(w.paths)), ", "))
}

// round captures all processes once. It fails if nothing can ever be captured;
// single failures are reported.
func (w *watch) round() error {
	for pid, p := range w.of {
		if pid != w.top && isClosed(p.ended) {
			w.end(p)
		}
	}
	pids := []int{w.top}
	if w.opt.children {
		var err error
		if pids, err = capture.Descendants(w.top); err != nil && !isClosed(w.ended) {
			w.say("perlheap: %s", text.Safe(err.Error()))
		}
	}
	for _, pid := range pids {
		if w.ctx.Err() != nil {
			return nil
		}
		p, err := w.process(pid)
		if err == nil {
			err = w.take(p)
		}
		if err == nil || w.ctx.Err() != nil {
			continue
		}
		over := p != nil && isOver(p)
		switch {
		case pid == w.top && (over || isClosed(w.ended)): // which is said
			return nil
		case over:
			w.end(p)
		case len(w.of) <= 1 && (p == nil || len(p.courses) == 0) && !w.opt.children && isFinal(err):
			return err
		default:
			w.failed = true
			w.say("perlheap: %s: %s", time.Now().Format(time.DateTime), text.Safe(strings.ReplaceAll(err.Error(), "\n", "; ")))
		}
	}
	return nil
}

// end closes a process that has ended. Its dumps are then counted with those of all
// ended processes.
func (w *watch) end(p *watched) {
	delete(w.of, p.process.PID)
	w.say("process %d has ended", p.process.PID)
	if err := w.leave(p.dumps(nil)); err != nil {
		w.say("perlheap: %s", text.Safe(err.Error()))
	}
}

// leave keeps only the newest of the dumps to which nothing is added any more, and
// of those before them.
func (w *watch) leave(dumps []string) (err error) {
	w.gone, err = w.newest(append(w.gone, dumps...))
	return err
}

// newest removes all but the newest dumps of a list, and returns those.
func (w *watch) newest(dumps []string) ([]string, error) {
	old := max(0, len(dumps)-w.opt.keep)
	var failed error
	for _, path := range dumps[:old] {
		failed = errors.Join(failed, removeDump(path))
	}
	return dumps[old:], failed
}

// isFinal reports whether another attempt would fail as well.
func isFinal(err error) bool {
	return errors.Is(err, capture.ErrNotPerl) || errors.Is(err, capture.ErrUnsupported) || errors.Is(err, capture.ErrDenied)
}

func isClosed(c <-chan struct{}) bool {
	select {
	case <-c:
		return true
	default:
		return false
	}
}

// isOver reports whether a process has ended, also if nobody was told yet.
func isOver(p *watched) bool {
	if hasEnded(p.process.PID) {
		<-p.ended // by now, or soon
	}
	return isClosed(p.ended)
}

// process returns what is known about a process; another one with the PID of one that
// has ended is another.
func (w *watch) process(pid int) (*watched, error) {
	if p := w.of[pid]; p != nil {
		if pid == w.top || !isClosed(p.ended) {
			return p, nil
		}
		w.end(p)
	}
	ended := w.ended
	if pid != w.top {
		var err error
		if ended, err = whenEnded(pid); err != nil {
			return nil, err
		}
	}
	process, err := capture.Find(pid)
	if err != nil {
		return nil, err
	}
	w.of[pid] = &watched{process: process, ended: ended}
	return w.of[pid], nil
}

// taken is the dump of an interpreter that gets a point.
type taken struct {
	defStash string
	of       *course
	at       dumpFiles
}

// take captures the requested interpreters of a process and adds a point to the
// series of each.
func (w *watch) take(p *watched) error {
	if err := p.find(w.opt.folder); err != nil {
		return err
	}
	var all []taken
	var summaries []capture.ProcessSummary
	name := func(i capture.Interpreter) string {
		c := p.course(w.opt.folder, i, w.opt.which)
		t := taken{i.DefStash, c, w.filesOf(c.begin, c.count+1)}
		all = append(all, t)
		return t.at.dump
	}
	err := w.withRoom(p, func() (err error) {
		all = nil
		summaries, err = capture.ToFiles(w.ctx, p.process.PID, name, w.opt.pack(), w.opt.options(nil))
		return err
	})
	if err != nil {
		for _, t := range all {
			if regular(t.at.dump) {
				err = errors.Join(err, removeDump(t.at.dump))
			}
		}
		return err
	}
	for i, t := range all {
		if failed := w.takeOne(p, t, &summaries[i]); failed != nil {
			err = errors.Join(err, failed, removeDump(t.at.dump))
		}
	}
	// The other interpreters have ended, or the process ran exec.
	over := func(defStash string) bool {
		return !slices.ContainsFunc(all, func(t taken) bool { return t.defStash == defStash })
	}
	err = errors.Join(err, w.leave(p.dumps(over)))
	for defStash, c := range p.courses {
		if over(defStash) {
			c.dumps = nil
		}
	}
	return err
}

// takeOne adds a point to the series of an interpreter.
func (w *watch) takeOne(p *watched, t taken, summary *capture.ProcessSummary) error {
	s, err := w.addPoint(p, t.at, summary)
	if err != nil {
		return err
	}
	c := t.of
	c.count = s.Count
	p.courses[t.defStash] = c
	w.points++
	if !slices.Contains(w.paths, s.Path) {
		w.paths = append(w.paths, s.Path)
	}
	point := s.Points[len(s.Points)-1]
	w.say("%s: process %d, point %s: %s SVs, %s; %s", text.Safe(s.Path), p.process.PID, text.Count(s.Count),
		text.Count(point.SVs), text.Bytes(point.Bytes), summary.StoppedText(w.opt.noStop))
	c.dumps, err = w.newest(ownDumps(s))
	return err
}
