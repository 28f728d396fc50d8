package lsp

import (
	"context"
	"fmt"
	"maps"
	"slices"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
	"go.uber.org/zap"

	"github.com/perlheap/perlheap/heap/render"
	"github.com/perlheap/perlheap/lsp/session"
)

// codeManyClosures is the code of the problems about subs with many closures.
const codeManyClosures = "many-closures"

// publishDiagnostics makes what the client shows as problems what the shown
// dump says, in all files whether open or not.
func (s *Server) publishDiagnostics(ctx context.Context) {
	found := make(map[uri.URI]*protocol.PublishDiagnosticsParams)
	settings := s.currentSettings().Diagnostics
	if d, done, ok := s.dumps.Shown(); ok && settings.Enable {
		s.collect(ctx, d, settings, found)
		done()
	}
	for u := range s.published {
		if found[u] == nil {
			found[u] = &protocol.PublishDiagnosticsParams{URI: u, Diagnostics: []protocol.Diagnostic{}}
		}
	}
	for _, u := range slices.Sorted(maps.Keys(found)) {
		s.send(ctx, found[u])
	}
}

// send publishes the problems of a file unless the client has them already.
func (s *Server) send(ctx context.Context, params *protocol.PublishDiagnosticsParams) {
	raw, err := protocol.Marshal(params.Diagnostics)
	if err != nil {
		s.log.Error("diagnostics do not encode", zap.Error(err))
		return
	}
	if string(raw) == s.published[params.URI] {
		return
	}
	s.published[params.URI] = string(raw)
	if len(params.Diagnostics) == 0 {
		delete(s.published, params.URI)
	}
	s.sent(protocol.MethodTextDocumentPublishDiagnostics, s.client.PublishDiagnostics(ctx, params))
}

// collect finds the problems of all files.
func (s *Server) collect(ctx context.Context, d *session.Dump, settings session.DiagnosticSettings, found map[uri.URI]*protocol.PublishDiagnosticsParams) {
	for _, path := range d.Files() {
		if !d.MayReport(path, settings) {
			continue // most files: their text is not looked at
		}
		v, ok := s.viewPath(d, path)
		if !ok {
			continue
		}
		params := &protocol.PublishDiagnosticsParams{URI: v.uri}
		if v.doc != nil && s.caps.diagnosticVersion {
			params.Version = protocol.NewOptional(v.doc.Version)
		}
		for i := range v.Items {
			if sub := &v.Items[i]; d.Reports(sub, settings) {
				params.Diagnostics = append(params.Diagnostics, s.diagnostic(ctx, d, v, sub))
			}
		}
		if len(params.Diagnostics) > 0 {
			found[v.uri] = params
		}
	}
}

// diagnostic is the problem of one sub.
func (s *Server) diagnostic(ctx context.Context, d *session.Dump, v view, sub *session.Item) protocol.Diagnostic {
	text := problemText(d, sub)
	diag := protocol.Diagnostic{
		Range: v.rangeOf(sub), Severity: protocol.DiagnosticSeverityInformation,
		Code: protocol.String(codeManyClosures), Source: protocol.NewOptional("perlheap"),
	}
	holder, err := d.Holder(ctx, sub.Sites[0])
	switch {
	case err != nil:
		s.log.Warn("no holder for a problem", zap.Error(err))
	case holder != nil:
		text += ", held by " + render.Safe(holder.What)
		if related, ok := s.related(d, holder); ok && s.caps.relatedInformation {
			diag.RelatedInformation = []protocol.DiagnosticRelatedInformation{related}
		}
	}
	diag.Message = protocol.String(text)
	return diag
}

// related points at the line of a holder.
func (s *Server) related(d *session.Dump, holder *session.Holder) (protocol.DiagnosticRelatedInformation, bool) {
	if holder.Path == "" {
		return protocol.DiagnosticRelatedInformation{}, false
	}
	v, ok := s.textOf(d, holder.Path)
	if !ok {
		return protocol.DiagnosticRelatedInformation{}, false
	}
	return protocol.DiagnosticRelatedInformation{
		Location: protocol.Location{URI: v.uri, Range: v.text.LineRange(d.LineNow(holder.Path, holder.Line, v.text))},
		Message:  fmt.Sprintf("held by %s", render.Safe(holder.What)),
	}, true
}
