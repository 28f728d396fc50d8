package lsp

import (
	"errors"
	"fmt"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

// Bounds on how much of a list one answer has.
const (
	defaultPage = 100
	maxPage     = 10000
)

func checkPage(p wire.PageParams) error {
	if p.Offset < 0 {
		return errors.New("offset must be 0 or more")
	}
	if p.Limit < 0 || p.Limit > maxPage {
		return fmt.Errorf("limit must be 0 to %d", maxPage)
	}
	return nil
}

func pageLimit(p wire.PageParams) int {
	if p.Limit == 0 {
		return defaultPage
	}
	return p.Limit
}

func checkSV(p wire.SVParams) error {
	if p.Address == "" {
		return errors.New("address is missing: give the address of an SV (0x55d0c0ffee10), its symbol (%Foo::cache) or a root (defstash)")
	}
	return checkPage(p.PageParams)
}

// find finds the SV that is meant in the shown dump. release must be called if
// there is no error.
func (s *Server) find(p wire.SVParams) (v *session.View, sv heap.SV, release func(), err error) {
	v, release, err = s.shown()
	if err != nil {
		return nil, heap.NoSV, nil, err
	}
	if sv, err = v.Heap.Find(p.Address); err != nil {
		release()
		return nil, heap.NoSV, nil, err
	}
	return v, sv, release, nil
}
