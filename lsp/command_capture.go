package lsp

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"sync"

	"go.lsp.dev/protocol"
	"go.uber.org/zap"

	"github.com/perlheap/perlheap/heap/capture"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/origin"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

func checkCapture(p wire.CaptureParams) error {
	switch {
	case p.PID <= 0:
		return errors.New("pid is missing: give the PID of a process that perlheap.ps lists")
	case p.MaxString < -1:
		return errors.New("maxString is how many bytes of a string to keep: give 1 or more, or -1 for all")
	case p.Pack != string(capture.PackNone) && p.Pack != string(capture.PackGzip) && p.Pack != string(capture.PackZstd):
		return errors.New("pack must be gzip or zstd")
	}
	if _, err := interpreterOf(p); err != nil {
		return err
	}
	return nil
}

// interpreterOf is which interpreter is asked for, or [capture.AllInterpreters].
func interpreterOf(p wire.CaptureParams) (int, error) {
	switch p.Interpreter {
	case "":
		return 1, nil
	case "all":
		return capture.AllInterpreters, nil
	}
	n, err := strconv.Atoi(p.Interpreter)
	if err != nil || n < 1 {
		return 0, errors.New("interpreter must be a number from 1, or all")
	}
	return n, nil
}

// Capture implements [wire.Commands]. When its request is cancelled, so is the
// capture.
func (s *Server) Capture(ctx context.Context, params wire.CaptureParams) (*wire.CaptureResult, error) {
	taken, err := s.takeAlone(ctx, params)
	if err != nil {
		return nil, s.withTaken(err, taken)
	}
	result := &wire.CaptureResult{}
	var shown *takenDump
	var said []string
	for i := range taken {
		t := &taken[i]
		result.Dumps = append(result.Dumps, t.CapturedDump)
		said = append(said, filepath.Base(t.Path)+": "+t.Text+".")
		if shown == nil || t.SVs > shown.SVs {
			shown = t
		}
	}
	result.Earlier = shown.before
	if params.Load == nil || *params.Load {
		s.followCaptures(taken)
		if _, err := s.dumps.Follow(shown.Path).Wait(ctx); err != nil {
			return nil, s.withTaken(err, taken)
		}
		result.Loaded = shown.Path
		if shown.before != "" {
			said = append(said, "Compared with "+filepath.Base(shown.before)+".")
		}
	}
	result.Text = strings.Join(said, "\n")
	if params.Open && result.Loaded != "" {
		opened, err := s.Open(ctx, wire.OpenParams{Kind: wire.DocumentOverview})
		if err != nil {
			return nil, s.withTaken(err, taken)
		}
		result.Document = opened.URI
		if s.caps.offers {
			s.tell(protocol.MessageTypeInfo, result.Text) // it leaves the answers of commands alone
		}
	}
	return result, nil
}

// withTaken adds to an error where the dumps are that were taken before it. A
// client shows no answer to a request that was cancelled, so a message says it
// then.
func (s *Server) withTaken(err error, taken []takenDump) error {
	if len(taken) == 0 {
		return err
	}
	paths := make([]string, len(taken))
	for i, t := range taken {
		paths[i] = text.Path(t.Path)
	}
	where := "taken before that: " + strings.Join(paths, ", ")
	if errors.Is(err, context.Canceled) && s.ctx.Err() == nil {
		s.tell(protocol.MessageTypeInfo, "Cancelled; "+where)
	}
	return fmt.Errorf("%w; %s", err, where)
}

// onlyCapture is the capture that is under way.
type onlyCapture struct {
	pid    int
	cancel context.CancelFunc
	done   chan struct{}
}

// beginCapture keeps others from capturing until done is called: each capture takes
// as much memory as its process. The context also ends with the server.
func (s *Server) beginCapture(ctx context.Context, pid int) (_ context.Context, done func(), err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.capture != nil {
		return nil, nil, fmt.Errorf("a dump of process %d is being taken: wait until it is done, or cancel it", s.capture.pid)
	}
	if err := s.ctx.Err(); err != nil { // endCapture may have been here
		return nil, nil, err
	}
	ctx, cancel := context.WithCancel(ctx)
	c := &onlyCapture{pid, cancel, make(chan struct{})}
	s.capture = c
	return ctx, func() {
		cancel()
		s.mu.Lock()
		s.capture = nil
		s.mu.Unlock()
		close(c.done)
	}, nil
}

// endCapture cancels the capture that is under way and waits for its end, when the
// server ends.
func (s *Server) endCapture() {
	s.mu.Lock()
	c := s.capture
	s.mu.Unlock()
	if c != nil {
		c.cancel()
		<-c.done
	}
}

// takeAlone is take while nobody else captures.
func (s *Server) takeAlone(ctx context.Context, params wire.CaptureParams) ([]takenDump, error) {
	ctx, done, err := s.beginCapture(ctx, params.PID)
	if err != nil {
		return nil, err
	}
	defer done()
	return s.take(ctx, params)
}

// takenDump is a dump that was taken, with the one that was taken before it.
type takenDump struct {
	wire.CapturedDump
	before string // path, "" if there is none
	names  string // pattern of the paths of all dumps of the process
}

// take captures the processes that are meant, and shows its progress. With an error
// it still returns the dumps that were written: none if it was cancelled.
func (s *Server) take(ctx context.Context, params wire.CaptureParams) (taken []takenDump, err error) {
	folder, err := s.captureFolder()
	if err != nil {
		return nil, err
	}
	if err := files.Sweep(folder, processEnded); err != nil {
		s.log.Warn("unfinished dumps not removed", zap.Error(err))
	}
	pids := []int{params.PID}
	if params.Children {
		if pids, err = capture.Descendants(params.PID); err != nil {
			return nil, err
		}
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	w := &capturing{cancel: cancel, done: make(chan struct{}), of: len(pids), noStop: params.NoStop}
	defer func() { w.end(err) }()
	title := fmt.Sprintf("Taking a heap dump of process %d", params.PID)
	go s.guard(func(context.Context) { s.showProgress(w, title, w.outcome) })
	for i, pid := range pids {
		w.next(i, pid)
		if s.opt.capturing != nil {
			s.opt.capturing()
		}
		of, err := s.takeProcess(ctx, pid, folder, params, w.report)
		taken = append(taken, of...)
		if ctx.Err() != nil {
			forget(taken) // one that was done before anybody noticed
			return nil, ctx.Err()
		}
		if err != nil {
			return taken, err
		}
	}
	return taken, nil
}

// processEnded reports whether no process of this machine has a PID.
func processEnded(pid int) bool {
	p, err := findProcess(pid)
	if err == nil {
		p.close()
	}
	return err != nil
}

// forget removes dumps that nobody wants any more.
func forget(taken []takenDump) {
	for _, t := range taken {
		_ = os.Remove(t.Path) // what cannot be removed stays, as a dump like others
		_ = os.Remove(origin.PathOf(t.Path))
	}
}

// takeProcess captures one process. With an error it still returns the dumps that
// were written.
func (s *Server) takeProcess(ctx context.Context, pid int, folder string, params wire.CaptureParams, report func(capture.Progress)) ([]takenDump, error) {
	process, err := capture.Find(pid)
	if err != nil {
		return nil, err
	}
	if process.Reason != "" {
		return nil, fmt.Errorf("process %d cannot be captured: %s", pid, text.Safe(process.Reason))
	}
	beginning := captureName(process.Name, pid)
	pack := capture.Pack(params.Pack)
	opt := capture.Options{MaxString: params.MaxString, NoStop: params.NoStop, Describe: !params.NoDescription, Progress: report}
	var taken []takenDump
	add := func(path, before string, interpreter int, beginning string, c *capture.ProcessSummary) {
		d := wire.CapturedDump{
			Path: path, PID: pid, Interpreter: interpreter, Perl: c.Perl, SVs: c.SVs, CountedSVs: c.Count,
			StoppedSeconds: c.Stopped.Seconds(), CopiedBytes: c.Copied, Text: c.Text(pid, params.NoStop),
		}
		if c.Origin.Memory != nil {
			d.Memory = origin.Memory(c.Origin.Memory)
		}
		taken = append(taken, takenDump{d, before, filepath.Join(session.EscapeGlob(folder), beginning+"[0-9]*.pmat{,.gz,.zst}")})
	}
	var claims []func()
	defer func() {
		for _, release := range claims {
			release()
		}
	}()
	place := func(beginning string) (path, before string, err error) {
		path, before, release, err := claimCapture(folder, beginning, pack.Extension())
		if err != nil {
			return "", "", err
		}
		claims = append(claims, release)
		if info, err := os.Stat(before); err != nil || info.ModTime().Before(process.Start) {
			before = "" // of another process that had this PID
		}
		return path, before, nil
	}
	if opt.Interpreter, _ = interpreterOf(params); opt.Interpreter != capture.AllInterpreters {
		path, before, err := place(beginning)
		if err != nil {
			return nil, err
		}
		c, err := capture.ToFile(ctx, pid, path, pack, opt)
		if err == nil || isThere(path) {
			add(path, before, 0, beginning, &c)
		}
		return taken, err
	}
	var paths, befores, beginnings []string
	var failed error
	all, err := capture.ToFiles(ctx, pid, func(i capture.Interpreter) string {
		for len(paths) < i.Number {
			own := fmt.Sprintf("%si%d-", beginning, len(paths)+1)
			path, before, err := place(own)
			failed = errors.Join(failed, err)
			if err != nil {
				path = folder // cannot be written
			}
			paths, befores, beginnings = append(paths, path), append(befores, before), append(beginnings, own)
		}
		return paths[i.Number-1]
	}, pack, opt)
	if failed != nil {
		err = failed
	}
	for i := range all {
		if err == nil || isThere(paths[i]) {
			add(paths[i], befores[i], i+1, beginnings[i], &all[i])
		}
	}
	return taken, err
}

// isThere reports whether a dump was written, though perhaps not its description:
// there was no such file when its name was claimed.
func isThere(path string) bool {
	info, err := os.Lstat(path)
	return err == nil && info.Mode().IsRegular()
}

// maxCaptured is how many of the processes captured here are watched, the latest
// ones.
const maxCaptured = 256

// followCaptures watches the dumps that are taken of these processes as if the
// setting perlheap.dumps matched them.
func (s *Server) followCaptures(taken []takenDump) {
	s.mu.Lock()
	for _, t := range taken {
		s.captured = append(slices.DeleteFunc(s.captured, func(old string) bool { return old == t.names }), t.names)
	}
	s.captured = slices.Clone(s.captured[max(0, len(s.captured)-maxCaptured):])
	s.mu.Unlock()
	s.watchDumps()
}

// capturing is a capture that is under way, as a [job].
type capturing struct {
	cancel context.CancelFunc
	done   chan struct{}
	of     int // how many processes
	noStop bool

	mu       sync.Mutex
	at, pid  int
	progress session.LoadProgress
	ended    error
}

// stageWords say what is being done, and at which percentage it begins.
var stageWords = map[capture.Stage]session.LoadProgress{
	capture.StagePrepare: {Percent: 0, Phase: "making room for a copy"},
	capture.StageCopy:    {Percent: 5, Phase: "copying its memory: it is stopped for a moment"},
	capture.StageWrite:   {Percent: 15, Phase: "writing the dump: it runs again"},
	capture.StageHash:    {Percent: 95, Phase: "hashing the files that it had loaded"},
}

// runningWords are the phases of a capture that does not stop the process.
var runningWords = map[capture.Stage]string{
	capture.StageCopy:  "copying its memory while it runs",
	capture.StageWrite: "writing the dump",
}

// next begins the capture of a process.
func (c *capturing) next(at, pid int) {
	c.mu.Lock()
	c.at, c.pid = at, pid
	c.mu.Unlock()
	c.report(capture.Progress{Stage: capture.StagePrepare})
}

func (c *capturing) report(p capture.Progress) {
	c.mu.Lock()
	defer c.mu.Unlock()
	now := stageWords[p.Stage]
	if phase, ok := runningWords[p.Stage]; ok && c.noStop {
		now.Phase = phase
	}
	if p.Total > 0 {
		now.Percent += (stageWords[capture.StageHash].Percent - now.Percent) * p.Done / p.Total
	}
	now.Percent = (100*c.at + now.Percent) / c.of
	if c.of > 1 {
		now.Phase = fmt.Sprintf("%d of %d, process %d: %s", c.at+1, c.of, c.pid, now.Phase)
	}
	now.Percent = max(now.Percent, c.progress.Percent) // a torn copy is made anew
	c.progress = now
}

func (c *capturing) end(err error) {
	c.mu.Lock()
	c.ended = err
	c.mu.Unlock()
	close(c.done)
}

func (c *capturing) outcome() string {
	c.mu.Lock()
	defer c.mu.Unlock()
	switch {
	case c.ended == nil:
		return "done"
	case errors.Is(c.ended, context.Canceled):
		return "cancelled"
	}
	return c.ended.Error()
}

// Cancel ends the capture; it fails with [context.Canceled].
func (c *capturing) Cancel() { c.cancel() }

// Done is closed when the capture has ended.
func (c *capturing) Done() <-chan struct{} { return c.done }

// Progress returns how far the capture has come.
func (c *capturing) Progress() session.LoadProgress {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.progress
}
