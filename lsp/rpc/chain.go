package rpc

import (
	"context"
	"encoding/json"
	"errors"
	"strconv"
	"sync"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.uber.org/zap"

	"github.com/perlheap/perlheap/heap/safe"
)

// This file is everything that stands between the connection and the methods
// of the server. go.lsp.dev/jsonrpc2 v1.0.1 alone would run notifications
// concurrently or calls one after the other, close the connection when a
// notification handler fails or any handler panics, and answer a cancelled
// request with code 0. The chain gives these guarantees instead:
//
//   - Notifications run on the reading goroutine, strictly in the order in
//     which they arrive. So do initialize and shutdown, because what follows
//     them depends on them. None of these may wait for an answer of the client:
//     that answer would have to be read by the goroutine they stand on.
//   - All other calls run concurrently. A call starts after every notification
//     that came before it has been handled.
//   - A panic is logged with its stack; a call is answered with InternalError.
//   - The error of a notification is logged, never sent, never fatal.
//   - $/cancelRequest cancels the context of the call that it names, by number
//     or by string; the call then answers RequestCancelled (-32800), whatever
//     its handler made of it.
//   - Unknown calls answer MethodNotFound, unknown notifications are ignored.
//   - Before initialize calls answer ServerNotInitialized, after shutdown
//     InvalidRequest; notifications are dropped in both cases. exit always
//     works: its code is 0 after shutdown and 1 otherwise.
//   - An error without a code of its own answers RequestFailed (-32803), and
//     parameters that do not decode answer InvalidParams.
//   - An answer waits until the client has room for it, unless it is cancelled.

// RequestFailed says that a request was valid but could not be fulfilled
// (LSP 3.17); go.lsp.dev/protocol has no name for it.
const RequestFailed jsonrpc2.Code = -32803

// Method is one entry of the table of methods that the server speaks.
type Method struct {
	run    func(ctx context.Context, params jsonrpc2.RawMessage) (any, error)
	isCall bool
	// inline calls run on the reading goroutine, see above.
	inline bool
}

// phase is how far the connection is in the life that LSP prescribes.
type phase int

const (
	phaseNew phase = iota
	phaseRunning
	phaseShutdown
)

// inFlight is a call that has not been answered.
type inFlight struct {
	cancel    context.CancelFunc
	cancelled bool // by the client; guarded by chain.mu
}

// Chain is a [jsonrpc2.Handler] over a table of methods.
type Chain struct {
	log     *zap.Logger
	methods map[string]Method
	exit    func(code int) // called at most once, must not block
	// Observe is told of every message that a method was run for.
	Observe func(Handled)
	// room waits until an answer of so many bytes can be queued; answered is told
	// that a call has come to its end. Bind sets both.
	room     func(ctx context.Context, bytes int) error
	answered func()

	mu       sync.Mutex
	phase    phase
	exited   bool
	inFlight map[jsonrpc2.ID]*inFlight
}

// Handled is how a message was handled.
type Handled struct {
	Method string
	IsCall bool
	Params int // bytes
	Took   time.Duration
	Err    error
}

// NewChain makes a chain that must be bound to an inbox before it handles
// anything; exit is called with the code of the process, at most once, and must
// not block.
func NewChain(log *zap.Logger, methods map[string]Method, exit func(code int)) *Chain {
	return &Chain{log: log, methods: methods, exit: exit, inFlight: make(map[jsonrpc2.ID]*inFlight), Observe: func(Handled) {}}
}

// Bind makes the calls those that come out of an inbox.
func (c *Chain) Bind(in *Inbox) { c.room, c.answered = in.out.AwaitRoom, in.answered }

// Handle is the [jsonrpc2.Handler].
func (c *Chain) Handle(ctx context.Context, req *jsonrpc2.Request) (any, error) {
	if !req.IsCall() {
		c.notification(ctx, req)
		return nil, nil
	}
	if req.Method() != protocol.MethodShutdown {
		defer c.answered()
	}
	m, err := c.admit(req)
	if err != nil {
		return nil, err
	}
	if m.inline {
		return c.run(ctx, req, m)
	}
	// The call is known before the reader goes on to the next message, so that
	// a cancellation that follows at once finds it.
	ctx, done := c.register(ctx, req.ID())
	jsonrpc2.Async(ctx)
	result, err := c.run(ctx, req, m)
	if err == nil {
		result, err = c.encode(ctx, req, result)
	}
	if done() {
		return nil, protocol.ErrRequestCancelled
	}
	return result, err
}

// encode makes an answer the bytes that will be sent, and waits until there is
// room for them.
func (c *Chain) encode(ctx context.Context, req *jsonrpc2.Request, result any) (any, error) {
	raw, err := Codec{}.Marshal(result)
	if err != nil {
		c.log.Error("answer does not encode", zap.String("method", req.Method()), zap.Error(err))
		return nil, jsonrpc2.Errorf(jsonrpc2.InternalError, "the answer to %s cannot be encoded", req.Method())
	}
	if err := c.room(ctx, len(raw)); err != nil {
		return nil, coded(err)
	}
	return jsonrpc2.RawMessage(raw), nil
}

// notification handles one notification and swallows its errors.
func (c *Chain) notification(ctx context.Context, req *jsonrpc2.Request) {
	switch req.Method() {
	case protocol.MethodCancelRequest:
		c.cancel(req.Params())
		return
	case protocol.MethodExit:
		c.end()
		return
	}
	c.mu.Lock()
	running := c.phase == phaseRunning
	c.mu.Unlock()
	m, known := c.methods[req.Method()]
	if !running || !known || m.isCall {
		c.log.Debug("notification ignored", zap.String("method", req.Method()), zap.Bool("known", known))
		return
	}
	if _, err := c.run(ctx, req, m); err != nil {
		c.log.Warn("notification failed", zap.String("method", req.Method()), zap.Error(err))
	}
}

// admit decides by method and phase whether a call may run.
func (c *Chain) admit(req *jsonrpc2.Request) (Method, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	name := req.Method()
	isInitialize := name == protocol.MethodInitialize
	switch {
	case c.phase == phaseNew && !isInitialize:
		return Method{}, jsonrpc2.Errorf(jsonrpc2.ServerNotInitialized, "%s before initialize", name)
	case c.phase == phaseShutdown:
		return Method{}, jsonrpc2.Errorf(jsonrpc2.InvalidRequest, "%s after shutdown", name)
	case c.phase == phaseRunning && isInitialize:
		return Method{}, jsonrpc2.Errorf(jsonrpc2.InvalidRequest, "initialize a second time")
	}
	m, ok := c.methods[name]
	if !ok || !m.isCall {
		return Method{}, jsonrpc2.Errorf(jsonrpc2.MethodNotFound, "method %q is not supported", name)
	}
	return m, nil
}

// run calls the method, turns a panic into an error and moves the phase on.
func (c *Chain) run(ctx context.Context, req *jsonrpc2.Request, m Method) (result any, err error) {
	name, start := req.Method(), time.Now()
	defer func() {
		if r := recover(); r != nil {
			// The value of a panic may quote the dump, its type and stack do not.
			c.log.Error("handler panicked", zap.String("method", name),
				zap.String("panic", safe.AsPanic(r).Error()), zap.ByteString("stack", safe.AsPanic(r).Stack))
			result, err = nil, jsonrpc2.Errorf(jsonrpc2.InternalError, "internal error in %s, see the server's log", name)
		}
		took := time.Since(start)
		c.log.Debug("handled", zap.String("method", name), zap.Duration("took", took), zap.Bool("failed", err != nil))
		c.Observe(Handled{name, req.IsCall(), len(req.Params()), took, err})
	}()
	result, err = m.run(ctx, req.Params())
	if err != nil {
		return nil, coded(err)
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	switch name {
	case protocol.MethodInitialize:
		c.phase = phaseRunning
	case protocol.MethodShutdown:
		c.phase = phaseShutdown
	}
	return result, nil
}

// register notes a call as in flight. done ends that and reports whether the
// client cancelled the call meanwhile.
func (c *Chain) register(ctx context.Context, id jsonrpc2.ID) (_ context.Context, done func() bool) {
	ctx, cancel := context.WithCancel(ctx)
	call := &inFlight{cancel: cancel}
	c.mu.Lock()
	c.inFlight[id] = call
	c.mu.Unlock()
	return ctx, func() bool {
		c.mu.Lock()
		defer c.mu.Unlock()
		if c.inFlight[id] == call {
			delete(c.inFlight, id)
		}
		cancel()
		return call.cancelled
	}
}

// cancel handles $/cancelRequest. An id that is not in flight has been
// answered already: nothing is left to do, as the protocol wants it.
func (c *Chain) cancel(params jsonrpc2.RawMessage) {
	id, ok := cancelledID(params)
	if !ok {
		c.log.Warn("notification failed", zap.String("method", protocol.MethodCancelRequest), zap.String("error", "id is neither a number nor a string"))
		return
	}
	c.mu.Lock()
	defer c.mu.Unlock()
	if call, ok := c.inFlight[id]; ok {
		call.cancelled = true
		call.cancel()
	}
}

func parseID(raw json.RawMessage) (jsonrpc2.ID, bool) {
	if n, err := strconv.ParseInt(string(raw), 10, 64); err == nil {
		return jsonrpc2.NewNumberID(n), true
	}
	var s string
	if len(raw) == 0 || raw[0] != '"' || json.Unmarshal(raw, &s) != nil {
		return jsonrpc2.ID{}, false
	}
	return jsonrpc2.NewStringID(s), true
}

// end handles exit.
func (c *Chain) end() {
	c.mu.Lock()
	code, again := 1, c.exited
	if c.phase == phaseShutdown {
		code = 0
	}
	c.exited = true
	c.mu.Unlock()
	if !again {
		c.exit(code)
	}
}

// ShutDown reports whether shutdown has been asked for.
func (c *Chain) ShutDown() bool {
	c.mu.Lock()
	defer c.mu.Unlock()
	return c.phase == phaseShutdown
}

// coded gives every error the code that the client is to see.
func coded(err error) error {
	var wire *jsonrpc2.Error
	switch {
	case errors.As(err, &wire):
		return err
	case errors.Is(err, context.Canceled):
		return protocol.ErrRequestCancelled
	default:
		return jsonrpc2.NewError(RequestFailed, err.Error())
	}
}

// Call makes a table entry of a method that answers.
func Call[P, R any](f func(context.Context, *P) (R, error)) Method {
	return Method{isCall: true, run: func(ctx context.Context, raw jsonrpc2.RawMessage) (any, error) {
		params, err := decodeParams[P](raw)
		if err != nil {
			return nil, err
		}
		return f(ctx, params)
	}}
}

// InlineCall is [Call] for a method that runs on the reading goroutine.
func InlineCall[P, R any](f func(context.Context, *P) (R, error)) Method {
	m := Call(f)
	m.inline = true
	return m
}

// Notify makes a table entry of a notification.
func Notify[P any](f func(context.Context, *P) error) Method {
	return Method{run: func(ctx context.Context, raw jsonrpc2.RawMessage) (any, error) {
		params, err := decodeParams[P](raw)
		if err != nil {
			return nil, err
		}
		return nil, f(ctx, params)
	}}
}

func decodeParams[P any](raw jsonrpc2.RawMessage) (*P, error) {
	params := new(P)
	if len(raw) == 0 || string(raw) == "null" {
		return params, nil
	}
	if err := protocol.Unmarshal(raw, params); err != nil {
		return nil, jsonrpc2.Errorf(jsonrpc2.InvalidParams, "the parameters cannot be decoded: %v", err)
	}
	return params, nil
}
