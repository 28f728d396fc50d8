package heap

import (
	"time"

	"github.com/perlheap/perlheap/heap/safe"
)

// Progress says how far loading has got.
type Progress struct {
	Phase       string // what is being done, for a person
	Done, Total int64  // in a unit of the phase's own
}

// progressEvery is how often progress is told.
const progressEvery = 30 * time.Millisecond

// join waits for workers and calls tell from time to time meanwhile. It panics as
// they do.
func join(workers *safe.Workers, tell func()) {
	done := make(chan *safe.Panic)
	go func() { done <- workers.Join() }()
	tick := time.NewTicker(progressEvery)
	defer tick.Stop()
	for {
		select {
		case p := <-done:
			if p != nil {
				panic(p)
			}
			return
		case <-tick.C:
			tell()
		}
	}
}
