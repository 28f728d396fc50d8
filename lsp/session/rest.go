package session

import "context"

// restKey is the key of what [WithRest] adds.
type restKey struct{}

// WithRest gives a context in which who only waits for background work calls
// rest before and work after: meanwhile others may run in its place.
func WithRest(ctx context.Context, rest func() (work func())) context.Context {
	return context.WithValue(ctx, restKey{}, rest)
}

// resting tells that the goroutine of a context only waits, until work is
// called.
func resting(ctx context.Context) (work func()) {
	if rest, ok := ctx.Value(restKey{}).(func() func()); ok {
		return rest()
	}
	return func() {}
}
