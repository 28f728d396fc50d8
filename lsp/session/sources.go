package session

import (
	"context"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"time"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/origin"
	"github.com/perlheap/perlheap/heap/revision"
	"github.com/perlheap/perlheap/heap/site"
)

// Workspace is where the sources of a program are looked for.
type Workspace struct {
	Folders []string // absolute
	Sources SourceSettings
}

func (w Workspace) clone() Workspace {
	w.Folders, w.Sources.PathMappings, w.Sources.Own = slices.Clone(w.Folders), maps.Clone(w.Sources.PathMappings), slices.Clone(w.Sources.Own)
	return w
}

func (w Workspace) equal(other Workspace) bool {
	return slices.Equal(w.Folders, other.Folders) && maps.Equal(w.Sources.PathMappings, other.Sources.PathMappings) &&
		slices.Equal(w.Sources.Own, other.Sources.Own) && w.Sources.Revision == other.Sources.Revision
}

// mappings are the rules of perlheap.pathMappings: one for each folder that a
// relative folder is in.
func (w Workspace) mappings() []files.Mapping {
	var rules []files.Mapping
	for _, prefix := range slices.Sorted(maps.Keys(w.Sources.PathMappings)) {
		for _, folder := range w.mapped(prefix) {
			rules = append(rules, files.Mapping{Prefix: prefix, Folder: folder})
		}
	}
	return rules
}

// mapped returns the folders that a prefix is mapped to.
func (w Workspace) mapped(prefix string) []string { return w.named(w.Sources.PathMappings[prefix]) }

// own are the folders of perlheap.own.
func (w Workspace) own() (folders []string) {
	for _, folder := range w.Sources.Own {
		folders = append(folders, w.named(folder)...)
	}
	return folders
}

// named returns the folders that a setting names: one that is not absolute is in
// each workspace folder.
func (w Workspace) named(setting string) []string {
	folder := ExpandHome(setting)
	if filepath.IsAbs(folder) {
		return []string{filepath.Clean(folder)}
	}
	var folders []string
	for _, base := range w.Folders {
		folders = append(folders, filepath.Join(base, filepath.FromSlash(folder)))
	}
	return folders
}

// reader reads what is below the workspace folders and those of perlheap.own and
// perlheap.pathMappings, and perl's own libraries; nothing else that a dump may
// name.
func (w Workspace) reader(ctx context.Context) *files.Reader {
	folders := slices.Concat(w.Folders, w.own())
	for _, m := range w.mappings() {
		folders = append(folders, m.Folder)
	}
	return files.New(ctx, files.Policy{Folders: folders})
}

// history reads the texts that the sources had. The error says why the revision
// of the settings is not among them; the history then does without.
func (w Workspace) history(reader *files.Reader) (*revision.History, error) {
	folders := slices.Clone(w.Folders)
	for _, m := range w.mappings() {
		if info, err := os.Stat(m.Folder); err == nil && info.IsDir() && !slices.Contains(folders, m.Folder) {
			folders = append(folders, m.Folder)
		}
	}
	history, err := revision.Open(reader, folders, w.Sources.Revision)
	if err == nil {
		return history, nil
	}
	history, _ = revision.Open(reader, folders, "")
	return history, fmt.Errorf("perlheap.revision: %w", err)
}

// program is what a dump's process ran, in the workspace. The error says why the
// setting perlheap.revision is not followed. It lists the workspace, so that no
// answer has to.
func (w Workspace) program(d *Dump, reader *files.Reader) (*site.Program, error) {
	program, err := w.programOf(d.Heap, d.written, reader)
	if old := d.placed(); old != nil {
		return old.program.In(*program.Workspace()), err // what is compared with the dump is the text of when it was loaded
	}
	return program, err
}

// programOf is the same for the heap of a dump that was written at a time and is
// not loaded.
func (w Workspace) programOf(h *heap.Heap, written time.Time, reader *files.Reader) (*site.Program, error) {
	disk := site.NewDisk(h, reader, w.Folders, w.mappings())
	disk.Prepare()
	where := site.Workspace{Folders: w.Folders, Own: w.own(), Mappings: w.mappings(), Files: disk, Written: written}
	where.Origin, _ = origin.Of(h) // without one the lines tell
	history, err := w.history(reader)
	if history != nil {
		where.History = history.At(where.Written)
	}
	return site.NewProgram(h, where), err
}
