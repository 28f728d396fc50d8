package session

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"time"

	"go.uber.org/zap"

	"github.com/perlheap/perlheap/heap/cache"
	"github.com/perlheap/perlheap/heap/safe"
)

// background is what the parts of [Dumps] share for work beside the requests: their
// options, their context, and how to run something that may fail.
type background struct {
	opt     Options
	ctx     context.Context // ends with the dumps
	running sync.WaitGroup
	kept    atomic.Pointer[cache.Cache] // nil if nothing is kept
}

// cache returns where indexes of dumps are kept.
func (b *background) cache() *cache.Cache { return b.kept.Load() }

// Keep sets how many bytes of indexes of dumps are kept; 0 for none.
func (b *background) Keep(size int64) {
	if b.opt.Build == "" {
		return // whoever gives no build keeps nothing
	}
	b.kept.Store(cache.New(cache.Options{Size: size, Build: b.opt.Build, MinDump: b.opt.MinKept, Log: func(what string, err error) {
		b.opt.Log.Debug(what, zap.Error(err))
	}}))
}

// errBroke is the error of work that a bug of perlheap itself ended.
var errBroke = errors.New("the dump could not be analysed: this is a bug in perlheap, and the log has the details")

// safely runs work of the background, where a panic would end the server and
// every answer about other dumps with it. A panic is logged, becomes the error of
// the work, and is reported to the person if nobody else does that.
func (b *background) safely(what string, tell bool, run func() error) (err error) {
	defer func() {
		if r := recover(); r != nil {
			p := safe.AsPanic(r)
			b.opt.Log.Error("background work panicked", zap.String("work", what), zap.Error(p), zap.ByteString("stack", p.Stack))
			if err = p; tell {
				b.opt.Observer.WorkBroke(what, p)
			}
		}
	}()
	return run()
}

// errLeft is the error of work that was cancelled and did not end.
var errLeft = errors.New("the file system does not answer: reading from it is abandoned")

// lenient is how long cancelled work may take to end.
const lenient = time.Second

// apart runs what a file system may hold up for ever, such as a read from a
// server that is gone. If it does not end with ctx, it is left behind: the error
// wraps that of ctx and [errLeft], and late gets its result if it ends after all.
// Its panics become those of the caller.
func apart[T any](ctx context.Context, run func() (T, error), late func(T)) (T, error) {
	type outcome struct {
		value T
		err   error
		broke *safe.Panic
	}
	ended := make(chan outcome, 1)
	go func() {
		var o outcome
		defer func() {
			if r := recover(); r != nil {
				o.broke = safe.AsPanic(r)
			}
			ended <- o
		}()
		o.value, o.err = run()
	}()
	take := func(o outcome) (T, error) {
		if o.broke != nil {
			panic(o.broke)
		}
		return o.value, o.err
	}
	select {
	case o := <-ended:
		return take(o)
	case <-ctx.Done():
	}
	patience := time.NewTimer(lenient)
	defer patience.Stop()
	select {
	case o := <-ended:
		return take(o)
	case <-patience.C:
	}
	go func() {
		if o := <-ended; o.broke == nil && o.err == nil {
			late(o.value)
		}
	}()
	var none T
	return none, fmt.Errorf("%w: %w", ctx.Err(), errLeft)
}

// signal wakes all goroutines that wait for news. Any goroutine may use it; the
// zero value is ready.
type signal struct {
	mu   sync.Mutex
	told chan struct{}
}

// next returns a channel that is closed at the next news. Take it before looking at
// the state that the news is about.
func (s *signal) next() <-chan struct{} {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.told == nil {
		s.told = make(chan struct{})
	}
	return s.told
}

func (s *signal) tell() {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.told != nil {
		close(s.told)
		s.told = nil
	}
}
