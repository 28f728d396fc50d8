package session

import (
	"context"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/identify"
)

// maxChain is how many SVs an identify chain looks at: in a dense graph, or over
// weak references, it would reach the whole heap, and an editor waits for the
// answer. In a graph where each SV has ten referrers that are 10,000 lines.
const maxChain = 1000

// Chain identifies an SV, within both the requested budget and its own. If
// the dump has been rewritten in the meantime, what is read from it again
// cannot be trusted: the error then wraps pmat.ErrChanged.
func (d *Dump) Chain(ctx context.Context, sv heap.SV, opt identify.Options) (*identify.Tree, error) {
	if opt.Budget <= 0 || opt.Budget > maxChain {
		opt.Budget = maxChain
	}
	tree, err := identify.Chain(ctx, d.Heap, sv, opt)
	if err != nil {
		return nil, err
	}
	return tree, d.Heap.File().Unchanged()
}
