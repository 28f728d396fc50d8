package lsp

import (
	"context"
	"fmt"

	"github.com/perlheap/perlheap/heap/identify"
	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/heap/wire"
)

// maxReferrers is how many referrers of one SV an answer follows: some, as the
// symbol table, have hundreds of thousands.
const maxReferrers = 1000

type identifyParams struct {
	addressParams
	Depth *int  `json:"depth,omitempty"` // steps back, default 10
	Weak  bool  `json:"weak,omitempty"`  // also weak references
	All   bool  `json:"all,omitempty"`   // also indirect and inferred ones
	Elide *bool `json:"elide,omitempty"` // fold REFs, PADs and the symbol table, default true
}

func (p identifyParams) check() error {
	if p.Depth != nil && (*p.Depth < 0 || *p.Depth > identify.MaxDepth) {
		return fmt.Errorf("depth must be 0 to %d", identify.MaxDepth)
	}
	return p.addressParams.check()
}

type identifyResult struct {
	Text string     `json:"text"` // as pmat identify prints it, with the places of CODEs
	Tree wire.Chain `json:"tree"` // the same for machines, with these places too
}

// Identify implements [Commands].
func (s *Server) Identify(ctx context.Context, params identifyParams) (*identifyResult, error) {
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
	answer := &identifyResult{Text: render.Identify(v.Heap, tree, style), Tree: render.NewChainJSON(v.Heap, tree)}
	placeChain(v, style, &answer.Tree)
	return answer, nil
}
