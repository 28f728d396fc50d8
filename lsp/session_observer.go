package lsp

import (
	"context"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"go.lsp.dev/protocol"

	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/lsp/session"
)

// The server is the [session.Observer] of its dumps.
var _ session.Observer = (*Server)(nil)

// failure is the last load that failed, until the next begins.
type failure struct{ path, message string }

// LoadStarted shows that a dump is being loaded.
func (s *Server) LoadStarted(l *session.Load) {
	s.mu.Lock()
	s.active = append(s.active, l)
	s.failure = nil
	s.mu.Unlock()
	s.announce.kick()
	go s.guard(func(context.Context) {
		s.showProgress(l, "Loading "+filepath.Base(l.Path), func() string { return s.outcome(l) })
	})
	if s.opt.loadStarted != nil {
		s.opt.loadStarted()
	}
}

// LoadProgress shows how far a load has come.
func (s *Server) LoadProgress(*session.Load) { s.announce.kick() }

// LoadEnded reports a load that failed. A dump that is still being written is no
// failure: it is loaded when it is complete.
func (s *Server) LoadEnded(l *session.Load, err error) {
	s.mu.Lock()
	s.active = slices.DeleteFunc(s.active, func(other *session.Load) bool { return other == l })
	failed := err != nil && !errors.Is(err, context.Canceled) && !errors.Is(err, session.ErrIncomplete)
	s.mu.Unlock()
	if failed {
		// Clients cut a message after a line, so what is wrong comes before a long path.
		message := strings.ReplaceAll(err.Error(), l.Path, s.display(l.Path))
		s.mu.Lock()
		s.failure = &failure{l.Path, message}
		s.mu.Unlock()
		defer s.tell(protocol.MessageTypeError, message)
	}
	s.announce.kick()
}

// ShownChanged refreshes everything that comes from a dump.
func (s *Server) ShownChanged() {
	s.mu.Lock()
	s.failure = nil
	s.mu.Unlock()
	s.announce.kick()
	s.changed()
}

// quickAnalysis is how long an analysis may take before progress is shown.
const quickAnalysis = 400 * time.Millisecond

// AnalysisStarted shows progress of the analysis, if it takes a while.
func (s *Server) AnalysisStarted(w *session.Work) {
	go s.guard(func(ctx context.Context) {
		select {
		case <-w.Done():
		case <-ctx.Done():
		case <-time.After(quickAnalysis):
			s.showProgress(w, w.Title, func() string { return "done" })
		}
	})
}

// AnalysisChanged shows what has been computed.
func (s *Server) AnalysisChanged() {
	s.announce.kick()
	s.changed()
}

// WorkBroke says, once, that something could not be computed, and why, although it
// is tried again on every request.
func (s *Server) WorkBroke(what string, err error) {
	s.mu.Lock()
	again := s.broke[what]
	s.broke[what] = true
	s.mu.Unlock()
	if again {
		return
	}
	go s.guard(func(context.Context) {
		s.tell(protocol.MessageTypeError, fmt.Sprintf("perlheap failed while %s: %v. Everything else keeps working; the log (perlheap lsp --log FILE) shows where it happened.", what, err))
	})
}

// SearchIncomplete says that there may be dumps that were not found.
func (s *Server) SearchIncomplete(err error) {
	go s.guard(func(context.Context) {
		s.tell(protocol.MessageTypeWarning, "perlheap.dumps: "+words.Safe(err.Error())+"; name the folders of the dumps more precisely")
	})
}

// changed makes the client ask again for what may have changed, and publishes the
// rest.
func (s *Server) changed() {
	s.refresh.kick()
	s.publish.kick()
	s.list.kick()
}

// refreshAsked makes the client ask again for what it shows and has asked for.
func (s *Server) refreshAsked(context.Context) {
	refresh := func(can bool, method string, ask func(context.Context) error) {
		if !can {
			return
		}
		ctx, cancel := s.ask()
		defer cancel()
		s.sent(method, ask(ctx))
	}
	if s.caps.status {
		s.sent(changedMethod, s.conn.Notify(s.ctx, changedMethod, struct{}{}))
	}
	refresh(s.caps.refreshLenses, protocol.MethodWorkspaceCodeLensRefresh, s.client.CodeLensRefresh)
	refresh(s.caps.refreshInlayHints, protocol.MethodWorkspaceInlayHintRefresh, s.client.InlayHintRefresh)
	refresh(s.caps.pullDiagnostics, protocol.MethodWorkspaceDiagnosticRefresh, s.client.DiagnosticRefresh)
	refresh(s.caps.contents, protocol.MethodWorkspaceTextDocumentContentRefresh, s.refreshHeapDocuments)
}

// summary says what a person wants to know first about a loaded dump.
func summary(d *session.Dump) string {
	text := words.CountOf(d.Heap.Count(), "SV", "SVs")
	if t := d.Heap.Damage().Truncation; t != nil {
		text += ", truncated: " + t.String()
	}
	return text
}
