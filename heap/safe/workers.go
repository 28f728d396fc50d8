package safe

import (
	"fmt"
	"runtime"
	"runtime/debug"
	"sync"
)

// Workers runs goroutines that work on one thing in parallel. If one of them
// panics, the panic is passed to the goroutine that waits for them, which can
// recover; in the worker itself nobody could, and the process would end.
type Workers struct {
	group sync.WaitGroup
	mu    sync.Mutex
	first *Panic
}

// Go starts a worker.
func (w *Workers) Go(run func()) {
	w.group.Go(func() {
		defer func() {
			if r := recover(); r != nil {
				w.mu.Lock()
				defer w.mu.Unlock()
				if w.first == nil {
					w.first = AsPanic(r)
				}
			}
		}()
		run()
	})
}

// Wait waits until all workers have ended, and panics with the first [Panic] of
// one.
func (w *Workers) Wait() {
	if p := w.Join(); p != nil {
		panic(p)
	}
}

// Join waits until all have ended, and gives the first [Panic] of one, nil if
// there was none.
func (w *Workers) Join() *Panic {
	w.group.Wait()
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.first
}

// Panic is a bug in perlheap itself, as an error. Its text contains nothing
// from a dump.
type Panic struct {
	what  string
	Stack []byte // where it was
}

// AsPanic returns the error for a recovered value. It must be called by the
// deferred function.
func AsPanic(recovered any) *Panic {
	switch r := recovered.(type) {
	case *Panic:
		return r
	case runtime.Error:
		return &Panic{r.Error(), debug.Stack()}
	}
	return &Panic{fmt.Sprintf("panic with a value of type %T", recovered), debug.Stack()}
}

func (p *Panic) Error() string { return "a bug in perlheap: " + p.what }
