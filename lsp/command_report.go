package lsp

import (
	"context"
	"errors"
	"io"
	"path/filepath"
	"strings"

	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/report"
	"github.com/perlheap/perlheap/heap/wire"
)

func checkReport(p wire.ReportParams) error {
	if ext := strings.ToLower(filepath.Ext(p.Path)); ext != ".html" && ext != ".htm" {
		return errors.New("path must be that of the page to write, FILE.html")
	}
	return nil
}

// Report implements [wire.Commands]. The page has the keys that perlheap report
// shows by default: it is made to be passed on.
func (s *Server) Report(ctx context.Context, params wire.ReportParams) (*wire.WrittenReport, error) {
	series, program, done, err := s.dumps.Compared(ctx)
	if err != nil {
		return nil, err
	}
	defer done()
	in, err := report.Collect(ctx, series, program, program.SourceKeys())
	if err != nil {
		return nil, err
	}
	path := s.absolute(params.Path)
	if err := files.Write(path, func(w io.Writer) error { return report.Write(ctx, w, in) }); err != nil {
		return nil, err
	}
	return &wire.WrittenReport{Path: path}, nil
}
