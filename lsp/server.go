package lsp

import (
	"context"
	"io"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
	"go.uber.org/zap"

	"github.com/perlheap/perlheap/heap/safe"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/rpc"
	"github.com/perlheap/perlheap/lsp/session"
)

// Options are for [Serve].
type Options struct {
	// Version is what the server calls its version.
	Version string
	// Build identifies this build of the program, whose indexes of dumps are
	// used and kept; "" for none.
	Build string
	// Log gets what happens; nil for no log. It never gets values from a dump.
	Log *zap.Logger
	// ClientProcessID is a process whose end ends the server, in addition to the
	// one that initialize names; 0 for none.
	ClientProcessID int
	// Ending is called as soon as there is reason to end; nil does nothing. It must
	// not block.
	Ending func()
	// Exit ends the process when Serve hangs after there is reason to end; nil lets
	// it hang.
	Exit func(code int)
	// Settle and BrokenSettle are those of [session.Options].
	Settle, BrokenSettle time.Duration

	loadStarted func() // for tests: holds a load up
	capturing   func() // for tests: holds a capture up
	saved       func() // for tests: holds up what handles notifications
	noAnalysis  bool   // for tests: that of [session.Options]
	minKept     int64  // for tests: that of [session.Options]
}

// Server is one language server, serving one client.
type Server struct {
	opt    Options
	log    *zap.Logger
	ctx    context.Context // ends with the server
	conn   jsonrpc2.Conn
	out    *rpc.Stream
	client protocol.Client
	// orphaned gets a value when the process of the client has ended.
	orphaned chan struct{}

	caps  capabilities // set by initialize, before anything else runs
	trace trace
	docs  session.Documents
	// heapFiles are the heap documents of a client that takes them as files.
	heapFiles session.HeapFiles
	linked    linkedTexts // of heap documents; it has a lock of its own
	dumps     *session.Dumps

	// mu guards the fields that follow, up to late. It is held only to read and set
	// them, never while a message is sent, a file is read or a dump is asked.
	mu            sync.Mutex
	initial       session.Settings // defaults and initializationOptions
	settings      session.Settings
	folders       []folder
	complain      string // the last complaint about settings, told once
	failure       *failure
	active        []*session.Load
	progress      map[protocol.ProgressToken]job
	progressCount int
	capture       *onlyCapture                 // the one under way; nil for none
	captured      []string                     // patterns of the dumps that were taken of running processes, the latest last
	broke         map[string]bool              // by what, background work that broke and was told
	late          []protocol.ShowMessageParams // that wait for the client

	pull      loop               // asks the client for its configuration
	register  loop               // tells the client which files to watch
	refresh   loop               // makes the client ask again for lenses and the like
	publish   loop               // publishes diagnostics
	list      loop               // lists the files that were not found
	announce  loop               // sends perlheap/status
	say       loop               // shows messages that had to wait
	published map[uri.URI]string // owned by publish: the problems that the client was sent unasked
	pullsAll  atomic.Bool        // the client has asked for the problems of all files
	lastTold  wire.Status        // owned by announce
	listed    map[string]bool    // owned by list: the recorded names that were told
	trouble   string             // owned by list: the last that was told with the revision
	watching  string             // owned by register
	pulled    bool               // owned by pull
}

// Serve speaks LSP over rw until the client says exit, its input ends, or ctx
// does. It returns the exit code that the protocol prescribes: 0 if the client
// had asked for shutdown, otherwise 1.
func Serve(ctx context.Context, rw io.ReadWriteCloser, opt Options) (exitCode int, err error) {
	if opt.Log == nil {
		opt.Log = zap.NewNop()
	}
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	out := rpc.NewStream(rw)
	f := rpc.NewFrames(out)
	conn := jsonrpc2.NewConn(f, jsonrpc2.WithCodec(rpc.Codec{}))
	s := newServer(ctx, conn, out, opt)
	exit := make(chan int, 1)
	c := rpc.NewChain(opt.Log, s.methods(), func(code int) { exit <- code })
	c.Observe = s.logTrace
	c.Bind(f.Inbox)
	s.watchParent(opt.ClientProcessID)
	conn.Go(session.WithRest(ctx, f.Inbox.Rest), c.Handle)

	code := func() int {
		if c.ShutDown() {
			return 0
		}
		return 1
	}
	owed := s.awaitReason(ctx, exit, f.Inbox, out)
	defer s.bound(code)()
	if owed {
		select { // if nothing stands still
		case <-exit:
		case <-f.Inbox.Ended:
		case <-time.After(handleTime):
		}
	}
	cancel()
	s.finish(out)
	if err := connectionError(conn); err != nil && !c.ShutDown() { // a client that said goodbye may hang up as it likes
		return 1, err
	}
	return code(), nil
}

func newServer(ctx context.Context, conn jsonrpc2.Conn, out *rpc.Stream, opt Options) *Server {
	s := &Server{
		opt: opt, log: opt.Log, ctx: ctx, conn: conn, out: out, orphaned: make(chan struct{}, 1), client: protocol.ClientDispatcher(conn),
		initial: session.DefaultSettings(), settings: session.DefaultSettings(),
		progress:  make(map[protocol.ProgressToken]job),
		published: make(map[uri.URI]string), listed: make(map[string]bool), broke: make(map[string]bool),
	}
	s.dumps = session.NewDumps(session.Options{Observer: s, Log: opt.Log, Settle: opt.Settle, BrokenSettle: opt.BrokenSettle, NoAnalysis: opt.noAnalysis, Build: opt.Build, MinKept: opt.minKept})
	s.pull = s.newLoop(0, s.pullConfiguration)
	s.register = s.newLoop(0, s.registerWatchers)
	s.refresh = s.newLoop(0, s.refreshAsked)
	s.publish = s.newLoop(100*time.Millisecond, s.publishDiagnostics)
	s.list = s.newLoop(0, s.listMissing)
	s.say = s.newLoop(0, s.sayLate)
	s.announce = s.newLoop(50*time.Millisecond, s.announceStatus)
	return s
}

// loop runs a function once after each burst of kicks, never twice at a time and
// never on the goroutine that kicks, so that it may wait for the client. While the
// client does not read what it was sent, all kicks are one burst.
type loop chan struct{}

// newLoop starts the loop; it rests for pause after each run.
func (s *Server) newLoop(pause time.Duration, run func(context.Context)) loop {
	l := make(loop, 1)
	go func() {
		for {
			select {
			case <-s.ctx.Done():
				return
			case <-l:
			}
			if s.out.AwaitCalm(s.ctx) != nil {
				return
			}
			s.guard(run)
			select {
			case <-s.ctx.Done():
				return
			case <-time.After(pause):
			}
		}
	}()
	return l
}

// guard runs something in the background, where a panic would end the process.
func (s *Server) guard(run func(context.Context)) {
	defer func() {
		if r := recover(); r != nil {
			s.log.Error("background work panicked", zap.String("panic", safe.AsPanic(r).Error()), zap.ByteString("stack", safe.AsPanic(r).Stack))
		}
	}()
	run(s.ctx)
}

func (l loop) kick() {
	select {
	case l <- struct{}{}:
	default: // one is waiting
	}
}

// ask is a context for a request to the client, which may never answer.
func (s *Server) ask() (context.Context, context.CancelFunc) {
	return context.WithTimeout(s.ctx, 10*time.Second)
}

// currentSettings returns the settings in force.
func (s *Server) currentSettings() session.Settings {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.settings
}

// tell shows a message to the person. If the client does not keep up, the last few
// wait, without repetitions.
func (s *Server) tell(kind protocol.MessageType, text string) {
	m := protocol.ShowMessageParams{Type: kind, Message: text}
	s.mu.Lock()
	if late := len(s.late) > 0 || !s.out.Calm(); late {
		s.late = append(slices.DeleteFunc(s.late, func(old protocol.ShowMessageParams) bool { return old == m }), m)
		s.late = s.late[max(0, len(s.late)-maxLate):]
		s.mu.Unlock()
		s.say.kick()
		return
	}
	s.mu.Unlock()
	s.sent("window/showMessage", s.client.ShowMessage(s.ctx, &m))
}

// maxLate is how many messages wait for a client that does not keep up.
const maxLate = 16

// sayLate shows the messages that had to wait.
func (s *Server) sayLate(ctx context.Context) {
	s.mu.Lock()
	late := s.late
	s.late = nil
	s.mu.Unlock()
	for _, m := range late {
		s.sent("window/showMessage", s.client.ShowMessage(ctx, &m))
	}
}

// sent logs that something did not reach the client. Nobody else can act on
// it: what comes next finds the connection closed.
func (s *Server) sent(what string, err error) {
	if err != nil && s.ctx.Err() == nil {
		s.log.Warn("not sent", zap.String("method", what), zap.Error(err))
	}
}
