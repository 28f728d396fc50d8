package lsp

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"maps"
	"slices"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/perlheap/perlheap/lsp/session"
)

// pulls reports whether the client itself asks for the problems of a file. Of
// those that ask at all, all ask for the files that are open; the others are
// published until the client asks for all.
func (s *Server) pulls(u uri.URI) bool {
	if !s.caps.pullDiagnostics {
		return false
	}
	_, open := s.docs.Now().Get(u)
	return open || s.pullsAll.Load()
}

// documentDiagnostic returns the problems of a file, or says that they are those
// that the client has.
func (s *Server) documentDiagnostic(ctx context.Context, params *protocol.DocumentDiagnosticParams) (protocol.DocumentDiagnosticReport, error) {
	path := session.PathOf(params.TextDocument.URI) // URIs of one file can differ in what is escaped
	var ofFile *protocol.PublishDiagnosticsParams
	for _, found := range s.problems(ctx, func(u uri.URI) bool { return path != "" && session.PathOf(u) == path }) {
		ofFile = found
	}
	items, id, err := problemsIn(ofFile)
	switch {
	case err != nil:
		return nil, err
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case params.PreviousResultID != nil && *params.PreviousResultID == id:
		return &protocol.RelatedUnchangedDocumentDiagnosticReport{UnchangedDocumentDiagnosticReport: unchanged(id)}, nil
	}
	return &protocol.RelatedFullDocumentDiagnosticReport{FullDocumentDiagnosticReport: full(items, id)}, nil
}

// workspaceDiagnostic returns the problems of all files, including files for which
// the client has problems and there are none any more.
func (s *Server) workspaceDiagnostic(ctx context.Context, params *protocol.WorkspaceDiagnosticParams) (*protocol.WorkspaceDiagnosticReport, error) {
	if s.caps.pullDiagnostics && !s.pullsAll.Swap(true) {
		s.publish.kick() // takes back what was published
	}
	found := s.problems(ctx, func(uri.URI) bool { return true })
	had := make(map[uri.URI]string)
	for _, previous := range params.PreviousResultIds {
		had[previous.URI] = previous.Value
		if found[previous.URI] == nil {
			found[previous.URI] = &protocol.PublishDiagnosticsParams{URI: previous.URI}
		}
	}
	answer := &protocol.WorkspaceDiagnosticReport{Items: []protocol.WorkspaceDocumentDiagnosticReport{}}
	for _, u := range slices.Sorted(maps.Keys(found)) {
		items, id, err := problemsIn(found[u])
		if err != nil {
			return nil, err
		}
		var version *int32
		if of, ok := found[u].Version.Get(); ok { // that of the text that the problems are in
			version = &of
		} else if doc, ok := s.docs.Now().Get(u); ok && len(items) == 0 {
			version = &doc.Version
		}
		if had[u] == id {
			answer.Items = append(answer.Items, &protocol.WorkspaceUnchangedDocumentDiagnosticReport{
				UnchangedDocumentDiagnosticReport: unchanged(id), URI: u, Version: version,
			})
			continue
		}
		answer.Items = append(answer.Items, &protocol.WorkspaceFullDocumentDiagnosticReport{
			FullDocumentDiagnosticReport: full(items, id), URI: u, Version: version,
		})
	}
	return s.inParts(ctx, params.PartialResultToken, answer)
}

// inParts is [partial] for the problems of all files.
func (s *Server) inParts(ctx context.Context, token protocol.ProgressToken, all *protocol.WorkspaceDiagnosticReport) (*protocol.WorkspaceDiagnosticReport, error) {
	if token == nil {
		return all, ctx.Err()
	}
	for part := range slices.Chunk(all.Items, partialItems) {
		if err := s.out.AwaitRoom(ctx, 1); err != nil {
			return nil, err
		}
		s.sendProgress(token, protocol.WorkspaceDiagnosticReportPartialResult{Items: part})
	}
	return &protocol.WorkspaceDiagnosticReport{Items: []protocol.WorkspaceDocumentDiagnosticReport{}}, nil
}

// problemsIn returns the problems of a file, nil if there are none, and a result id,
// which is equal for equal problems.
func problemsIn(found *protocol.PublishDiagnosticsParams) (items []protocol.Diagnostic, id string, err error) {
	items = []protocol.Diagnostic{}
	if found != nil && found.Diagnostics != nil {
		items = found.Diagnostics
	}
	raw, err := protocol.Marshal(items)
	sum := sha256.Sum256(raw)
	return items, hex.EncodeToString(sum[:12]), err
}

func full(items []protocol.Diagnostic, id string) protocol.FullDocumentDiagnosticReport {
	return protocol.FullDocumentDiagnosticReport{Kind: string(protocol.DocumentDiagnosticReportKindFull), ResultID: &id, Items: items}
}

func unchanged(id string) protocol.UnchangedDocumentDiagnosticReport {
	return protocol.UnchangedDocumentDiagnosticReport{Kind: string(protocol.DocumentDiagnosticReportKindUnchanged), ResultID: id}
}
