package site

import (
	"path/filepath"
	"slices"
	"strings"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/origin"
)

// Workspace is where the source of a program is, and what is known about its
// past. The zero value has no files.
type Workspace struct {
	// Folders contain the program's own code, as absolute paths. Other code
	// that it loaded is assumed to be finished. Without any, all code is the
	// program's own except that of installed modules.
	Folders []string
	// Own are further folders with the program's own code, as absolute paths,
	// even if they usually contain copies of modules.
	Own []string
	// Mappings say where the sources of a folder are that the dump names. Code there
	// is the program's own, but for that of installed modules.
	Mappings []files.Mapping
	Files    Files   // nil for none: what the dump records is all there is
	History  History // gives earlier texts of files; nil if there are none
	// Written is when the dump was written; zero if that is not known. A file
	// older than the dump is assumed to be the one that ran, unless its text
	// shows otherwise.
	Written time.Time
	// Origin knows which texts the process loaded; nil if nothing is known.
	Origin *origin.Origin
}

// Files are the files that a program may consist of. Implementations must be
// safe for concurrent use.
type Files interface {
	// Resolve finds the file that perl recorded under a name.
	Resolve(recorded string) files.Resolution
	// Read returns the text of a file.
	Read(path string) ([]byte, error)
	// Times returns when a file was changed; false if that is not known.
	Times(path string) (files.Times, bool)
}

// Disk gives access to the files of this machine.
type Disk struct {
	*files.Resolver
	reader *files.Reader
}

// NewDisk returns a Disk that knows the files that the process of a heap
// recorded, as far as the reader may read them, in some folders, which are
// absolute, and by a person's rules.
func NewDisk(h *heap.Heap, reader *files.Reader, folders []string, mappings []files.Mapping) *Disk {
	return &Disk{files.NewResolver(files.Config{
		Folders: folders, PWD: h.Process().WorkDir(), Inc: h.Process().Inc(), IncDirs: h.Process().IncDirs(), Mappings: mappings, Files: reader,
	}), reader}
}

// Read implements [Files].
func (d *Disk) Read(path string) ([]byte, error) { return d.reader.Read(path) }

// Times implements [Files].
func (d *Disk) Times(path string) (files.Times, bool) { return files.TimesOf(path) }

// noFiles is a workspace without any.
type noFiles struct{}

func (noFiles) Resolve(string) files.Resolution       { return files.Resolution{How: files.Pseudo} }
func (noFiles) Read(path string) ([]byte, error)      { return nil, files.ErrRefused }
func (noFiles) Times(string) (t files.Times, ok bool) { return t, false }

// IsOwn reports whether a file is the program's own: below a folder of the
// workspace and not among modules installed there, or below a folder named as
// its own.
func (w *Workspace) IsOwn(path string) bool {
	if _, ok := below(w.Own, path); ok {
		return true
	}
	if len(w.Folders) == 0 {
		return !installed(filepath.ToSlash(path))
	}
	if rel, ok := w.relative(path); ok {
		return !bundled(rel)
	}
	return slices.ContainsFunc(w.Mappings, func(m files.Mapping) bool {
		rel, ok := below([]string{m.Folder}, path)
		return ok && !bundled(rel) && !installed(filepath.ToSlash(path)) && !installed(m.Prefix+"/")
	})
}

// Display names a file for a person: relative to its folder, or in full.
func (w *Workspace) Display(path string) string {
	if rel, ok := w.relative(path); ok {
		return rel
	}
	return path
}

// relative returns a path relative to the folder of the workspace that it is
// below, with slashes.
func (w *Workspace) relative(path string) (string, bool) { return below(w.Folders, path) }

// below returns a path relative to the first of some folders that it is below,
// with slashes.
func below(folders []string, path string) (string, bool) {
	for _, folder := range folders {
		if rel, err := filepath.Rel(folder, path); err == nil && rel != ".." && !strings.HasPrefix(rel, ".."+string(filepath.Separator)) {
			return filepath.ToSlash(rel), true
		}
	}
	return "", false
}

// bundled reports whether a file below a folder of the workspace is where
// programs keep copies of modules: local/lib/perl5 of Carton and local::lib,
// vendor, extlib, fatlib, inc of Module::Install; or where a build puts copies of
// the program: blib, .build.
func bundled(rel string) bool {
	parts := strings.Split(rel, "/")
	for i, part := range parts[:len(parts)-1] {
		switch part {
		case "lib":
			switch next := parts[i+1]; {
			case next == "perl5" && i+2 < len(parts), next == "site_perl", next == "vendor_perl", next == "perl" && i+2 < len(parts) && version(parts[i+2]):
				return true
			}
			return false // below it are the names of the program's own modules
		case "vendor", "extlib", "fatlib", "inc", "blib", ".build", "site_perl", "vendor_perl", "perl5", "cpanlib":
			return true
		case ".carton", ".carmel", ".cpan", ".cpanm", ".plenv", "perlbrew", ".perlbrew":
			return true
		}
	}
	return false
}

// installed reports whether an absolute path is among the modules of a perl.
func installed(path string) bool {
	parts := strings.Split(path, "/")
	for i, part := range parts[:len(parts)-1] {
		switch part {
		case "site_perl", "vendor_perl", "perl5", "perl-base", "extlib", "fatlib", ".plenv", "perlbrew", ".perlbrew":
			return true
		case "perl":
			if version(parts[i+1]) || i > 0 && parts[i-1] == "share" {
				return true
			}
		}
	}
	return false
}

// version reports whether a folder is named like a version of perl.
func version(name string) bool {
	return strings.HasPrefix(name, "5.") || name == "5" || strings.HasPrefix(name, "v5.")
}
