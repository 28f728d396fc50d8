package main

import (
	"context"
	"fmt"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/retained"
)

// session is what a shell keeps between its commands. A command outside a
// shell has one of its own.
type session struct {
	path     string
	heap     *heap.Heap
	last     heap.SV  // the SV that was asked about last
	more     []string // the command that goes on with the last list, if it was cut
	running  []string // the command that runs, as it was typed
	retained *retained.Sizes
}

type sessionKey struct{}

func sessionOf(cmd *cobra.Command) *session {
	s, _ := cmd.Context().Value(sessionKey{}).(*session)
	return s
}

func withSession(ctx context.Context, s *session) context.Context {
	return context.WithValue(ctx, sessionKey{}, s)
}

// open loads a dump, or gives that of the shell. done must be called when it
// is not needed any more.
func open(cmd *cobra.Command, path string) (h *heap.Heap, done func(), err error) {
	if s := sessionOf(cmd); s != nil && s.path == path {
		return s.heap, func() {}, nil
	}
	h, err = load(cmd, path)
	if err != nil {
		return nil, nil, err
	}
	return h, func() { _ = h.Close() }, nil // it was only read
}

// find finds an SV by what a person calls it; $_ is the last one of a shell.
func find(cmd *cobra.Command, h *heap.Heap, what string) (heap.SV, error) {
	s := sessionOf(cmd)
	if s != nil && what == "$_" {
		if s.last == heap.NoSV {
			return heap.NoSV, fmt.Errorf("$_ is the SV that was asked about last, and none was yet; for the variable write $main::_")
		}
		return s.last, nil
	}
	sv, err := h.Find(what)
	if s != nil && err == nil {
		s.last = sv
	}
	return sv, err
}

// retainedSizes computes the retained sizes of a heap, in a shell only once.
func retainedSizes(cmd *cobra.Command, h *heap.Heap) (*retained.Sizes, error) {
	s := sessionOf(cmd)
	if s != nil && s.heap == h && s.retained != nil {
		return s.retained, nil
	}
	sizes, err := retained.Compute(cmd.Context(), h)
	if err == nil && s != nil && s.heap == h {
		s.retained = sizes
	}
	return sizes, err
}

// dominated gives an SV and those that would be freed with it and that
// nothing between holds.
func dominated(h *heap.Heap, sizes *retained.Sizes, by heap.SV) []heap.SV {
	set := []heap.SV{by}
	for sv := range heap.SV(h.Count()) {
		if d, ok := sizes.Dominator(sv); ok && d == by && sv != by {
			set = append(set, sv)
		}
	}
	return set
}
