package heap

import (
	"runtime"
	"sync"
)

// parallel splits 0 … n-1 into one range per processor and runs them side by
// side.
func parallel(n int, run func(from, to int)) {
	workers := runtime.GOMAXPROCS(0)
	if n < 1<<14 || workers < 2 {
		run(0, n)
		return
	}
	var wg sync.WaitGroup
	for w := range workers {
		wg.Go(func() { run(n*w/workers, n*(w+1)/workers) })
	}
	wg.Wait()
}
