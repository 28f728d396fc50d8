package rpc

import (
	"context"
	"io"
	"sync"
	"time"
)

// Stream is the writing half of the connection with the client, as bytes. Its
// Write never waits for the client to read: what is written goes out on a
// goroutine of its own. The goroutine that reads also answers some calls, and
// two sides that each wait for the other to read would wait for ever. How much
// is queued is bounded by those who write: calls wait for room before they begin
// and before they answer, and the loops of the server until little is queued.
type Stream struct {
	rw     io.ReadWriteCloser
	Broken chan struct{} // closed when nothing more can be written
	// drained is called when the client has read; it must not block.
	drained func()

	mu      sync.Mutex
	queue   [][]byte
	queued  int           // bytes that the client has not taken yet
	moved   chan struct{} // closed and replaced when queued falls
	err     error         // of writing
	closing bool
	news    chan struct{} // something was queued, or closing was set
	flushed chan struct{} // closed when the goroutine has ended
}

const (
	// maxQueued is how many bytes of answers wait for a client that does not
	// read; who has more to say waits.
	maxQueued = 64 << 20
	// calmQueued is how many are queued at most when a client keeps up: beyond,
	// what is told unasked waits or is left out.
	calmQueued = 1 << 20
	// writeAtOnce is how many bytes one write to the client has.
	writeAtOnce = 64 << 10
)

// NewStream begins to write what is queued. Close ends it.
func NewStream(rw io.ReadWriteCloser) *Stream {
	s := &Stream{
		rw: rw, Broken: make(chan struct{}), drained: func() {}, moved: make(chan struct{}),
		news: make(chan struct{}, 1), flushed: make(chan struct{}),
	}
	go s.drain()
	return s
}

// Read reads from the client.
func (s *Stream) Read(p []byte) (int, error) { return s.rw.Read(p) }

// Write queues a copy of p. Its error is that of an earlier write.
func (s *Stream) Write(p []byte) (int, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.closing {
		return 0, io.ErrClosedPipe
	}
	if s.err != nil {
		return 0, s.err
	}
	s.queued += len(p)
	for rest := p; len(rest) > 0; {
		last := len(s.queue) - 1
		if last < 0 || len(s.queue[last]) == cap(s.queue[last]) {
			s.queue = append(s.queue, make([]byte, 0, min(max(len(rest), 4<<10), writeAtOnce)))
			last++
		}
		n := min(len(rest), cap(s.queue[last])-len(s.queue[last]))
		s.queue[last] = append(s.queue[last], rest[:n]...)
		rest = rest[n:]
	}
	wake(s.news)
	return len(p), nil
}

// wake tells of news who waits for them, or will.
func wake(news chan struct{}) {
	select {
	case news <- struct{}{}:
	default: // one is waiting
	}
}

func (s *Stream) drain() {
	defer close(s.flushed)
	for range s.news {
		for {
			s.mu.Lock()
			if len(s.queue) == 0 {
				closing := s.closing
				s.mu.Unlock()
				if closing {
					return
				}
				break
			}
			out := s.queue[0]
			s.queue[0] = nil
			s.queue = s.queue[1:]
			s.mu.Unlock()
			_, err := s.rw.Write(out)
			s.mu.Lock()
			s.queued -= len(out)
			if err != nil {
				s.err, s.queue, s.queued = err, nil, 0
			}
			close(s.moved)
			s.moved = make(chan struct{})
			s.mu.Unlock()
			s.drained()
			if err != nil {
				close(s.Broken)
				return
			}
		}
	}
}

// hasRoom reports whether an answer of n bytes may be queued now. One that is
// larger than all may be waits for an empty queue.
func (s *Stream) hasRoom(n int) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.fits(n)
}

// overfull reports whether even what has no room was queued beyond any measure.
func (s *Stream) overfull() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queued > 2*maxQueued
}

func (s *Stream) fits(n int) bool { return s.queued == 0 || s.queued+n <= maxQueued }

// AwaitRoom waits until an answer of n bytes may be queued. The error is that of
// the context.
func (s *Stream) AwaitRoom(ctx context.Context, n int) error {
	return s.await(ctx, func() bool { return s.fits(n) })
}

// Calm reports whether the client keeps up with what it is sent.
func (s *Stream) Calm() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.queued <= calmQueued
}

// AwaitCalm waits until the client keeps up. The error is that of the context.
func (s *Stream) AwaitCalm(ctx context.Context) error {
	return s.await(ctx, func() bool { return s.queued <= calmQueued })
}

// await waits for what is asked with the lock held, or the end of writing.
func (s *Stream) await(ctx context.Context, enough func() bool) error {
	for ctx.Err() == nil {
		s.mu.Lock()
		moved, ok := s.moved, enough() || s.err != nil || s.closing
		s.mu.Unlock()
		if ok {
			return nil
		}
		select {
		case <-moved:
		case <-ctx.Done():
		}
	}
	return ctx.Err()
}

// Close sends what is queued, as far as the client takes it within a moment,
// and closes the connection.
func (s *Stream) Close() error {
	s.mu.Lock()
	s.closing = true
	wake(s.news)
	close(s.moved)
	s.moved = make(chan struct{})
	s.mu.Unlock()
	select {
	case <-s.flushed:
	case <-time.After(flushTime):
	}
	return s.rw.Close()
}

// flushTime is how long a client is given to read the last that it is sent.
const flushTime = 700 * time.Millisecond
