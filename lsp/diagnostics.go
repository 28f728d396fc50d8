package lsp

import (
	"context"
	"maps"
	"slices"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"
	"go.uber.org/zap"

	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/diagnose/handbook"
	"github.com/perlheap/perlheap/heap/path"
	"github.com/perlheap/perlheap/heap/site"
	words "github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/lsp/session"
)

// publishDiagnostics brings the problems that the client shows up to date with the
// shown dump, in all files whether open or not, except those whose problems the
// client asks for itself.
func (s *Server) publishDiagnostics(ctx context.Context) {
	found := s.problems(ctx, func(u uri.URI) bool { return !s.pulls(u) })
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
	if s.out.AwaitCalm(ctx) != nil {
		return
	}
	s.published[params.URI] = string(raw)
	if len(params.Diagnostics) == 0 {
		delete(s.published, params.URI)
	}
	if !s.caps.diagnosticVersion {
		params.Version.Clear()
	}
	s.sent(protocol.MethodTextDocumentPublishDiagnostics, s.client.PublishDiagnostics(ctx, params))
}

// problems finds the problems of the shown dump in all files that are wanted;
// files without any are left out.
func (s *Server) problems(ctx context.Context, wanted func(uri.URI) bool) map[uri.URI]*protocol.PublishDiagnosticsParams {
	found := make(map[uri.URI]*protocol.PublishDiagnosticsParams)
	v, release, err := s.shown()
	defer release()
	if err == nil && v.Settings.Diagnostics.Enable {
		s.collect(ctx, v, wanted, found)
	}
	return found
}

// collect finds the problems of files: the suspects, and the subs with many
// closures that are no suspects, or none yet. Both kinds have the same code, so
// that a problem keeps its identity when more is known about it.
func (s *Server) collect(ctx context.Context, v *session.View, wanted func(uri.URI) bool, found map[uri.URI]*protocol.PublishDiagnosticsParams) {
	a := v.Analysis
	paths := map[string]bool{}
	for _, path := range v.Files() {
		if v.MayReport(path) { // most files: their text is not looked at
			paths[path] = true
		}
	}
	for i := range a.Suspects {
		if x := &a.Suspects[i]; isProblem(x) {
			paths[x.Place.Path] = true
		}
	}
	for _, path := range slices.Sorted(maps.Keys(paths)) {
		f, ok := v.FileAt(path)
		if !ok || !wanted(f.URI) {
			continue
		}
		params := &protocol.PublishDiagnosticsParams{URI: f.URI}
		if f.Doc != nil {
			params.Version = protocol.NewOptional(f.Doc.Version)
		}
		params.Diagnostics = s.diagnostics(ctx, f)
		if len(params.Diagnostics) > 0 {
			found[f.URI] = params
		}
	}
}

// isProblem reports whether a suspect is worth a problem: it is more than low,
// and has a line.
func isProblem(x *diagnose.Suspect) bool {
	return x.Level != diagnose.Low && x.Place.Path != "" && x.Place.Line > 0
}

// diagnostics returns the problems of a file, by line.
func (s *Server) diagnostics(ctx context.Context, v *session.File) []protocol.Diagnostic {
	all := []protocol.Diagnostic{}
	suspected := map[session.PerlLine]bool{}
	for _, x := range v.Analysis.SuspectsIn(v.Path) {
		if !isProblem(x) {
			continue
		}
		line := v.LineNow(x.Place)
		if !suspected[line] { // the first is the strongest
			suspected[line] = true
			all = append(all, s.suspicion(v, x, line))
		}
	}
	for i := range v.Items {
		if item := &v.Items[i]; v.Reports(item) && !suspected[item.Line] {
			all = append(all, s.diagnostic(ctx, v, item))
		}
	}
	slices.SortStableFunc(all, func(a, b protocol.Diagnostic) int { return int(a.Range.Start.Line) - int(b.Range.Start.Line) })
	return all
}

// newDiagnostic makes a problem without words.
func (s *Server) newDiagnostic(at protocol.Range, severity protocol.DiagnosticSeverity, code string) protocol.Diagnostic {
	diag := protocol.Diagnostic{Range: at, Severity: severity, Code: protocol.String(code), Source: protocol.NewOptional("perlheap")}
	if s.caps.codeDescription {
		diag.CodeDescription = protocol.CodeDescription{Href: uri.URI(handbook.Page + "#" + code)}
	}
	return diag
}

// relate adds a related line, given as it was when the dump was loaded, if its file
// is here and the client supports it.
func (s *Server) relate(diag *protocol.Diagnostic, v *session.View, p site.Place, message string) {
	if !s.caps.relatedInformation {
		return
	}
	if at, ok := v.Location(p); ok {
		diag.RelatedInformation = append(diag.RelatedInformation, protocol.DiagnosticRelatedInformation{Location: at, Message: message})
	}
}

// diagnostic is the problem of one sub with many closures.
func (s *Server) diagnostic(ctx context.Context, v *session.File, sub *session.Item) protocol.Diagnostic {
	text := problemText(v.View, sub)
	diag := s.newDiagnostic(v.RangeOf(sub), protocol.DiagnosticSeverityInformation, diagnose.ManyClosures)
	held, err := v.Held(sub.Sites[0])
	switch {
	case ctx.Err() != nil: // nobody waits for it
	case err != nil:
		s.log.Warn("no holder for a problem", zap.Error(err))
	case len(held.By) > 0:
		by := "held by " + path.Writer{}.Holders(held.By)
		text += ", " + by
		s.relate(&diag, v.View, held.Place, by)
	}
	diag.Message = protocol.String(text)
	return diag
}

// suspicion is the problem of a suspect: what there is, why it is one, and the
// cure.
func (s *Server) suspicion(v *session.File, x *diagnose.Suspect, line session.PerlLine) protocol.Diagnostic {
	x, _ = cured(v.View, x)
	severity := protocol.DiagnosticSeverityInformation
	if x.Level == diagnose.High {
		severity = protocol.DiagnosticSeverityWarning
	}
	sub := closuresAt(v, x, line)
	at := v.Text.LineRange(line)
	var b strings.Builder
	if sub != nil {
		at = v.RangeOf(sub)
		b.WriteString(problemText(v.View, sub) + ". " + capital(words.Safe(x.WhyHeld())))
	} else {
		b.WriteString(capital(words.Safe(x.WhyHeld())) + ": " + suspectNumbers(v.View, x))
	}
	b.WriteString(". Cure: " + words.Safe(x.Fix) + ".")
	diag := s.newDiagnostic(at, severity, x.Kind.Code())
	diag.Message = protocol.String(b.String())
	if x.Holder != "" {
		s.relate(&diag, v.View, x.HolderPlace, "held by "+words.Safe(x.Holder))
	}
	s.relate(&diag, v.View, x.Added, "stored here")
	for i, p := range x.CycleAt {
		s.relate(&diag, v.View, p, words.Safe(x.Cycle[i]))
	}
	return diag
}

// closuresAt returns the sub on the line of a suspect if the suspect is about its
// closures, else nil.
func closuresAt(v *session.File, x *diagnose.Suspect, line session.PerlLine) *session.Item {
	for i := range v.Items {
		item := &v.Items[i]
		if item.Kind == site.KindClosure && item.Line == line && slices.ContainsFunc(item.Sites, func(t *site.Site) bool { return t.Recorded == x.Place.Recorded }) {
			return item
		}
	}
	return nil
}

// suspectNumbers says how much there is of a suspect.
func suspectNumbers(v *session.View, x *diagnose.Suspect) string {
	parts := x.Amounts()
	if len(x.Counts) > 1 {
		parts = append(parts, suspectGrowth(x)+" since "+course{dumps: v.Analysis.Compared}.since())
	}
	return strings.Join(parts, " · ")
}

// suspectGrowth says what has come since the first dump.
func suspectGrowth(x *diagnose.Suspect) string {
	if n := len(x.Bytes); x.Kind == diagnose.Text && n > 1 {
		return words.SignedBytes(x.Bytes[n-1] - x.Bytes[0])
	}
	return words.SignedCount(x.Growth())
}

// capital writes the first letter of a text as a capital.
func capital(text string) string {
	if text == "" || text[0] < 'a' || text[0] > 'z' {
		return text
	}
	return strings.ToUpper(text[:1]) + text[1:]
}
