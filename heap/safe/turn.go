package safe

import (
	"context"
	"runtime"
)

// Turn lets other goroutines have their turn on this processor, and reports whether
// the context has not ended. Work that takes long calls it about every millisecond:
// goroutines that answer somebody would else wait for the 10 ms after which Go takes
// the processor away from one that works.
func Turn(ctx context.Context) bool {
	runtime.Gosched()
	return ctx.Err() == nil
}
