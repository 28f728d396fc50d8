package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/pflag"

	"github.com/perlheap/perlheap/heap"
	"github.com/perlheap/perlheap/heap/files"
	"github.com/perlheap/perlheap/heap/growth"
	"github.com/perlheap/perlheap/heap/revision"
	"github.com/perlheap/perlheap/heap/site"
	"github.com/perlheap/perlheap/heap/suspect"
)

// sourceFlags are the options that say where the source of a process is.
type sourceFlags struct {
	roots, maps []string
	revision    string
}

// add defines the options.
func (s *sourceFlags) add(flags *pflag.FlagSet) {
	flags.StringArrayVar(&s.roots, "root", []string{"."}, "a `FOLDER` with the program's own source; may be repeated")
	flags.StringArrayVar(&s.maps, "map", nil, "`PREFIX=FOLDER`: files recorded below PREFIX are in FOLDER; may be repeated")
	flags.StringVar(&s.revision, "revision", "", "the git `REVISION` of --root that ran: a commit, branch or tag; lines are followed from it to the files as they are now")
}

// args writes the options as arguments for another run of this program.
func (s *sourceFlags) args() []string {
	var args []string
	for _, root := range s.roots {
		args = append(args, "--root", root)
	}
	for _, rule := range s.maps {
		args = append(args, "--map", rule)
	}
	if s.revision != "" {
		args = append(args, "--revision", s.revision)
	}
	return args
}

// sourceTree is the source of today, and where in it the files of a process
// are.
type sourceTree struct {
	folders  []string // of --root, absolute
	mappings []files.Mapping
	reader   *files.Reader
	history  *revision.History
}

// tree checks the options, before a dump is read. What it gives reads files until
// ctx ends.
func (s *sourceFlags) tree(ctx context.Context) (*sourceTree, error) {
	t := &sourceTree{}
	for _, root := range s.roots {
		folder, err := absoluteFolder("--root", root)
		if err != nil {
			return nil, err
		}
		t.folders = append(t.folders, folder)
	}
	for _, rule := range s.maps {
		prefix, folder, ok := strings.Cut(rule, "=")
		if !ok || prefix == "" || folder == "" {
			return nil, usageError{fmt.Errorf("--map %s: must be PREFIX=FOLDER", rule)}
		}
		folder, err := absoluteFolder("--map", folder)
		if err != nil {
			return nil, err
		}
		t.mappings = append(t.mappings, files.Mapping{Prefix: prefix, Folder: filepath.ToSlash(folder)})
	}
	folders := slices.Clone(t.folders)
	for _, m := range t.mappings {
		folders = append(folders, m.Folder)
	}
	t.reader = files.New(ctx, files.Policy{Folders: folders, Elsewhere: true})
	history, err := revision.Open(t.reader, t.folders, s.revision)
	if err != nil {
		return nil, usageError{fmt.Errorf("--revision: %w", err)}
	}
	t.history = history
	return t, nil
}

func absoluteFolder(option, folder string) (string, error) {
	info, err := os.Stat(folder)
	if err != nil || !info.IsDir() {
		return "", usageError{fmt.Errorf("%s %s: not a folder", option, folder)}
	}
	return filepath.Abs(folder)
}

// resolver knows the files of a process.
func (t *sourceTree) resolver(h *heap.Heap) *files.Resolver {
	return files.NewResolver(files.Config{
		Folders: t.folders, PWD: h.WorkDir(), Inc: h.Inc(), IncDirs: h.IncDirs(), Mappings: t.mappings, Files: t.reader,
	})
}

// resolve gives what finds the file that a process recorded under a name.
func (t *sourceTree) resolve(h *heap.Heap) func(recorded string) (path string, ok bool) {
	resolver := t.resolver(h)
	return func(recorded string) (string, bool) {
		r := resolver.Resolve(recorded)
		return r.Path, r.Path != ""
	}
}

// missing says why a file that a process recorded is not read, nil if it is not
// there, and which files it may be.
func (t *sourceTree) missing(h *heap.Heap) func(recorded string) (candidates []string, reason error) {
	resolver := t.resolver(h)
	return func(recorded string) ([]string, error) {
		r := resolver.Resolve(recorded)
		if r.Path != "" {
			_, r.Reason = t.reader.Read(r.Path)
		}
		return r.Candidates, r.Reason
	}
}

// locator gives what finds the places of a heap's sites.
func (t *sourceTree) locator(h *heap.Heap) *site.Locator {
	return &site.Locator{Resolve: t.resolve(h), Read: t.reader.Read, Heap: h, History: t.past(h), Written: growth.TimeOf(h.Path()), Times: files.TimesOf}
}

// past gives the history of the source until a dump was written.
func (t *sourceTree) past(h *heap.Heap) *revision.History {
	at := growth.TimeOf(h.Path())
	if at.IsZero() {
		return t.history
	}
	return t.history.At(at)
}

// sources gives the source of a process for the search for suspects: its own
// below the folders.
func (t *sourceTree) sources(h *heap.Heap) *suspect.Sources {
	return &suspect.Sources{Roots: t.folders, Resolve: t.resolve(h), Read: t.reader.Read, History: t.past(h), Times: files.TimesOf}
}
