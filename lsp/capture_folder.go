package lsp

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"github.com/perlheap/perlheap/lsp/session"
)

// captureFolder returns the folder that dumps of running processes are written to.
// It is created if it does not exist, with a .gitignore, because dumps hold strings
// of their processes.
func (s *Server) captureFolder() (string, error) {
	folder := filepath.FromSlash(session.ExpandHome(s.currentSettings().CaptureFolder))
	if !filepath.IsAbs(folder) {
		folders := s.folderPaths()
		if len(folders) == 0 {
			return "", errors.New("there is no workspace folder to write the dump to: open a folder, or set perlheap.captureFolder to an absolute path")
		}
		folder = filepath.Join(folders[0], folder)
	}
	info, err := os.Stat(folder)
	switch {
	case err == nil && !info.IsDir():
		return "", fmt.Errorf("dumps cannot be written to %s, which is not a folder: set perlheap.captureFolder", folder)
	case err == nil:
		return folder, nil
	case !errors.Is(err, os.ErrNotExist):
		return "", err
	}
	if err := os.MkdirAll(folder, 0o700); err != nil {
		return "", fmt.Errorf("the folder for dumps cannot be made: %w", err)
	}
	return folder, os.WriteFile(filepath.Join(folder, ".gitignore"), []byte("*\n"), 0o600)
}
