package files

import (
	"path/filepath"
	"strings"
)

// skipFolders are never walked: they hold no Perl that a person edits, and
// often very many files.
var skipFolders = map[string]bool{
	"node_modules": true, ".git": true, ".hg": true, ".svn": true, ".bzr": true, "CVS": true,
	".cache": true, ".vscode": true, ".idea": true, "__pycache__": true, ".venv": true, "cover_db": true,
}

var perlExtensions = map[string]bool{
	".pm": true, ".pl": true, ".PL": true, ".t": true, ".psgi": true, ".cgi": true, ".fcgi": true, ".plx": true, ".al": true,
	// templates, which `# line` directives name
	".ep": true, ".epl": true, ".tt": true, ".tt2": true, ".tx": true, ".mt": true, ".mas": true, ".mc": true, ".mhtml": true, ".xs": true,
}

// scriptFolders hold Perl without extension.
var scriptFolders = map[string]bool{"bin": true, "sbin": true, "script": true, "scripts": true}

// maxListed is how many Perl files of a folder are listed.
const maxListed = 50_000

// List returns the Perl files below a folder that may be read, with slashes.
// truncated means that there are more than it is willing to look at.
func (r *Reader) List(folder string) (files []string, truncated bool) {
	return r.list(folder, maxListed, Walk{})
}

func (r *Reader) list(folder string, limit int, w Walk) (files []string, truncated bool) {
	w.Enter = func(rel, real string) bool {
		_, inside := r.inside(real)
		return !skipFolders[base(rel)] && (inside || r.elsewhere)
	}
	w.File = func(rel string) {
		if !isPerl(folder, rel) {
			return
		}
		if len(files) >= limit {
			truncated = true
			return
		}
		files = append(files, filepath.ToSlash(filepath.Join(folder, rel)))
	}
	_, err := w.Run(r.ctx, filepath.FromSlash(folder))
	return files, truncated || err != nil
}

func base(rel string) string { return rel[strings.LastIndexByte(rel, '/')+1:] }

func isPerl(folder, rel string) bool {
	ext := filepath.Ext(rel)
	if ext == "" {
		return scriptFolders[strings.ToLower(filepath.Base(filepath.Dir(filepath.Join(folder, rel))))]
	}
	return perlExtensions[ext] || perlExtensions[strings.ToLower(ext)]
}
