package lsp

import (
	"io"
	"sync"
	"time"
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
