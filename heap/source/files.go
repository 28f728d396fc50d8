package source

import (
	"os"
	"path/filepath"
	"strings"
)

// FileSystem is what a [Resolver] needs to know of files. Names are absolute,
// with slashes on every system.
type FileSystem interface {
	// IsFile tells whether name is a file, after symbolic links.
	IsFile(name string) bool
	// Real returns the name without symbolic links, or "" if there is no file.
	Real(name string) string
	// List returns the Perl files below a folder. truncated tells that there
	// are more than it wants to read.
	List(folder string) (files []string, truncated bool)
}

// Disk is the [FileSystem] of the machine. The zero value is ready to use.
type Disk struct {
	// MaxFiles and MaxEntries bound List: files returned, and names of any
	// kind read. 0 means 50,000 and 500,000.
	MaxFiles, MaxEntries int
}

var _ FileSystem = Disk{}

// IsFile implements [FileSystem].
func (Disk) IsFile(name string) bool {
	info, err := os.Stat(filepath.FromSlash(name))
	return err == nil && info.Mode().IsRegular()
}

// Real implements [FileSystem].
func (Disk) Real(name string) string {
	real, err := filepath.EvalSymlinks(filepath.FromSlash(name))
	if err != nil {
		return ""
	}
	return filepath.ToSlash(real)
}

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

// List implements [FileSystem]. It walks breadth first, so that what a bound
// leaves out is deep, follows symbolic links to folders, and reads no folder
// twice.
func (d Disk) List(folder string) (files []string, truncated bool) {
	maxFiles, maxEntries := d.MaxFiles, d.MaxEntries
	if maxFiles == 0 {
		maxFiles = 50_000
	}
	if maxEntries == 0 {
		maxEntries = 500_000
	}
	seen := map[string]bool{}
	entries := 0
	for todo := []string{filepath.FromSlash(folder)}; len(todo) > 0; todo = todo[1:] {
		dir := todo[0]
		real, err := filepath.EvalSymlinks(dir)
		if err != nil || seen[real] {
			continue
		}
		seen[real] = true
		list, err := os.ReadDir(dir)
		if err != nil {
			continue
		}
		for _, e := range list {
			if entries++; entries > maxEntries || len(files) >= maxFiles {
				return files, true
			}
			name := filepath.Join(dir, e.Name())
			mode := e.Type()
			if mode&os.ModeSymlink != 0 {
				info, err := os.Stat(name)
				if err != nil {
					continue
				}
				mode = info.Mode().Type()
			}
			switch {
			case mode.IsDir():
				if !skipFolders[e.Name()] {
					todo = append(todo, name)
				}
			case mode.IsRegular() && isPerl(dir, e.Name()):
				files = append(files, filepath.ToSlash(name))
			}
		}
	}
	return files, false
}

func isPerl(dir, name string) bool {
	ext := filepath.Ext(name)
	if ext == "" {
		return scriptFolders[strings.ToLower(filepath.Base(dir))]
	}
	return perlExtensions[ext] || perlExtensions[strings.ToLower(ext)]
}
