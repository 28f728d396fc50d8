package lsp

import (
	"context"
	"path/filepath"
	"slices"

	"go.lsp.dev/protocol"
	"go.lsp.dev/uri"

	"github.com/perlheap/perlheap/lsp/session"
)

// folder is a workspace folder on this machine.
type folder struct {
	uri  uri.URI
	path string
}

// initialFolders reads the folders of initialize, in whichever of its three
// ways the client names them.
func initialFolders(params *protocol.InitializeParams) []folder {
	if all, ok := params.WorkspaceFolders.Get(); ok && len(all) > 0 {
		return addFolders(nil, all)
	}
	//lint:ignore SA1019 clients before LSP 3.6 name no folders
	if root := params.RootURI; root != nil {
		return addFolders(nil, []protocol.WorkspaceFolder{{URI: *root}})
	}
	//lint:ignore SA1019 clients before LSP 3.0 have no rootUri
	if path, ok := params.RootPath.Get(); ok && filepath.IsAbs(path) {
		return []folder{{uri.File(path), filepath.Clean(path)}}
	}
	return nil
}

func addFolders(folders []folder, added []protocol.WorkspaceFolder) []folder {
	for _, f := range added {
		if path := session.PathOf(f.URI); path != "" {
			folders = append(folders, folder{f.URI, filepath.Clean(path)})
		}
	}
	return folders
}

// didChangeWorkspaceFolders adds and removes folders.
func (s *Server) didChangeWorkspaceFolders(_ context.Context, params *protocol.DidChangeWorkspaceFoldersParams) error {
	s.mu.Lock()
	kept := slices.DeleteFunc(slices.Clone(s.folders), func(f folder) bool {
		return slices.ContainsFunc(params.Event.Removed, func(r protocol.WorkspaceFolder) bool { return r.URI == f.uri })
	})
	s.folders = addFolders(kept, params.Event.Added)
	s.mu.Unlock()
	s.watchDumps()
	s.changed()
	return nil
}

// folderPaths returns the paths of the workspace folders.
func (s *Server) folderPaths() []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	paths := make([]string, len(s.folders))
	for i, f := range s.folders {
		paths[i] = f.path
	}
	return paths
}
