package lsp

import (
	"context"

	"github.com/perlheap/perlheap/heap/pmat"
)

// statusMethod is a notification of this server's own, sent to clients that
// ask for it with initializationOptions {"status": true}.
const statusMethod = "perlheap/status"

// statusParams say what the server is doing.
type statusParams struct {
	State     string     `json:"state"`              // none, loading, ready or failed
	Path      string     `json:"path,omitzero"`      // of the dump that is loading, shown or refused
	Percent   *int       `json:"percent,omitzero"`   // 0 to 100, when loading
	Phase     string     `json:"phase,omitzero"`     // what is being done, when loading; when ready, what of the dump is still being looked for
	SVs       *int       `json:"svs,omitzero"`       // of the shown dump, when ready
	Message   string     `json:"message,omitzero"`   // why, when failed
	Truncated *truncated `json:"truncated,omitzero"` // when ready and the dump ends early
}

// truncated says where a dump stops being readable.
type truncated struct {
	Record  string `json:"record"`  // the record that could not be read
	Offset  int64  `json:"offset"`  // of its first byte in the unpacked dump
	SVs     int    `json:"svs"`     // read before it
	Message string `json:"message"` // the same for a person
}

func truncatedOf(t *pmat.Truncation) *truncated {
	if t == nil {
		return nil
	}
	return &truncated{Record: t.Record, Offset: t.Offset, SVs: t.SVs, Message: t.String()}
}

// announceStatus sends the status if it is another than before.
func (s *Server) announceStatus(ctx context.Context) {
	if !s.caps.status {
		return
	}
	now := s.status()
	if same(now, s.lastTold) {
		return
	}
	s.lastTold = now
	s.sent(statusMethod, s.conn.Notify(ctx, statusMethod, now))
}

// status is what the server is doing now. A load that is under way counts
// more than one that failed, that more than what is shown.
func (s *Server) status() statusParams {
	s.mu.Lock()
	if len(s.active) > 0 {
		l := s.active[0]
		s.mu.Unlock()
		p := l.Progress()
		return statusParams{State: "loading", Path: l.Path, Percent: &p.Percent, Phase: p.Phase}
	}
	failed := s.failure
	s.mu.Unlock()
	if failed != nil {
		return statusParams{State: "failed", Path: failed.path, Message: failed.message}
	}
	v, release, err := s.shown()
	defer release()
	if err != nil {
		return statusParams{State: "none"}
	}
	phase := ""
	if !v.Complete {
		phase = "finding objects and variables"
	}
	return statusParams{State: "ready", Path: v.Dump.Path, Phase: phase, SVs: new(v.Heap.Count()), Truncated: truncatedOf(v.Heap.Truncation())}
}

// same compares what would be sent.
func same(a, b statusParams) bool {
	value := func(n *int) int {
		if n == nil {
			return -1
		}
		return *n
	}
	return a.State == b.State && a.Path == b.Path && a.Phase == b.Phase && a.Message == b.Message &&
		value(a.Percent) == value(b.Percent) && value(a.SVs) == value(b.SVs)
}
