package lsp

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"strings"

	"go.lsp.dev/protocol"

	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

func checkOpen(p wire.OpenParams) error {
	switch p.Kind {
	case wire.DocumentOverview, wire.DocumentHistogram:
	case wire.DocumentSV, wire.DocumentIdentify:
		if err := checkAddress(wire.AddressParams{Address: p.Address}); err != nil {
			return err
		}
	case wire.DocumentLine:
		if err := checkWhy(wire.WhyParams{File: p.File, Line: p.Line}); err != nil {
			return err
		}
	case wire.DocumentVerify:
		if err := checkRuns(p.Runs); err != nil {
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
	for _, k := range wire.DocumentKinds {
		names = append(names, string(k))
	}
	return names
}

// Open implements [wire.Commands].
func (s *Server) Open(ctx context.Context, params wire.OpenParams) (*wire.OpenResult, error) {
	if params.Kind == wire.DocumentHistogram && params.Dump == nil && !s.caps.contents {
		// A file stays as it is: it is written when everything is counted.
		_, release, err := s.analysed(ctx)
		if err != nil {
			return nil, err
		}
		release()
	}
	v, release, err := s.meant(params.Dump)
	if err != nil {
		return nil, err
	}
	defer release()
	doc, err := s.named(ctx, v, params)
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
	return &wire.OpenResult{URI: at.String()}, nil
}

// named returns the name of the document that is asked for.
func (s *Server) named(ctx context.Context, v *session.View, params wire.OpenParams) (session.HeapDocument, error) {
	doc := session.HeapDocument{Kind: params.Kind, Dump: v.Dump.Identity(), Offset: params.Offset}
	switch params.Kind {
	case wire.DocumentSV, wire.DocumentIdentify:
		sv, err := lookUp(v, params.Address)
		if err != nil {
			return doc, err
		}
		doc.Address = v.Heap.Addr(sv).String()
	case wire.DocumentVerify:
		runs, err := s.runs(ctx, params.Runs)
		if err != nil {
			return doc, err
		}
		doc.Runs = runs
	case wire.DocumentLine:
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

// placedLine takes a line of the current text, of something alive or of a suspect,
// to the text of when the dump was loaded; 0 if there is nothing on it.
func (s *Server) placedLine(v *session.File, line session.PerlLine) session.PerlLine {
	if i := slices.IndexFunc(v.Items, func(i session.Item) bool { return i.Line == line }); i >= 0 {
		return v.Items[i].Placed
	}
	if found := s.suspectsAt(v, line); len(found) > 0 {
		return session.PerlLine(found[0].Place.Line)
	}
	return 0
}

// openCommand is a command that opens a heap document. A client that cannot be made
// to open one gets its text from another command, as far as there is one for the
// shown dump.
func (s *Server) openCommand(title string, p wire.OpenParams) protocol.Command {
	if s.caps.opensDocuments() {
		return newCommandCall(title, commandOpen, p)
	}
	switch p.Kind {
	case wire.DocumentIdentify:
		return newCommandCall(title, commandIdentify, wire.IdentifyParams{AddressParams: wire.AddressParams{Address: p.Address}})
	case wire.DocumentLine:
		return newCommandCall(title, commandWhy, wire.WhyParams{File: p.File, Line: p.Line})
	case wire.DocumentVerify:
		return newCommandCall(title, commandVerify, wire.VerifyParams{Runs: p.Runs})
	case wire.DocumentHistogram:
		return newCommandCall(title, commandHistogram, wire.HistogramParams{})
	case wire.DocumentSV:
		return newCommandCall(title, commandShow, wire.ShowParams{AddressParams: wire.AddressParams{Address: p.Address}})
	}
	return newCommandCall(title, commandSummary, struct{}{})
}

// newCommandCall is a command with its one argument.
func newCommandCall(title, name string, argument any) protocol.Command {
	raw, _ := json.Marshal(argument) // parameters of commands, which are strings, numbers and switches
	return protocol.Command{Title: title, Command: name, Arguments: []protocol.LSPAny{raw}}
}
