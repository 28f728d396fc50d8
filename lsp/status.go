package lsp

import (
	"context"
	"fmt"
	"slices"

	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/pmat"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

// statusMethod is a notification of this server's own, sent to clients that
// ask for it with initializationOptions {"status": true}.
const statusMethod = "perlheap/status"

// changedMethod is a notification to the same clients: the answers of commands
// about the shown dump may have changed, because more is known, or settings or
// places changed.
const changedMethod = "perlheap/changed"

func truncatedOf(t *pmat.Truncation) *wire.Truncation {
	if t == nil {
		return nil
	}
	return &wire.Truncation{Record: t.Record, Offset: t.Offset, SVs: t.SVs, Message: t.String()}
}

// announceStatus sends the status if it changed.
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

// status is what the server is doing now. A load that is under way takes precedence
// over one that failed, and that over the shown dump.
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
	return wire.Status{
		State: "ready", Path: v.Dump.Path, Phase: phase, SVs: new(v.Heap.Count()), Bytes: new(v.Heap.Bytes()),
		Suspects: suspicions(v.Analysis), Truncated: truncatedOf(v.Heap.Damage().Truncation),
	}
}

// suspicions counts the suspects; nil until they are known.
func suspicions(a *session.Analysis) *wire.Suspicions {
	if !a.Judged {
		return nil
	}
	n := &wire.Suspicions{}
	for i := range a.Suspects {
		switch a.Suspects[i].Level {
		case diagnose.High:
			n.High++
		case diagnose.Medium:
			n.Medium++
		case diagnose.Low:
			n.Low++
		}
	}
	return n
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
		short = text.Bytes(*st.Bytes)
		add(text.Bytes(*st.Bytes) + " in " + text.CountOf(*st.SVs, "SV", "SVs"))
		if n := st.Suspects; n != nil {
			short += " · " + suspectsFound(n)
			if n.High+n.Medium+n.Low > 0 {
				add(fmt.Sprintf("Suspicion high: %s, medium: %s, low: %s", text.Count(n.High), text.Count(n.Medium), text.Count(n.Low)))
			}
		}
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

// suspectsFound counts those that are problems: of a low one there is a row in
// the list, but nothing to do at once. Low ones are counted if there are no others.
func suspectsFound(n *wire.Suspicions) string {
	if found := n.High + n.Medium; found > 0 {
		return text.CountOf(found, "suspect", "suspects")
	}
	if n.Low > 0 {
		return text.CountOf(n.Low, "low suspect", "low suspects")
	}
	return "no suspects"
}

// same reports whether two statuses would be sent alike.
func same(a, b wire.Status) bool {
	return a.State == b.State && a.Path == b.Path && a.Phase == b.Phase && a.Message == b.Message &&
		equal(a.Percent, b.Percent) && equal(a.SVs, b.SVs) && equal(a.Suspects, b.Suspects)
}

func equal[T comparable](a, b *T) bool {
	return a == b || a != nil && b != nil && *a == *b
}
