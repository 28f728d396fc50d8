package session

import (
	"context"
	"sync"
	"time"
)

// turns lets one heap be loaded at a time: each load needs memory and all cores.
type turns struct {
	slot    chan struct{}
	stalled time.Duration // how long a load may stand still and keep its turn
}

// standstill is far longer than a load takes between two reports.
const standstill = 30 * time.Second

func newTurns() *turns { return &turns{make(chan struct{}, 1), standstill} }

// turn is held by one load. Whatever works for the load may call its methods.
type turn struct {
	give    func() // gives it back, once
	stalled time.Duration

	mu    sync.Mutex
	still *time.Timer // nil after the end
}

// take waits for a turn; waiting is called first if there is none at once. The
// turn ends with end, or when the load stands still, because a file system does not
// answer: then others do not wait for it, and lost is called.
func (t *turns) take(ctx context.Context, waiting, lost func()) (*turn, error) {
	select {
	case t.slot <- struct{}{}:
	default:
		waiting()
		select {
		case t.slot <- struct{}{}:
		case <-ctx.Done():
			return nil, ctx.Err()
		}
	}
	one := &turn{stalled: t.stalled, give: sync.OnceFunc(func() { <-t.slot })}
	one.mu.Lock()
	defer one.mu.Unlock()
	one.still = time.AfterFunc(t.stalled, func() {
		one.end()
		lost()
	})
	return one, nil
}

// end gives the turn to the next load. It may be called again.
func (t *turn) end() {
	t.mu.Lock()
	if t.still != nil {
		t.still.Stop()
		t.still = nil
	}
	t.mu.Unlock()
	t.give()
}

// moved says that the load does not stand still.
func (t *turn) moved() {
	t.mu.Lock()
	defer t.mu.Unlock()
	if t.still != nil && t.still.Stop() {
		t.still.Reset(t.stalled)
	}
}
