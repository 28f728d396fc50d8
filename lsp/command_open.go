package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/perlheap/perlheap/lsp/session"
)

type openParams struct {
	Kind    session.HeapDocumentKind `json:"kind"`              // overview, sv, identify or line
	Address string                   `json:"address,omitempty"` // of sv and identify: 0x55d0c0ffee10
	File    string                   `json:"file,omitempty"`    // of line: path, or URI
	Line    int                      `json:"line,omitempty"`    // of line: 1-based, in the text of now
	Offset  int                      `json:"offset,omitempty"`  // of the first element that is listed
	Dump    *session.Identity        `json:"dump,omitempty"`    // default the one that is shown
	// Show false leaves it to the client to open the document.
	Show *bool `json:"show,omitempty"`
}

func (p openParams) check() error {
	switch p.Kind {
	case session.DocumentOverview:
	case session.DocumentSV, session.DocumentIdentify:
		if err := (addressParams{p.Address}).check(); err != nil {
			return err
		}
	case session.DocumentLine:
		if err := (whyParams{p.File, p.Line}).check(); err != nil {
			return err
		}
	default:
		return fmt.Errorf("kind must be one of %s", strings.Join(kindNames(), ", "))
	}
	if p.Offset < 0 {
		return errors.New("offset must be 0 or more")
	}
	return nil
}

func kindNames() []string {
	var names []string
	for _, k := range session.HeapDocumentKinds {
		names = append(names, string(k))
	}
	return names
}

type openResult struct {
	URI uri.URI `json:"uri"`
}

// Open implements [Commands].
func (s *Server) Open(ctx context.Context, params openParams) (*openResult, error) {
	v, release, err := s.meant(params.Dump)
	if err != nil {
		return nil, err
	}
	defer release()
	doc, err := s.named(v, params)
	if err != nil {
		return nil, err
	}
	at, err := s.locateDocument(ctx, v, doc)
	if err != nil {
		return nil, err
	}
	switch show := params.Show == nil || *params.Show; {
	case show && s.caps.showDocument:
		s.showDocument(at, nil)
	case show && at.IsFile():
		s.tell(protocol.MessageTypeInfo, "The heap document is "+at.FsPath())
	}
	return &openResult{at}, nil
}

// named names the document that is asked for.
func (s *Server) named(v *session.View, params openParams) (session.HeapDocument, error) {
	doc := session.HeapDocument{Kind: params.Kind, Dump: v.Dump.Identity(), Offset: params.Offset}
	switch params.Kind {
	case session.DocumentSV, session.DocumentIdentify:
		sv, err := lookUp(v, params.Address)
		if err != nil {
			return doc, err
		}
		doc.Address = v.Heap.Addr(sv).String()
	case session.DocumentLine:
		f, err := s.namedFile(v, params.File)
		if err != nil {
			return doc, err
		}
		line := session.PerlLine(params.Line)
		doc.File = f.Path
		if doc.Line = s.placedLine(f, line); doc.Line == 0 {
			return doc, nothingAlive(params.File, params.Line)
		}
		return doc.WithTitle(line), nil
	}
	return doc.WithTitle(0), nil
}

// placedLine is the line of what is alive of a line of the text of now, or of a
// suspect there, in the text of when the dump was loaded; 0 if there is nothing.
func (s *Server) placedLine(v *session.File, line session.PerlLine) session.PerlLine {
	if i := slices.IndexFunc(v.Items, func(i session.Item) bool { return i.Line == line }); i >= 0 {
		return v.Items[i].Placed
	}
	if found := s.suspectsAt(v, line); len(found) > 0 {
		return session.PerlLine(found[0].Place.Line)
	}
	return 0
}

// openCommand is a command that opens a heap document. A client that cannot be
// made to open one gets its text from another command, for what that can do: of
// the shown dump.
func (s *Server) openCommand(title string, p openParams) protocol.Command {
	if s.caps.showDocument {
		return newCommandCall(title, commandOpen, p)
	}
	switch p.Kind {
	case session.DocumentIdentify:
		return newCommandCall(title, commandIdentify, identifyParams{addressParams: addressParams{p.Address}})
	case session.DocumentLine:
		return newCommandCall(title, commandWhy, whyParams{File: p.File, Line: p.Line})
	case session.DocumentSV:
		return newCommandCall(title, commandShow, showParams{addressParams: addressParams{p.Address}})
	}
	return newCommandCall(title, commandSummary, struct{}{})
}

// newCommandCall is a command with its one argument.
func newCommandCall(title, name string, argument any) protocol.Command {
	raw, _ := json.Marshal(argument) // parameters of commands, which are strings, numbers and switches
	return protocol.Command{Title: title, Command: name, Arguments: []protocol.LSPAny{raw}}
}
