package session

import "context"

// restKey is the key of what [WithRest] adds.
type restKey struct{}

// WithRest returns a context for requests that may only be waiting for background
// work: they call rest before and work after, so that others may run meanwhile.
func WithRest(ctx context.Context, rest func() (work func())) context.Context {
	return context.WithValue(ctx, restKey{}, rest)
}

// resting says that the goroutine of a context only waits, until work is called.
func resting(ctx context.Context) (work func()) {
	if rest, ok := ctx.Value(restKey{}).(func() func()); ok {
		return rest()
	}
	return func() {}
}
