package lsp

import (
	"context"
	"fmt"

	"github.com/perlheap/perlheap/heap/identify"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

// maxReferrers is how many referrers of one SV an answer follows: some SVs, such as
// the symbol table, have hundreds of thousands.
const maxReferrers = 1000

func checkIdentify(p wire.IdentifyParams) error {
	if p.Depth != nil && (*p.Depth < 0 || *p.Depth > identify.MaxDepth) {
		return fmt.Errorf("depth must be 0 to %d", identify.MaxDepth)
	}
	return checkAddress(p.AddressParams)
}

// Identify implements [wire.Commands].
func (s *Server) Identify(ctx context.Context, params wire.IdentifyParams) (*wire.IdentifyResult, error) {
	v, release, err := s.shown()
	if err != nil {
		return nil, err
	}
	defer release()
	sv, err := lookUp(v, params.Address)
	if err != nil {
		return nil, err
	}
	opt := identify.Options{Depth: identify.DefaultDepth, Weak: params.Weak, All: params.All, Elide: true, Limit: maxReferrers}
	if params.Depth != nil {
		opt.Depth = *params.Depth
	}
	if params.Elide != nil {
		opt.Elide = *params.Elide
	}
	tree, err := v.Dump.Chain(ctx, sv, opt)
	if err != nil {
		return nil, err
	}
	style := s.style(v)
	answer := &wire.IdentifyResult{Title: "What holds " + v.Heap.Addr(sv).String(), Text: render.Identify(v.Heap, tree, style), Tree: tree.JSON(v.Heap)}
	placeChain(v, style, &answer.Tree)
	return answer, nil
}
