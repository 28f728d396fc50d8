package lsp

import (
	"context"
	"errors"
	"os"
	"path/filepath"

	"github.com/perlheap/perlheap/heap/wire"
	"github.com/perlheap/perlheap/lsp/session"
)

func checkLoadDump(p wire.LoadDumpParams) error { return needPath(p.Path) }

func checkUnloadDump(p wire.UnloadDumpParams) error { return needPath(p.Path) }

func needPath(path string) error {
	if path == "" {
		return errors.New("path is missing: give the path of a dump")
	}
	return nil
}

// LoadDump implements [wire.Commands]. When its request is cancelled, so is the
// load.
func (s *Server) LoadDump(ctx context.Context, params wire.LoadDumpParams) (*wire.LoadDumpResult, error) {
	l := s.dumps.Load(s.absolute(params.Path))
	d, err := l.Wait(ctx)
	if ctx.Err() != nil {
		l.Cancel()
		return nil, ctx.Err()
	}
	if err != nil {
		return nil, err
	}
	return &wire.LoadDumpResult{Path: d.Path, SVs: d.Heap.Count(), Bytes: d.Heap.Bytes(), Truncated: truncatedOf(d.Heap.Damage().Truncation)}, nil
}

// UnloadDump implements [wire.Commands].
func (s *Server) UnloadDump(_ context.Context, params wire.UnloadDumpParams) (*wire.Empty, error) {
	return &wire.Empty{}, s.dumps.Unload(s.absolute(params.Path))
}

// absolute finds a path in the workspace folders; a path that is in none is taken
// relative to the first, or else to the server's working directory.
func (s *Server) absolute(path string) string {
	path = filepath.FromSlash(session.ExpandHome(path))
	if filepath.IsAbs(path) {
		return filepath.Clean(path)
	}
	folders := s.folderPaths()
	for _, folder := range folders {
		if in := filepath.Join(folder, path); exists(in) {
			return in
		}
	}
	if len(folders) > 0 {
		return filepath.Join(folders[0], path)
	}
	if abs, err := filepath.Abs(path); err == nil {
		return abs
	}
	return path
}

func exists(path string) bool {
	_, err := os.Stat(path)
	return err == nil
}
