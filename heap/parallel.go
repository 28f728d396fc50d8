package heap

import (
	"context"
	"runtime"
	"sync/atomic"

	"github.com/perlheap/perlheap/heap/safe"
)

// atOnce is how many SVs a goroutine takes at a time.
const atOnce = 1 << 15

// parallel splits 0 … n-1 into ranges and runs them side by side, as many at a
// time as there are processors. It begins no more of them when ctx ends.
func parallel(ctx context.Context, n int, run func(from, to int)) error {
	return parallelBy(ctx, n, atOnce, run)
}

// parallelBy is parallel with ranges that begin at multiples of step.
func parallelBy(ctx context.Context, n, step int, run func(from, to int)) error {
	var next atomic.Int64
	work := func() {
		for safe.Turn(ctx) {
			from := int(next.Add(int64(step))) - step
			if from >= n {
				return
			}
			run(from, min(n, from+step))
		}
	}
	var workers safe.Workers
	for range min(runtime.GOMAXPROCS(0), n/step+1) {
		workers.Go(work)
	}
	workers.Wait()
	return ctx.Err()
}
