package rpc

import (
	"bufio"
	"bytes"
	"container/list"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"sync"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
)

// Inbox holds the messages of the client from when they are read until they are
// handled. It reads on a goroutine of its own, whatever else the server does,
// and gives these guarantees:
//
//   - Messages are handled in the order in which they came. A call waits, and
//     with it what comes behind it, while too many others run or the client
//     leaves unread what it was answered.
//   - While a call waits so, what cancels work and what ends the server
//     overtakes it. A call that is cancelled while it waits is answered without
//     being run.
//   - What waits is bounded. Beyond, nothing is read until there is room: the
//     client waits then.
//   - Closing is closed as soon as the client says exit or its input ends, even
//     while a handler stands still.
//   - A message that is no JSON-RPC is answered with an error, where jsonrpc2
//     alone would end the connection.
type Inbox struct {
	out     *Stream
	refuse  func(jsonrpc2.ID, jsonrpc2.Code, string) error
	Closing chan struct{} // closed when nothing more will come
	Ended   chan struct{} // closed when nothing more will be handed over
	end     sync.Once
	news    chan struct{} // for next
	space   chan struct{} // for read

	mu      sync.Mutex
	queue   list.List // of *incoming: calls, notifications, answers
	urgent  list.List // of *incoming: what may overtake
	waiting map[jsonrpc2.ID]*list.Element
	bytes   int // in both, with what keeping them takes
	count   int64
	running int // calls that were handed over and not answered
	idle    int // of running, those that only wait for something in the background
	err     error
}

const (
	// maxWaiting is how many bytes of messages wait to be handled.
	maxWaiting = 64 << 20
	// keptBytes is what keeping a message takes beside itself.
	keptBytes = 256
	// maxRunning is how many calls run at a time; each may hold an answer that
	// the client has no room for yet.
	maxRunning = 64
	// maxIdle is how many calls may wait for loads and analyses beside.
	maxIdle = 4096
)

// incoming is a message that was read.
type incoming struct {
	frame  []byte
	number int64 // in the order of reading
	id     jsonrpc2.ID
	isCall bool
}

// newInbox begins to read; refuse answers a call that will not be run.
func newInbox(out *Stream, refuse func(jsonrpc2.ID, jsonrpc2.Code, string) error) *Inbox {
	in := &Inbox{
		out: out, refuse: refuse, Closing: make(chan struct{}), Ended: make(chan struct{}),
		news: make(chan struct{}, 1), space: make(chan struct{}, 1), waiting: make(map[jsonrpc2.ID]*list.Element),
	}
	out.drained = func() { wake(in.news); wake(in.space) }
	go in.read()
	return in
}

// read reads until the input ends.
func (in *Inbox) read() {
	closing := sync.OnceFunc(func() { close(in.Closing) })
	r := bufio.NewReaderSize(in.out, maxHeader)
	for {
		in.awaitSpace()
		frame, err := ReadFrame(r)
		if err == nil {
			if in.take(frame) {
				closing()
			}
			continue
		}
		if errors.Is(err, errFrameTooLarge) {
			_ = in.refuse(jsonrpc2.ID{}, jsonrpc2.InvalidRequest, fmt.Sprintf("the message is longer than %d MiB", maxFrame>>20))
			continue
		}
		in.mu.Lock()
		in.err = err
		in.mu.Unlock()
		closing()
		wake(in.news)
		return
	}
}

// awaitSpace waits until there is room for one more message, and for an answer
// that does not wait, such as to what is no message.
func (in *Inbox) awaitSpace() {
	for {
		in.mu.Lock()
		ok := in.bytes <= maxWaiting
		in.mu.Unlock()
		if ok && !in.out.overfull() {
			return
		}
		select {
		case <-in.space:
		case <-in.out.Broken:
			return
		}
	}
}

// take puts a message where it belongs, and reports whether it is exit.
func (in *Inbox) take(frame []byte) (exit bool) {
	if text := bytes.TrimLeft(frame, " \t\r\n"); !json.Valid(frame) {
		_ = in.refuse(jsonrpc2.ID{}, jsonrpc2.ParseError, "not JSON")
		return false
	} else if text[0] == '[' {
		_ = in.refuse(jsonrpc2.ID{}, jsonrpc2.InvalidRequest, "a batch, which the protocol does not allow")
		return false
	}
	msg, err := jsonrpc2.DecodeMessage(frame)
	if err != nil {
		_ = in.refuse(jsonrpc2.ID{}, jsonrpc2.InvalidRequest, "not a JSON-RPC message")
		return false
	}
	one, queue := &incoming{frame: frame}, &in.queue
	switch m := msg.(type) {
	case *jsonrpc2.Call:
		one.id, one.isCall = m.ID(), m.Method() != protocol.MethodShutdown
		if !one.isCall {
			queue = &in.urgent
		}
	case *jsonrpc2.Notification:
		switch m.Method() {
		case protocol.MethodExit:
			exit, queue = true, &in.urgent
		case protocol.MethodWindowWorkDoneProgressCancel:
			queue = &in.urgent
		case protocol.MethodCancelRequest:
			if in.withdraw(m.Params()) {
				return false
			}
			queue = &in.urgent
		}
	}
	in.mu.Lock()
	in.count++
	one.number = in.count
	in.bytes += len(frame) + keptBytes
	e := queue.PushBack(one)
	if one.isCall {
		in.waiting[one.id] = e
	}
	in.mu.Unlock()
	wake(in.news)
	return exit
}

// withdraw answers a call that is cancelled while it waits for its turn, and
// reports whether there is one.
func (in *Inbox) withdraw(params jsonrpc2.RawMessage) bool {
	id, ok := cancelledID(params)
	if !ok {
		return false
	}
	in.mu.Lock()
	e, ok := in.waiting[id]
	// Not before it is known that the call would have to wait: what a call that
	// is about to run comes to is the business of the chain.
	if ok && in.mayRun() && in.queue.Front() == e {
		ok = false
	}
	if ok {
		in.remove(&in.queue, e)
	}
	in.mu.Unlock()
	if ok {
		_ = in.refuse(id, protocol.ErrRequestCancelled.Code, protocol.ErrRequestCancelled.Message)
	}
	return ok
}

// remove takes a message out. The lock must be held.
func (in *Inbox) remove(l *list.List, e *list.Element) *incoming {
	one := l.Remove(e).(*incoming)
	if in.waiting[one.id] == e {
		delete(in.waiting, one.id)
	}
	in.bytes -= len(one.frame) + keptBytes
	return one
}

// mayRun reports whether one more call may be run. The lock must be held.
func (in *Inbox) mayRun() bool {
	return in.running-in.idle < maxRunning && in.idle < maxIdle && in.out.hasRoom(1)
}

// next waits for the next message that is to be handled. The error is that of
// reading, when all has been handled that was read before, or of the context.
func (in *Inbox) next(ctx context.Context) ([]byte, error) {
	for {
		if one, err := in.poll(); one != nil {
			return one.frame, nil
		} else if err != nil {
			in.end.Do(func() { close(in.Ended) })
			return nil, err
		}
		select {
		case <-in.news:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
}

// poll takes out the next message, if there is one that may be handled.
func (in *Inbox) poll() (*incoming, error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	defer wake(in.space)
	first, urgent := in.queue.Front(), in.urgent.Front()
	if first != nil {
		one := first.Value.(*incoming)
		ahead := urgent == nil || one.number < urgent.Value.(*incoming).number
		if ahead && (!one.isCall || in.mayRun()) {
			if one.isCall {
				in.running++
			}
			return in.remove(&in.queue, first), nil
		}
	}
	if urgent != nil {
		return in.remove(&in.urgent, urgent), nil
	}
	if first != nil {
		return nil, nil
	}
	return nil, in.err
}

// answered ends a call.
func (in *Inbox) answered() {
	in.mu.Lock()
	in.running--
	in.mu.Unlock()
	wake(in.news)
}

// Rest notes that a call only waits for something in the background, until
// work is called.
func (in *Inbox) Rest() (work func()) {
	add := func(n int) {
		in.mu.Lock()
		in.idle += n
		in.mu.Unlock()
		wake(in.news)
	}
	add(1)
	return sync.OnceFunc(func() { add(-1) })
}

// cancelledID reads the parameters of $/cancelRequest.
func cancelledID(params jsonrpc2.RawMessage) (jsonrpc2.ID, bool) {
	// protocol.CancelParams would reject ids that do not fit 32 bits.
	var p struct {
		ID json.RawMessage `json:"id"`
	}
	if json.Unmarshal(params, &p) != nil {
		return jsonrpc2.ID{}, false
	}
	return parseID(p.ID)
}
