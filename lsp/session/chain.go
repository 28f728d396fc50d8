package session

import (
	"context"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/identify"
)

// maxChain is how many SVs an identify chain looks at: over weak references it
// could reach the whole heap, and an editor waits for the answer.
const maxChain = 5000

// Chain identifies an SV. What
// is read again from a dump that was written anew in the meantime is not to be
// believed: the error then wraps pmat.ErrChanged.
func (d *Dump) Chain(ctx context.Context, sv heap.SV, opt identify.Options) (*identify.Tree, error) {
	opt.Budget = maxChain
	tree, err := identify.Chain(ctx, d.Heap, sv, opt)
	if err != nil {
		return nil, err
	}
	return tree, d.Heap.File().Unchanged()
}
