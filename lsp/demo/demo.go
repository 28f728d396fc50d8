// Package demo shows what an editor shows, without an editor: it starts the
// real server, speaks the protocol with it as an editor would, opens the
// leaking file of the built-in example and prints it with its lenses,
// problems and a hover.
package demo

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"
	"time"

	"go.lsp.dev/jsonrpc2"
	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/perlheap/perlheap/lsp"
	"github.com/perlheap/perlheap/testdata/article"
)

// leaking is the file of the example that is shown.
const leaking = "lib/Helpers.pm"

// Run plays the demo to out.
func Run(ctx context.Context, out io.Writer, colour bool) (err error) {
	dir, err := os.MkdirTemp("", "perlheap-demo-")
	if err != nil {
		return fmt.Errorf("demo: cannot make a folder for the example: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	if err := extract(dir); err != nil {
		return fmt.Errorf("demo: cannot write the example to %s: %w", dir, err)
	}
	shown, err := converse(ctx, dir)
	if err != nil {
		return fmt.Errorf("demo: %w", err)
	}
	return shown.print(out, colour)
}

func extract(dir string) error {
	return fs.WalkDir(article.Files, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		path := filepath.Join(dir, filepath.FromSlash(name))
		if entry.IsDir() {
			return os.MkdirAll(path, 0o700)
		}
		content, err := article.Files.ReadFile(name)
		if err != nil {
			return err
		}
		return os.WriteFile(path, content, 0o600)
	})
}

// editor is the client's half of the conversation.
type editor struct {
	protocol.UnimplementedClient
	problems chan []protocol.Diagnostic
}

// PublishDiagnostics receives the problems of a file; those of the file shown
// are the only ones that the example has. Problems that are only numbers yet
// are passed over: they come again with their cure.
func (e *editor) PublishDiagnostics(_ context.Context, params *protocol.PublishDiagnosticsParams) error {
	for _, d := range params.Diagnostics {
		if text, ok := d.Message.(protocol.String); !ok || !strings.Contains(string(text), "Cure: ") {
			return nil
		}
	}
	if len(params.Diagnostics) > 0 {
		select {
		case e.problems <- params.Diagnostics:
		default:
		}
	}
	return nil
}

// patience is how long the demo waits for the server to publish problems.
const patience = 20 * time.Second

// converse runs server and client over a pipe in this process.
func converse(ctx context.Context, dir string) (*screen, error) {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	here, there := net.Pipe()
	served := make(chan error, 1)
	go func() {
		_, err := lsp.Serve(ctx, there, lsp.Options{})
		served <- err
	}()
	e := &editor{problems: make(chan []protocol.Diagnostic, 1)}
	_, conn, server := protocol.NewClient(ctx, e, jsonrpc2.NewHeaderStream(here))
	shown, err := open(ctx, server, e, dir)
	err = errors.Join(err, server.Shutdown(ctx), server.Exit(ctx))
	err = errors.Join(err, <-served)
	_ = conn.Close() // the server has closed its end
	return shown, err
}

// open does what an editor does when a person opens the file and points at
// the sub with the lens.
func open(ctx context.Context, server protocol.Server, e *editor, dir string) (*screen, error) {
	folder := uri.File(dir)
	_, err := server.Initialize(ctx, &protocol.InitializeParams{
		Capabilities: protocol.ClientCapabilities{TextDocument: &protocol.TextDocumentClientCapabilities{
			Hover:              &protocol.HoverClientCapabilities{ContentFormat: []protocol.MarkupKind{protocol.MarkupKindPlainText}},
			PublishDiagnostics: &protocol.PublishDiagnosticsClientCapabilities{DiagnosticsCapabilities: protocol.DiagnosticsCapabilities{RelatedInformation: new(true)}},
		}},
		WorkspaceFoldersInitializeParams: protocol.WorkspaceFoldersInitializeParams{
			WorkspaceFolders: protocol.NewNullable([]protocol.WorkspaceFolder{{URI: folder, Name: "chat"}}),
		},
	})
	if err != nil {
		return nil, fmt.Errorf("initialize: %w", err)
	}
	if err := server.Initialized(ctx, &protocol.InitializedParams{}); err != nil {
		return nil, err
	}
	argument, err := json.Marshal(map[string]string{"path": filepath.Join(dir, "article.pmat.gz")})
	if err != nil {
		return nil, err
	}
	if _, err := server.ExecuteCommand(ctx, &protocol.ExecuteCommandParams{Command: "perlheap.loadDump", Arguments: []protocol.LSPAny{argument}}); err != nil {
		return nil, fmt.Errorf("loading the dump: %w", err)
	}
	// Everything is to be seen at once, what is found out after loading too.
	if _, err := server.ExecuteCommand(ctx, &protocol.ExecuteCommandParams{Command: "perlheap.suspects"}); err != nil {
		return nil, fmt.Errorf("looking for suspects: %w", err)
	}
	path := filepath.Join(dir, filepath.FromSlash(leaking))
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	document := protocol.TextDocumentIdentifier{URI: uri.File(path)}
	if err := server.DidOpen(ctx, &protocol.DidOpenTextDocumentParams{TextDocument: protocol.TextDocumentItem{URI: document.URI, LanguageID: "perl", Text: string(text)}}); err != nil {
		return nil, err
	}
	s := &screen{name: leaking, text: string(text)}
	if s.lenses, err = server.CodeLens(ctx, &protocol.CodeLensParams{TextDocument: document}); err != nil {
		return nil, fmt.Errorf("code lenses: %w", err)
	}
	if len(s.lenses) == 0 {
		return nil, errors.New("the server has no lens for the leaking file")
	}
	select {
	case s.problems = <-e.problems:
	case <-time.After(patience):
		return nil, errors.New("the server published no problems")
	case <-ctx.Done():
		return nil, ctx.Err()
	}
	hover, err := server.Hover(ctx, &protocol.HoverParams{TextDocumentPositionParams: protocol.TextDocumentPositionParams{TextDocument: document, Position: s.problems[0].Range.Start}})
	if err != nil {
		return nil, fmt.Errorf("hover: %w", err)
	}
	s.hover = hover
	return s, nil
}
