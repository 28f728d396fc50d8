package main

import (
	"context"
	"fmt"
	"path/filepath"

	"github.com/spf13/cobra"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/retained"
)

// session is what a shell keeps between its commands, or a server for assistants
// between calls.
type session struct {
	path     string
	heap     *heap.Heap
	last     heap.SV  // the SV that was asked about last
	more     []string // the command that goes on with the last list, if it was cut
	running  []string // the command that runs, as it was typed
	retained *retained.Sizes

	kept *keptHeaps // of a server, which has no path and no heap
}

type sessionKey struct{}

// sessionOf returns the session of the shell that a command runs in, or nil.
func sessionOf(cmd *cobra.Command) *session {
	s, _ := cmd.Context().Value(sessionKey{}).(*session)
	return s
}

func withSession(ctx context.Context, s *session) context.Context {
	return context.WithValue(ctx, sessionKey{}, s)
}

// shows reports whether the dump at path is the one that the shell shows. It is
// false for the nil session of a command outside of a shell.
func (s *session) shows(path string) bool {
	if s == nil {
		return false
	}
	if path == s.path {
		return true
	}
	a, errA := filepath.Abs(path)
	b, errB := filepath.Abs(s.path)
	return errA == nil && errB == nil && a == b
}

// find finds an SV by what a person writes for it; in a shell $_ is the last one.
func find(cmd *cobra.Command, h *heap.Heap, what string) (heap.SV, error) {
	s := sessionOf(cmd)
	if s != nil && what == "$_" {
		if s.last == heap.NoSV {
			return heap.NoSV, fmt.Errorf("$_ stands for the SV that was asked about last, and there is none yet; for the variable, write $main::_")
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
	if sizes := s.sizes(h); sizes != nil {
		return sizes, nil
	}
	sizes, err := sizesOf(cmd, h)
	if err == nil {
		s.keep(h, sizes)
	}
	return sizes, err
}

// sizes returns the retained sizes of a heap, nil if the session has none.
func (s *session) sizes(h *heap.Heap) *retained.Sizes {
	switch {
	case s == nil:
	case s.heap == h:
		return s.retained
	default:
		if each := s.kept.of(h); each != nil {
			return each.retained
		}
	}
	return nil
}

// keep keeps the retained sizes of a heap, if it is one of the session.
func (s *session) keep(h *heap.Heap, sizes *retained.Sizes) {
	switch {
	case s == nil:
	case s.heap == h:
		s.retained = sizes
	default:
		if each := s.kept.of(h); each != nil {
			each.retained = sizes
		}
	}
}

// knownSizes returns the retained sizes of heaps that the shell has or that were
// kept, nil for each of the others.
func knownSizes(cmd *cobra.Command, heaps []*heap.Heap) ([]*retained.Sizes, error) {
	cache, err := cacheOf(cmd)
	if err != nil {
		return nil, err
	}
	known := make([]*retained.Sizes, len(heaps))
	for i, h := range heaps {
		if known[i] = sessionOf(cmd).sizes(h); known[i] == nil {
			known[i] = cache.Sizes(cmd.Context(), h)
		}
	}
	return known, nil
}

// keepSizes keeps the retained sizes that a series has, those of the shell's dump
// in the shell too.
func keepSizes(cmd *cobra.Command, series *growth.Series) error {
	cache, err := cacheOf(cmd)
	if err != nil {
		return err
	}
	for i, h := range series.Heaps {
		sizes := series.Sizes[i]
		sessionOf(cmd).keep(h, sizes)
		keep(cmd, h, func(ctx context.Context) error { return cache.BecomeSizes(ctx, h, sizes) })
	}
	return nil
}
