package lsp

import (
	"bytes"
	"context"
	"encoding/json"
	"io"
	"sync"
	"time"

	"go.lsp.dev/jsonrpc2"
)

// stream is the connection with the client as bytes. Its Write never waits for
// the client to read: what is written goes out on a goroutine of its own. The
// goroutine that reads also answers some calls, and two sides that each wait
// for the other to read would wait for ever.
type stream struct {
	rw    io.ReadWriteCloser
	ended chan struct{} // closed when nothing more can be read
	once  sync.Once

	mu      sync.Mutex
	queue   []byte
	err     error // of writing
	closing bool
	news    chan struct{} // something was queued, or closing was set
	flushed chan struct{} // closed when the goroutine has ended
}

func newStream(rw io.ReadWriteCloser) *stream {
	s := &stream{rw: rw, ended: make(chan struct{}), news: make(chan struct{}, 1), flushed: make(chan struct{})}
	go s.drain()
	return s
}

// Read reads from the client.
func (s *stream) Read(p []byte) (int, error) {
	n, err := s.rw.Read(p)
	if err != nil {
		s.once.Do(func() { close(s.ended) })
	}
	return n, err
}

// Write queues p. Its error is that of an earlier write.
func (s *stream) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closing {
		return 0, io.ErrClosedPipe
	}
	if s.err != nil {
		return 0, s.err
	}
	s.queue = append(s.queue, p...)
	s.wake()
	return len(p), nil
}

func (s *stream) wake() {
	select {
	case s.news <- struct{}{}:
	default:
	}
}

func (s *stream) drain() {
	defer close(s.flushed)
	for range s.news {
		s.mu.Lock()
		out, closing := s.queue, s.closing
		s.queue = nil
		s.mu.Unlock()
		if _, err := s.rw.Write(out); err != nil && len(out) > 0 {
			s.mu.Lock()
			s.err = err
			s.mu.Unlock()
			return
		}
		if closing {
			return
		}
	}
}

// Close sends what is queued, as far as the client takes it within a moment,
// and closes the connection.
func (s *stream) Close() error {
	s.mu.Lock()
	s.closing = true
	s.wake()
	s.mu.Unlock()
	select {
	case <-s.flushed:
	case <-time.After(time.Second):
	}
	return s.rw.Close()
}

// frames is the connection as messages. A frame that is not JSON is answered
// with ParseError, where jsonrpc2 alone would end the connection.
type frames struct {
	jsonrpc2.Stream
	raw rawFrames
}

// rawFrames is what jsonrpc2 reads frames by.
type rawFrames interface {
	ReadFrame(context.Context) ([]byte, int64, error)
	WriteFrame(context.Context, []byte) (int64, error)
}

func newFrames(rw io.ReadWriteCloser) jsonrpc2.Stream {
	s := jsonrpc2.NewHeaderStream(rw)
	raw, ok := s.(rawFrames)
	if !ok {
		return s
	}
	return &frames{Stream: s, raw: raw}
}

// ReadFrame reads the next frame that is a message.
func (f *frames) ReadFrame(ctx context.Context) ([]byte, int64, error) {
	for {
		frame, n, err := f.raw.ReadFrame(ctx)
		if err != nil {
			return nil, n, err
		}
		code := problem(frame)
		if code == 0 {
			return frame, n, nil
		}
		answer := jsonrpc2.NewResponse(jsonrpc2.ID{}, nil, jsonrpc2.NewError(code, "not a JSON-RPC message"))
		if _, err := f.Write(ctx, answer); err != nil {
			return nil, n, err
		}
	}
}

// WriteFrame writes a frame.
func (f *frames) WriteFrame(ctx context.Context, frame []byte) (int64, error) {
	return f.raw.WriteFrame(ctx, frame)
}

// problem is the code of the error in a frame, 0 if there is none. jsonrpc2
// answers what is wrong within a batch by itself.
func problem(frame []byte) jsonrpc2.Code {
	if !json.Valid(frame) {
		return jsonrpc2.ParseError
	}
	if bytes.HasPrefix(bytes.TrimLeft(frame, " \t\r\n"), []byte("[")) {
		return 0
	}
	if _, err := jsonrpc2.DecodeMessage(frame); err != nil {
		return jsonrpc2.InvalidRequest
	}
	return 0
}
