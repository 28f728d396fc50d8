package lsp

import (
	"context"
	"slices"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/perlheap/perlheap/heap/diagnose"
	"github.com/perlheap/perlheap/heap/diagnose/cure"
	"github.com/perlheap/perlheap/heap/text"
	"github.com/perlheap/perlheap/lsp/session"
)

// maxActionLines bounds the lines of a selection for which actions are offered.
const maxActionLines = 50

// whyTitle is the action that shows everything about a line.
const whyTitle = "Why is this alive?"

// codeAction offers to show why what was made on the lines of a range is alive, and
// cures of suspects where they are mechanical.
func (s *Server) codeAction(ctx context.Context, params *protocol.CodeActionParams) ([]any, error) {
	actions, err := s.lineActions(ctx, params)
	if err == nil && s.caps.offers && wantsKind(params.Context.Only, kindOffers) {
		_, inHeap := s.heapDocument(params.TextDocument.URI)
		actions = append(actions, s.offers(ctx, inHeap)...)
	}
	return actions, err
}

// lineActions are those about the lines themselves.
func (s *Server) lineActions(ctx context.Context, params *protocol.CodeActionParams) ([]any, error) {
	if _, ok := s.heapDocument(params.TextDocument.URI); ok {
		return s.heapActions(ctx, params)
	}
	actions := []any{}
	v, release, ok := s.view(params.TextDocument.URI)
	defer release()
	if !ok || !wantsQuickFix(params.Context.Only) {
		return actions, nil
	}
	first, last := v.Text.PerlLineAt(params.Range.Start), v.Text.PerlLineAt(params.Range.End)
	for line := first; line <= min(last, first+maxActionLines); line++ {
		problems := problemsOn(params.Context.Diagnostics, v, line)
		for _, x := range s.suspectsAt(v, line) {
			actions = append(actions, s.cures(v, x, problems)...)
		}
		if len(problems) > 0 || s.alive(v, line) {
			actions = append(actions, s.explanations(v, line, problems)...)
		}
	}
	return actions, nil
}

// wantsQuickFix reports whether a client that asks for some kinds asks for ours.
func wantsQuickFix(only []protocol.CodeActionKind) bool {
	return wantsKind(only, protocol.CodeActionKindQuickFix)
}

func wantsKind(only []protocol.CodeActionKind, kind protocol.CodeActionKind) bool {
	return len(only) == 0 || slices.ContainsFunc(only, func(k protocol.CodeActionKind) bool { return k == "" || k == kind })
}

// problemsOn returns those of this server's problems that are on a line.
func problemsOn(all []protocol.Diagnostic, v *session.File, line session.PerlLine) []protocol.Diagnostic {
	var found []protocol.Diagnostic
	for _, p := range all {
		if source, ok := p.Source.Get(); ok && source == "perlheap" && v.Text.PerlLineAt(p.Range.Start) == line {
			found = append(found, p)
		}
	}
	return found
}

// alive reports whether the dump has anything from a line.
func (s *Server) alive(v *session.File, line session.PerlLine) bool {
	settings := v.Settings.CodeLens
	return slices.ContainsFunc(v.Items, func(i session.Item) bool { return i.Line == line && settings.Shown(&i) }) ||
		len(s.suspectsAt(v, line)) > 0
}

// explanations offer to show what keeps alive what was made on a line, all of it
// together and a typical one of each item that has a lens.
func (s *Server) explanations(v *session.File, line session.PerlLine, problems []protocol.Diagnostic) []any {
	actions := []any{s.action(s.whyCommand(v, whyTitle, line), problems)}
	for _, i := range shownOf(v.Items, v.Settings.CodeLens) {
		if i.Line == line {
			title := "Identify what holds a typical one: " + named(text.Safe).headline(&i)
			actions = append(actions, s.action(s.identifyCommand(v.View, title, i.Example()), problems))
		}
	}
	return actions
}

// action is a command as a code action, where the client knows more than
// commands.
func (s *Server) action(c protocol.Command, problems []protocol.Diagnostic) any {
	if !s.caps.actionLiterals {
		return c
	}
	return protocol.CodeAction{Title: c.Title, Kind: new(protocol.CodeActionKindQuickFix), Diagnostics: problems, Command: c}
}

// cures offers the edits of the current text that may cure a suspect.
func (s *Server) cures(v *session.File, x *diagnose.Suspect, problems []protocol.Diagnostic) []any {
	if !s.caps.actionLiterals {
		return nil // an edit cannot be a command of the client's
	}
	_, c := cured(v.View, x)
	if len(c.Edits) == 0 || c.Path != v.Path {
		return nil
	}
	title := c.Title
	if !s.caps.changeAnnotations {
		title += " (review the edit: " + c.Why + ")"
	}
	return []any{protocol.CodeAction{
		Title: title, Kind: new(protocol.CodeActionKindQuickFix), Diagnostics: problems, Edit: new(s.workspaceEdit(v, c)),
	}}
}

// workspaceEdit is a cure for the version of the text that it was made for. It asks
// for no confirmation: whoever chose it can undo it, and a preview in which nothing
// is ticked changes nothing.
func (s *Server) workspaceEdit(v *session.File, c cure.Cure) protocol.WorkspaceEdit {
	var edits []protocol.TextEdit
	for _, e := range c.Edits {
		edits = append(edits, protocol.TextEdit{Range: v.Text.Range(e.Start, e.End), NewText: e.New})
	}
	if !s.caps.documentChanges {
		return protocol.WorkspaceEdit{Changes: map[uri.URI][]protocol.TextEdit{v.URI: edits}}
	}
	id := protocol.OptionalVersionedTextDocumentIdentifier{TextDocumentIdentifier: protocol.TextDocumentIdentifier{URI: v.URI}}
	if v.Doc != nil {
		id.Version = &v.Doc.Version
	}
	change := &protocol.TextDocumentEdit{TextDocument: id}
	var edit protocol.WorkspaceEdit
	const note = protocol.ChangeAnnotationIdentifier("perlheap-cure")
	if s.caps.changeAnnotations {
		edit.ChangeAnnotations = map[protocol.ChangeAnnotationIdentifier]protocol.ChangeAnnotation{
			note: {Label: c.Title, Description: new(capital(c.Why) + ".")},
		}
	}
	for _, e := range edits {
		if s.caps.changeAnnotations {
			change.Edits = append(change.Edits, &protocol.AnnotatedTextEdit{TextEdit: e, AnnotationID: note})
		} else {
			change.Edits = append(change.Edits, &e)
		}
	}
	edit.DocumentChanges = []protocol.DocumentChange{change}
	return edit
}
