package lsp

import (
	"context"
	"fmt"
	"slices"

	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
)

// statusMethod is a notification of this server's own, sent to clients that
// ask for it with initializationOptions {"status": true}.
const statusMethod = "perlheap/status"

// changedMethod is a notification to the same clients: what commands answer of
// the shown dump may be other than before. More was found out, or the settings or
// what stands where have changed.
const changedMethod = "perlheap/changed"

func truncatedOf(t *pmat.Truncation) *wire.Truncation {
	if t == nil {
		return nil
	}
	return &wire.Truncation{Record: t.Record, Offset: t.Offset, SVs: t.SVs, Message: t.String()}
}

// announceStatus sends the status if it is another than before.
func (s *Server) announceStatus(ctx context.Context) {
	if !s.caps.status {
		return
	}
	now := s.status()
	now.Text, now.Details = statusWords(&now)
	if same(now, s.lastTold) {
		return
	}
	s.lastTold = now
	s.sent(statusMethod, s.conn.Notify(ctx, statusMethod, now))
}

// status is what the server is doing now. A load that is under way counts
// more than one that failed, that more than what is shown.
func (s *Server) status() wire.Status {
	s.mu.Lock()
	if len(s.active) > 0 {
		l := s.active[0]
		s.mu.Unlock()
		p := l.Progress()
		return wire.Status{State: "loading", Path: l.Path, Percent: &p.Percent, Phase: p.Phase}
	}
	failed := s.failure
	s.mu.Unlock()
	if failed != nil {
		return wire.Status{State: "failed", Path: failed.path, Message: failed.message}
	}
	v, release, err := s.shown()
	defer release()
	if err != nil {
		return wire.Status{State: "none"}
	}
	phase := ""
	if !v.Complete {
		phase = "finding objects and variables"
	}
	return wire.Status{State: "ready", Path: v.Dump.Path, Phase: phase, SVs: new(v.Heap.Count()), Truncated: truncatedOf(v.Heap.Damage().Truncation)}
}

// statusWords say what the server is doing, in a few words and at length.
func statusWords(st *wire.Status) (short string, details []string) {
	add := func(lines ...string) {
		details = append(details, slices.DeleteFunc(lines, func(line string) bool { return line == "" })...)
	}
	add(st.Path)
	switch st.State {
	case wire.StatusLoading:
		short = fmt.Sprintf("loading %d %%", *st.Percent)
		add(st.Phase)
	case wire.StatusReady:
		short = text.Short(*st.SVs) + " SVs"
		add(text.CountOf(*st.SVs, "SV", "SVs"))
		if st.Truncated != nil {
			short += ", truncated"
			add(st.Truncated.Message)
		}
	case wire.StatusFailed:
		short = "dump failed"
		add(st.Message)
	default:
		short = "no dump"
		add("No heap dump is loaded.", "Click to load one, or name it in the setting perlheap.dumps.")
	}
	return short, details
}

// same compares what would be sent.
func same(a, b wire.Status) bool {
	value := func(n *int) int {
		if n == nil {
			return -1
		}
		return *n
	}
	return a.State == b.State && a.Path == b.Path && a.Phase == b.Phase && a.Message == b.Message &&
		value(a.Percent) == value(b.Percent) && value(a.SVs) == value(b.SVs)
}
